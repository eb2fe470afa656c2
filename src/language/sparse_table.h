// SparseTable: the weights of a linear classifier over hashed features, used in place on the bytes of a model file.
//
// Most features speak about a few classes only, so a feature's row is a short list of (class, weight). A weight is a
// code into a table of 512 values spaced by their logarithm: two bytes an entry, within 2 % of the trained weight.
//
// Most features that a sentence asks for have no row at all: a small bit map that stays in the processor's cache sends
// them away before they cost a fetch from memory.
//
//     bytes:  i32 value of each code [512], u32 log2 of the bits of the map, u32 unused, u64 size of the index,
//             bit map, index (hash_index.h), u16 entries
//             index value: offset of the row in entries (25 bits), its length (7 bits); length 0: the value above it is
//             the only entry itself
//             entry: code (9 bits), class (7 bits)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/hash_index.h"

namespace tradewire::language {

// One feature's trained weights, for building.
struct WeightRow {
  std::uint64_t feature = 0;
  std::vector<std::pair<std::uint16_t, float>> weights;  // (class, weight)
};

// The place of the highest of scores[first, last); the first of equals. REQUIRES: first < last.
inline std::size_t highest(const std::int32_t* scores, std::size_t first, std::size_t last) {
  // Two plain loops, which compile to straight code, beat one that branches on every score.
  std::int32_t most = scores[first];
  for (std::size_t i = first + 1; i < last; ++i) most = scores[i] > most ? scores[i] : most;
  while (scores[first] != most) ++first;
  return first;
}

class SparseTable {
 public:
  static constexpr std::size_t kMaxClasses = 128;
  static constexpr std::size_t kCodes = 512;

  SparseTable() = default;

  // A view of `bytes`, which must stay alive and aligned to 8; nothing when they do not fit.
  static std::optional<SparseTable> over(std::string_view bytes);
  static std::string build(const std::vector<WeightRow>& rows);

  // Adds the rows of all features to `scores`. REQUIRES: at most 192 features, scores has kMaxClasses places.
  void add(std::span<const std::uint64_t> features, std::int32_t* scores) const;

 private:
  bool may_have(std::uint64_t feature) const {
    const std::uint64_t bit = feature >> 20 & map_mask_;
    return (map_[bit >> 6] >> (bit & 63) & 1) != 0;
  }

  static constexpr std::uint64_t kNoMap[1] = {0};
  HashIndex index_;
  const std::uint64_t* map_ = kNoMap;
  std::uint64_t map_mask_ = 63;
  const std::int32_t* codes_ = nullptr;
  const std::uint16_t* entries_ = nullptr;
};

}  // namespace tradewire::language
