#include "store/block.h"

#include <algorithm>
#include <limits>

namespace tradewire::store {
namespace {

constexpr std::size_t kMostHeld = 1500;  // events of a block; older ones are loaded again when they are wanted

}  // namespace

void Block::load(std::int64_t row, const std::string& key, std::vector<Sight> sights) {
  if (has(row) || sights.empty()) return;
  auto cluster = std::make_unique<Cluster>();
  cluster->row = row;
  cluster->key = key;
  cluster->sights = std::move(sights);
  std::sort(cluster->sights.begin(), cluster->sights.end(), [](const Sight& a, const Sight& b) { return a.order() < b.order(); });
  refold(*cluster);
  clusters_.push_back(std::move(cluster));
  rows_.insert(row);
}

void Block::refold(Cluster& cluster) {
  cluster.profile = {};
  cluster.bond.clear();
  for (const Sight& sight : cluster.sights) {
    cluster.profile.add(sight);
    if (!sight.bond.empty()) cluster.bond = sight.bond;
  }
}

std::optional<std::int64_t> Block::settle() {
  bool emptied = false;
  for (Cluster* cluster : changed_) {
    cluster->changed = false;
    emptied = emptied || cluster->sights.empty();
    rows_.insert(cluster->row);
  }
  changed_.clear();
  const bool full = clusters_.size() > kMostHeld;
  if (!emptied && !full) return std::nullopt;
  std::int64_t newest = std::numeric_limits<std::int64_t>::min() + window();  // when nothing is left: since is the least time
  for (const auto& cluster : clusters_) newest = std::max(newest, cluster->sights.empty() ? newest : cluster->profile.last_time);
  const std::int64_t since = newest - window();
  std::erase_if(clusters_, [&](const auto& cluster) { return cluster->sights.empty() || (full && cluster->profile.last_time < since); });
  rows_.clear();
  for (const auto& cluster : clusters_) rows_.insert(cluster->row);
  return full ? std::optional(since) : std::nullopt;
}

void Block::mark(Cluster& cluster) {
  if (!cluster.changed) changed_.push_back(&cluster);
  cluster.changed = true;
}

// The mentions that stand at `first` or after it, with the event each was in.
std::vector<Block::Taken> Block::take_from(const Sight& first) {
  std::vector<Taken> taken;
  for (const auto& cluster : clusters_) {
    std::vector<Sight>& sights = cluster->sights;
    const auto cut = std::lower_bound(sights.begin(), sights.end(), first, [](const Sight& a, const Sight& b) { return a.order() < b.order(); });
    if (cut == sights.end()) continue;
    for (auto sight = cut; sight != sights.end(); ++sight) taken.push_back({std::move(*sight), cluster.get()});
    sights.erase(cut, sights.end());
    refold(*cluster);
  }
  return taken;
}

void Block::add(std::vector<Sight> sights) {
  if (sights.empty()) return;
  const auto first = std::min_element(sights.begin(), sights.end(), [](const Sight& a, const Sight& b) { return a.order() < b.order(); });
  const std::int64_t start = first->time;
  std::vector<Taken> taken = take_from(*first);
  for (Sight& sight : sights) taken.push_back({std::move(sight), nullptr});
  replay(std::move(taken), start);
}

void Block::remove(const std::string& document) {
  Sight first;
  first.time = std::numeric_limits<std::int64_t>::max();
  for (const auto& cluster : clusters_) {
    for (const Sight& sight : cluster->sights) {
      if (sight.document == document && sight.order() < first.order()) first = sight;
    }
  }
  if (first.document.empty()) return;
  std::vector<Taken> taken = take_from(first);
  std::int64_t dirty_until = first.time;
  std::erase_if(taken, [&](const Taken& one) {
    if (one.sight.document != document) return false;
    mark(*one.origin);
    dirty_until = std::max(dirty_until, one.sight.time + window());
    return true;
  });
  replay(std::move(taken), dirty_until);
}

void Block::replay_from(std::int64_t time) {
  Sight first;
  first.time = time;
  first.fetched_at = std::numeric_limits<std::int64_t>::min();
  replay(take_from(first), std::numeric_limits<std::int64_t>::max());
}

// Until `dirty_until` an event that has become another one may take up a mention or have lost one; later mentions go
// back to where they were, but for those that tell of an earlier day.
void Block::replay(std::vector<Taken> taken, std::int64_t dirty_until) {
  std::sort(taken.begin(), taken.end(), [](const Taken& a, const Taken& b) { return a.sight.order() < b.sight.order(); });
  for (Taken& one : taken) {
    const bool dated = !one.sight.dates.empty();
    const bool settled = one.origin != nullptr && one.sight.time > dirty_until && !dated;
    Cluster& cluster = settled ? *one.origin : choose(one.sight, one.origin);
    if (&cluster != one.origin || cluster.changed) {
      mark(cluster);
      if (one.origin != nullptr) mark(*one.origin);
      dirty_until = std::max(dirty_until, one.sight.time + window());
    }
    cluster.profile.add(one.sight);
    if (!one.sight.bond.empty()) cluster.bond = one.sight.bond;
    cluster.sights.push_back(std::move(one.sight));
  }
}

Cluster* Block::best_fit(const Sight& sight) {
  Cluster* best = nullptr;
  double highest = 0;
  for (const auto& cluster : clusters_) {
    if (cluster->sights.empty() || (!sight.bond.empty() && !cluster->bond.empty())) continue;
    const std::optional<double> fit = score(rules_, type_, cluster->profile, sight);
    if (!fit || *fit < rules_.threshold) continue;
    const bool older = best != nullptr && *fit == highest && cluster->sights.front().order() < best->sights.front().order();
    if (best == nullptr || *fit > highest || older) {
      best = cluster.get();
      highest = *fit;
    }
  }
  return best;
}

Cluster& Block::choose(const Sight& sight, Cluster* origin) {
  if (!sight.bond.empty()) {
    for (const auto& cluster : clusters_) {
      if (!cluster->sights.empty() && cluster->bond == sight.bond) return *cluster;
    }
  }
  // The first of a bond may still join what came before it.
  if (Cluster* fit = best_fit(sight)) return *fit;
  if (origin != nullptr && origin->sights.empty()) {
    origin->bond.clear();
    return *origin;
  }
  clusters_.push_back(std::make_unique<Cluster>());
  return *clusters_.back();
}

}  // namespace tradewire::store
