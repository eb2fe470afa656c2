#include "language/sparse_table.h"

#include <algorithm>
#include <cmath>

namespace tradewire::language {
namespace {

constexpr unsigned kLengthBits = 7;
constexpr unsigned kClassBits = 7;
constexpr std::size_t kHeader = SparseTable::kCodes * 4 + 8;
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

}  // namespace

std::optional<SparseTable> SparseTable::over(std::string_view bytes) {
  if (bytes.size() < kHeader) return std::nullopt;
  std::uint64_t index_size = 0;
  std::memcpy(&index_size, bytes.data() + kCodes * 4, 8);
  if (index_size > bytes.size() - kHeader) return std::nullopt;
  const auto index = HashIndex::over(bytes.substr(kHeader, index_size));
  if (!index) return std::nullopt;
  SparseTable table;
  table.index_ = *index;
  table.codes_ = reinterpret_cast<const std::int32_t*>(bytes.data());
  table.entries_ = reinterpret_cast<const std::uint16_t*>(bytes.data() + kHeader + index_size);
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
    if (length > 0) places.emplace_back(row.feature, static_cast<std::uint32_t>(start << kLengthBits | length));
  }
  const std::string index = HashIndex::build(places);
  std::string bytes;
  for (std::size_t code = 0; code < kCodes; ++code) {
    const std::int32_t value = code_value(code);
    bytes.append(reinterpret_cast<const char*>(&value), 4);
  }
  const std::uint64_t index_size = index.size();
  bytes.append(reinterpret_cast<const char*>(&index_size), 8);
  bytes += index;
  bytes.append(reinterpret_cast<const char*>(entries.data()), entries.size() * 2);
  return bytes;
}

void SparseTable::add(std::span<const std::uint64_t> features, std::int32_t* scores) const {
  // Three passes, so that the memory fetches of all features overlap.
  std::uint32_t places[192];
  for (const std::uint64_t feature : features) index_.prefetch(feature);
  std::size_t count = 0;
  for (const std::uint64_t feature : features) {
    const std::uint32_t place = index_.find(feature);
    if (place == 0) continue;
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
