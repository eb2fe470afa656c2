#include "store/block.h"

#include <algorithm>
#include <limits>

namespace tradewire::store {
namespace {

constexpr std::size_t kMostHeld = 1500;  // events of a block, or twice those of a window; older ones are loaded again when they are wanted

bool earlier(const Sight& a, const Sight& b) { return a.order() < b.order(); }

// Most events are told of once or a few times: doubling would hold as much room again as all mentions take.
void make_room(std::vector<Sight>& sights) {
  if (sights.size() == sights.capacity()) sights.reserve(sights.size() + sights.size() / 4 + 1);
}

}  // namespace

void Block::load(std::int64_t row, StoredEvent stored, std::vector<Sight> sights) {
  if (has(row) || sights.empty()) return;
  Cluster& cluster = new_cluster();
  cluster.row = row;
  cluster.stored = std::move(stored);
  cluster.sights = std::move(sights);
  std::sort(cluster.sights.begin(), cluster.sights.end(), earlier);
  refold(cluster);
  rows_.insert(row);
}

Cluster& Block::new_cluster() {
  clusters_.push_back(std::make_unique<Cluster>());
  clusters_.back()->place = static_cast<std::uint32_t>(clusters_.size() - 1);
  shortlist_.open(clusters_.back()->place);
  return *clusters_.back();
}

void Block::take_up(Cluster& cluster, const Sight& sight) {
  cluster.profile.add(sight);
  shortlist_.add(cluster.place, sight);
  if (sight.bond.empty() || cluster.bond == sight.bond) return;
  cluster.bond = sight.bond;
  bonded_[sight.bond].push_back(&cluster);
}

void Block::refold(Cluster& cluster) {
  cluster.profile = {};
  cluster.bond.clear();
  shortlist_.restart(cluster.place);
  for (const Sight& sight : cluster.sights) take_up(cluster, sight);
}

std::optional<std::int64_t> Block::settle() {
  for (Cluster* cluster : changed_) {
    cluster->changed = false;
    rows_.insert(cluster->row);
  }
  const bool emptied = std::any_of(changed_.begin(), changed_.end(), [](const Cluster* cluster) { return cluster->sights.empty(); });
  changed_.clear();
  const bool full = clusters_.size() > std::max(most_held_, kMostHeld);
  if (emptied && !full) {
    rows_.clear();
    for (const auto& cluster : clusters_) rows_.insert(cluster->row);
  }
  if (!full) return std::nullopt;
  std::int64_t newest = std::numeric_limits<std::int64_t>::min() + window();  // when nothing is left: since is the least time
  for (const auto& cluster : clusters_) newest = std::max(newest, cluster->sights.empty() ? newest : cluster->profile.last_time);
  const std::int64_t since = newest - window();
  forget_before(since);
  most_held_ = 2 * clusters_.size();
  return since;
}

void Block::forget_before(std::int64_t since) {
  std::erase_if(clusters_, [&](const auto& cluster) { return cluster->sights.empty() || cluster->profile.last_time < since; });
  rows_.clear();
  bonded_.clear();
  shortlist_.clear();
  for (std::size_t i = 0; i < clusters_.size(); ++i) {
    Cluster& cluster = *clusters_[i];
    cluster.place = static_cast<std::uint32_t>(i);
    shortlist_.open(cluster.place);
    for (const Sight& sight : cluster.sights) shortlist_.add(cluster.place, sight);
    if (!cluster.bond.empty()) bonded_[cluster.bond].push_back(&cluster);
    rows_.insert(cluster.row);
  }
}

void Block::mark(Cluster& cluster) {
  if (!cluster.changed) changed_.push_back(&cluster);
  cluster.changed = true;
}

// The mentions that stand at `first` or after it, with the event each was in.
std::vector<Block::Taken> Block::take_from(const Sight& first) {
  std::vector<Taken> taken;
  if (!shortlist_.any_reaches(first.time)) return taken;
  for (std::size_t place = 0; place < clusters_.size(); ++place) {
    if (!shortlist_.reaches(static_cast<Shortlist::Place>(place), first.time)) continue;
    Cluster* cluster = clusters_[place].get();
    std::vector<Sight>& sights = cluster->sights;
    const auto cut = std::lower_bound(sights.begin(), sights.end(), first, earlier);
    if (cut == sights.end()) continue;
    for (auto sight = cut; sight != sights.end(); ++sight) taken.push_back({std::move(*sight), cluster});
    sights.erase(cut, sights.end());
    refold(*cluster);
  }
  return taken;
}

void Block::add(std::vector<Sight> sights) {
  if (sights.empty()) return;
  const auto first = std::min_element(sights.begin(), sights.end(), earlier);
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
    take_up(cluster, one.sight);
    one.sight.shrink();
    make_room(cluster.sights);
    cluster.sights.push_back(std::move(one.sight));
  }
}

Cluster* Block::best_fit(const Sight& sight) {
  Cluster* best = nullptr;
  double highest = 0;
  for (const Shortlist::Place place : shortlist_.find(sight)) {
    Cluster* cluster = clusters_[place].get();
    if (cluster->sights.empty() || (!sight.bond.empty() && !cluster->bond.empty())) continue;
    const std::optional<double> fit = score(rules_, type_, cluster->profile, sight);
    if (!fit || *fit < rules_.threshold) continue;
    const bool older = best != nullptr && *fit == highest && cluster->sights.front().order() < best->sights.front().order();
    if (best == nullptr || *fit > highest || older) {
      best = cluster;
      highest = *fit;
    }
  }
  return best;
}

Cluster& Block::choose(const Sight& sight, Cluster* origin) {
  if (!sight.bond.empty()) {
    for (Cluster* cluster : bonded_[sight.bond]) {
      if (!cluster->sights.empty() && cluster->bond == sight.bond) return *cluster;
    }
  }
  // The first of a bond may still join what came before it.
  if (Cluster* fit = best_fit(sight)) return *fit;
  if (origin != nullptr && origin->sights.empty()) {
    origin->bond.clear();
    return *origin;
  }
  return new_cluster();
}

}  // namespace tradewire::store
