#include "extract/attribution_content.h"

#include <algorithm>
#include <array>

namespace tradewire::extract {
namespace {

using language::Relation;
using language::Upos;

// Those that may follow what is said: "..., X said", but not "..., X urged".
constexpr std::array kTellingVerbs = {Cue::kSay, Cue::kAnnounce, Cue::kBelieve, Cue::kReact, Cue::kWarn, Cue::kConfirm, Cue::kCiting};

// "; nor has it", "; and that it"
bool is_joined(const Scope& scope, std::uint32_t at) {
  const bool joins = at + 1 < scope.size() && scope.token(at).upos == Upos::kCconj;
  return joins && (scope.cue(at, Cue::kNot) || scope.token(at + 1).upos == Upos::kSconj);
}

}  // namespace

void add_words(Speech& speech, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t at = first; at < last && at < speech.content.size(); ++at) {
    if (!speech.content[at]) ++speech.extent;
    speech.content[at] = 1;
  }
}
void remove_words(Speech& speech, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t at = first; at < last && at < speech.content.size(); ++at) {
    if (speech.content[at]) --speech.extent;
    speech.content[at] = 0;
  }
}

bool is_semicolon(const Scope& scope, std::uint32_t at) { return scope.is(at, ";") && !scope.quoted(at) && !is_joined(scope, at + 1); }

std::uint32_t segment_start(const Scope& scope, std::uint32_t at) {
  while (at > 0 && !is_semicolon(scope, at - 1)) --at;
  return at;
}

std::uint32_t clause_end(const Scope& scope, std::uint32_t at) {
  while (at < scope.size() && !scope.is(at, ",") && !is_quote_mark(scope.form(at)) && !is_semicolon(scope, at)) ++at;
  return at;
}

bool is_circumstance(const Scope& scope, std::uint32_t noun) {
  const auto mark = scope.child(noun, Relation::kCase);
  return scope.token(noun).relation == Relation::kObl && mark && scope.cue(*mark, Cue::kAside);
}

namespace {

// ", and Oslo shelved its case": a clause with a subject of its own behind the comma.
bool opens_clause(const Scope& scope, std::uint32_t comma) {
  if (!scope.is(comma, ",") || comma + 2 >= scope.size() || (scope.token(comma + 1).upos != Upos::kCconj && scope.token(comma + 1).upos != Upos::kSconj)) return false;
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
  const bool binds = scope.cue(verb, Cue::kProposal) || scope.cue(verb, Cue::kPledge) || scope.cue(verb, Cue::kRequest) || scope.cue(verb, Cue::kThreat);
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
  if (std::find(kTellingVerbs.begin(), kTellingVerbs.end(), cue.cue) == kTellingVerbs.end()) return false;
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

// "a minister said after talks with Norway that ...": when and where it was said is not what was said. The clause may hang
// on the phrase.
void remove_circumstances(const Scope& scope, std::uint32_t verb, Speech& speech) {
  const auto said = scope.child(verb, Relation::kCcomp);
  for (const auto below : scope.children(verb)) {
    if (below <= verb || !is_circumstance(scope, below)) continue;
    if (said && below < *said) {
      remove_words(speech, scope.first_of(below), std::min(scope.last_of(below), scope.first_of(*said)));
      continue;
    }
    // "announced cuts after talks with Norway"
    const auto object = scope.cue(verb, Cue::kAnnounce) ? scope.child(verb, Relation::kObj) : std::nullopt;
    if (object && *object < below) remove_words(speech, scope.first_of(below), scope.last_of(below));
    for (const auto deeper : scope.children(below)) {
      const auto mark = scope.child(deeper, Relation::kMark);
      if (deeper > below && mark && scope.token(*mark).upos == Upos::kSconj) remove_words(speech, scope.first_of(below), *mark);
    }
  }
}

// "Qatar Airways confirmed that ...": parsers take the verb for a participle of the name.
bool heads_sentence(const Scope& scope, std::uint32_t verb) {
  if (scope.children(verb).empty() || scope.token(verb).relation == Relation::kRoot) return true;
  const auto above = scope.head(verb);
  return above && *above < verb && scope.token(verb).relation == Relation::kAcl && scope.token(*above).relation == Relation::kRoot;
}

}  // namespace

void add_rest(const Scope& scope, std::uint32_t verb, std::uint32_t end, Speech& speech) {
  const auto rest = clause_end(scope, end);
  if (rest + 1 < scope.size() && scope.token(rest + 1).upos != Upos::kCconj && scope.token(rest + 1).upos != Upos::kSconj && !tells_when(scope, rest + 1)) {
    add_words(speech, rest, next_clause(scope, verb, scope.size()));
  }
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
    add_words(speech, segment_start(scope, start), start);
    speech.own_first = start;
    add_rest(scope, verb, end, speech);
    return;
  }
  const std::uint32_t limit = heads_sentence(scope, verb) ? scope.size() : std::max(scope.last_of(verb), verb + 1);
  add_words(speech, verb + 1, next_clause(scope, verb, limit));
  // "was told by makers that ...": the clause may hang on the makers.
  const auto source_end = [&] { return scope.is_passive(verb) && speech.source ? speech.source->last : scope.last_of(*source); };
  if (source && *source > verb) remove_words(speech, scope.first_of(*source), source_end());
  remove_circumstances(scope, verb, speech);
  // A complement put first: "This, he said, ..." or a fronted object.
  for (const auto below : scope.children(verb)) {
    if (below < start && scope.token(below).relation == Relation::kCcomp) add_words(speech, scope.first_of(below), scope.last_of(below));
  }
}

}  // namespace tradewire::extract
