// What FrameMatcher finds beside the slots: templates over tokens, dates and measures, patterns.
#include <algorithm>
#include <ranges>

#include "extract/arguments.h"
#include "extract/frame_state.h"
#include "rules/event_types.h"

namespace tradewire::extract {

using language::Upos;
using rules::Template;
using rules::TemplatePart;

namespace {

constexpr TokenIndex kReach = 40;  // tokens behind the trigger in which a template is looked for

// The head of the noun phrase that begins at a token: the highest noun to its right that still covers it.
TokenIndex phrase_head(const Tree& tree, TokenIndex at) {
  TokenIndex head = at;
  for (int step = 0; step < 8; ++step) {
    if (!tree.has_head(head)) break;
    const TokenIndex above = tree.head(head);
    const Relation r = tree.relation(head);
    const bool modifier = r == Relation::kAmod || r == Relation::kCompound || r == Relation::kNummod || r == Relation::kDet ||
                          r == Relation::kNmodPoss || r == Relation::kAdvmod || r == Relation::kFlat || r == Relation::kDetPredet;
    if (!modifier || above < head || above > at + 8) break;
    head = above;
  }
  return head;
}

}  // namespace

bool FrameMatcher::template_at(const Template& t, TokenIndex at, const State* state, std::vector<Argument>* arguments, TokenIndex* end) const {
  for (const TemplatePart& part : t) {
    while (at < tree_.size() && (tree_.is_hyphen(at) || tree_.relation(at) == Relation::kDet) && part.kind == TemplatePart::Kind::kWords &&
           !tree_.matches(part.words, at)) ++at;
    if (at >= tree_.size()) return false;
    if (part.kind == TemplatePart::Kind::kAny) {
      ++at;
      continue;
    }
    if (part.kind == TemplatePart::Kind::kWords) {
      TokenIndex first = at, last = at + 1;
      if (!tree_.matches(part.words, at, &first, &last) || first != at) return false;
      at = last;
      continue;
    }
    const TokenIndex head = phrase_head(tree_, at);
    if (state == nullptr || !tree_.is_nominal(head)) return false;
    auto some = fillers_.fill(part.roles, 0, head, state->type);
    if (some.empty()) return false;
    arguments->insert(arguments->end(), some.begin(), some.end());
    at = std::max(head + 1, arguments->back().tokens.last);
  }
  *end = at;
  return true;
}

void FrameMatcher::apply_below(const std::vector<Template>& templates, State& state) const {
  const TokenIndex stop = std::min(tree_.size(), state.last + kReach);
  // "Licences to export magnets were issued": what the act is done to may stand before it.
  TokenIndex from = state.last;
  for (const TokenIndex object : state.objects) from = std::min(from, object + 1);
  for (const Template& t : templates) {
    for (TokenIndex at = from; at < stop; ++at) {
      std::vector<Argument> found;
      TokenIndex end = 0;
      if (!template_at(t, at, &state, &found, &end)) continue;
      // In the same clause: below the trigger, its objects or the verb above it.
      const TokenIndex top = state.above < tree_.size() ? state.above : state.t;
      const bool near = tree_.dominates(top, at) || std::ranges::find(state.zone, at) != state.zone.end() || at == state.last ||
                        std::ranges::any_of(state.objects, [&](TokenIndex o) { return tree_.dominates(o, at); });
      if (!near) continue;
      for (const Argument& argument : found) {
        const bool taken = has_role(state, argument.role);
        const bool same = std::ranges::any_of(found, [&](const Argument& a) { return &a != &argument && a.role == argument.role; });
        if (!taken || same) state.arguments.push_back(argument);
      }
      break;
    }
  }
}

bool FrameMatcher::is_never(const std::vector<Template>& templates, const State& state) const {
  for (const Template& t : templates) {
    const TokenIndex reach = static_cast<TokenIndex>(2 * t.size());
    for (TokenIndex at = state.t > reach ? state.t - reach : 0; at <= state.t; ++at) {
      TokenIndex end = 0;
      if (template_at(t, at, nullptr, nullptr, &end) && end > state.t) return true;
    }
  }
  return false;
}

// Where the tree does not tell: the only law that the sentence names is that of its acts.
void FrameMatcher::add_only_law(State& state) const {
  if (!rules::type_has_role(state.type, static_cast<rules::RoleId>(Role::kInstrument)) || has_role(state, Role::kInstrument)) return;
  const EntityMention* only = nullptr;
  for (const EntityMention* m : fillers_.mentions()) {
    const bool on_trigger = m->tokens.first <= state.t && state.t < m->tokens.last;
    const Upos head = tree_.token(m->tokens.head).upos;
    const bool named = head == Upos::kPropn || head == Upos::kNum;
    if (m->kind != EntityKind::kInstrument || on_trigger || !named || !tree_.any_matches(rules_.words("law_noun"), m->tokens.first, m->tokens.last)) continue;
    if (only != nullptr) return;
    only = m;
  }
  if (only != nullptr) state.arguments.push_back({Role::kInstrument, only->tokens, only, false});
}

// The trigger's zone, that of the verb above it, and what hangs on the verbs and nouns that lead to it: "on Friday the
// ministry announced its decision to ban".
std::vector<TokenIndex> FrameMatcher::surroundings(const State& state) const {
  const TokenIndex clause = frame_clause(tree_, state.t);
  std::vector<TokenIndex> near = state.zone;
  if (clause != state.t) {
    for (const TokenIndex i : extract::zone(tree_, clause, false)) near.push_back(i);
  }
  // "duties imposed in 2018 under a decree": what stands by the participle of a noun.
  for (const TokenIndex c : tree_.children(state.t)) {
    const bool participle = !tree_.is_verb(state.t) && tree_.is_verb(c) && (tree_.relation(c) == Relation::kAcl || tree_.relation(c) == Relation::kAclRelcl);
    if (!participle) continue;
    for (const TokenIndex i : extract::zone(tree_, c, false)) near.push_back(i);
  }
  TokenIndex at = clause;
  for (int step = 0; step < 4 && tree_.has_head(at); ++step) {
    const Relation r = tree_.relation(at);
    const bool leads = r == Relation::kXcomp || r == Relation::kAcl || r == Relation::kAdvcl || (tree_.is_nominal(at) && (r == Relation::kObj || r == Relation::kNmod)) ||
                       (tree_.is_verb(at) && (r == Relation::kConj || r == Relation::kObl || r == Relation::kNmod));
    if (!leads || tree_.has_child(at, Relation::kNsubj) || tree_.has_child(at, Relation::kNsubjPass)) break;
    at = tree_.head(at);
    for (const TokenIndex c : tree_.children(at)) {
      const Relation below = tree_.relation(c);
      const bool fronted = c < clause || r != Relation::kConj;
      if (!fronted || (below != Relation::kObl && below != Relation::kOblUnmarked && below != Relation::kNmod && below != Relation::kAdvmod && below != Relation::kNmodUnmarked)) continue;
      near.push_back(c);
      for (const TokenIndex inner : tree_.children(c)) near.push_back(inner);
    }
  }
  return near;
}

// "in Proclamation 9705", "under the bill": laws and papers that no list has.
bool FrameMatcher::is_paper(TokenIndex i) const {
  const language::Token& token = tree_.token(i);
  if (token.upos != Upos::kPropn && token.upos != Upos::kNoun) return false;
  if (!tree_.matches(rules_.words("instrument_noun"), i)) return false;
  return token.upos == Upos::kPropn || tree_.has_child(i, Relation::kNummod) || tree_.has_child(i, Relation::kNmodPoss);
}

// "the Caesar Act, a law that bans": the name of a paper that is only described.
TokenIndex FrameMatcher::named_paper(TokenIndex paper) const {
  const TokenIndex first = fillers_.argument(Role::kInstrument, paper).tokens.first;
  if (first < 2 || tree_.form(first - 1) != ",") return paper;
  const EntityMention* m = fillers_.mention_at(first - 2);
  return m != nullptr && m->kind == EntityKind::kInstrument ? m->tokens.head : paper;
}

// The paper that does the act: "the bill would ban", "signed an order removing", "a law which lifts"; size() when there is none.
TokenIndex FrameMatcher::paper_above(const State& state) const {
  const auto is_paper_of_act = [&](TokenIndex i) {
    const EntityMention* m = fillers_.mention_at(i);
    if (m != nullptr && !m->reference) return m->kind == EntityKind::kInstrument;
    return tree_.is_nominal(i) && tree_.matches(rules_.words("paper_noun"), i);
  };
  TokenIndex at = frame_clause(tree_, state.t);
  for (int step = 0; step < 4; ++step) {
    if (tree_.is_verb(at) && !tree_.is_passive(at)) {
      for (const TokenIndex subject : subjects(tree_, at)) {
        if (is_paper_of_act(subject)) return named_paper(subject);
      }
      // "an order to block", whatever the infinitive hangs on
      const TokenIndex to = tree_.child(at, Relation::kMark);
      if (to < tree_.size() && to > 0 && to < at && is_paper_of_act(to - 1)) return named_paper(to - 1);
    }
    if (!tree_.has_head(at) || tree_.has_child(at, Relation::kNsubj)) break;
    const Relation r = tree_.relation(at);
    const TokenIndex above = tree_.head(at);
    if (r == Relation::kAcl && is_paper_of_act(above)) return named_paper(above);
    const bool leads = r == Relation::kXcomp || r == Relation::kConj || (r == Relation::kObj && !tree_.is_verb(at));
    if (!leads) break;
    at = above;
  }
  return tree_.size();
}

// "reciprocal tariffs", "most favoured nation": the name of a measure or status is not what it is done by.
bool FrameMatcher::is_measure_name(const EntityMention& name) const {
  const bool numbered = std::ranges::any_of(std::views::iota(name.tokens.first, name.tokens.last), [&](TokenIndex i) { return tree_.token(i).upos == Upos::kNum; });
  return !numbered && tree_.matches(rules_.words("no_instrument"), name.tokens.head);
}

void FrameMatcher::add_measures(State& state) const {
  const std::vector<TokenIndex> near = surroundings(state);
  const auto is_near = [&](const EntityMention& m) {
    for (TokenIndex i = m.tokens.first; i < m.tokens.last; ++i) {
      if (std::ranges::find(near, i) != near.end()) return true;
    }
    return false;
  };
  for (const EntityMention* m : fillers_.mentions()) {
    Role role = Role::kRate;
    if (m->kind == EntityKind::kRate) role = Role::kRate;
    else if (m->kind == EntityKind::kAmount) role = Role::kAmount;
    else if (m->kind == EntityKind::kInstrument && !is_measure_name(*m)) role = Role::kInstrument;
    else continue;
    if (!rules::type_has_role(state.type, static_cast<rules::RoleId>(role)) || !is_near(*m)) continue;
    if (role != Role::kRate && has_role(state, role)) continue;
    // "nine vessels": how many a measure against somebody hits is part of whom it hits.
    const bool count = role == Role::kAmount && m->currency.empty() && rules_.types()[state.frame->type].personal;
    if (count) continue;
    state.arguments.push_back({role, m->tokens, m, false});
  }
  add_dates(state);
  if (!has_role(state, Role::kInstrument)) {
    for (const TokenIndex i : near) {
      const bool phrase = tree_.relation(i) == Relation::kObl || tree_.relation(i) == Relation::kNmod;
      if (!phrase || !is_paper(i)) continue;
      state.arguments.push_back(fillers_.argument(Role::kInstrument, i));
      break;
    }
  }
  add_only_law(state);
  if (!has_role(state, Role::kInstrument)) {
    const TokenIndex paper = paper_above(state);
    if (paper < tree_.size()) state.arguments.push_back(fillers_.argument(Role::kInstrument, paper));
  }
  if (!rules::type_has_role(state.type, static_cast<rules::RoleId>(Role::kPlace)) || has_role(state, Role::kPlace)) return;
  const rules::WordSet& at_place = rules_.words("place_preposition");
  for (const TokenIndex i : near) {
    const Relation r = tree_.relation(i);
    if (r != Relation::kObl && r != Relation::kNmod) continue;
    const EntityMention* m = fillers_.mention_at(i);
    const bool placed = m != nullptr && (m->kind == EntityKind::kPlace || m->kind == EntityKind::kCountry);
    if (!placed && tree_.token(i).upos != Upos::kPropn) continue;
    if (m != nullptr && !placed) continue;
    const auto words = tree_.case_of(i);
    if (words.size() == 1 && tree_.matches(at_place, words.front())) {
      state.arguments.push_back(fillers_.argument(Role::kPlace, i));
      return;
    }
  }
}

void FrameMatcher::match_patterns(std::vector<FrameMatch>& out) const {
  const language::Sentence& sentence = analysis_.sentences[sentence_];
  const std::string_view text = base::slice(analysis_.text, sentence.span);
  for (const rules::PatternHit& hit : rules_.match_patterns(text)) {
    const auto token_at = [&](std::uint32_t byte) {
      TokenIndex i = 0;
      while (i + 1 < tree_.size() && tree_.token(i).span.end <= byte + sentence.span.start) ++i;
      return i;
    };
    FrameMatch match;
    match.candidate.type = rules_.types()[hit.type].name;
    match.candidate.rule = hit.id;
    const TokenIndex t = token_at(hit.trigger.start);
    match.candidate.trigger = {sentence_, t, t + 1, t};
    match.candidate.clause = frame_clause(tree_, t);
    for (const auto& [role, span] : hit.roles) {
      const TokenIndex first = token_at(span.start);
      const TokenIndex head = phrase_head(tree_, first);
      auto some = fillers_.fill({role}, rules::KindSet{1} << rules::kBitAny, head, match.candidate.type);
      auto& arguments = match.candidate.arguments;
      arguments.insert(arguments.end(), some.begin(), some.end());
    }
    match.score = 6;
    out.push_back(std::move(match));
  }
}

}  // namespace tradewire::extract
