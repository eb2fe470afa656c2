#include "language/hash_index.h"

#include <algorithm>

namespace tradewire::language {
namespace {

constexpr std::size_t kHeader = 64;

bool holds(const HashIndex::Block& block, std::size_t used, std::uint32_t fingerprint) {
  const std::uint32_t* last = block.fingerprints + used;
  return std::find(block.fingerprints, last, fingerprint) != last;
}

}  // namespace

std::optional<HashIndex> HashIndex::over(std::string_view bytes) {
  if (bytes.size() < kHeader) return std::nullopt;
  std::uint32_t sizes[2] = {};
  std::memcpy(sizes, bytes.data(), sizeof sizes);
  const auto [homes, blocks] = sizes;
  if (homes == 0 || blocks < homes || (bytes.size() - kHeader) / sizeof(Block) < blocks) return std::nullopt;
  HashIndex index;
  index.blocks_ = reinterpret_cast<const Block*>(bytes.data() + kHeader);
  index.size_ = blocks;
  index.homes_ = homes;
  // Without an empty place at the end a search could run past it.
  if (index.blocks_[blocks - 1].values[kPlaces - 1] != 0) return std::nullopt;
  return index;
}

std::string HashIndex::build(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& pairs) {
  // Five of eight places are taken, so that a block is seldom full.
  const std::uint64_t homes = pairs.size() / 5 + 1;
  auto order = pairs;
  std::sort(order.begin(), order.end());
  // In the order of the hashes, each goes to its home or to the first block behind it that has a place left.
  std::vector<Block> blocks(homes + 1, Block{});
  std::vector<std::size_t> used(homes + 1, 0);
  std::size_t free = 0;
  for (const auto& [hash, value] : order) {
    const auto fingerprint = static_cast<std::uint32_t>(hash);
    std::size_t at = std::max(free, static_cast<std::size_t>((hash >> 32) * homes >> 32));
    if (used[at] == kPlaces) ++at;
    free = at;
    if (at + 1 >= blocks.size()) {
      blocks.resize(at + 2, Block{});
      used.resize(at + 2, 0);
    }
    if (holds(blocks[at], used[at], fingerprint)) continue;
    blocks[at].fingerprints[used[at]] = fingerprint;
    blocks[at].values[used[at]++] = value;
  }
  const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(homes), static_cast<std::uint32_t>(blocks.size())};
  std::string bytes(reinterpret_cast<const char*>(sizes), sizeof sizes);
  bytes.resize(kHeader);
  bytes.append(reinterpret_cast<const char*>(blocks.data()), blocks.size() * sizeof(Block));
  return bytes;
}

}  // namespace tradewire::language
