#include "store/sql_store.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <unordered_set>

#include "store/schema.h"
#include "store/sql_store_guard.h"

namespace tradewire::store {
SqlStore::SqlStore(std::unique_ptr<Connection> connection, MergingRules rules, std::string where)
    : connection_(std::move(connection)),
      rules_(std::move(rules)),
      where_(std::move(where)),
      rows_(*connection_),
      merger_(*connection_, rows_, rules_),
      queries_(*connection_) {}

base::Error SqlStore::error_of(const SqlError& error) const {
  if (error.busy) return {"another process is writing", where_, "try again when it is done", base::ErrorKind::kBusy};
  const std::string what = error.what();
  if (what.find("readonly") != std::string::npos || what.find("read-only") != std::string::npos) {
    return {"the database is read-only", where_, "give a store that may be written", base::ErrorKind::kStore};
  }
  const bool broken = what.find("malformed") != std::string::npos || what.find("not a database") != std::string::npos;
  return {what, where_, broken ? "restore it from a backup" : "", base::ErrorKind::kStore};
}

std::int64_t SqlStore::write_document(const Document& d, std::int64_t fetched_at, std::optional<std::int64_t> row) {
  const std::int64_t time = document_time(d.published, fetched_at);
  if (row) {
    connection_->run("UPDATE documents SET url = ?, canonical_url = ?, title = ?, site = ?, published = ?, time = ?, language = ?, sha256 = ?,"
                     " fetched_at = ?, text = ?, fingerprint = ?, copy_of = ?, summary_only = ? WHERE id = ?",
                     d.url, d.canonical_url, d.title, d.site, d.published, time, d.language, d.sha256, fetched_at, d.text,
                     static_cast<std::int64_t>(d.fingerprint), d.copy_of, d.summary_only, *row);
    return *row;
  }
  return connection_->insert(
      "INSERT INTO documents (key, url, canonical_url, title, site, published, time, language, sha256, fetched_at, text, fingerprint, copy_of,"
      " summary_only) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      d.id, d.url, d.canonical_url, d.title, d.site, d.published, time, d.language, d.sha256, fetched_at, d.text,
      static_cast<std::int64_t>(d.fingerprint), d.copy_of, d.summary_only);
}

std::vector<extract::Mention> SqlStore::take_out(std::int64_t row, const std::string& id) {
  std::vector<std::int64_t> found;
  {
    Cursor cursor = connection_->query("SELECT id FROM mentions WHERE document = ? ORDER BY 1 - in_title, trigger_start, key", row);
    while (cursor.next()) found.push_back(cursor.integer(0));
  }
  std::vector<extract::Mention> old = rows_.load(found);
  if (!old.empty()) merger_.remove(row, id);
  return old;
}

// An id that a document gives twice, or that another document has, is stored once.
std::vector<const extract::Mention*> SqlStore::merge_in(std::int64_t row, std::int64_t fetched_at, const std::vector<extract::Mention>& mentions) {
  std::vector<const extract::Mention*> taken;
  std::unordered_set<std::string_view> seen;
  for (const extract::Mention& mention : mentions) {
    if (!seen.insert(mention.id).second || merger_.is_fresh(mention.id)) continue;
    if (!connection_->number("SELECT 1 FROM mentions WHERE key = ?", mention.id)) taken.push_back(&mention);
  }
  merger_.add(taken, row, fetched_at);
  return taken;
}

Added SqlStore::put_in(std::int64_t row, std::int64_t fetched_at, const VersionedMentions& mentions, base::UnixTime now) {
  Added added;
  const std::vector<const extract::Mention*> taken = merge_in(row, fetched_at, mentions.all);
  added.changes = merger_.flush(now);
  for (const extract::Mention* mention : taken) {
    if (mentions.news.contains(mention->id)) added.mentions.push_back(*mention);
  }
  return added;
}

SqlStore::Known SqlStore::known(const Document& document) {
  Cursor cursor = connection_->query("SELECT id, sha256 FROM documents WHERE key = ?", document.id);
  if (!cursor.next()) return {};
  return {cursor.integer(0), cursor.text(1) == document.sha256};
}

// The mentions of the old text go before the new text comes: their words leave the index as they entered it.
Added SqlStore::add_version(const Document& document, std::int64_t row, const std::vector<extract::Mention>& mentions, base::UnixTime now) {
  const std::int64_t fetched_at = document.fetched_at == 0 ? now : document.fetched_at;
  std::vector<extract::Mention> old = take_out(row, document.id);
  write_document(document, fetched_at, row);
  return put_in(row, fetched_at, new_version(mentions, std::move(old)), now);
}

base::Result<Added> SqlStore::add_document(const Document& document, const std::vector<extract::Mention>& mentions, base::UnixTime now) {
  return writing<Added>([&] {
    Added added;
    const Known here = known(document);
    added.known = here.same;
    if (here.same) return added;
    if (here.row) return add_version(document, *here.row, mentions, now);
    const std::int64_t fetched_at = document.fetched_at == 0 ? now : document.fetched_at;
    const std::int64_t row = write_document(document, fetched_at, std::nullopt);
    for (const extract::Mention* mention : merge_in(row, fetched_at, mentions)) added.mentions.push_back(*mention);
    added.changes = merger_.flush(now);
    return added;
  });
}

base::Result<AddedCounts> SqlStore::add_documents(const std::vector<Incoming>& documents, base::UnixTime now) {
  return writing<AddedCounts>([&] {
    // In the order of time nothing that was merged is taken anew.
    std::vector<std::pair<std::int64_t, const Incoming*>> ordered;
    for (const Incoming& incoming : documents) ordered.emplace_back(document_time(incoming.document.published, now), &incoming);
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    AddedCounts counts;
    for (const auto& [time, incoming] : ordered) {
      const Document& document = incoming->document;
      const Known here = known(document);
      if (here.same) continue;
      ++counts.documents;
      if (here.row) {
        counts.changes += merger_.flush_counting(now);
        const Added added = add_version(document, *here.row, incoming->mentions, now);
        counts.mentions += added.mentions.size();
        counts.changes += added.changes.size();
        continue;
      }
      const std::int64_t fetched_at = document.fetched_at == 0 ? now : document.fetched_at;
      counts.mentions += merge_in(write_document(document, fetched_at, std::nullopt), fetched_at, incoming->mentions).size();
    }
    counts.changes += merger_.flush_counting(now);
    return counts;
  });
}

base::Result<Added> SqlStore::replace_mentions(const std::string& document, const std::vector<extract::Mention>& mentions, base::UnixTime now) {
  return writing<Added>([&] {
    std::int64_t row = 0;
    std::int64_t fetched_at = 0;
    {
      Cursor cursor = connection_->query("SELECT id, fetched_at FROM documents WHERE key = ?", document);
      if (!cursor.next()) throw NotFound{{"no such document", document, "", base::ErrorKind::kInput}};
      row = cursor.integer(0);
      fetched_at = cursor.integer(1);
    }
    return put_in(row, fetched_at, extracted_anew(mentions, take_out(row, document)), now);
  });
}

base::Result<std::optional<std::string>> SqlStore::document_hash(const std::string& id) {
  return guarded<std::optional<std::string>>([&] { return connection_->word("SELECT sha256 FROM documents WHERE key = ?", id); });
}

base::Result<std::optional<Document>> SqlStore::document(const std::string& id) {
  return guarded<std::optional<Document>>([&]() -> std::optional<Document> {
    Cursor row = connection_->query(
        "SELECT key, url, canonical_url, title, site, published, language, sha256, text, fetched_at, fingerprint, copy_of, summary_only"
        " FROM documents WHERE key = ?", id);
    if (!row.next()) return std::nullopt;
    return Document{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8),
                    row.integer(9), static_cast<std::uint64_t>(row.integer(10)), row.text(11), row.integer(12) != 0};
  });
}

