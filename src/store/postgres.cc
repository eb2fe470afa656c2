// PostgreSQL behind sql.h, through libpq. Statements are prepared on the server; a result is fetched whole, so that cursors
// may nest as they do on SQLite. Writers wait for each other at an advisory lock, because merging reads before it writes.
#include <libpq-fe.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "store/sql.h"

namespace tradewire::store {
namespace {

constexpr const char* kWriterLock = "SELECT pg_advisory_xact_lock(7234001)";
constexpr unsigned kInt8 = 20, kInt2 = 21, kInt4 = 23, kFloat4 = 700, kFloat8 = 701, kNumeric = 1700;  // pg_type.h

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

Result checked(PGconn* connection, PGresult* raw) {
  Result result(raw, PQclear);
  const ExecStatusType status = PQresultStatus(raw);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return result;
  const char* code = PQresultErrorField(raw, PG_DIAG_SQLSTATE);
  const std::string state = code == nullptr ? "" : code;
  const char* primary = PQresultErrorField(raw, PG_DIAG_MESSAGE_PRIMARY);
  // lock_not_available, deadlock_detected, serialization_failure
  throw SqlError(trimmed(primary != nullptr ? primary : PQerrorMessage(connection)), state == "55P03" || state == "40P01" || state == "40001");
}

// ? becomes $1, $2 ...; what stands in quotes stays.
std::string with_numbered_marks(std::string_view sql) {
  std::string out;
  int count = 0;
  bool quoted = false;
  for (const char c : sql) {
    if (c == '\'') quoted = !quoted;
    if (c == '?' && !quoted) {
      out.append("$").append(std::to_string(++count));
    } else {
      out.push_back(c);
    }
  }
  return out;
}

class PostgresStatement final : public Statement {
 public:
  PostgresStatement(PGconn* connection, std::string name, const std::string& sql) : connection_(connection), name_(std::move(name)) {
    checked(connection, PQprepare(connection, name_.c_str(), with_numbered_marks(sql).c_str(), 0, nullptr));
  }
  void bind(int index, std::int64_t value) override { put(index, std::to_string(value)); }
  void bind(int index, double value) override {
    char text[40];
    std::snprintf(text, sizeof text, "%.17g", value);
    put(index, text);
  }
  void bind(int index, std::string_view value) override { put(index, std::string(value)); }
  void bind_view(int index, std::string_view value) override { put(index, std::string(value)); }
  void bind_null(int index) override { put(index, std::nullopt); }

  bool step() override {
    if (!result_) {
      execute();
    } else {
      ++row_;
    }
    return row_ < PQntuples(result_.get());
  }
  void reset() override {
    result_.reset();
    args_.clear();
  }

  bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  std::int64_t integer(int column) const override { return std::strtoll(PQgetvalue(result_.get(), row_, column), nullptr, 10); }
  double real(int column) const override { return std::strtod(PQgetvalue(result_.get(), row_, column), nullptr); }
  std::string text(int column) const override {
    return {PQgetvalue(result_.get(), row_, column), static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }
  int columns() const override { return PQnfields(result_.get()); }
  std::string name(int column) const override { return PQfname(result_.get(), column); }
  ValueKind kind(int column) const override {
    if (is_null(column)) return ValueKind::kNull;
    switch (PQftype(result_.get(), column)) {
      case kInt2:
      case kInt4:
      case kInt8: return ValueKind::kInteger;
      case kFloat4:
      case kFloat8:
      case kNumeric: return ValueKind::kReal;
      default: return ValueKind::kText;
    }
  }

 private:
  void put(int index, std::optional<std::string> value) {
    const auto place = static_cast<std::size_t>(index);
    if (args_.size() < place) args_.resize(place);
    args_[place - 1] = std::move(value);
  }
  void execute() {
    std::vector<const char*> values;
    for (const auto& arg : args_) values.push_back(arg ? arg->c_str() : nullptr);
    result_ = checked(connection_, PQexecPrepared(connection_, name_.c_str(), static_cast<int>(values.size()), values.data(), nullptr, nullptr, 0));
    row_ = 0;
  }

  PGconn* connection_;
  std::string name_;
  std::vector<std::optional<std::string>> args_;
  Result result_{nullptr, PQclear};
  int row_ = 0;
};

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(const std::string& url, bool read_only, double busy_seconds) : connection_(PQconnectdb(url.c_str()), PQfinish) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) throw SqlError(trimmed(PQerrorMessage(connection_.get())), false);
    PQsetNoticeProcessor(connection_.get(), [](void*, const char*) {}, nullptr);
    execute("SET lock_timeout = " + std::to_string(static_cast<long>(busy_seconds * 1000)));
    execute("SET client_encoding = 'UTF8'");
    if (read_only) {
      execute("SET default_transaction_read_only = on");
    } else if (!has_info()) {
      execute(std::string("BEGIN; ") + kWriterLock + "; CREATE TABLE IF NOT EXISTS schema_info (version BIGINT NOT NULL, writes BIGINT NOT NULL);"
              " INSERT INTO schema_info SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM schema_info); COMMIT");
    }
  }
  ~PostgresConnection() override { forget_statements(); }

  Engine engine() const override { return Engine::kPostgres; }
  std::string version() override { return "postgresql " + word("SHOW server_version").value_or(""); }
  void execute(const std::string& script) override { checked(connection_.get(), PQexec(connection_.get(), script.c_str())); }
  void begin() override {
    execute("BEGIN");
    try {
      execute(kWriterLock);
    } catch (const SqlError&) {
      rollback();
      throw;
    }
    writing_ = true;
  }
  void begin_reading() override { execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
  void commit() override {
    if (writing_) execute("UPDATE schema_info SET writes = writes + 1");
    execute("COMMIT");
    if (writing_) ++own_writes_;
    writing_ = false;
  }
  void rollback() noexcept override {
    PQclear(PQexec(connection_.get(), "ROLLBACK"));
    writing_ = false;
  }
  Statement& prepared_insert(std::string_view sql) override { return prepared(std::string(sql) + " RETURNING id"); }
  std::int64_t inserted(Statement& bound) override {
    Cursor cursor(bound);
    cursor.next();
    return cursor.integer(0);
  }
  void number_on(std::string_view table) override {
    const std::string name(table);
    execute("SELECT setval(pg_get_serial_sequence('" + name + "', 'id'), COALESCE((SELECT max(id) FROM " + name + "), 0) + 1, false)");
  }
  int schema_version() override {
    return has_info() ? static_cast<int>(number("SELECT version FROM schema_info").value_or(0)) : 0;
  }
  void set_schema_version(int version) override { execute("UPDATE schema_info SET version = " + std::to_string(version)); }
  std::int64_t data_version() override { return number("SELECT writes FROM schema_info").value_or(0) - own_writes_; }
  std::uint64_t bytes_on_disk() override { return static_cast<std::uint64_t>(number("SELECT pg_database_size(current_database())").value_or(0)); }
  std::string integrity() override { return "ok"; }  // the server watches over its own files

 protected:
  std::unique_ptr<Statement> prepare(const std::string& sql) override {
    return std::make_unique<PostgresStatement>(connection_.get(), "s" + std::to_string(++prepared_), sql);
  }

 private:
  bool has_info() { return word("SELECT to_regclass('schema_info')::text").has_value(); }

  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
  bool writing_ = false;
  std::int64_t own_writes_ = 0;
  int prepared_ = 0;
};

}  // namespace

std::unique_ptr<Connection> connect_postgres(const std::string& url, bool read_only, double busy_seconds) {
  return std::make_unique<PostgresConnection>(url, read_only, busy_seconds);
}

}  // namespace tradewire::store
