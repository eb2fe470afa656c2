#include "store/links.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace tradewire::store {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr int kMostLookedAt = 60;  // candidates of one rule and party, latest first

}  // namespace

bool Links::same(const Part& a, const Part& b) {
  return a.entity == b.entity || (!a.country.empty() && a.country == b.country && !a.company && !b.company);
}

std::vector<Links::Part> Links::parts_of(std::int64_t event) {
  std::vector<Part> parts;
  Cursor row = connection_.query(
      "SELECT r.role, r.entity, n.country, n.kind FROM event_roles r JOIN entities n ON n.id = r.entity WHERE r.event = ?", event);
  while (row.next()) parts.push_back({row.text(0), row.integer(1), row.text(2), row.text(3) == "company"});
  return parts;
}

// 1: a filler in common; -1: both say something else; 0: one is silent.
int Links::relation(const std::vector<Part>& a, std::string_view role_a, const std::vector<Part>& b, std::string_view role_b) {
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

// What an answer takes up need not be the same goods; what a suspension takes up must.
bool Links::fits(const std::vector<Part>& from, const std::vector<Part>& to, const LinkRule& rule) {
  int met = 0;
  bool sides = false;
  for (const auto& [role_from, role_to] : rule.agree) {
    const int found = relation(from, to_string(role_from), to, to_string(role_to));
    if (found < 0 && !rule.any) return false;
    met += found > 0 ? 1 : 0;
    sides = sides || role_from != role_to || role_from == extract::Role::kTarget;
  }
  if (met == 0) return false;
  if (rule.kind == LinkKind::kAnswers) return true;
  return relation(from, "commodity", to, "commodity") >= 0 && (sides || relation(from, "target", to, "target") >= 0);
}

// The names under which a role's parties stand in event_parties: each by itself, and by its government.
std::vector<std::string> Links::parties(const std::vector<Part>& parts, extract::Role role) {
  std::set<std::string> names;
  for (const Part& part : parts) {
    if (part.role != to_string(role)) continue;
    names.insert("entity " + std::to_string(part.entity));
    if (!part.country.empty() && !part.company) names.insert("country " + part.country);
  }
  return {names.begin(), names.end()};
}

void Links::write_parties(std::int64_t event, const std::string& type, std::int64_t first_seen, bool fresh) {
  if (!fresh) connection_.run("DELETE FROM event_parties WHERE event = ?", event);
  const std::vector<Part> parts = parts_of(event);
  for (const extract::Role role : {extract::Role::kActor, extract::Role::kTarget}) {
    for (const std::string& party : parties(parts, role)) {
      connection_.run("INSERT INTO event_parties (type, role, party, first_seen, event) VALUES (?, ?, ?, ?, ?)", type, to_string(role), party, first_seen,
                      event);
    }
  }
}

Links::Place Links::place(std::int64_t event) {
  Cursor row = connection_.query("SELECT type, first_seen FROM events WHERE id = ?", event);
  if (!row.next()) return {};
  return {row.text(0), row.integer(1)};
}

std::int64_t Links::best_target(std::int64_t event, const std::vector<Part>& parts, const Place& at, const LinkRule& rule) {
  // A measure and its answer are not told in one breath; a suspension and what it suspends may be.
  const bool apart = rule.kind == LinkKind::kAnswers || std::count(rule.to.begin(), rule.to.end(), at.type) > 0;
  std::set<std::tuple<std::int64_t, std::string, std::int64_t>> candidates;  // by time, then key
  for (const std::string& type : rule.to) {
    for (const auto& [role_from, role_to] : rule.agree) {
      for (const std::string& party : parties(parts, role_from)) {
        Cursor row = connection_.query(
            "SELECT p.first_seen, e.key, e.id FROM event_parties p JOIN events e ON e.id = p.event WHERE p.type = ? AND p.role = ? AND p.party = ?"
            " AND p.first_seen <= ? AND p.first_seen >= ? ORDER BY p.first_seen DESC LIMIT ?",
            type, to_string(role_to), party, at.first_seen - (apart ? 1 : 0), at.first_seen - rule.days * kDay, kMostLookedAt);
        while (row.next()) candidates.emplace(row.integer(0), row.text(1), row.integer(2));
      }
    }
  }
  for (auto candidate = candidates.rbegin(); candidate != candidates.rend(); ++candidate) {
    const std::int64_t target = std::get<2>(*candidate);
    if (target != event && fits(parts, parts_of(target), rule)) return target;
  }
  return 0;
}

void Links::renew_outgoing(std::int64_t event, const Place& at) {
  const bool refers = std::any_of(rules_.links.begin(), rules_.links.end(), [&](const LinkRule& rule) { return rule.from == at.type; });
  if (!refers) return;
  connection_.run("DELETE FROM event_links WHERE event = ?", event);
  const std::vector<Part> parts = parts_of(event);
  for (const LinkRule& rule : rules_.links) {
    if (rule.from != at.type) continue;
    const std::int64_t target = best_target(event, parts, at, rule);
    if (target == 0) continue;
    connection_.run("INSERT INTO event_links (event, kind, target) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", event, to_string(rule.kind),
                    target);
  }
}

void Links::renew_incoming(std::int64_t event, const Place& at) {
  // Mostly there is nothing later.
  if (connection_.number("SELECT max(first_seen) FROM events").value_or(0) <= at.first_seen) {
    if (!connection_.number("SELECT 1 FROM events WHERE first_seen = ? AND id <> ? LIMIT 1", at.first_seen, event)) return;
  }
  const std::vector<Part> parts = parts_of(event);
  std::set<std::int64_t> later;
  for (const LinkRule& rule : rules_.links) {
    if (std::count(rule.to.begin(), rule.to.end(), at.type) == 0) continue;
    for (const auto& [role_from, role_to] : rule.agree) {
      for (const std::string& party : parties(parts, role_to)) {
        Cursor row = connection_.query(
            "SELECT event FROM event_parties WHERE type = ? AND role = ? AND party = ? AND first_seen >= ? AND first_seen <= ? ORDER BY first_seen LIMIT ?",
            rule.from, to_string(role_from), party, at.first_seen, at.first_seen + rule.days * kDay, kMostLookedAt);
        while (row.next()) later.insert(row.integer(0));
      }
    }
  }
  later.erase(event);
  for (const std::int64_t other : later) renew_outgoing(other, place(other));
}

void Links::renew(std::int64_t event) {
  const Place at = place(event);
  if (at.type.empty()) return;
  renew_outgoing(event, at);
  renew_incoming(event, at);
}

}  // namespace tradewire::store
