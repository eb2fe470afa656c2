// ModalityWalk: the walk from one trigger through its sentence that find_reality() makes. For modality*.cc only.
//
//     modality.cc             the order of the walk, and what is settled at its end
//     modality_above.cc       what governs the act: "plans to", "refused to", "a proposal to", "signed an order to"
//     modality_heads.cc       which word that is, also where the parser lost it
//     modality_beside.cc      modals, adverbs, adjectives and negations beside it
//     modality_conditions.cc  on what it depends
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "extract/modality.h"

namespace tradewire::extract {

// By the order of events.md, section 5: the higher holds.
int rank_of(Modality modality);

// Objects and what passes for one: also passive subjects and phrases of verbs.
bool is_object(language::Relation relation);

// What a word makes of the act that it governs or stands beside.
struct ModalWord {
  Cue cue;
  Modality modality;
};

class ModalityWalk {
 public:
  // What is given must outlive this.
  ModalityWalk(const Cues& cues, const Scope& scope, const RealityContext& context) : cues_(cues), scope_(scope), context_(context) {}

  Reality run();

 private:
  using Relation = language::Relation;

  void take(Modality modality, const CueHit& hit);
  void flip(const CueHit& hit);
  bool is_own(std::uint32_t at) const;
  bool speech_cue(std::uint32_t at) const { return context_.speech && context_.speech->cue.head == at; }
  bool type_in(std::string_view table) const { return !cues_.value(table, context_.candidate->type).empty(); }

  // modality_above.cc
  void climb(std::uint32_t start, std::uint32_t clause, bool in_clause);
  bool go_up(std::uint32_t at, std::uint32_t above, Relation relation, bool in_clause);
  bool take_governor(std::uint32_t at, std::uint32_t above, Relation relation);
  bool take_modal_governor(std::uint32_t at, std::uint32_t above, Relation relation);
  bool take_negative_governor(std::uint32_t at, std::uint32_t above, Relation relation);
  void take_purpose(std::uint32_t at, std::uint32_t above);
  void look_at_root(std::uint32_t at);
  void take_item(std::uint32_t at);
  bool has_governor(std::uint32_t at) const;
  bool is_reason(std::uint32_t at, std::uint32_t above, Relation relation) const;
  bool is_aside(std::uint32_t at, Relation relation) const;
  bool bears_negation(std::uint32_t verb) const;
  void take_ahead(std::uint32_t at, Relation relation);
  void take_subjunctive(std::uint32_t at, Relation relation);
  bool is_part(std::uint32_t above) const;
  bool is_open_clause(std::uint32_t at) const;
  bool follows_result(std::uint32_t at, Relation relation);
  bool wants_itself(std::uint32_t at, std::uint32_t above, Relation relation) const;
  bool stops(std::uint32_t at, Relation relation) const;
  bool asks_whether(std::uint32_t at) const;
  bool kept_from(std::uint32_t at) const;
  bool is_enacted(std::uint32_t proposal) const;
  bool is_done_by(std::uint32_t above) const;
  const CueHit* introduced(std::uint32_t above, Relation relation) const;

  // modality_heads.cc
  std::optional<std::uint32_t> asked_through(std::uint32_t at, std::uint32_t above, Relation relation) const;
  bool is_bare_participle(std::uint32_t at) const;
  bool stands_alone(std::uint32_t at) const;
  bool is_new_noun(std::uint32_t at) const;
  bool is_infinitive(std::uint32_t at) const;
  bool is_gerund(std::uint32_t at) const;
  std::optional<std::uint32_t> verb_before_infinitive(std::uint32_t at, std::uint32_t above) const;
  std::optional<std::uint32_t> phrase_before_gerund(std::uint32_t at, std::uint32_t above) const;
  std::optional<std::uint32_t> noun_before_infinitive(std::uint32_t at, std::uint32_t above) const;
  std::optional<std::uint32_t> noun_before_phrase(std::uint32_t at, std::uint32_t above, Relation relation) const;
  CueHit infinitive_mark(std::uint32_t at) const;

  // modality_beside.cc
  void look_beside(std::uint32_t at, bool main);
  void look_at_group(std::uint32_t at);
  void look_at_object(std::uint32_t at);
  void look_at_modal(const CueHit& hit, std::uint32_t verb);
  void take_unreal(const CueHit& hit, std::uint32_t verb);
  void look_at_child(std::uint32_t at, std::uint32_t below, bool main);
  void look_at_subject(std::uint32_t at);
  void look_at_named_act(std::uint32_t noun);
  void look_under(std::uint32_t below);
  bool names_act(std::uint32_t at) const;
  bool is_counted(const CueHit& negation) const;

  // modality_conditions.cc
  const CueHit* condition_at(std::uint32_t at) const;
  const CueHit* condition_of(std::uint32_t at) const;
  bool is_condition(const CueHit& hit) const;
  void find_condition(std::uint32_t clause);
  bool stands_in_condition(const CueHit& hit, std::uint32_t clause) const;
  bool is_of_clause(const CueHit& hit, std::uint32_t clause) const;
  bool between(std::uint32_t first, std::uint32_t last, std::string_view mark) const;

  // modality.cc
  void look_at_own_word(std::uint32_t trigger, std::uint32_t clause);
  void settle_would(std::uint32_t clause);
  void settle_kept(std::uint32_t trigger, std::uint32_t clause);
  void settle_speech();
  void settle_dates();
  void take_date(const EntityMention& mention, base::Date published);
  void settle_own_value();
  bool proposal_speaks(std::uint32_t clause) const;
  bool speech_before(std::uint32_t clause) const;
  bool in_relative_clause(std::uint32_t token, std::uint32_t noun) const;
  bool is_future_certain() const;

  const Cues& cues_;
  const Scope& scope_;
  const RealityContext& context_;
  Reality result_;
  bool negative_ = false;
  std::vector<std::uint32_t> flipped_;  // the words that have negated
  bool reached_ = false;
  bool new_noun_ = false;  // the act is a noun of something that is not there yet: "tariffs", not "the tariffs"
  std::optional<CueHit> would_;
  std::optional<CueHit> condition_;
};

}  // namespace tradewire::extract
