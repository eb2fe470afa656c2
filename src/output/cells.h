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

// One line with its end. What would end a cell or begin HTML or code in it is escaped.
std::string markdown_line(const Row& row);
// The line that stands below a Markdown table's head.
std::string markdown_rule(std::size_t columns);

// What a terminal may be sent: line ends and tabs become blanks, other control characters go, so that no text of the web
// can move the cursor or change colours.
std::string plain(std::string_view text);

// Widths are columns of a terminal: a Chinese character takes two, an accent that is written after its letter none.
std::size_t width_of(std::string_view text);
std::string cut(std::string_view text, std::size_t width);  // a cut text ends in an ellipsis
std::string padded(const std::string& cell, std::size_t width);

// Takes from the widest columns until a line of all, two blanks between them, is no wider than `line`; none becomes
// narrower than `least`. 0 is a line without an end.
void fit(std::vector<std::size_t>& widths, std::size_t line, std::size_t least = 6);

// `text` in a terminal's style, or as it is without colour.
std::string bold(const std::string& text, bool color);
std::string dim(const std::string& text, bool color);
// In the colour that stands for a status, everywhere the same.
std::string in_status_color(const std::string& text, extract::EventStatus status, bool color);
std::string painted(extract::EventStatus status, bool color);

// In the colour that stands for a role.
std::string in_role_color(const std::string& text, extract::Role role, bool color);

// A mention's sentence with its trigger marked: underlined in colour, else between asterisks. In colour the fillers of its
// roles have those of their roles.
std::string marked_evidence(const extract::Mention& mention, bool color);

}  // namespace tradewire::output
