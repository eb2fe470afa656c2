// FrameFilter: which frames a sentence may fill at all, by the words that stand in it alone.
//
//     frames ──▶ FrameFilter ──▶ Seen: the word lists of which a sentence holds a word ──▶ may_fit(): all that a frame asks for
//
// No tree is needed, so it says which sentences are worth one; and most frames of a common word ("take", "make") are sent
// away before any tree is walked. Lets too much pass, never too little.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rules/frame.h"

namespace tradewire::rules {

class FrameFilter {
 public:
  // By list: whether a word of it was seen.
  using Seen = std::vector<char>;

  FrameFilter() = default;
  FrameFilter(std::span<const Frame> frames, std::size_t words);

  // `words` are the numbers of a sentence's lemmas and lower-cased forms, in any order.
  Seen see(std::span<const WordId> words) const;
  // Whether each list that the frame cannot do without was seen. `frame` is its index in RuleSet::frames().
  bool may_fit(std::size_t frame, const Seen& seen) const;

 private:
  using ListId = std::uint32_t;
  class Builder;

  std::size_t lists_ = 0;
  std::vector<std::vector<ListId>> of_word_;
  std::vector<std::vector<std::vector<ListId>>> demands_;  // by frame: of each group one must be seen
};

}  // namespace tradewire::rules
