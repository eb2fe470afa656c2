// StateScores: the score of every transition in the states that a parser goes through, one after the other.
//
// A score is a sum over features, and half of the features look at words that the next state still holds in the same
// places: what the stack says of its top stays true while other words come and go above it, and a buffer says the same
// until it is shifted. Their sums are kept with the words; only the features of stack and buffer together are summed in
// every state. The scores are the same, to the last bit, as if all were summed anew.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "language/arc_hybrid.h"
#include "language/feature_list.h"
#include "language/model.h"
#include "language/parser.h"

namespace tradewire::language {

class StateScores {
 public:
  // Both must outlive the object.
  StateScores(std::span<const ParserWord> words, const Model& model) : words_(words), model_(model) {}

  // One score an action of the model, valid until the next call. REQUIRES: every move since the first state was told.
  const std::int32_t* of(const ArcHybrid& state);

  // The state has moved on.
  void follow(Move move);

 private:
  struct Scores {
    alignas(64) std::int32_t of[SparseTable::kMaxClasses];
  };
  // The sum of a part that lasts, and of it with the part that changes as dependents are attached.
  struct Kept {
    Scores words;
    Scores all;
    bool has_words = false;
    bool has_all = false;
  };

  void add(const ArcHybrid& state, FeaturePart part, Scores& scores);
  const Scores& sum(const ArcHybrid& state, FeaturePart lasting, FeaturePart changing, Kept& kept);

  std::span<const ParserWord> words_;
  const Model& model_;
  FeatureList features_;
  std::vector<Kept> stack_;
  std::size_t depth_ = 0;  // how many of stack_ are on the stack
  Kept buffer_;
  Scores scores_;
};

}  // namespace tradewire::language