base::Result<std::vector<std::string>> SqlStore::like(const Document& d, int bits) {
  constexpr std::int64_t kTwoWeeks = 14 * 86400;
  return guarded<std::vector<std::string>>([&] {
    std::vector<std::string> keys;
    if (auto same = connection_->word("SELECT key FROM documents WHERE sha256 = ? AND key <> ? ORDER BY id LIMIT 1", d.sha256, d.id)) {
      keys.push_back(*std::move(same));
    }
    if (d.fingerprint == 0) return keys;
    std::vector<std::pair<int, std::int64_t>> near;
    const std::int64_t time = document_time(d.published, d.fetched_at);
    {
      Cursor row = connection_->query("SELECT id, fingerprint FROM documents WHERE time >= ? AND time <= ? AND fingerprint <> 0", time - kTwoWeeks, time + kTwoWeeks);
      while (row.next()) {
        const int apart = std::popcount(static_cast<std::uint64_t>(row.integer(1)) ^ d.fingerprint);
        if (apart <= bits) near.emplace_back(apart, row.integer(0));
      }
    }
    std::sort(near.begin(), near.end());
    std::unordered_set<std::string> texts = {d.sha256};
    for (const auto& [apart, id] : near) {
      Cursor row = connection_->query("SELECT key, sha256 FROM documents WHERE id = ? AND key <> ?", id, d.id);
      if (row.next() && texts.insert(row.text(1)).second) keys.push_back(row.text(0));
    }
    return keys;
  });
}

