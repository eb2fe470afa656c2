#include "extract/attribution_tail.h"

namespace tradewire::extract {
namespace {

using language::Upos;
using language::VerbForm;

constexpr std::uint32_t kLongestName = 16;  // tokens of a speaker's noun phrase
constexpr std::uint32_t kNear = 3;          // how near a "that" must be to open what is said

bool is_stop(const Scope& scope, std::uint32_t at) {
  return scope.is(at, ",") || scope.is(at, ";") || scope.is(at, ".") || scope.is(at, ":") || is_quote_mark(scope.form(at)) || scope.is(at, "--") ||
         scope.is(at, "\xE2\x80\x94");
}
bool is_finite(const Scope& scope, std::uint32_t at) {
  return scope.is_verb(at) && scope.token(at).features.verb_form == VerbForm::kFin;
}

// A clause behind the verb before the next stop that is what is said: a finite verb that no later subordinator introduces.
bool says_behind(const Scope& scope, std::uint32_t verb, std::uint32_t from) {
  const auto clause = scope.child(verb, language::Relation::kCcomp);
  bool subordinate = false;
  for (std::uint32_t at = from; at < scope.size() && !is_stop(scope, at); ++at) {
    if (clause && *clause == at) return true;
    const auto tag = scope.token(at).upos;
    const bool opener = tag == Upos::kSconj || (tag == Upos::kPron && scope.token(at).features.person == 0);
    if (opener && at < verb + kNear) return true;
    subordinate = subordinate || opener;
    if (is_finite(scope, at)) return !subordinate;
  }
  return false;
}

bool is_gerund(const Scope& scope, std::uint32_t at) {
  const auto& features = scope.token(at).features;
  return features.verb_form == VerbForm::kGer || (features.verb_form == VerbForm::kPart && features.tense == language::Tense::kPres);
}

bool has_clause(const Scope& scope, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t at = first; at < last; ++at) {
    if (scope.is_verb(at) && scope.token(at).features.verb_form != VerbForm::kInf) return true;
  }
  return false;
}

// The head of a plain noun phrase: its last noun before a preposition or a stop.
std::optional<std::uint32_t> head_between(const Scope& scope, std::uint32_t first, std::uint32_t last) {
  std::optional<std::uint32_t> head;
  for (std::uint32_t at = first; at < last; ++at) {
    const auto tag = scope.token(at).upos;
    if (head && (tag == Upos::kAdp || tag == Upos::kSconj || tag == Upos::kVerb || is_stop(scope, at))) break;
    const bool possessed = at + 1 < last && scope.token(at + 1).upos == Upos::kPart;
    if (scope.is_noun(at) && !possessed && !scope.token(at).features.possessive) head = at;
  }
  if (const auto* mention = head ? scope.mention(*head) : nullptr; mention && mention->tokens.head < last) {
    if (mention->kind > EntityKind::kPlace) return std::nullopt;
    if (mention->tokens.head >= first) return mention->tokens.head;
  }
  return head;
}

// ", said an analyst in Paris"
std::optional<Tail> inverted(const Scope& scope, std::uint32_t verb) {
  if (scope.cue(verb, Cue::kAddress)) return std::nullopt;  // "told reporters"
  if (verb < 2 || !is_stop(scope, verb - 1) || scope.is(verb - 1, ":") || !has_clause(scope, 0, verb)) return std::nullopt;
  std::uint32_t end = verb + 1;
  while (end < scope.size() && !is_stop(scope, end)) ++end;
  const auto source = head_between(scope, verb + 1, end);
  if (!source || is_finite(scope, verb + 1)) return std::nullopt;
  return Tail{verb, *source, end};
}

// ", Jane Roe, ministry spokeswoman said": where the name before the comma begins.
std::optional<std::uint32_t> name_before(const Scope& scope, std::uint32_t start) {
  if (start < 3 || !scope.is(start - 1, ",")) return std::nullopt;
  const auto* mention = scope.mention(start - 2);
  const bool person = mention && mention->kind == EntityKind::kPerson && !mention->reference && mention->tokens.last == start - 1;
  return person ? std::optional(mention->tokens.first) : std::nullopt;
}

// ", the ministry said", ", its chief executive, Jane Roe, said"
std::optional<Tail> straight(const Scope& scope, std::uint32_t verb) {
  const std::uint32_t group = scope.group_start(verb);
  std::uint32_t start = group;
  std::uint32_t stops = 0;
  const bool apposition = group > 0 && scope.is(group - 1, ",");
  while (start > 0 && group - start < kLongestName) {
    const auto before = start - 1;
    if (is_finite(scope, before)) return std::nullopt;
    if (is_stop(scope, before) && !(apposition && scope.is(before, ",") && stops < 2)) break;
    if (is_stop(scope, before)) ++stops;
    start = before;
  }
  if (const auto name = name_before(scope, start); name && *name > 0 && is_stop(scope, *name - 1)) start = *name;
  if (start == 0 || start == group || !is_stop(scope, start - 1) || scope.is(start - 1, ":") || scope.is(start - 1, ";")) return std::nullopt;
  const auto tag = scope.token(start).upos;
  if (tag == Upos::kCconj || tag == Upos::kSconj || tag == Upos::kAdp || tag == Upos::kAdv || tag == Upos::kVerb) return std::nullopt;
  const bool relative = tag == Upos::kPron && scope.token(start).features.person == 0;
  if (relative || !has_clause(scope, 0, start)) return std::nullopt;
  auto source = head_between(scope, start, group);
  // "The delegation's leader, Jane Roe, said": the name.
  for (std::uint32_t at = start; at < group; ++at) {
    const auto* mention = scope.mention(at);
    if (mention && mention->kind == EntityKind::kPerson && mention->tokens.head == at && !mention->reference) source = at;
  }
  return source ? std::optional(Tail{start, *source, verb + 1}) : std::nullopt;
}

}  // namespace

std::optional<Tail> find_tail(const Scope& scope, std::uint32_t verb) {
  if (!scope.is_verb(verb) || is_gerund(scope, verb) || scope.is_passive(verb)) return std::nullopt;
  if (says_behind(scope, verb, verb + 1)) return std::nullopt;
  // "Adding to the doubts, the firm revealed that": what is said follows.
  const auto said = scope.child(verb, language::Relation::kCcomp);
  const bool ends = verb + 1 < scope.size() && is_stop(scope, verb + 1);
  if (said && *said > verb && !ends && scope.child(*said, language::Relation::kMark)) return std::nullopt;
  if (auto tail = inverted(scope, verb)) return tail;
  return straight(scope, verb);
}

}  // namespace tradewire::extract
