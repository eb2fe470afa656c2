#include "extract/attribution.h"

#include <algorithm>
#include <array>

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
// Those that may follow what is said: "..., X said", but not "..., X urged".
constexpr std::array kTellingVerbs = {Cue::kSay, Cue::kAnnounce, Cue::kBelieve, Cue::kReact, Cue::kWarn, Cue::kConfirm, Cue::kCiting};
constexpr std::array kSpeechNouns = {Cue::kSay, Cue::kAnnounce, Cue::kClaim, Cue::kRequest, Cue::kPledge, Cue::kThreat, Cue::kAccuse};

template <std::size_t N>
bool among(const std::array<Cue, N>& cues, Cue cue) {
  return std::find(cues.begin(), cues.end(), cue) != cues.end();
}

// A semicolon that ends what is said; "; nor has it", "; and that it" go on.
bool is_joined(const Scope& scope, std::uint32_t at) {
  const bool joins = at + 1 < scope.size() && scope.token(at).upos == Upos::kCconj;
  return joins && (scope.cue(at, Cue::kNot) || scope.token(at + 1).upos == Upos::kSconj);
}
bool is_semicolon(const Scope& scope, std::uint32_t at) { return scope.is(at, ";") && !scope.quoted(at) && !is_joined(scope, at + 1); }

void add(Speech& speech, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t at = first; at < last && at < speech.content.size(); ++at) {
    if (!speech.content[at]) ++speech.extent;
    speech.content[at] = 1;
  }
}
void remove(Speech& speech, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t at = first; at < last && at < speech.content.size(); ++at) {
    if (speech.content[at]) --speech.extent;
    speech.content[at] = 0;
  }
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
  if (const auto subject = scope.subject(verb); subject && *subject >= scope.body_start()) return subject;
  if (scope.token(verb).relation == Relation::kAcl && scope.head(verb)) return scope.head(verb);
  for (std::uint32_t at = scope.group_start(verb); at-- > scope.body_start();) {
    if (scope.is_punct(at)) break;
    const bool measure = scope.mention(at) && scope.mention(at)->kind > EntityKind::kPlace;
    if (scope.is_noun(at) && !measure && !scope.token(at).features.possessive) return at;
  }
  return std::nullopt;
}

// ", and Oslo shelved its case": a clause with a subject of its own behind the comma.
bool opens_clause(const Scope& scope, std::uint32_t comma) {
  if (!scope.is(comma, ",") || comma + 2 >= scope.size() || scope.token(comma + 1).upos != Upos::kCconj) return false;
  for (std::uint32_t at = comma + 2; at < scope.size() && !scope.is_punct(at); ++at) {
    if (!scope.is_verb(at)) continue;
    const auto subject = scope.child(at, Relation::kNsubj);
    return scope.token(at).features.verb_form == language::VerbForm::kFin && subject && *subject > comma && *subject < at;
  }
  return false;
}

// Where the clause of a coordinated verb with a subject of its own begins: the speech ends there.
std::uint32_t next_clause(const Scope& scope, std::uint32_t verb, std::uint32_t end) {
  for (const auto below : scope.children(verb)) {
    if (below <= verb || scope.token(below).relation != Relation::kConj) continue;
    const bool own_subject = scope.child(below, Relation::kNsubj) || scope.child(below, Relation::kNsubjPass);
    const bool speaks = scope.cue(below, Cue::kSay) || scope.cue(below, Cue::kRequest) || scope.cue(below, Cue::kAnnounce);
    auto first = scope.first_of(below);
    while (first < below && scope.is_punct(first)) ++first;
    if ((own_subject || speaks) && !scope.quoted(below) && !is_joined(scope, first)) end = std::min(end, scope.first_of(below));
  }
  const bool binds = scope.cue(verb, Cue::kPledge) || scope.cue(verb, Cue::kRequest) || scope.cue(verb, Cue::kThreat);
  for (std::uint32_t at = verb + 1; at < end; ++at) {
    if (is_semicolon(scope, at) || (binds && !scope.quoted(at) && opens_clause(scope, at))) return at;
  }
  return end;
}

bool has_complement_behind(const Scope& scope, std::uint32_t verb) {
  const auto& below = scope.children(verb);
  return std::any_of(below.begin(), below.end(), [&](std::uint32_t at) {
    const auto relation = scope.token(at).relation;
    if (at <= verb || scope.is_punct(at)) return false;
    // "told reporters": the one who is told is no content.
    if (relation == Relation::kObj) return scope.cue(verb, Cue::kSay) == nullptr;
    return relation == Relation::kCcomp || relation == Relation::kXcomp || relation == Relation::kParataxis || relation == Relation::kCsubj;
  });
}

