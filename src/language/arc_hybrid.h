// ArcHybrid: the state of a transition parser (Kuhlmann, Gómez-Rodríguez and Satta 2011), the root behind the last word.
//
//     stack … s1 s0 | b0 b1 … root
//     shift        b0 goes onto the stack
//     left(r)      b0 becomes the head of s0, which leaves the stack
//     right(r)     s1 becomes the head of s0, which leaves the stack
//
// The root takes one dependent only: left from it is allowed when one word is left on the stack.
#pragma once

#include <cstdint>
#include <vector>

#include "language/model.h"

namespace tradewire::language {

class ArcHybrid {
 public:
  static constexpr std::int32_t kNone = -1;

  // A word with what hangs on it so far. The nearest to the outside comes first: left[0] is the leftmost dependent.
  struct Node {
    std::int32_t head = kNone;
    Relation relation = Relation::kDep;
    std::int32_t left[2] = {kNone, kNone};
    std::int32_t right[2] = {kNone, kNone};
    std::uint8_t lefts = 0;   // number of left dependents, at most 255
    std::uint8_t rights = 0;
  };

  explicit ArcHybrid(std::size_t words) : nodes_(words + 1) { stack_.reserve(words); }

  std::int32_t root() const { return static_cast<std::int32_t>(nodes_.size()) - 1; }
  bool done() const { return next_ == root() && stack_.empty(); }

  // The word `depth` below the top of the stack, or `depth` behind the front of the buffer; kNone when there is none.
  std::int32_t stack(std::size_t depth) const {
    return depth < stack_.size() ? stack_[stack_.size() - 1 - depth] : kNone;
  }
  std::int32_t buffer(std::int32_t depth) const { return next_ + depth <= root() ? next_ + depth : kNone; }
  std::size_t stack_size() const { return stack_.size(); }
  const Node& node(std::int32_t at) const { return nodes_[static_cast<std::size_t>(at)]; }

  bool allows(Move move) const {
    switch (move) {
      case Move::kShift: return next_ < root();
      case Move::kLeft: return next_ < root() ? !stack_.empty() : stack_.size() == 1;
      case Move::kRight: return stack_.size() >= 2;
    }
    return false;
  }

  // REQUIRES: allows(action.move).
  void apply(Action action);

 private:
  void attach(std::int32_t head, std::int32_t dependent, Relation relation);

  std::vector<Node> nodes_;
  std::vector<std::int32_t> stack_;
  std::int32_t next_ = 0;
};

}  // namespace tradewire::language
