// Confirmation: who confirmed, denied or has yet to confirm an act, in its own sentence or in a later one, and which act
// they mean.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "extract/attribution.h"
#include "extract/judge_scope.h"

namespace tradewire::extract {

// One statement about whether something is so: "Beijing has not confirmed this".
struct Verdict {
  std::uint32_t sentence = 0;
  ConfirmationState state = ConfirmationState::kPending;
  CueHit cue;
  Quote quote;                             // the cue with its negation: "has not confirmed"
  std::optional<TokenRange> by;
  const EntityMention* mention = nullptr;  // of `by`
  std::vector<char> content;               // by token: the clause or thing that it is about, when it stands behind the cue
  bool plain_report = false;               // "X confirmed that ...": also a speech
};

std::vector<Verdict> find_verdicts(const Scope& scope);

// The claim that a denial is about: a noun for a claim, or a pronoun, behind or above the verb; else there is none, and
// "reject" denies nothing.
std::optional<std::uint32_t> denied_claim(const Scope& scope, std::uint32_t verb);

// What binding needs to know of a candidate.
struct Claim {
  const Candidate* candidate = nullptr;
  EventStatus status = EventStatus::kReported;  // before any verdict
  bool conditional = false;
  const EntityMention* source = nullptr;        // who vouches for it
  bool has_source = false;
};

// The candidates that the verdict is about (indexes): those of its content; else the weakest act before it in its
// sentence; else that of the nearest sentence before. REQUIRES: the claims are in the order of the text.
std::vector<std::size_t> bind_verdict(const Scope& scope, const Verdict& verdict, std::span<const Claim> claims);

// Whether a verdict on one mention of an act reaches another mention: events.md, section 6.
bool reaches(const Claim& act, const Claim& other, ConfirmationState state);

}  // namespace tradewire::extract
