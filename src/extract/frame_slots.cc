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

// Whether a word asks somebody to act, or stands before who acts: "urged Tokyo to open", "a chance for Tokyo to open".
bool FrameMatcher::asks_somebody(TokenIndex word) const {
  if (tree_.matches(rules_.words("asking"), word)) return true;
  return tree_.token(word).upos == Upos::kAdp && tree_.matches(rules_.words("actor_preposition"), word);
}

// "asked the Dutch in a telephone call to halt": who was asked, by the words before the infinitive; size() when nobody was.
TokenIndex FrameMatcher::asked_before(TokenIndex v) const {
  TokenIndex verb = v;
  while (tree_.relation(verb) == Relation::kConj && !tree_.has_child(verb, Relation::kMark) && tree_.has_head(verb) && tree_.is_verb(tree_.head(verb)) &&
         tree_.token(verb).features.verb_form == language::VerbForm::kInf) verb = tree_.head(verb);
  const TokenIndex to = tree_.child(verb, Relation::kMark);
  if (to >= verb || tree_.token(to).upos != Upos::kPart) return tree_.size();
  for (TokenIndex i = to; i > 0 && to - i < 14; --i) {
    const TokenIndex at = i - 1;
    const Upos tag = tree_.token(at).upos;
    if (asks_somebody(at)) {
      TokenIndex end = 0;
      const TokenIndex asked = fillers_.noun_phrase(at + 1, &end);
      if (asked >= to || !fillers_.is_party(asked)) return tree_.size();
      const bool phrase = end == to || tree_.token(end).upos == Upos::kAdp || tree_.token(end).upos == Upos::kPunct || tree_.token(end).upos == Upos::kAdv;
      return phrase ? asked : tree_.size();
    }
    if (tag == Upos::kVerb || tag == Upos::kAux || tag == Upos::kSconj) break;
  }
  return tree_.size();
}

// "a day after Tokyo agreed", "as Tokyo withdrew": the noun behind a word that the parser took for a preposition; size() when
// there is none.
TokenIndex FrameMatcher::noun_behind_opening(TokenIndex v) const {
  for (TokenIndex i = v; i > 0 && v - i < 12; --i) {
    const Upos tag = tree_.token(i - 1).upos;
    if (tag == Upos::kPunct || (tag == Upos::kVerb && tree_.relation(i - 1) != Relation::kAmod)) break;
    if (!tree_.matches(rules_.words("clause_opening"), i - 1) || (tag != Upos::kAdp && tag != Upos::kSconj)) continue;
    TokenIndex end = 0;
    const TokenIndex noun = fillers_.noun_phrase(i, &end);
    return noun < v ? noun : tree_.size();
  }
  return tree_.size();
}

// The same when it is a party that can be the subject of a finite verb.
TokenIndex FrameMatcher::subject_behind_opening(TokenIndex v) const {
  if (tree_.token(v).features.verb_form != language::VerbForm::kFin || tree_.has_child(v, Relation::kNsubj)) return tree_.size();
  const TokenIndex noun = noun_behind_opening(v);
  return noun < tree_.size() && fillers_.is_party(noun) ? noun : tree_.size();
}

// "a decision by Mexico in August to raise": whose plan a noun before the infinitive's marker names behind its preposition.
TokenIndex FrameMatcher::planner_behind_noun(TokenIndex to) const {
  for (TokenIndex by = to; by > 1 && to - by < 9;) {
    --by;
    const Upos tag = tree_.token(by).upos;
    if (tag == Upos::kVerb || tag == Upos::kAux || tag == Upos::kSconj || tag == Upos::kPunct) break;
    if (tag != Upos::kAdp || !tree_.matches(rules_.words("agent_preposition"), by)) continue;
    TokenIndex end = 0;
    const TokenIndex who = tree_.token(by - 1).upos == Upos::kNoun ? fillers_.noun_phrase(by + 1, &end) : tree_.size();
    return who < to && fillers_.is_party(who) ? who : tree_.size();
  }
  return tree_.size();
}

