// What FrameMatcher finds where no slot found it: who does an act whose subject stands in a clause above, whom it hits.
#include <algorithm>

#include "extract/arguments.h"
#include "extract/frame_state.h"
#include "rules/event_types.h"

namespace tradewire::extract {

using language::Upos;
using rules::Slot;
using rules::TriggerKind;

bool subject_is_no_doer(const rules::Frame& frame) {
  if (frame.kind != TriggerKind::kVerb) return false;
  const auto subject = std::ranges::find(frame.slots, rules::SlotKey::kSubject, &Slot::key);
  return subject != frame.slots.end() && std::ranges::find(subject->roles, static_cast<rules::RoleId>(Role::kActor)) == subject->roles.end();
}

void FrameMatcher::add_light_subject(State& state) const {
  if (state.frame->kind != TriggerKind::kNoun || has_role(state, Role::kActor)) return;
  const bool named = std::ranges::any_of(state.frame->slots, [](const Slot& slot) {
    return std::ranges::find(slot.roles, rules::RoleId{0}) != slot.roles.end();
  });
  if (!named) return;
  // "announced plans for another round of cuts": through nouns up to the verb.
  TokenIndex verb = state.above;
  for (TokenIndex at = state.t, step = 0; verb >= tree_.size() && step < 4 && tree_.has_head(at); ++step) {
    const Relation r = tree_.relation(at);
    if (r != Relation::kNmod && r != Relation::kObj && r != Relation::kObl && r != Relation::kCompound && r != Relation::kConj) break;
    at = tree_.head(at);
    if (tree_.token(at).upos == Upos::kVerb) verb = at;
  }
  if (verb >= tree_.size() || !tree_.matches(rules_.words("light"), verb) || is_said_to_be(state.t, verb)) return;
  for (const TokenIndex subject : subjects(tree_, verb)) {
    auto some = fillers_.fill({static_cast<rules::RoleId>(Role::kActor)}, 0, subject, state.type);
    state.arguments.insert(state.arguments.end(), some.begin(), some.end());
  }
}

// Whether what is said of `at` from here on is said by another: a clause with a subject of its own.
bool FrameMatcher::is_own_clause(TokenIndex at) const {
  const Relation r = tree_.relation(at);
  if (r == Relation::kNsubj || r == Relation::kNsubjPass || r == Relation::kAclRelcl || r == Relation::kAdvclRelcl || r == Relation::kCsubj) return true;
  const bool subject = tree_.has_child(at, Relation::kNsubj) || tree_.has_child(at, Relation::kNsubjPass);
  return subject && r != Relation::kNmod && r != Relation::kObj && r != Relation::kObl;
}

// "announced that the duties would be lifted", "agreed that shipments would resume": who decides does what is done by nobody.
bool FrameMatcher::decides(TokenIndex at, const State& state) const {
  const Relation r = tree_.relation(at);
  if (!tree_.has_head(at) || (r != Relation::kCcomp && r != Relation::kParataxis)) return false;
  return tree_.matches(rules_.words("decide"), tree_.head(at)) && (tree_.has_child(at, Relation::kNsubjPass) || !tree_.has_child(at, Relation::kNsubj) || (at == state.t && subject_is_no_doer(*state.frame)));
}

std::vector<TokenIndex> FrameMatcher::owners_of(TokenIndex noun) const {
  std::vector<TokenIndex> found;
  for (const TokenIndex c : tree_.children(noun)) {
    const Relation r = tree_.relation(c);
    const auto words = tree_.case_of(c);
    const bool by = r == Relation::kNmod && words.size() == 1 && tree_.matches(rules_.words("agent_preposition"), words.front());
    if (r == Relation::kNmodPoss || by) found.push_back(c);
  }
  return found;
}

// Whether the doer of a verb above is the doer of the act: "pushes new tariffs", not "defends", "faces" or "said after".
bool FrameMatcher::leads_to_doer(TokenIndex from, TokenIndex verb, bool noun, bool joint) const {
  if (tree_.matches(rules_.words("suffer"), verb)) return false;
  if (tree_.matches(rules_.words("saying"), verb)) return false;
  if (noun && is_said_to_be(from, verb)) return false;
  if (!noun || joint) return true;
  const Relation r = tree_.relation(from);
  if (r != Relation::kObl) return tree_.matches(rules_.words("light"), verb);
  const auto words = tree_.case_of(from);
  return !words.empty() && tree_.matches(rules_.words("means_preposition"), words.front());
}

// "sanctions against Tokyo for violations", "punished Tokyo for its curbs": the party hit for what it did; size() when there is none.
TokenIndex FrameMatcher::blamed_before(TokenIndex noun) const {
  if (!tree_.marked_by_blamer(noun)) return tree_.size();
  const TokenIndex preposition = tree_.case_of(noun).front();
  const EntityMention* before = preposition > 0 ? fillers_.mention_at(preposition - 1) : nullptr;
  if (before == nullptr || before->tokens.last != preposition || !fillers_.is_party(before->tokens.head)) return tree_.size();
  const TokenIndex party = before->tokens.head;
  const auto words = tree_.case_of(party);
  const bool hit = words.empty() ? tree_.relation(party) == Relation::kObj : tree_.matches(rules_.words("target_preposition"), words.front());
  return hit ? party : tree_.size();
}

// The nearest party above the act that can have done it: the subject of a verb that leads to it, the owner of a plan for it.
void FrameMatcher::add_lost_actor(State& state) const {
  const bool joint = rules_.types()[state.frame->type].joint;
  int actors = 0;
  for (const Argument& argument : state.arguments) {
    if (argument.role != Role::kActor) continue;
    const bool companion = joint && tree_.marked_by(argument.tokens.head, rules_.words("companion_preposition").words());
    const bool many = argument.mention != nullptr && argument.mention->members.size() > 1;
    actors += companion && !many ? 1 : 2;
  }
  if (actors > 1) return;
  // "would lift duties imposed last week": who imposed them is not said.
  const bool told_of_noun = tree_.relation(state.t) == Relation::kAcl && tree_.is_verb(state.t) && tree_.is_passive(state.t);
  if (told_of_noun) return;
  bool noun = state.frame->kind == TriggerKind::kNoun;
  if (const TokenIndex blamed = noun ? blamed_before(state.t) : tree_.size(); blamed < tree_.size()) return take_actor(blamed, state);
  TokenIndex at = state.t;
  for (int step = 0; step < 8 && tree_.has_head(at); ++step) {
    const bool decided = decides(at, state);
    if (is_own_clause(at) && !decided) return;
    const TokenIndex from = at;
    at = tree_.head(at);
    const auto found = tree_.is_verb(at) ? subjects_or_before(at) : owners_of(at);
    if (tree_.is_verb(at) && !decided && !leads_to_doer(from, at, noun, joint)) return;
    if (tree_.is_verb(at)) noun = false;
    if (found.empty()) continue;
    take_actor(found.front(), state);
    return;
  }
}

// Where the tree leads to nobody: the nearest subject before the act, when it may have done it.
void FrameMatcher::add_doer_before(State& state) const {
  if (has_role(state, Role::kActor) || subject_is_no_doer(*state.frame)) return;
  const bool noun = state.frame->kind == TriggerKind::kNoun;
  if (state.frame->kind == TriggerKind::kAdjective || (!noun && tree_.is_passive(state.t)) || (noun && rules_.types()[state.frame->type].joint)) return;
  for (TokenIndex i = state.first; i-- > 0;) {
    const Relation r = tree_.relation(i);
    if (r != Relation::kNsubj && r != Relation::kNsubjPass && r != Relation::kNsubjOuter) continue;
    if (tree_.token(i).upos == Upos::kPron && tree_.token(i).features.person == 0) continue;  // "which"
    if (!tree_.has_head(i) || tree_.matches(rules_.words("saying"), tree_.head(i))) return;
    const auto is_light = [&](TokenIndex verb) { return verb < state.t && tree_.matches(rules_.words("light"), verb) && !tree_.matches(rules_.words("suffer"), verb) && !tree_.is_passive(verb); };
    if (noun && !is_light(tree_.head(i)) && !is_light(state.above)) return;
    if (noun && is_said_to_be(state.t, state.above)) return;
    // "froze exports when prices fell and lifted it": a verb joined to another has the subject of a clause further out.
    const bool joined = tree_.relation(state.t) == Relation::kConj && tree_.token(state.t).features.verb_form == language::VerbForm::kFin;
    if (joined && !fillers_.is_party(i)) continue;
    take_actor(i, state);
    return;
  }
}

// "opened India's market", "the Japanese market stays closed": whose door it is.
void FrameMatcher::add_owner_of_door(State& state) const {
  if (has_role(state, Role::kActor)) return;
  for (const TokenIndex word : state.consumed) {
    if (!tree_.matches(rules_.words("own_door"), word)) continue;
    for (const TokenIndex c : tree_.children(word)) {
      const EntityMention* m = fillers_.mention_at(c);
      const bool owner = c < word && (tree_.relation(c) == Relation::kNmodPoss || (m != nullptr && m->kind == EntityKind::kCountry));
      if (!owner) continue;
      take_actor(c, state);
      return;
    }
  }
}

void FrameMatcher::take_actor(TokenIndex head, State& state) const {
  const auto bits = fillers_.kinds_of(head);
  const bool firms = rules::type_has_role(state.type, static_cast<rules::RoleId>(Role::kBeneficiary)) && !rules::type_has_role(state.type, static_cast<rules::RoleId>(Role::kTarget));
  const auto wanted = (rules::KindSet{1} << rules::kBitGovernment) | (firms ? rules::KindSet{1} << rules::kBitParty : 0);
  if ((bits & wanted) == 0) return;
  for (const Argument& filler : fillers_.fill({static_cast<rules::RoleId>(Role::kActor)}, 0, head, state.type)) {
    const bool used = std::ranges::any_of(state.arguments, [&](const Argument& a) {
      const bool overlaps = a.tokens.first < filler.tokens.last && filler.tokens.first < a.tokens.last;
      const bool same = a.mention != nullptr && filler.mention != nullptr && a.mention->entity != nullptr && a.mention->entity == filler.mention->entity;
      return overlaps || same;
    });
    if (!used) state.arguments.push_back(filler);
  }
}

// "the Cuba embargo", "Russia sanctions": the country's own name before a measure is whom it hits.
void FrameMatcher::turn_to_target(State& state) const {
  const auto target = static_cast<rules::RoleId>(Role::kTarget);
  if (state.frame->kind != TriggerKind::kNoun || !rules::type_has_role(state.type, target) || has_role(state, Role::kTarget)) return;
  for (Argument& argument : state.arguments) {
    const EntityMention* m = argument.mention;
    const bool country = argument.role == Role::kActor && m != nullptr && m->kind == EntityKind::kCountry && !m->metonym && !m->reference;
    if (!country || argument.tokens.last > state.first || state.first - argument.tokens.last > 3) continue;
    const TokenIndex head = argument.tokens.head;
    const std::string_view name = tree_.form(head);
    const bool spelled_out = std::ranges::any_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
    if (spelled_out && tree_.relation(head) == Relation::kCompound && tree_.token(head).upos == Upos::kPropn) argument.role = Role::kTarget;
  }
}

// Whom the act hits, where no slot found it: the country in "its Russia sanctions", a phrase with "against" nearby.
void FrameMatcher::add_lost_target(State& state) const {
  const auto target = static_cast<rules::RoleId>(Role::kTarget);
  if (!rules::type_has_role(state.type, target) || has_role(state, Role::kTarget)) return;
  for (const TokenIndex i : surroundings(state)) {
    const auto words = tree_.case_of(i);
    if (words.empty() || !tree_.matches(rules_.words("target_preposition"), words.front())) continue;
    auto some = fillers_.fill({target}, 0, i, state.type);
    state.arguments.insert(state.arguments.end(), some.begin(), some.end());
    if (!some.empty()) return;
  }
  if (!has_role(state, Role::kActor)) return;
  for (const TokenIndex word : state.consumed) {
    for (const EntityMention* m : fillers_.mentions()) {
      const bool country = m->kind == EntityKind::kCountry || m->kind == EntityKind::kBloc;
      const bool before = m->tokens.last <= word && word - m->tokens.first < 5 && tree_.dominates(word, m->tokens.head);
      if (!country || !before || tree_.relation(m->tokens.head) == Relation::kNmodPoss) continue;
      const bool own = std::ranges::any_of(state.arguments, [&](const Argument& a) {
        const bool overlaps = a.tokens.first < m->tokens.last && m->tokens.first < a.tokens.last;
        const bool same = a.mention != nullptr && a.mention->entity != nullptr && m->entity != nullptr &&
                          (a.mention->entity == m->entity || a.mention->entity->country == m->entity->country);
        return overlaps || (a.role == Role::kActor && same);
      });
      if (!own) state.arguments.push_back({Role::kTarget, m->tokens, m, false});
    }
  }
}

// The goods before the act's own word and the words that its slots asked for: "lift the palm oil export ban", "coffee quotas".
void FrameMatcher::add_lost_goods(State& state) const {
  const auto commodity = static_cast<rules::RoleId>(Role::kCommodity);
  if (!rules::type_has_role(state.type, commodity) || has_role(state, Role::kCommodity)) return;
  std::vector<TokenIndex> nouns = state.consumed;
  if (state.frame->kind == TriggerKind::kNoun) nouns.push_back(state.first);
  std::vector<TokenIndex> taken = state.consumed;
  for (const Argument& argument : state.arguments) {
    for (TokenIndex i = argument.tokens.first; i < argument.tokens.last; ++i) taken.push_back(i);
  }
  for (const TokenIndex noun : nouns) {
    if (noun >= tree_.size() || !tree_.is_nominal(noun)) continue;
    auto some = fillers_.fill_before({commodity}, rules::KindSet{1} << rules::kBitCommodity, noun, state.type, taken);
    std::erase_if(some, [&](const Argument& a) { return tree_.token(a.tokens.head).upos == Upos::kAdj; });  // "a dual-use licence"
    state.arguments.insert(state.arguments.end(), some.begin(), some.end());
    if (!some.empty()) return;
  }
}

}  // namespace tradewire::extract
