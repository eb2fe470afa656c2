// The tail of a sentence that names its speaker: "..., the ministry said on Monday", "...", said an analyst in Paris.
//
// By the order of words alone: parsers hang such tails almost anywhere, and most attributions of the news are such tails.
#pragma once

#include <optional>

#include "extract/judge_scope.h"

namespace tradewire::extract {

struct Tail {
  std::uint32_t start = 0;   // what is said stands before
  std::uint32_t source = 0;  // the head of the speaker's noun phrase
  std::uint32_t end = 0;     // behind verb and speaker
};

// The tail whose verb is `verb`; nullopt when the verb has what is said behind it.
std::optional<Tail> find_tail(const Scope& scope, std::uint32_t verb);

}  // namespace tradewire::extract
