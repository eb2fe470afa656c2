// Frames: the rules applied to the trees of one document; what says what act, and who plays which role in it.
//
//     RuleSet ─┐
//     Tree ────┼─▶ FrameMatcher (one sentence, every trigger, every frame) ─▶ select (one mention an act) ─▶ Candidates
//     Fillers ─┘
//
// Deterministic. Sentences know of each other only what a frame's `after` asks: which types were told of before.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extract/analysis.h"
#include "rules/rule_set.h"

namespace tradewire::extract {

// Why a trigger gave no mention, or which frame took it: for `explain`.
struct TriggerTrace {
  base::Span span;      // of the trigger
  std::string rule;     // the frame's id
  std::string outcome;  // "fired", or the reason: "object is none of its words"
  bool fired = false;
};

// The candidates of the sentences given by index, in the order of the text. REQUIRES: those sentences are parsed.
// `trace` may be null. `title` are the acts that the title tells, when the analysis is the body's.
std::vector<Candidate> match_frames(const Analysis& analysis, const rules::RuleSet& rules, const std::vector<std::uint32_t>& sentences,
                                    std::vector<TriggerTrace>* trace = nullptr, std::span<const Candidate> title = {});

}  // namespace tradewire::extract
