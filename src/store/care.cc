// Opening, sources, and the care of the store.
#include <filesystem>

#include "store/schema.h"
#include "store/sql_store_guard.h"

namespace tradewire::store {
namespace {

bool is_postgres(const std::string& where) { return where.starts_with("postgresql://") || where.starts_with("postgres://"); }

SourceState source_at(const Cursor& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.integer(5), static_cast<int>(row.integer(6)), row.text(7)};
}

constexpr std::string_view kSources = "SELECT name, url, etag, last_modified, last_fetched, next_due, failures, last_error FROM sources";

// Each finds rows that must not be: the words for it, and a statement that counts them.
constexpr std::pair<std::string_view, std::string_view> kChecks[] = {
    {"events without a mention", "SELECT count(*) FROM events e WHERE NOT EXISTS (SELECT 1 FROM mentions m WHERE m.event = e.id)"},
    {"mentions without an event", "SELECT count(*) FROM mentions m WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.id = m.event)"},
    {"mentions without a document", "SELECT count(*) FROM mentions m WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = m.document)"},
    {"events without a history", "SELECT count(*) FROM events e WHERE NOT EXISTS (SELECT 1 FROM event_history h WHERE h.event = e.id)"},
    {"events that miscount their mentions",
     "SELECT count(*) FROM events e WHERE mention_count <> (SELECT count(*) FROM mentions m WHERE m.event = e.id AND m.copy = 0)"},
    {"mentions without a passage", "SELECT count(*) FROM mentions m WHERE NOT EXISTS (SELECT 1 FROM passages p WHERE p.id = m.passage AND p.document = m.document)"},
    {"passages of no mention",
     "SELECT count(*) FROM passages p WHERE NOT EXISTS (SELECT 1 FROM mentions m WHERE m.document = p.document AND (p.in_title = 1 OR m.passage = p.id))"},
    {"fillers without a mention", "SELECT count(*) FROM fillers f WHERE NOT EXISTS (SELECT 1 FROM mentions m WHERE m.id = f.mention)"},
};

// Why this program cannot use the store, and how to go on.
std::optional<base::Error> other_version(Connection& connection, const std::string& where) {
  const int version = connection.schema_version();
  const std::string schema = " (schema " + std::to_string(version) + ", this program's is " + std::to_string(newest_schema_version()) + ")";
  const std::string anew = "or make a new one of the archived pages: tradewire run --replay ARCHIVE --store NEW";
  if (version > newest_schema_version()) {
    return base::Error{"the store was written by a newer tradewire" + schema, where, "use that version, " + anew, base::ErrorKind::kStore};
  }
  if (version > 0 && version < first_released_schema_version()) {
    return base::Error{"the store was written before the first release" + schema, where, "use the program that wrote it, " + anew, base::ErrorKind::kStore};
  }
  return std::nullopt;
}

base::Result<std::unique_ptr<Connection>> connect(const std::string& where, const StoreOptions& options) {
  if (is_postgres(where)) return connect_postgres(where, options.read_only, options.busy_seconds);
  const bool memory = where == ":memory:";
  std::error_code code;
  if (!memory && std::filesystem::is_directory(where, code)) {
    return base::Error{"a folder, not a store", where, "give a file", base::ErrorKind::kStore};
  }
  if (!memory && (options.read_only || !options.create) && !std::filesystem::exists(where, code)) {
    return base::Error{"no such store", where, "tradewire run makes one", base::ErrorKind::kStore};
  }
  if (!memory && options.create && !options.read_only) {
    std::filesystem::create_directories(std::filesystem::path(where).parent_path(), code);
  }
  return connect_sqlite(where, options.read_only, options.create, options.busy_seconds);
}

}  // namespace

base::Result<std::unique_ptr<Store>> open_store(const std::string& where, const StoreOptions& options) {
  base::Result<MergingRules> rules = embedded_merging();
  if (!rules) return rules.error();
  try {
    base::Result<std::unique_ptr<Connection>> connection = connect(where, options);
    if (!connection) return connection.error();
    if ((*connection)->engine() == Engine::kSqlite) (*connection)->execute("PRAGMA cache_size = -" + std::to_string(options.cache_kib));
    if (auto refusal = other_version(**connection, where)) return *std::move(refusal);
    if (!options.read_only) {
      migrate(**connection);
    } else if ((*connection)->schema_version() < newest_schema_version()) {
      return base::Error{"not a store of this version", where, "open it once for writing", base::ErrorKind::kStore};
    }
    return std::unique_ptr<Store>(std::make_unique<SqlStore>(std::move(*connection), std::move(*rules), where));
  } catch (const SqlError& error) {
    const std::string what = error.what();
    if (error.busy) return base::Error{"another process is writing", where, "try again when it is done", base::ErrorKind::kBusy};
    if (what.find("readonly") != std::string::npos || what.find("read-only") != std::string::npos) {
      return base::Error{"the database is read-only", where, "give a store that may be written", base::ErrorKind::kStore};
    }
    if (what.find("not a database") != std::string::npos || what.find("malformed") != std::string::npos) {
      return base::Error{"not a database, or a corrupt one", where, "restore it from a backup or give another file", base::ErrorKind::kStore};
    }
    return base::Error{what, where, "", base::ErrorKind::kStore};
  }
}

