// Events as tables: CSV after RFC 4180, columns for a terminal, and Markdown.
#pragma once

#include <string>
#include <vector>

#include "store/event.h"

namespace tradewire::output {

// With a header line; lines end in CR LF as RFC 4180 says.
std::string to_csv(const std::vector<store::Event>& events);
// Columns as wide as their widest cell, cells cut at a width that keeps a line in sight, and the line within `width`
// columns (0: as wide as it gets); colour marks the status.
std::string to_table(const std::vector<store::Event>& events, bool color, std::size_t width = 0);
std::string to_markdown(const std::vector<store::Event>& events);

// One event for reading: what it is, its roles, history, links, and each mention's sentence with the trigger marked (in
// colour, or by asterisks).
struct Shown {
  const store::Event* event;
  const std::vector<extract::Mention>* mentions;
};
std::string to_text(const Shown& shown, bool color);

}  // namespace tradewire::output
