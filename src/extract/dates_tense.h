// The tense of the clause around a token, for dates that the tense decides.
#pragma once

#include <cstdint>
#include <string_view>

#include "extract/judge_cues.h"
#include "language/sentence.h"

namespace tradewire::extract {

enum class ClauseTense : std::int8_t { kPast = -1, kUnknown = 0, kPresent, kFuture };

// Of the verb that governs the token by the tree, else of the nearest verb to the left, else to the right, within
// commas. "will" and "is to" are future, a bare present ("starts on
// Monday", "stems from a decision on Monday") may be; untagged sentences are unknown.
ClauseTense clause_tense(const Cues& cues, const language::Sentence& sentence, std::string_view text, std::uint32_t token);

}  // namespace tradewire::extract
