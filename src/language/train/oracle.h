// The dynamic oracle of arc-hybrid (Goldberg and Nivre 2013): how many gold arcs a move makes unreachable.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "language/arc_hybrid.h"
#include "language/parser.h"

namespace tradewire::language::train {

// A gold tree with the root behind the last word.
class GoldTree {
 public:
  explicit GoldTree(const Sentence& sentence);

  std::int32_t head(std::int32_t word) const { return heads_[static_cast<std::size_t>(word)]; }
  Relation relation(std::int32_t word) const { return relations_[static_cast<std::size_t>(word)]; }
  std::span<const std::int32_t> dependents(std::int32_t word) const { return dependents_[static_cast<std::size_t>(word)]; }

 private:
  std::vector<std::int32_t> heads_;
  std::vector<Relation> relations_;
  std::vector<std::vector<std::int32_t>> dependents_;
};

// The arcs lost by each move in this state. REQUIRES: state.allows(move).
int cost(const ArcHybrid& state, const GoldTree& gold, Move move);

// Whether the action is among the best: its move costs least of the allowed ones, and its relation is the gold one when
// the arc is.
class Oracle {
 public:
  Oracle(const ArcHybrid& state, const GoldTree& gold);
  bool accepts(const Action& action) const;

 private:
  bool best_[3] = {};
  bool gold_arc_[3] = {};
  Relation relation_ = Relation::kDep;
};

}  // namespace tradewire::language::train
