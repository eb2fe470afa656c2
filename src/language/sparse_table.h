// SparseTable: the weights of a linear classifier over hashed features, used in place on the bytes of a model file.
//
// Most features speak about a few classes only, so a feature's row is a short list of (class, weight). A weight is a
// code into a table of 512 values spaced by their logarithm: two bytes an entry, within 2 % of the trained weight.
//
//     bytes:  i32 value of each code [512], u32 size of the index, index (hash_index.h), u16 entries
//             index value: offset of the row in entries (25 bits), its length (7 bits)
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
  HashIndex index_;
  const std::int32_t* codes_ = nullptr;
  const std::uint16_t* entries_ = nullptr;
};

}  // namespace tradewire::language
