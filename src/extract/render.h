// Render: from candidates and judgements to Mentions, the values that leave the stage.
#pragma once

#include <string>
#include <vector>

#include "extract/analysis.h"
#include "rules/rule_set.h"

namespace tradewire::extract {

// REQUIRES: one judgement a candidate.
std::vector<Mention> render(const Analysis& analysis, const std::vector<Candidate>& candidates, const std::vector<Judgement>& judgements,
                            const rules::RuleSet& rules, const std::string& rules_version);

// A mention of an entity or measure as a filler.
Filler filler_of(const Analysis& analysis, const TokenRange& tokens, const EntityMention* mention);

}  // namespace tradewire::extract
