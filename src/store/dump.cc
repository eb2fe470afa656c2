// Export and import: every row as a line of JSON, in an order in which what is referred to comes first.
#include <algorithm>
#include <array>

#include "base/json.h"
#include "store/schema.h"
#include "store/sql_store_guard.h"

namespace tradewire::store {
namespace {

using base::JsonValue;

constexpr std::string_view kSchema = "tradewire.store/1";

struct Table {
  std::string_view name;
  std::string_view order;
  bool numbered = false;  // its `id` is given by the database
};

constexpr std::array<Table, 19> kTables = {{
    {"documents", "id", true},
    {"entities", "id", true},
    {"provenances", "id", true},
    {"passages", "id", true},
    {"events", "id", true},
    {"mentions", "id", true},
    {"fillers", "mention, position"},
    {"event_roles", "entity, event, role"},
    {"event_dates", "side, longer, from_day, to_day, event"},
    {"event_parties", "slot, first_seen, rank, event"},
    {"event_history", "event, position"},
    {"event_links", "event, kind, target"},
    {"event_aliases", "key"},
    {"changes", "id", true},
    {"bonds", "mention"},
    {"verdicts", "bond"},
    {"notes", "name"},
    {"sources", "name"},
    {"visits", "document"},
}};

std::string head_line() {
  base::JsonWriter writer;
  writer.begin_object().key("schema").string(kSchema).key("version").integer(newest_schema_version()).end_object();
  return writer.take();
}

std::string row_line(std::string_view table, const Statement& row) {
  base::JsonWriter writer;
  writer.begin_object().key("table").string(table).key("row").begin_object();
  for (int i = 0; i < row.columns(); ++i) {
    writer.key(row.name(i));
    switch (row.kind(i)) {
      case ValueKind::kNull: writer.null(); break;
      case ValueKind::kInteger: writer.integer(row.integer(i)); break;
      case ValueKind::kReal: writer.number(row.real(i)); break;
      case ValueKind::kText: writer.string(row.text(i)); break;
    }
  }
  writer.end_object().end_object();
  return writer.take();
}

[[noreturn]] void refuse(std::uint64_t line, const std::string& what, const std::string& mend = "give a file that tradewire db export wrote") {
  throw NotFound{{what, "line " + std::to_string(line), mend, base::ErrorKind::kInput}};
}

void check_head(const std::optional<std::string>& line) {
  const auto head = line ? base::parse_json(*line) : base::Result<JsonValue>(base::Error{"", "", ""});
  if (!head || head->string_at("schema") != kSchema) refuse(1, "no export of a store");
  const JsonValue* version = head->find("version");
  if (version == nullptr || version->integer() == nullptr) refuse(1, "no export of a store");
  if (*version->integer() != newest_schema_version()) {
    refuse(1, "an export of a store of schema " + std::to_string(*version->integer()) + ", this program's is " + std::to_string(newest_schema_version()),
           "import it with the tradewire that wrote it, or make a new store of the archived pages: tradewire run --replay ARCHIVE --store NEW");
  }
}

// Column names come from the file: only such as a column can have go into a statement.
bool is_column(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string insert_statement(std::string_view table, const base::JsonObject& row, std::uint64_t line) {
  std::string columns;
  std::string marks;
  for (const auto& [name, value] : row) {
    if (!is_column(name)) refuse(line, "no column can be called \"" + name + "\"");
    columns.append(columns.empty() ? "" : ", ").append(name);
    marks.append(marks.empty() ? "?" : ", ?");
  }
  return "INSERT INTO " + std::string(table) + " (" + columns + ") VALUES (" + marks + ")";
}

void bind_value(Statement& statement, int index, const JsonValue& value, std::uint64_t line) {
  if (value.is_null()) return statement.bind_null(index);
  if (const auto* integer = value.integer()) return statement.bind(index, *integer);
  if (const auto* text = value.string()) return statement.bind(index, *text);
  if (const auto number = value.number()) return statement.bind(index, *number);
  refuse(line, "a value that no column can hold");
}

void import_row(Connection& connection, const std::string& text, std::uint64_t line) {
  const auto value = base::parse_json(text);
  if (!value) refuse(line, value.error().what);
  const std::string_view name = value->string_at("table");
  const auto table = std::find_if(kTables.begin(), kTables.end(), [&](const Table& known) { return !name.empty() && known.name == name; });
  const JsonValue* row = value->find("row");
  if (table == kTables.end() || row == nullptr || row->object() == nullptr || row->object()->empty()) refuse(line, "no row of a table");
  Statement& statement = connection.prepared(insert_statement(name, *row->object(), line));
  int index = 0;
  Cursor cursor(statement);
  for (const auto& [column, cell] : *row->object()) bind_value(statement, ++index, cell, line);
  cursor.next();
}

}  // namespace

base::Status SqlStore::export_lines(const std::function<bool(std::string_view)>& line) {
  return guarded<base::Done>([&] {
    Snapshot snapshot(*connection_);
    if (!line(head_line())) return base::Done{};
    for (const Table& table : kTables) {
      Statement& statement = connection_->prepared("SELECT * FROM " + std::string(table.name) + " ORDER BY " + std::string(table.order));
      Cursor cursor(statement);
      while (cursor.next()) {
        if (!line(row_line(table.name, statement))) return base::Done{};
      }
    }
    return base::Done{};
  });
}

base::Result<std::uint64_t> SqlStore::import_lines(const std::function<std::optional<std::string>()>& line) {
  return writing<std::uint64_t>([&] {
    if (connection_->number("SELECT 1 FROM documents LIMIT 1") || connection_->number("SELECT 1 FROM sources LIMIT 1")) {
      throw NotFound{{"the store is not empty", where_, "import into a new one", base::ErrorKind::kUsage}};
    }
    check_head(line());
    std::uint64_t count = 0;
    for (std::optional<std::string> text = line(); text; text = line()) {
      if (text->empty()) continue;
      import_row(*connection_, *text, count + 2);
      ++count;
    }
    for (const Table& table : kTables) {
      if (table.numbered) connection_->number_on(table.name);
    }
    connection_->execute(connection_->engine() == Engine::kSqlite
                             ? "INSERT INTO passage_text (passage_text) VALUES ('rebuild')"
                             : "INSERT INTO passage_text SELECT id, to_tsvector('tradewire_words', text) FROM passages");
    rows_.forget();
    merger_.forget();
    return count;
  });
}

}  // namespace tradewire::store
