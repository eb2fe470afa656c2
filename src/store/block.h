// Block: the events of one type and the mentions they are made of, as merging sees them.
//
// Mentions are taken in the order of time (Sight::order), each into the event of the highest score or into one of its own.
// So the events are a function of the set of mentions, whatever the order in which documents arrive: a mention that comes
// late makes those after it be taken anew, as far as it can have changed what becomes of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "store/life.h"
#include "store/score.h"
#include "store/shortlist.h"
#include "store/sight.h"

namespace tradewire::store {

// A day that an event is said to be on, with a side of its actors: by these an event of long ago is found.
struct DatedSide {
  std::int64_t side = 0;
  DayRange date;
  friend auto operator<=>(const DatedSide&, const DatedSide&) = default;
};

// What is stored of an event besides its mentions, so that only what changed is written.
struct StoredEvent {
  std::string key;               // the id it is stored under
  Life life;
  bool pinned = false, rejected = false;
  bool complete = false;         // false: of `life` only status and modality are known, and not `dates`
  std::vector<DatedSide> dates;  // sorted
};

struct Cluster {
  std::uint32_t place = 0;    // in the block
  std::int64_t row = 0;       // of the event in the store; 0: not stored yet
  StoredEvent stored;
  std::string bond;           // not empty: an analyst tied it together
  std::vector<Sight> sights;  // in order
  Profile profile;
  bool changed = false;       // since it was stored
};

class Block {
 public:
  // The rules outlive the block.
  Block(const MergingRules& rules, const std::string& type)
      : rules_(rules), type_{rules.window_days(type) * 86400, rules.is_joint(type)}, shortlist_(rules_, type_) {}

  // A stored event with all of its mentions; one that is there already stays as it is.
  void load(std::int64_t row, StoredEvent stored, std::vector<Sight> sights);
  bool has(std::int64_t row) const { return rows_.contains(row); }

  // Takes in new mentions. REQUIRES: every event that has a mention since window() before the first of them is loaded.
  void add(std::vector<Sight> sights);
  // Takes out mentions of a document and what followed from them. REQUIRES: as add(), and their events are loaded.
  void remove(const std::string& document);
  // Takes all since `time` anew; for bonds that changed. REQUIRES: as add().
  void replay_from(std::int64_t time);

  // Seconds before a mention in which events can take it up.
  std::int64_t window() const { return type_.window; }
  const std::vector<std::unique_ptr<Cluster>>& clusters() const { return clusters_; }
  // Those that changed since settle(); one that lost all its mentions is among them.
  const std::vector<Cluster*>& changed() const { return changed_; }
  // To be called when the changes are stored. Forgets clusters without mentions; when there are very many also those that
  // were last told of before the window of the newest: then the answer is the time since which all are still here.
  std::optional<std::int64_t> settle();

 private:
  struct Taken {
    Sight sight;
    Cluster* origin;  // null for a new one
  };
  void replay(std::vector<Taken> taken, std::int64_t dirty_until);
  std::vector<Taken> take_from(const Sight& first);
  Cluster& choose(const Sight& sight, Cluster* origin);
  Cluster* best_fit(const Sight& sight);
  Cluster& new_cluster();
  void take_up(Cluster& cluster, const Sight& sight);
  void refold(Cluster& cluster);
  void mark(Cluster& cluster);
  void forget_before(std::int64_t since);

  const MergingRules& rules_;
  TypeRules type_;
  Shortlist shortlist_;
  std::vector<std::unique_ptr<Cluster>> clusters_;  // by place
  std::unordered_map<std::string, std::vector<Cluster*>> bonded_;  // by bond; some may have lost it
  std::size_t most_held_ = 0;
  std::vector<Cluster*> changed_;
  std::unordered_set<std::int64_t> rows_;
};

}  // namespace tradewire::store
