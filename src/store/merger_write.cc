// The writing half of merger.h: events and their parts as rows, and the changes that they tell.
#include <algorithm>
#include <utility>

#include "store/life.h"
#include "store/merger.h"

namespace tradewire::store {
namespace {

std::string key_for(const Cluster& cluster) { return cluster.bond.empty() ? cluster.sights.front().mention : cluster.bond; }

std::string family_key(std::int64_t row) { return "~" + std::to_string(row); }

std::string mention_of_turn(const std::vector<HistoryEntry>& history, std::string_view what) {
  for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
    if (entry->what == what) return entry->mention;
  }
  return history.empty() ? "" : history.front().mention;
}

// Every day that a mention can name to meet the event when both are far apart.
std::vector<DatedSide> dated_sides(const std::string& block, const Profile& profile) {
  std::vector<DatedSide> rows;
  for (const DayRange& date : profile.dates) {
    if (!is_exact(date)) continue;
    for (const std::int64_t side : sides_of(block, profile.parties)) rows.push_back({side, date});
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

}  // namespace

void Merger::record(Change change, Told& changes, const std::string& mention) {
  connection_.run("INSERT INTO changes (event, what, from_word, to_word, at, mention) VALUES (?, ?, ?, ?, ?, ?)", change.event,
                  to_string(change.what), change.from, change.to, change.at, mention);
  ++changes.count;
  if (changes.counting) return;
  if (const auto fresh = fresh_.find(mention); fresh != fresh_.end()) {
    change.mention = *fresh->second;
  } else if (const auto row = connection_.number("SELECT id FROM mentions WHERE key = ?", mention)) {
    change.mention = rows_.load(*row);
  }
  changes.changes.push_back(std::move(change));
}

void Merger::alias(const std::string& from, const std::string& to, base::UnixTime now, Told& changes) {
  if (from == to || from.starts_with('~')) return;
  connection_.run("INSERT INTO event_aliases (key, event) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET event = excluded.event", from, to);
  record({from, ChangeKind::kMerged, "", to, now, {}}, changes, from);
}

// An event that was emptied and whose first mention went to a new one hands its row on.
void Merger::reuse_rows(Block& block) {
  std::map<std::string, Cluster*> emptied;
  for (Cluster* cluster : block.changed()) {
    if (cluster->sights.empty() && cluster->row != 0) emptied[cluster->stored.key] = cluster;
  }
  if (emptied.empty()) return;
  for (Cluster* cluster : block.changed()) {
    if (cluster->row != 0 || cluster->sights.empty()) continue;
    auto old = emptied.find(key_for(*cluster));
    for (auto sight = cluster->sights.begin(); old == emptied.end() && sight != cluster->sights.end(); ++sight) old = emptied.find(sight->mention);
    if (old == emptied.end()) continue;
    cluster->row = std::exchange(old->second->row, 0);
    cluster->stored = old->second->stored;
    emptied.erase(old);
  }
}

// Ids may pass from one event to another: those that change step aside first.
void Merger::free_keys(Block& block) {
  reuse_rows(block);
  for (Cluster* cluster : block.changed()) {
    const bool leaves = cluster->row != 0 && (cluster->sights.empty() || key_for(*cluster) != cluster->stored.key);
    if (leaves) connection_.run("UPDATE events SET key = ? WHERE id = ?", family_key(cluster->row), cluster->row);
  }
}

void Merger::flush_block(const std::string& name, Block& block, base::UnixTime now, Told& changes) {
  std::vector<Cluster*> changed;
  for (Cluster* cluster : block.changed()) {
    if (!cluster->sights.empty()) changed.push_back(cluster);
  }
  std::sort(changed.begin(), changed.end(), [](const Cluster* a, const Cluster* b) { return a->sights.front().order() < b->sights.front().order(); });
  for (Cluster* cluster : changed) {
    write_cluster(name, *cluster, now, changes);
  }
}

void Merger::write_event(Cluster& cluster, const StoredEvent& next, base::UnixTime now) {
  const Life& life = next.life;
  const std::string& type = cluster.sights.front().type;
  const std::optional<DayRange> days = day_range(life.date);
  const std::optional<std::int64_t> from_day = days ? std::optional(days->from) : std::nullopt;
  const std::optional<std::int64_t> to_day = days ? std::optional(days->to) : std::nullopt;
  if (cluster.row == 0) {
    cluster.row = connection_.insert(
        "INSERT INTO events (key, type, status, modality, closed, date, from_day, to_day, first_seen, last_seen, stored_at, changed_at, mention_count,"
        " document_count, pinned, rejected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        next.key, type, to_string(life.status), to_string(life.modality), life.closed, life.date, from_day, to_day, life.first_time, life.last_time, now,
        now, life.mention_count, life.document_count, next.pinned, next.rejected);
    return;
  }
  connection_.run("UPDATE events SET key = ?, type = ?, status = ?, modality = ?, closed = ?, date = ?, first_seen = ?, last_seen = ?,"
                  " mention_count = ?, document_count = ?, pinned = ?, rejected = ?, from_day = ?, to_day = ? WHERE id = ?",
                  next.key, type, to_string(life.status), to_string(life.modality), life.closed, life.date, life.first_time, life.last_time,
                  life.mention_count, life.document_count, next.pinned, next.rejected, from_day, to_day, cluster.row);
}

void Merger::write_cluster(const std::string& block, Cluster& cluster, base::UnixTime now, Told& changes) {
  mark_copies(cluster.sights);
  StoredEvent next;
  next.key = key_for(cluster);
  next.life = life_of(cluster.sights);
  if (!cluster.bond.empty()) {
    Cursor row = connection_.query("SELECT pinned, rejected FROM verdicts WHERE bond = ?", cluster.bond);
    if (row.next()) {
      next.pinned = row.integer(0) != 0;
      next.rejected = row.integer(1) != 0;
    }
  }
  const bool is_new = cluster.row == 0;
  const StoredEvent before = std::exchange(cluster.stored, {});
  write_event(cluster, next, now);
  cluster.stored = std::move(next);
  write_mentions(block, cluster);
  write_history(cluster, before, is_new);
  write_dates(block, cluster, before, is_new);
  write_seats(cluster, is_new);
  tell_changes(cluster, before, is_new, now, changes);
}

void Merger::tell_changes(const Cluster& cluster, const StoredEvent& before, bool is_new, base::UnixTime now, Told& changes) {
  const StoredEvent& after = cluster.stored;
  const std::string& type = cluster.sights.front().type;
  if (is_new) return record({after.key, ChangeKind::kNew, "", type, now, {}}, changes, cluster.sights.front().mention);
  const std::size_t told = changes.count;
  if (before.key != after.key) alias(before.key, after.key, now, changes);
  const auto turned = [&](ChangeKind kind, std::string_view from, std::string_view to) {
    if (from != to) record({after.key, kind, std::string(from), std::string(to), now, {}}, changes, mention_of_turn(after.life.history, to_string(kind)));
  };
  turned(ChangeKind::kStatus, to_string(before.life.status), to_string(after.life.status));
  turned(ChangeKind::kModality, to_string(before.life.modality), to_string(after.life.modality));
  if (changes.count > told) connection_.run("UPDATE events SET changed_at = ? WHERE id = ?", now, cluster.row);
}

void Merger::write_mentions(const std::string& block, Cluster& cluster) {
  for (Sight& sight : cluster.sights) {
    if (sight.row == 0) {
      const MentionPlace place{sight.document_row, cluster.row, sight.time, sight.digest, block, sight.copy};
      sight.row = rows_.insert(*fresh_.at(sight.mention), place);
    } else if (sight.event != cluster.row || sight.copy != sight.stored_copy) {
      connection_.run("UPDATE mentions SET event = ?, copy = ? WHERE id = ?", cluster.row, sight.copy, sight.row);
    }
    sight.event = cluster.row;
    sight.stored_copy = sight.copy;
  }
}

// Mostly a history goes on; only when it became another one is it written anew.
void Merger::write_history(const Cluster& cluster, const StoredEvent& before, bool is_new) {
  const std::vector<HistoryEntry>& written = before.life.history;
  const std::vector<HistoryEntry>& history = cluster.stored.life.history;
  const bool goes_on = is_new || (before.complete && written.size() <= history.size() && std::equal(written.begin(), written.end(), history.begin()));
  if (!goes_on) connection_.run("DELETE FROM event_history WHERE event = ?", cluster.row);
  for (std::size_t position = goes_on && !is_new ? written.size() : 0; position < history.size(); ++position) {
    const HistoryEntry& entry = history[position];
    connection_.run("INSERT INTO event_history (event, position, what, from_word, to_word, at, source, mention) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    cluster.row, position, entry.what, entry.from, entry.to, entry.at, entry.source, entry.mention);
  }
}

void Merger::write_dates(const std::string& block, Cluster& cluster, const StoredEvent& before, bool is_new) {
  cluster.stored.dates = dated_sides(block, cluster.profile);
  cluster.stored.complete = true;
  const bool known = is_new || before.complete;
  if (known && !is_new && before.dates == cluster.stored.dates) return;
  if (!is_new && !(known && before.dates.empty())) connection_.run("DELETE FROM event_dates WHERE event = ?", cluster.row);
  for (const DatedSide& dated : cluster.stored.dates) {
    connection_.run("INSERT INTO event_dates (side, longer, from_day, to_day, event) VALUES (?, ?, ?, ?, ?)", dated.side,
                    dated.date.from != dated.date.to, dated.date.from, dated.date.to, cluster.row);
  }
}

void Merger::write_seats(const Cluster& cluster, bool is_new) {
  Standing standing{cluster.stored.key, cluster.sights.front().type, cluster.stored.life.first_time, {}};
  for (const Sight& sight : cluster.sights) standing.seats.insert(standing.seats.end(), sight.seats.begin(), sight.seats.end());
  std::sort(standing.seats.begin(), standing.seats.end());
  standing.seats.erase(std::unique(standing.seats.begin(), standing.seats.end()), standing.seats.end());
  if (seats_.put(cluster.row, std::move(standing), is_new)) moved_.push_back(cluster.row);
}

void Merger::drop_event(Cluster& cluster, base::UnixTime now, Told& changes) {
  const std::string& key = cluster.stored.key;
  const std::optional<std::string> taker = connection_.word("SELECT e.key FROM mentions m JOIN events e ON e.id = m.event WHERE m.key = ?", key);
  for (const std::int64_t other : links_.referring(cluster.row)) moved_.push_back(other);
  seats_.drop(cluster.row);
  for (const char* table : {"event_history", "event_dates", "event_links"}) {
    connection_.run("DELETE FROM " + std::string(table) + " WHERE event = ?", cluster.row);
  }
  connection_.run("DELETE FROM event_links WHERE target = ?", cluster.row);
  connection_.run("DELETE FROM events WHERE id = ?", cluster.row);
  cluster.row = 0;
  if (taker) alias(key, *taker, now, changes);
}

}  // namespace tradewire::store
