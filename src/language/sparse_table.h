// SparseTable: the weights of a linear classifier over hashed features, used in place on the bytes of a model file.
//
// Most features speak about a few classes only, so a feature's row is a short list of (class, weight). A weight is a
// code into a table of 512 values spaced by their logarithm: two bytes an entry, within 2 % of the trained weight.
//
// The few features that speak about many classes are asked for the most. Their rows are plain vectors of the values, one a
// class, which the processor adds several at a time.
//
// The time goes into fetching from memory. So the features that are used most have an index of their own, which stays in the
// processor's cache, and a bit map sends most of those away that no row is there for before the large index is asked.
//
//     bytes:  i32 value of each code [512], u32 classes, u32 full rows, u32 log2 of the bits of the map, u32 unused,
//             u64 size of the index of the used, u64 size of the index of the others, zeros up to a multiple of 64,
//             both indexes (hash_index.h), bit map, full rows of i32 [classes], u16 entries
//             index value: offset of the row in entries (25 bits), its length (7 bits); length 0: the value above it is
//             the only entry itself; length 127: it is the number of a full row
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
  std::size_t uses = 0;                                  // in training: the most used are the fastest to find
};

// The place of the highest of scores[first, last); the first of equals. REQUIRES: first < last.
inline std::size_t highest(const std::int32_t* scores, std::size_t first, std::size_t last) {
  // Two plain loops, which compile to straight code, beat one that branches on every score.
  std::int32_t most = scores[first];
  for (std::size_t i = first + 1; i < last; ++i) most = scores[i] > most ? scores[i] : most;
  while (scores[first] != most) ++first;
  return first;
}

// to[i] += from[i] for so many values, four at a time. REQUIRES: count is a multiple of 4.
inline void add_values(std::int32_t* to, const std::int32_t* from, std::size_t count) {
  using Four [[gnu::vector_size(16), gnu::aligned(4), gnu::may_alias]] = std::int32_t;
  for (std::size_t i = 0; i < count; i += 4) *reinterpret_cast<Four*>(to + i) += *reinterpret_cast<const Four*>(from + i);
}

class SparseTable {
 public:
  static constexpr std::size_t kMaxClasses = 128;
  static constexpr std::size_t kCodes = 512;
  static constexpr std::size_t kMaxFeatures = 192;

  SparseTable() = default;

  // A view of `bytes`, which must stay alive and aligned to 8; nothing when they do not fit.
  static std::optional<SparseTable> over(std::string_view bytes);

  // Whether every row lies within the table: a look at all of it, for bytes that nobody vouches for.
  bool is_sound() const;

  static std::string build(const std::vector<WeightRow>& rows);

  // Adds the rows of all features to `scores`. REQUIRES: at most kMaxFeatures, scores has kMaxClasses places.
  void add(std::span<const std::uint64_t> features, std::int32_t* scores) const;

 private:
  // `places` serves as scratch.
  void add_rows(std::span<std::uint32_t> places, std::int32_t* scores) const;
  void add_short(std::uint32_t place, std::int32_t* scores) const;
  bool may_be_other(std::uint64_t feature) const {
    const std::uint64_t bit = feature >> 20 & map_mask_;
    return (map_[bit >> 6] >> (bit & 63) & 1) != 0;
  }

  HashIndex used_;
  HashIndex others_;
  const std::uint64_t* map_ = nullptr;
  std::uint64_t map_mask_ = 63;
  const std::int32_t* codes_ = nullptr;
  const std::int32_t* full_rows_ = nullptr;
  std::size_t full_row_count_ = 0;
  std::size_t classes_ = 0;  // a multiple of 4
  const std::uint16_t* entries_ = nullptr;
  std::size_t entry_count_ = 0;
};

}  // namespace tradewire::language
