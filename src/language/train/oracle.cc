#include "language/train/oracle.h"

#include <algorithm>

namespace tradewire::language::train {
namespace {

bool on_stack(const ArcHybrid& state, std::int32_t word) { return word < state.buffer(0) && state.node(word).head == ArcHybrid::kNone; }

int dependents_in_buffer(const ArcHybrid& state, const GoldTree& gold, std::int32_t word) {
  const std::int32_t front = state.buffer(0);
  const auto dependents = gold.dependents(word);
  return static_cast<int>(std::count_if(dependents.begin(), dependents.end(), [&](std::int32_t d) { return d >= front; }));
}

int cost_of_shift(const ArcHybrid& state, const GoldTree& gold) {
  const std::int32_t b0 = state.buffer(0);
  const std::int32_t head = gold.head(b0);
  int lost = head < b0 && head != state.stack(0) && on_stack(state, head) ? 1 : 0;
  for (const std::int32_t d : gold.dependents(b0)) lost += d < b0 && on_stack(state, d);
  return lost;
}

}  // namespace

GoldTree::GoldTree(const Sentence& sentence)
    : heads_(sentence.tokens.size()), relations_(sentence.tokens.size()), dependents_(sentence.tokens.size() + 1) {
  const auto root = static_cast<std::int32_t>(sentence.tokens.size());
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    heads_[i] = sentence.tokens[i].head < 0 ? root : sentence.tokens[i].head;
    relations_[i] = sentence.tokens[i].relation;
    dependents_[static_cast<std::size_t>(heads_[i])].push_back(static_cast<std::int32_t>(i));
  }
}

int cost(const ArcHybrid& state, const GoldTree& gold, Move move) {
  if (move == Move::kShift) return cost_of_shift(state, gold);
  const std::int32_t s0 = state.stack(0);
  const std::int32_t b0 = state.buffer(0);
  const std::int32_t head = gold.head(s0);
  int lost = dependents_in_buffer(state, gold, s0);
  if (move == Move::kRight) return lost + (head >= b0 ? 1 : 0);
  return lost + (head > b0 || (head != b0 && head == state.stack(1)) ? 1 : 0);
}

Oracle::Oracle(const ArcHybrid& state, const GoldTree& gold) {
  int costs[3] = {1 << 20, 1 << 20, 1 << 20};
  for (const Move move : {Move::kShift, Move::kLeft, Move::kRight}) {
    if (state.allows(move)) costs[static_cast<std::size_t>(move)] = cost(state, gold, move);
  }
  const int least = *std::min_element(costs, costs + 3);
  for (std::size_t i = 0; i < 3; ++i) best_[i] = costs[i] == least;
  const std::int32_t s0 = state.stack(0);
  if (s0 == ArcHybrid::kNone) return;
  relation_ = gold.relation(s0);
  gold_arc_[static_cast<std::size_t>(Move::kLeft)] = gold.head(s0) == state.buffer(0);
  gold_arc_[static_cast<std::size_t>(Move::kRight)] = state.stack(1) != ArcHybrid::kNone && gold.head(s0) == state.stack(1);
}

bool Oracle::accepts(const Action& action) const {
  const auto move = static_cast<std::size_t>(action.move);
  return best_[move] && (!gold_arc_[move] || action.relation == relation_);
}

}  // namespace tradewire::language::train
