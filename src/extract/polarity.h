// Polarity: what turns an act into one that does not happen, at one place of the tree.
#pragma once

#include "extract/judge_scope.h"

namespace tradewire::extract {

// The negation of the token itself: in its verb group, as its determiner ("no deal"), its preposition ("without a deal") or
// its subject's determiner ("not one tonne left"). Null when there is none.
const CueHit* negation_of(const Scope& scope, std::uint32_t at);

// The cue by which `above`, a governor, negates what it governs: "fail", "rule out", "abandon". Null when there is none.
const CueHit* negative_governor(const Scope& scope, std::uint32_t above);

}  // namespace tradewire::extract
