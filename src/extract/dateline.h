// Dateline: "BEIJING, Dec. 3 (Agency) - ", "NEW DELHI: " before a report's first sentence. It is no part of the sentence's
// grammar and misleads a parser.
#pragma once

#include <cstdint>
#include <string_view>

#include "language/sentence.h"

namespace tradewire::extract {

// How many tokens of the sentence are a dateline, its dash or colon among them; 0 when it has none. By form alone: a word in
// capitals at the start, a dash or colon within a few tokens, and more behind it.
std::uint32_t dateline_length(const language::Sentence& sentence, std::string_view text);

}  // namespace tradewire::extract
