#include "extract/attribution.h"

#include <algorithm>
#include <array>

#include "extract/attribution_content.h"
#include "extract/attribution_source.h"
#include "extract/attribution_tail.h"
#include "extract/confirmation.h"

namespace tradewire::extract {
namespace {

using language::Relation;
using language::Upos;

constexpr std::array kSpeechVerbs = {Cue::kSay,     Cue::kAnnounce, Cue::kBelieve, Cue::kReact,   Cue::kAccuse, Cue::kPledge, Cue::kRequest,
                                     Cue::kThreat,  Cue::kWarn,     Cue::kConfirm, Cue::kDeny,    Cue::kFalse,  Cue::kExclude, Cue::kCiting,
                                     Cue::kProposal};
constexpr std::array kSpeechNouns = {Cue::kSay, Cue::kAnnounce, Cue::kClaim, Cue::kRequest, Cue::kPledge, Cue::kThreat, Cue::kAccuse};

template <std::size_t N>
bool among(const std::array<Cue, N>& cues, Cue cue) {
  return std::find(cues.begin(), cues.end(), cue) != cues.end();
}

// "by X", "from X"
bool has_by(const Scope& scope, std::uint32_t noun) {
  const auto mark = scope.child(noun, Relation::kCase);
  return mark && scope.cue(*mark, Cue::kBy);
}

// -- verbs ----------------------------------------------------------------------------------------------------------

// "The ministry would not confirm that a step was planned and said only that ...": parsers hang the second verb on what was
// said; who spoke first goes on.
std::optional<std::uint32_t> speaker_going_on(const Scope& scope, std::uint32_t verb) {
  const auto start = scope.group_start(verb);
  const bool joined = start > 0 && scope.token(start - 1).upos == Upos::kCconj && scope.token(verb).relation == Relation::kConj;
  if (!joined || scope.child(verb, Relation::kNsubj)) return std::nullopt;
  auto at = scope.head(verb);
  for (int steps = 0; at && steps < 4; ++steps) {
    const auto relation = scope.token(*at).relation;
    at = scope.head(*at);
    if (!at || (relation != Relation::kCcomp && relation != Relation::kXcomp)) return std::nullopt;
    if (scope.cue(*at, Cue::kSay) || scope.cue(*at, Cue::kConfirm) || scope.cue(*at, Cue::kAnnounce)) return scope.subject(*at);
  }
  return std::nullopt;
}

// "a minister said the deal would wait until members knew more, adding that ...": whoever said adds.
std::optional<std::uint32_t> speaker_adding(const Scope& scope, std::uint32_t verb) {
  const auto& features = scope.token(verb).features;
  const bool gerund = features.verb_form == language::VerbForm::kGer || (features.verb_form == language::VerbForm::kPart && features.tense == language::Tense::kPres);
  if (!gerund || verb == 0 || !scope.is(verb - 1, ",") || scope.child(verb, Relation::kNsubj)) return std::nullopt;
  for (std::uint32_t at = 0; at < verb; ++at) {
    if (!scope.cue(at, Cue::kSay) || !scope.is_verb(at) || scope.token(at).features.verb_form != language::VerbForm::kFin) continue;
    if (const auto tail = find_tail(scope, at)) return tail->source;
    if (const auto subject = scope.child(at, Relation::kNsubj)) return subject;
  }
  return std::nullopt;
}

// "an official responsible for coffee policy said": parsers take "for" for the verb's mark and the policy for its subject.
std::optional<std::uint32_t> noun_before_phrase(const Scope& scope, std::uint32_t verb) {
  const auto mark = scope.child(verb, Relation::kMark);
  const auto subject = scope.child(verb, Relation::kNsubj);
  const bool preposition = mark && subject && *mark < *subject && *subject < verb && scope.token(*mark).upos == Upos::kAdp && !scope.is_verb(*mark);
  const auto above = scope.head(verb);
  if (!preposition || !above || scope.token(*above).upos != Upos::kAdj || *above > *mark) return std::nullopt;
  for (std::uint32_t at = *mark; at-- > scope.body_start() && !scope.is_punct(at);) {
    if (scope.is_noun(at)) return at;
  }
  return std::nullopt;
}

// The subject by the tree; for "said X" and where there is no tree by the order of words.
std::optional<std::uint32_t> speaker(const Scope& scope, std::uint32_t verb) {
  if (scope.is_passive(verb)) {
    for (const auto below : scope.children(verb)) {
      const auto relation = scope.token(below).relation;
      if (relation == Relation::kOblAgent) return below;
      if (relation == Relation::kObl && has_by(scope, below)) return below;
    }
    return std::nullopt;
  }
  if (const auto before = speaker_going_on(scope, verb)) return before;
  if (const auto before = noun_before_phrase(scope, verb)) return before;
  if (const auto before = speaker_adding(scope, verb)) return before;
  if (const auto subject = scope.subject(verb); subject && *subject >= scope.body_start()) return subject;
  if (scope.token(verb).relation == Relation::kAcl && scope.head(verb)) return scope.head(verb);
  for (std::uint32_t at = scope.group_start(verb); at-- > scope.body_start();) {
    if (scope.is_punct(at)) break;
    const bool measure = scope.mention(at) && scope.mention(at)->kind > EntityKind::kPlace;
    if (scope.is_noun(at) && !measure && !scope.token(at).features.possessive) return at;
  }
  return std::nullopt;
}

// "is expected to tell", "would announce": nothing has been said yet.
bool is_unreal(const Scope& scope, const CueHit& hit) {
  const auto start = scope.group_start(hit.head);
  if (hit.cue == Cue::kReact) return scope.cue_in(start, hit.head, Cue::kTo) != nullptr;
  if (hit.cue != Cue::kSay && hit.cue != Cue::kAnnounce) return false;
  // "would say only that": he says it.
  if (scope.cue_in(start, std::min(hit.last + 1, scope.size()), Cue::kOnly)) return false;
  for (const auto kind : {Cue::kTo, Cue::kWill, Cue::kWould, Cue::kMight, Cue::kCould}) {
    if (scope.cue_in(start, hit.head, kind)) return true;
  }
  return false;
}

// "wants to lift": nobody is asked.
bool wants_itself(const Scope& scope, const CueHit& hit) {
  if (hit.cue != Cue::kRequest || hit.last > hit.first + 1) return false;
  const auto verb = hit.head;
  const auto clause = scope.child(verb, Relation::kXcomp);
  const auto object = scope.child(verb, Relation::kObj);
  return clause && !(object && *object > verb) && !scope.child(verb, Relation::kIobj) && !scope.child(verb, Relation::kObl) &&
         !scope.child(*clause, Relation::kNsubj);
}

// "when asked about the duty": nobody asks for it.
bool asks_about(const Scope& scope, const CueHit& hit) {
  if (hit.cue != Cue::kRequest) return false;
  const auto& below = scope.children(hit.head);
  return std::any_of(below.begin(), below.end(), [&](std::uint32_t at) {
    const auto mark = scope.child(at, Relation::kCase);
    return at > hit.head && mark && scope.cue(*mark, Cue::kTopic);
  });
}

// "The pact called for ...": what was agreed, not what somebody asks.
bool is_asked_by_paper(const Scope& scope, const CueHit& hit) {
  if (hit.cue != Cue::kRequest) return false;
  return binds(scope, hit.head);
}

// "he was quoted by Kyodo as saying"
bool is_quoted(const Scope& scope, const CueHit& hit) { return hit.cue == Cue::kCiting && scope.is_passive(hit.head) && scope.subject(hit.head); }

// "..., and said he might": where the tree lost who said it, he is the likeliest.
std::optional<std::uint32_t> pronoun_within(const Scope& scope, std::uint32_t verb) {
  const auto clause = scope.child(verb, Relation::kCcomp);
  const auto subject = clause ? scope.child(*clause, Relation::kNsubj) : std::nullopt;
  const auto* mention = subject ? scope.mention(*subject) : nullptr;
  return mention && mention->reference && mention->entity && mention->kind <= EntityKind::kCompany ? subject : std::nullopt;
}

// A speaker on whom the parser hung what he says.
void end_before(const Scope& scope, std::uint32_t verb, Speech& speech) {
  if (speech.source->head < verb && speech.source->last > verb) speech.source->last = std::max(speech.source->head + 1, scope.group_start(verb));
}

std::optional<Speech> verb_speech(const Scope& scope, const CueHit& hit) {
  const auto verb = hit.head;
  if (scope.is_attributive(verb)) return std::nullopt;
  if (hit.cue == Cue::kCiting && !is_quoted(scope, hit)) return std::nullopt;
  if (hit.cue == Cue::kFalse && !denied_claim(scope, verb)) return std::nullopt;
  if (is_unreal(scope, hit) || wants_itself(scope, hit) || is_asked_by_paper(scope, hit) || asks_about(scope, hit)) return std::nullopt;
  Speech speech;
  speech.sentence = scope.index();
  speech.cue = hit;
  speech.content.assign(scope.size(), 0);
  const auto tail = hit.cue == Cue::kSay || hit.cue == Cue::kAnnounce || hit.cue == Cue::kCiting ? find_tail(scope, verb) : std::nullopt;
  if (tail) {
    describe_source(scope, tail->source, speech);
    end_before(scope, verb, speech);
    // "Jane Roe, a spokeswoman for Acme, said": the party and the function stand beside the name.
    const auto first = tail->end > verb + 1 ? verb + 1 : tail->start;
    const auto last = tail->end > verb + 1 ? tail->end : verb;
    speech.titled = speech.titled || scope.cue_in(first, last, Cue::kOfficial);
    for (std::uint32_t at = first; at < last && !speech.side; ++at) {
      const auto* mention = scope.mention(at);
      const bool party = mention && mention != speech.mention && mention->entity && mention->kind <= EntityKind::kCompany;
      if (party && mention->kind != EntityKind::kPerson) speech.side = mention;
    }
    add_words(speech, segment_start(scope, tail->start), tail->start);
    speech.own_first = tail->start;
    add_rest(scope, verb, std::max(verb + 1, tail->end), speech);
    return speech;
  }
  auto source = is_quoted(scope, hit) ? scope.subject(verb) : speaker(scope, verb);
  if (!source && hit.cue == Cue::kSay) source = pronoun_within(scope, verb);
  if (!source || *source == verb) return std::nullopt;
  describe_source(scope, *source, speech);
  end_before(scope, verb, speech);
  set_verb_content(scope, source, speech);
  return speech;
}

// -- nouns, "according to", hearsay -----------------------------------------------------------------------------------

// Whose statement it is: "Carney's announcement", "a claim by Katz", "U.S. calls"; else who makes it: "X issued a statement".
std::optional<std::uint32_t> owner(const Scope& scope, std::uint32_t noun) {
  for (const auto below : scope.children(noun)) {
    const auto relation = scope.token(below).relation;
    if (relation == Relation::kNmodPoss) return below;
    if (relation == Relation::kNmod && below > noun && has_by(scope, below)) return below;
  }
  for (const auto below : scope.children(noun)) {
    const auto relation = scope.token(below).relation;
    const bool before = below < noun && (relation == Relation::kCompound || relation == Relation::kAmod || relation == Relation::kNmod);
    if (before && scope.mention(below) && scope.mention(below)->kind <= EntityKind::kCompany) return below;
  }
  const auto above = scope.head(noun);
  // "A call for duties came from the growers"
  if (above && scope.token(noun).relation == Relation::kNsubj && scope.cue(*above, Cue::kOccur)) {
    for (const auto below : scope.children(*above)) {
      if (below > *above && scope.token(below).relation == Relation::kObl && has_by(scope, below)) return below;
    }
  }
  if (above && scope.token(noun).relation == Relation::kObj && scope.is_verb(*above)) return scope.subject(*above);
  return std::nullopt;
}

// "a statement by Katz that ...": wherever the parser hung the clause.
void add_that_clause(const Scope& scope, std::uint32_t at, Speech& speech) {
  if (at >= scope.size() || scope.token(at).upos != Upos::kSconj || !scope.head(at)) return;
  const auto verb = *scope.head(at);
  if (verb > at) add_words(speech, at, scope.last_of(verb));
}

std::optional<Speech> noun_speech(const Scope& scope, const CueHit& hit) {
  const auto noun = hit.head;
  if (is_circumstance(scope, noun) || is_asked_by_paper(scope, hit)) return std::nullopt;
  Speech speech;
  speech.sentence = scope.index();
  speech.cue = hit;
  speech.content.assign(scope.size(), 0);
  for (const auto below : scope.children(noun)) {
    const auto relation = scope.token(below).relation;
    const bool clause = relation == Relation::kAcl || relation == Relation::kCcomp || relation == Relation::kNmod;
    const bool by = has_by(scope, below);
    if (below > noun && clause && !by) add_words(speech, scope.first_of(below), scope.last_of(below));
    // "a claim by Katz that ...": the clause may hang on the name.
    if (below > noun && by) {
      add_that_clause(scope, scope.last_of(below), speech);
      for (const auto deeper : scope.children(below)) {
        if (scope.token(deeper).relation == Relation::kAcl || scope.token(deeper).relation == Relation::kCcomp) {
          add_words(speech, scope.first_of(deeper), scope.last_of(deeper));
        }
      }
    }
  }
  // "asked about Trump's threat to impose": the infinitive may hang on the verb.
  if (noun + 1 < scope.size() && scope.cue(noun + 1, Cue::kTo) && scope.head(noun + 1) && *scope.head(noun + 1) > noun) {
    add_words(speech, noun + 1, scope.last_of(*scope.head(noun + 1)));
  }
  if (speech.extent == 0) return std::nullopt;
  if (const auto source = owner(scope, noun); source && *source != noun) {
    describe_source(scope, *source, speech);
    return speech;
  }
  // "reports that ...": nobody's in particular.
  if (hit.cue != Cue::kSay && hit.cue != Cue::kClaim) return std::nullopt;
  const bool paper = scope.cue(noun, Cue::kDocument) && scope.token(noun).features.number != language::Number::kPlur;
  if (paper) return std::nullopt;
  speech.kind = SourceKind::kOutlet;
  speech.source = source_range(scope, noun);
  speech.source->last = std::max(noun + 1, speech.source->first + 1);
  return speech;
}

std::optional<Speech> according_speech(const Scope& scope, const CueHit& hit) {
  std::optional<std::uint32_t> source = scope.head(hit.head);
  if (!source || *source < hit.last) {
    source.reset();
    for (std::uint32_t at = hit.last; at < scope.size() && !source; ++at) {
      const bool ends = at + 1 == scope.size() || !scope.is_noun(at + 1);
      if (scope.is_noun(at) && ends) source = at;
    }
  }
  // "according to the agreement": what was agreed, not what somebody says.
  if (!source || scope.cue(*source, Cue::kAccord)) return std::nullopt;
  Speech speech;
  speech.sentence = scope.index();
  speech.cue = hit;
  speech.content.assign(scope.size(), 0);
  describe_source(scope, *source, speech);
  std::uint32_t end = hit.first;
  while (end < scope.size() && !is_semicolon(scope, end)) ++end;
  add_words(speech, segment_start(scope, hit.first), end);
  remove_words(speech, hit.first, clause_end(scope, hit.first));
  return speech;
}

Speech hearsay_speech(const Scope& scope, const CueHit& hit) {
  Speech speech;
  speech.sentence = scope.index();
  speech.cue = hit;
  speech.kind = SourceKind::kHearsay;
  speech.content.assign(scope.size(), 0);
  // The clause around it: from the comma before to the comma behind.
  std::uint32_t first = hit.first;
  if (const auto verb = scope.head(hit.head)) first = std::min(first, scope.first_of(*verb));
  std::uint32_t last = hit.last;
  // "alleged breaches of the pact": of these only
  const auto noun = scope.token(hit.head).relation == Relation::kAmod ? scope.head(hit.head) : std::nullopt;
  while (last < scope.size() && !is_semicolon(scope, last)) ++last;
  if (noun) last = std::min(last, scope.last_of(*noun));
  add_words(speech, first, last);
  return speech;
}

// "China said it holds no talks, CNBC reported": what China said ends before who reports it.
void end_at_outer_speakers(std::vector<Speech>& speeches) {
  for (const auto& outer : speeches) {
    if (outer.own_first == 0) continue;
    for (auto& inner : speeches) {
      if (inner.cue.head < outer.own_first && outer.holds(inner.cue.head)) remove_words(inner, outer.own_first, static_cast<std::uint32_t>(inner.content.size()));
    }
  }
}

}  // namespace

std::vector<Speech> find_speech(const Scope& scope) {
  std::vector<Speech> speeches;
  const auto keep = [&](std::optional<Speech> speech) {
    if (speech && speech->extent > 0) speeches.push_back(std::move(*speech));
  };
  for (const auto& hit : scope.hits()) {
    if (hit.cue == Cue::kAccording) keep(according_speech(scope, hit));
    else if (hit.cue == Cue::kHearsay) keep(hearsay_speech(scope, hit));
    else if (hit.part == CuePart::kVerb && among(kSpeechVerbs, hit.cue)) keep(verb_speech(scope, hit));
    else if (hit.part == CuePart::kNoun && among(kSpeechNouns, hit.cue)) keep(noun_speech(scope, hit));
  }
  end_at_outer_speakers(speeches);
  return speeches;
}

const Speech* innermost_speech(std::span<const Speech> speeches, std::uint32_t token, std::uint32_t first, std::uint32_t last) {
  const Speech* best = nullptr;
  for (const auto& speech : speeches) {
    if (!speech.holds(token) || (speech.cue.head >= first && speech.cue.head < last)) continue;
    if (!best || speech.extent <= best->extent) best = &speech;
  }
  return best;
}

const Speech* outer_speech(std::span<const Speech> speeches, const Speech& inner) {
  const Speech* best = nullptr;
  for (const auto& speech : speeches) {
    if (&speech == &inner || speech.cue.head == inner.cue.head || !speech.holds(inner.cue.head)) continue;
    if (speech.extent < inner.extent) continue;
    if (!best || speech.extent < best->extent) best = &speech;
  }
  return best;
}

}  // namespace tradewire::extract
