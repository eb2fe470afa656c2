#include "store/score.h"

#include <algorithm>
#include <cmath>

#include "base/hash.h"

namespace tradewire::store {
namespace {

using extract::Role;

constexpr std::int64_t kDay = 86400;
constexpr std::size_t kMostWords = 200;  // of an event: what was said first is what it is

constexpr std::size_t index_of(Role role) { return static_cast<std::size_t>(role); }

template <typename T>
bool holds(const std::vector<T>& sorted, const T& value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

template <typename T>
void insert_sorted(std::vector<T>& sorted, const T& value) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at == sorted.end() || *at != value) sorted.insert(at, value);
}

std::size_t common(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t count = 0;
  for (const std::uint32_t key : a) count += holds(b, key) ? 1 : 0;
  return count;
}

// Two names of things: those in a gazetteer are what it says, others are alike when they share half their words.
double likeness(const MergingRules& rules, Role role, const Party& a, const Party& b) {
  if (a.key == b.key) return 1;
  const double kin = rules.traits[index_of(role)].kin;
  const bool things = role == Role::kCommodity || role == Role::kInstrument;
  if (!things && a.anchor != 0 && b.anchor != 0) {
    if (a.anchor != b.anchor) return -1;
    const bool companies = a.kind == Party::Kind::kCompany && b.kind == Party::Kind::kCompany;
    if (companies) return -1;
    const bool governments = a.kind != Party::Kind::kCompany && b.kind != Party::Kind::kCompany;
    return governments ? kin : kin / 2;
  }
  const std::size_t shorter = std::min(a.words.size(), b.words.size());
  const std::size_t shared = common(a.words, b.words);
  if (shorter > 0 && 2 * shared >= shorter) return things ? std::max(kin, 0.6) : kin;
  return a.resolved && b.resolved ? -1 : -rules.unresolved;
}

double best_of(const MergingRules& rules, Role role, const Party& one, std::span<const Party> many) {
  double best = -1;
  for (const Party& other : many) best = std::max(best, likeness(rules, role, one, other));
  return best;
}

// In a positive agreement `same` weighs, in a negative one `other`.
double weighed(const TraitWeight& weight, double share) { return share >= 0 ? share * weight.same : -share * weight.other; }

bool about_equal(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b)) + 1e-9;
}

double numbers_share(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
  if (a.empty() || b.empty()) return 0;
  for (const double x : a) {
    for (const double y : b) {
      if (about_equal(x, y, tolerance)) return 1;
    }
  }
  return -1;
}

bool overlaps(const DayRange& a, const DayRange& b, std::int64_t slack) { return a.from - slack <= b.to && b.from - slack <= a.to; }

bool any_overlaps(const std::vector<DayRange>& a, const std::vector<DayRange>& b, bool exact) {
  return std::any_of(a.begin(), a.end(), [&](const DayRange& x) {
    return std::any_of(b.begin(), b.end(), [&](const DayRange& y) {
      return overlaps(x, y, 0) && (!exact || (is_exact(x) && is_exact(y)));
    });
  });
}

// An event without a date of its own is taken to have happened about the time of the first reports.
double date_share(const MergingRules& rules, const Profile& event, const Sight& sight) {
  if (sight.dates.empty()) return 0;
  if (!event.dates.empty()) return any_overlaps(event.dates, sight.dates, false) ? 1 : -1;
  const DayRange told{event.first_time / kDay, event.last_time / kDay};
  for (const DayRange& date : sight.dates) {
    if (overlaps(date, told, rules.date_slack)) return 0;
  }
  // A day to come says nothing against an act that was only announced.
  const bool ahead = sight.dates.front().from > sight.time / kDay;
  return ahead ? 0 : -1;
}

double text_share(const Profile& event, const Sight& sight) {
  if (sight.words.empty() || event.words.empty()) return 0;
  const std::size_t shorter = std::min(sight.words.size(), event.words.size());
  return static_cast<double>(common(sight.words, event.words)) / static_cast<double>(shorter);
}

double party_score(const MergingRules& rules, bool joint, const Profile& event, const Sight& sight) {
  double total = 0;
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) {
    if (sight.parties[i].empty() || event.parties[i].empty()) continue;
    const bool all = joint && i == index_of(Role::kActor);
    total += weighed(rules.traits[i], agreement(rules, static_cast<Role>(i), event.parties[i], sight.parties[i], all));
  }
  return total;
}

double life_score(const MergingRules& rules, const Profile& event, const Sight& sight, bool same_document, double date) {
  double total = 0;
  const bool actual = sight.modality == extract::Modality::kActual;
  const bool done = actual || sight.polarity == extract::Polarity::kNegative;
  const std::int64_t long_ago = sight.time - rules.regress_days * kDay;
  const bool again = event.actual_since != 0 && !done && event.actual_since <= long_ago;
  // What was done on a day of the past is neither to come nor unlikely to come.
  const bool other = event.done_on != 0 && !actual && event.done_on <= long_ago;
  if (date <= 0 && (again || other)) total += rules.regress;
  if (event.actual_since != 0 && done && !same_document && date < 0 && sight.time - event.actual_since >= rules.repeat_days * kDay) {
    total += rules.repeat;
  }
  return total;
}

}  // namespace

