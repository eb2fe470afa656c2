// The tagger: greedy, from left to right, a linear classifier over the features of tagger.cc.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "language/feature_list.h"
#include "language/model.h"
#include "language/sentence.h"
#include "language/word_form.h"

namespace tradewire::language {

// The words of one sentence as the tagger sees them. Two places before the first word and behind the last are borders.
class TaggerInput {
 public:
  // All words of a sentence in the text.
  TaggerInput(const Sentence& sentence, std::string_view text, const HashIndex& lexicon);

  std::size_t size() const { return words_.size() - 2 * kBorder; }
  const WordForm& word(std::size_t i, int offset = 0) const {
    return words_[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + offset) + kBorder];
  }

  // The features of word `i`, when `tags` holds the tags of the words before it.
  void features(std::size_t i, std::span<const std::uint8_t> tags, FeatureList& out) const;

 private:
  static constexpr std::size_t kBorder = 2;
  void word_features(std::size_t i, FeatureList& out) const;
  void window_features(std::size_t i, FeatureList& out) const;

  std::vector<WordForm> words_;
  std::uint64_t style_ = 0;  // running text, a headline in title case, or capitals throughout
};

// The number of the tag of each word, in Model::tags.
std::vector<std::uint8_t> predict_tags(const TaggerInput& input, const Model& model);

}  // namespace tradewire::language
