// Span: a half-open range [start, end) of UTF-8 bytes in one text, as every offset of the program is.
//
//     text:   r a r e   e a r t h s
//     bytes:  0 1 2 3 4 5 6 7 8 9 10      Span{0, 4} is "rare", Span{5, 11} is "earths"
#pragma once

#include <cstdint>
#include <string_view>

namespace tradewire::base {

struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  constexpr bool empty() const { return start >= end; }
  constexpr std::uint32_t size() const { return empty() ? 0 : end - start; }
  constexpr bool contains(Span other) const { return start <= other.start && other.end <= end; }
  constexpr bool overlaps(Span other) const { return start < other.end && other.start < end; }
  friend constexpr bool operator==(Span, Span) = default;
  friend constexpr auto operator<=>(Span, Span) = default;
};

// The bytes of `span` in `text`; what lies outside the text is left out.
constexpr std::string_view slice(std::string_view text, Span span) {
  if (span.empty() || span.start >= text.size()) return {};
  return text.substr(span.start, span.end - span.start);
}

}  // namespace tradewire::base