// "Chile, the largest exporter, imposed duties": the parser takes the verb behind the apposition for a participle of its object.
TokenIndex FrameMatcher::subject_behind_apposition(TokenIndex v) const {
  const bool comma = v > 3 && tree_.form(v - 1) == ",";
  if (!comma || tree_.relation(v) != Relation::kAmod || tree_.head(v) < v) return tree_.size();
  for (TokenIndex i = v - 2; i > 0 && v - i < 14; --i) {
    if (tree_.is_verb(i)) break;
    if (tree_.form(i) != ",") continue;
    TokenIndex who = i - 1;
    while (tree_.relation(who) == Relation::kFlat && tree_.head(who) < who) who = tree_.head(who);
    return tree_.is_nominal(who) && fillers_.is_party(who) && tree_.case_of(who).empty() ? who : tree_.size();
  }
  return tree_.size();
}

// "regret over Tokyo's decision to impose", "the EU proposal to ban": whose plan it is, by the words before the infinitive; size() when
// nobody's.
TokenIndex FrameMatcher::planner_before(TokenIndex v) const {
  const TokenIndex to = tree_.child(v, Relation::kMark);
  if (to >= v || to == 0 || tree_.token(to).upos != Upos::kPart) return tree_.size();
  if (const TokenIndex who = planner_behind_noun(to); who < tree_.size()) return who;
  if (tree_.token(to - 1).upos != Upos::kNoun) return tree_.size();
  const TokenIndex plan = to - 1;
  for (const TokenIndex c : tree_.children(plan)) {
    const EntityMention* m = fillers_.mention_at(c);
    const bool country = m != nullptr && (m->kind == EntityKind::kCountry || m->kind == EntityKind::kBloc) && m->tokens.last <= plan;
    const bool owner = c < plan && (tree_.relation(c) == Relation::kNmodPoss ? fillers_.is_party(c) : country);
    if (owner) return c;
  }
  return tree_.size();
}

// Where the parser lost the subject of a finite verb: the nearest party before it, with no other verb between.
std::vector<TokenIndex> FrameMatcher::subjects_or_before(TokenIndex v) const {
  const TokenIndex asked = asked_before(v);
  if (asked < tree_.size()) return {asked};
  if (const TokenIndex planner = planner_before(v); planner < tree_.size()) return {planner};
  if (const TokenIndex named = subject_behind_apposition(v); named < tree_.size()) return {named};
  const bool controlled = tree_.relation(v) == Relation::kXcomp && tree_.has_head(v) && tree_.is_verb(tree_.head(v));
  if (const TokenIndex subject = subject_behind_opening(controlled ? tree_.head(v) : v); subject < tree_.size()) return {subject};
  auto found = subjects(tree_, v);
  std::erase_if(found, [&](TokenIndex i) { return fillers_.mention_at(i) != nullptr && fillers_.mention_at(i)->kind == EntityKind::kDate; });
  if (found.empty() && tree_.is_passive(v)) {  // the agent hangs too low: "imposed on steel by Canada"
    for (const TokenIndex i : extract::zone(tree_, v, false)) {
      const auto words = tree_.case_of(i);
      if (!words.empty() && tree_.matches(rules_.words("agent_preposition"), words.back()) && fillers_.is_party(i)) return {i};  // "agreed to by"
    }
    for (TokenIndex i = v + 1; i < tree_.size() && i < v + 20; ++i) {  // or elsewhere: "issued to the firm by the ministry"
      const Upos tag = tree_.token(i).upos;
      if (tag == Upos::kVerb || tag == Upos::kAux || tag == Upos::kSconj) break;
      if (tag != Upos::kAdp || !tree_.matches(rules_.words("agent_preposition"), i)) continue;
      TokenIndex end = 0;
      const TokenIndex by = fillers_.noun_phrase(i + 1, &end);
      if (by < tree_.size() && fillers_.is_party(by)) return {by};
      break;
    }
  }
  // "said Thursday China has agreed to buy": the verb that says who it is may stand above.
  const TokenIndex top = controlled ? tree_.head(v) : v;
  const bool finite = tree_.token(top).features.verb_form == language::VerbForm::kFin || (tree_.has_child(top, Relation::kAux) && (controlled || tree_.token(top).features.verb_form == language::VerbForm::kPart));
  if (!found.empty() || tree_.is_passive(top) || !finite) return found;
  for (TokenIndex i = top; i > 0 && top - i < 12; --i) {
    const TokenIndex at = i - 1;
    if (tree_.token(at).upos == Upos::kVerb || tree_.token(at).upos == Upos::kSconj) break;
    // "as Tokyo withdrew": what opens the clause is taken for a preposition.
    const auto words = tree_.case_of(at);
    const bool free = words.empty() || (words.size() == 1 && tree_.matches(rules_.words("clause_opening"), words.front()));
    const bool head = tree_.is_nominal(at) && fillers_.is_party(at) && free && tree_.relation(at) != Relation::kCompound &&
                      tree_.relation(at) != Relation::kNmodPoss && tree_.relation(at) != Relation::kObj;
    if (head) return {at};
  }
  return found;
}

