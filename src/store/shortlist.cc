#include "store/shortlist.h"

#include <algorithm>

namespace tradewire::store {
namespace {

using extract::Role;

constexpr std::size_t kActor = static_cast<std::size_t>(Role::kActor);
constexpr std::uint64_t kDocumentSeed = 0x646f63756d656e74;

constexpr std::uint64_t mixed(std::uint64_t value) {
  value *= 0x9E3779B97F4A7C15ULL;
  return value ^ (value >> 32);
}

// What a party always can agree by, and what it can with one that has no government.
template <typename Take, typename TakeWord>
void each_feature(const Party& party, Take take, TakeWord take_word) {
  take(party.key);
  if (party.anchor != 0) take(party.anchor);
  for (const std::uint32_t word : party.words) party.anchor == 0 ? take(std::uint64_t{word}) : take_word(std::uint64_t{word});
}

std::uint64_t bit_of(std::uint64_t feature) { return std::uint64_t{1} << (mixed(feature) & 63); }

bool any_loose(std::span<const Party> parties) {
  return std::any_of(parties.begin(), parties.end(), [](const Party& party) { return party.anchor == 0; });
}

bool any_soft(std::span<const Party> parties) {
  return std::any_of(parties.begin(), parties.end(), [](const Party& party) { return !party.resolved; });
}

bool any_exact(const std::vector<DayRange>& dates) { return std::any_of(dates.begin(), dates.end(), is_exact); }

// Its sentence and its document.
std::array<std::uint64_t, 2> sentence_keys(const Sight& sight) {
  return {mixed(static_cast<std::uint64_t>(sight.digest)), mixed(static_cast<std::uint64_t>(sight.document_row) ^ kDocumentSeed)};
}

// A list in which a place stands once, when the same place is only added in a row.
void push_once(std::vector<Shortlist::Place>& places, Shortlist::Place place) {
  if (places.empty() || places.back() != place) places.push_back(place);
}

Outline outline_of(const Sight& sight) {
  Outline outline;
  outline.first_time = outline.last_time = sight.time;
  outline.dated = any_exact(sight.dates);
  outline.present = true;
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) {
    if (sight.parties[i].empty()) continue;
    outline.speaks = static_cast<std::uint16_t>(outline.speaks | 1U << i);
    if (any_soft(sight.parties[i])) outline.soft = static_cast<std::uint16_t>(outline.soft | 1U << i);
    if (any_loose(sight.parties[i])) outline.loose = static_cast<std::uint16_t>(outline.loose | 1U << i);
    for (const Party& party : sight.parties[i]) {
      each_feature(party, [&](std::uint64_t feature) { outline.filters[i] |= bit_of(feature); },
                   [&](std::uint64_t word) { outline.words[i] |= bit_of(word); });
    }
  }
  return outline;
}

bool may_agree(const Outline& a, const Outline& b, std::size_t role) {
  if ((a.filters[role] & b.filters[role]) != 0) return true;
  if ((a.loose >> role & 1U) != 0 && (a.filters[role] & b.words[role]) != 0) return true;
  return (b.loose >> role & 1U) != 0 && (b.filters[role] & a.words[role]) != 0;
}

double raised(double weight) { return std::max(weight, 0.0); }

}  // namespace

// What the mention can bring at the most.
struct Shortlist::Wanted {
  Outline outline;
  std::int64_t window = 0;
  double ceiling = 0;                                 // when all agrees
  std::array<double, extract::kRoleCount> silence{};  // what is lost where the event is silent,
  std::array<double, extract::kRoleCount> quarrel{};  // and where it differs
};

void Shortlist::open(Place place) {
  outlines_.resize(place + 1);
  seen_.resize(place + 1, 0);
}

void Shortlist::add(Place place, const Sight& sight) {
  Outline& known = outlines_[place];
  const Outline more = outline_of(sight);
  known.first_time = known.present ? std::min(known.first_time, more.first_time) : more.first_time;
  known.last_time = known.present ? std::max(known.last_time, more.last_time) : more.last_time;
  known.present = true;
  newest_ = std::max(newest_, known.last_time);
  known.speaks = static_cast<std::uint16_t>(known.speaks | more.speaks);
  known.soft = static_cast<std::uint16_t>(known.soft | more.soft);
  known.dated = known.dated || more.dated;
  known.loose = static_cast<std::uint16_t>(known.loose | more.loose);
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) {
    known.filters[i] |= more.filters[i];
    known.words[i] |= more.words[i];
  }
  const std::span<const Party> actors = sight.parties[kActor];
  for (const Party& party : actors) {
    each_feature(party, [&](std::uint64_t feature) { push_once(by_actor_[feature], place); },
                 [&](std::uint64_t word) { push_once(by_word_[word], place); });
  }
  if (actors.empty() || any_soft(actors)) push_once(soft_, place);
  for (const std::uint64_t key : sentence_keys(sight)) {
    const auto [first, last] = by_sentence_.equal_range(key);
    if (std::none_of(first, last, [&](const auto& one) { return one.second == place; })) by_sentence_.emplace(key, place);
  }
}

