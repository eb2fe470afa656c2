#include "store/merger.h"

#include <algorithm>
#include <limits>
#include <set>

#include "store/life.h"

namespace tradewire::store {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

std::int64_t earliest(const std::vector<Sight>& sights) {
  std::int64_t time = kNever;
  for (const Sight& sight : sights) time = std::min(time, sight.time);
  return time;
}

}  // namespace

void Merger::forget() {
  blocks_.clear();
  touched_.clear();
  fresh_.clear();
  moved_.clear();
  seats_.forget();
  has_bonds_.reset();
}

Merger::Held& Merger::held(const std::string& block) {
  const auto found = blocks_.find(block);
  return found != blocks_.end() ? found->second : blocks_.emplace(block, Held{Block(rules_, block), kNever}).first->second;
}

std::string Merger::bond_of(const extract::Mention& m) {
  if (auto bond = connection_.word("SELECT bond FROM bonds WHERE mention = ?", m.id)) return *bond;
  // After re-extraction the trigger may be another word of the same sentence.
  return connection_
      .word("SELECT bond FROM bonds WHERE document = ? AND type = ? AND start_byte < ? AND end_byte > ? ORDER BY mention LIMIT 1",
            m.document.id, m.type, m.evidence.span.end, m.evidence.span.start)
      .value_or("");
}

Sight Merger::stored_sight(std::int64_t mention, std::int64_t document, std::int64_t event, std::int64_t fetched_at, const std::string& block) {
  const extract::Mention stored = rows_.load(mention);
  Sight sight = sight_of(stored, fetched_at, rules_.ignore, rules_.is_joint(stored.type));
  sight.row = mention;
  sight.event = event;
  sight.seats = rows_.seats(stored);
  sight.document_row = document;
  sight.block = block;
  sight.bond = bond_of(stored);
  return sight;
}

StoredEvent Merger::stored_event(std::int64_t event) {
  StoredEvent stored;
  Cursor row = connection_.query("SELECT key, status, modality, pinned, rejected FROM events WHERE id = ?", event);
  if (!row.next()) return stored;
  stored.key = row.text(0);
  stored.life.status = extract::parse_word<extract::EventStatus>(row.text(1)).value_or(extract::EventStatus::kReported);
  stored.life.modality = extract::parse_word<extract::Modality>(row.text(2)).value_or(extract::Modality::kActual);
  stored.pinned = row.integer(3) != 0;
  stored.rejected = row.integer(4) != 0;
  return stored;
}

void Merger::load_event(Block& block, std::int64_t event) {
  if (block.has(event)) return;
  struct Row {
    std::int64_t mention, document, fetched_at;
    bool copy;
    std::string block;
  };
  std::vector<Row> rows;
  {
    Cursor row = connection_.query(
        "SELECT m.id, m.document, d.fetched_at, m.copy, m.block FROM mentions m JOIN documents d ON d.id = m.document WHERE m.event = ?",
        event);
    while (row.next()) rows.push_back({row.integer(0), row.integer(1), row.integer(2), row.integer(3) != 0, row.text(4)});
  }
  std::vector<Sight> sights;
  for (const Row& row : rows) {
    sights.push_back(stored_sight(row.mention, row.document, event, row.fetched_at, row.block));
    sights.back().copy = sights.back().stored_copy = row.copy;
  }
  block.load(event, stored_event(event), std::move(sights));
}

// All events of the block with a mention at `time` or later.
void Merger::load_from(const std::string& name, std::int64_t time) {
  Held& here = held(name);
  if (time >= here.loaded_from) return;
  std::vector<std::int64_t> events;
  {
    Cursor row = connection_.query("SELECT DISTINCT event FROM mentions WHERE block = ? AND time >= ? AND time <= ?", name, time, here.loaded_from);
    while (row.next()) events.push_back(row.integer(0));
  }
  for (const std::int64_t event : events) load_event(here.block, event);
  here.loaded_from = time;
}

// A day that is told may bring in an event that is long past.
void Merger::load_dated(const std::string& name, const Sight& sight) {
  Held& here = held(name);
  std::vector<std::int64_t> events;
  for (const DayRange& date : sight.dates) {
    if (!is_exact(date)) continue;
    for (const std::int64_t side : sides_of(name, sight.parties)) {
      // Most are a day; the index holds these apart from what is longer.
      Cursor day = connection_.query("SELECT event FROM event_dates WHERE side = ? AND longer = 0 AND from_day >= ? AND from_day <= ?", side,
                                     date.from, date.to);
      while (day.next()) events.push_back(day.integer(0));
      Cursor range = connection_.query(
          "SELECT event FROM event_dates WHERE side = ? AND longer = 1 AND from_day >= ? AND from_day <= ? AND to_day >= ?", side,
          date.from - kExactDays, date.to, date.from);
      while (range.next()) events.push_back(range.integer(0));
    }
  }
  for (const std::int64_t event : events) load_event(here.block, event);
}

