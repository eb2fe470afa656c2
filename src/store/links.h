// Links: which earlier event a later one suspends, cuts, lifts, raises, rules on, answers, resumes or extends, by the rules
// of rules/merging.yaml. A function of the events, so it comes out the same whatever came first.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/score.h"
#include "store/sql.h"

namespace tradewire::store {

class Links {
 public:
  Links(Connection& connection, const MergingRules& rules) : connection_(connection), rules_(rules) {}

  // Writes who takes part in an event, by which links are found; `fresh` when it was not written before.
  void write_parties(std::int64_t event, const std::string& type, std::int64_t first_seen, bool fresh);
  // Writes the links of an event, and of the later ones that may refer to it.
  void renew(std::int64_t event);

 private:
  struct Part {
    std::string role;
    std::int64_t entity = 0;
    std::string country;
    bool company = false;
  };
  struct Place {
    std::string type;
    std::int64_t first_seen = 0;
  };
  Place place(std::int64_t event);
  std::vector<Part> parts_of(std::int64_t event);
  void renew_outgoing(std::int64_t event, const Place& place);
  void renew_incoming(std::int64_t event, const Place& place);
  std::int64_t best_target(std::int64_t event, const std::vector<Part>& parts, const Place& place, const LinkRule& rule);
  // Whether an event with these parts refers to `target`.
  bool fits(const std::vector<Part>& parts, const std::vector<Part>& target, const LinkRule& rule);
  static std::vector<std::string> parties(const std::vector<Part>& parts, extract::Role role);
  static bool same(const Part& a, const Part& b);
  static int relation(const std::vector<Part>& a, std::string_view role_a, const std::vector<Part>& b, std::string_view role_b);

  Connection& connection_;
  const MergingRules& rules_;
};

}  // namespace tradewire::store
