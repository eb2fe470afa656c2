// What analysts decide: bonds tie mentions together against the score, verdicts pin or reject what is tied. Bonds name
// mentions by id and by place, so that they hold when a document is extracted anew.
#include <algorithm>

#include "store/sql_store_guard.h"

namespace tradewire::store {

std::optional<std::int64_t> SqlStore::event_row(const std::string& id) {
  if (auto row = connection_->number("SELECT id FROM events WHERE key = ?", id)) return row;
  if (auto row = connection_->number("SELECT event FROM mentions WHERE key = ?", id)) return row;
  std::string key = id;
  for (int step = 0; step < 20; ++step) {
    const auto next = connection_->word("SELECT event FROM event_aliases WHERE key = ?", key);
    if (!next) break;
    key = *next;
    if (auto row = connection_->number("SELECT id FROM events WHERE key = ?", key)) return row;
  }
  return std::nullopt;
}

std::int64_t SqlStore::wanted_event(const std::string& id) {
  if (const auto row = event_row(id)) return *row;
  if (!id.empty()) {
    std::vector<std::int64_t> fitting;
    Cursor row = connection_->query("SELECT id FROM events WHERE key >= ? AND key < ? ORDER BY key LIMIT 2", id, id + "\x7f");
    while (row.next()) fitting.push_back(row.integer(0));
    if (fitting.size() == 1) return fitting.front();
    if (fitting.size() > 1) throw NotFound{{"more than one event's id begins like this", id, "give more of it", base::ErrorKind::kInput}};
  }
  throw NotFound{{"no such event", id, "tradewire events lists the ids", base::ErrorKind::kInput}};
}

std::vector<std::string> SqlStore::event_mentions(std::int64_t row) {
  std::vector<std::string> mentions;
  Cursor cursor = connection_->query("SELECT key FROM mentions WHERE event = ? ORDER BY key", row);
  while (cursor.next()) mentions.push_back(cursor.text(0));
  return mentions;
}

void SqlStore::bind_mentions(const std::vector<std::string>& mentions, const std::string& bond, const std::string& block) {
  for (const std::string& mention : mentions) {
    connection_->run("DELETE FROM bonds WHERE mention = ?", mention);
    connection_->run(
        "INSERT INTO bonds (mention, bond, block, document, type, start_byte, end_byte) SELECT m.key, ?, ?, d.key, m.type, p.start_byte,"
        " p.end_byte FROM mentions m JOIN documents d ON d.id = m.document JOIN passages p ON p.id = m.passage WHERE m.key = ?",
        bond, block, mention);
  }
}

void SqlStore::give_verdict(const std::string& bond, std::optional<bool> pinned, std::optional<bool> rejected) {
  connection_->run("INSERT INTO verdicts (bond, pinned, rejected) VALUES (?, 0, 0) ON CONFLICT DO NOTHING", bond);
  if (pinned) connection_->run("UPDATE verdicts SET pinned = ? WHERE bond = ?", *pinned, bond);
  if (rejected) connection_->run("UPDATE verdicts SET rejected = ? WHERE bond = ?", *rejected, bond);
}

base::Result<std::vector<Change>> SqlStore::merge(const std::vector<std::string>& events, base::UnixTime now) {
  return writing<std::vector<Change>>([&] {
    if (events.size() < 2) throw NotFound{{"merging takes two events or more", "", "", base::ErrorKind::kUsage}};
    std::vector<std::string> mentions;
    std::string bond;
    std::string block;
    std::int64_t oldest = 0;
    for (const std::string& id : events) {
      const std::int64_t row = wanted_event(id);
      const std::vector<std::string> here = event_mentions(row);
      mentions.insert(mentions.end(), here.begin(), here.end());
      Cursor cursor = connection_->query("SELECT key, first_seen FROM events WHERE id = ?", row);
      cursor.next();
      const bool older = bond.empty() || cursor.integer(1) < oldest;
      if (!older) continue;
      bond = cursor.text(0);
      oldest = cursor.integer(1);
    }
    block = connection_->word("SELECT m.block FROM mentions m JOIN events e ON e.id = m.event WHERE e.key = ? LIMIT 1", bond).value_or("");
    bind_mentions(mentions, bond, block);
    merger_.rebind(mentions, block);
    return merger_.flush(now);
  });
}

base::Result<std::vector<Change>> SqlStore::split(const std::string& event, const std::vector<std::string>& mentions, base::UnixTime now) {
  return writing<std::vector<Change>>([&] {
    const std::int64_t row = wanted_event(event);
    const std::string key = connection_->word("SELECT key FROM events WHERE id = ?", row).value_or("");
    std::vector<std::string> rest = event_mentions(row);
    const std::vector<std::string> all = rest;
    for (const std::string& mention : mentions) {
      const auto at = std::find(rest.begin(), rest.end(), mention);
      if (at == rest.end()) throw NotFound{{"no mention of that event", mention, "tradewire show lists them", base::ErrorKind::kInput}};
      rest.erase(at);
    }
    if (rest.empty() || mentions.empty()) {
      throw NotFound{{"a split leaves mentions on both sides", event, "name some of its mentions", base::ErrorKind::kUsage}};
    }
    // The side that holds the event's own id keeps it.
    const bool id_leaves = std::find(mentions.begin(), mentions.end(), key) != mentions.end();
    const std::string rest_bond = id_leaves ? rest.front() : key;
    const std::string part_bond = id_leaves ? key : mentions.front();
    const std::string block = connection_->word("SELECT block FROM mentions WHERE event = ? LIMIT 1", row).value_or("");
    bind_mentions(rest, rest_bond, block);
    bind_mentions(mentions, part_bond, block);
    merger_.rebind(all, "");
    return merger_.flush(now);
  });
}

std::vector<Change> SqlStore::decide(const std::string& event, std::optional<bool> pinned, std::optional<bool> rejected, base::UnixTime now) {
  const std::int64_t row = wanted_event(event);
  const std::vector<std::string> mentions = event_mentions(row);
  const std::string key = connection_->word("SELECT key FROM events WHERE id = ?", row).value_or("");
  const std::string block = connection_->word("SELECT block FROM mentions WHERE event = ? LIMIT 1", row).value_or("");
  bind_mentions(mentions, key, block);
  give_verdict(key, pinned, rejected);
  merger_.rebind(mentions, "");
  std::vector<Change> changes = merger_.flush(now);
  // The rows of an event whose mentions stayed were not written.
  if (pinned) connection_->run("UPDATE events SET pinned = ? WHERE id = ?", *pinned, row);
  if (rejected) connection_->run("UPDATE events SET rejected = ? WHERE id = ?", *rejected, row);
  return changes;
}

base::Result<std::vector<Change>> SqlStore::reject(const std::string& event, bool rejected, base::UnixTime now) {
  return writing<std::vector<Change>>([&] { return decide(event, {}, rejected, now); });
}

base::Result<std::vector<Change>> SqlStore::pin(const std::string& event, bool pinned, base::UnixTime now) {
  return writing<std::vector<Change>>([&] { return decide(event, pinned, {}, now); });
}

}  // namespace tradewire::store
