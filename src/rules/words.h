// Words: lemmas as numbers, and sets of words and phrases over them. What word lists compile to.
//
// A Lexicon numbers each word that the rules name; a text's token has the numbers of its lemma and of its form, or kNoWord.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tradewire::rules {

using WordId = std::uint32_t;
inline constexpr WordId kNoWord = 0;

class Lexicon {
 public:
  // The number of `word`, a new one when it is not known. `word` is in lower case.
  WordId add(std::string_view word);
  // The number of `word`, or kNoWord.
  WordId find(std::string_view word) const;
  std::string_view word(WordId id) const { return words_[id]; }
  std::size_t size() const { return words_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, WordId, Hash, std::equal_to<>> numbers_;
  std::vector<std::string> words_{""};
};

// One place of a phrase: any of these words. Sorted.
using Alternatives = std::vector<WordId>;
using Phrase = std::vector<Alternatives>;

// Single words and phrases of several words.
class WordSet {
 public:
  void add_word(WordId word);
  void add_phrase(Phrase phrase);
  void add_all(const WordSet& other);
  // Sorts; to be called once, before the questions below.
  void finish();

  bool has(WordId word) const;
  // Whether the word stands in one of the phrases, at any place.
  bool in_phrase(WordId word) const;
  const std::vector<WordId>& words() const { return words_; }
  const std::vector<Phrase>& phrases() const { return phrases_; }
  bool empty() const { return words_.empty() && phrases_.empty(); }
  friend bool operator==(const WordSet&, const WordSet&) = default;

 private:
  std::vector<WordId> words_;
  std::vector<Phrase> phrases_;
  std::vector<WordId> phrase_words_;  // all of theirs
};

// "duty-free access" is three words: blanks and hyphens part words.
std::vector<std::string> split_words(std::string_view text);

}  // namespace tradewire::rules
