// Finding events: an EventQuery as SQL, and event rows as values.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "store/sql.h"
#include "store/store.h"

namespace tradewire::store {

// A statement on its way: its text and the values of its parameters, in their order.
struct Sql {
  std::string text;
  std::vector<std::variant<std::int64_t, std::string>> args;

  void add(std::string_view part) { text += part; }
  void add(std::string_view part, std::int64_t value) { add(part), args.emplace_back(value); }
  void add(std::string_view part, std::string value) { add(part), args.emplace_back(std::move(value)); }
};

Cursor run_sql(Connection& connection, const Sql& sql);

// Up to so many rows a condition is the way in, and what it finds is sorted; beyond, events are walked in the order that is
// asked for and tested, until enough are found. What is found is the same.
struct Reach {
  std::int64_t events = 4000;
  std::int64_t documents = 1000;
  std::int64_t passages = 30000;  // that hold a text; of more a few are read instead of asking the index about each
};

class EventQueries {
 public:
  explicit EventQueries(Connection& connection, Reach reach = {}) : connection_(connection), reach_(reach) {}

  // The statement that finds the rows of the events of a query; empty text when nothing can be found.
  Sql statement(const EventQuery& query);
  std::vector<std::int64_t> find(const EventQuery& query);
  Event load(std::int64_t row);
  std::vector<std::int64_t> mention_rows(std::int64_t event);  // oldest first

 private:
  struct Parts;
  std::vector<std::int64_t> entity_rows(const std::string& entity);
  std::vector<std::string> types(const std::vector<std::string>& globs);
  bool add_entities(Parts& parts, const EventQuery& query);
  bool add_types(Parts& parts, const EventQuery& query);
  void add_text(Parts& parts, const EventQuery& query);
  void add_site(Parts& parts, const EventQuery& query);
  void load_roles(std::int64_t row, Event& event);
  void load_parts(std::int64_t row, Event& event);

  Connection& connection_;
  Reach reach_;
};

}  // namespace tradewire::store
