// HashIndex: a read-only map from 64-bit hashes to 32-bit values, used in place on the bytes of a model file.
//
//     bytes:  u32 homes, u32 slots, then the slots of {u32 fingerprint, u32 value}; value 0 means empty
//
// Open addressing with linear probing and no wrapping: some slots follow the last home, and the very last is empty. The
// home comes from the high half of the hash and the fingerprint from the low one, so that a key that is not there is
// mistaken for another once in some thousand million look-ups.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tradewire::language {

class HashIndex {
 public:
  struct Slot {
    std::uint32_t fingerprint;
    std::uint32_t value;
  };

  HashIndex() = default;

  // A view of `bytes`, which must stay alive; nothing when their size does not fit or no slot is empty.
  static std::optional<HashIndex> over(std::string_view bytes);

  // The bytes for these pairs. REQUIRES: no value is 0, no hash comes twice.
  static std::string build(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& pairs);

  // The value, or 0.
  std::uint32_t find(std::uint64_t hash) const {
    const auto fingerprint = static_cast<std::uint32_t>(hash);
    for (std::size_t at = home(hash);; ++at) {
      const Slot slot = slots_[at];
      if (slot.value == 0) return 0;
      if (slot.fingerprint == fingerprint) return slot.value;
    }
  }

  void prefetch(std::uint64_t hash) const { __builtin_prefetch(slots_ + home(hash)); }

 private:
  std::size_t home(std::uint64_t hash) const { return static_cast<std::size_t>((hash >> 32) * homes_ >> 32); }

  static constexpr Slot kEmpty[1] = {};
  const Slot* slots_ = kEmpty;
  std::uint64_t homes_ = 1;
};

// Mixes two hashes into one; cheap, and good in the high and the low bits.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t h = (a ^ (b * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL;
  return h ^ (h >> 32);
}

}  // namespace tradewire::language
