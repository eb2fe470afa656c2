#include "extract/judge_side.h"

#include <algorithm>
#include <string_view>

namespace tradewire::extract {
namespace {

// People of the gazetteer speak for their country also where their offices' dates do not say so.
bool is_government(const Entity& entity) {
  const bool known_person = entity.kind == EntityKind::kPerson && !entity.id.empty() && !entity.country.empty();
  return entity.official || known_person || entity.kind == EntityKind::kCountry || entity.kind == EntityKind::kBloc;
}

// The parties of one role, members of plural references too.
std::vector<const Entity*> parties(const Candidate& candidate, Role role) {
  std::vector<const Entity*> found;
  for (const auto& argument : candidate.arguments) {
    if (argument.role != role || !argument.mention) continue;
    if (argument.mention->entity) found.push_back(argument.mention->entity);
    found.insert(found.end(), argument.mention->members.begin(), argument.mention->members.end());
  }
  return found;
}

// Of "the Norwegian government", which no gazetteer has, the country that it names.
const Entity* country_within(const Analysis& analysis, const TokenRange& range) {
  for (const auto& mention : entities_of(analysis, range.sentence)) {
    if (mention.tokens.first < range.first || mention.tokens.last > range.last) continue;
    if (mention.entity && (mention.kind == EntityKind::kCountry || mention.kind == EntityKind::kBloc)) return mention.entity;
  }
  return nullptr;
}

bool any_same(const std::vector<const Entity*>& sides, const Entity* entity) {
  return std::any_of(sides.begin(), sides.end(), [&](const Entity* side) { return same_side(side, entity); });
}

bool has_role(const Candidate& candidate, Role role) {
  return std::any_of(candidate.arguments.begin(), candidate.arguments.end(), [&](const Argument& a) { return a.role == role; });
}

std::string_view family(const Candidate& candidate) { return std::string_view(candidate.type).substr(0, candidate.type.find('.')); }

// The actor's and the source's nouns are the same word, for parties that no gazetteer knows; a pronoun inside what its
// subject says stands for the subject.
bool same_words(const Scope& scope, const Speech& speech, const Candidate& candidate) {
  if (!speech.source) return false;
  for (const auto& argument : candidate.arguments) {
    if (argument.role != Role::kActor || argument.implied || argument.tokens.sentence != scope.index()) continue;
    const auto& actor = scope.token(argument.tokens.head);
    const bool known = argument.mention && argument.mention->entity && speech.mention && speech.mention->entity;
    if (known && !same_side(argument.mention->entity, speech.mention->entity)) continue;
    if (actor.upos == language::Upos::kPron && speech.holds(argument.tokens.head)) return true;
    if (argument.mention && argument.mention->entity && speech.mention && speech.mention->entity) continue;
    if (speech.source->sentence == scope.index() && scope.token(speech.source->head).lemma == actor.lemma) return true;
  }
  return false;
}

// The entity that speaks; for a person of no known office the party that the text puts him with.
const Entity* speaker_of(const Speech& speech) {
  if (speech.former) return nullptr;
  const Entity* entity = speech.mention ? speech.mention->entity : nullptr;
  const bool unknown = !entity || (entity->kind == EntityKind::kPerson && !is_government(*entity));
  return unknown && speech.side ? speech.side->entity : entity;
}

// "talks with Mexico", "a deal with Norway": the other party alone is named, and whoever speaks for a party is the first.
bool names_only_partner(const Scope& scope, const Candidate& candidate) {
  const auto kind = family(candidate);
  if (kind != "talks" && kind != "agreement") return false;
  const Argument* only = nullptr;
  for (const auto& argument : candidate.arguments) {
    if (argument.role != Role::kActor) continue;
    if (only || argument.implied) return false;
    only = &argument;
  }
  if (!only) return false;
  const auto mark = scope.child(only->tokens.head, language::Relation::kCase);
  return mark && scope.cue(*mark, Cue::kPartner);
}

bool speaks_for_party(const Speech& speech, const Entity* source) {
  if (speech.legislator || speech.former) return false;
  return speech.kind == SourceKind::kOfficial || speech.titled || (source && (is_government(*source) || source->kind == EntityKind::kCompany));
}

// "the government", said of by a minister of whom nothing else is known: his own.
bool is_own_government(const Scope& scope, const Speech& speech, const Entity* source, const Candidate& candidate) {
  const bool speaks = speech.titled || speech.kind == SourceKind::kOfficial || (source && source->official);
  if (!speaks || speech.legislator || speech.former || (source && source->kind == EntityKind::kCompany)) return false;
  if (source && !source->country.empty() && !source->official) return false;
  return std::any_of(candidate.arguments.begin(), candidate.arguments.end(), [&](const Argument& argument) {
    const bool here = argument.role == Role::kActor && argument.tokens.sentence == scope.index();
    const bool another = argument.mention && argument.mention->entity && source && !source->country.empty() && !same_side(argument.mention->entity, source);
    return here && !another && scope.cue(argument.tokens.head, Cue::kOfficial) && (!argument.mention || argument.mention->reference);
  });
}

// "both sides": the speaker's own among them.
bool acts_together(const Scope& scope, const Candidate& candidate) {
  return std::any_of(candidate.arguments.begin(), candidate.arguments.end(), [&](const Argument& argument) {
    const bool here = argument.role == Role::kActor && argument.tokens.sentence == scope.index();
    return here && argument.mention == nullptr && scope.cue(argument.tokens.head, Cue::kTogether);
  });
}

// Nobody welcomes what he did himself, but for what is done together.
bool reacts_to_others(const Speech& speech, const Candidate& candidate) {
  return speech.cue.cue == Cue::kReact && family(candidate) != "talks" && family(candidate) != "agreement";
}

// No actor is named: an official speaks of his own government's act, a company of what it does or gets.
SourceRelation relation_without_actor(const Speech& speech, const Candidate& candidate) {
  const Entity* source = speaker_of(speech);
  const auto kind = family(candidate);
  if (reacts_to_others(speech, candidate)) return SourceRelation::kThirdParty;
  // Nobody tells so of his own breach, and only courts rule.
  if (candidate.type == "agreement.breach" || candidate.type == "dispute.rule") return source && is_government(*source) ? SourceRelation::kCounterparty : SourceRelation::kThirdParty;
  const bool company = source && source->kind == EntityKind::kCompany;
  if (company) {
    if (kind == "license") return SourceRelation::kBeneficiary;
    return kind == "investment" || kind == "purchase" || kind == "agreement" || kind == "talks" || kind == "dispute" ? SourceRelation::kSelf
                                                                                                              : SourceRelation::kThirdParty;
  }
  if (speech.legislator) return SourceRelation::kThirdParty;
  if (speech.kind == SourceKind::kOfficial || speech.titled) return SourceRelation::kSelf;
  return source && is_government(*source) ? SourceRelation::kSelf : SourceRelation::kThirdParty;
}

}  // namespace

bool same_side(const Entity* a, const Entity* b) {
  if (!a || !b) return false;
  if (a == b || (!a->id.empty() && a->id == b->id)) return true;
  if (!a->parent.empty() && a->parent == b->id) return true;
  if (!b->parent.empty() && b->parent == a->id) return true;
  return is_government(*a) && is_government(*b) && !a->country.empty() && a->country == b->country;
}

bool parties_differ(const Candidate& a, const Candidate& b) {
  const auto left = parties(a, Role::kActor);
  const auto right = parties(b, Role::kActor);
  if (left.empty() || right.empty()) return false;
  return std::none_of(left.begin(), left.end(), [&](const Entity* entity) { return any_same(right, entity); });
}

bool acts_for(const Scope& scope, const Candidate& candidate, const Entity* author) {
  const auto& analysis = scope.analysis();
  // "we" in an official text is its author.
  for (const auto& argument : candidate.arguments) {
    const auto& token = analysis.sentences[argument.tokens.sentence].tokens[argument.tokens.head];
    if (argument.role == Role::kActor && token.upos == language::Upos::kPron && token.features.person == 1) return true;
  }
  if (names_only_partner(scope, candidate)) return true;
  auto actors = parties(candidate, Role::kActor);
  for (const auto& argument : candidate.arguments) {
    if (argument.role != Role::kActor || argument.mention) continue;
    if (const auto* country = country_within(analysis, argument.tokens)) actors.push_back(country);
  }
  return actors.empty() || !author || any_same(actors, author) || any_same(actors, analysis.official_author);
}

SourceRelation relation_of(const Scope& scope, const Speech& speech, const Candidate& candidate) {
  if (speech.kind == SourceKind::kAnonymous || speech.kind == SourceKind::kHearsay) return SourceRelation::kAnonymous;
  if (speech.kind == SourceKind::kOutlet) return SourceRelation::kOutlet;
  if (speech.kind == SourceKind::kExpert) return SourceRelation::kThirdParty;
  const Entity* source = speaker_of(speech);
  const auto actors = parties(candidate, Role::kActor);
  // Whoever accuses speaks of others.
  if (speech.cue.cue == Cue::kAccuse) return source && is_government(*source) ? SourceRelation::kCounterparty : SourceRelation::kThirdParty;
  if (speech.joint && !actors.empty()) return SourceRelation::kSelf;
  if (acts_together(scope, candidate) && speaks_for_party(speech, source)) return SourceRelation::kSelf;
  if (is_own_government(scope, speech, source, candidate)) return SourceRelation::kSelf;
  if (any_same(actors, source) && !(speech.legislator && !actors.empty())) return SourceRelation::kSelf;
  if (same_words(scope, speech, candidate)) return SourceRelation::kSelf;
  if (any_same(parties(candidate, Role::kBeneficiary), source)) return SourceRelation::kBeneficiary;
  if (any_same(parties(candidate, Role::kTarget), source) || any_same(parties(candidate, Role::kDestination), source)) return SourceRelation::kCounterparty;
  if (!has_role(candidate, Role::kActor)) return relation_without_actor(speech, candidate);
  if (names_only_partner(scope, candidate)) return speaks_for_party(speech, source) ? SourceRelation::kSelf : SourceRelation::kThirdParty;
  // An unnamed official whose side is not known, of an actor that is a government.
  if ((speech.kind == SourceKind::kOfficial || speech.titled) && !source && std::any_of(actors.begin(), actors.end(), [](const Entity* e) { return is_government(*e); })) {
    return SourceRelation::kSelf;
  }
  return source && is_government(*source) ? SourceRelation::kCounterparty : SourceRelation::kThirdParty;
}

}  // namespace tradewire::extract
