#include "extract/polarity.h"

namespace tradewire::extract {
namespace {

using language::Relation;
using language::Upos;

const CueHit* not_at(const Scope& scope, std::uint32_t at) {
  for (const auto& hit : scope.hits()) {
    if (hit.cue == Cue::kNot && hit.first <= at && at < hit.last) return &hit;
  }
  return nullptr;
}

// "no longer", "not only" are looked at word by word; "not only" negates nothing.
bool is_not_only(const Scope& scope, const CueHit& hit) {
  return hit.last < scope.size() && scope.cue(hit.last, Cue::kOnly);
}

const CueHit* in_group(const Scope& scope, std::uint32_t verb) {
  for (std::uint32_t at = scope.group_start(verb); at < verb; ++at) {
    if (const auto* hit = not_at(scope, at); hit && !is_not_only(scope, *hit)) return hit;
  }
  return nullptr;
}

const CueHit* in_children(const Scope& scope, std::uint32_t at) {
  for (const auto below : scope.children(at)) {
    const auto relation = scope.token(below).relation;
    const bool beside = relation == Relation::kDet || relation == Relation::kAdvmod || relation == Relation::kCase ||
                        relation == Relation::kMark || relation == Relation::kAux || relation == Relation::kAmod || relation == Relation::kCcPreconj ||
                        relation == Relation::kCc;
    if (!beside || below > at) continue;
    if (const auto* hit = not_at(scope, below); hit && !is_not_only(scope, *hit)) return hit;
  }
  return nullptr;
}

// "Nobody has ...", "No agreement was ...", "Neither A nor B ...", "Not one tonne ...".
const CueHit* in_subject(const Scope& scope, std::uint32_t at) {
  for (const auto below : scope.children(at)) {
    const auto relation = scope.token(below).relation;
    if (relation != Relation::kNsubj && relation != Relation::kNsubjPass) continue;
    if (const auto* hit = not_at(scope, below)) return hit;
    if (const auto* hit = in_children(scope, below)) return hit;
    if (const auto* hit = not_at(scope, scope.first_of(below))) return hit;
  }
  return nullptr;
}

}  // namespace

const CueHit* negation_of(const Scope& scope, std::uint32_t at) {
  if (const auto* hit = in_group(scope, at)) return hit;
  if (const auto* hit = in_children(scope, at)) return hit;
  return scope.is_verb(at) || scope.child(at, Relation::kCop) ? in_subject(scope, at) : nullptr;
}

const CueHit* negative_governor(const Scope& scope, std::uint32_t above) {
  for (const auto kind : {Cue::kFail, Cue::kExclude, Cue::kUndone}) {
    if (const auto* hit = scope.cue(above, kind)) return hit;
  }
  return nullptr;
}

}  // namespace tradewire::extract
