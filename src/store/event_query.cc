#include "store/event_query.h"

#include <algorithm>
#include <utility>

#include "base/date.h"
#include "base/unicode.h"
#include "store/score.h"
#include "store/sight.h"

namespace tradewire::store {
namespace {

// A sentence tells of its mentions, a title of all in the document.
constexpr std::string_view kTellsOf = " m.document = p.document AND (p.in_title = 1 OR m.passage = p.id)";

std::string number_list(const std::vector<std::int64_t>& numbers) {
  std::string list = "(";
  for (const std::int64_t number : numbers) list.append(list.size() > 1 ? ", " : "").append(std::to_string(number));
  return list + ")";
}

std::string_view order_column(EventOrder order) {
  switch (order) {
    case EventOrder::kLastSeen: return "e.last_seen";
    case EventOrder::kFirstSeen: return "e.first_seen";
    case EventOrder::kDate: return "e.from_day";
    case EventOrder::kChanged: return "e.changed_at";
    case EventOrder::kType: return "e.type";
  }
  return "e.last_seen";
}

std::optional<std::int64_t> day_number(const std::string& day) {
  const auto range = day_range(day);
  return range ? std::optional(range->from) : std::nullopt;
}

template <typename Word>
void add_words(Sql& where, std::string_view column, const std::vector<Word>& words) {
  if (words.empty()) return;
  // Only one word comes out of an index in order.
  where.add(words.size() > 1 ? " AND +" : " AND ");
  where.add(column);
  where.add(" IN (");
  for (std::size_t i = 0; i < words.size(); ++i) where.add(i == 0 ? "?" : ", ?", std::string(to_string(words[i])));
  where.add(")");
}

void add_times(Sql& where, const EventQuery& query) {
  if (const auto from = day_number(query.date_from)) {
    where.add(" AND e.to_day >= ?", *from);
    where.add(" AND e.from_day >= ?", *from - 400);
  }
  if (!query.date_to.empty()) {
    if (const auto to = day_range(query.date_to)) where.add(" AND e.from_day <= ?", to->to);
  }
  if (const auto from = day_number(query.seen_from)) where.add(" AND e.first_seen >= ?", *from * 86400);
  if (!query.seen_to.empty()) {
    if (const auto to = day_range(query.seen_to)) where.add(" AND e.first_seen < ?", (to->to + 1) * 86400);
  }
  if (query.changed_since) where.add(" AND e.changed_at >= ?", *query.changed_since);
}

// The words of a search; a part in quotes stays together.
std::vector<std::string> search_parts(const std::string& text) {
  std::vector<std::string> parts;
  std::string part;
  bool quoted = false;
  const auto end = [&] {
    if (!part.empty()) parts.push_back(std::exchange(part, ""));
  };
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
      end();
    } else if (c == ' ' && !quoted) {
      end();
    } else {
      part.push_back(c);
    }
  }
  end();
  return parts;
}

// In quotes, so that no sign of the user's is one of FTS5's.
std::string fts_words(const std::string& text) {
  std::string words;
  for (const std::string& part : search_parts(text)) words.append(words.empty() ? "\"" : " \"").append(part).append("\"");
  return words;
}

}  // namespace

struct EventQueries::Parts {
  Sql from;   // "(SELECT ...) x CROSS JOIN " or empty
  Sql where;
};

Cursor run_sql(Connection& connection, const Sql& sql) {
  Statement& statement = connection.prepared(sql.text);
  Cursor cursor(statement);
  int index = 0;
  for (const auto& arg : sql.args) {
    ++index;
    if (const auto* number = std::get_if<std::int64_t>(&arg)) {
      statement.bind(index, *number);
    } else {
      statement.bind(index, std::get<std::string>(arg));
    }
  }
  return cursor;
}

