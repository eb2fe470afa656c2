#include "language/hash_index.h"

#include <algorithm>

namespace tradewire::language {

std::optional<HashIndex> HashIndex::over(std::string_view bytes) {
  if (bytes.size() < 8) return std::nullopt;
  std::uint32_t sizes[2] = {};
  std::memcpy(sizes, bytes.data(), 8);
  const auto [homes, slots] = sizes;
  if (homes == 0 || slots < homes || bytes.size() < 8 + slots * sizeof(Slot)) return std::nullopt;
  HashIndex index;
  index.slots_ = reinterpret_cast<const Slot*>(bytes.data() + 8);
  index.homes_ = homes;
  // Without an empty slot at the end a search could run past it.
  if (index.slots_[slots - 1].value != 0) return std::nullopt;
  return index;
}

std::string HashIndex::build(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& pairs) {
  const std::uint64_t homes = pairs.size() + pairs.size() / 5 + 1;
  auto order = pairs;
  std::sort(order.begin(), order.end());
  // In the order of the hashes, each goes to its home or behind the one before it.
  std::vector<Slot> slots(homes + 1, Slot{0, 0});
  std::size_t free = 0;
  for (const auto& [hash, value] : order) {
    const std::size_t at = std::max(free, static_cast<std::size_t>((hash >> 32) * homes >> 32));
    if (at + 1 >= slots.size()) slots.resize(at + 2, Slot{0, 0});
    slots[at] = {static_cast<std::uint32_t>(hash), value};
    free = at + 1;
  }
  const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(homes), static_cast<std::uint32_t>(slots.size())};
  std::string bytes(reinterpret_cast<const char*>(sizes), 8);
  bytes.append(reinterpret_cast<const char*>(slots.data()), slots.size() * sizeof(Slot));
  return bytes;
}

}  // namespace tradewire::language
