#include "rules/words.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"

namespace tradewire::rules {

WordId Lexicon::add(std::string_view word) {
  const auto found = numbers_.find(word);
  if (found != numbers_.end()) return found->second;
  const auto id = static_cast<WordId>(words_.size());
  words_.emplace_back(word);
  numbers_.emplace(std::string(word), id);
  return id;
}

WordId Lexicon::find(std::string_view word) const {
  const auto found = numbers_.find(word);
  return found == numbers_.end() ? kNoWord : found->second;
}

void WordSet::add_word(WordId word) { words_.push_back(word); }

void WordSet::add_phrase(Phrase phrase) {
  if (phrase.size() == 1) {
    words_.insert(words_.end(), phrase.front().begin(), phrase.front().end());
  } else if (!phrase.empty()) {
    phrases_.push_back(std::move(phrase));
  }
}

void WordSet::add_all(const WordSet& other) {
  words_.insert(words_.end(), other.words_.begin(), other.words_.end());
  phrases_.insert(phrases_.end(), other.phrases_.begin(), other.phrases_.end());
}

void WordSet::finish() {
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
  phrase_words_.clear();
  for (const Phrase& phrase : phrases_) {
    for (const Alternatives& words : phrase) phrase_words_.insert(phrase_words_.end(), words.begin(), words.end());
  }
  std::sort(phrase_words_.begin(), phrase_words_.end());
  phrase_words_.erase(std::unique(phrase_words_.begin(), phrase_words_.end()), phrase_words_.end());
}

bool WordSet::in_phrase(WordId word) const {
  return word != kNoWord && std::binary_search(phrase_words_.begin(), phrase_words_.end(), word);
}

bool WordSet::has(WordId word) const { return word != kNoWord && std::binary_search(words_.begin(), words_.end(), word); }

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c != ' ' && c != '-' && c != '\t' && c != '\n') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(base::to_lower(std::exchange(word, {})));
    }
  }
  if (!word.empty()) words.push_back(base::to_lower(word));
  return words;
}

}  // namespace tradewire::rules