std::vector<std::int64_t> EventQueries::entity_rows(const std::string& entity) {
  std::vector<std::int64_t> rows;
  // A bare code names its country.
  Cursor row = connection_.query(
      "SELECT id FROM entities WHERE entity = ? UNION SELECT id FROM entities WHERE folded = ? UNION SELECT id FROM entities WHERE entity = ?", entity,
      base::fold_case(entity), "country:" + entity);
  while (row.next()) rows.push_back(row.integer(0));
  return rows;
}

// Walks the index from type to type instead of over all events.
std::vector<std::string> EventQueries::types(const std::vector<std::string>& globs) {
  std::vector<std::string> found;
  Cursor row = connection_.query(
      "WITH RECURSIVE t (x) AS (SELECT min(type) FROM events UNION ALL SELECT (SELECT min(type) FROM events WHERE type > x) FROM t"
      " WHERE x IS NOT NULL) SELECT x FROM t WHERE x IS NOT NULL");
  while (row.next()) {
    const std::string type = row.text(0);
    const auto fits = [&](const std::string& glob) { return glob_matches(glob, type); };
    if (std::any_of(globs.begin(), globs.end(), fits)) found.push_back(type);
  }
  return found;
}

bool EventQueries::add_types(Parts& parts, const EventQuery& query) {
  if (query.types.empty()) return true;
  const std::vector<std::string> fitting = types(query.types);
  if (fitting.empty()) return false;
  parts.where.add(fitting.size() > 1 ? " AND +e.type IN (" : " AND e.type IN (");
  for (std::size_t i = 0; i < fitting.size(); ++i) parts.where.add(i == 0 ? "?" : ", ?", fitting[i]);
  parts.where.add(")");
  return true;
}

bool EventQueries::add_entities(Parts& parts, const EventQuery& query) {
  for (const EntityFilter& filter : query.entities) {
    const std::vector<std::int64_t> rows = entity_rows(filter.entity);
    if (rows.empty()) return false;
    const std::string role = filter.role ? " AND role = '" + std::string(to_string(*filter.role)) + "'" : "";
    const std::string of = " FROM event_roles WHERE entity IN " + number_list(rows) + role;
    const std::string probe = "SELECT count(*) FROM (SELECT 1" + of + " LIMIT " + std::to_string(reach_.events + 1) + ") AS few";
    const bool few = connection_.number(probe).value_or(0) <= reach_.events;
    if (few && parts.from.text.empty()) {
      parts.from.add("(SELECT DISTINCT event" + of + ") AS x CROSS JOIN ");
      parts.where.add(" AND e.id = x.event");
    } else {
      parts.where.add(" AND EXISTS (SELECT 1" + of + " AND event = e.id)");
    }
  }
  return true;
}

void EventQueries::add_text(Parts& parts, const EventQuery& query) {
  if (search_parts(query.text).empty()) return;
  if (connection_.engine() == Engine::kPostgres) {
    parts.where.add(std::string(" AND e.id IN (SELECT m.event FROM passage_text t JOIN passages p ON p.id = t.passage JOIN mentions m ON") +
                    std::string(kTellsOf) + " WHERE t.words @@ (");
    bool first = true;
    for (std::string& part : search_parts(query.text)) {
      if (!std::exchange(first, false)) parts.where.add(" && ");
      parts.where.add("phraseto_tsquery('tradewire_words', ?)", std::move(part));
    }
    parts.where.add("))");
    return;
  }
  const std::string words = fts_words(query.text);
  const std::int64_t hits =
      connection_.number("SELECT count(*) FROM (SELECT 1 FROM passage_text WHERE passage_text MATCH ? LIMIT ?)", words, reach_.passages).value_or(0);
  if (hits < std::min(reach_.events, reach_.passages) && parts.from.text.empty()) {
    parts.from.add("(SELECT DISTINCT m.event FROM passage_text t CROSS JOIN passages p ON p.id = t.rowid CROSS JOIN mentions m ON" +
                   std::string(kTellsOf) + " WHERE passage_text MATCH ?) AS x CROSS JOIN ", words);
    parts.where.add(" AND e.id = x.event");
    return;
  }
  // Events are walked. Either all passages are known beforehand, or so many hold the words that a few need to be read.
  const bool many = hits == reach_.passages;
  const std::string fits = many ? " AND holds_words(?, p.text)" : " AND p.id IN (SELECT rowid FROM passage_text WHERE passage_text MATCH ?)";
  parts.where.add(" AND (EXISTS (SELECT 1 FROM mentions m CROSS JOIN passages p ON p.id = m.passage WHERE m.event = e.id" + fits + ")", words);
  parts.where.add(" OR EXISTS (SELECT 1 FROM mentions m CROSS JOIN passages p ON p.document = m.document AND p.in_title = 1 WHERE m.event = e.id" +
                      fits + "))",
                  words);
}

