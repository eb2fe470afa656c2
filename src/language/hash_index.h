// HashIndex: a read-only map from 64-bit hashes to 32-bit values, used in place on the bytes of a model file.
//
//     bytes:  u32 homes, u32 blocks, zeros up to 64, then blocks of {u32 fingerprint[8], u32 value[8]}; value 0: empty
//
// A key stands in its home block or, when that is full, in one of those behind it; the last block has an empty place. One
// block is one line of the processor's cache, and is searched without a branch. The home comes from the high half of
// the hash and the fingerprint from the low one, so that a key that is not there is mistaken for another once in some
// hundred million look-ups.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tradewire::language {

class HashIndex {
 public:
  static constexpr std::size_t kPlaces = 8;
  struct Block {
    std::uint32_t fingerprints[kPlaces];
    std::uint32_t values[kPlaces];
  };

  HashIndex() = default;

  // A view of `bytes`, which must stay alive; nothing when their size does not fit or a search could run past the end.
  static std::optional<HashIndex> over(std::string_view bytes);

  // The bytes for these pairs. REQUIRES: no value is 0, no hash comes twice.
  static std::string build(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& pairs);

  // The value, or 0.
  std::uint32_t find(std::uint64_t hash) const {
    const auto fingerprint = static_cast<std::uint32_t>(hash);
    for (const Block* block = blocks_ + home(hash);; ++block) {
      const std::uint32_t found = search(*block, fingerprint);
      if (found != 0 || block->values[kPlaces - 1] == 0) return found;
    }
  }

  void prefetch(std::uint64_t hash) const { __builtin_prefetch(blocks_ + home(hash)); }

  // All of them, for checking the values.
  std::span<const Block> blocks() const { return {blocks_, size_}; }

 private:
  // The value that stands at the fingerprint; 0 when there is none. All places are looked at, four at a time.
  static std::uint32_t search(const Block& block, std::uint32_t fingerprint) {
    using Four [[gnu::vector_size(16), gnu::aligned(4), gnu::may_alias]] = std::uint32_t;
    const auto* keys = reinterpret_cast<const Four*>(block.fingerprints);
    const auto* values = reinterpret_cast<const Four*>(block.values);
    const Four wanted = {fingerprint, fingerprint, fingerprint, fingerprint};
    Four found = (reinterpret_cast<Four>(keys[0] == wanted) & values[0]) | (reinterpret_cast<Four>(keys[1] == wanted) & values[1]);
    found |= __builtin_shufflevector(found, found, 2, 3, 0, 1);
    found |= __builtin_shufflevector(found, found, 1, 0, 3, 2);
    return found[0];
  }

  std::size_t home(std::uint64_t hash) const { return static_cast<std::size_t>((hash >> 32) * homes_ >> 32); }

  static constexpr Block kEmpty[1] = {};
  const Block* blocks_ = kEmpty;
  std::size_t size_ = 1;
  std::uint64_t homes_ = 1;
};

// Mixes two hashes into one; cheap, and good in the high and the low bits.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t h = (a ^ (b * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL;
  return h ^ (h >> 32);
}

}  // namespace tradewire::language
