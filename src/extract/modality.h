// Modality and polarity by scope: what stands above a trigger in the tree, beside it, and before it in word order.
//
//     "officials said Beijing might refuse to lift the ban"
//                                └ possible └ negative  └ trigger
//
// From the trigger upward each verb, noun and adjective that governs it may change how real the act is; relative clauses and
// clauses of time end the way. Of several cues the one named first by events.md, section 5, holds.
#pragma once

#include <optional>

#include "extract/attribution.h"
#include "extract/judge_scope.h"

namespace tradewire::extract {

// What the judge knows of a candidate when it asks.
struct RealityContext {
  const Candidate* candidate = nullptr;
  const Speech* speech = nullptr;  // the innermost that holds the trigger
  const Speech* source = nullptr;        // whose it is after all, when `speech` is a pronoun's or a paper's
  bool self = false;               // its source is on the actor's side
  bool adverse = false;            // the type presses on somebody
};

struct Reality {
  Polarity polarity = Polarity::kPositive;
  Modality modality = Modality::kActual;
  std::optional<Quote> polarity_cue;
  std::optional<Quote> modality_cue;
  bool conditional_clause = false;  // stands in the if-clause itself
};

Reality find_reality(const Cues& cues, const Scope& scope, const RealityContext& context);

}  // namespace tradewire::extract
