// A narrow seam over the two database libraries: prepared statements with bound values, and scripts. The store's SQL is
// written once against it, with ? for parameters, in the part of the language that both engines share.
//
// Below the Store interface failures travel as SqlError; guarded() in sql_store.cc turns them into Result.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace tradewire::store {

struct SqlError : std::runtime_error {
  SqlError(const std::string& what, bool is_busy) : std::runtime_error(what), busy(is_busy) {}
  bool busy;  // another process holds the lock
};

enum class ValueKind : std::uint8_t { kNull, kInteger, kReal, kText };

// Parameters and columns count from 1 and 0, as SQLite's do.
class Statement {
 public:
  virtual ~Statement() = default;
  virtual void bind(int index, std::int64_t value) = 0;
  virtual void bind(int index, double value) = 0;
  virtual void bind(int index, std::string_view value) = 0;
  // REQUIRES: `value` lives until reset(). Nothing is copied where the engine allows.
  virtual void bind_view(int index, std::string_view value) = 0;
  virtual void bind_null(int index) = 0;
  virtual bool step() = 0;   // true: a row stands ready
  virtual void reset() = 0;  // ready to be bound and run again

  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string text(int column) const = 0;  // empty for null
  virtual int columns() const = 0;
  virtual std::string name(int column) const = 0;
  virtual ValueKind kind(int column) const = 0;    // of the row that stands ready
};

// Rows of a running statement; the statement is free again when the cursor goes.
class Cursor {
 public:
  explicit Cursor(Statement& statement) : statement_(&statement) {}
  Cursor(Cursor&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Cursor& operator=(Cursor&&) = delete;
  ~Cursor() {
    if (statement_ != nullptr) statement_->reset();
  }
  bool next() { return statement_->step(); }
  bool is_null(int column) const { return statement_->is_null(column); }
  std::int64_t integer(int column) const { return statement_->integer(column); }
  double real(int column) const { return statement_->real(column); }
  std::string text(int column) const { return statement_->text(column); }

 private:
  Statement* statement_;
};

enum class Engine : std::uint8_t { kSqlite, kPostgres };

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;
  virtual std::string version() = 0;
  virtual void execute(const std::string& script) = 0;  // statements without parameters or rows
  virtual void begin() = 0;                             // a writing transaction; waits for other writers
  virtual void begin_reading() = 0;                     // one state for all that is read until commit()
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  // Rows were inserted into `table` with their ids: the next id goes on from there.
  virtual void number_on(std::string_view table) = 0;
  virtual int schema_version() = 0;
  virtual void set_schema_version(int version) = 0;
  // A number that is another one after any other process has written.
  virtual std::int64_t data_version() = 0;
  virtual std::uint64_t bytes_on_disk() = 0;
  virtual std::string integrity() = 0;  // "ok" or what is broken

  // The rows of `sql` with `args` bound. Statements are kept, by their text; one text must not run twice at once.
  template <typename... Args>
  Cursor query(std::string_view sql, const Args&... args) {
    Statement& statement = prepared(sql);
    int index = 0;
    (bind_one(statement, ++index, args), ...);
    return Cursor(statement);
  }
  template <typename... Args>
  void run(std::string_view sql, const Args&... args) {
    Cursor cursor = fleeting(prepared(sql), args...);
    cursor.next();
  }
  // Inserts one row into a table whose key is `id`; the new id. REQUIRES: the row is inserted.
  template <typename... Args>
  std::int64_t insert(std::string_view sql, const Args&... args) {
    Statement& statement = prepared_insert(sql);
    int index = 0;
    (bind_here(statement, ++index, args), ...);
    return inserted(statement);
  }
  // The same in two steps, for a statement with many parameters.
  virtual Statement& prepared_insert(std::string_view sql) = 0;
  virtual std::int64_t inserted(Statement& bound) = 0;
  // The first column of the only row; nullopt when there is no row.
  template <typename... Args>
  std::optional<std::int64_t> number(std::string_view sql, const Args&... args) {
    Cursor cursor = fleeting(prepared(sql), args...);
    if (!cursor.next() || cursor.is_null(0)) return std::nullopt;
    return cursor.integer(0);
  }
  template <typename... Args>
  std::optional<std::string> word(std::string_view sql, const Args&... args) {
    Cursor cursor = fleeting(prepared(sql), args...);
    if (!cursor.next() || cursor.is_null(0)) return std::nullopt;
    return cursor.text(0);
  }
  Statement& prepared(std::string_view sql);
  void forget_statements();

 protected:
  virtual std::unique_ptr<Statement> prepare(const std::string& sql) = 0;

 private:
  struct Kept {
    std::string text;
    std::unique_ptr<Statement> statement;
  };
  std::unordered_map<std::string_view, std::unique_ptr<Kept>> statements_;
  std::unordered_map<const char*, Kept*> by_place_;

  // For a cursor that goes before the arguments do.
  template <typename... Args>
  static Cursor fleeting(Statement& statement, const Args&... args) {
    int index = 0;
    (bind_here(statement, ++index, args), ...);
    return Cursor(statement);
  }
  template <typename T>
  static void bind_here(Statement& statement, int index, const T& value) {
    if constexpr (std::is_convertible_v<T, std::string_view>) {
      statement.bind_view(index, value);
    } else {
      bind_one(statement, index, value);
    }
  }
  template <typename T>
  static void bind_one(Statement& statement, int index, const T& value) {
    if constexpr (std::is_same_v<T, std::nullptr_t>) {
      statement.bind_null(index);
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
      statement.bind(index, std::string_view(value));
    } else if constexpr (std::is_same_v<T, std::optional<double>>) {
      value ? statement.bind(index, *value) : statement.bind_null(index);
    } else if constexpr (std::is_same_v<T, std::optional<int>> || std::is_same_v<T, std::optional<std::int64_t>>) {
      value ? statement.bind(index, static_cast<std::int64_t>(*value)) : statement.bind_null(index);
    } else if constexpr (std::is_floating_point_v<T>) {
      statement.bind(index, static_cast<double>(value));
    } else {
      static_assert(std::is_integral_v<T>);
      statement.bind(index, static_cast<std::int64_t>(value));
    }
  }
};

// A transaction that is undone unless it is committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) { connection_.begin(); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (!done_) connection_.rollback();
  }
  void commit() {
    connection_.commit();
    done_ = true;
  }

 private:
  Connection& connection_;
  bool done_ = false;
};

// While it lives, all that is read is of one moment.
class Snapshot {
 public:
  explicit Snapshot(Connection& connection) : connection_(connection) { connection_.begin_reading(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot() { connection_.rollback(); }

 private:
  Connection& connection_;
};

// Both throw SqlError.
std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool read_only, bool create, double busy_seconds);
std::unique_ptr<Connection> connect_postgres(const std::string& url, bool read_only, double busy_seconds);

}  // namespace tradewire::store
