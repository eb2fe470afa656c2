// On what an act depends: "if", "unless", "subject to", "pending".
#include <algorithm>

#include "extract/modality_walk.h"

namespace tradewire::extract {

using language::Relation;
using language::Upos;

// "once its best market" and "who are providing support" hold words of condition that state none.
bool ModalityWalk::is_condition(const CueHit& hit) const {
  if (hit.cue != Cue::kCondition) return false;
  if (hit.last > hit.first + 1) return true;
  const auto tag = scope_.token(hit.head).upos;
  const auto relation = scope_.token(hit.head).relation;
  if (tag == Upos::kAdv && relation == Relation::kAdvmod) return false;
  const bool verb = tag == Upos::kVerb && relation != Relation::kMark && relation != Relation::kCase;
  return !(verb && (scope_.child(hit.head, Relation::kAux) || relation == Relation::kAclRelcl || relation == Relation::kRoot || relation == Relation::kCcomp));
}

const CueHit* ModalityWalk::condition_at(std::uint32_t at) const {
  for (const auto& hit : scope_.hits()) {
    if (hit.first <= at && at < hit.last && is_condition(hit)) return &hit;
  }
  return nullptr;
}

// The clause or phrase at `at` states a condition.
const CueHit* ModalityWalk::condition_of(std::uint32_t at) const {
  if (const auto* hit = condition_at(at)) return hit;
  for (const auto below : scope_.children(at)) {
    const auto relation = scope_.token(below).relation;
    if (relation != Relation::kMark && relation != Relation::kCase && relation != Relation::kAdvmod) continue;
    if (const auto* hit = condition_at(below)) return hit;
  }
  return nullptr;
}

bool ModalityWalk::between(std::uint32_t first, std::uint32_t last, std::string_view mark) const {
  for (std::uint32_t at = first; at < last; ++at) {
    if (scope_.is(at, mark)) return true;
  }
  return false;
}

// "If the minister submits a report finding that ..., ...": before the comma that ends the clause.
bool ModalityWalk::stands_in_condition(const CueHit& hit, std::uint32_t clause) const {
  constexpr std::uint32_t kLongest = 30;
  if (hit.first >= clause || clause > hit.last + kLongest || hit.part != CuePart::kWord) return false;
  return (hit.first < 3 || scope_.cue(hit.head, Cue::kIf)) && !between(hit.last, clause, ",") && !between(hit.last, clause, ";");
}

// Whether the condition is of the act's own clause or of one around it, not of a neighbour ("... and would lift them once").
bool ModalityWalk::is_of_clause(const CueHit& hit, std::uint32_t clause) const {
  // "Norway, which will hold talks, said it would lift the duty if ...": the relative clause ends at its comma.
  if (scope_.opens_relative(clause) && hit.first > clause && between(clause, hit.first, ",")) return false;
  // "offered to buy more and, if the fee falls, to cut its own": of what follows only.
  const auto before = hit.first > 0 && scope_.is(hit.first - 1, ",") ? hit.first - 1 : hit.first;
  if (before > 0 && clause < before && scope_.token(before - 1).upos == Upos::kCconj) return false;
  const auto verb = scope_.head(hit.head);
  const auto owner = verb ? scope_.head(*verb) : std::nullopt;
  if (!owner) return true;
  if (scope_.under(*owner, clause)) return true;
  std::uint32_t steps = 0;
  for (std::optional<std::uint32_t> at = clause; at && steps < scope_.size(); at = scope_.head(*at), ++steps) {
    if (*at == *owner || *at == *verb) return true;
    if (scope_.opens_relative(*at)) return false;
  }
  return !scope_.is_verb(*owner);
}

// Conditions that the tree put elsewhere: an if-clause around the act, one that opens the sentence, one behind the act.
void ModalityWalk::find_condition(std::uint32_t clause) {
  std::optional<std::uint32_t> at = clause;
  for (int steps = 0; at && steps < 8; at = scope_.head(*at), ++steps) {
    const auto* hit = scope_.token(*at).relation == Relation::kAdvcl && *at != clause ? condition_of(*at) : nullptr;
    if (hit && hit->first < clause && !is_open_clause(*at)) {
      take(Modality::kConditional, *hit);
      result_.conditional_clause = true;
      return;
    }
    if (scope_.opens_relative(*at) || scope_.token(*at).relation == Relation::kParataxis) break;
  }
  if (condition_ || result_.conditional_clause) return;
  constexpr std::uint32_t kReach = 25;
  for (const auto& hit : scope_.hits()) {
    if (!is_condition(hit)) continue;
    if (stands_in_condition(hit, clause)) {
      take(Modality::kConditional, hit);
      result_.conditional_clause = true;
      return;
    }
    const bool opens = hit.first < 3 && clause > hit.first + 3 && between(hit.last, clause, ",");
    const bool behind = hit.first > clause && hit.first < clause + kReach && !between(clause, hit.first, ";") && is_of_clause(hit, clause);
    if (opens || behind) {
      condition_ = hit;
      return;
    }
  }
}

}  // namespace tradewire::extract
