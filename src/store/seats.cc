#include "store/seats.h"

#include <algorithm>
#include <limits>

#include "base/hash.h"

namespace tradewire::store {
namespace {

constexpr std::size_t kMostStandings = 40000;
constexpr std::size_t kLoaded = 2 * Seats::kMost;   // of a slot at first,
constexpr std::size_t kMostRecent = 8 * Seats::kMost;  // and before it is cut back
constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::min();

std::int64_t slot_of(std::string_view type, std::uint8_t role, std::uint64_t party) {
  return static_cast<std::int64_t>(base::hash64(type, party * 31 + role));
}

std::int64_t rank_of(const std::string& key) { return static_cast<std::int64_t>(base::hash64(key)); }

std::vector<std::int64_t> slots_of(const Standing& standing) {
  std::vector<std::int64_t> slots;
  for (const Seat& seat : standing.seats) {
    if (Seats::has_slot(seat.role)) slots.push_back(slot_of(standing.type, seat.role, seat.party));
  }
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

}  // namespace

bool Seats::has_slot(std::uint8_t role) {
  return role == static_cast<std::uint8_t>(extract::Role::kActor) || role == static_cast<std::uint8_t>(extract::Role::kTarget);
}

void Seats::forget() {
  young_.clear();
  old_.clear();
  recent_.clear();
  newest_.reset();
}

void Seats::keep(std::int64_t event, Standing standing) {
  if (young_.size() >= kMostStandings) {
    old_ = std::move(young_);
    young_.clear();
  }
  young_.insert_or_assign(event, std::move(standing));
}

Standing Seats::load(std::int64_t event) {
  Standing standing;
  {
    Cursor row = connection_.query("SELECT key, type, first_seen FROM events WHERE id = ?", event);
    if (!row.next()) return standing;
    standing = {row.text(0), row.text(1), row.integer(2), {}};
  }
  Cursor row = connection_.query(
      "SELECT r.role, r.entity, n.entity, n.name, n.kind, n.country FROM event_roles r JOIN entities n ON n.id = r.entity WHERE r.event = ?", event);
  while (row.next()) standing.seats.push_back({seat_of(row.text(0)), row.integer(1), seat_party(row.text(2), row.text(3), row.text(4), row.text(5))});
  std::sort(standing.seats.begin(), standing.seats.end());
  return standing;
}

const Standing* Seats::find(std::int64_t event) {
  if (const auto found = young_.find(event); found != young_.end()) return &found->second;
  if (auto found = old_.find(event); found != old_.end()) {
    Standing standing = std::move(found->second);
    old_.erase(found);
    keep(event, std::move(standing));
    return &young_.at(event);
  }
  Standing standing = load(event);
  if (standing.type.empty()) return nullptr;
  keep(event, std::move(standing));
  return &young_.at(event);
}

void Seats::write_slots(std::int64_t event, const Standing& standing, bool in) {
  const Placed placed{standing.first_seen, rank_of(standing.key), event};
  for (const std::int64_t slot : slots_of(standing)) {
    const char* sql = in ? "INSERT INTO event_parties (slot, first_seen, rank, event) VALUES (?, ?, ?, ?)"
                         : "DELETE FROM event_parties WHERE slot = ? AND first_seen = ? AND rank = ? AND event = ?";
    connection_.run(sql, slot, placed.first_seen, placed.rank, event);
    const auto held = recent_.find(slot);
    if (held == recent_.end() || placed.first_seen < held->second.complete_since) continue;
    std::vector<Placed>& list = held->second.placed;
    const auto at = std::lower_bound(list.begin(), list.end(), placed);
    if (in) {
      list.insert(at, placed);
    } else if (at != list.end() && *at == placed) {
      list.erase(at);
    }
    if (list.size() <= kMostRecent) continue;
    list.erase(list.begin(), list.end() - static_cast<std::ptrdiff_t>(kLoaded));
    held->second.complete_since = list.front().first_seen + 1;
  }
}

void Seats::write_roles(std::int64_t event, const Standing* before, const Standing& after) {
  const auto same = [](const Seat& a) { return [&a](const Seat& b) { return a.role == b.role && a.entity == b.entity; }; };
  const auto in = [&](const std::vector<Seat>& seats, const Seat& seat) { return std::any_of(seats.begin(), seats.end(), same(seat)); };
  if (before != nullptr) {
    for (const Seat& seat : before->seats) {
      if (in(after.seats, seat)) continue;
      connection_.run("DELETE FROM event_roles WHERE entity = ? AND event = ? AND role = ?", seat.entity, event, seat_word(seat.role));
    }
  }
  for (const Seat& seat : after.seats) {
    if (before != nullptr && in(before->seats, seat)) continue;
    connection_.run("INSERT INTO event_roles (entity, event, role) VALUES (?, ?, ?)", seat.entity, event, seat_word(seat.role));
  }
}

bool Seats::put(std::int64_t event, Standing standing, bool fresh) {
  const Standing* before = fresh ? nullptr : find(event);
  if (before != nullptr && *before == standing) return false;
  if (newest_) newest_ = std::max(*newest_, standing.first_seen);
  write_roles(event, before, standing);
  // The slots change with the type, the time and the id too.
  const bool moved = before == nullptr || before->type != standing.type || before->first_seen != standing.first_seen ||
                     before->key != standing.key || slots_of(*before) != slots_of(standing);
  if (moved) {
    if (before != nullptr) write_slots(event, *before, false);
    write_slots(event, standing, true);
  }
  keep(event, std::move(standing));
  return true;
}

void Seats::drop(std::int64_t event) {
  if (const Standing* before = find(event)) write_slots(event, *before, false);
  young_.erase(event);
  connection_.run("DELETE FROM event_roles WHERE event = ?", event);
  newest_.reset();
}

Seats::Recent& Seats::recent(std::int64_t slot) {
  const auto found = recent_.find(slot);
  if (found != recent_.end()) return found->second;
  Recent recent;
  Cursor row = connection_.query("SELECT first_seen, rank, event FROM event_parties WHERE slot = ? ORDER BY first_seen DESC, rank DESC LIMIT ?", slot,
                                 static_cast<std::int64_t>(kLoaded));
  while (row.next()) recent.placed.push_back({row.integer(0), row.integer(1), row.integer(2)});
  std::reverse(recent.placed.begin(), recent.placed.end());
  recent.complete_since = recent.placed.size() < kLoaded ? kAlways : recent.placed.front().first_seen + 1;
  return recent_.emplace(slot, std::move(recent)).first->second;
}

void Seats::add_latest(std::vector<Placed>& events, std::string_view type, extract::Role role, std::uint64_t party, std::int64_t from,
                       std::int64_t to) {
  const std::int64_t slot = slot_of(type, static_cast<std::uint8_t>(role), party);
  const Recent& held = recent(slot);
  const std::size_t before = events.size();
  const auto end = std::upper_bound(held.placed.begin(), held.placed.end(), to, [](std::int64_t time, const Placed& p) { return time < p.first_seen; });
  for (auto at = end; at != held.placed.begin() && events.size() - before < kMost; --at) {
    const Placed& placed = *std::prev(at);
    if (placed.first_seen < from || placed.first_seen < held.complete_since) break;
    events.push_back(placed);
  }
  if (events.size() - before == kMost || from >= held.complete_since) return;
  events.resize(before);
  Cursor row = connection_.query(
      "SELECT first_seen, rank, event FROM event_parties WHERE slot = ? AND first_seen >= ? AND first_seen <= ? ORDER BY first_seen DESC, rank DESC LIMIT ?",
      slot, from, to, static_cast<std::int64_t>(kMost));
  while (row.next()) events.push_back({row.integer(0), row.integer(1), row.integer(2)});
}

void Seats::add_earliest(std::vector<Placed>& events, std::string_view type, extract::Role role, std::uint64_t party, std::int64_t from,
                         std::int64_t to) {
  Cursor row = connection_.query(
      "SELECT first_seen, rank, event FROM event_parties WHERE slot = ? AND first_seen >= ? AND first_seen <= ? ORDER BY first_seen, rank LIMIT ?",
      slot_of(type, static_cast<std::uint8_t>(role), party), from, to, static_cast<std::int64_t>(kMost));
  while (row.next()) events.push_back({row.integer(0), row.integer(1), row.integer(2)});
}

std::int64_t Seats::newest() {
  if (!newest_) newest_ = connection_.number("SELECT max(first_seen) FROM events").value_or(kAlways);
  return *newest_;
}

}  // namespace tradewire::store