void EventQueries::add_site(Parts& parts, const EventQuery& query) {
  if (query.site.empty()) return;
  const std::int64_t documents =
      connection_.number("SELECT count(*) FROM (SELECT 1 FROM documents WHERE site = ? LIMIT ?) AS few", query.site, reach_.documents).value_or(0);
  if (documents < reach_.documents && parts.from.text.empty()) {
    parts.from.add("(SELECT DISTINCT m.event FROM documents d CROSS JOIN mentions m ON m.document = d.id WHERE d.site = ?) AS x CROSS JOIN ",
                   query.site);
    parts.where.add(" AND e.id = x.event");
  } else {
    parts.where.add(" AND EXISTS (SELECT 1 FROM mentions m JOIN documents d ON d.id = m.document WHERE m.event = e.id AND d.site = ?)", query.site);
  }
}

Sql EventQueries::statement(const EventQuery& query) {
  Parts parts;
  if (!add_types(parts, query) || !add_entities(parts, query)) return {};
  add_text(parts, query);
  add_site(parts, query);
  add_words(parts.where, "e.status", query.statuses);
  add_words(parts.where, "e.modality", query.modalities);
  add_times(parts.where, query);
  if (!query.rejected) parts.where.add(" AND e.rejected = 0");

  Sql sql;
  sql.text = "SELECT e.id FROM " + parts.from.text + "events e WHERE 1 = 1" + parts.where.text;
  sql.args = parts.from.args;
  sql.args.insert(sql.args.end(), parts.where.args.begin(), parts.where.args.end());
  const std::string direction = query.ascending ? "" : " DESC";
  sql.add(" ORDER BY " + std::string(order_column(query.order)) + direction + (query.order == EventOrder::kType ? ", e.last_seen" + direction : "") +
          ", e.id" + direction);
  const bool sqlite = connection_.engine() == Engine::kSqlite;
  if (query.limit > 0) {
    sql.add(" LIMIT ?", static_cast<std::int64_t>(query.limit));
  } else if (query.offset > 0) {
    sql.add(sqlite ? " LIMIT -1" : " LIMIT ALL");
  }
  if (query.offset > 0) sql.add(" OFFSET ?", static_cast<std::int64_t>(query.offset));
  if (!sqlite) {
    for (std::size_t at = sql.text.find("+e."); at != std::string::npos; at = sql.text.find("+e.")) sql.text.erase(at, 1);
    const std::string_view ordered = "CROSS JOIN mentions";
    for (std::size_t at = sql.text.find(ordered); at != std::string::npos; at = sql.text.find(ordered)) sql.text.erase(at, 6);
  }
  return sql;
}

std::vector<std::int64_t> EventQueries::find(const EventQuery& query) {
  const Sql sql = statement(query);
  std::vector<std::int64_t> rows;
  if (sql.text.empty()) return rows;
  Cursor row = run_sql(connection_, sql);
  while (row.next()) rows.push_back(row.integer(0));
  return rows;
}

}  // namespace tradewire::store
