#include "output/cells.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/unicode.h"

namespace tradewire::output {
namespace {

constexpr std::string_view kReset = "\x1b[0m";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kUnderlined = "\x1b[4m";
constexpr std::string_view kDim = "\x1b[2m";

// By extract::EventStatus: denied, unconfirmed, confirmed, claimed, rumored, reported.
constexpr std::array<std::string_view, 6> kStatusColors = {"\x1b[31m", "\x1b[33m", "\x1b[32m", "\x1b[36m", "\x1b[35m", "\x1b[34m"};

// Who acts, whom it meets, what it is about.
std::string_view role_color(extract::Role role) {
  switch (role) {
    case extract::Role::kActor: return "\x1b[36m";
    case extract::Role::kTarget:
    case extract::Role::kBeneficiary:
    case extract::Role::kDestination: return "\x1b[35m";
    default: return "\x1b[33m";
  }
}

struct Mark {
  base::Span span;
  std::optional<extract::Role> role;  // absent: the trigger
};

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
    if (c == '|' || c == '\\' || c == '<' || c == '`') escaped.push_back('\\');
    escaped.push_back(c == '\n' || c == '\r' ? ' ' : c);
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

std::string plain(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(text, at);
    if (c == '\n' || c == '\r' || c == '\t') {
      shown.push_back(' ');
    } else if (c >= 0x20 && (c < 0x7f || c >= 0xa0)) {
      shown.append(text, start, at - start);
    }
  }
  return shown;
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += static_cast<std::size_t>(base::column_width(base::next_code_point(text, at)));
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  std::size_t end = 0;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    used += static_cast<std::size_t>(base::column_width(base::next_code_point(text, at)));
    if (used + 1 > width) break;
    end = at;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string padded(const std::string& cell, std::size_t width) { return cell + std::string(width - std::min(width, width_of(cell)), ' '); }

void fit(std::vector<std::size_t>& widths, std::size_t line, std::size_t least) {
  if (line == 0 || widths.empty()) return;
  std::size_t total = 2 * (widths.size() - 1);
  for (const std::size_t width : widths) total += width;
  while (total > line) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= least) return;
    --*widest;
    --total;
  }
}

std::string bold(const std::string& text, bool color) { return styled(kBold, text, color); }

std::string dim(const std::string& text, bool color) { return styled(kDim, text, color); }

std::string in_status_color(const std::string& text, extract::EventStatus status, bool color) {
  return styled(kStatusColors[static_cast<std::size_t>(status)], text, color);
}

std::string painted(extract::EventStatus status, bool color) { return in_status_color(std::string(to_string(status)), status, color); }

std::string in_role_color(const std::string& text, extract::Role role, bool color) {
  return styled(role_color(role), text, color);
}

std::string marked_evidence(const extract::Mention& mention, bool color) {
  const base::Span sentence = mention.evidence.span;
  std::vector<Mark> marks = {{mention.trigger.span, std::nullopt}};
  for (const extract::RoleFiller& one : mention.roles) {
    if (color) marks.push_back({one.filler.span, one.role});
  }
  // What is within another stays as that one shows it, and the trigger goes before all.
  std::erase_if(marks, [&](const Mark& mark) { return mark.span.empty() || !sentence.contains(mark.span); });
  std::stable_sort(marks.begin() + (marks.empty() || marks.front().role ? 0 : 1), marks.end(),
                   [](const Mark& a, const Mark& b) { return a.span.size() > b.span.size(); });
  std::vector<Mark> shown;
  for (const Mark& mark : marks) {
    const bool apart = std::none_of(shown.begin(), shown.end(), [&](const Mark& other) { return other.span.start < mark.span.end && mark.span.start < other.span.end; });
    if (apart) shown.push_back(mark);
  }
  std::sort(shown.begin(), shown.end(), [](const Mark& a, const Mark& b) { return a.span.start < b.span.start; });
  std::string text;
  std::size_t at = 0;
  for (const Mark& mark : shown) {
    const std::size_t start = mark.span.start - sentence.start;
    if (start + mark.span.size() > mention.evidence.text.size()) break;
    const std::string word = plain(mention.evidence.text.substr(start, mark.span.size()));
    text += plain(mention.evidence.text.substr(at, start - at));
    text += mark.role ? in_role_color(word, *mark.role, true) : color ? bold(styled(kUnderlined, word, true), true) : "*" + word + "*";
    at = start + mark.span.size();
  }
  return text + plain(mention.evidence.text.substr(at));
}

}  // namespace tradewire::output
