#include "store/links.h"

#include <algorithm>

namespace tradewire::store {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr int kMostLookedAt = 300;  // candidates of one rule, latest first

struct Part {
  std::string role;
  std::int64_t entity = 0;
  std::string country;
  bool company = false;
};

std::vector<Part> parts_of(Connection& connection, std::int64_t event) {
  std::vector<Part> parts;
  Cursor row = connection.query(
      "SELECT r.role, r.entity, n.country, n.kind FROM event_roles r JOIN entities n ON n.id = r.entity WHERE r.event = ?", event);
  while (row.next()) parts.push_back({row.text(0), row.integer(1), row.text(2), row.text(3) == "company"});
  return parts;
}

bool same(const Part& a, const Part& b) {
  return a.entity == b.entity || (!a.country.empty() && a.country == b.country && !a.company && !b.company);
}

// 1: a filler in common; -1: both say something else; 0: one is silent.
int relation(const std::vector<Part>& a, std::string_view role_a, const std::vector<Part>& b, std::string_view role_b) {
  bool both = false;
  for (const Part& x : a) {
    if (x.role != role_a) continue;
    for (const Part& y : b) {
      if (y.role != role_b) continue;
      if (same(x, y)) return 1;
      both = true;
    }
  }
  return both ? -1 : 0;
}

bool roles_agree(const LinkRule& rule, const std::vector<Part>& from, const std::vector<Part>& to) {
  int met = 0;
  for (const auto& [role_from, role_to] : rule.agree) {
    const int found = relation(from, to_string(role_from), to, to_string(role_to));
    if (found < 0 && !rule.any) return false;
    met += found > 0 ? 1 : 0;
  }
  return met > 0;
}

// What an answer takes up need not be the same goods; what a suspension takes up must.
bool things_agree(const LinkRule& rule, const std::vector<Part>& from, const std::vector<Part>& to) {
  if (rule.kind == LinkKind::kAnswers) return true;
  if (relation(from, "commodity", to, "commodity") < 0) return false;
  const bool sides = std::any_of(rule.agree.begin(), rule.agree.end(),
                                 [](const auto& pair) { return pair.first != pair.second || pair.first == extract::Role::kTarget; });
  return sides || relation(from, "target", to, "target") >= 0;
}

}  // namespace

Links::Place Links::place(std::int64_t event) {
  Cursor row = connection_.query("SELECT type, first_seen FROM events WHERE id = ?", event);
  if (!row.next()) return {};
  return {row.text(0), row.integer(1)};
}

double Links::fit(std::int64_t event, std::int64_t target, const LinkRule& rule) {
  const std::vector<Part> from = parts_of(connection_, event);
  const std::vector<Part> to = parts_of(connection_, target);
  return roles_agree(rule, from, to) && things_agree(rule, from, to) ? 1 : 0;
}

std::int64_t Links::best_target(std::int64_t event, const Place& at, const LinkRule& rule) {
  std::int64_t best = 0;
  std::int64_t best_time = 0;
  // A measure and its answer are not told in one breath; a suspension and what it suspends may be.
  const std::int64_t latest = rule.kind == LinkKind::kAnswers || std::count(rule.to.begin(), rule.to.end(), at.type) > 0
                                  ? at.first_seen - 1 : at.first_seen;
  for (const std::string& type : rule.to) {
    std::vector<std::pair<std::int64_t, std::int64_t>> candidates;
    {
      Cursor row = connection_.query(
          "SELECT id, first_seen FROM events WHERE type = ? AND first_seen <= ? AND first_seen >= ? ORDER BY first_seen DESC, key DESC"
          " LIMIT ?",
          type, latest, at.first_seen - rule.days * kDay, kMostLookedAt);
      while (row.next()) candidates.emplace_back(row.integer(0), row.integer(1));
    }
    for (const auto& [candidate, time] : candidates) {
      if (best != 0 && time <= best_time) break;
      if (candidate == event || fit(event, candidate, rule) <= 0) continue;
      best = candidate;
      best_time = time;
      break;
    }
  }
  return best;
}

void Links::renew_outgoing(std::int64_t event, const Place& at) {
  connection_.run("DELETE FROM event_links WHERE event = ?", event);
  for (const LinkRule& rule : rules_.links) {
    if (rule.from != at.type) continue;
    const std::int64_t target = best_target(event, at, rule);
    if (target == 0) continue;
    connection_.run("INSERT INTO event_links (event, kind, target) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", event, to_string(rule.kind),
                    target);
  }
}

void Links::renew_incoming(std::int64_t event, const Place& at) {
  for (const LinkRule& rule : rules_.links) {
    if (std::count(rule.to.begin(), rule.to.end(), at.type) == 0) continue;
    std::vector<std::int64_t> later;
    {
      Cursor row = connection_.query("SELECT id FROM events WHERE type = ? AND first_seen >= ? AND first_seen <= ? AND id <> ? ORDER BY first_seen LIMIT ?",
                                     rule.from, at.first_seen, at.first_seen + rule.days * kDay, event, kMostLookedAt);
      while (row.next()) later.push_back(row.integer(0));
    }
    for (const std::int64_t other : later) {
      if (fit(other, event, rule) > 0) renew_outgoing(other, place(other));
    }
  }
}

void Links::renew(std::int64_t event) {
  const Place at = place(event);
  if (at.type.empty()) return;
  renew_outgoing(event, at);
  renew_incoming(event, at);
}

}  // namespace tradewire::store
