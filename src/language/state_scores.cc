#include "language/state_scores.h"

#include <algorithm>

namespace tradewire::language {

void StateScores::add(const ArcHybrid& state, FeaturePart part, Scores& scores) {
  features_.clear();
  parser_features(state, words_, part, features_);
  model_.parser.add(features_.all(), scores.of);
}

const StateScores::Scores& StateScores::sum(const ArcHybrid& state, FeaturePart lasting, FeaturePart changing, Kept& kept) {
  if (!kept.has_words) {
    std::fill_n(kept.words.of, SparseTable::kMaxClasses, 0);
    add(state, lasting, kept.words);
    kept.has_words = true;
  }
  if (!kept.has_all) {
    kept.all = kept.words;
    add(state, changing, kept.all);
    kept.has_all = true;
  }
  return kept.all;
}

const std::int32_t* StateScores::of(const ArcHybrid& state) {
  const Scores& stack = sum(state, FeaturePart::kStack, FeaturePart::kStackRight, stack_[depth_ - 1]);
  const Scores& buffer = sum(state, FeaturePart::kBuffer, FeaturePart::kBufferLeft, buffer_);
  scores_ = stack;
  add_values(scores_.of, buffer.of, SparseTable::kMaxClasses);
  add(state, FeaturePart::kBoth, scores_);
  return scores_.of;
}

void StateScores::follow(Move move) {
  if (move == Move::kShift) {
    if (depth_ == stack_.size()) stack_.emplace_back();
    Kept& top = stack_[depth_++];
    top.has_words = top.has_all = false;
    buffer_.has_words = buffer_.has_all = false;
    return;
  }
  --depth_;
  if (move == Move::kLeft) {
    buffer_.has_all = false;
  } else {
    stack_[depth_ - 1].has_all = false;
  }
}

}  // namespace tradewire::language
