#include "fetch/near_duplicate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <unordered_set>

#include "base/hash.h"
#include "base/unicode.h"
#include "base/word_hashes.h"

namespace tradewire::fetch {
namespace {

constexpr std::size_t kShingle = 3;

std::vector<std::uint64_t> shingles(std::string_view text) {
  const auto words = base::word_hashes(text);
  std::vector<std::uint64_t> out;
  if (words.empty()) return out;
  const std::size_t width = std::min(kShingle, words.size());
  for (std::size_t i = 0; i + width <= words.size(); ++i) {
    std::uint64_t h = 0;
    for (std::size_t k = 0; k < width; ++k) h = (h ^ words[i + k]) * 0x9E3779B97F4A7C15ULL + (h >> 29);
    out.push_back(h ^ (h >> 31));
  }
  return out;
}

struct Overlap {
  std::size_t first = 0, second = 0, common = 0;  // sizes of the shingle sets and of what they share
};

Overlap overlap_of(std::string_view a, std::string_view b) {
  const auto list_a = shingles(a);
  const auto list_b = shingles(b);
  const std::unordered_set<std::uint64_t> set_a(list_a.begin(), list_a.end());
  const std::unordered_set<std::uint64_t> set_b(list_b.begin(), list_b.end());
  std::size_t common = 0;
  for (const std::uint64_t h : set_a) common += set_b.count(h);
  return {set_a.size(), set_b.size(), common};
}

// Sentences by their final signs, and lines.
std::vector<base::Span> passages(std::string_view text) {
  std::vector<base::Span> spans;
  std::size_t start = 0;
  const auto close = [&](std::size_t end) {
    const std::string_view piece = text.substr(start, end - start);
    const std::string_view trimmed = base::trim(piece);
    if (!trimmed.empty()) {
      const auto first = static_cast<std::uint32_t>(trimmed.data() - text.data());
      spans.push_back({first, first + static_cast<std::uint32_t>(trimmed.size())});
    }
    start = end;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = base::next_code_point(text, at);
    const bool final_sign = c == '.' || c == '!' || c == '?';
    const bool ends = c == '\n' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || (final_sign && (at == text.size() || text[at] == ' ' || text[at] == '"'));
    if (ends) close(at);
  }
  close(text.size());
  return spans;
}

}  // namespace

std::uint64_t simhash(std::string_view text) {
  std::array<int, 64> votes{};
  const auto all = shingles(text);
  if (all.empty()) return 0;
  for (const std::uint64_t h : all) {
    for (std::size_t bit = 0; bit < 64; ++bit) votes[bit] += (h >> bit) & 1 ? 1 : -1;
  }
  std::uint64_t value = 0;
  for (std::size_t bit = 0; bit < 64; ++bit) {
    if (votes[bit] > 0) value |= 1ULL << bit;
  }
  return value;
}

int hamming_distance(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

double resemblance(std::string_view a, std::string_view b) {
  const Overlap overlap = overlap_of(a, b);
  if (overlap.first == 0 && overlap.second == 0) return 1;
  return static_cast<double>(overlap.common) / static_cast<double>(overlap.first + overlap.second - overlap.common);
}

double containment(std::string_view a, std::string_view b) {
  constexpr std::size_t kFewest = 20;
  const Overlap overlap = overlap_of(a, b);
  const std::size_t smaller = std::min(overlap.first, overlap.second);
  return smaller < kFewest ? 0 : static_cast<double>(overlap.common) / static_cast<double>(smaller);
}

std::vector<base::Span> new_passages(std::string_view old_text, std::string_view text) {
  const auto key = [](std::string_view whole, base::Span span) {
    std::uint64_t h = 0;
    for (const std::uint64_t word : base::word_hashes(base::slice(whole, span))) h = (h ^ word) * 0x9E3779B97F4A7C15ULL + 1;
    return h;
  };
  std::unordered_set<std::uint64_t> known;
  for (const base::Span span : passages(old_text)) known.insert(key(old_text, span));
  std::vector<base::Span> fresh;
  for (const base::Span span : passages(text)) {
    if (!known.contains(key(text, span))) fresh.push_back(span);
  }
  return fresh;
}

}  // namespace tradewire::fetch
