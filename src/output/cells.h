// Rows of cells as text: CSV after RFC 4180, Markdown, and columns for a terminal. What events and mentions share when
// they are printed as a table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/mention.h"

namespace tradewire::output {

using Row = std::vector<std::string>;

// One line with its end, CR LF. A cell with a comma, a quotation mark or a line end is quoted.
std::string csv_line(const Row& row);

// One line with its end; a bar in a cell is escaped.
std::string markdown_line(const Row& row);
// The line that stands below a Markdown table's head.
std::string markdown_rule(std::size_t columns);

// Widths are code points.
std::size_t width_of(std::string_view text);
std::string cut(std::string_view text, std::size_t width);  // a cut text ends in an ellipsis
std::string padded(const std::string& cell, std::size_t width);

// `text` in a terminal's style, or as it is without colour.
std::string bold(const std::string& text, bool color);
std::string dim(const std::string& text, bool color);
// In the colour that stands for a status, everywhere the same.
std::string in_status_color(const std::string& text, extract::EventStatus status, bool color);
std::string painted(extract::EventStatus status, bool color);

// A mention's sentence with its trigger marked: underlined in colour, else between asterisks.
std::string marked_evidence(const extract::Mention& mention, bool color);

}  // namespace tradewire::output
