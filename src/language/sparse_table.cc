#include "language/sparse_table.h"

#include <algorithm>
#include <cmath>

namespace tradewire::language {
namespace {

constexpr unsigned kLengthBits = 7;
constexpr unsigned kClassBits = 7;
constexpr std::size_t kHeader = SparseTable::kCodes * 4 + 16;
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

// Four bits of the map a feature send three of four absent ones away.
std::vector<std::uint64_t> bit_map(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& places, std::uint32_t& bits) {
  bits = 6;
  while ((std::size_t{1} << bits) < places.size() * 4) ++bits;
  std::vector<std::uint64_t> map(std::size_t{1} << bits >> 6, 0);
  for (const auto& [feature, place] : places) {
    const std::uint64_t bit = feature >> 20 & ((std::uint64_t{1} << bits) - 1);
    map[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  }
  return map;
}

std::string pack(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& places, const std::vector<std::uint16_t>& entries) {
  const auto raw = [](const auto& value) { return std::string(reinterpret_cast<const char*>(&value), sizeof value); };
  std::uint32_t map_bits = 0;
  const auto map = bit_map(places, map_bits);
  const std::string index = HashIndex::build(places);
  std::string bytes;
  for (std::size_t code = 0; code < SparseTable::kCodes; ++code) bytes += raw(code_value(code));
  bytes += raw(map_bits) + raw(std::uint32_t{0}) + raw(std::uint64_t{index.size()});
  bytes.append(reinterpret_cast<const char*>(map.data()), map.size() * 8);
  bytes += index;
  return bytes.append(reinterpret_cast<const char*>(entries.data()), entries.size() * 2);
}

}  // namespace

constexpr std::uint64_t SparseTable::kNoMap[1];

std::optional<SparseTable> SparseTable::over(std::string_view bytes) {
  if (bytes.size() < kHeader) return std::nullopt;
  std::uint32_t map_bits = 0;
  std::uint64_t index_size = 0;
  std::memcpy(&map_bits, bytes.data() + kCodes * 4, 4);
  std::memcpy(&index_size, bytes.data() + kCodes * 4 + 8, 8);
  if (map_bits < 6 || map_bits > 30) return std::nullopt;
  const std::size_t map_size = std::size_t{1} << map_bits >> 3;
  const std::size_t index_start = kHeader + map_size;
  if (index_start > bytes.size() || index_size > bytes.size() - index_start) return std::nullopt;
  const auto index = HashIndex::over(bytes.substr(index_start, index_size));
  if (!index) return std::nullopt;
  SparseTable table;
  table.index_ = *index;
  table.map_ = reinterpret_cast<const std::uint64_t*>(bytes.data() + kHeader);
  table.map_mask_ = (std::uint64_t{1} << map_bits) - 1;
  table.codes_ = reinterpret_cast<const std::int32_t*>(bytes.data());
  table.entries_ = reinterpret_cast<const std::uint16_t*>(bytes.data() + index_start + index_size);
  return table;
}

std::string SparseTable::build(const std::vector<WeightRow>& rows) {
  double largest = 1e-9;
  for (const WeightRow& row : rows) {
    for (const auto& [label, weight] : row.weights) largest = std::max(largest, std::abs(static_cast<double>(weight)));
  }
  const double scale = kLargest / largest;
  std::vector<std::uint16_t> entries;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> places;
  for (const WeightRow& row : rows) {
    const std::size_t start = entries.size();
    for (const auto& [label, weight] : row.weights) {
      const std::size_t code = nearest_code(weight * scale);
      if (code != 0) entries.push_back(static_cast<std::uint16_t>(code << kClassBits | label));
    }
    const std::size_t length = entries.size() - start;
    if (length == 0) continue;
    std::size_t place = start << kLengthBits | length;
    if (length == 1) {
      place = static_cast<std::size_t>(entries.back()) << kLengthBits;
      entries.pop_back();
    }
    places.emplace_back(row.feature, static_cast<std::uint32_t>(place));
  }
  return pack(places, entries);
}

void SparseTable::add(std::span<const std::uint64_t> features, std::int32_t* scores) const {
  // Three passes, so that the memory fetches of all features overlap.
  std::uint64_t known[192];
  std::size_t candidates = 0;
  for (const std::uint64_t feature : features) {
    if (!may_have(feature)) continue;
    index_.prefetch(feature);
    known[candidates++] = feature;
  }
  std::uint32_t places[192];
  std::size_t count = 0;
  for (std::size_t i = 0; i < candidates; ++i) {
    const std::uint32_t place = index_.find(known[i]);
    if (place == 0) continue;
    if ((place & 127) == 0) {
      const std::uint32_t entry = place >> kLengthBits;
      scores[entry & 127] += codes_[entry >> kClassBits];
      continue;
    }
    __builtin_prefetch(entries_ + (place >> kLengthBits));
    places[count++] = place;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint16_t* entry = entries_ + (places[i] >> kLengthBits);
    const std::uint16_t* end = entry + (places[i] & 127);
    for (; entry != end; ++entry) scores[*entry & 127] += codes_[*entry >> kClassBits];
  }
}

}  // namespace tradewire::language
