// A text as sentences of bare tokens, for tests of what needs no tags: words, numbers and signs apart.
#pragma once

#include <cctype>
#include <string>

#include "extract/analysis.h"

namespace tradewire::extract {

// One sentence. REQUIRES: `text` outlives the analysis.
inline language::Sentence bare_sentence(std::string_view text) {
  language::Sentence sentence;
  sentence.span = {0, static_cast<std::uint32_t>(text.size())};
  for (std::uint32_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    std::uint32_t end = at;
    while (end < text.size() && text[end] != ' ') ++end;
    const std::uint32_t next = end;
    while (end > at + 1 && (text[end - 1] == ',' || text[end - 1] == ';')) --end;
    if (next == text.size() && end > at + 1 && text[end - 1] == '.') --end;
    language::Token token;
    token.span = {at, end};
    sentence.tokens.push_back(token);
    for (; end < next; ++end) {
      token.span = {end, end + 1};
      sentence.tokens.push_back(token);
    }
    at = next;
  }
  return sentence;
}

inline Analysis bare_analysis(std::string_view text, std::optional<base::Date> published = std::nullopt) {
  Analysis analysis;
  analysis.text = text;
  analysis.published = published;
  analysis.sentences.push_back(bare_sentence(text));
  return analysis;
}

}  // namespace tradewire::extract
