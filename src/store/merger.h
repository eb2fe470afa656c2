// Merger: keeps the events of the database what the mentions make of them. It holds the blocks that were worked on, loads
// what merging needs of the others, and writes what changed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/block.h"
#include "store/links.h"
#include "store/mention_rows.h"
#include "store/score.h"
#include "store/seats.h"
#include "store/sql.h"
#include "store/store.h"

namespace tradewire::store {

class Merger {
 public:
  // All outlive the merger.
  Merger(Connection& connection, MentionRows& rows, const MergingRules& rules)
      : connection_(connection), rows_(rows), rules_(rules), seats_(connection), links_(connection, seats_, rules) {}

  // Takes the mentions of a document out of the events; their rows go.
  void remove(std::int64_t document, const std::string& id);
  // Merges new mentions of a stored document. REQUIRES: they live until flush(); their ids are not stored, or removed.
  void add(const std::vector<const extract::Mention*>& mentions, std::int64_t document, std::int64_t fetched_at);
  // Whether a mention of this id was added since the last flush.
  bool is_fresh(const std::string& mention) const { return fresh_.contains(mention); }
  // Merges the mentions of these ids anew, because what binds them has changed; `block` becomes their block when not empty.
  void rebind(const std::vector<std::string>& mentions, const std::string& block);

  // Writes what changed since the last call. To be called at the end of the transaction.
  std::vector<Change> flush(base::UnixTime now);
  // The same, when it matters only how many changes there were.
  std::size_t flush_counting(base::UnixTime now);

  // What is held may be stale: another process wrote, or a transaction was undone.
  void forget();

 private:
  struct Told {
    std::vector<Change> changes;
    std::size_t count = 0;
    bool counting = false;  // `changes` stays empty
  };
  struct Held {
    Block block;
    std::int64_t loaded_from;
  };
  Held& held(const std::string& block);
  void load_from(const std::string& block, std::int64_t time);
  void load_dated(const std::string& block, const Sight& sight);
  void load_event(Block& block, std::int64_t event);
  StoredEvent stored_event(std::int64_t event);
  Sight stored_sight(std::int64_t mention, std::int64_t document, std::int64_t event, std::int64_t fetched_at, const std::string& block);
  std::string bond_of(const extract::Mention& mention);
  void add_sights(const std::string& block, std::vector<Sight> sights);

  void flush_into(base::UnixTime now, Told& changes);
  void free_keys(Block& block);
  void flush_block(const std::string& name, Block& block, base::UnixTime now, Told& changes);
  void write_cluster(const std::string& block, Cluster& cluster, base::UnixTime now, Told& changes);
  void write_event(Cluster& cluster, const StoredEvent& next, base::UnixTime now);
  void tell_changes(const Cluster& cluster, const StoredEvent& before, bool is_new, base::UnixTime now, Told& changes);
  void write_mentions(const std::string& block, Cluster& cluster);
  void write_history(const Cluster& cluster, const StoredEvent& before, bool is_new);
  void write_dates(const std::string& block, Cluster& cluster, const StoredEvent& before, bool is_new);
  void write_seats(const Cluster& cluster, bool is_new);
  void reuse_rows(Block& block);
  void drop_event(Cluster& cluster, base::UnixTime now, Told& changes);
  void record(Change change, Told& changes, const std::string& mention);
  void alias(const std::string& from, const std::string& to, base::UnixTime now, Told& changes);

  Connection& connection_;
  MentionRows& rows_;
  const MergingRules& rules_;
  Seats seats_;
  Links links_;
  std::map<std::string, Held> blocks_;
  std::map<std::string, bool> touched_;
  std::unordered_map<std::string, const extract::Mention*> fresh_;
  std::vector<std::int64_t> moved_;  // rows of events whose standing has changed, or that refer to one that went
  std::optional<bool> has_bonds_;
};

}  // namespace tradewire::store
