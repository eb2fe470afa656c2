#include "language/sparse_table.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tradewire::language {
namespace {

constexpr std::uint32_t kLengthBits = 7;
constexpr std::uint32_t kClassBits = 7;
constexpr std::uint32_t kFullRow = 127;  // as a length
constexpr std::size_t kHeader = SparseTable::kCodes * 4 + 64;
// From so many entries on a full row is the faster one.
constexpr std::size_t kLeastFull = 24;
// So many features are looked for first.
constexpr std::size_t kMostUsed = 32768;
constexpr double kSmallest = 1.0;        // in units of the integer scale
constexpr double kLargest = 1 << 20;

// Code 0 is zero; codes 1 to 255 are the positive values, 256 + k the negative of k.
std::int32_t code_value(std::size_t code) {
  const std::size_t size = code & 255;
  if (size == 0) return 0;
  const double value = kSmallest * std::pow(kLargest / kSmallest, static_cast<double>(size - 1) / 254.0);
  const auto rounded = static_cast<std::int32_t>(std::lround(value));
  return code < 256 ? rounded : -rounded;
}

std::size_t nearest_code(double weight) {
  const double size = std::abs(weight);
  if (size < kSmallest / 2) return 0;
  const double step = std::log(std::clamp(size, kSmallest, kLargest) / kSmallest) / std::log(kLargest / kSmallest) * 254.0;
  const auto code = static_cast<std::size_t>(std::lround(step)) + 1;
  return weight < 0 ? 256 + code : code;
}

using Four [[gnu::vector_size(16), gnu::aligned(4), gnu::may_alias]] = std::int32_t;

using Places = std::vector<std::pair<std::uint64_t, std::uint32_t>>;

// Four bits of the map a feature send three of four absent ones away.
std::vector<std::uint64_t> bit_map(const Places& places) {
  std::size_t bits = 64;
  while (bits < places.size() * 4) bits *= 2;
  std::vector<std::uint64_t> map(bits / 64, 0);
  for (const auto& [feature, place] : places) {
    const std::uint64_t bit = feature >> 20 & (bits - 1);
    map[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  }
  return map;
}

template <typename T>
std::string raw(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

// The parts behind the header, while they grow. The rows come in the order of their use.
class Builder {
 public:
  Builder(std::size_t classes, double scale) : classes_(classes), scale_(scale) {}

  void add(const WeightRow& row) {
    std::vector<std::uint16_t> entries;
    for (const auto& [label, weight] : row.weights) {
      const std::size_t code = nearest_code(weight * scale_);
      if (code != 0) entries.push_back(static_cast<std::uint16_t>(code << kClassBits | label));
    }
    if (entries.empty()) return;
    Places& places = used_.size() < kMostUsed ? used_ : others_;
    places.emplace_back(row.feature, store(entries));
  }

  std::string bytes() const {
    const std::string used = HashIndex::build(used_);
    const std::string others = HashIndex::build(others_);
    const auto map = bit_map(others_);
    std::string bytes;
    const auto append = [&bytes](const auto value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); };
    for (std::size_t code = 0; code < SparseTable::kCodes; ++code) append(code_value(code));
    append(static_cast<std::uint32_t>(classes_));
    append(static_cast<std::uint32_t>(full_rows_.size() / classes_));
    append(static_cast<std::uint32_t>(std::countr_zero(map.size() * 64)));
    append(std::uint32_t{0});
    append(std::uint64_t{used.size()});
    append(std::uint64_t{others.size()});
    bytes.resize(kHeader);
    return bytes + used + others + raw(map) + raw(full_rows_) + raw(entries_);
  }

 private:
  std::uint32_t store(const std::vector<std::uint16_t>& entries) {
    if (entries.size() == 1) return static_cast<std::uint32_t>(entries.front()) << kLengthBits;
    std::size_t start = entries_.size();
    std::size_t length = entries.size();
    if (length < kLeastFull) {
      entries_.insert(entries_.end(), entries.begin(), entries.end());
    } else {
      start = full_rows_.size() / classes_;
      length = kFullRow;
      full_rows_.resize(full_rows_.size() + classes_);
      for (const std::uint16_t entry : entries) full_rows_[start * classes_ + (entry & 127)] = code_value(entry >> kClassBits);
    }
    return static_cast<std::uint32_t>(start << kLengthBits | length);
  }

  std::size_t classes_;
  double scale_;
  Places used_;
  Places others_;
  std::vector<std::int32_t> full_rows_;
  std::vector<std::uint16_t> entries_;
};

}  // namespace

std::optional<SparseTable> SparseTable::over(std::string_view bytes) {
  if (bytes.size() < kHeader) return std::nullopt;
  std::uint32_t sizes[4] = {};
  std::uint64_t index_sizes[2] = {};
  std::memcpy(sizes, bytes.data() + kCodes * 4, sizeof sizes);
  std::memcpy(index_sizes, bytes.data() + kCodes * 4 + sizeof sizes, sizeof index_sizes);
  const auto [classes, full_rows, map_bits, unused] = sizes;
  if (classes == 0 || classes > kMaxClasses || classes % 4 != 0 || map_bits < 6 || map_bits > 30) return std::nullopt;
  std::string_view rest = bytes.substr(kHeader);
  const auto take = [&rest](std::size_t size) {
    const std::string_view part = rest.substr(0, size);
    rest.remove_prefix(part.size());
    return part;
  };
  SparseTable table;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto index = HashIndex::over(take(index_sizes[i]));
    if (!index || index_sizes[i] % 64 != 0) return std::nullopt;
    (i == 0 ? table.used_ : table.others_) = *index;
  }
  const std::string_view map = take((std::size_t{1} << map_bits) / 8);
  const std::size_t full_size = std::size_t{full_rows} * classes * sizeof(std::int32_t);
  if (map.size() * 8 != std::size_t{1} << map_bits || full_size > rest.size()) return std::nullopt;
  table.map_ = reinterpret_cast<const std::uint64_t*>(map.data());
  table.map_mask_ = (std::uint64_t{1} << map_bits) - 1;
  table.codes_ = reinterpret_cast<const std::int32_t*>(bytes.data());
  table.full_rows_ = reinterpret_cast<const std::int32_t*>(take(full_size).data());
  table.full_row_count_ = full_rows;
  table.classes_ = classes;
  table.entries_ = reinterpret_cast<const std::uint16_t*>(rest.data());
  table.entry_count_ = rest.size() / sizeof(std::uint16_t);
  return table;
}

