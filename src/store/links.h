// Links: which earlier event a later one suspends, cuts, lifts, raises, rules on, answers, resumes or extends, by the rules
// of rules/merging.yaml. A function of the events, so it comes out the same whatever came first.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "store/score.h"
#include "store/seats.h"
#include "store/sql.h"

namespace tradewire::store {

class Links {
 public:
  // All outlive this.
  Links(Connection& connection, Seats& seats, const MergingRules& rules) : connection_(connection), seats_(seats), rules_(rules) {}

  // Writes the links of these events, whose standing has changed, and of others that may refer to them. `newest` is the
  // time of the newest event before these were written: what came after it is referred to by nothing else.
  void renew(const std::vector<std::int64_t>& events, std::int64_t newest);
  // The events whose links lead to this one; to be renewed when it goes.
  std::vector<std::int64_t> referring(std::int64_t event);

 private:
  void renew_outgoing(std::int64_t event);
  void add_later(std::int64_t event, const Standing& standing, std::set<std::int64_t>& later);
  std::int64_t best_target(std::int64_t event, const Standing& standing, const LinkRule& rule);
  // Whether an event of one standing refers to one of the other.
  static bool fits(const Standing& from, const Standing& to, const LinkRule& rule);

  Connection& connection_;
  Seats& seats_;
  const MergingRules& rules_;
  std::vector<Placed> candidates_;  // of one search; its memory serves for the next
};

}  // namespace tradewire::store