// Where the parser lost the object of a participle or a relative clause: "the accord, hammered out last year", "the deal that
// both sides reached", "the duties it imposed". The slot's own words decide whether it is one.
std::vector<TokenIndex> FrameMatcher::lost_objects(TokenIndex v) const {
  const auto& features = tree_.token(v).features;
  const bool past = features.tense == language::Tense::kPast || features.passive;
  const auto skip = [&](TokenIndex at, auto test) {
    while (at > 0 && test(at - 1)) --at;
    return at;
  };
  const auto is_adverb = [&](TokenIndex i) { return tree_.token(i).upos == Upos::kAdv; };
  TokenIndex at = skip(v, is_adverb);
  const auto nominal_before = [&](TokenIndex i) {
    if (i > 0 && tree_.token(i - 1).upos == Upos::kPunct && !tree_.is_hyphen(i - 1)) --i;
    return i > 0 && tree_.is_nominal(i - 1) && tree_.token(i - 1).upos != Upos::kPron ? std::vector<TokenIndex>{i - 1} : std::vector<TokenIndex>{};
  };
  const bool active = tree_.has_child(v, Relation::kAux) || tree_.has_child(v, Relation::kAuxPass);
  const TokenIndex object = tree_.child(v, Relation::kObj);
  const EntityMention* dated = object < tree_.size() ? fillers_.mention_at(object) : nullptr;
  const bool free = object >= tree_.size() || (dated != nullptr && dated->kind == EntityKind::kDate);
  if (!free) return {};
  // "Under the pact reached with Mexico": what a preposition leads is no subject.
  const TokenIndex subject = tree_.child(v, Relation::kNsubj);
  const bool has_subject = subject < tree_.size() && tree_.case_of(subject).empty();
  std::vector<TokenIndex> found;
  const auto add = [&](const std::vector<TokenIndex>& more) { found.insert(found.end(), more.begin(), more.end()); };
  if (past && !active && !has_subject) add(nominal_before(at));
  // Through the subject of the relative clause to the word before it.
  at = skip(at, [&](TokenIndex i) { return tree_.token(i).upos == Upos::kAux || is_adverb(i); });
  if (at > 0 && tree_.token(at - 1).upos == Upos::kPron && tree_.token(at - 1).features.person > 0) {
    add(nominal_before(at - 1));
    return found;
  }
  for (TokenIndex i = at; i > 1 && at - i < 7; --i) {
    const language::Token& token = tree_.token(i - 1);
    if (token.upos == Upos::kVerb || token.upos == Upos::kPunct || token.upos == Upos::kAdp) break;
    const bool opens = token.upos == Upos::kSconj || (token.upos == Upos::kPron && token.features.person == 0 && !token.features.possessive);
    if (opens) {
      add(nominal_before(i - 1));
      break;
    }
  }
  // "a day after the duty was halved": behind what opens the clause.
  if (tree_.is_passive(v) && active) {
    if (const TokenIndex opened = noun_behind_opening(v); opened < tree_.size()) found.push_back(opened);
  }
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
