// SQLite behind sql.h, through SQLiteCpp.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "store/sql.h"

namespace tradewire::store {

Statement& Connection::prepared(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return *found->second.second;
  auto text = std::make_unique<std::string>(sql);
  auto statement = prepare(*text);
  const std::string_view key = *text;
  return *statements_.emplace(key, std::pair(std::move(text), std::move(statement))).first->second.second;
}

namespace {

[[noreturn]] void fail(const SQLite::Exception& exception) {
  const int code = exception.getErrorCode() & 0xff;
  throw SqlError(exception.what(), code == SQLITE_BUSY || code == SQLITE_LOCKED);
}

template <typename Act>
auto adapted(Act act) {
  try {
    return act();
  } catch (const SQLite::Exception& exception) {
    fail(exception);
  }
}

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(SQLite::Database& database, const std::string& sql) : statement_(database, sql) {}
  void bind(int index, std::int64_t value) override { statement_.bind(index, value); }
  void bind(int index, double value) override { statement_.bind(index, value); }
  void bind(int index, const std::string& value) override { statement_.bind(index, value); }
  void bind_null(int index) override { statement_.bind(index); }
  bool step() override {
    return adapted([&] { return statement_.executeStep(); });
  }
  // A failed step has told its error already; reset tells it a second time.
  void reset() override { statement_.tryReset(); }
  bool is_null(int column) const override { return value(column).isNull(); }
  std::int64_t integer(int column) const override { return value(column).getInt64(); }
  double real(int column) const override { return value(column).getDouble(); }
  std::string text(int column) const override { return value(column).getString(); }
  int columns() const override { return statement_.getColumnCount(); }
  std::string name(int column) const override { return statement_.getColumnName(column); }
  ValueKind kind(int column) const override {
    switch (value(column).getType()) {
      case SQLITE_NULL: return ValueKind::kNull;
      case SQLITE_INTEGER: return ValueKind::kInteger;
      case SQLITE_FLOAT: return ValueKind::kReal;
      default: return ValueKind::kText;
    }
  }

 private:
  SQLite::Column value(int column) const { return const_cast<SQLite::Statement&>(statement_).getColumn(column); }
  mutable SQLite::Statement statement_;
};

int open_flags(bool read_only, bool create) {
  // A store is for one thread.
  if (read_only) return SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX;
  return SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX | (create ? SQLite::OPEN_CREATE : 0);
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, bool read_only, bool create, double busy_seconds)
      : database_(path, open_flags(read_only, create), static_cast<int>(busy_seconds * 1000)) {
    database_.exec("PRAGMA foreign_keys = ON");
    database_.exec("PRAGMA cache_size = -131072");
    database_.exec("PRAGMA temp_store = MEMORY");
    if (read_only) return;
    database_.exec("PRAGMA journal_mode = WAL");
    database_.exec("PRAGMA synchronous = NORMAL");
    database_.exec("PRAGMA wal_autocheckpoint = 8000");
  }
  ~SqliteConnection() override { statements_.clear(); }

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
    return word("PRAGMA integrity_check(1)").value_or("");
  }

 protected:
  std::unique_ptr<Statement> prepare(const std::string& sql) override {
    return adapted([&] { return std::make_unique<SqliteStatement>(database_, sql); });
  }

 private:
  std::int64_t pragma(const char* sql) {
    return adapted([&] { return database_.execAndGet(sql).getInt64(); });
  }
  SQLite::Database database_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool read_only, bool create, double busy_seconds) {
  return adapted([&] { return std::make_unique<SqliteConnection>(path, read_only, create, busy_seconds); });
}

}  // namespace tradewire::store
