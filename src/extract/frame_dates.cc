// When an act happens: which dates of the sentence are its own.
//
//     "On May 3 the ministry decided to ban exports of salt"     the date of the decision is the ban's
//     "the ministry threatened on May 3 to ban exports of salt"  that of a threat is not
//     "exports of salt, which it banned in 2018, resumed"        a date goes with the verb nearest above it
#include <algorithm>

#include "extract/dateline.h"
#include "extract/frame_state.h"
#include "rules/event_types.h"

namespace tradewire::extract {

namespace {

bool is_open(const Tree& tree, TokenIndex verb) {
  return !tree.has_child(verb, Relation::kNsubj) && !tree.has_child(verb, Relation::kNsubjPass);
}

// A date that tells which thing is meant, not when: "the May 3 notice", "Friday's statement", "Proclamation 9705 of May 3".
bool names_thing(const Tree& tree, const EntityMention& date, TokenIndex trigger, const rules::WordSet& papers) {
  const TokenIndex last = date.tokens.last;
  if (last < tree.size() && tree.relation(last) == Relation::kCase && tree.head(last) + 1 == last) return true;
  if (!tree.has_head(date.tokens.head)) return false;
  const TokenIndex above = tree.head(date.tokens.head);
  if (above == trigger || tree.is_verb(above)) return false;
  const bool before = above >= date.tokens.last && above <= date.tokens.last + 2 && tree.is_nominal(above);
  return before || (tree.relation(date.tokens.head) == Relation::kNmod && tree.matches(papers, above));
}

// "In January, ...": of all that the sentence tells.
bool opens_sentence(const Tree& tree, const EntityMention& date) {
  constexpr TokenIndex kBefore = 2;
  return date.tokens.first <= kBefore && date.tokens.last < tree.size() && tree.form(date.tokens.last) == ",";
}

}  // namespace

bool tells_when(const Analysis& analysis, const Tree& tree, const EntityMention& date, TokenIndex trigger, const rules::RuleSet& rules) {
  if (date.kind != EntityKind::kDate || date.tokens.first < dateline_length(analysis.sentences[date.tokens.sentence], analysis.text)) return false;
  return !names_thing(tree, date, trigger, rules.words("instrument_noun"));
}

// The words whose date is the act's: its own, those of its clause, those that lead to it and settle it.
std::vector<TokenIndex> FrameMatcher::date_governors(const State& state) const {
  std::vector<TokenIndex> found = {state.t};
  const TokenIndex clause = frame_clause(tree_, state.t);
  if (clause != state.t) found.push_back(clause);
  if (state.above < tree_.size()) found.push_back(state.above);
  TokenIndex at = clause;
  for (int step = 0; step < 5 && tree_.has_head(at); ++step) {
    const Relation r = tree_.relation(at);
    const TokenIndex above = tree_.head(at);
    const bool noun = tree_.is_nominal(at) && (r == Relation::kObj || r == Relation::kNmod || r == Relation::kObl || r == Relation::kNsubjPass);
    const bool clausal = tree_.is_verb(at) && (r == Relation::kXcomp || r == Relation::kAcl || r == Relation::kAdvcl || r == Relation::kConj);
    if (!noun && !(clausal && is_open(tree_, at))) break;
    // "threatened to ban", "called on them to ban": a date of its own.
    if (clausal && r != Relation::kConj && tree_.is_verb(above) && !tree_.matches(rules_.words("settle"), above)) break;
    if (noun && tree_.is_verb(above) && at != clause && !tree_.matches(rules_.words("settle"), above)) break;
    found.push_back(above);
    at = above;
  }
  return found;
}

// The act is told by the sentence's main verb, by one beside it, or by what these settle.
bool FrameMatcher::is_main(TokenIndex clause) const {
  TokenIndex at = clause;
  for (int step = 0; step < 6 && tree_.has_head(at); ++step) {
    const Relation r = tree_.relation(at);
    const TokenIndex above = tree_.head(at);
    const bool settled = (r == Relation::kXcomp || r == Relation::kAdvcl) && is_open(tree_, at) && tree_.matches(rules_.words("settle"), above);
    if (!(tree_.is_verb(at) && tree_.is_verb(above) && (r == Relation::kConj || settled))) return false;
    at = above;
  }
  return tree_.is_verb(at) && !tree_.has_head(at);
}

bool FrameMatcher::is_date_of(const EntityMention& date, const State& state, const std::vector<TokenIndex>& governors) const {
  const auto leads = [&](TokenIndex i) { return std::ranges::find(governors, i) != governors.end(); };
  TokenIndex at = date.tokens.head;
  for (int step = 0; step < 6 && tree_.has_head(at); ++step) {
    at = tree_.head(at);
    if (leads(at)) {
      // Of coordinated verbs each has its own date, but for one that stands before the first.
      const bool shared = at != state.t && at != frame_clause(tree_, state.t) && tree_.is_verb(at) && tree_.relation(frame_clause(tree_, state.t)) == Relation::kConj;
      return !shared || date.tokens.last <= at;
    }
    if (tree_.is_verb(at)) break;
  }
  if (opens_sentence(tree_, date) && is_main(frame_clause(tree_, state.t))) return true;
  // Where the tree went astray: nothing but nouns stands between the act and the date behind it.
  if (date.tokens.first <= state.t) return false;
  for (TokenIndex i = date.tokens.first; i-- > 0;) {
    if (i == state.t) return true;
    const auto form = tree_.form(i);
    if (tree_.is_verb(i) || form == "," || form == ";") return false;
  }
  return false;
}

void FrameMatcher::add_dates(State& state) const {
  if (!rules::type_has_role(state.type, static_cast<rules::RoleId>(Role::kDate))) return;
  const auto governors = date_governors(state);
  for (const EntityMention* date : fillers_.mentions()) {
    if (!tells_when(analysis_, tree_, *date, state.t, rules_) || !is_date_of(*date, state, governors)) continue;
    state.arguments.push_back({Role::kDate, date->tokens, date, false});
  }
}

}  // namespace tradewire::extract
