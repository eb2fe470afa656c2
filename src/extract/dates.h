// Dates: when a text says that something happens, as ISO 8601 against the publication date.
//
//     "on Wednesday" ─▶ 2025-06-11, day     "last month" ─▶ 2025-05, month      "from Aug. 1" ─▶ 2025-08-01, day
//     "by year-end"  ─▶ 2025-12, month      "in March 2022" ─▶ 2022-03, month   "next week" ─▶ 2025-06-16/2025-06-22, week
//     "from Jan. 1 to March 31" ─▶ 2026-01-01/2026-03-31, range
//
// A weekday or a day without a year is before or after the publication by the tense of its clause. Without a publication
// date what is relative has no value.
#pragma once

#include <vector>

#include "extract/analysis.h"
#include "extract/judge_cues.h"

namespace tradewire::extract {

// Mentions of kDate with `date` and `precision` (day, week, month, quarter, season, half, year, decade, range).
// Sorted by sentence and token. Needs tokens; uses tags for tense where there are some.
std::vector<EntityMention> find_dates(const Cues& cues, const Analysis& analysis);

}  // namespace tradewire::extract
