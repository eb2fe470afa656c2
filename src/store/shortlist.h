// Shortlist: which events of a block are worth scoring for a mention. It leaves out only what cannot reach the threshold,
// so merging comes out the same as if every event were scored.
//
// An event has an outline: for each role, whether it speaks, and filters of 64 bits over what its parties can agree by.
// These are their keys and governments; words count where one side has no government. Where the filters of a role have
// nothing in common the parties differ, which bounds the score from above. Events are found by actor where no other actor
// can be made good for.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <unordered_map>
#include <vector>

#include "store/score.h"
#include "store/sight.h"

namespace tradewire::store {

struct Outline {
  std::int64_t first_time = 0;
  std::int64_t last_time = 0;
  std::uint16_t speaks = 0;   // bit by role
  std::uint16_t soft = 0;     // a party is in no gazetteer: a difference weighs less
  std::uint16_t loose = 0;    // a party has no government
  bool dated = false;         // an exact day is told
  bool present = false;       // false: without mentions
  std::array<std::uint64_t, extract::kRoleCount> filters{};  // keys, governments, words of the loose
  std::array<std::uint64_t, extract::kRoleCount> words{};    // of the others
};

class Shortlist {
 public:
  using Place = std::uint32_t;  // of an event in its block

  // The rules outlive this.
  Shortlist(const MergingRules& rules, const TypeRules& type) : rules_(rules), type_(type) {}

  // A new event, without mentions yet. Places are given in order, from 0.
  void open(Place place);
  // It has taken up a mention.
  void add(Place place, const Sight& sight);
  // The outline of an event that lost mentions is that of the rest; what it is found by stays.
  void restart(Place place);
  void clear();

  // Whether the event has a mention at `time` or later.
  bool reaches(Place place, std::int64_t time) const { return outlines_[place].present && outlines_[place].last_time >= time; }

  bool any_reaches(std::int64_t time) const { return newest_ >= time; }

  // The events that may reach the threshold, each once, in no order.
  const std::vector<Place>& find(const Sight& sight);

 private:
  struct Wanted;
  bool may_reach(const Wanted& wanted, const Outline& outline) const;
  void take(const Wanted& wanted, Place place);
  using Index = std::unordered_map<std::uint64_t, std::vector<Place>>;
  void take_all(const Wanted& wanted, const Index& index, std::uint64_t key);
  void take_by_actor(const Wanted& wanted, std::span<const Party> actors);

  const MergingRules& rules_;
  TypeRules type_;
  std::vector<Outline> outlines_;
  Index by_actor_;     // keys, governments, words of the loose
  Index by_word_;      // of the other actors
  std::unordered_multimap<std::uint64_t, Place> by_sentence_;  // digests, and documents: most stand for one event alone
  std::vector<Place> soft_;                                            // no actor, or one in no gazetteer
  std::vector<std::uint32_t> seen_;                                    // by place: the search that looked at it last
  std::uint32_t search_ = 0;
  std::int64_t newest_ = std::numeric_limits<std::int64_t>::min();
  std::vector<Place> found_;
};

}  // namespace tradewire::store