// "..., X said" and "...", said X: what is said stands before.
bool stands_behind_its_content(const Scope& scope, const CueHit& cue, std::uint32_t start, std::optional<std::uint32_t> source) {
  const auto verb = cue.head;
  if (!among(kTellingVerbs, cue.cue)) return false;
  if (start <= scope.body_start() || scope.child(verb, Relation::kMark)) return false;
  // "Adding to the doubts, the firm revealed that ...": what is said follows.
  const auto said = scope.child(verb, Relation::kCcomp);
  if (said && *said > verb && scope.child(*said, Relation::kMark)) return false;
  // "weeks after the company announced ...", "who said ...": clauses of their own.
  if (source && *source < verb && scope.token(*source).upos == Upos::kPron && scope.token(verb).relation == Relation::kAclRelcl) return false;
  for (std::uint32_t at = start; source && at < *source; ++at) {
    if (scope.token(at).upos == Upos::kSconj || scope.token(at).upos == Upos::kAdp) {
      if (at == start || scope.under(*source, at) || scope.head(at) == source) return false;
    }
  }
  const auto before = scope.form(start - 1);
  const bool border = before == "," || is_quote_mark(before) || before == "-" || before == "--";
  const auto& below = scope.children(verb);
  const bool behind = has_complement_behind(scope, verb);  // "Opening a new chapter, X said that ...": what opens is no content
  const bool content_left = std::any_of(below.begin(), below.end(), [&](std::uint32_t at) {
    const auto relation = scope.token(at).relation;
    const bool clause = relation == Relation::kCcomp || relation == Relation::kParataxis || relation == Relation::kObj ||
                        relation == Relation::kDep || (relation == Relation::kAdvcl && !behind && !scope.child(at, Relation::kMark));
    return at < start && clause;
  });
  const auto above = scope.head(verb);
  const bool hangs_left = scope.token(verb).relation == Relation::kParataxis && above && *above < start;
  return border && (content_left || hangs_left || !behind);
}

std::uint32_t segment_start(const Scope& scope, std::uint32_t at) {
  while (at > 0 && !is_semicolon(scope, at - 1)) --at;
  return at;
}

// The words of the speaker's own clause behind the verb: "on Tuesday", "in an interview", up to a comma.
std::uint32_t clause_end(const Scope& scope, std::uint32_t at) {
  while (at < scope.size() && !scope.is(at, ",") && !is_quote_mark(scope.form(at)) && !is_semicolon(scope, at)) ++at;
  return at;
}

// ", a day after Beijing agreed": the outlet's own.
bool tells_when(const Scope& scope, std::uint32_t at) {
  constexpr std::uint32_t kLongest = 4;
  for (const auto last = std::min(at + kLongest, scope.size()); at < last; ++at) {
    if (scope.cue(at, Cue::kAside)) return true;
    const auto tag = scope.token(at).upos;
    if (tag != Upos::kDet && tag != Upos::kNum && tag != Upos::kNoun && tag != Upos::kAdv && tag != Upos::kAdj) return false;
  }
  return false;
}

// "A," he said, "B": what follows the speaker's clause goes on, unless it turns ("but", "while").
void add_rest(const Scope& scope, std::uint32_t verb, std::uint32_t end, Speech& speech) {
  const auto rest = clause_end(scope, end);
  if (rest + 1 < scope.size() && scope.token(rest + 1).upos != Upos::kCconj && scope.token(rest + 1).upos != Upos::kSconj && !tells_when(scope, rest + 1)) {
    add(speech, rest, next_clause(scope, verb, scope.size()));
  }
}

// A phrase of time or circumstance: "after talks", "at a meeting".
bool is_circumstance(const Scope& scope, std::uint32_t noun) {
  const auto mark = scope.child(noun, Relation::kCase);
  return scope.token(noun).relation == Relation::kObl && mark && scope.cue(*mark, Cue::kAside);
}

// "a minister said after talks with Norway that ...": when and where it was said is not what was said. The clause may hang
// on the phrase.
void remove_circumstances(const Scope& scope, std::uint32_t verb, Speech& speech) {
  const auto said = scope.child(verb, Relation::kCcomp);
  for (const auto below : scope.children(verb)) {
    if (below <= verb || !is_circumstance(scope, below)) continue;
    if (said && below < *said) {
      remove(speech, scope.first_of(below), std::min(scope.last_of(below), scope.first_of(*said)));
      continue;
    }
    for (const auto deeper : scope.children(below)) {
      const auto mark = scope.child(deeper, Relation::kMark);
      if (deeper > below && mark && scope.token(*mark).upos == Upos::kSconj) remove(speech, scope.first_of(below), *mark);
    }
  }
}