void Shortlist::restart(Place place) {
  outlines_[place] = {};
}

void Shortlist::clear() {
  outlines_.clear();
  by_actor_.clear();
  by_word_.clear();
  by_sentence_.clear();
  soft_.clear();
  seen_.clear();
  search_ = 0;
  newest_ = std::numeric_limits<std::int64_t>::min();
}

bool Shortlist::may_reach(const Wanted& wanted, const Outline& event) const {
  if (!event.present) return false;
  const std::int64_t time = wanted.outline.first_time;
  const bool apart = time > event.last_time + wanted.window || time < event.first_time - wanted.window;
  if (apart && !(event.dated && wanted.outline.dated)) return false;
  double most = wanted.ceiling;
  for (std::uint32_t left = wanted.outline.speaks; left != 0; left &= left - 1) {
    const auto role = static_cast<std::size_t>(__builtin_ctz(left));
    if ((event.speaks >> role & 1U) == 0) {
      most -= wanted.silence[role];
    } else if (!may_agree(event, wanted.outline, role)) {
      const bool soft = ((event.soft | wanted.outline.soft) >> role & 1U) != 0;
      most -= wanted.silence[role] + wanted.quarrel[role] * (soft ? std::min(rules_.unresolved, 1.0) : 1.0);
    }
    if (most < rules_.threshold) return false;
  }
  return true;
}

void Shortlist::take(const Wanted& wanted, Place place) {
  if (seen_[place] == search_) return;
  seen_[place] = search_;
  if (may_reach(wanted, outlines_[place])) found_.push_back(place);
}

void Shortlist::take_all(const Wanted& wanted, const Index& index, std::uint64_t key) {
  const auto places = index.find(key);
  if (places == index.end()) return;
  for (const Place place : places->second) take(wanted, place);
}

void Shortlist::take_by_actor(const Wanted& wanted, std::span<const Party> actors) {
  for (const Party& party : actors) {
    each_feature(party,
                 [&](std::uint64_t feature) {
                   take_all(wanted, by_actor_, feature);
                   if (party.anchor == 0) take_all(wanted, by_word_, feature);
                 },
                 [&](std::uint64_t word) { take_all(wanted, by_actor_, word); });
  }
  for (const Place place : soft_) take(wanted, place);
}

const std::vector<Shortlist::Place>& Shortlist::find(const Sight& sight) {
  found_.clear();
  ++search_;
  Wanted wanted;
  wanted.outline = outline_of(sight);
  wanted.window = type_.window;
  const auto same = [&](Role role) { return raised(rules_.traits[static_cast<std::size_t>(role)].same); };
  wanted.ceiling = std::max(rules_.near, rules_.far) + raised(rules_.text) + raised(rules_.regress) + raised(rules_.repeat);
  if (!sight.dates.empty()) wanted.ceiling += same(Role::kDate);
  if (!sight.rates.empty()) wanted.ceiling += same(Role::kRate);
  if (!sight.amounts.empty()) wanted.ceiling += same(Role::kAmount);
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) {
    if (sight.parties[i].empty()) continue;
    wanted.silence[i] = raised(rules_.traits[i].same);
    wanted.quarrel[i] = raised(-rules_.traits[i].other);
    wanted.ceiling += wanted.silence[i];
  }
  // The same document or sentence adds to every score: these are not bounded.
  for (const std::uint64_t key : sentence_keys(sight)) {
    const auto [first, last] = by_sentence_.equal_range(key);
    for (auto known = first; known != last; ++known) {
      const Place place = known->second;
      if (seen_[place] != search_ && outlines_[place].present) found_.push_back(place);
      seen_[place] = search_;
    }
  }
  const bool speaks = !sight.parties[kActor].empty() && !any_soft(sight.parties[kActor]);
  if (speaks && wanted.ceiling - wanted.silence[kActor] - wanted.quarrel[kActor] < rules_.threshold) {
    take_by_actor(wanted, sight.parties[kActor]);
  } else {
    for (Place place = 0; place < outlines_.size(); ++place) take(wanted, place);
  }
  return found_;
}

}  // namespace tradewire::store