std::uint64_t side_of(const Party& party) {
  return party.anchor != 0 && party.kind != Party::Kind::kCompany ? party.anchor : party.key;
}

bool share_side(const Parties& a, const Parties& b) {
  const std::size_t actor = index_of(Role::kActor);
  return std::any_of(a[actor].begin(), a[actor].end(), [&](const Party& x) {
    return std::any_of(b[actor].begin(), b[actor].end(), [&](const Party& y) { return side_of(x) == side_of(y); });
  });
}

std::vector<std::int64_t> sides_of(const std::string& block, const Parties& parties) {
  std::vector<std::int64_t> sides;
  for (const Party& party : parties[index_of(Role::kActor)]) sides.push_back(static_cast<std::int64_t>(base::hash64(block, side_of(party))));
  std::sort(sides.begin(), sides.end());
  sides.erase(std::unique(sides.begin(), sides.end()), sides.end());
  return sides;
}

void Profile::add(const Sight& sight) {
  if (documents.empty()) first_time = last_time = sight.time;
  first_time = std::min(first_time, sight.time);
  last_time = std::max(last_time, sight.time);
  const bool actual = sight.modality == extract::Modality::kActual && sight.polarity == extract::Polarity::kPositive;
  if (actual && actual_since == 0) actual_since = sight.time;
  if (actual && !sight.dates.empty() && is_exact(sight.dates.front())) {
    const std::int64_t day = sight.dates.front().to * kDay;
    if (day < sight.time && (done_on == 0 || day < done_on)) done_on = day;
  }
  for (std::size_t role = 0; role < extract::kRoleCount; ++role) {
    for (const Party& party : sight.parties[role]) {
      const auto known = parties[role];
      const auto same = [&](const Party& other) { return other.key == party.key; };
      if (std::none_of(known.begin(), known.end(), same)) parties.add(role, party);
    }
  }
  for (const double rate : sight.rates) insert_sorted(rates, rate);
  for (const double amount : sight.amounts) insert_sorted(amounts, amount);
  for (const DayRange& date : sight.dates) {
    if (std::find(dates.begin(), dates.end(), date) == dates.end()) dates.push_back(date);
  }
  for (const std::uint32_t word : sight.words) {
    if (words.size() < kMostWords) insert_sorted(words, word);
  }
  insert_sorted(digests, sight.digest);
  insert_sorted(documents, sight.document_row);
}

double agreement(const MergingRules& rules, Role role, std::span<const Party> event, std::span<const Party> sight, bool all) {
  if (event.empty() || sight.empty()) return 0;
  const std::span<const Party> fewer = event.size() < sight.size() ? event : sight;
  const std::span<const Party> more = event.size() < sight.size() ? sight : event;
  double sum = 0;
  double best = -1;
  double worst = 1;
  for (const Party& party : fewer) {
    const double share = best_of(rules, role, party, more);
    sum += share;
    best = std::max(best, share);
    worst = std::min(worst, share);
  }
  if (all) return worst;
  // One party of a list in common is something, all of the shorter list is everything.
  return best <= 0 ? best : sum / static_cast<double>(fewer.size());
}

std::optional<double> score(const MergingRules& rules, const TypeRules& type, const Profile& event, const Sight& sight) {
  const std::int64_t gap = std::abs(sight.time - std::clamp(sight.time, event.first_time, event.last_time));
  const std::int64_t window = type.window;
  if (gap > window && sight.dates.empty()) return std::nullopt;
  if (gap > window && !(any_overlaps(event.dates, sight.dates, true) && share_side(event.parties, sight.parties))) return std::nullopt;
  const double date = date_share(rules, event, sight);
  const bool copied = holds(event.digests, sight.digest);
  const bool same_document = holds(event.documents, sight.document_row);
  double total = gap > window ? rules.far : rules.near + (rules.far - rules.near) * static_cast<double>(gap) / static_cast<double>(window);
  total += weighed(rules.traits[index_of(Role::kDate)], date);
  total += party_score(rules, type.joint, event, sight);
  total += weighed(rules.traits[index_of(Role::kRate)], numbers_share(event.rates, sight.rates, 0));
  total += weighed(rules.traits[index_of(Role::kAmount)], numbers_share(event.amounts, sight.amounts, rules.amount_tolerance));
  if (same_document) total += rules.document;
  if (copied && !same_document) total += rules.copy;
  total += life_score(rules, event, sight, same_document, date);
  // To compare sentences costs most.
  if (total + std::max(rules.text, 0.0) < rules.threshold) return std::nullopt;
  return total + rules.text * text_share(event, sight);
}

}  // namespace tradewire::store
