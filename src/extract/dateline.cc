#include "extract/dateline.h"

#include <algorithm>

namespace tradewire::extract {
namespace {

constexpr std::uint32_t kLongest = 14;

bool is_border(std::string_view form) {
  return form == "-" || form == "--" || form == "\u2013" || form == "\u2014" || form == ":";
}

bool is_capitals(std::string_view form) {
  return form.size() >= 3 && std::ranges::all_of(form, [](char c) { return (c >= 'A' && c <= 'Z') || c == '/' || c == '.'; });
}

}  // namespace

std::uint32_t dateline_length(const language::Sentence& sentence, std::string_view text) {
  const auto& tokens = sentence.tokens;
  if (tokens.size() < 6 || !is_capitals(base::slice(text, tokens[0].span))) return 0;
  for (std::uint32_t i = 1; i < kLongest && i + 4 < tokens.size(); ++i) {
    const std::string_view form = base::slice(text, tokens[i].span);
    if (!is_border(form)) continue;
    // A dash between words without blanks is a hyphen.
    const bool apart = tokens[i].span.end < tokens[i + 1].span.start && (form == ":" || tokens[i - 1].span.end < tokens[i].span.start);
    if (apart) return i + 1;
  }
  return 0;
}

}  // namespace tradewire::extract
