#include "language/hash_index.h"

namespace tradewire::language {

constexpr HashIndex::Slot HashIndex::kEmpty[2];

std::optional<HashIndex> HashIndex::over(std::string_view bytes) {
  if (bytes.size() < 8) return std::nullopt;
  std::uint32_t bits = 0;
  std::memcpy(&bits, bytes.data(), 4);
  if (bits < 1 || bits > 30 || bytes.size() < 8 + (sizeof(Slot) << bits)) return std::nullopt;
  HashIndex index;
  index.slots_ = reinterpret_cast<const Slot*>(bytes.data() + 8);
  index.mask_ = (std::size_t{1} << bits) - 1;
  index.shift_ = 64 - bits;
  // A full table would make a search for an absent key endless. build() leaves the last slot empty for this check.
  if (index.slots_[index.mask_].value != 0) return std::nullopt;
  return index;
}

std::string HashIndex::build(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& pairs) {
  std::uint32_t bits = 1;
  while ((std::size_t{1} << bits) * 3 < pairs.size() * 4 + 8) ++bits;
  for (;; ++bits) {
    const std::size_t mask = (std::size_t{1} << bits) - 1;
    std::vector<Slot> slots(mask + 1, Slot{0, 0});
    for (const auto& [hash, value] : pairs) {
      std::size_t at = static_cast<std::size_t>(hash >> (64 - bits));
      while (slots[at].value != 0) at = (at + 1) & mask;
      slots[at] = {static_cast<std::uint32_t>(hash), value};
    }
    if (slots[mask].value != 0) continue;
    std::string bytes(8 + slots.size() * sizeof(Slot), '\0');
    std::memcpy(bytes.data(), &bits, 4);
    std::memcpy(bytes.data() + 8, slots.data(), slots.size() * sizeof(Slot));
    return bytes;
  }
}

}  // namespace tradewire::language
