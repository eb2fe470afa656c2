#include "extract/attribution_source.h"

#include <algorithm>

namespace tradewire::extract {
namespace {

using language::Relation;
using language::Upos;

// Dependents that say more of a source than its name.
bool is_aside(Relation relation) {
  return relation == Relation::kAclRelcl || relation == Relation::kAppos || relation == Relation::kParataxis || relation == Relation::kConj;
}

// The entity that the phrase names, or that its people speak for: "a spokesman for Toshiba", "the ministry's officials".
const EntityMention* entity_of(const Scope& scope, std::uint32_t head, const TokenRange& range) {
  if (const auto* mention = scope.mention(head); mention && mention->kind <= EntityKind::kCompany) return mention;
  const EntityMention* best = nullptr;
  for (std::uint32_t at = range.first; at < range.last; ++at) {
    const auto* mention = scope.mention(at);
    if (!mention || mention->kind > EntityKind::kCompany || !mention->entity) continue;
    if (!best || mention->kind == EntityKind::kPerson) best = mention;
  }
  return best;
}

// A party in the phrase or its appositions beside the name itself.
const EntityMention* side_of(const Scope& scope, std::uint32_t head, const EntityMention* name) {
  const auto first = scope.first_of(head);
  for (std::uint32_t at = first; at < scope.last_of(head); ++at) {
    const auto* mention = scope.mention(at);
    if (!mention || mention == name || !mention->entity || mention->kind > EntityKind::kCompany || mention->kind == EntityKind::kPerson) continue;
    if (mention->tokens.first < scope.last_of(head) && !scope.cue_in(first, at, Cue::kFormer)) return mention;
  }
  return nullptr;
}

// "Reagan, who will hold talks today, said": the name before the comma, where the tree took "who" for the speaker.
std::optional<std::uint32_t> noun_before_relative(const Scope& scope, std::uint32_t pronoun) {
  if (pronoun < 2 || !scope.is(pronoun - 1, ",") || !scope.is_noun(pronoun - 2)) return std::nullopt;
  const auto* mention = scope.mention(pronoun - 2);
  return mention && mention->kind <= EntityKind::kCompany ? mention->tokens.head : pronoun - 2;
}

// "the president": a name of one word keeps its article.
TokenRange with_article(const Scope& scope, TokenRange range) {
  const bool article = range.first > 0 && scope.token(range.first - 1).upos == Upos::kDet;
  if (article && range.last == range.first + 1) --range.first;
  return range;
}

bool has_name(const EntityMention* mention) { return mention && mention->kind == EntityKind::kPerson && !mention->reference; }

bool keeps_name_back(const Scope& scope, std::uint32_t head) {
  // "sources familiar with", but also "the people said, asking not to be named": anywhere behind the noun, but not where it
  // tells of other people: "an official told them, people familiar with the matter said".
  return std::any_of(scope.hits().begin(), scope.hits().end(), [&](const CueHit& hit) {
    if (hit.cue != Cue::kSecrecy || hit.first < scope.first_of(head)) return false;
    return hit.first == 0 || hit.first - 1 == head || !scope.cue(hit.first - 1, Cue::kInsider);
  });
}

}  // namespace

TokenRange source_range(const Scope& scope, std::uint32_t head) {
  TokenRange range{scope.index(), scope.first_of(head), scope.last_of(head), head};
  for (const auto below : scope.children(head)) {
    if (below > head && is_aside(scope.token(below).relation)) range.last = std::min(range.last, scope.first_of(below));
    if (below < head && is_aside(scope.token(below).relation)) range.first = std::max(range.first, scope.last_of(below));
  }
  for (std::uint32_t at = head + 1; at < range.last; ++at) {
    if (scope.is(at, ",")) range.last = at;
  }
  range.last = std::max(range.last, head + 1);
  range.first = std::min(range.first, head);
  while (range.first < head && (scope.is_punct(range.first) || scope.token(range.first).upos == Upos::kAdp)) ++range.first;
  while (range.last > head + 1 && (scope.is_punct(range.last - 1) || scope.token(range.last - 1).upos == Upos::kPart)) --range.last;
  return range;
}

void describe_source(const Scope& scope, std::uint32_t head, Speech& speech) {
  // "who", "which": the noun that the clause belongs to.
  for (int steps = 0; steps < 4 && scope.token(head).upos == Upos::kPron && scope.token(head).features.person == 0; ++steps) {
    std::optional<std::uint32_t> noun = scope.head(head);
    while (noun && scope.token(*noun).relation != Relation::kAclRelcl) noun = scope.head(*noun);
    const auto named = noun ? scope.head(*noun) : noun_before_relative(scope, head);
    if (!named) break;
    head = *named;
  }
  const auto range = source_range(scope, head);
  speech.source = range;
  speech.pronoun = scope.token(head).upos == Upos::kPron;
  speech.mention = entity_of(scope, head, range);
  if (!speech.mention && head > 1 && scope.token(head - 1).upos == Upos::kPart) {
    // "the ministry's statement", wherever the parser hung the owner
    if (const auto* owner = scope.mention(head - 2); owner && owner->kind <= EntityKind::kCompany && owner->tokens.last == head - 1) speech.mention = owner;
  }
  speech.legislator = scope.cue_in(range.first, range.last, Cue::kLegislator) != nullptr;
  if (const auto* own = scope.mention(head); own && own->kind <= EntityKind::kCompany && !own->reference && !own->metonym) {
    speech.source = with_article(scope, own->tokens);
    speech.legislator = speech.legislator || scope.cue_in(own->tokens.first > 0 ? own->tokens.first - 1 : 0, own->tokens.last, Cue::kLegislator);
  }
  // "Senator Wong", who is a minister
  if (speech.mention && speech.mention->kind == EntityKind::kPerson && speech.mention->entity && speech.mention->entity->official) speech.legislator = false;
  speech.former = scope.cue_in(range.first, range.last, Cue::kFormer) != nullptr || scope.cue_in(scope.first_of(head), head, Cue::kFormer) != nullptr;
  speech.titled = scope.cue_in(scope.first_of(head), scope.last_of(head), Cue::kOfficial) != nullptr;
  speech.joint = scope.cue_in(range.first, range.last, Cue::kJoint) != nullptr;
  speech.side = side_of(scope, head, speech.mention);
  const bool named = has_name(speech.mention);
  const auto* telling = scope.cue(head, Cue::kSay);
  const bool reports = telling && telling->part == CuePart::kNoun && !speech.mention && scope.token(head).features.number == language::Number::kPlur;
  if (reports || scope.cue(head, Cue::kOutlet) || scope.cue_in(range.first, head + 1, Cue::kOutlet)) speech.kind = SourceKind::kOutlet;
  else if (scope.cue(head, Cue::kInsider) && !named) speech.kind = SourceKind::kAnonymous;
  else if (!named && !speech.pronoun && scope.token(head).upos != Upos::kPropn && keeps_name_back(scope, head)) speech.kind = SourceKind::kAnonymous;
  else if (scope.cue(head, Cue::kExpert) && !named) speech.kind = SourceKind::kExpert;
  else if (scope.cue(head, Cue::kOfficial) && !named) speech.kind = SourceKind::kOfficial;
  else speech.kind = SourceKind::kNamed;
}

}  // namespace tradewire::extract
