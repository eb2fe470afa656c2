// Event rows as values: the other half of event_query.h.
#include <algorithm>

#include "base/date.h"
#include "base/unicode.h"
#include "store/event_query.h"

namespace tradewire::store {
namespace {

using extract::Filler;

template <typename Enum>
Enum word_at(const Cursor& row, int column) {
  const std::string word = row.text(column);
  const auto value = extract::parse_word<Enum>(word);
  if (!value) throw SqlError("the word \"" + word + "\" in events is not one of this version", false);
  return *value;
}

std::string identity(const Filler& filler) {
  if (!filler.id.empty()) return filler.id;
  if (!filler.date.empty()) return filler.date;
  if (filler.value) return std::to_string(*filler.value) + filler.unit + filler.currency;
  return base::fold_case(filler.name.empty() ? filler.text : filler.name);
}

struct Counted {
  extract::RoleFiller filler;
  std::string identity;
  int count = 0;
};

void count_in(std::vector<Counted>& counted, extract::Role role, Filler filler) {
  std::string key = identity(filler);
  for (Counted& one : counted) {
    if (one.filler.role != role || one.identity != key) continue;
    ++one.count;
    one.filler.filler.implied = one.filler.filler.implied && filler.implied;
    return;
  }
  filler.span = {};
  counted.push_back({{role, std::move(filler)}, std::move(key), 1});
}

}  // namespace

std::vector<std::int64_t> EventQueries::mention_rows(std::int64_t event) {
  std::vector<std::int64_t> rows;
  Cursor row = connection_.query(
      "SELECT m.id FROM mentions m JOIN documents d ON d.id = m.document WHERE m.event = ?"
      " ORDER BY m.time, d.fetched_at, d.key, 1 - m.in_title, m.trigger_start, m.key",
      event);
  while (row.next()) rows.push_back(row.integer(0));
  return rows;
}

void EventQueries::load_roles(std::int64_t id, Event& event) {
  std::vector<Counted> counted;
  Cursor row = connection_.query(
      "SELECT f.role, f.text, f.implied, f.office, f.value, f.unit, f.currency, f.date, f.precision, n.entity, n.name, n.kind, n.country,"
      " n.wikidata, f.named FROM mentions m JOIN fillers f ON f.mention = m.id LEFT JOIN entities n ON n.id = f.entity"
      " WHERE m.event = ? AND m.copy = 0 ORDER BY m.time, m.id, f.position",
      id);
  while (row.next()) {
    const auto role = extract::parse_word<extract::Role>(row.text(0));
    if (!role) continue;  // who speaks
    Filler f;
    f.text = row.text(1);
    f.implied = row.integer(2) != 0;
    f.office = row.text(3);
    if (!row.is_null(4)) f.value = row.real(4);
    f.unit = row.text(5);
    f.currency = row.text(6);
    f.date = row.text(7);
    f.precision = row.text(8);
    if (row.integer(14) != 0) {
      f.id = row.text(9);
      f.name = row.text(10);
      f.kind = row.text(11);
      f.country = row.text(12);
      f.wikidata = row.text(13);
    }
    count_in(counted, *role, std::move(f));
  }
  std::stable_sort(counted.begin(), counted.end(), [](const Counted& a, const Counted& b) {
    return a.filler.role != b.filler.role ? a.filler.role < b.filler.role : a.count > b.count;
  });
  for (Counted& one : counted) event.roles.push_back(std::move(one.filler));
}

void EventQueries::load_parts(std::int64_t id, Event& event) {
  {
    Cursor row = connection_.query("SELECT what, from_word, to_word, at, source, mention FROM event_history WHERE event = ? ORDER BY position", id);
    while (row.next()) event.history.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
  }
  {
    Cursor row = connection_.query("SELECT l.kind, e.key FROM event_links l JOIN events e ON e.id = l.target WHERE l.event = ? ORDER BY l.kind, e.key", id);
    while (row.next()) {
      if (const auto kind = parse_link_kind(row.text(0))) event.links.push_back({*kind, row.text(1), false});
    }
  }
  {
    Cursor row = connection_.query("SELECT l.kind, e.key FROM event_links l JOIN events e ON e.id = l.event WHERE l.target = ? ORDER BY l.kind, e.key", id);
    while (row.next()) {
      if (const auto kind = parse_link_kind(row.text(0))) event.links.push_back({*kind, row.text(1), true});
    }
  }
  Cursor row = connection_.query(
      "SELECT m.key, d.title FROM mentions m JOIN documents d ON d.id = m.document WHERE m.event = ?"
      " ORDER BY m.time, d.fetched_at, d.key, 1 - m.in_title, m.trigger_start, m.key",
      id);
  while (row.next()) {
    if (event.mentions.empty()) event.headline = row.text(1);
    event.mentions.push_back(row.text(0));
  }
}

Event EventQueries::load(std::int64_t id) {
  Event event;
  {
    Cursor row = connection_.query(
        "SELECT key, type, status, modality, closed, date, first_seen, last_seen, stored_at, changed_at, mention_count, document_count, pinned,"
        " rejected FROM events WHERE id = ?",
        id);
    if (!row.next()) throw SqlError("an event is missing: row " + std::to_string(id), false);
    event.id = row.text(0);
    event.type = row.text(1);
    event.status = word_at<extract::EventStatus>(row, 2);
    event.modality = word_at<extract::Modality>(row, 3);
    event.closed = row.integer(4) != 0;
    event.date = row.text(5);
    event.first_seen = base::to_rfc3339(row.integer(6));
    event.last_seen = base::to_rfc3339(row.integer(7));
    event.stored_at = row.integer(8);
    event.changed_at = row.integer(9);
    event.mention_count = static_cast<std::uint32_t>(row.integer(10));
    event.document_count = static_cast<std::uint32_t>(row.integer(11));
    event.pinned = row.integer(12) != 0;
    event.rejected = row.integer(13) != 0;
  }
  load_roles(id, event);
  load_parts(id, event);
  return event;
}

}  // namespace tradewire::store
