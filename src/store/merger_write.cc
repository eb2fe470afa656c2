// The writing half of merger.h: events and their parts as rows, and the changes that they tell.
#include <algorithm>
#include <set>

#include "store/life.h"
#include "store/merger.h"

namespace tradewire::store {
namespace {

std::string key_for(const Cluster& cluster) { return cluster.bond.empty() ? cluster.sights.front().mention : cluster.bond; }

std::string family_key(std::int64_t row) { return "~" + std::to_string(row); }

std::string mention_of_turn(const Life& life, std::string_view what) {
  for (auto entry = life.history.rbegin(); entry != life.history.rend(); ++entry) {
    if (entry->what == what) return entry->mention;
  }
  return life.history.empty() ? "" : life.history.front().mention;
}

}  // namespace

void Merger::record(Change change, std::vector<Change>& changes, const std::string& mention) {
  connection_.run("INSERT INTO changes (event, what, from_word, to_word, at, mention) VALUES (?, ?, ?, ?, ?, ?)", change.event,
                  to_string(change.what), change.from, change.to, change.at, mention);
  if (const auto fresh = fresh_.find(mention); fresh != fresh_.end()) {
    change.mention = *fresh->second;
  } else if (const auto row = connection_.number("SELECT id FROM mentions WHERE key = ?", mention)) {
    change.mention = rows_.load(*row);
  }
  changes.push_back(std::move(change));
}

void Merger::alias(const std::string& from, const std::string& to, base::UnixTime now, std::vector<Change>& changes) {
  if (from == to || from.starts_with('~')) return;
  connection_.run("INSERT INTO event_aliases (key, event) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET event = excluded.event", from, to);
  record({from, ChangeKind::kMerged, "", to, now, {}}, changes, from);
}

// An event that was emptied and whose first mention went to a new one hands its row on.
void Merger::reuse_rows(Block& block) {
  std::map<std::string, Cluster*> emptied;
  for (Cluster* cluster : block.changed()) {
    if (cluster->sights.empty() && cluster->row != 0) emptied[cluster->key] = cluster;
  }
  if (emptied.empty()) return;
  for (Cluster* cluster : block.changed()) {
    if (cluster->row != 0 || cluster->sights.empty()) continue;
    auto old = emptied.find(key_for(*cluster));
    for (auto sight = cluster->sights.begin(); old == emptied.end() && sight != cluster->sights.end(); ++sight) old = emptied.find(sight->mention);
    if (old == emptied.end()) continue;
    cluster->row = std::exchange(old->second->row, 0);
    cluster->key = old->second->key;
    emptied.erase(old);
  }
}

// Ids may pass from one event to another: those that change step aside first.
void Merger::free_keys(Block& block) {
  reuse_rows(block);
  for (Cluster* cluster : block.changed()) {
    const bool leaves = cluster->row != 0 && (cluster->sights.empty() || key_for(*cluster) != cluster->key);
    if (leaves) connection_.run("UPDATE events SET key = ? WHERE id = ?", family_key(cluster->row), cluster->row);
  }
}

void Merger::flush_block(const std::string& name, Block& block, base::UnixTime now, std::vector<Change>& changes) {
  std::vector<Cluster*> changed;
  for (Cluster* cluster : block.changed()) {
    if (!cluster->sights.empty()) changed.push_back(cluster);
  }
  std::sort(changed.begin(), changed.end(), [](const Cluster* a, const Cluster* b) { return a->sights.front().order() < b->sights.front().order(); });
  for (Cluster* cluster : changed) {
    write_cluster(name, *cluster, now, changes);
    changed_rows_.push_back(cluster->row);
  }
}

void Merger::write_cluster(const std::string& block, Cluster& cluster, base::UnixTime now, std::vector<Change>& changes) {
  mark_copies(cluster.sights);
  const Life life = life_of(cluster.sights);
  const std::string key = key_for(cluster);
  bool pinned = false;
  bool rejected = false;
  if (!cluster.bond.empty()) {
    Cursor row = connection_.query("SELECT pinned, rejected FROM verdicts WHERE bond = ?", cluster.bond);
    if (row.next()) {
      pinned = row.integer(0) != 0;
      rejected = row.integer(1) != 0;
    }
  }
  Stored before;
  const bool is_new = cluster.row == 0;
  const std::optional<DayRange> days = day_range(life.date);
  const std::optional<std::int64_t> from_day = days ? std::optional(days->from) : std::nullopt;
  const std::optional<std::int64_t> to_day = days ? std::optional(days->to) : std::nullopt;
  const std::string& type = cluster.sights.front().type;
  if (is_new) {
    cluster.row = connection_
                      .number("INSERT INTO events (key, type, status, modality, closed, date, from_day, to_day, first_seen, last_seen, stored_at,"
                              " changed_at, mention_count, document_count, pinned, rejected) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                              " RETURNING id",
                              key, type, to_string(life.status), to_string(life.modality), life.closed, life.date, from_day, to_day, life.first_time,
                              life.last_time, now, now, life.mention_count, life.document_count, pinned, rejected)
                      .value();
  } else {
    Cursor row = connection_.query("SELECT status, modality FROM events WHERE id = ?", cluster.row);
    row.next();
    before = {cluster.key, row.text(0), row.text(1), 0, 0};
  }
  if (!is_new) {
    connection_.run("UPDATE events SET key = ?, type = ?, status = ?, modality = ?, closed = ?, date = ?, first_seen = ?, last_seen = ?,"
                  " mention_count = ?, document_count = ?, pinned = ?, rejected = ?, from_day = ?, to_day = ? WHERE id = ?",
                  key, cluster.sights.front().type, to_string(life.status), to_string(life.modality), life.closed, life.date, life.first_time,
                  life.last_time, life.mention_count, life.document_count, pinned, rejected, from_day, to_day, cluster.row);
  }
  write_mentions(block, cluster);
  write_parts(block, cluster, life.history, is_new);
  links_.write_parties(cluster.row, cluster.sights.front().type, life.first_time, is_new);

  const std::size_t told = changes.size();
  if (is_new) {
    record({key, ChangeKind::kNew, "", cluster.sights.front().type, now, {}}, changes, cluster.sights.front().mention);
  } else {
    if (before.key != key) alias(before.key, key, now, changes);
    if (before.status != to_string(life.status)) {
      record({key, ChangeKind::kStatus, before.status, std::string(to_string(life.status)), now, {}}, changes, mention_of_turn(life, "status"));
    }
    if (before.modality != to_string(life.modality)) {
      record({key, ChangeKind::kModality, before.modality, std::string(to_string(life.modality)), now, {}}, changes,
             mention_of_turn(life, "modality"));
    }
  }
  if (!is_new && changes.size() > told) connection_.run("UPDATE events SET changed_at = ? WHERE id = ?", now, cluster.row);
  cluster.key = key;
}

void Merger::write_mentions(const std::string& block, Cluster& cluster) {
  for (Sight& sight : cluster.sights) {
    if (sight.row == 0) {
      const MentionPlace place{sight.document_row, cluster.row, sight.time, sight.digest, block, sight.copy};
      sight.row = rows_.insert(*fresh_.at(sight.mention), place);
    } else {
      connection_.run("UPDATE mentions SET event = ?, copy = ? WHERE id = ? AND (event <> ? OR copy <> ?)", cluster.row, sight.copy, sight.row,
                      cluster.row, sight.copy);
    }
    sight.event = cluster.row;
  }
}

void Merger::write_parts(const std::string& block, Cluster& cluster, const std::vector<HistoryEntry>& history, bool fresh) {
  if (!fresh) connection_.run("DELETE FROM event_history WHERE event = ?", cluster.row);
  int position = 0;
  for (const HistoryEntry& entry : history) {
    connection_.run("INSERT INTO event_history (event, position, what, from_word, to_word, at, source, mention) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    cluster.row, position++, entry.what, entry.from, entry.to, entry.at, entry.source, entry.mention);
  }
  if (!fresh) connection_.run("DELETE FROM event_roles WHERE event = ?", cluster.row);
  connection_.run(
      "INSERT INTO event_roles (entity, event, role) SELECT DISTINCT f.entity, m.event, f.role FROM mentions m JOIN fillers f ON f.mention = m.id"
      " WHERE m.event = ? AND f.entity IS NOT NULL ON CONFLICT DO NOTHING",
      cluster.row);
  if (!fresh) connection_.run("DELETE FROM event_dates WHERE event = ?", cluster.row);
  for (const DayRange& date : cluster.profile.dates) {
    if (!is_exact(date)) continue;
    connection_.run("INSERT INTO event_dates (block, from_day, to_day, event) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", block, date.from,
                    date.to, cluster.row);
  }
}

void Merger::drop_event(Cluster& cluster, base::UnixTime now, std::vector<Change>& changes) {
  const std::optional<std::string> taker =
      connection_.word("SELECT e.key FROM mentions m JOIN events e ON e.id = m.event WHERE m.key = ?", cluster.key);
  for (const char* table : {"event_history", "event_roles", "event_dates", "event_parties", "event_links"}) {
    connection_.run("DELETE FROM " + std::string(table) + " WHERE event = ?", cluster.row);
  }
  connection_.run("DELETE FROM event_links WHERE target = ?", cluster.row);
  connection_.run("DELETE FROM events WHERE id = ?", cluster.row);
  cluster.row = 0;
  if (taker) alias(cluster.key, *taker, now, changes);
}

}  // namespace tradewire::store
