#include "extract/confirmation.h"

#include <algorithm>

#include "extract/attribution_source.h"
#include "extract/judge_side.h"
#include "extract/polarity.h"

namespace tradewire::extract {
namespace {

using language::Relation;
using language::Upos;

constexpr std::uint32_t kReach = 3;  // sentences back

const CueHit* yet_before(const Scope& scope, std::uint32_t verb) {
  const auto start = scope.group_start(verb);
  return scope.cue_in(start > 0 ? start - 1 : 0, verb, Cue::kYet);
}

// What withholds the confirmation: "not", "yet to", "declined to".
const CueHit* withheld(const Scope& scope, std::uint32_t verb) {
  if (const auto* hit = yet_before(scope, verb)) return hit;
  if (const auto* hit = negation_of(scope, verb)) return hit;
  if (const auto* hit = verb > 0 ? scope.cue(verb - 1, Cue::kNot) : nullptr) return hit;  // "neither" taken for a verb
  const auto above = scope.head(verb);
  if (!above) return nullptr;
  const auto relation = scope.token(verb).relation;
  if (relation == Relation::kXcomp || relation == Relation::kCcomp || relation == Relation::kAdvcl) {
    if (const auto* hit = scope.cue(*above, Cue::kFail)) return hit;
    return negation_of(scope, *above);
  }
  // "neither announced nor confirmed", "would neither confirm nor deny"
  return relation == Relation::kConj ? negation_of(scope, *above) : nullptr;
}

std::optional<std::uint32_t> by_phrase(const Scope& scope, std::uint32_t verb) {
  for (const auto below : scope.children(verb)) {
    const auto mark = scope.child(below, Relation::kCase);
    if (below > verb && mark && scope.cue(*mark, Cue::kBy)) return below;
  }
  return std::nullopt;
}

// The nearest party before the verb, for where the tree has no subject.
std::optional<std::uint32_t> party_before(const Scope& scope, std::uint32_t verb) {
  for (std::uint32_t at = verb; at-- > 0;) {
    const auto* mention = scope.mention(at);
    if (mention && mention->kind <= EntityKind::kCompany) return mention->tokens.head;
    if (scope.is(at, ";")) break;
  }
  return std::nullopt;
}

void set_by(const Scope& scope, std::optional<std::uint32_t> noun, Verdict& verdict) {
  if (!noun) return;
  Speech speech;
  describe_source(scope, *noun, speech);
  verdict.by = speech.source;
  verdict.mention = speech.mention;
}

// "and said only that": another statement of the same speaker.
bool speaks_on(const Scope& scope, std::uint32_t at) {
  return scope.token(at).upos == Upos::kCconj && at + 1 < scope.size() && scope.cue(at + 1, Cue::kSay) &&
         scope.token(at + 1).features.verb_form == language::VerbForm::kFin;
}

void set_content(const Scope& scope, std::uint32_t verb, Verdict& verdict) {
  verdict.content.assign(scope.size(), 0);
  std::uint32_t last = scope.last_of(verb);
  for (std::uint32_t at = verb + 1; at < last; ++at) {
    if (scope.is(at, ";") || scope.is(at, ":") || speaks_on(scope, at)) break;
    verdict.content[at] = 1;
  }
  for (const auto below : scope.children(verb)) {
    if (scope.token(below).relation != Relation::kConj) continue;
    std::fill(verdict.content.begin() + scope.first_of(below), verdict.content.begin() + scope.last_of(below), 0);
  }
}

Verdict make(const Scope& scope, const CueHit& hit, ConfirmationState state, const CueHit* negation) {
  Verdict verdict;
  verdict.sentence = scope.index();
  verdict.state = state;
  verdict.cue = hit;
  const auto first = negation ? std::min(negation->first, hit.first) : hit.first;
  const auto start = negation ? std::min(first, scope.group_start(hit.head)) : hit.first;
  verdict.quote = scope.quote(start, hit.last);
  set_content(scope, hit.head, verdict);
  return verdict;
}

std::optional<Verdict> confirmation_at(const Scope& scope, const CueHit& hit) {
  const auto verb = hit.head;
  if (scope.is_attributive(verb)) return std::nullopt;
  const auto* negation = withheld(scope, verb);
  const bool passive = scope.is_passive(verb);
  const auto by = by_phrase(scope, verb);
  const auto subject = passive ? std::nullopt : scope.subject(verb);
  const auto* speaker = subject ? scope.mention(*subject) : nullptr;
  const bool first_person = subject && scope.token(*subject).features.person == 1;
  auto state = ConfirmationState::kConfirmed;
  if (negation) {
    const bool outlet = subject && scope.cue(*subject, Cue::kOutlet);
    const bool checked = scope.cue(verb, Cue::kUnverified) || first_person || outlet;
    state = checked ? ConfirmationState::kUnverifiable : ConfirmationState::kPending;
  } else if (passive ? !by : !subject) {
    return std::nullopt;
  }
  auto verdict = make(scope, hit, state, negation);
  set_by(scope, passive ? by : subject ? subject : by ? by : party_before(scope, verb), verdict);
  if (speaker && !verdict.mention) verdict.mention = speaker;
  verdict.plain_report = !negation;
  return verdict;
}

std::optional<Verdict> denial_at(const Scope& scope, const CueHit& hit) {
  const auto verb = hit.head;
  if (negation_of(scope, verb) || scope.is_attributive(verb)) return std::nullopt;
  if (hit.part != CuePart::kVerb) {
    // "called the report false", "said it was not true"
    const auto above = scope.head(verb);
    if (!above || !(scope.cue_in(0, scope.size(), Cue::kClaim) || scope.token(verb).relation == Relation::kXcomp)) return std::nullopt;
    auto verdict = make(scope, hit, ConfirmationState::kDenied, nullptr);
    set_by(scope, scope.subject(*above), verdict);
    std::fill(verdict.content.begin(), verdict.content.end(), 0);
    if (verdict.mention || verdict.by) return verdict;
    return std::nullopt;
  }
  // A denial coordinated under a negation: "would neither confirm nor deny".
  const auto above = scope.head(verb);
  if (scope.token(verb).relation == Relation::kConj && above && scope.cue(*above, Cue::kConfirm)) return std::nullopt;
  if (hit.cue == Cue::kFalse && !denied_claim(scope, verb)) return std::nullopt;
  auto verdict = make(scope, hit, ConfirmationState::kDenied, nullptr);
  const bool passive = scope.is_passive(verb);
  set_by(scope, passive ? by_phrase(scope, verb) : scope.subject(verb), verdict);
  if (!verdict.by) return std::nullopt;
  return verdict;
}

bool holds(const std::vector<char>& content, std::uint32_t token) { return token < content.size() && content[token]; }

int weakness(EventStatus status) {
  switch (status) {
    case EventStatus::kRumored: return 4;
    case EventStatus::kClaimed: return 3;
    case EventStatus::kReported: return 1;
    default: return 0;
  }
}

bool by_actor(const Claim& claim, const Verdict& verdict) {
  const auto& arguments = claim.candidate->arguments;
  return verdict.mention && std::any_of(arguments.begin(), arguments.end(), [&](const Argument& argument) {
    return argument.role == Role::kActor && argument.mention && same_side(argument.mention->entity, verdict.mention->entity);
  });
}

// The indexes of the claims of one sentence: from the first to one past the last.
std::pair<std::size_t, std::size_t> claims_of(std::span<const Claim> claims, std::uint32_t sentence) {
  const auto found = std::ranges::equal_range(claims, sentence, {}, [](const Claim& claim) { return claim.candidate->trigger.sentence; });
  return {static_cast<std::size_t>(found.begin() - claims.begin()), static_cast<std::size_t>(found.end() - claims.begin())};
}

// How well a candidate fits a verdict that does not name the act.
int fit(const Claim& claim, const Verdict& verdict) {
  int score = 2 * weakness(claim.status);
  if (claim.conditional) score -= 3;
  if (by_actor(claim, verdict)) score += 4;
  return score;
}

// The candidates of one sentence that fit best; those of the same type and status share the verdict.
std::vector<std::size_t> best_of(const Verdict& verdict, std::span<const Claim> claims, std::uint32_t sentence, std::uint32_t before, bool says_what) {
  std::optional<std::size_t> best;
  // A denial in the act's own sentence reaches what others of the same side had said, too.
  int best_score = verdict.state == ConfirmationState::kDenied && sentence == verdict.sentence ? -1 : 1;
  const auto [first, last] = claims_of(claims, sentence);
  for (std::size_t i = first; i < last; ++i) {
    const auto& trigger = claims[i].candidate->trigger;
    if (trigger.head >= before) continue;
    // What the outlet tells in its own voice stands, unless it is of the one who is asked and nothing else is named.
    if (sentence != verdict.sentence && claims[i].status == EventStatus::kReported && (says_what || !by_actor(claims[i], verdict))) continue;
    if (const int score = fit(claims[i], verdict); score > best_score) {
      best = i;
      best_score = score;
    }
  }
  if (!best) return {};
  std::vector<std::size_t> found = {*best};
  for (std::size_t i = first; i < last; ++i) {
    const auto& trigger = claims[i].candidate->trigger;
    const bool twin = i != *best && trigger.head < before && claims[i].candidate->type == claims[*best].candidate->type &&
                      claims[i].status == claims[*best].status && !claims[i].conditional;
    if (twin) found.push_back(i);
  }
  return found;
}

bool in_relative_clause(const Scope& scope, std::uint32_t token, std::uint32_t verb) {
  std::uint32_t steps = 0;
  for (std::optional<std::uint32_t> at = token; at && *at != verb && steps < scope.size(); at = scope.head(*at), ++steps) {
    if (scope.opens_relative(*at)) return true;
    // "a war set off by the duty": told beside as well.
    const auto& features = scope.token(*at).features;
    const bool participle = features.verb_form == language::VerbForm::kPart && features.tense == language::Tense::kPast;
    if (participle && *at != token && scope.token(*at).relation == Relation::kAcl) return true;
  }
  return false;
}

// What is denied is the act, not what it is about nor what a relative clause tells beside: of "that it had lifted the
// embargo" the lifting.
std::vector<std::size_t> outermost(const Scope& scope, std::uint32_t verb, std::span<const Claim> claims, const std::vector<std::size_t>& found) {
  std::vector<std::size_t> kept;
  for (const auto i : found) {
    const auto token = claims[i].candidate->trigger.head;
    const bool beside = in_relative_clause(scope, claims[i].candidate->clause < scope.size() ? claims[i].candidate->clause : token, verb);
    const bool below = std::any_of(found.begin(), found.end(), [&](std::size_t other) {
      const auto& upper = *claims[other].candidate;
      return other != i && scope.is_noun(token) && token != upper.clause && scope.under(token, upper.trigger.head);
    });
    if (!below && !beside) kept.push_back(i);
  }
  return kept;
}

}  // namespace

std::optional<std::uint32_t> denied_claim(const Scope& scope, std::uint32_t verb) {
  for (std::uint32_t at = verb + 1; at < scope.last_of(verb); ++at) {
    if (scope.cue(at, Cue::kClaim)) return at;
  }
  for (const auto below : scope.children(verb)) {
    const auto relation = scope.token(below).relation;
    const bool object = relation == Relation::kObj || relation == Relation::kNsubjPass;
    if (object && (scope.token(below).upos == Upos::kPron || scope.token(below).upos == Upos::kDet || scope.cue(below, Cue::kClaim))) return below;
  }
  return std::nullopt;
}

std::vector<Verdict> find_verdicts(const Scope& scope) {
  std::vector<Verdict> verdicts;
  const auto keep = [&](std::optional<Verdict> verdict) {
    if (verdict) verdicts.push_back(std::move(*verdict));
  };
  for (const auto& hit : scope.hits()) {
    if (hit.cue == Cue::kConfirm && hit.part == CuePart::kVerb) keep(confirmation_at(scope, hit));
    if (hit.cue == Cue::kDeny && hit.part == CuePart::kVerb) keep(denial_at(scope, hit));
    if (hit.cue == Cue::kFalse) keep(denial_at(scope, hit));
    if (hit.cue == Cue::kUnclear || (hit.cue == Cue::kUnverified && hit.part == CuePart::kWord)) {
      keep(make(scope, hit, ConfirmationState::kUnverifiable, nullptr));
      auto& content = verdicts.back().content;
      std::fill(content.begin() + hit.last, content.end(), 1);
    }
  }
  return verdicts;
}

std::vector<std::size_t> bind_verdict(const Scope& scope, const Verdict& verdict, std::span<const Claim> claims) {
  std::vector<std::size_t> found;
  const auto [first, last] = claims_of(claims, verdict.sentence);
  for (std::size_t i = first; i < last; ++i) {
    const auto& candidate = *claims[i].candidate;
    if (!holds(verdict.content, candidate.trigger.head)) continue;
    // The verb of the verdict may itself be an act's word: "denied the licence".
    if (verdict.cue.head == candidate.trigger.head || verdict.cue.head == candidate.clause) continue;
    found.push_back(i);
  }
  if (!found.empty()) return outermost(scope, verdict.cue.head, claims, found);
  // A denial with a clause of its own ("denied that it was retaliating") means that clause, whether or not it is an act.
  const bool says_what = std::any_of(scope.children(verdict.cue.head).begin(), scope.children(verdict.cue.head).end(), [&](std::uint32_t at) {
    return at > verdict.cue.head && scope.token(at).relation == Relation::kCcomp;
  });
  if (says_what && verdict.state == ConfirmationState::kDenied) return {};
  const auto here = claims.subspan(first, last - first);
  const bool own_act = std::any_of(here.begin(), here.end(), [&](const Claim& claim) {
    return claim.candidate->trigger.head == verdict.cue.head || claim.candidate->clause == verdict.cue.head;
  });
  // "Beijing confirmed the report": also of a sentence before.
  if (own_act || (verdict.plain_report && !denied_claim(scope, verdict.cue.head))) return {};
  // "a concession that the ministry has not confirmed": of its own sentence.
  const std::uint32_t reach = scope.opens_relative(verdict.cue.head) ? 0 : kReach;
  for (std::uint32_t back = 0; back <= reach && back <= verdict.sentence; ++back) {
    const auto before = back == 0 ? verdict.cue.first : scope.analysis().sentences[verdict.sentence - back].tokens.size();
    found = best_of(verdict, claims, verdict.sentence - back, static_cast<std::uint32_t>(before), says_what);
    if (!found.empty()) return found;
  }
  return {};
}

bool reaches(const Claim& act, const Claim& other, ConfirmationState state) {
  if (other.candidate->type != act.candidate->type) return false;
  const bool same_source = state == ConfirmationState::kDenied && other.source && act.source && other.status == EventStatus::kClaimed &&
                           same_side(other.source->entity, act.source->entity);
  const bool reached = state == ConfirmationState::kDenied ? same_source : other.status == EventStatus::kRumored;
  return reached && !parties_differ(*other.candidate, *act.candidate);
}

}  // namespace tradewire::extract
