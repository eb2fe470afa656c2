// Select: from all frames that fit a sentence to its mentions: one an act and clause, the most specific type.
#pragma once

#include <vector>

#include "extract/frame_matcher.h"

namespace tradewire::extract {

// The candidates that stay, in the order of the text. Losers are named in `trace` when it is not null.
std::vector<Candidate> select(std::vector<FrameMatch> matches, const Tree& tree, const rules::RuleSet& rules, std::vector<TriggerTrace>* trace);

}  // namespace tradewire::extract
