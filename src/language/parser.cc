#include "language/parser.h"

#include <array>

#include "language/state_scores.h"

namespace tradewire::language {
namespace {

constexpr std::uint64_t kRootTag = 251;

// Which moves keep every unit one subtree.
class UnitGuard {
 public:
  UnitGuard(std::size_t words, std::span<const Group> units) {
    if (units.empty()) return;
    unit_.assign(words + 1, 0);
    remaining_.assign(units.size() + 1, 0);
    for (std::size_t u = 0; u < units.size(); ++u) {
      for (std::size_t i = units[u].first; i < units[u].last && i < words; ++i) unit_[i] = u + 1;
      remaining_[u + 1] = units[u].last - units[u].first;
    }
  }

  bool allows(const ArcHybrid& state, Move move) const {
    if (unit_.empty()) return true;
    const std::int32_t s0 = state.stack(0);
    const std::int32_t b0 = state.buffer(0);
    const std::size_t open = s0 == ArcHybrid::kNone ? 0 : unit(s0);
    if (move == Move::kShift) return true;
    const std::int32_t head = move == Move::kLeft ? b0 : state.stack(1);
    // The last word of a unit left on the stack may go anywhere; the others only within the unit. A word of another
    // unit is a head for us only when that unit is complete, or the subtree would still be one, so it may be.
    return open == 0 || unit(head) == open || remaining_[open] == 1;
  }

  void apply(const ArcHybrid& state, Move move) {
    if (unit_.empty() || move == Move::kShift) return;
    const std::size_t open = unit(state.stack(0));
    if (open != 0) --remaining_[open];
  }

 private:
  std::size_t unit(std::int32_t at) const { return unit_[static_cast<std::size_t>(at)]; }

  std::vector<std::size_t> unit_;            // of each word; 0 for none
  std::vector<std::size_t> remaining_;       // words of each unit that have no head yet
};

// The actions of one move stand together: shift, then left with each relation, then right.
struct MoveRanges {
  std::size_t first[3] = {};
  std::size_t last[3] = {};

  explicit MoveRanges(const std::vector<Action>& actions) {
    for (std::size_t i = 0; i < actions.size(); ++i) {
      const auto move = static_cast<std::size_t>(actions[i].move);
      if (last[move] == 0) first[move] = i;
      last[move] = i + 1;
    }
  }
};

constexpr Move kMoves[] = {Move::kShift, Move::kLeft, Move::kRight};

// The allowed moves; those that break a unit only when nothing else is left.
std::array<bool, 3> allowed_moves(const ArcHybrid& state, const UnitGuard& guard) {
  std::array<bool, 3> allowed{};
  for (const Move move : kMoves) allowed[static_cast<std::size_t>(move)] = state.allows(move) && guard.allows(state, move);
  if (allowed[0] || allowed[1] || allowed[2]) return allowed;
  for (const Move move : kMoves) allowed[static_cast<std::size_t>(move)] = state.allows(move);
  return allowed;
}

std::size_t best_action(const std::array<bool, 3>& allowed, const MoveRanges& ranges, const std::int32_t* scores) {
  std::size_t best = 0;
  bool found = false;
  for (std::size_t move = 0; move < 3; ++move) {
    if (!allowed[move] || ranges.first[move] == ranges.last[move]) continue;
    const std::size_t candidate = highest(scores, ranges.first[move], ranges.last[move]);
    if (!found || scores[candidate] > scores[best]) best = candidate;
    found = true;
  }
  return best;
}

// Adjectives have no prepositions and articles of their own where a noun follows: "on fresh, frozen and dried fruit". The greedy
// parser binds them before it has seen that noun.
void lift_from_adjectives(std::vector<Arc>& arcs, std::span<const Group> units) {
  std::size_t next_unit = 0;
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    while (next_unit < units.size() && units[next_unit].last <= i) ++next_unit;
    if (next_unit < units.size() && units[next_unit].first <= i) continue;  // a unit keeps its own head
    Arc& arc = arcs[i];
    if (arc.relation != Relation::kCase && arc.relation != Relation::kDet) continue;
    while (arc.head > static_cast<std::int32_t>(i) && arcs[arc.head].relation == Relation::kAmod && arcs[arc.head].head > arc.head) {
      arc.head = arcs[arc.head].head;
    }
  }
}

}  // namespace

ParserWord parser_word(const WordForm& form, std::uint8_t tag, Upos upos) {
  return {form.lower, tag, static_cast<std::uint64_t>(upos), form.suffix[2],
          static_cast<std::uint64_t>(form.casing) << 16 | form.lexicon};
}

ParserWord parser_root() { return {2, kRootTag, kRootTag, 2, 0}; }

std::vector<Arc> predict_arcs(std::span<const ParserWord> words, const Model& model, std::span<const Group> units) {
  const std::size_t count = words.size() - 1;
  ArcHybrid state(count);
  UnitGuard guard(count, units);
  StateScores state_scores(words, model);
  const MoveRanges ranges(model.actions);
  while (!state.done()) {
    const auto allowed = allowed_moves(state, guard);
    Action action;  // shift, when nothing else is allowed
    if (allowed[1] || allowed[2]) {
      action = model.actions[best_action(allowed, ranges, state_scores.of(state))];
    }
    guard.apply(state, action.move);
    state.apply(action);
    state_scores.follow(action.move);
  }
  std::vector<Arc> arcs;
  arcs.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const ArcHybrid::Node& node = state.node(static_cast<std::int32_t>(i));
    arcs.push_back(node.head == state.root() ? Arc{-1, Relation::kRoot} : Arc{node.head, node.relation});
  }
  lift_from_adjectives(arcs, units);
  return arcs;
}

}  // namespace tradewire::language
