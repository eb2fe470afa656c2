// FrameMatcher: one sentence against all frames. Gives every frame that fits, several for one trigger; which of them
// stay is for select.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extract/fillers.h"
#include "extract/frames.h"
#include "extract/tree.h"

namespace tradewire::extract {

// A frame that fits.
struct FrameMatch {
  Candidate candidate;
  const rules::Frame* frame = nullptr;   // null for a pattern
  std::vector<TokenIndex> consumed;      // heads of the words that its slots asked for
  int score = 0;
};

// The token that heads the clause which says the act: the trigger, or the light verb above it.
TokenIndex frame_clause(const Tree& tree, TokenIndex t);

// Whether the mention is a date that tells when something happens, not one of a dateline nor one that names a thing ("the May 3
// notice"). `trigger` heads the act that it is asked for.
bool tells_when(const Analysis& analysis, const Tree& tree, const EntityMention& date, TokenIndex trigger, const rules::RuleSet& rules);

// Whether a tagged sentence may hold an act at all: only such a sentence is worth a tree. `sure`: its parts of speech will
// not change any more (retag.h); else they are not looked at.
bool may_act(const language::Sentence& sentence, std::string_view text, const rules::RuleSet& rules, bool sure);

class FrameMatcher {
 public:
  FrameMatcher(const Analysis& analysis, std::uint32_t sentence, const rules::RuleSet& rules, std::vector<TriggerTrace>* trace);

  std::vector<FrameMatch> run();
  const Tree& tree() const { return tree_; }

 private:
  struct State;  // one attempt

  void match_token(TokenIndex t, std::vector<FrameMatch>& out);
  std::optional<FrameMatch> match_frame(const rules::Frame& frame, TokenIndex t, std::string& reason);
  bool match_trigger(const rules::Frame& frame, TokenIndex t, State& state) const;
  bool within_phrase_words(const rules::Frame& frame, const State& state) const;

  bool fill_slot(const rules::Slot& slot, State& state) const;
  bool is_governed(std::vector<TokenIndex> above, const rules::Slot& slot, const State& state) const;
  bool fill_from(const std::vector<TokenIndex>& places, const rules::Slot& slot, State& state) const;
  std::vector<rules::RoleId> open_roles(const rules::Slot& slot, const State& state) const;
  std::vector<TokenIndex> given_to(const State& state) const;
  bool is_said_to_be(TokenIndex noun, TokenIndex verb) const;
  std::vector<TokenIndex> places_of(const rules::Slot& slot, const State& state) const;
  bool asks_somebody(TokenIndex word) const;
  TokenIndex asked_before(TokenIndex v) const;
  TokenIndex subject_behind_apposition(TokenIndex v) const;
  TokenIndex planner_behind_noun(TokenIndex to) const;
  TokenIndex planner_before(TokenIndex v) const;
  TokenIndex noun_behind_opening(TokenIndex v) const;
  TokenIndex subject_behind_opening(TokenIndex v) const;
  std::vector<TokenIndex> subjects_or_before(TokenIndex v) const;
  std::vector<TokenIndex> lost_objects(TokenIndex v) const;
  bool is_attribute(const State& state) const;
  bool is_definite(TokenIndex noun) const;
  std::vector<TokenIndex> prepositional(const rules::Slot& slot, const State& state) const;
  bool fill_before(const rules::Slot& slot, State& state) const;
  bool slot_words_match(const rules::Slot& slot, TokenIndex head, const State& state, TokenIndex* found) const;
  void set_zone(State& state) const;
  void leave_out_sources(State& state) const;

  void add_light_subject(State& state) const;
  void add_lost_actor(State& state) const;
  TokenIndex blamed_before(TokenIndex noun) const;
  void add_doer_before(State& state) const;
  void add_owner_of_door(State& state) const;
  void take_actor(TokenIndex head, State& state) const;
  bool is_own_clause(TokenIndex at) const;
  bool decides(TokenIndex at, const State& state) const;
  bool leads_to_doer(TokenIndex from, TokenIndex verb, bool noun, bool joint) const;
  void turn_to_target(State& state) const;
  std::vector<TokenIndex> owners_of(TokenIndex noun) const;
  void add_lost_target(State& state) const;
  void add_lost_goods(State& state) const;
  std::vector<TokenIndex> surroundings(const State& state) const;
  bool is_paper(TokenIndex i) const;
  TokenIndex named_paper(TokenIndex paper) const;
  TokenIndex paper_above(const State& state) const;
  void add_measures(State& state) const;
  void add_dates(State& state) const;
  std::vector<TokenIndex> date_governors(const State& state) const;
  bool is_main(TokenIndex clause) const;
  bool is_date_of(const EntityMention& date, const State& state, const std::vector<TokenIndex>& governors) const;
  bool is_measure_name(const EntityMention& name) const;
  void add_only_law(State& state) const;
  void apply_below(const std::vector<rules::Template>& templates, State& state) const;
  bool is_never(const std::vector<rules::Template>& templates, const State& state) const;
  bool template_at(const rules::Template& t, TokenIndex at, const State* state, std::vector<Argument>* arguments, TokenIndex* end) const;
  std::string objection(const rules::Frame& frame, const State& state) const;
  bool is_habit(const State& state) const;
  bool is_topic(TokenIndex noun) const;
  bool is_heading() const;
  bool has_role(const State& state, Role role) const;
  void match_patterns(std::vector<FrameMatch>& out) const;
  Candidate finish(const rules::Frame& frame, State& state) const;
  void turn_to_destination(Candidate& candidate) const;
  bool crosses_border(const State& state) const;
  void turn_foreign(const rules::Frame& frame, Candidate& candidate) const;

  const Analysis& analysis_;
  std::uint32_t sentence_;
  const rules::RuleSet& rules_;
  std::vector<TriggerTrace>* trace_;
  Tree tree_;
  rules::FrameFilter::Seen seen_;
  Fillers fillers_;
};

}  // namespace tradewire::extract
