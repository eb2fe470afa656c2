#include "store/links.h"

#include <algorithm>

namespace tradewire::store {
namespace {

using extract::Role;

constexpr std::int64_t kDay = 86400;

// 1: a filler in common; -1: both say something else; 0: one is silent.
int relation(const Standing& a, Role role_a, const Standing& b, Role role_b) {
  bool both = false;
  for (const Seat& x : a.seats) {
    if (x.role != static_cast<std::uint8_t>(role_a)) continue;
    for (const Seat& y : b.seats) {
      if (y.role != static_cast<std::uint8_t>(role_b)) continue;
      if (x.party == y.party) return 1;
      both = true;
    }
  }
  return both ? -1 : 0;
}

std::vector<std::uint64_t> parties(const Standing& standing, Role role) {
  std::vector<std::uint64_t> found;
  for (const Seat& seat : standing.seats) {
    if (seat.role == static_cast<std::uint8_t>(role)) found.push_back(seat.party);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool refers_to(const LinkRule& rule, const std::string& type) { return std::find(rule.to.begin(), rule.to.end(), type) != rule.to.end(); }

}  // namespace

// What an answer takes up need not be the same goods; what a suspension takes up must.
bool Links::fits(const Standing& from, const Standing& to, const LinkRule& rule) {
  int met = 0;
  bool sides = false;
  for (const auto& [role_from, role_to] : rule.agree) {
    const int found = relation(from, role_from, to, role_to);
    if (found < 0 && !rule.any) return false;
    met += found > 0 ? 1 : 0;
    sides = sides || role_from != role_to || role_from == Role::kTarget;
  }
  if (met == 0) return false;
  if (rule.kind == LinkKind::kAnswers) return true;
  return relation(from, Role::kCommodity, to, Role::kCommodity) >= 0 && (sides || relation(from, Role::kTarget, to, Role::kTarget) >= 0);
}

std::int64_t Links::best_target(std::int64_t event, const Standing& standing, const LinkRule& rule) {
  // A measure and its answer are not told in one breath; a suspension and what it suspends may be.
  const bool apart = rule.kind == LinkKind::kAnswers || refers_to(rule, standing.type);
  const std::int64_t to = standing.first_seen - (apart ? 1 : 0);
  std::vector<Placed>& candidates = candidates_;
  candidates.clear();
  for (const std::string& type : rule.to) {
    for (const auto& [role_from, role_to] : rule.agree) {
      for (const std::uint64_t party : parties(standing, role_from)) {
        seats_.add_latest(candidates, type, role_to, party, standing.first_seen - rule.days * kDay, to);
      }
    }
  }
  std::sort(candidates.begin(), candidates.end(), std::greater<>());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  for (const Placed& candidate : candidates) {
    if (candidate.event == event) continue;
    const Standing* target = seats_.find(candidate.event);
    if (target != nullptr && fits(standing, *target, rule)) return candidate.event;
  }
  return 0;
}

void Links::renew_outgoing(std::int64_t event) {
  const Standing* found = seats_.find(event);
  if (found == nullptr) return;
  const Standing standing = *found;  // finding others may move it
  const bool refers = std::any_of(rules_.links.begin(), rules_.links.end(), [&](const LinkRule& rule) { return rule.from == standing.type; });
  if (!refers) return;
  std::set<std::pair<std::string, std::int64_t>> links;
  for (const LinkRule& rule : rules_.links) {
    if (rule.from != standing.type) continue;
    const std::int64_t target = best_target(event, standing, rule);
    if (target != 0) links.emplace(to_string(rule.kind), target);
  }
  std::set<std::pair<std::string, std::int64_t>> written;
  {
    Cursor row = connection_.query("SELECT kind, target FROM event_links WHERE event = ?", event);
    while (row.next()) written.emplace(row.text(0), row.integer(1));
  }
  for (const auto& link : written) {
    if (!links.contains(link)) connection_.run("DELETE FROM event_links WHERE event = ? AND kind = ? AND target = ?", event, link.first, link.second);
  }
  for (const auto& link : links) {
    if (!written.contains(link)) connection_.run("INSERT INTO event_links (event, kind, target) VALUES (?, ?, ?)", event, link.first, link.second);
  }
}

std::vector<std::int64_t> Links::referring(std::int64_t event) {
  std::vector<std::int64_t> events;
  Cursor row = connection_.query("SELECT event FROM event_links WHERE target = ?", event);
  while (row.next()) events.push_back(row.integer(0));
  return events;
}

void Links::add_later(std::int64_t event, const Standing& standing, std::set<std::int64_t>& later) {
  for (const std::int64_t other : referring(event)) later.insert(other);
  for (const LinkRule& rule : rules_.links) {
    if (!refers_to(rule, standing.type)) continue;
    for (const auto& [role_from, role_to] : rule.agree) {
      for (const std::uint64_t party : parties(standing, role_to)) {
        std::vector<Placed> found;
        seats_.add_earliest(found, rule.from, role_from, party, standing.first_seen, standing.first_seen + rule.days * kDay);
        for (const Placed& placed : found) later.insert(placed.event);
      }
    }
  }
}

void Links::renew(const std::vector<std::int64_t>& events, std::int64_t newest) {
  std::set<std::int64_t> all(events.begin(), events.end());
  for (const std::int64_t event : events) {
    const Standing* found = seats_.find(event);
    if (found != nullptr && found->first_seen <= newest) add_later(event, Standing(*found), all);
  }
  for (const std::int64_t event : all) renew_outgoing(event);
}

}  // namespace tradewire::store
