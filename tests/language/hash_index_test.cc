#include "language/hash_index.h"

#include <gtest/gtest.h>

#include <random>

namespace tradewire::language {
namespace {

std::vector<std::pair<std::uint64_t, std::uint32_t>> random_pairs(std::size_t count) {
  std::mt19937_64 random(11);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < count; ++i) pairs.emplace_back(random(), i + 1);
  return pairs;
}

TEST(HashIndex, finds_every_key_and_no_other) {
  for (const std::size_t count : {0U, 1U, 8U, 9U, 100U, 5000U}) {
    const auto pairs = random_pairs(count);
    const std::string bytes = HashIndex::build(pairs);
    const auto index = HashIndex::over(bytes);
    ASSERT_TRUE(index);
    for (const auto& [hash, value] : pairs) EXPECT_EQ(index->find(hash), value);
    std::mt19937_64 random(12);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(index->find(random()), 0U);
  }
}

TEST(HashIndex, finds_keys_that_crowd_into_one_home) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < 100; ++i) pairs.emplace_back(0xFFFFFFFF00000000ULL + i, i + 1);
  const std::string bytes = HashIndex::build(pairs);
  const auto index = HashIndex::over(bytes);
  ASSERT_TRUE(index);
  for (const auto& [hash, value] : pairs) EXPECT_EQ(index->find(hash), value);
  EXPECT_EQ(index->find(0xFFFFFFFF00000000ULL + 100), 0U);
}

TEST(HashIndex, is_refused_when_a_search_could_leave_it) {
  const std::string bytes = HashIndex::build(random_pairs(100));
  EXPECT_FALSE(HashIndex::over(""));
  EXPECT_FALSE(HashIndex::over(std::string_view(bytes).substr(0, bytes.size() - 1)));
  std::string full = bytes;
  full.back() = 1;  // the value in the very last place
  EXPECT_FALSE(HashIndex::over(full));
  std::string many_homes = bytes;
  many_homes[3] = 127;
  EXPECT_FALSE(HashIndex::over(many_homes));
}

}  // namespace
}  // namespace tradewire::language