void Merger::remove(std::int64_t document, const std::string& id) {
  std::map<std::string, std::int64_t> first;
  std::vector<std::pair<std::string, std::int64_t>> events;
  {
    Cursor row = connection_.query("SELECT block, time, event FROM mentions WHERE document = ?", document);
    while (row.next()) {
      const auto at = first.try_emplace(row.text(0), row.integer(1)).first;
      at->second = std::min(at->second, row.integer(1));
      events.emplace_back(row.text(0), row.integer(2));
    }
  }
  for (const auto& [name, time] : first) load_from(name, time - held(name).block.window());
  for (const auto& [name, event] : events) load_event(held(name).block, event);
  for (const auto& [name, time] : first) {
    held(name).block.remove(id);
    touched_[name] = true;
  }
  rows_.remove_all(document);
}

void Merger::add(const std::vector<const extract::Mention*>& mentions, std::int64_t document, std::int64_t fetched_at) {
  if (!has_bonds_) has_bonds_ = connection_.number("SELECT 1 FROM bonds LIMIT 1").has_value();
  const bool bonds = *has_bonds_;
  std::map<std::string, std::vector<Sight>> blocks;
  for (const extract::Mention* one : mentions) {
    const extract::Mention& mention = *one;
    Sight sight = sight_of(mention, fetched_at, rules_.ignore, rules_.is_joint(mention.type));
    sight.document_row = document;
    sight.seats = rows_.seats(mention);
    if (bonds) sight.bond = bond_of(mention);
    if (!sight.bond.empty()) {
      sight.block = connection_.word("SELECT block FROM bonds WHERE bond = ? AND block <> '' LIMIT 1", sight.bond).value_or(mention.type);
    }
    fresh_[mention.id] = &mention;
    blocks[sight.block].push_back(std::move(sight));
  }
  for (auto& [name, sights] : blocks) add_sights(name, std::move(sights));
}

void Merger::add_sights(const std::string& name, std::vector<Sight> sights) {
  load_from(name, earliest(sights) - held(name).block.window());
  for (const Sight& sight : sights) load_dated(name, sight);
  held(name).block.add(std::move(sights));
  touched_[name] = true;
}

void Merger::rebind(const std::vector<std::string>& mentions, const std::string& to) {
  std::map<std::string, std::int64_t> first;
  for (const std::string& mention : mentions) {
    std::string block;
    std::int64_t time = 0;
    {
      Cursor row = connection_.query("SELECT block, time FROM mentions WHERE key = ?", mention);
      if (!row.next()) continue;
      block = row.text(0);
      time = row.integer(1);
    }
    for (const std::string& name : {block, to.empty() ? block : to}) {
      const auto at = first.try_emplace(name, time).first;
      at->second = std::min(at->second, time);
    }
    if (!to.empty() && block != to) connection_.run("UPDATE mentions SET block = ? WHERE key = ?", to, mention);
  }
  // What is held knows neither the new bonds nor the new blocks.
  blocks_.clear();
  has_bonds_.reset();
  for (const auto& [name, time] : first) {
    load_from(name, time - held(name).block.window());
    held(name).block.replay_from(time);
    touched_[name] = true;
  }
}

std::vector<Change> Merger::flush(base::UnixTime now) {
  Told told;
  flush_into(now, told);
  return std::move(told.changes);
}

std::size_t Merger::flush_counting(base::UnixTime now) {
  Told told;
  told.counting = true;
  flush_into(now, told);
  return told.count;
}

void Merger::flush_into(base::UnixTime now, Told& changes) {
  const std::int64_t newest = seats_.newest();
  for (const auto& [name, touched] : touched_) free_keys(held(name).block);
  for (const auto& [name, touched] : touched_) flush_block(name, held(name).block, now, changes);
  // Only now are the events that lost their last mention free of references.
  for (const auto& [name, touched] : touched_) {
    Held& here = held(name);
    for (Cluster* cluster : here.block.changed()) {
      if (cluster->sights.empty() && cluster->row != 0) drop_event(*cluster, now, changes);
    }
    if (const auto since = here.block.settle()) here.loaded_from = std::max(here.loaded_from, *since);
  }
  // Links are looked for among the events that are left.
  links_.renew(moved_, newest);
  rows_.index_words();
  moved_.clear();
  touched_.clear();
  fresh_.clear();
}

}  // namespace tradewire::store