bool SparseTable::is_sound() const {
  const auto is_row = [this](std::uint32_t place) {
    const std::size_t start = place >> kLengthBits;
    const std::size_t length = place & 127;
    return length == kFullRow ? start < full_row_count_ : length == 0 || start + length <= entry_count_;
  };
  for (const HashIndex* index : {&used_, &others_}) {
    for (const HashIndex::Block& block : index->blocks()) {
      if (!std::all_of(std::begin(block.values), std::end(block.values), is_row)) return false;
    }
  }
  return true;
}

std::string SparseTable::build(const std::vector<WeightRow>& rows) {
  double largest = 1e-9;
  std::size_t classes = 1;
  for (const WeightRow& row : rows) {
    for (const auto& [label, weight] : row.weights) {
      largest = std::max(largest, std::abs(static_cast<double>(weight)));
      classes = std::max<std::size_t>(classes, label + 1U);
    }
  }
  std::vector<const WeightRow*> order;
  for (const WeightRow& row : rows) order.push_back(&row);
  std::stable_sort(order.begin(), order.end(), [](const WeightRow* a, const WeightRow* b) { return a->uses > b->uses; });
  Builder builder((classes + 3) / 4 * 4, kLargest / largest);
  for (const WeightRow* row : order) builder.add(*row);
  return builder.bytes();
}

// Adds so many times four values of each row to `scores`. The sums stay in registers.
template <std::size_t kFours>
inline void add_columns(std::span<const std::int32_t* const> rows, std::size_t first, std::int32_t* scores) {
  Four sums[kFours];
  std::memcpy(sums, scores + first, sizeof sums);
  for (const std::int32_t* row : rows) {
    const auto* values = reinterpret_cast<const Four*>(row + first);
#pragma GCC unroll 8
    for (std::size_t i = 0; i < kFours; ++i) sums[i] += values[i];
  }
  std::memcpy(scores + first, sums, sizeof sums);
}

void SparseTable::add_rows(std::span<std::uint32_t> places, std::int32_t* scores) const {
  const std::int32_t* full[kMaxFeatures];
  std::size_t full_count = 0;
  std::size_t short_count = 0;
  for (const std::uint32_t place : places) {
    const std::uint32_t start = place >> kLengthBits;
    const bool is_full = (place & 127) == kFullRow;
    full[full_count] = full_rows_ + start * classes_;
    full_count += is_full;
    __builtin_prefetch(entries_ + start);
    places[short_count] = place;
    short_count += !is_full;
  }
  constexpr std::size_t kAtOnce = 8;
  std::size_t first = 0;
  for (; first + kAtOnce * 4 <= classes_; first += kAtOnce * 4) add_columns<kAtOnce>({full, full_count}, first, scores);
  for (; first < classes_; first += 4) add_columns<1>({full, full_count}, first, scores);
  for (const std::uint32_t place : places.first(short_count)) add_short(place, scores);
}

inline void SparseTable::add_short(std::uint32_t place, std::int32_t* scores) const {
  const std::uint32_t start = place >> kLengthBits;
  const std::uint32_t length = place & 127;
  if (length == 0) {
    scores[start & 127] += codes_[start >> kClassBits];
    return;
  }
  for (const std::uint16_t* entry = entries_ + start; entry != entries_ + start + length; ++entry) {
    scores[*entry & 127] += codes_[*entry >> kClassBits];
  }
}

void SparseTable::add(std::span<const std::uint64_t> features, std::int32_t* scores) const {
  // Passes without a branch that cannot be foreseen. What one fetches from memory arrives while the next works.
  std::uint32_t places[kMaxFeatures];
  std::uint64_t rest[kMaxFeatures];
  std::size_t count = 0;
  std::size_t rest_count = 0;
  for (const std::uint64_t feature : features) {
    const std::uint32_t place = used_.find(feature);
    places[count] = place;
    count += place != 0;
    rest[rest_count] = feature;
    rest_count += place == 0;
  }
  std::size_t others = 0;
  for (std::size_t i = 0; i < rest_count; ++i) {
    const std::uint64_t feature = rest[i];
    rest[others] = feature;
    others_.prefetch(feature);
    others += may_be_other(feature);
  }
  for (std::size_t i = 0; i < others; ++i) {
    const std::uint32_t place = others_.find(rest[i]);
    places[count] = place;
    count += place != 0;
  }
  add_rows({places, count}, scores);
}

}  // namespace tradewire::language
