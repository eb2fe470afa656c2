// Links: which earlier event a later one suspends, cuts, lifts, raises, rules on, answers, resumes or extends, by the rules
// of rules/merging.yaml. A function of the events, so it comes out the same whatever came first.
#pragma once

#include <cstdint>
#include <vector>

#include "store/score.h"
#include "store/sql.h"

namespace tradewire::store {

class Links {
 public:
  Links(Connection& connection, const MergingRules& rules) : connection_(connection), rules_(rules) {}

  // Writes the links of an event, and of the later ones that may refer to it.
  void renew(std::int64_t event);

 private:
  struct Place {
    std::string type;
    std::int64_t first_seen = 0;
  };
  Place place(std::int64_t event);
  void renew_outgoing(std::int64_t event, const Place& place);
  void renew_incoming(std::int64_t event, const Place& place);
  std::int64_t best_target(std::int64_t event, const Place& place, const LinkRule& rule);
  double fit(std::int64_t event, std::int64_t target, const LinkRule& rule);

  Connection& connection_;
  const MergingRules& rules_;
};

}  // namespace tradewire::store