base::Result<SourceState> SqlStore::source(const std::string& name) {
  return guarded<SourceState>([&] {
    Cursor row = connection_->query(std::string(kSources) + " WHERE name = ?", name);
    SourceState state;
    state.name = name;
    return row.next() ? source_at(row) : state;
  });
}

base::Status SqlStore::save_source(const SourceState& s) {
  return guarded<base::Done>([&] {
    connection_->run(
        "INSERT INTO sources (name, url, etag, last_modified, last_fetched, next_due, failures, last_error) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET url = excluded.url, etag = excluded.etag, last_modified = excluded.last_modified,"
        " last_fetched = excluded.last_fetched, next_due = excluded.next_due, failures = excluded.failures, last_error = excluded.last_error",
        s.name, s.url, s.etag, s.last_modified, s.last_fetched, s.next_due, s.failures, s.last_error);
    return base::Done{};
  });
}

base::Result<std::vector<SourceState>> SqlStore::sources() {
  return guarded<std::vector<SourceState>>([&] {
    std::vector<SourceState> states;
    Cursor row = connection_->query(std::string(kSources) + " ORDER BY name");
    while (row.next()) states.push_back(source_at(row));
    return states;
  });
}

base::Result<std::optional<Visit>> SqlStore::visit(const std::string& document) {
  return guarded<std::optional<Visit>>([&]() -> std::optional<Visit> {
    Cursor row = connection_->query("SELECT document, first_at, checked_at, etag, last_modified FROM visits WHERE document = ?", document);
    if (!row.next()) return std::nullopt;
    return Visit{row.text(0), row.integer(1), row.integer(2), row.text(3), row.text(4)};
  });
}

base::Status SqlStore::save_visit(const Visit& v) {
  return guarded<base::Done>([&] {
    connection_->run(
        "INSERT INTO visits (document, first_at, checked_at, etag, last_modified) VALUES (?, ?, ?, ?, ?) ON CONFLICT (document) DO UPDATE SET"
        " first_at = excluded.first_at, checked_at = excluded.checked_at, etag = excluded.etag, last_modified = excluded.last_modified",
        v.document, v.first_at, v.checked_at, v.etag, v.last_modified);
    return base::Done{};
  });
}

base::Result<std::string> SqlStore::note(const std::string& name) {
  return guarded<std::string>([&] { return connection_->word("SELECT text FROM notes WHERE name = ?", name).value_or(""); });
}

base::Status SqlStore::set_note(const std::string& name, const std::string& text) {
  return guarded<base::Done>([&] {
    if (text.empty()) {
      connection_->run("DELETE FROM notes WHERE name = ?", name);
    } else {
      connection_->run("INSERT INTO notes (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text", name, text);
    }
    return base::Done{};
  });
}

base::Result<StoreInfo> SqlStore::info() {
  return guarded<StoreInfo>([&] {
    StoreInfo info;
    info.where = where_;
    info.engine = connection_->version();
    info.schema_version = connection_->schema_version();
    const auto count = [&](const std::string& table) {
      return static_cast<std::uint64_t>(connection_->number("SELECT count(*) FROM " + table).value_or(0));
    };
    info.documents = count("documents");
    info.mentions = count("mentions");
    info.events = count("events");
    info.changes = count("changes");
    info.entities = count("entities");
    const std::string dated = " AS day FROM documents WHERE published <> ''";
    if (const auto first = connection_->number("SELECT min(time)" + dated)) info.first_published = base::to_string(base::utc_date(*first));
    if (const auto last = connection_->number("SELECT max(time)" + dated)) info.last_published = base::to_string(base::utc_date(*last));
    info.bytes = connection_->bytes_on_disk();
    return info;
  });
}

base::Result<std::vector<std::string>> SqlStore::check() {
  return guarded<std::vector<std::string>>([&] {
    std::vector<std::string> faults;
    if (const std::string integrity = connection_->integrity(); integrity != "ok") faults.push_back("the file is damaged: " + integrity);
    for (const auto& [words, sql] : kChecks) {
      const std::int64_t count = connection_->number(sql).value_or(0);
      if (count > 0) faults.push_back(std::to_string(count) + " " + std::string(words));
    }
    return faults;
  });
}

}  // namespace tradewire::store
