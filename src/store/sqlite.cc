// SQLite behind sql.h, through SQLiteCpp.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "store/sql.h"
#include "store/sqlite_words.h"

namespace tradewire::store {

constexpr std::size_t kMostPlaces = 2000;  // texts that are made anew leave their places behind

Statement& Connection::prepared(std::string_view sql) {
  // Most are literals: the same place holds the same text, and comparing is quicker than hashing.
  if (by_place_.size() > kMostPlaces) by_place_.clear();
  Kept*& lately = by_place_[sql.data()];
  if (lately != nullptr && lately->text == sql) return *lately->statement;
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return *(lately = found->second.get())->statement;
  auto kept = std::make_unique<Kept>(Kept{std::string(sql), nullptr});
  kept->statement = prepare(kept->text);
  const std::string_view key = kept->text;
  lately = statements_.emplace(key, std::move(kept)).first->second.get();
  return *lately->statement;
}

void Connection::forget_statements() {
  by_place_.clear();
  statements_.clear();
}

namespace {

constexpr int kSecondsToMilliseconds = 1000;
constexpr int kLookasideBytes = 1200, kLookasideSlots = 600;

bool is_busy(int code) { return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED; }

[[noreturn]] void fail(const SQLite::Exception& exception) { throw SqlError(exception.what(), is_busy(exception.getErrorCode())); }

template <typename Act>
auto adapted(Act act) {
  try {
    return act();
  } catch (const SQLite::Exception& exception) {
    fail(exception);
  }
}

// Over the C interface: SQLiteCpp's statements copy every text that is bound and count references for every column read,
// a quarter of the time that storing takes.
class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* database, const std::string& sql) : database_(database) {
    const int code = sqlite3_prepare_v3(database, sql.c_str(), static_cast<int>(sql.size()) + 1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
    if (code != SQLITE_OK) fail_here(code);
  }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;
  ~SqliteStatement() override { sqlite3_finalize(statement_); }

  void bind(int index, std::int64_t value) override { checked(sqlite3_bind_int64(statement_, index, value)); }
  void bind(int index, double value) override { checked(sqlite3_bind_double(statement_, index, value)); }
  void bind(int index, std::string_view value) override { put(index, value, SQLITE_TRANSIENT); }
  void bind_view(int index, std::string_view value) override { put(index, value, SQLITE_STATIC); }
  void bind_null(int index) override { checked(sqlite3_bind_null(statement_, index)); }
  bool step() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail_here(code);
    return false;
  }
  // A failed step has told its error already; reset tells it a second time.
  void reset() override { sqlite3_reset(statement_); }
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string text(int column) const override {
    const unsigned char* bytes = sqlite3_column_text(statement_, column);
    if (bytes == nullptr) return {};
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  int columns() const override { return sqlite3_column_count(statement_); }
  std::string name(int column) const override { return sqlite3_column_name(statement_, column); }
  ValueKind kind(int column) const override {
    switch (sqlite3_column_type(statement_, column)) {
      case SQLITE_NULL: return ValueKind::kNull;
      case SQLITE_INTEGER: return ValueKind::kInteger;
      case SQLITE_FLOAT: return ValueKind::kReal;
      default: return ValueKind::kText;
    }
  }

 private:
  [[noreturn]] void fail_here(int code) const { throw SqlError(sqlite3_errmsg(database_), is_busy(code)); }
  void checked(int code) const {
    if (code != SQLITE_OK) fail_here(code);
  }
  void put(int index, std::string_view value, sqlite3_destructor_type life) {
    // No text is NULL, not even an empty one.
    checked(sqlite3_bind_text64(statement_, index, value.data() == nullptr ? "" : value.data(), value.size(), life, SQLITE_UTF8));
  }

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

int open_flags(bool read_only, bool create) {
  // A store is for one thread.
  if (read_only) return SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX;
  return SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX | (create ? SQLite::OPEN_CREATE : 0);
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, bool read_only, bool create, double busy_seconds)
      : database_(path, open_flags(read_only, create), static_cast<int>(busy_seconds * kSecondsToMilliseconds)) {
    // Every row is written before what refers to it; the tests and `db check` look that none is left without, so that
    // twenty look-ups a mention can be spared.
    database_.exec("PRAGMA foreign_keys = OFF");
    // Room for the many small values of a row, taken without the system's allocator.
    sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_LOOKASIDE, nullptr, kLookasideBytes, kLookasideSlots);


    database_.exec("PRAGMA cache_size = -131072");
    database_.exec("PRAGMA temp_store = MEMORY");
    add_words_function(database_.getHandle());
    if (read_only) return;
    database_.exec("PRAGMA journal_mode = WAL");
    database_.exec("PRAGMA synchronous = NORMAL");
    database_.exec("PRAGMA wal_autocheckpoint = 16000");
  }
  ~SqliteConnection() override { forget_statements(); }

  Engine engine() const override { return Engine::kSqlite; }
  std::string version() override { return std::string("sqlite ") + SQLite::getLibVersion(); }
  void execute(const std::string& script) override {
    adapted([&] { database_.exec(script); });
  }
  void begin() override { execute("BEGIN IMMEDIATE"); }
  void begin_reading() override { execute("BEGIN"); }
  void number_on(std::string_view) override {}  // SQLite takes the number after the highest
  void commit() override { execute("COMMIT"); }
  void rollback() noexcept override { database_.tryExec("ROLLBACK"); }
  // Without RETURNING: that would open a savepoint, at which FTS5 writes out what it has gathered.
  Statement& prepared_insert(std::string_view sql) override { return prepared(sql); }
  std::int64_t inserted(Statement& bound) override {
    Cursor cursor(bound);
    cursor.next();
    return database_.getLastInsertRowid();
  }
  int schema_version() override { return static_cast<int>(pragma("PRAGMA user_version")); }
  void set_schema_version(int version) override { execute("PRAGMA user_version = " + std::to_string(version)); }
  std::int64_t data_version() override { return number("PRAGMA data_version").value_or(0); }
  std::uint64_t bytes_on_disk() override {
    return static_cast<std::uint64_t>(pragma("PRAGMA page_count") * pragma("PRAGMA page_size"));
  }
  std::string integrity() override {
    if (const std::string state = word("PRAGMA integrity_check(1)").value_or(""); state != "ok") return state;
    const std::optional<std::string> orphan = word("SELECT \"table\" || ' refers to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check LIMIT 1");
    return orphan.value_or("ok");
  }

 protected:
  std::unique_ptr<Statement> prepare(const std::string& sql) override {
    return std::make_unique<SqliteStatement>(database_.getHandle(), sql);
  }

 private:
  std::int64_t pragma(const char* sql) {
    return adapted([&] { return database_.execAndGet(sql).getInt64(); });
  }
  SQLite::Database database_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool read_only, bool create, double busy_seconds) {
  // SQLite counts its memory under a lock at every allocation unless it is told not to before it starts.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  return adapted([&] { return std::make_unique<SqliteConnection>(path, read_only, create, busy_seconds); });
}

}  // namespace tradewire::store
