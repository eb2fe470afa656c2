// What governs an act: the words above it in the tree, from the trigger upward.
#include <algorithm>

#include "extract/modality_walk.h"
#include "extract/polarity.h"

namespace tradewire::extract {

using language::Relation;
using language::Upos;
using language::VerbForm;

namespace {

constexpr std::array kGovernors = {
    ModalWord{Cue::kRequest, Modality::kRequested},  ModalWord{Cue::kThreat, Modality::kThreatened},   ModalWord{Cue::kUnlikely, Modality::kPossible},
    ModalWord{Cue::kPossible, Modality::kPossible},  ModalWord{Cue::kProposal, Modality::kPossible},   ModalWord{Cue::kAuthority, Modality::kPossible},
    ModalWord{Cue::kPledge, Modality::kPlanned},     ModalWord{Cue::kExclude, Modality::kPlanned},     ModalWord{Cue::kUndone, Modality::kPlanned},
    ModalWord{Cue::kBelieve, Modality::kPossible},   ModalWord{Cue::kTentative, Modality::kTentative}, ModalWord{Cue::kPlanned, Modality::kPlanned}};

}  // namespace

void ModalityWalk::climb(std::uint32_t start, std::uint32_t clause, bool in_clause) {
  std::uint32_t at = start;
  bool skip = false;  // a coordinated clause with a subject of its own: the words beside its neighbour are not its
  for (std::uint32_t steps = 0; steps < 40; ++steps) {
    if (at == clause) {
      in_clause = true;
      reached_ = true;
    }
    if (!skip) look_beside(at, at == clause || at == start);
    const auto above = scope_.head(at);
    if (!above) {
      look_at_root(at);
      return;
    }
    const auto relation = scope_.token(at).relation;
    if (relation == Relation::kConj) {
      skip = stands_alone(at);
      at = *above;
      continue;
    }
    skip = false;
    if (const auto asker = asked_through(at, *above, relation)) {
      take_governor(at, *asker, Relation::kCcomp);
      if (speech_cue(*asker)) return;
      at = *asker;
      continue;
    }
    if (const auto verb = verb_before_infinitive(at, *above)) {
      take_governor(at, *verb, Relation::kXcomp);
      at = *verb;
      continue;
    }
    if (const auto head = phrase_before_gerund(at, *above)) {
      take_governor(at, *head, Relation::kXcomp);
      at = *head;
      continue;
    }
    if (const auto noun = noun_before_phrase(at, *above, relation)) {
      take_governor(at, *noun, Relation::kNmod);
      at = *noun;
      continue;
    }
    if (const auto noun = noun_before_infinitive(at, *above)) {
      take_governor(at, *noun, Relation::kAcl);
      at = *noun;
      in_clause = true;
      continue;
    }
    if (!go_up(at, *above, relation, in_clause)) return;
    at = *above;
  }
}

bool ModalityWalk::has_governor(std::uint32_t at) const {
  if (scope_.cue(at, Cue::kDecided)) return true;
  return std::any_of(kGovernors.begin(), kGovernors.end(), [&](const ModalWord& governor) { return scope_.cue(at, governor.cue) != nullptr; });
}

// "at the last meeting", "after talks": when, not what.
bool ModalityWalk::is_aside(std::uint32_t at, Relation relation) const {
  if (relation != Relation::kObl && relation != Relation::kNmod) return false;
  const auto mark = scope_.child(at, Relation::kCase);
  return mark && (scope_.cue(*mark, Cue::kAside) || (scope_.is_noun(at) && scope_.cue(*mark, Cue::kTopic)));
}

// "will retaliate for the duty", "may punish them for imposing it", but not "will call for a duty".
bool ModalityWalk::is_reason(std::uint32_t at, std::uint32_t above, Relation relation) const {
  if ((relation != Relation::kObl && relation != Relation::kAdvcl) || !scope_.is_verb(above) || noun_before_phrase(at, above, relation)) return false;
  // "recommended duties for the breach", but "asked Norway for a duty"
  const auto object = scope_.child(above, Relation::kObj);
  const bool other = object && *object < at && !(scope_.mention(*object) && scope_.mention(*object)->kind <= EntityKind::kCompany);
  if (has_governor(above) && !(other && scope_.cue(above, Cue::kRequest))) return false;
  const auto mark = scope_.child(at, relation == Relation::kObl ? Relation::kCase : Relation::kMark);
  return mark && *mark > above && scope_.cue(*mark, Cue::kReason) && (relation == Relation::kObl || is_gerund(at));
}

// Whether what stands at `above` also bears on the act; takes the governor's own cue.
bool ModalityWalk::go_up(std::uint32_t at, std::uint32_t above, Relation relation, bool in_clause) {
  take_ahead(at, relation);
  take_subjunctive(at, relation);
  if (scope_.opens_relative(at) || relation == Relation::kParataxis || is_aside(at, relation) || is_reason(at, above, relation)) return false;
  if (relation == Relation::kObj && scope_.cue(above, Cue::kTopic)) return false;  // "talks concerning the duty"
  const bool loose = relation == Relation::kAcl || relation == Relation::kAdvcl || relation == Relation::kXcomp;
  if (loose && is_bare_participle(at)) return false;
  const bool predicate = scope_.token(above).upos == Upos::kAdj && has_governor(above);  // "close to reaching a deal"
  if (relation == Relation::kAdvcl && !is_open_clause(at) && !predicate) return false;
  // "has confirmed that ...", "none of them acknowledged the ban": what is confirmed is a matter of its own.
  if (scope_.cue(above, Cue::kConfirm) && scope_.is_verb(above) && relation != Relation::kNsubj) return false;
  if (in_clause && (new_noun_ || scope_.is_verb(context_.candidate->trigger.head)) && follows_result(at, relation)) return true;
  const bool cue = take_governor(at, above, relation);
  if (speech_cue(above)) {
    if (const auto* hit = negation_of(scope_, above); hit && bears_negation(above)) flip(*hit);
    return false;
  }
  if (!in_clause || cue) return true;
  const bool clausal = relation == Relation::kXcomp || relation == Relation::kCcomp || relation == Relation::kCsubj;
  if (clausal) return true;
  if (new_noun_ && scope_.is_noun(at) && (is_object(relation) || (relation == Relation::kNmod && is_new_noun(above)))) return true;
  // "asked Oslo to issue an order to lift"
  if (scope_.is_noun(at) && is_object(relation) && scope_.cue(at, Cue::kDecided) && is_new_noun(at)) return true;
  if (relation == Relation::kAdvcl || relation == Relation::kAcl) return is_gerund(at);
  if (relation == Relation::kNsubj || relation == Relation::kNsubjPass) return scope_.cue(above, Cue::kOccur) != nullptr;
  if (relation == Relation::kNmod && is_part(above)) return true;
  if (relation == Relation::kAdvmod) return scope_.is_verb(above);  // "came too late to"
  return relation == Relation::kCop || relation == Relation::kAux || relation == Relation::kAuxPass || relation == Relation::kFlat ||
         relation == Relation::kFixed || relation == Relation::kAppos;
}

// "did not rule out", "does not expect": the verb's negation reaches what is said; "did not say" leaves it open.
bool ModalityWalk::bears_negation(std::uint32_t verb) const {
  return scope_.cue(verb, Cue::kExclude) || scope_.cue(verb, Cue::kBelieve) || scope_.cue(verb, Cue::kDeny) || scope_.cue(verb, Cue::kPledge);
}

// "came too late to avert", "may settle in time to avert": the infinitive is as real as what comes first, or unreal.
bool ModalityWalk::follows_result(std::uint32_t at, Relation relation) {
  if (relation == Relation::kConj || !is_infinitive(at)) return false;
  const auto mark = infinitive_mark(at).first;
  if (mark < 2) return false;
  const auto tag = scope_.token(mark - 1).upos;
  const auto* too = scope_.cue(mark - 2, Cue::kToo);
  if (too && (tag == language::Upos::kAdj || tag == language::Upos::kAdv)) {
    flip(*too);
    return true;
  }
  return std::any_of(scope_.hits().begin(), scope_.hits().end(), [&](const CueHit& hit) { return hit.cue == Cue::kInTime && hit.last == mark; });
}

// "ahead of talks with Norway": still to come.
void ModalityWalk::take_ahead(std::uint32_t at, Relation relation) {
  if (!is_own(at) || !new_noun_ || context_.candidate->type != "talks.hold" || (relation != Relation::kObl && relation != Relation::kNmod)) return;
  const auto mark = scope_.child(at, Relation::kCase);
  for (const auto& hit : scope_.hits()) {
    if (mark && hit.cue == Cue::kAhead && hit.first <= *mark && *mark < hit.last) take(Modality::kPlanned, hit);
  }
}

// "asked that the duty be cut", "a proposal that the duty be cut"
void ModalityWalk::take_subjunctive(std::uint32_t at, Relation relation) {
  const auto aux = scope_.child(at, Relation::kAuxPass);
  const auto mark = scope_.child(at, Relation::kMark);
  if (!aux || !mark || relation == Relation::kRoot || is_infinitive(at) || scope_.child(at, Relation::kAux)) return;
  if (scope_.token(*mark).upos != Upos::kSconj || scope_.token(*aux).features.verb_form != VerbForm::kInf || !scope_.subject(at)) return;
  const CueHit hit{Cue::kRequest, CuePart::kWord, *aux, *aux + 1, *aux};
  take(scope_.cue_in(0, *mark, Cue::kProposal) ? Modality::kPossible : Modality::kRequested, hit);
}

// "some of its duties", "all of them"
bool ModalityWalk::is_part(std::uint32_t above) const {
  const auto tag = scope_.token(above).upos;
  return tag == Upos::kDet || tag == Upos::kPron || tag == Upos::kNum;
}

// An adverbial clause that shares the main clause's reality: "to curb ...", "by imposing ...", "putting ...".
bool ModalityWalk::is_open_clause(std::uint32_t at) const {
  if (is_infinitive(at)) return true;
  const auto mark = scope_.child(at, Relation::kMark);
  if (!is_gerund(at)) return false;
  if (!mark || scope_.cue(*mark, Cue::kBy)) return true;
  // "committed to cutting", "suspended work on cutting": the preposition stands right behind the verb or its work.
  const auto above = scope_.head(at);
  const bool behind = above && (*mark == *above + 1 || (*mark == *above + 2 && scope_.cue(*mark - 1, Cue::kHelpReal)));
  return behind && scope_.cue(*mark, Cue::kComplement);
}

bool ModalityWalk::take_governor(std::uint32_t at, std::uint32_t above, Relation relation) {
  if (is_own(above) || relation == Relation::kAux || relation == Relation::kCop) return false;
  // "does not expect the revocation to weigh": the belief is about the weighing.
  const bool expected_to = !new_noun_ && is_own(at) && scope_.last_of(at) < scope_.size() && scope_.cue(scope_.last_of(at), Cue::kTo);
  if (scope_.cue(above, Cue::kBelieve) && !scope_.is_verb(at) && (expected_to || scope_.child(above, Relation::kXcomp) || scope_.child(above, Relation::kCcomp))) return false;
  bool found = take_modal_governor(at, above, relation);
  found = take_negative_governor(at, above, relation) || found;
  if (const auto* hit = scope_.cue(above, Cue::kDecided)) return hit->part == CuePart::kNoun || found;
  if (scope_.cue(above, Cue::kHelpReal)) return true;
  if (scope_.analysis().official_text && scope_.cue(above, Cue::kAnnounce)) return true;
  if (const auto* hit = found || !is_infinitive(at) ? nullptr : introduced(above, relation)) {
    take(Modality::kPossible, *hit);
    return true;
  }
  if (!found && is_infinitive(at) && (relation == Relation::kAcl || relation == Relation::kAdvcl)) take_purpose(at, above);
  return found;
}

bool ModalityWalk::take_modal_governor(std::uint32_t at, std::uint32_t above, Relation relation) {
  // "put pressure on Oslo to lift": the noun asks, the infinitive hangs on the verb.
  const auto object = scope_.is_verb(above) && is_infinitive(at) ? scope_.child(above, Relation::kObj) : std::nullopt;
  const auto* asking = object && *object > above && *object < at ? scope_.cue(*object, Cue::kRequest) : nullptr;
  if (asking && asking->part == CuePart::kNoun) {
    take(Modality::kRequested, *asking);
    return true;
  }
  // A subject is governed by predicates of likelihood and by passives only: "tariffs are planned", "a deal looks unlikely".
  const bool subject = relation == Relation::kNsubj;
  bool found = false;
  for (const auto& governor : kGovernors) {
    const auto* hit = scope_.cue(above, governor.cue);
    if (!hit || (subject && hit->part == CuePart::kVerb)) continue;
    // "sanctions authorities" are no sanctions that may come.
    if (governor.cue == Cue::kAuthority && relation == Relation::kCompound) continue;
    // "with authorities blocking shipments": those who do it, no power to do it.
    if (governor.cue == Cue::kAuthority && hit->part == CuePart::kNoun && relation == Relation::kAcl && !is_infinitive(at) && !scope_.child(at, Relation::kMark)) continue;
    // "decided to impose" in an official text does it.
    if (governor.cue == Cue::kPlanned && scope_.analysis().official_text && scope_.cue(above, Cue::kDecided)) {
      found = true;
      continue;
    }
    if (governor.cue == Cue::kBelieve && scope_.cue(at, Cue::kExclude)) continue;  // "sees no need to"
    if (governor.cue == Cue::kBelieve && (scope_.cue(above, Cue::kSay) || relation == Relation::kObl)) continue;
    // "had not instructed anyone to halt": nothing was decided.
    if (governor.cue == Cue::kPlanned && scope_.cue(above, Cue::kSettle) && negation_of(scope_, above) && !scope_.cue_in(scope_.group_start(above), above, Cue::kWill)) {
      found = true;
      continue;
    }
    // "approved 3 billion in aid": by approving it is done.
    if (governor.cue == Cue::kPlanned && scope_.cue(above, Cue::kEnact) && scope_.is_noun(at) && is_object(relation)) {
      found = true;
      continue;
    }
    if (governor.cue == Cue::kRequest && asks_whether(at)) continue;
    if (governor.cue == Cue::kProposal && hit->part == CuePart::kNoun && is_enacted(above)) continue;
    const bool open = governor.cue == Cue::kRequest || governor.cue == Cue::kPossible;
    if ((governor.cue == Cue::kPossible || governor.cue == Cue::kPlanned) && hit->part == CuePart::kVerb && scope_.cue(at, Cue::kPersuade)) {
      take(Modality::kRequested, *scope_.cue(at, Cue::kPersuade));
      found = true;
      continue;
    }
    const bool itself = governor.cue == Cue::kRequest && hit->part == CuePart::kVerb && wants_itself(at, above, relation);
    const bool settled = itself || (open && binds(scope_, above));
    take(settled ? Modality::kPlanned : governor.modality, *hit);
    if (governor.cue == Cue::kUnlikely) flip(*hit);
    found = true;
  }
  return found;
}

bool ModalityWalk::take_negative_governor(std::uint32_t at, std::uint32_t above, Relation relation) {
  bool found = false;
  // "balked at a duty": the duty is there.
  const bool beside_noun = relation == Relation::kObl && !scope_.is_verb(at);
  if (!type_in("inherently_negative") || !scope_.cue(above, Cue::kFail)) {
    const auto* hit = negative_governor(scope_, above);
    const bool verb = hit && hit->part == CuePart::kVerb;
    // "drops the surcharge to cut prices": the purpose is not dropped.
    const bool purpose = relation == Relation::kAdvcl && is_infinitive(at);
    if (hit && !purpose && !(verb && (relation == Relation::kNsubj || (beside_noun && hit->last == hit->first + 1 && !(type_in("no_undoing") && kept_from(at)))))) {
      flip(*hit);
      found = true;
    }
  }
  // "has yet to lift": parsers take "has" for the verb.
  if (const auto* hit = scope_.cue(above, Cue::kYet); hit && is_infinitive(at)) {
    if (!scope_.cue_in(scope_.group_start(at), at, Cue::kYet)) flip(*hit);
    return true;
  }
  if (const auto* hit = scope_.cue(above, Cue::kStop); hit && !found && stops(at, relation)) {
    flip(*hit);
    // "the suspension of its duty ends": what the suspension does is not done by the duty.
    found = hit->part != CuePart::kNoun || is_new_noun(above);
  }
  return found;
}

// "exempted Canada from the retaliation"
bool ModalityWalk::kept_from(std::uint32_t at) const {
  const auto mark = scope_.child(at, Relation::kCase);
  return mark && scope_.cue(*mark, Cue::kFrom);
}

bool ModalityWalk::asks_whether(std::uint32_t at) const {
  const auto mark = scope_.child(at, Relation::kMark);
  return mark && scope_.cue(*mark, Cue::kPossible);
}

// "passed the sanctions bill": it is no proposal any more.
bool ModalityWalk::is_enacted(std::uint32_t proposal) const {
  const auto verb = scope_.head(proposal);
  if (!verb || !scope_.cue(*verb, Cue::kEnact)) return false;
  const auto start = scope_.group_start(*verb);
  return !negation_of(scope_, *verb) && !scope_.cue_in(start, *verb, Cue::kWill) && !scope_.cue_in(start, *verb, Cue::kTo) &&
         !scope_.cue_in(start, *verb, Cue::kMight) && !scope_.cue_in(start, *verb, Cue::kCould) && !scope_.cue_in(start, *verb, Cue::kWould);
}

// "wants to lift": nobody is asked.
bool ModalityWalk::wants_itself(std::uint32_t at, std::uint32_t above, Relation relation) const {
  const auto object = scope_.child(above, Relation::kObj);  // one before the verb is a relative pronoun
  return relation == Relation::kXcomp && is_infinitive(at) && !(object && *object > above) && !scope_.child(above, Relation::kIobj) &&
         !scope_.child(above, Relation::kNsubjPass) && !scope_.child(above, Relation::kObl) && !scope_.child(at, Relation::kNsubj) && !scope_.child(at, Relation::kNsubjPass);
}

bool ModalityWalk::stops(std::uint32_t at, Relation relation) const {
  // "took a step in lifting the ban by issuing a permit": the issuing is the means.
  const auto mark = scope_.child(at, Relation::kMark);
  const bool apart = relation == Relation::kAdvcl && at > 0 && scope_.is(scope_.group_start(at) - (scope_.group_start(at) > 0 ? 1 : 0), ",");
  const bool means = apart || (mark && !scope_.cue(*mark, Cue::kFrom) && !scope_.cue(*mark, Cue::kComplement));
  const bool clause = is_gerund(at) && !means && (relation == Relation::kXcomp || relation == Relation::kCcomp || relation == Relation::kObl || relation == Relation::kAdvcl);
  return clause || (type_in("no_undoing") && !means);
}

// "signed an order to close loopholes to restore the duty": what an authority that speaks for itself decided is done.
bool ModalityWalk::is_done_by(std::uint32_t above) const {
  if (!scope_.analysis().official_text || !context_.self) return false;
  std::optional<std::uint32_t> at = above;
  for (int steps = 0; at && steps < 4; at = scope_.head(*at), ++steps) {
    if (!scope_.cue(*at, Cue::kDecided)) continue;
    const auto start = scope_.group_start(*at);
    return !scope_.cue_in(start, *at, Cue::kWill) && !scope_.cue_in(start, *at, Cue::kMight);
  }
  return false;
}

// "introduced the Fair Salt Act to ban ...": a bill under its own name.
const CueHit* ModalityWalk::introduced(std::uint32_t above, Relation relation) const {
  const auto verb = relation == Relation::kAcl ? scope_.head(above) : std::optional(above);
  return verb && scope_.is_verb(*verb) ? scope_.cue(*verb, Cue::kIntroduce) : nullptr;
}

// "measures to ban ...": meant, not done.
void ModalityWalk::take_purpose(std::uint32_t at, std::uint32_t above) {
  // "Japan's measures to restrict"; the infinitive may hang on the verb above.
  const auto mark = infinitive_mark(at);
  const auto noun = mark.first > 0 && scope_.is_noun(mark.first - 1) ? mark.first - 1 : above;
  const bool there = scope_.is_noun(noun) && scope_.child(noun, Relation::kNmodPoss) && scope_.under(noun, above) && !scope_.cue(noun, Cue::kDecided);
  const bool told = scope_.is_noun(noun) && scope_.cue_in(scope_.first_of(noun), noun + 1, Cue::kFirst);  // "the first country to raise"
  if (!there && !told && !is_done_by(above)) take(Modality::kPlanned, infinitive_mark(at));
}

// "China to lift ban": a headline's future.
void ModalityWalk::look_at_root(std::uint32_t at) {
  // "- Purchases of $5 billion of gas.": an item of what was promised.
  if (is_own(at) && scope_.is_noun(at) && scope_.is_punct(0) && type_in("promised")) take(Modality::kPlanned, {Cue::kPlanned, CuePart::kNoun, at, at + 1, at});
  if (!scope_.is_verb(at)) return;
  const bool yet = scope_.cue_in(scope_.group_start(at), at, Cue::kYet);  // "has yet to lift"
  if (is_infinitive(at) && !yet) take(Modality::kPlanned, infinitive_mark(at));
  if (!scope_.subject(at)) take_item(at);
}

// "Suspend the tariffs for five years": an item of what was agreed.
void ModalityWalk::take_item(std::uint32_t at) {
  const auto& features = scope_.token(at).features;
  const bool item = features.imperative || features.verb_form == VerbForm::kInf;
  if (item && scope_.is_verb(at) && scope_.group_start(at) == at) take(Modality::kPlanned, {Cue::kPlanned, CuePart::kVerb, at, at + 1, at});
}

}  // namespace tradewire::extract
