// What stands apart from a sentence's grammar and misleads a parser: a dateline, and a speaker put in the middle of what he
// says. Such words are taken out, the rest is parsed, and they are put back under its root.
//
//     LIMA, May 3 - Peru, the ministry said on Monday, had lifted the ban.
//     ~~~~~~~~~~~~        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "extract/judge_cues.h"
#include "language/analyzer.h"

namespace tradewire::extract {

// Tokens [first, last) of a sentence.
struct Inset {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  friend bool operator==(const Inset&, const Inset&) = default;
};

// The speaker with his verb between two commas, the commas among them; only where the verb of the sentence follows.
// REQUIRES: the sentence is tagged.
std::optional<Inset> find_inset_speaker(const Cues& cues, const language::Sentence& sentence, std::string_view text);

// Parses a sentence around what stands apart in it. `units` as for Analyzer::parse(), sorted. The sentence is tagged first
// when it is not.
language::Sentence parse_apart(const language::Analyzer& analyzer, const Cues& cues, language::Sentence sentence, std::string_view text,
                               std::vector<language::Unit> units = {});

}  // namespace tradewire::extract
