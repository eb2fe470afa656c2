// Seats: who takes part in which event, as the tables event_roles and event_parties keep it, with what was lately used
// held in memory. The search for links asks it for the latest events of a type in which a party has a role.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/sight.h"
#include "store/sql.h"

namespace tradewire::store {

// What links see of a stored event.
struct Standing {
  std::string key;
  std::string type;
  std::int64_t first_seen = 0;
  std::vector<Seat> seats;  // sorted, each once
  friend bool operator==(const Standing&, const Standing&) = default;
};

// An event in a slot. Those of one slot are ordered by time, then by rank, which follows from the event's id.
struct Placed {
  std::int64_t first_seen = 0;
  std::int64_t rank = 0;
  std::int64_t event = 0;
  friend auto operator<=>(const Placed&, const Placed&) = default;
};

class Seats {
 public:
  // `connection` outlives this.
  explicit Seats(Connection& connection) : connection_(connection) {}

  // nullptr when there is no such event. Valid until the next call.
  const Standing* find(std::int64_t event);
  // Writes what an event stands for now; `fresh` when it was not written before. Whether that is something new.
  bool put(std::int64_t event, Standing standing, bool fresh);
  void drop(std::int64_t event);

  // Adds the events of `type` in which `party` has the role, first seen within [from, to]: the latest, or the earliest, of
  // these, at most kMost.
  static constexpr std::size_t kMost = 60;
  void add_latest(std::vector<Placed>& events, std::string_view type, extract::Role role, std::uint64_t party, std::int64_t from, std::int64_t to);
  void add_earliest(std::vector<Placed>& events, std::string_view type, extract::Role role, std::uint64_t party, std::int64_t from, std::int64_t to);

  // When the newest of all events was first seen.
  std::int64_t newest();

  // What is held may be stale: another process wrote, or a transaction was undone.
  void forget();

  // Only these roles are asked for.
  static bool has_slot(std::uint8_t role);

 private:
  // The latest events of a slot, complete since a time.
  struct Recent {
    std::vector<Placed> placed;  // sorted
    std::int64_t complete_since = 0;
  };
  Standing load(std::int64_t event);
  void write_slots(std::int64_t event, const Standing& standing, bool in);
  void write_roles(std::int64_t event, const Standing* before, const Standing& after);
  Recent& recent(std::int64_t slot);
  void keep(std::int64_t event, Standing standing);

  Connection& connection_;
  std::unordered_map<std::int64_t, Standing> young_, old_;  // what was not asked for since the young were made old goes
  std::unordered_map<std::int64_t, Recent> recent_;
  std::optional<std::int64_t> newest_;
};

}  // namespace tradewire::store
