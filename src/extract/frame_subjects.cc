// The subjects' and objects' part of FrameMatcher: who acts and what is acted on where the tree does not say so outright.
#include "extract/arguments.h"
#include "extract/frame_state.h"

namespace tradewire::extract {

using language::Relation;
using language::Upos;

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

}  // namespace tradewire::extract