base::Result<std::vector<std::string>> SqlStore::document_ids(const std::string& after, std::size_t limit) {
  return guarded<std::vector<std::string>>([&] {
    std::vector<std::string> ids;
    Cursor row = connection_->query("SELECT key FROM documents WHERE key > ? ORDER BY key LIMIT ?", after, static_cast<std::int64_t>(limit));
    while (row.next()) ids.push_back(row.text(0));
    return ids;
  });
}

base::Result<std::vector<extract::Mention>> SqlStore::mentions(const std::string& document) {
  return guarded<std::vector<extract::Mention>>([&] {
    std::vector<std::int64_t> found;
    {
      Cursor row = connection_->query(
          "SELECT m.id FROM mentions m JOIN documents d ON d.id = m.document WHERE d.key = ? ORDER BY 1 - m.in_title, m.trigger_start, m.key", document);
      while (row.next()) found.push_back(row.integer(0));
    }
    return rows_.load(found);
  });
}

base::Result<std::optional<extract::Mention>> SqlStore::mention(const std::string& id) {
  return guarded<std::optional<extract::Mention>>([&]() -> std::optional<extract::Mention> {
    const auto row = connection_->number("SELECT id FROM mentions WHERE key = ?", id);
    if (!row) return std::nullopt;
    return rows_.load(*row);
  });
}

base::Result<std::vector<Event>> SqlStore::events(const EventQuery& query) {
  return guarded<std::vector<Event>>([&] {
    std::vector<Event> events;
    for (const std::int64_t row : queries_.find(query)) events.push_back(queries_.load(row));
    return events;
  });
}

base::Result<std::vector<EventDetail>> SqlStore::details(const EventQuery& query) {
  return guarded<std::vector<EventDetail>>([&] {
    std::vector<EventDetail> details;
    for (const std::int64_t row : queries_.find(query)) details.push_back({queries_.load(row), rows_.load(queries_.mention_rows(row))});
    return details;
  });
}

base::Result<EventDetail> SqlStore::show(const std::string& id) {
  return guarded<EventDetail>([&] {
    const std::int64_t row = wanted_event(id);
    return EventDetail{queries_.load(row), rows_.load(queries_.mention_rows(row))};
  });
}

base::Result<std::vector<Change>> SqlStore::changes(base::UnixTime since, const EventQuery& query) {
  return guarded<std::vector<Change>>([&] {
    EventQuery wanted = query;
    wanted.changed_since.reset();
    wanted.limit = wanted.offset = 0;
    wanted.order = {};
    wanted.ascending = wanted.rejected = false;
    const bool all = wanted == EventQuery{};
    wanted.rejected = true;
    std::unordered_set<std::string> events;
    if (!all) {
      wanted.changed_since = since;
      for (const std::int64_t row : queries_.find(wanted)) events.insert(connection_->word("SELECT key FROM events WHERE id = ?", row).value_or(""));
    }
    struct Row {
      Change change;
      std::string mention;
    };
    std::vector<Row> found;
    {
      Cursor row = connection_->query("SELECT event, what, from_word, to_word, at, mention FROM changes WHERE at >= ? ORDER BY id", since);
      while (row.next()) {
        const ChangeKind what = parse_change_kind(row.text(1)).value_or(ChangeKind::kNew);
        found.push_back({{row.text(0), what, row.text(2), row.text(3), row.integer(4), {}}, row.text(5)});
      }
    }
    std::vector<Change> changes;
    for (Row& row : found) {
      if (!all && !events.contains(row.change.event) && !events.contains(row.change.to)) continue;
      if (const auto mention = connection_->number("SELECT id FROM mentions WHERE key = ?", row.mention)) row.change.mention = rows_.load(*mention);
      if (query.limit > 0 && changes.size() == query.limit) break;
      changes.push_back(std::move(row.change));
    }
    return changes;
  });
}

}  // namespace tradewire::store
