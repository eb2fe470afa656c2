// Near-duplicates: the same wire story on two sites, or a page that came back with a few words changed.
//
// A 64-bit simhash over word 3-grams (Charikar 2002; Manku, Jain and Das Sarma, WWW 2007) finds candidates; the resemblance
// of the shingle sets (Broder 1997) decides; new_passages() tells what a new version says that the old one did not.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace tradewire::fetch {

// Same text, same value, on every machine. 0 for a text without words.
std::uint64_t simhash(std::string_view text);

int hamming_distance(std::uint64_t a, std::uint64_t b);

// Simhashes at most this far apart are candidates: as far as those of a story and the same with half as much added.
inline constexpr int kNearDistance = 16;
inline bool may_be_near(std::uint64_t a, std::uint64_t b) { return hamming_distance(a, b) <= kNearDistance; }

// Jaccard similarity of the 3-gram sets, 0 to 1.
double resemblance(std::string_view a, std::string_view b);

// The part of the smaller 3-gram set that the other holds, 0 to 1: a story that came back with more in it holds the old
// one whole. 0 when the smaller has less than 20, too few to tell.
double containment(std::string_view a, std::string_view b);

// The sentences or lines of `text` that `old_text` does not hold: what is the news in a new version.
std::vector<base::Span> new_passages(std::string_view old_text, std::string_view text);

}  // namespace tradewire::fetch
