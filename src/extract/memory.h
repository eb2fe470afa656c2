// Memory: who takes a measure and whom it hits, for the sentences that no longer say it in full.
//
//     "Canada imposed duties on Mexican steel. ... The duties hurt Mexico."  ─▶ actor Canada (implied), target Mexico
//
// A text names the parties of a measure once and speaks of "the ban" or "these tariffs" from then on. What the acts of
// one family tell of their parties is lent to those acts of the family that lack them: as a filler of the sentence when
// the sentence names that party in another place, as an implied one when the act is told as one that is known.
#pragma once

#include <vector>

#include "extract/analysis.h"
#include "rules/rule_set.h"

namespace tradewire::extract {

// REQUIRES: the sentences of the candidates are parsed.
void recall_parties(const Analysis& analysis, const rules::RuleSet& rules, std::vector<Candidate>& candidates);

}  // namespace tradewire::extract
