#include "extract/modality.h"

#include <algorithm>

#include "extract/modality_walk.h"

namespace tradewire::extract {

using language::Relation;

int rank_of(Modality modality) {
  switch (modality) {
    case Modality::kRequested: return 6;
    case Modality::kThreatened: return 5;
    case Modality::kConditional: return 4;
    case Modality::kTentative: return 3;
    case Modality::kPossible: return 2;
    case Modality::kPlanned: return 1;
    case Modality::kActual: break;
  }
  return 0;
}

Reality ModalityWalk::run() {
  const auto& candidate = *context_.candidate;
  const auto trigger = candidate.trigger.head;
  auto clause = std::min(candidate.clause, scope_.size() - 1);
  if (scope_.cue(clause, Cue::kConfirm)) clause = trigger;  // "none of them acknowledged the ban": the ban is taken for granted
  negative_ = candidate.polarity == Polarity::kNegative;
  new_noun_ = is_new_noun(trigger);
  // "without the duty that it had set": what stands around the noun is not of the setting.
  const bool told_beside = trigger != clause && scope_.under(clause, trigger) && in_relative_clause(clause, trigger);
  if (!told_beside) climb(trigger, clause, trigger == clause);
  if (!reached_ && trigger != clause) climb(clause, clause, true);
  if (clause > 0 && scope_.is(clause - 1, ":") && !scope_.child(clause, Relation::kNsubj)) take_item(clause);
  look_at_own_word(trigger, clause);
  settle_would(clause);
  settle_speech();
  settle_dates();
  if (condition_ && result_.modality == Modality::kPlanned) take(Modality::kConditional, *condition_);
  settle_kept(trigger, clause);
  settle_own_value();
  result_.polarity = negative_ ? Polarity::kNegative : Polarity::kPositive;
  return std::move(result_);
}

void ModalityWalk::take(Modality modality, const CueHit& hit) {
  if (rank_of(modality) < rank_of(result_.modality) || (rank_of(modality) == rank_of(result_.modality) && result_.modality_cue)) return;
  result_.modality = modality;
  result_.modality_cue = scope_.quote(hit);
}

// Each word negates once: "no such pact is being pursued" has its "no" at the noun and at the verb.
void ModalityWalk::flip(const CueHit& hit) {
  if (std::find(flipped_.begin(), flipped_.end(), hit.first) != flipped_.end()) return;
  flipped_.push_back(hit.first);
  negative_ = !negative_;
  result_.polarity_cue = scope_.quote(hit);
}

bool ModalityWalk::is_own(std::uint32_t at) const {
  const auto& trigger = context_.candidate->trigger;
  return at >= trigger.first && at < trigger.last;
}

bool ModalityWalk::in_relative_clause(std::uint32_t token, std::uint32_t noun) const {
  std::uint32_t steps = 0;
  for (std::optional<std::uint32_t> at = token; at && *at != noun && steps < scope_.size(); at = scope_.head(*at), ++steps) {
    if (scope_.opens_relative(*at)) return true;
  }
  return false;
}

// The trigger's own word may undo the act ("suspended its complaint") or say how real it is ("threatened them with duties").
void ModalityWalk::look_at_own_word(std::uint32_t trigger, std::uint32_t clause) {
  for (const auto own : {ModalWord{Cue::kThreat, Modality::kThreatened}, ModalWord{Cue::kAsk, Modality::kRequested},
                         ModalWord{Cue::kIntend, Modality::kPlanned}}) {
    for (const auto at : {trigger, clause}) {
      const auto* hit = scope_.cue(at, own.cue);
      if (own.cue == Cue::kAsk && type_in("asks_by_itself")) continue;
      if (hit && hit->part != CuePart::kNoun && is_own(at)) take(own.modality, *hit);
    }
  }
  if (!type_in("no_undoing") || context_.candidate->polarity) return;
  for (const auto at : {trigger, clause}) {
    if (const auto* hit = scope_.cue(at, Cue::kStop)) return flip(*hit);
  }
}

bool ModalityWalk::proposal_speaks(std::uint32_t clause) const {
  const auto subject = scope_.subject(clause);
  return subject && scope_.cue(*subject, Cue::kProposal);
}

bool ModalityWalk::speech_before(std::uint32_t clause) const {
  return std::any_of(scope_.hits().begin(), scope_.hits().end(), [&](const CueHit& hit) {
    const bool decided = hit.cue == Cue::kDecided && hit.part == CuePart::kVerb;
    const bool speech = hit.cue == Cue::kSay || hit.cue == Cue::kAnnounce || hit.cue == Cue::kConfirm || hit.cue == Cue::kPledge || decided;
    return speech && hit.head < clause;
  });
}

// "would": of a bill, possible; in what somebody said, the future; alone, possible.
void ModalityWalk::settle_would(std::uint32_t clause) {
  find_condition(clause);
  if (condition_ && (would_ || result_.modality != Modality::kActual)) take(Modality::kConditional, *condition_);
  if (!would_) return;
  const bool told = context_.speech || speech_before(clause) || result_.modality == Modality::kPlanned;
  if (proposal_speaks(clause) || !told) take(Modality::kPossible, *would_);
  else take(Modality::kPlanned, *would_);
}

// "will maintain the duty", "agreed to keep it": it is there.
void ModalityWalk::settle_kept(std::uint32_t trigger, std::uint32_t clause) {
  const auto* hit = scope_.cue(trigger, Cue::kKeep);
  if (!hit) hit = scope_.cue(clause, Cue::kKeep);
  if (!hit || !is_own(hit->head) || result_.modality != Modality::kPlanned || negative_) return;
  result_.modality = Modality::kActual;
  result_.modality_cue = scope_.quote(*hit);
}

void ModalityWalk::settle_speech() {
  const auto* speech = context_.speech;
  if (!speech) return;
  // A quotation may go on from another sentence, whose tokens are not ours: then all of this one is told.
  const bool here = speech->sentence == scope_.index();
  const auto warned = [&](const Speech* told) { return told && told->sentence == scope_.index() && scope_.cue(told->cue.head, Cue::kWarn); };
  const bool warns = warned(speech) || warned(context_.source);
  const bool future = result_.modality == Modality::kPlanned || result_.modality == Modality::kConditional;
  if (!context_.self || !context_.adverse || result_.conditional_clause || negative_) return;
  if (warns && (future || would_)) take(Modality::kThreatened, warned(speech) ? speech->cue : context_.source->cue);
  if (condition_ && (future || would_) && is_future_certain()) take(Modality::kThreatened, *condition_);
  for (const auto& hit : scope_.hits()) {
    const bool formula = hit.cue == Cue::kThreat && hit.part == CuePart::kWord && (!here || speech->holds(hit.first));
    if (formula && future && context_.candidate->type == "countermeasure.take") take(Modality::kThreatened, hit);
  }
}

// "will", "would", not "could" or "is considering".
bool ModalityWalk::is_future_certain() const {
  const auto& cue = result_.modality_cue;
  if (would_) return true;
  return std::any_of(scope_.hits().begin(), scope_.hits().end(), [&](const CueHit& hit) {
    return hit.cue == Cue::kWill && cue && hit.last <= context_.candidate->clause + 1 && hit.first + 6 > context_.candidate->clause;
  });
}

void ModalityWalk::settle_dates() {
  const auto& published = scope_.analysis().published;
  if (!published || result_.modality != Modality::kActual || negative_) return;
  for (const auto& argument : context_.candidate->arguments) {
    if (argument.role == Role::kDate && argument.mention && !argument.implied) take_date(*argument.mention, *published);
  }
  // "the talks, starting on April 14", "the duty due on May 1": the noun's own dates.
  const auto trigger = context_.candidate->trigger.head;
  if (!scope_.is_noun(trigger)) return;
  for (const auto below : scope_.children(trigger)) {
    for (const auto date : scope_.children(below)) {
      const auto* mention = below > trigger && scope_.token(below).relation != Relation::kNmod ? scope_.mention(date) : nullptr;
      if (mention && mention->kind == EntityKind::kDate) take_date(*mention, *published);
    }
  }
}

void ModalityWalk::take_date(const EntityMention& mention, base::Date published) {
  const auto date = base::parse_iso_date(mention.date.size() == 7 ? mention.date + "-01" : mention.date);
  const auto& tokens = mention.tokens;
  if (!date || *date <= published || (tokens.first > 0 && scope_.cue(tokens.first - 1, Cue::kUntil))) return;
  take(Modality::kPlanned, {Cue::kPlanned, CuePart::kWord, tokens.first, tokens.last, tokens.first});
}

// What the frame's own words say.
void ModalityWalk::settle_own_value() {
  const auto& candidate = *context_.candidate;
  const auto own = candidate.modality.value_or(Modality::kActual);
  if (rank_of(own) <= rank_of(result_.modality)) return;
  result_.modality = own;
  result_.modality_cue = scope_.quote(candidate.trigger.first, candidate.trigger.last);
}

Reality find_reality(const Cues& cues, const Scope& scope, const RealityContext& context) { return ModalityWalk(cues, scope, context).run(); }

}  // namespace tradewire::extract