// "Qatar Airways confirmed that ...": parsers take the verb for a participle of the name.
bool heads_sentence(const Scope& scope, std::uint32_t verb) {
  if (scope.children(verb).empty() || scope.token(verb).relation == Relation::kRoot) return true;
  const auto above = scope.head(verb);
  return above && *above < verb && scope.token(verb).relation == Relation::kAcl && scope.token(*above).relation == Relation::kRoot;
}

void set_verb_content(const Scope& scope, std::optional<std::uint32_t> source, Speech& speech) {
  const auto verb = speech.cue.head;
  std::uint32_t start = scope.group_start(verb);
  std::uint32_t end = verb + 1;
  // "the bloc waits, but insists": the subject is another clause's.
  const bool shares = scope.token(verb).relation == Relation::kConj && !scope.child(verb, Relation::kNsubj);
  if (source && *source < verb && !shares) start = std::min(start, scope.first_of(*source));
  // Parsers hang the comma before a clause on its subject.
  while (start < verb && scope.is_punct(start)) ++start;
  if (source && *source > verb) end = scope.last_of(*source);
  if (stands_behind_its_content(scope, speech.cue, start, source)) {
    add(speech, segment_start(scope, start), start);
    speech.own_first = start;
    add_rest(scope, verb, end, speech);
    return;
  }
  const std::uint32_t limit = heads_sentence(scope, verb) ? scope.size() : std::max(scope.last_of(verb), verb + 1);
  add(speech, verb + 1, next_clause(scope, verb, limit));
  if (source && *source > verb) remove(speech, scope.first_of(*source), scope.last_of(*source));
  remove_circumstances(scope, verb, speech);
  // A complement put first: "This, he said, ..." or a fronted object.
  for (const auto below : scope.children(verb)) {
    if (below < start && scope.token(below).relation == Relation::kCcomp) add(speech, scope.first_of(below), scope.last_of(below));
  }
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
    add(speech, segment_start(scope, tail->start), tail->start);
    speech.own_first = tail->start;
    add_rest(scope, verb, std::max(verb + 1, tail->end), speech);
    return speech;
  }
  const auto source = is_quoted(scope, hit) ? scope.subject(verb) : speaker(scope, verb);
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
  if (above && scope.token(noun).relation == Relation::kObj && scope.is_verb(*above)) return scope.subject(*above);
  return std::nullopt;
}

// "a statement by Katz that ...": wherever the parser hung the clause.
void add_that_clause(const Scope& scope, std::uint32_t at, Speech& speech) {
  if (at >= scope.size() || scope.token(at).upos != Upos::kSconj || !scope.head(at)) return;
  const auto verb = *scope.head(at);
  if (verb > at) add(speech, at, scope.last_of(verb));
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
    if (below > noun && clause && !by) add(speech, scope.first_of(below), scope.last_of(below));
    // "a claim by Katz that ...": the clause may hang on the name.
    if (below > noun && by) {
      add_that_clause(scope, scope.last_of(below), speech);
      for (const auto deeper : scope.children(below)) {
        if (scope.token(deeper).relation == Relation::kAcl || scope.token(deeper).relation == Relation::kCcomp) {
          add(speech, scope.first_of(deeper), scope.last_of(deeper));
        }
      }
    }
  }
  // "asked about Trump's threat to impose": the infinitive may hang on the verb.
  if (noun + 1 < scope.size() && scope.cue(noun + 1, Cue::kTo) && scope.head(noun + 1) && *scope.head(noun + 1) > noun) {
    add(speech, noun + 1, scope.last_of(*scope.head(noun + 1)));
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
  if (!source) return std::nullopt;
  Speech speech;
  speech.sentence = scope.index();
  speech.cue = hit;
  speech.content.assign(scope.size(), 0);
  describe_source(scope, *source, speech);
  std::uint32_t end = hit.first;
  while (end < scope.size() && !is_semicolon(scope, end)) ++end;
  add(speech, segment_start(scope, hit.first), end);
  remove(speech, hit.first, clause_end(scope, hit.first));
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
  while (last < scope.size() && !is_semicolon(scope, last)) ++last;
  add(speech, first, last);
  return speech;
}

}  // namespace

// "China said it holds no talks, CNBC reported": what China said ends before who reports it.
static void end_at_outer_speakers(std::vector<Speech>& speeches) {
  for (const auto& outer : speeches) {
    if (outer.own_first == 0) continue;
    for (auto& inner : speeches) {
      if (inner.cue.head < outer.own_first && outer.holds(inner.cue.head)) remove(inner, outer.own_first, static_cast<std::uint32_t>(inner.content.size()));
    }
  }
}

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
