#include "language/train/averaged_weights.h"

#include <algorithm>
#include <cmath>

namespace tradewire::language::train {

AveragedWeights::AveragedWeights() : slots_(1 << 20) {}

std::size_t AveragedWeights::find(std::uint64_t feature) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = (feature * 0x9E3779B97F4A7C15ULL >> 20) & mask;
  while (slots_[at].feature != 0 && slots_[at].feature != feature) at = (at + 1) & mask;
  return at;
}

void AveragedWeights::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.feature != 0) slots_[find(slot.feature)] = slot;
  }
}

AveragedWeights::Row& AveragedWeights::row_of(std::uint64_t feature) {
  std::size_t at = find(feature);
  if (slots_[at].feature == 0) {
    if ((rows_.size() + 1) * 2 > slots_.size()) {
      grow();
      at = find(feature);
    }
    slots_[at] = {feature, static_cast<std::uint32_t>(rows_.size())};
    rows_.emplace_back();
    features_.push_back(feature);
  }
  return rows_[slots_[at].row];
}

void AveragedWeights::add(std::span<const std::uint64_t> features, float* scores) const {
  const std::size_t mask = slots_.size() - 1;
  for (const std::uint64_t feature : features) __builtin_prefetch(&slots_[(feature * 0x9E3779B97F4A7C15ULL >> 20) & mask]);
  const Row* rows[192];
  std::size_t count = 0;
  for (const std::uint64_t feature : features) {
    const Slot& slot = slots_[find(feature)];
    if (slot.feature == 0) continue;
    rows[count] = &rows_[slot.row];
    __builtin_prefetch(rows[count++]);
  }
  for (std::size_t i = 0; i < count; ++i) __builtin_prefetch(rows[i]->entries.data());
  for (std::size_t i = 0; i < count; ++i) {
    for (const Entry& entry : rows[i]->entries) scores[entry.label] += entry.weight;
  }
}

void AveragedWeights::change(Row& row, std::uint16_t label, float delta) const {
  auto entry = std::find_if(row.entries.begin(), row.entries.end(), [&](const Entry& e) { return e.label == label; });
  if (entry == row.entries.end()) entry = row.entries.insert(entry, Entry{0, 0, label});
  entry->weight += delta;
  entry->sum += delta * static_cast<float>(static_cast<double>(now_) * 1e-6);
}

void AveragedWeights::update(std::span<const std::uint64_t> features, std::uint16_t right, std::uint16_t wrong, float step) {
  for (const std::uint64_t feature : features) {
    Row& row = row_of(feature);
    ++row.updates;
    change(row, right, step);
    change(row, wrong, -step);
  }
}

std::vector<WeightRow> AveragedWeights::average(std::uint32_t least, std::size_t most) const {
  const float whole = static_cast<float>(static_cast<double>(now_) * 1e-6);
  std::vector<WeightRow> result;
  std::vector<float> sizes;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].updates < least) continue;
    WeightRow row{features_[i], {}, rows_[i].updates};
    for (const Entry& entry : rows_[i].entries) {
      const float weight = entry.weight - entry.sum / whole;
      if (std::abs(weight) < 1e-6F) continue;
      row.weights.emplace_back(entry.label, weight);
      sizes.push_back(std::abs(weight));
    }
    if (!row.weights.empty()) result.push_back(std::move(row));
  }
  if (sizes.size() <= most) return result;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(most), sizes.end(), std::greater<>());
  const float threshold = sizes[most];
  for (WeightRow& row : result) std::erase_if(row.weights, [&](const auto& w) { return std::abs(w.second) <= threshold; });
  std::erase_if(result, [](const WeightRow& row) { return row.weights.empty(); });
  return result;
}

}  // namespace tradewire::language::train
