// The slots' part of FrameMatcher: where a slot's filler is looked for.
#include <algorithm>

#include "extract/arguments.h"
#include "extract/frame_state.h"
#include "rules/event_types.h"

namespace tradewire::extract {

using language::Upos;
using rules::Slot;
using rules::SlotKey;
using rules::TriggerKind;

void FrameMatcher::set_zone(State& state) const {
  state.zone = extract::zone(tree_, state.t, false);
  // "duties totalling 80 percent on steel": what hangs below the participle that only tells how much.
  for (const TokenIndex c : tree_.children(state.t)) {
    if (tree_.relation(c) != Relation::kAcl || !tree_.matches(rules_.words("measuring"), c)) continue;
    for (const TokenIndex i : extract::zone(tree_, c, false)) state.zone.push_back(i);
  }
  const auto add_below = [&](TokenIndex top) {
    for (const TokenIndex i : extract::zone(tree_, top, false)) {
      if (!tree_.dominates(state.t, i)) state.zone.push_back(i);
    }
  };
  if (state.frame->kind == TriggerKind::kVerb) {
    state.objects = objects(tree_, state.t);
    // "duties of 80 per cent, which were lifted": not the measure is lifted but what it is the measure of.
    for (TokenIndex& object : state.objects) {
      const EntityMention* m = fillers_.mention_at(object);
      const bool measure = m != nullptr && (m->kind == EntityKind::kRate || m->kind == EntityKind::kAmount || m->kind == EntityKind::kDate);
      if (measure && tree_.relation(object) == Relation::kNmod && tree_.has_head(object) && tree_.is_nominal(tree_.head(object))) object = tree_.head(object);
    }
    // "entered into an agreement": the preposition is a word of the trigger, what it marks is the object.
    const TokenIndex last = state.last - 1;
    const bool marks = last > state.t && tree_.has_head(last) && (tree_.relation(last) == Relation::kCase || tree_.relation(last) == Relation::kMark);
    if (marks && tree_.is_nominal(tree_.head(last))) state.objects.push_back(tree_.head(last));
    for (const TokenIndex object : state.objects) {
      if (!tree_.dominates(state.t, object)) add_below(object);
    }
    if (subject_is_no_doer(*state.frame)) {
      for (const TokenIndex subject : subjects(tree_, state.t)) {
        const auto below = extract::zone(tree_, subject, false);
        state.zone.insert(state.zone.end(), below.begin(), below.end());
      }
    }
    // "Tokyo, which placed firms on a list": phrases behind the verb may hang on what its clause is about.
    const Relation r = tree_.relation(state.t);
    if ((r == Relation::kAclRelcl || r == Relation::kAcl) && tree_.has_head(state.t)) {
      for (const TokenIndex c : tree_.children(tree_.head(state.t))) {
        if (c < state.t || tree_.relation(c) != Relation::kNmod) continue;
        state.zone.push_back(c);
        add_below(c);
      }
    }
  } else if (state.frame->kind == TriggerKind::kNoun && state.above < tree_.size()) {
    for (const TokenIndex c : tree_.children(state.above)) {
      if (c <= state.t || tree_.relation(c) != Relation::kObl) continue;
      state.zone.push_back(c);
      add_below(c);
    }
  } else if (state.frame->kind == TriggerKind::kAdjective && tree_.has_head(state.t) && tree_.relation(state.t) == Relation::kAmod) {
    add_below(tree_.head(state.t));
  }
}

// "according to a person aware of the talks": whom the text quotes there plays no part in the act.
void FrameMatcher::leave_out_sources(State& state) const {
  std::vector<TokenIndex> sources;
  for (const TokenIndex i : state.zone) {
    for (const TokenIndex word : tree_.case_of(i)) {
      if (tree_.matches(rules_.words("source_preposition"), word)) sources.push_back(i);
    }
  }
  if (sources.empty()) return;
  std::erase_if(state.zone, [&](TokenIndex i) { return std::ranges::any_of(sources, [&](TokenIndex s) { return tree_.dominates(s, i); }); });
}

std::vector<TokenIndex> FrameMatcher::prepositional(const Slot& slot, const State& state) const {
  std::vector<TokenIndex> found = marked(tree_, state.zone, slot.preposition);
  // Where the parser lost the phrase: the first one behind the trigger's last object, when nothing else stands between.
  if (found.empty() && state.frame->kind != TriggerKind::kAdjective) {
    for (TokenIndex i = state.last; i < tree_.size() && i < state.last + 4; ++i) {
      if (tree_.relation(i) != Relation::kCase || !tree_.has_head(i)) continue;
      const TokenIndex head = tree_.head(i);
      if (head > i && i == state.last && tree_.marked_by(head, slot.preposition)) found.push_back(head);
      break;
    }
  }
  for (TokenIndex& head : found) {  // "a tariff on juice imports, he said", read as one clause: the noun behind the preposition
    if (tree_.token(head).upos != Upos::kVerb || tree_.case_of(head).empty()) continue;
    TokenIndex end = 0;
    const TokenIndex noun = fillers_.noun_phrase(tree_.case_of(head).back() + 1, &end);
    if (noun < head) head = noun;
  }
  std::erase_if(found, [&](TokenIndex head) {  // "to ship magnets", taken for a ship
    const auto words = tree_.case_of(head);
    const bool goes_on = head + 1 < tree_.size() && (tree_.is_nominal(head + 1) || tree_.token(head + 1).upos == Upos::kAdj);
    return goes_on && !words.empty() && words.back() + 1 == head && tree_.matches(rules_.words("export_verb"), head);
  });
  return found;
}

// "grants Acme export licences", "granted it licences": who stands between the verb and the object, however the parser took it.
std::vector<TokenIndex> FrameMatcher::given_to(const State& state) const {
  auto found = indirect_objects(tree_, state.t);
  if (!found.empty() || state.last >= tree_.size() || tree_.is_passive(state.t)) return found;
  const EntityMention* next = fillers_.mention_at(state.last);
  const bool named = next != nullptr && next->kind <= EntityKind::kCompany && next->tokens.first == state.last && tree_.token(next->tokens.head).upos != Upos::kAdj;
  const bool pronoun = tree_.token(state.last).upos == Upos::kPron && !tree_.token(state.last).features.possessive;
  if (!named && !pronoun) return found;
  const TokenIndex head = named ? next->tokens.head : state.last;
  const TokenIndex end = named ? next->tokens.last : state.last + 1;
  const bool before = std::ranges::any_of(state.consumed, [&](TokenIndex object) { return object >= end && object < end + 4 && tree_.case_of(object).empty(); });
  return before && (end >= tree_.size() || tree_.relation(end) != Relation::kCase) ? std::vector<TokenIndex>{head} : found;
}

// "calling them a breach": the verb only says what its other object is.
bool FrameMatcher::is_said_to_be(TokenIndex noun, TokenIndex verb) const {
  if (verb >= tree_.size() || !tree_.matches(rules_.words("calling"), verb)) return false;
  return std::ranges::any_of(tree_.children(verb), [&](TokenIndex c) {
    return c != noun && (tree_.relation(c) == Relation::kObj || tree_.relation(c) == Relation::kIobj);
  });
}

std::vector<TokenIndex> FrameMatcher::places_of(const Slot& slot, const State& state) const {
  const bool verb = state.frame->kind == TriggerKind::kVerb;
  switch (slot.key) {
    case SlotKey::kSubject:
      if (verb) return subjects_or_before(state.t);
      if (state.frame->kind == TriggerKind::kNoun) return subjects_above(tree_, state.t);
      if (tree_.relation(state.t) == Relation::kAmod || tree_.relation(state.t) == Relation::kAcl) {
        return tree_.has_head(state.t) ? std::vector<TokenIndex>{tree_.head(state.t)} : std::vector<TokenIndex>{};
      }
      return tree_.is_verb(state.t) && tree_.is_passive(state.t) ? objects(tree_, state.t) : subjects(tree_, state.t);
    case SlotKey::kObject: return verb ? state.objects : std::vector<TokenIndex>{};
    case SlotKey::kIobj: return verb ? given_to(state) : std::vector<TokenIndex>{};
    case SlotKey::kClause: return complements(tree_, state.t);
    case SlotKey::kPoss: {
      const TokenIndex possessor = tree_.child(state.t, Relation::kNmodPoss);
      return possessor < tree_.size() ? std::vector<TokenIndex>{possessor} : std::vector<TokenIndex>{};
    }
    case SlotKey::kGovernor: {
      if (state.above < tree_.size()) return {state.above};
      return tree_.has_head(state.t) ? std::vector<TokenIndex>{tree_.head(state.t)} : std::vector<TokenIndex>{};
    }
    case SlotKey::kPreposition: return prepositional(slot, state);
    default: return {};
  }
}

bool FrameMatcher::slot_words_match(const Slot& slot, TokenIndex head, const State& state, TokenIndex* found) const {
  *found = tree_.size();
  for (const TokenIndex each : tree_.coordinated(head)) {
    if (slot.is.empty() || tree_.matches(slot.is, each)) {
      *found = each;
      break;
    }
  }
  // "hundreds of tariffs", "a series of sanctions": the word stands behind an "of".
  if (*found == tree_.size()) {
    for (const TokenIndex c : tree_.children(head)) {
      if ((tree_.relation(c) == Relation::kNmod || tree_.relation(c) == Relation::kObl) && tree_.marked_by(c, rules_.words("of").words()) && tree_.matches(slot.is, c) &&
          (tree_.matches(rules_.words("container"), head) || tree_.token(head).upos == Upos::kNum)) {
        *found = c;
      }
    }
  }
  if (*found == tree_.size()) return false;
  if (slot.about.empty() && slot.without.empty()) return true;
  std::vector<TokenIndex> own = extract::zone(tree_, *found, true);
  own.push_back(*found);
  const auto any = [&](const rules::WordSet& set, const std::vector<TokenIndex>& where) {
    return std::ranges::any_of(where, [&](TokenIndex i) { return tree_.matches(set, i); });
  };
  if (!slot.without.empty()) {
    std::vector<TokenIndex> core;
    for (const TokenIndex i : own) {
      if (i <= *found || tree_.relation(i) == Relation::kNmod) core.push_back(i);
    }
    if (any(slot.without, core)) return false;
  }
  if (slot.about.empty()) return true;
  if (any(slot.about, own)) return true;
  for (const TokenIndex i : state.zone) {
    if (i > *found) own.push_back(i);
  }
  return any(slot.about, own);
}

bool FrameMatcher::fill_before(const Slot& slot, State& state) const {
  TokenIndex first = state.first;
  while (first > 0 && state.first - first < 8 && (tree_.dominates(state.t, first - 1) || tree_.is_hyphen(first - 1)) &&
         tree_.relation(first - 1) != Relation::kCase && tree_.relation(first - 1) != Relation::kDet) --first;
  std::vector<TokenIndex> taken = state.consumed;
  for (const Argument& argument : state.arguments) {
    for (TokenIndex i = argument.tokens.first; i < argument.tokens.last; ++i) taken.push_back(i);
  }
  for (TokenIndex i = first; i < state.first; ++i) {  // "export" in "export ban" says what kind of ban it is
    if (!state.frame->about.empty() && tree_.matches(state.frame->about, i)) taken.push_back(i);
  }
  if (!slot.is.empty()) {
    for (TokenIndex i = first; i < state.first; ++i) {
      if (!tree_.matches(slot.is, i)) continue;
      state.consumed.push_back(i);
      ++state.words;
      if (slot.roles.empty()) return true;
      if (const auto role = fillers_.role_for(slot.roles, slot.kinds, i, state.type)) state.arguments.push_back(fillers_.argument(*role, i));
      return true;
    }
    return false;
  }
  if (!slot.about.empty() && !tree_.any_matches(slot.about, first, state.first)) return false;
  auto some = fillers_.fill_before(slot.roles, slot.kinds, state.first, state.type, taken);
  // An adjective slot takes adjectives and names of countries; a compound slot takes all.
  if (some.empty()) return !slot.about.empty() && slot.roles.empty();
  state.arguments.insert(state.arguments.end(), some.begin(), some.end());
  return true;
}

bool FrameMatcher::fill_slot(const Slot& slot, State& state) const {
  if (slot.key == SlotKey::kCompound || slot.key == SlotKey::kAmod) return fill_before(slot, state);
  if (fill_from(places_of(slot, state), slot, state)) return true;
  const bool may_be_lost = slot.key == SlotKey::kObject && slot.need && !slot.is.empty() && state.frame->kind == TriggerKind::kVerb;
  return may_be_lost && fill_from(lost_objects(state.t), slot, state);
}

// The word above the trigger, and the preposition between them: "hopes for a deal". It keeps its own act; "not below these
// words" holds of what stands below nothing, too.
bool FrameMatcher::is_governed(std::vector<TokenIndex> above, const Slot& slot, const State& state) const {
  const std::vector<TokenIndex> words = tree_.case_of(state.t);
  above.insert(above.end(), words.begin(), words.end());
  const auto any = [&](const rules::WordSet& set) { return std::ranges::any_of(above, [&](TokenIndex i) { return tree_.matches(set, i); }); };
  return (slot.is.empty() || any(slot.is)) && (slot.without.empty() || !any(slot.without));
}

// "grants producers licences to Japan": the roles of a slot that the person who is given something does not hold already.
std::vector<rules::RoleId> FrameMatcher::open_roles(const Slot& slot, const State& state) const {
  std::vector<rules::RoleId> open = slot.roles;
  std::erase_if(open, [&](rules::RoleId role) { return std::ranges::find(state.given, static_cast<Role>(role)) != state.given.end(); });
  return open.empty() ? slot.roles : open;
}

bool FrameMatcher::fill_from(const std::vector<TokenIndex>& places, const Slot& slot, State& state) const {
  bool filled = false;
  if (slot.key == SlotKey::kGovernor) return is_governed(places, slot, state);
  for (const TokenIndex head : places) {
    TokenIndex word = head;
    const bool asks = !slot.is.empty() || !slot.about.empty() || !slot.without.empty();
    if (asks && !slot_words_match(slot, head, state, &word)) continue;
    if (slot.roles.empty()) {
      if (!asks) continue;
      state.consumed.push_back(word);
      state.words += slot.about.empty() ? 1 : 2;
      if ((slot.key == SlotKey::kClause || slot.key == SlotKey::kObject) && !slot.about.empty()) {  // "a pause on imposing tariffs": the duties are no act beside it
        for (const TokenIndex i : extract::zone(tree_, word, true)) {
          if (tree_.matches(slot.about, i)) state.consumed.push_back(i);
        }
      }
      if (state.frame->trigger_slot == slot.name) state.trigger_word = word;
      // "block Russian energy imports": the word asked for holds the goods and whose they are.
      const auto commodity = static_cast<rules::RoleId>(Role::kCommodity);
      if (tree_.matches(rules_.words("flow"), word) && rules::type_has_role(state.type, commodity)) {
        const auto all = fillers_.fill({commodity}, 0, word, state.type);
        state.arguments.insert(state.arguments.end(), all.begin(), all.end());
      }
      return true;
    }
    auto some = slot.is.empty() ? fillers_.fill(open_roles(slot, state), slot.kinds, word, state.type) : std::vector<Argument>{};
    if (!slot.is.empty()) {
      // The words vouch for it.
      const auto role = fillers_.role_for(slot.roles, slot.kinds, word, state.type);
      some.push_back(fillers_.argument(role.value_or(static_cast<Role>(slot.roles.front())), word));
      state.consumed.push_back(word);
      ++state.words;
    }
    if (some.empty()) {
      const bool who = static_cast<Role>(slot.roles.front()) == Role::kActor;  // "a plan to invest": a plan does nothing
      filled = filled || (!who && tree_.matches(rules_.words("abstract"), word));
      continue;
    }
    state.arguments.insert(state.arguments.end(), some.begin(), some.end());
    if (slot.key == SlotKey::kIobj) state.given.push_back(some.front().role);
    if (state.frame->trigger_slot == slot.name) state.trigger_word = word;
    filled = true;
    if (slot.key == SlotKey::kPreposition || slot.key == SlotKey::kSubject) break;
  }
  return filled;
}

}  // namespace tradewire::extract
