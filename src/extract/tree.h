// Tree: one parsed sentence as the frame matcher walks it: children, lemma numbers, noun phrases, clauses.
//
// A view: the sentence, the text and the lexicon must outlive it. Token indexes are those of the sentence.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "language/sentence.h"
#include "rules/words.h"

namespace tradewire::extract {

using language::Relation;
using TokenIndex = std::uint32_t;

// The numbers of each token's lemma and lower-cased form, of a tagged sentence.
struct WordNumbers {
  std::vector<rules::WordId> lemmas, forms;
};
WordNumbers word_numbers(const language::Sentence& sentence, std::string_view text, const rules::Lexicon& lexicon);

class Tree {
 public:
  // `controllers` are the prepositions before who is asked to act: "call on X to"; `blamers` those before what the object is
  // said to have done: "accuse X of doing". Both may be null.
  Tree(const language::Sentence& sentence, std::string_view text, const rules::Lexicon& lexicon, const rules::WordSet* controllers = nullptr,
       const rules::WordSet* blamers = nullptr);

  std::uint32_t size() const { return static_cast<std::uint32_t>(sentence_->tokens.size()); }
  const language::Token& token(TokenIndex i) const { return sentence_->tokens[i]; }
  Relation relation(TokenIndex i) const { return token(i).relation; }
  std::string_view form(TokenIndex i) const { return base::slice(text_, token(i).span); }
  bool has_head(TokenIndex i) const { return token(i).head >= 0; }
  // REQUIRES: has_head(i).
  TokenIndex head(TokenIndex i) const { return static_cast<TokenIndex>(token(i).head); }
  std::span<const TokenIndex> children(TokenIndex i) const;
  // The numbers of the token's lemma and of its lower-cased form; kNoWord when no rule names them.
  rules::WordId lemma(TokenIndex i) const { return words_.lemmas[i]; }
  rules::WordId lower(TokenIndex i) const { return words_.forms[i]; }
  const WordNumbers& words() const { return words_; }

  bool is_verb(TokenIndex i) const;     // VERB or AUX
  bool is_nominal(TokenIndex i) const;  // NOUN, PROPN, PRON, NUM, SYM
  bool is_passive(TokenIndex i) const;  // passive, reduced passives too
  // The first child with that relation; size() when there is none.
  TokenIndex child(TokenIndex i, Relation relation) const;
  bool has_child(TokenIndex i, Relation relation) const { return child(i, relation) < size(); }
  // Whether `ancestor` is i or stands above it.
  bool dominates(TokenIndex ancestor, TokenIndex i) const;
  // The nearest verb at or above i; size() when there is none.
  TokenIndex clause_of(TokenIndex i) const;

  // The first and the last token + 1 of what i dominates.
  TokenIndex left(TokenIndex i) const { return left_[i]; }
  TokenIndex right(TokenIndex i) const { return right_[i]; }

  // The words that mark a phrase: of "because of the tariffs" the tokens of "because of". In order.
  std::vector<TokenIndex> case_of(TokenIndex i) const;
  // Whether the phrase of i is marked by these words.
  bool marked_by(TokenIndex i, std::span<const rules::WordId> preposition) const;

  bool marked_by_controller(TokenIndex i) const;
  bool marked_by_blamer(TokenIndex i) const;

  // A token and those coordinated with it, in order.
  std::vector<TokenIndex> coordinated(TokenIndex i) const;

  // Whether the set holds token i, by lemma or form, or a phrase around it. With `first`/`last` the phrase's tokens.
  bool matches(const rules::WordSet& set, TokenIndex i, TokenIndex* first = nullptr, TokenIndex* last = nullptr) const;
  // Whether any token of [first, last) matches.
  bool any_matches(const rules::WordSet& set, TokenIndex first, TokenIndex last) const;
  bool in(const rules::Alternatives& words, TokenIndex i) const;
  bool is_hyphen(TokenIndex i) const;

 private:
  bool phrase_at(const rules::Phrase& phrase, TokenIndex at, TokenIndex* last) const;

  const language::Sentence* sentence_;
  std::string_view text_;
  const rules::WordSet* controllers_;
  const rules::WordSet* blamers_;
  WordNumbers words_;
  std::vector<TokenIndex> child_list_, child_start_;
  std::vector<TokenIndex> left_, right_;
};

}  // namespace tradewire::extract
