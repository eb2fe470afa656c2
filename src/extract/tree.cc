#include "extract/tree.h"

#include <algorithm>

#include "base/unicode.h"

namespace tradewire::extract {

using language::Tense;
using language::Upos;
using language::VerbForm;

WordNumbers word_numbers(const language::Sentence& sentence, std::string_view text, const rules::Lexicon& lexicon) {
  WordNumbers words;
  words.lemmas.reserve(sentence.tokens.size());
  words.forms.reserve(sentence.tokens.size());
  for (const language::Token& token : sentence.tokens) {
    words.lemmas.push_back(lexicon.find(base::to_lower(token.lemma)));
    words.forms.push_back(lexicon.find(base::to_lower(base::slice(text, token.span))));
  }
  return words;
}

Tree::Tree(const language::Sentence& sentence, std::string_view text, const rules::Lexicon& lexicon, const rules::WordSet* controllers, const rules::WordSet* blamers)
    : sentence_(&sentence), text_(text), controllers_(controllers), blamers_(blamers), words_(word_numbers(sentence, text, lexicon)) {
  const std::uint32_t count = size();
  child_start_.assign(count + 1, 0);
  for (TokenIndex i = 0; i < count; ++i) {
    if (has_head(i)) ++child_start_[head(i) + 1];
  }
  for (TokenIndex i = 0; i < count; ++i) child_start_[i + 1] += child_start_[i];
  child_list_.resize(child_start_[count]);
  std::vector<TokenIndex> next(child_start_.begin(), child_start_.end() - 1);
  for (TokenIndex i = 0; i < count; ++i) {
    if (has_head(i)) child_list_[next[head(i)]++] = i;
  }
  left_.resize(count);
  right_.resize(count);
  for (TokenIndex i = 0; i < count; ++i) left_[i] = i, right_[i] = i + 1;
  // Each token widens its ancestors; trees are shallow.
  for (TokenIndex i = 0; i < count; ++i) {
    TokenIndex at = i;
    for (std::uint32_t steps = 0; has_head(at) && steps < count; ++steps) {
      at = head(at);
      left_[at] = std::min(left_[at], i);
      right_[at] = std::max(right_[at], i + 1);
    }
  }
}

std::span<const TokenIndex> Tree::children(TokenIndex i) const {
  return {child_list_.data() + child_start_[i], child_list_.data() + child_start_[i + 1]};
}

bool Tree::is_verb(TokenIndex i) const { return token(i).upos == Upos::kVerb || token(i).upos == Upos::kAux; }

bool Tree::is_nominal(TokenIndex i) const {
  const Upos tag = token(i).upos;
  return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kPron || tag == Upos::kNum || tag == Upos::kSym;
}

bool Tree::is_passive(TokenIndex i) const {
  const auto& features = token(i).features;
  if (features.verb_form == VerbForm::kGer || features.verb_form == VerbForm::kInf) return has_child(i, Relation::kAuxPass);
  if (has_child(i, Relation::kAuxPass)) return true;
  if (has_child(i, Relation::kNsubjPass)) return !has_child(i, Relation::kAux);  // "has confirmed": the parser's slip
  if (has_child(i, Relation::kObj) || has_child(i, Relation::kNsubj)) return false;
  if (features.verb_form != VerbForm::kPart || features.tense == Tense::kPres) return false;
  if (has_child(i, Relation::kAux)) return false;
  if (relation(i) == Relation::kConj && has_head(i)) return !has_child(i, Relation::kObj) && is_passive(head(i));
  return true;
}

TokenIndex Tree::child(TokenIndex i, Relation wanted) const {
  for (const TokenIndex c : children(i)) {
    if (relation(c) == wanted) return c;
  }
  return size();
}

bool Tree::dominates(TokenIndex ancestor, TokenIndex i) const {
  for (std::uint32_t steps = 0; steps <= size(); ++steps) {
    if (i == ancestor) return true;
    if (!has_head(i)) return false;
    i = head(i);
  }
  return false;
}

TokenIndex Tree::clause_of(TokenIndex i) const {
  for (std::uint32_t steps = 0; steps <= size(); ++steps) {
    if (token(i).upos == Upos::kVerb) return i;
    if (!has_head(i)) break;
    i = head(i);
  }
  return size();
}

std::vector<TokenIndex> Tree::case_of(TokenIndex i) const {
  std::vector<TokenIndex> words;
  for (const TokenIndex c : children(i)) {
    if (relation(c) != Relation::kCase && relation(c) != Relation::kMark) continue;
    words.push_back(c);
    for (const TokenIndex f : children(c)) {
      if (relation(f) == Relation::kFixed) words.push_back(f);
    }
  }
  std::sort(words.begin(), words.end());
  return words;
}

bool Tree::marked_by(TokenIndex i, std::span<const rules::WordId> preposition) const {
  const std::vector<TokenIndex> words = case_of(i);
  if (words.size() < preposition.size()) return false;
  const auto same = [&](TokenIndex token, rules::WordId word) { return lower(token) == word || lemma(token) == word; };
  if (preposition.size() == 1) {  // the outermost or the innermost of several, but no part of "according to"
    const bool fixed = relation(words.back()) == Relation::kFixed;
    return same(words.front(), preposition[0]) || (!fixed && same(words.back(), preposition[0]));
  }
  return std::equal(preposition.begin(), preposition.end(), words.begin(), [&](rules::WordId word, TokenIndex t) { return same(t, word); });
}

bool Tree::marked_by_controller(TokenIndex i) const {
  if (controllers_ == nullptr) return false;
  const auto words = case_of(i);
  return !words.empty() && (controllers_->has(lower(words.front())));
}

bool Tree::marked_by_blamer(TokenIndex i) const {
  const auto words = case_of(i);
  return blamers_ != nullptr && words.size() == 1 && blamers_->has(lower(words.front()));
}

std::vector<TokenIndex> Tree::coordinated(TokenIndex i) const {
  std::vector<TokenIndex> all{i};
  for (std::size_t at = 0; at < all.size() && all.size() < 60; ++at) {
    for (const TokenIndex c : children(all[at])) {
      if (relation(c) == Relation::kConj && !is_verb(c)) all.push_back(c);
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

bool Tree::in(const rules::Alternatives& words, TokenIndex i) const {
  const auto has = [&](rules::WordId word) { return word != rules::kNoWord && std::find(words.begin(), words.end(), word) != words.end(); };
  return has(lemma(i)) || has(lower(i));
}

bool Tree::is_hyphen(TokenIndex i) const { return token(i).upos == Upos::kPunct && form(i) == "-"; }

bool Tree::phrase_at(const rules::Phrase& phrase, TokenIndex at, TokenIndex* last) const {
  for (std::size_t k = 0; k < phrase.size(); ++k) {
    if (k > 0) {
      while (at < size() && is_hyphen(at)) ++at;
    }
    if (at >= size() || !in(phrase[k], at)) return false;
    ++at;
  }
  *last = at;
  return true;
}

bool Tree::matches(const rules::WordSet& set, TokenIndex i, TokenIndex* first, TokenIndex* last) const {
  // A hyphen inside a phrase is one of its tokens, though none of its words.
  const bool in_phrase = !set.phrases().empty() && (set.in_phrase(lemma(i)) || set.in_phrase(lower(i)) || is_hyphen(i));
  for (const rules::Phrase& phrase : in_phrase ? std::span(set.phrases()) : std::span<const rules::Phrase>()) {
    const auto reach = static_cast<TokenIndex>(2 * phrase.size() - 2);
    for (TokenIndex start = i > reach ? i - reach : 0; start <= i; ++start) {
      TokenIndex end = 0;
      if (!phrase_at(phrase, start, &end) || end <= i) continue;
      if (first != nullptr) *first = start;
      if (last != nullptr) *last = end;
      return true;
    }
  }
  if (!set.has(lemma(i)) && !set.has(lower(i))) return false;
  if (first != nullptr) *first = i;
  if (last != nullptr) *last = i + 1;
  return true;
}

bool Tree::any_matches(const rules::WordSet& set, TokenIndex first, TokenIndex last) const {
  for (TokenIndex i = first; i < last && i < size(); ++i) {
    if (matches(set, i)) return true;
  }
  return false;
}

}  // namespace tradewire::extract
