#include "language/arc_hybrid.h"

#include <cassert>

namespace tradewire::language {

void ArcHybrid::apply(Action action) {
  assert(allows(action.move));
  if (action.move == Move::kShift) {
    stack_.push_back(next_++);
    return;
  }
  const std::int32_t dependent = stack_.back();
  stack_.pop_back();
  attach(action.move == Move::kLeft ? next_ : stack_.back(), dependent, action.relation);
}

void ArcHybrid::attach(std::int32_t head, std::int32_t dependent, Relation relation) {
  Node& child = nodes_[static_cast<std::size_t>(dependent)];
  child.head = head;
  child.relation = relation;
  Node& parent = nodes_[static_cast<std::size_t>(head)];
  const bool left = dependent < head;
  // Dependents come from the inside to the outside on both sides.
  std::int32_t* side = left ? parent.left : parent.right;
  side[1] = side[0];
  side[0] = dependent;
  std::uint8_t& count = left ? parent.lefts : parent.rights;
  if (count < 255) ++count;
}

}  // namespace tradewire::language
