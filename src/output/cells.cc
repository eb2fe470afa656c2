#include "output/cells.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"

namespace tradewire::output {
namespace {

constexpr std::string_view kReset = "\x1b[0m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kUnderlined = "\x1b[4m";
constexpr std::string_view kDim = "\x1b[2m";

// By extract::EventStatus: denied, unconfirmed, confirmed, claimed, rumored, reported.
constexpr std::array<std::string_view, 6> kStatusColors = {"\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[36m", "\x1b[35m", "\x1b[34m"};

std::string styled(std::string_view style, const std::string& text, bool color) {
  return color ? std::string(style) + text + std::string(kReset) : text;
}

std::string csv_cell(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

std::string markdown_cell(const std::string& cell) {
  std::string escaped;
  for (const char c : cell) {
    if (c == '|' || c == '\\') escaped.push_back('\\');
    escaped.push_back(c == '\n' ? ' ' : c);
  }
  return escaped;
}

}  // namespace

std::string csv_line(const Row& row) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) line.append(i == 0 ? "" : ",").append(csv_cell(row[i]));
  return line + "\r\n";
}

std::string markdown_line(const Row& row) {
  std::string line = "|";
  for (const std::string& cell : row) line.append(" ").append(markdown_cell(cell)).append(" |");
  return line + "\n";
}

std::string markdown_rule(std::size_t columns) { return markdown_line(Row(columns, "---")); }

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size(); ++width) base::next_code_point(text, at);
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  std::size_t at = 0;
  for (std::size_t i = 0; i + 1 < width; ++i) base::next_code_point(text, at);
  return std::string(text.substr(0, at)) + "…";
}

std::string padded(const std::string& cell, std::size_t width) { return cell + std::string(width - std::min(width, width_of(cell)), ' '); }

std::string bold(const std::string& text, bool color) { return styled(kBold, text, color); }

std::string dim(const std::string& text, bool color) { return styled(kDim, text, color); }

std::string in_status_color(const std::string& text, extract::EventStatus status, bool color) {
  return styled(kStatusColors[static_cast<std::size_t>(status)], text, color);
}

std::string painted(extract::EventStatus status, bool color) { return in_status_color(std::string(to_string(status)), status, color); }

std::string marked_evidence(const extract::Mention& mention, bool color) {
  const std::string& sentence = mention.evidence.text;
  const std::size_t start = mention.trigger.span.start - mention.evidence.span.start;
  const std::size_t size = mention.trigger.span.size();
  if (mention.trigger.span.start < mention.evidence.span.start || start + size > sentence.size()) return sentence;
  const std::string word = sentence.substr(start, size);
  const std::string shown = color ? bold(styled(kUnderlined, word, true), true) : "*" + word + "*";
  return sentence.substr(0, start) + shown + sentence.substr(start + size);
}

}  // namespace tradewire::output
