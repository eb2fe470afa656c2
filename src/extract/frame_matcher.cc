#include "extract/frame_matcher.h"

#include <algorithm>
#include <array>

#include "extract/arguments.h"
#include "extract/frame_state.h"
#include "rules/event_types.h"

namespace tradewire::extract {

using language::Upos;
using rules::Frame;
using rules::Slot;
using rules::SlotKey;
using rules::TriggerKind;

namespace {

bool has_right_part_of_speech(const Frame& frame, const language::Token& token) {
  const Upos tag = token.upos;
  switch (frame.kind) {
    case TriggerKind::kVerb: return tag == Upos::kVerb;
    case TriggerKind::kNoun: return tag == Upos::kNoun || tag == Upos::kPropn;
    case TriggerKind::kAdjective: {
      const bool finite = token.features.person == 3 && token.features.number == language::Number::kSing;  // "exempts" is no "is exempt"
      return tag == Upos::kAdj || tag == Upos::kAdv || (tag == Upos::kVerb && !finite);
    }
  }
  return false;
}

rules::FrameFilter::Seen seen_in(const WordNumbers& words, const rules::RuleSet& rules) {
  auto all = words.lemmas;
  all.insert(all.end(), words.forms.begin(), words.forms.end());
  return rules.filter().see(all);
}

// The words by which a token may trigger a frame: its lemma; also its form, where it is no verb.
std::array<rules::WordId, 2> trigger_words(rules::WordId lemma, rules::WordId form, Upos tag) {
  const bool verb = tag == Upos::kVerb || tag == Upos::kAux;
  return {lemma, verb || form == lemma ? rules::kNoWord : form};
}

}  // namespace

bool may_act(const language::Sentence& sentence, std::string_view text, const rules::RuleSet& rules, bool sure) {
  const WordNumbers words = word_numbers(sentence, text, rules.lexicon());
  const auto seen = seen_in(words, rules);
  for (std::size_t t = 0; t < sentence.tokens.size(); ++t) {
    const Upos tag = sentence.tokens[t].upos;
    const auto triggers = sure ? trigger_words(words.lemmas[t], words.forms[t], tag) : std::array{words.lemmas[t], words.forms[t]};
    for (const rules::WordId word : triggers) {
      for (const std::uint32_t index : rules.frames_of(word)) {
        const bool right = !sure || has_right_part_of_speech(rules.frames()[index], sentence.tokens[t]);
        if (right && rules.filter().may_fit(index, seen)) return true;
      }
    }
  }
  return !rules.match_patterns(base::slice(text, sentence.span)).empty();
}

FrameMatcher::FrameMatcher(const Analysis& analysis, std::uint32_t sentence, const rules::RuleSet& rules, std::vector<TriggerTrace>* trace)
    : analysis_(analysis), sentence_(sentence), rules_(rules), trace_(trace),
      tree_(analysis.sentences[sentence], analysis.text, rules.lexicon(), &rules.words("controller_preposition"), &rules.words("blame_preposition")),
      seen_(seen_in(tree_.words(), rules)), fillers_(analysis, sentence, tree_, rules) {}

std::vector<FrameMatch> FrameMatcher::run() {
  std::vector<FrameMatch> out;
  for (TokenIndex t = 0; t < tree_.size(); ++t) match_token(t, out);
  match_patterns(out);
  return out;
}

void FrameMatcher::match_token(TokenIndex t, std::vector<FrameMatch>& out) {
  const auto try_all = [&](rules::WordId word) {
    for (const std::uint32_t index : rules_.frames_of(word)) {
      const Frame& frame = rules_.frames()[index];
      if (!has_right_part_of_speech(frame, tree_.token(t))) continue;
      // Whoever wants the reasons gets those of the slots, one by one.
      if (trace_ == nullptr && !rules_.filter().may_fit(index, seen_)) continue;
      std::string reason;
      auto match = match_frame(frame, t, reason);
      if (trace_ != nullptr && (match || !reason.empty())) {
        trace_->push_back({tree_.token(t).span, frame.id, match ? "fired" : reason, match.has_value()});
      }
      if (match) out.push_back(*std::move(match));
    }
  };
  for (const rules::WordId word : trigger_words(tree_.lemma(t), tree_.lower(t), tree_.token(t).upos)) try_all(word);
}

bool FrameMatcher::match_trigger(const Frame& frame, TokenIndex t, State& state) const {
  state.t = t;
  state.first = t;
  state.last = t + 1;
  for (const rules::Phrase& phrase : frame.triggers.phrases()) {
    if (frame.kind == TriggerKind::kNoun) {
      TokenIndex at = t + 1;
      std::size_t k = phrase.size();
      while (k > 0 && at > 0 && tree_.in(phrase[k - 1], at - 1)) {
        --at, --k;
        while (k > 0 && at > 0 && tree_.is_hyphen(at - 1)) --at;
      }
      if (k > 0) continue;
      state.first = at;
      while (tree_.is_hyphen(state.first)) ++state.first;
      return true;
    }
    if (!tree_.in(phrase[0], t)) continue;
    // A verb's further words follow it in order, its object may stand between: "called the talks off".
    TokenIndex at = t + 1;
    std::size_t k = 1;
    for (; at < tree_.size() && at <= t + 6 && k < phrase.size(); ++at) {
      const bool below = tree_.has_head(at) && (tree_.dominates(t, at) || at == t + k);
      if (below && tree_.in(phrase[k], at) && (at == t + k || tree_.relation(at) != Relation::kMark)) {
        const bool next = at == t + k;
        const bool loose = tree_.relation(at) == Relation::kCompoundPrt || tree_.relation(at) == Relation::kAdvmod;
        if (!next && !loose && phrase.size() == 2) continue;
        ++k;
      }
    }
    if (k < phrase.size()) continue;
    state.last = at;
    return true;
  }
  const auto& words = frame.triggers;
  return words.has(tree_.lemma(t)) || (frame.kind != TriggerKind::kVerb && words.has(tree_.lower(t)));
}

std::optional<FrameMatch> FrameMatcher::match_frame(const Frame& frame, TokenIndex t, std::string& reason) {
  State state;
  state.frame = &frame;
  if (!match_trigger(frame, t, state)) return std::nullopt;
  if (frame.voice != rules::Voice::kAny && (frame.voice == rules::Voice::kPassive) != tree_.is_passive(t)) return std::nullopt;
  state.type = rules_.types()[frame.type].name;
  state.trigger_word = tree_.size();
  state.above = frame.kind == TriggerKind::kNoun ? light_verb_above(tree_, t) : tree_.size();
  set_zone(state);
  leave_out_sources(state);
  for (const Slot& slot : frame.slots) {
    if (fill_slot(slot, state)) {
      const bool asks_nothing = slot.key == SlotKey::kGovernor && slot.is.empty();  // only what must not stand above
      if (!asks_nothing) state.filled.push_back(slot.name);
    } else if (slot.need) {
      reason = "its '" + slot.name + "' is missing or none of the words asked for";
      return std::nullopt;
    }
  }
  reason = objection(frame, state);
  if (!reason.empty()) return std::nullopt;
  turn_to_target(state);
  add_light_subject(state);
  add_owner_of_door(state);
  add_lost_actor(state);
  add_doer_before(state);
  const rules::EventType& type = rules_.types()[frame.type];
  apply_below(frame.below, state);
  apply_below(type.below, state);
  add_lost_target(state);
  add_lost_goods(state);
  if (frame.abroad && !crosses_border(state)) {
    reason = "no goods of another country";
    return std::nullopt;
  }
  add_measures(state);

  FrameMatch match;
  match.frame = &frame;
  match.consumed = state.consumed;
  const int phrase = static_cast<int>(state.last - state.first) - 1;
  match.score = frame.priority * 100 + state.words * 4 + phrase * 3 + (frame.about.empty() ? 0 : 4) +
                static_cast<int>(std::min<std::size_t>(state.filled.size(), 3));
  match.candidate = finish(frame, state);
  return match;
}

std::string FrameMatcher::objection(const Frame& frame, const State& state) const {
  for (const auto& group : frame.needs) {
    const bool met = std::ranges::any_of(group, [&](const std::string& name) {
      return std::ranges::find(state.filled, name) != state.filled.end();
    });
    if (!met) return "none of the slots that it needs is filled";
  }
  if (frame.needs.empty() && !frame.needs_nothing) {
    const bool definite = frame.definite && (tree_.has_child(state.t, Relation::kDet) || tree_.has_child(state.t, Relation::kNmodPoss));
    const bool light = frame.kind == TriggerKind::kNoun && state.above < tree_.size() && tree_.matches(rules_.words("light"), state.above);
    if (state.filled.empty() && !definite && !light) return "no slot is filled";
  }
  if (frame.indefinite && is_definite(state.t)) return "one that is known already";
  if (!within_phrase_words(frame, state)) return "the words beside it say another thing";
  if (is_never(frame.never, state) || is_never(rules_.types()[frame.type].never, state)) return "a phrase under `never`";
  const EntityMention* name = fillers_.mention_at(state.t);
  const bool inside_name = frame.kind == TriggerKind::kNoun && name != nullptr && !name->reference && name->kind != EntityKind::kCommodity &&
                           name->kind <= EntityKind::kPlace && name->tokens.last - name->tokens.first > 1;
  // "anti-dumping duties" is an instrument and an act as well; "the Tariff Act" is a name only.
  const bool common = inside_name && name->kind == EntityKind::kInstrument && tree_.token(state.t).upos == Upos::kNoun;
  if (inside_name && !common) return "part of a name";
  if (is_attribute(state)) return "an attribute of some party, no act";
  if (is_habit(state)) return "told as a habit";
  if (frame.kind == TriggerKind::kNoun && state.filled.empty() && is_topic(state.t)) return "a topic, no act";
  if (frame.kind == TriggerKind::kNoun && is_heading()) return "a heading";
  return {};
}

bool FrameMatcher::within_phrase_words(const Frame& frame, const State& state) const {
  if (frame.about.empty() && frame.without.empty()) return true;
  TokenIndex first = state.first;
  std::vector<TokenIndex> tokens;
  const auto is_case = [&](TokenIndex i) { return tree_.relation(i) == Relation::kDet; };
  // The trigger's own phrase: its premodifiers, its word, what its prepositions bring.
  while (first > 0 && state.first - first < 6 && tree_.dominates(state.t, first - 1) && !is_case(first - 1)) --first;
  for (TokenIndex i = first; i < state.last; ++i) tokens.push_back(i);
  const bool noun = frame.kind == TriggerKind::kNoun;
  // "tariff threats": what the noun is part of.
  if (noun && tree_.relation(state.t) == Relation::kCompound && tree_.has_head(state.t)) tokens.push_back(tree_.head(state.t));
  std::vector<TokenIndex> near = tokens;
  near.insert(near.end(), state.zone.begin(), state.zone.end());
  if (!noun) {
    for (TokenIndex i = tree_.left(state.t); i < state.t; ++i) near.push_back(i);
  }
  const auto any = [&](const rules::WordSet& set, const std::vector<TokenIndex>& where) {
    return std::ranges::any_of(where, [&](TokenIndex i) { return tree_.matches(set, i); });
  };
  if (!frame.about.empty() && !any(frame.about, near)) return false;
  return frame.without.empty() || !any(frame.without, noun ? tokens : near);
}

bool FrameMatcher::is_definite(TokenIndex noun) const {
  const TokenIndex det = tree_.child(noun, Relation::kDet);
  return tree_.has_child(noun, Relation::kNmodPoss) || (det < tree_.size() && tree_.matches(rules_.words("definite"), det));
}

// "any sanctioned person", "blacklisted companies": what kind of party is meant. "The delisted firms" are particular ones.
bool FrameMatcher::is_attribute(const State& state) const {
  if (state.frame->kind != TriggerKind::kVerb || tree_.relation(state.t) != Relation::kAmod || !tree_.has_head(state.t)) return false;
  const TokenIndex noun = tree_.head(state.t);
  if (noun < state.t || tree_.token(state.t).features.verb_form == language::VerbForm::kFin) return false;
  return !is_definite(noun) && !tree_.has_child(state.t, Relation::kAdvmod) && fillers_.is_party(noun);
}

bool FrameMatcher::is_habit(const State& state) const {
  const TokenIndex clause = frame_clause(tree_, state.t);
  const rules::WordSet& habit = rules_.words("habit");
  for (const TokenIndex c : tree_.children(clause)) {
    if (tree_.matches(habit, c)) return true;
    for (const TokenIndex inner : tree_.children(c)) {
      if (tree_.relation(c) == Relation::kObl && tree_.matches(habit, inner)) return true;
    }
  }
  return false;
}

bool FrameMatcher::is_topic(TokenIndex noun) const {
  if (!tree_.has_head(noun) || tree_.relation(noun) != Relation::kNmod) return false;
  const TokenIndex above = tree_.head(noun);
  if (tree_.matches(rules_.words("topic"), above)) return true;
  return tree_.token(above).upos == Upos::kNoun && !tree_.has_child(noun, Relation::kDet) && !tree_.has_child(noun, Relation::kNmodPoss);
}

// A short line of the body without a full stop names what follows: nobody does anything there.
bool FrameMatcher::is_heading() const {
  const language::Sentence& sentence = analysis_.sentences[sentence_];
  if (analysis_.in_title || tree_.size() > 12 || tree_.token(tree_.size() - 1).upos == Upos::kPunct) return false;
  const auto end = sentence.span.end;
  return end < analysis_.text.size() && analysis_.text[end] == '\n';
}

bool FrameMatcher::has_role(const State& state, Role role) const {
  return std::ranges::any_of(state.arguments, [&](const Argument& a) { return a.role == role; });
}

TokenIndex frame_clause(const Tree& tree, TokenIndex t) {
  if (tree.is_verb(t)) return t;
  const TokenIndex above = light_verb_above(tree, t);
  if (above < tree.size()) return above;
  return t;
}

Candidate FrameMatcher::finish(const Frame& frame, State& state) const {
  Candidate out;
  out.type = std::string(state.type);
  out.rule = frame.id;
  out.trigger = {sentence_, state.first, state.last, state.t};
  out.clause = frame_clause(tree_, state.t);
  out.polarity = parse_word<Polarity>(frame.polarity);
  out.modality = parse_word<Modality>(frame.modality);
  if (frame.trigger_slot && state.trigger_word < tree_.size()) {
    out.clause = state.t;
    out.trigger = {sentence_, state.trigger_word, state.trigger_word + 1, state.trigger_word};
  } else if (frame.kind == TriggerKind::kVerb) {
    // The phrase's words may lie apart; the trigger shown is what is contiguous.
    if (state.last - state.first > 3) out.trigger.last = state.first + 1;
  }
  // One filler once.
  for (Argument& argument : state.arguments) {
    // "the maker that won permits": the clause that tells which maker is the act itself.
    const bool holds_act = argument.tokens.head < out.trigger.first && out.trigger.first < argument.tokens.last;
    if (holds_act) argument.tokens.last = argument.tokens.head + 1;
    const bool known = std::ranges::any_of(out.arguments, [&](const Argument& other) {
      return other.role == argument.role && other.tokens.first < argument.tokens.last && argument.tokens.first < other.tokens.last;
    });
    // "Kyiv tightened its exports": the pronoun names nobody new.
    const bool again = argument.mention != nullptr && argument.mention->reference && argument.mention->entity != nullptr &&
                       std::ranges::any_of(out.arguments, [&](const Argument& other) {
                         return other.role == argument.role && other.mention != nullptr && other.mention->entity == argument.mention->entity;
                       });
    const bool on_trigger = argument.tokens.first <= out.trigger.head && out.trigger.head < argument.tokens.last;
    // "urged China to readmit them": a word that stands for nothing named tells no target.
    const bool named = argument.mention != nullptr && (argument.mention->entity != nullptr || !argument.mention->members.empty());
    const bool empty = argument.role == Role::kTarget && !named && tree_.token(argument.tokens.head).upos == Upos::kPron;
    if (!known && !again && !on_trigger && !empty) out.arguments.push_back(argument);
  }
  turn_to_destination(out);
  turn_foreign(frame, out);
  return out;
}

// "Brazil halts China exports", "Boeing resumes China deliveries": a country's own name before the goods of another is where they go.
void FrameMatcher::turn_to_destination(Candidate& candidate) const {
  if (!rules::type_has_role(candidate.type, static_cast<rules::RoleId>(Role::kDestination))) return;
  for (Argument& argument : candidate.arguments) {
    const EntityMention* m = argument.mention;
    const bool name = argument.role == Role::kActor && m != nullptr && m->kind == EntityKind::kCountry && !m->metonym && !m->reference &&
                      tree_.relation(m->tokens.head) == Relation::kCompound && tree_.token(m->tokens.head).upos == Upos::kPropn;
    if (!name || !tree_.has_head(m->tokens.head) || !tree_.matches(rules_.words("flow"), tree_.head(m->tokens.head))) continue;
    const bool other = std::ranges::any_of(candidate.arguments, [&](const Argument& a) {
      return a.role == Role::kActor && &a != &argument && (a.mention == nullptr || a.mention->entity != m->entity);
    });
    if (other) argument.role = Role::kDestination;
  }
}

// Whether a country acts on the goods of another.
bool FrameMatcher::crosses_border(const State& state) const {
  const auto country_of = [&](Role role) -> std::string_view {
    for (const Argument& a : state.arguments) {
      const bool known = a.role == role && a.mention != nullptr && a.mention->entity != nullptr;
      if (known && !a.mention->entity->country.empty()) return a.mention->entity->country;
    }
    return {};
  };
  const std::string_view actor = country_of(Role::kActor);
  const std::string_view target = country_of(Role::kTarget);
  return !actor.empty() && !target.empty() && actor != target;
}

// "China halts Brazilian beef exports": who acts and whose goods they are tell from which side of the border it is done.
void FrameMatcher::turn_foreign(const rules::Frame& frame, Candidate& candidate) const {
  const std::string& foreign = rules_.types()[frame.type].foreign;
  if (foreign.empty() || frame.kind != TriggerKind::kVerb) return;
  const auto country_of = [](const Argument& a) -> std::string_view {
    return a.role == Role::kActor && a.mention != nullptr && a.mention->entity != nullptr ? std::string_view(a.mention->entity->country) : std::string_view();
  };
  const auto owns_goods = [&](const Argument& a) {
    const Relation r = tree_.relation(a.tokens.head);
    const bool modifies = r == Relation::kAmod || r == Relation::kCompound || r == Relation::kNmod || r == Relation::kNmodPoss;
    return modifies && a.mention != nullptr && (a.mention->kind == EntityKind::kCountry || a.mention->kind == EntityKind::kBloc);
  };
  const auto actor = std::ranges::find_if(candidate.arguments, [&](const Argument& a) { return !country_of(a).empty() && !owns_goods(a); });
  const auto owner = std::ranges::find_if(candidate.arguments, [&](const Argument& a) { return !country_of(a).empty() && owns_goods(a); });
  if (actor == candidate.arguments.end() || owner == candidate.arguments.end() || country_of(*actor) == country_of(*owner)) return;
  owner->role = Role::kTarget;
  candidate.type = foreign;
  std::erase_if(candidate.arguments, [&](const Argument& a) { return !rules::type_has_role(foreign, static_cast<rules::RoleId>(a.role)); });
}

}  // namespace tradewire::extract
