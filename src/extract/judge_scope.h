// Scope: one sentence with its cues, and the questions that the judgements put to its tree.
//
// The tree may be wrong and is never trusted alone: token order is at hand, and a sentence without a tree has neither
// children nor heads, but still its cues.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/analysis.h"
#include "extract/judge_cues.h"

namespace tradewire::extract {

class Scope {
 public:
  // REQUIRES: the analysis outlives the scope.
  Scope(const Cues& cues, const Analysis& analysis, std::uint32_t sentence);

  std::uint32_t index() const { return index_; }
  // The first token behind the dateline; 0 when there is none.
  std::uint32_t body_start() const { return body_start_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(sentence_->tokens.size()); }
  const language::Token& token(std::uint32_t at) const { return sentence_->tokens[at]; }
  std::string_view form(std::uint32_t at) const;
  bool is(std::uint32_t at, std::string_view text) const { return at < size() && form(at) == text; }

  const std::vector<CueHit>& hits() const { return hits_; }
  // A hit of that category whose head is the token; null when there is none.
  const CueHit* cue(std::uint32_t at, Cue kind) const;
  // A hit of that category within tokens [first, last).
  const CueHit* cue_in(std::uint32_t first, std::uint32_t last, Cue kind) const;

  const std::vector<std::uint32_t>& children(std::uint32_t at) const { return children_[at]; }
  std::optional<std::uint32_t> head(std::uint32_t at) const;
  std::optional<std::uint32_t> child(std::uint32_t at, language::Relation relation) const;
  bool under(std::uint32_t at, std::uint32_t ancestor) const;  // also itself
  // The first and one past the last token of the subtree.
  std::uint32_t first_of(std::uint32_t at) const { return first_[at]; }
  std::uint32_t last_of(std::uint32_t at) const { return last_[at]; }

  // Heads a relative clause.
  bool opens_relative(std::uint32_t at) const;
  bool is_verb(std::uint32_t at) const;
  bool is_noun(std::uint32_t at) const;
  bool is_punct(std::uint32_t at) const { return token(at).upos == language::Upos::kPunct; }
  // The subject of a verb, through coordination and controlling verbs; of a participle that of the clause above.
  std::optional<std::uint32_t> subject(std::uint32_t verb) const;
  // A passive subject at "has confirmed" is the parser's slip: a passive has its auxiliary.
  bool is_passive(std::uint32_t verb) const;
  // Describes a noun. "China rejected claims" too has its verb so in some trees: there the noun is the sentence's root.
  bool is_attributive(std::uint32_t verb) const;
  // The first token of the verb's group: auxiliaries, adverbs, "to" and "not" before it.
  std::uint32_t group_start(std::uint32_t verb) const;

  // The entity mention that covers the token, the longest; null when there is none.
  const EntityMention* mention(std::uint32_t at) const;
  // Whether the token stands between quotation marks that open in this sentence or before it.
  bool quoted(std::uint32_t at) const { return quoted_[at] != 0; }

  Quote quote(std::uint32_t first, std::uint32_t last) const;
  Quote quote(const CueHit& hit) const { return quote(hit.first, hit.last); }
  base::Span span(std::uint32_t first, std::uint32_t last) const;
  const Analysis& analysis() const { return *analysis_; }

 private:
  void build_tree();
  void mark_quotes();

  const Analysis* analysis_;
  const language::Sentence* sentence_;
  std::uint32_t index_;
  std::uint32_t body_start_ = 0;
  std::vector<CueHit> hits_;
  std::vector<std::vector<std::uint32_t>> hits_by_head_;
  std::vector<std::vector<std::uint32_t>> children_;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> last_;
  std::vector<const EntityMention*> mentions_;
  std::vector<char> quoted_;
};

bool is_quote_mark(std::string_view form);

// "The pact calls for ...", "the treaty seeks to ...": the subject is an agreement. Taggers take "calls" for a noun.
bool binds(const Scope& scope, std::uint32_t verb);

}  // namespace tradewire::extract
