// Quantities: rates ("25 percent", "a 10-point", "from 10% to 25%", "0.5 pct") and amounts ("$550 billion", "12 mln tonnes",
// "€2.3bn", "up to 49,000 vehicles") of a text, as numbers with unit and currency.
#pragma once

#include <vector>

#include "extract/analysis.h"
#include "extract/judge_cues.h"

namespace tradewire::extract {

// Mentions of kRate (unit "percent" or "point") and kAmount (unit and currency as the text has them: "tonne", "USD").
// A bare number before a plural noun ("500 planes") is an amount with the noun's lemma as unit where there are tags.
// Sorted by sentence and token. Needs tokens only; heads are the unit's token, or the last.
std::vector<EntityMention> find_quantities(const Cues& cues, const Analysis& analysis);

}  // namespace tradewire::extract
