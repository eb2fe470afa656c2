// Mentions in the formats of `extract --format`: JSON lines, one JSON array, CSV, and tables. A document's mentions are
// written as soon as they are known, so a format is a head, rows and a foot, none of which waits for the others.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "extract/mention.h"

namespace tradewire::output {

struct MentionFormat {
  std::string head;     // before the first row
  std::string between;  // two rows
  std::string foot;     // after the last row
  std::function<std::string(const extract::Mention& mention)> row;
};

// "jsonl", "json", "csv", "md" or "table"; any other word is jsonl. In CSV a cell holds a role's fillers by name, joined
// by "; ". The table's columns are of fixed width, a line no wider than `width` columns (0: as wide as it gets).
MentionFormat mention_format(std::string_view word, bool color, std::size_t width = 0);

}  // namespace tradewire::output
