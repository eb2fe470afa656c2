// What stands beside an act: modals, adverbs, adjectives, negations, the subject of "is a tariff".
#include <algorithm>

#include "extract/modality_walk.h"
#include "extract/polarity.h"

namespace tradewire::extract {

using language::Relation;
using language::Upos;

namespace {

// What a word beside the act makes of it.
constexpr std::array kModifiers = {ModalWord{Cue::kThreat, Modality::kThreatened}, ModalWord{Cue::kTentative, Modality::kTentative},
                                   ModalWord{Cue::kPossible, Modality::kPossible}, ModalWord{Cue::kProposal, Modality::kPossible},
                                   ModalWord{Cue::kPlanned, Modality::kPlanned},   ModalWord{Cue::kUnlikely, Modality::kPossible}};

// What the subject of a predicate makes of it: "his main demand is the lifting of the ban".
constexpr std::array kPredicates = {ModalWord{Cue::kRequest, Modality::kRequested}, ModalWord{Cue::kThreat, Modality::kThreatened},
                                    ModalWord{Cue::kPossible, Modality::kPossible}, ModalWord{Cue::kProposal, Modality::kPossible},
                                    ModalWord{Cue::kPlanned, Modality::kPlanned}};

}  // namespace

void ModalityWalk::look_beside(std::uint32_t at, bool main) {
  if (const auto* hit = negation_of(scope_, at); hit && !is_own(hit->head) && !is_counted(*hit)) flip(*hit);
  if (main && is_own(at)) look_at_object(at);
  look_at_group(at);
  if (main && scope_.child(at, Relation::kCop)) look_at_subject(at);
  for (const auto below : scope_.children(at)) {
    look_at_child(at, below, main);
    if (main && names_act(below)) look_at_named_act(below);
    if (main) look_under(below);
  }
}

// "imposed no duty": nothing was imposed. What an inquiry finds is found.
void ModalityWalk::look_at_object(std::uint32_t at) {
  const auto object = scope_.is_verb(at) ? scope_.child(at, Relation::kObj) : std::nullopt;
  const auto det = object ? scope_.child(*object, Relation::kDet) : std::nullopt;
  if (!det || *det < at || type_in("finds") || context_.candidate->polarity) return;
  if (const auto* hit = scope_.cue(*det, Cue::kNot)) flip(*hit);
}

// "no sign of a deal": the negation is a part of the cue.
bool ModalityWalk::is_counted(const CueHit& negation) const {
  return std::any_of(scope_.hits().begin(), scope_.hits().end(), [&](const CueHit& hit) {
    const bool negative = hit.cue == Cue::kUnlikely || hit.cue == Cue::kFail || hit.cue == Cue::kExclude;
    return negative && hit.part == CuePart::kWord && hit.first <= negation.first && negation.last <= hit.last;
  });
}

void ModalityWalk::look_at_subject(std::uint32_t at) {
  const auto subject = scope_.child(at, Relation::kNsubj);
  if (!subject) return;
  for (const auto& predicate : kPredicates) {
    if (const auto* hit = scope_.cue(*subject, predicate.cue); hit && hit->part == CuePart::kNoun) take(predicate.modality, *hit);
  }
}

// "under a tentative understanding", "as part of a preliminary deal": the act is as real as what it rests on.
void ModalityWalk::look_under(std::uint32_t below) {
  const auto relation = scope_.token(below).relation;
  if (relation != Relation::kObl && relation != Relation::kNmod) return;
  const auto mark = scope_.child(below, Relation::kCase);
  if (mark && scope_.cue(*mark, Cue::kUnder)) look_at_named_act(below);
}

// The noun that says with a light verb what is done: "reached a tentative deal", "a provisional pact was struck".
bool ModalityWalk::names_act(std::uint32_t at) const {
  const auto relation = scope_.token(at).relation;
  const bool agreed = relation == Relation::kObl && context_.candidate->type.starts_with("agreement");  // "agreed on a tentative deal"
  if (relation != Relation::kObj && relation != Relation::kNsubjPass && !agreed) return false;
  const auto& arguments = context_.candidate->arguments;
  return std::none_of(arguments.begin(), arguments.end(), [&](const Argument& argument) {
    return !argument.implied && argument.tokens.sentence == context_.candidate->trigger.sentence && argument.tokens.head == at;
  });
}

void ModalityWalk::look_at_named_act(std::uint32_t noun) {
  if (const auto* hit = scope_.cue(noun, Cue::kTentative)) take(Modality::kTentative, *hit);
  for (const auto below : scope_.children(noun)) {
    const auto relation = scope_.token(below).relation;
    if (relation != Relation::kAmod && relation != Relation::kCompound) continue;
    if (const auto* hit = scope_.cue(below, Cue::kTentative)) take(Modality::kTentative, *hit);
  }
}

void ModalityWalk::look_at_group(std::uint32_t at) {
  const auto start = scope_.group_start(at);
  for (const auto& hit : scope_.hits()) {
    if (hit.first < start || hit.last > at || is_own(hit.head)) continue;
    look_at_modal(hit, at);
  }
  // Auxiliaries that a wrong tag or an inversion put out of the group.
  for (const auto below : scope_.children(at)) {
    if (scope_.token(below).relation != Relation::kAux || (below >= start && below < at)) continue;
    for (const auto kind : {Cue::kWill, Cue::kMight, Cue::kCould, Cue::kWould}) {
      if (const auto* hit = scope_.cue(below, kind)) look_at_modal(*hit, at);
    }
  }
}

void ModalityWalk::look_at_modal(const CueHit& hit, std::uint32_t verb) {
  switch (hit.cue) {
    case Cue::kWill: return take(Modality::kPlanned, hit);
    case Cue::kWould: would_ = hit; return;
    case Cue::kYet: {  // "has yet" and "yet to" are one
      const bool known = std::any_of(flipped_.begin(), flipped_.end(), [&](std::uint32_t first) { return first + 1 >= hit.first && first < hit.last; });
      if (!known) flip(hit);
      return;
    }
    case Cue::kWouldHave: return take_unreal(hit, verb);
    case Cue::kMight: return take(Modality::kPossible, hit);
    case Cue::kPossible: return take(Modality::kPossible, hit);
    case Cue::kPlanned: return take(Modality::kPlanned, hit);
    case Cue::kTentative: return take(Modality::kTentative, hit);
    case Cue::kCould:
      // "could not agree": it did not happen.
      if (!negation_of(scope_, verb)) take(Modality::kPossible, hit);
      return;
    case Cue::kOught: {
      const auto subject = scope_.subject(verb);
      const bool ours = subject && scope_.token(*subject).features.person == 1;
      if (context_.speech || ours || scope_.quoted(verb)) take(Modality::kRequested, hit);
      return;
    }
    case Cue::kUnlikely:
      take(Modality::kPossible, hit);
      return flip(hit);
    default: return;
  }
}

// "a bill that would have raised the duty": it did not.
void ModalityWalk::take_unreal(const CueHit& hit, std::uint32_t verb) {
  const auto& features = scope_.token(verb).features;
  if (features.verb_form != language::VerbForm::kPart || features.tense != language::Tense::kPast) return;
  take(Modality::kPossible, hit);
  flip(hit);
}

void ModalityWalk::look_at_child(std::uint32_t at, std::uint32_t below, bool main) {
  const auto relation = scope_.token(below).relation;
  if (relation == Relation::kMark || relation == Relation::kCase) {
    if (const auto* hit = condition_at(below)) {
      take(Modality::kConditional, *hit);
      result_.conditional_clause = true;
    } else if (const auto* open = scope_.cue(below, Cue::kPossible); open && open->part == CuePart::kWord) {
      take(Modality::kPossible, *open);  // "asked whether to extend"
    }
    return;
  }
  if (relation == Relation::kAdvcl || relation == Relation::kObl) {
    if (const auto* hit = scope_.cue(below, Cue::kTentative); hit && hit->part == CuePart::kWord) take(Modality::kTentative, *hit);  // "in principle"
    if (const auto* hit = condition_of(below); hit && main && !is_own(below)) condition_ = *hit;
    return;
  }
  const bool beside = relation == Relation::kAmod || relation == Relation::kAdvmod || relation == Relation::kCompound || relation == Relation::kNmod;
  if (!beside || is_own(below) || (relation == Relation::kNmod && below > at)) return;
  for (const auto& modifier : kModifiers) {
    const auto* hit = scope_.cue(below, modifier.cue);
    if (hit && hit->part != CuePart::kVerb && (relation != Relation::kNmod || modifier.cue == Cue::kTentative)) take(modifier.modality, *hit);
  }
}

}  // namespace tradewire::extract
