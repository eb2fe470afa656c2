// Score: how well a mention fits an event, by the weights of rules/merging.yaml. Pure functions over Sights.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"
#include "store/event.h"
#include "store/sight.h"

namespace tradewire::store {

struct TraitWeight {
  double same = 0;
  double other = 0;
  double kin = 0;  // share of `same` for another party of the same government
};

struct Window {
  std::vector<std::string> types;  // patterns with *
  std::int64_t days = 0;
};

struct LinkRule {
  LinkKind kind = LinkKind::kSuspends;
  std::string from;
  std::vector<std::string> to;
  std::vector<std::pair<extract::Role, extract::Role>> agree;  // role of `from`, role of `to`
  bool any = false;                                            // one pair is enough
  std::int64_t days = 0;
};

struct MergingRules {
  double threshold = 0;
  std::array<TraitWeight, extract::kRoleCount> traits;
  double unresolved = 0, amount_tolerance = 0, text = 0, document = 0, copy = 0, regress = 0, repeat = 0, near = 0, far = 0;
  std::int64_t regress_days = 0, repeat_days = 0, date_slack = 0;
  std::vector<Window> windows;
  std::vector<std::string> joint;
  std::vector<LinkRule> links;
  std::unordered_set<std::uint32_t> ignore;

  std::int64_t window_days(std::string_view type) const;
  bool is_joint(std::string_view type) const;
};

// Unknown keys, unknown words and missing numbers are errors with the place in the file.
base::Result<MergingRules> parse_merging(const base::YamlNode& root, const std::string& name);
// The rules in the binary.
base::Result<MergingRules> embedded_merging();

// "tariff.*" fits "tariff.cut"; a pattern without * fits itself.
bool glob_matches(std::string_view pattern, std::string_view word);

// What the mentions of an event say together.
struct Profile {
  std::int64_t first_time = 0;
  std::int64_t last_time = 0;
  std::int64_t actual_since = 0;  // time of the first positive actual mention; 0: none
  std::int64_t done_on = 0;       // the earliest past day on which such a mention says it was done; 0: none
  Parties parties;
  std::vector<double> rates;
  std::vector<double> amounts;
  std::vector<DayRange> dates;
  std::vector<std::uint32_t> words;
  std::vector<std::int64_t> digests;
  std::vector<std::int64_t> documents;  // rows

  void add(const Sight& sight);
};

// What the party acts as: its government, or itself.
std::uint64_t side_of(const Party& party);
// Whether an actor of the one acts as one of the other.
bool share_side(const Parties& a, const Parties& b);

// The sides of the actors, as keys within a block.
std::vector<std::int64_t> sides_of(const std::string& block, const Parties& parties);

// What the rules say of a type, looked up once.
struct TypeRules {
  std::int64_t window = 0;  // seconds
  bool joint = false;
};

// The score of a mention against an event of its block; nullopt when they are too far apart in time, or when not even equal
// sentences could bring it to the threshold.
std::optional<double> score(const MergingRules& rules, const TypeRules& type, const Profile& event, const Sight& sight);

// The share in which two groups of parties agree: 1 the same, `kin` the same government, 0 unknown, -1 others (or, when
// an unresolved name stands between, -unresolved).
double agreement(const MergingRules& rules, extract::Role role, std::span<const Party> event, std::span<const Party> sight, bool all);

}  // namespace tradewire::store
