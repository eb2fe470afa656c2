// Prescan: what happens to a page's markup before the parser sees it.
//
//     UTF-8 markup ─▶ prescan ─▶ leaner markup ─▶ parser (dom.h)
//                        └─────▶ bodies of application/ld+json scripts
//
// Takes out what holds no text for a reader (script, style, svg, noscript, templates, comments: more than half of the
// bytes of a news page) and the attributes that no later step asks for, and bounds what the parser must bear: depth,
// number of elements, attributes of an element, bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tradewire::article {

struct PrescanLimits {
  std::size_t bytes = 24U << 20U;     // of the page; what follows is left out
  std::size_t elements = 100'000;     // start tags; what follows the last one is left out
  std::size_t depth = 400;            // open elements; tags of deeper ones are left out, their text stays
  std::size_t formatting = 16;        // open elements such as b and font, which a parser opens again in each block
  std::size_t attributes = 64;        // of one element, further ones are left out
};

struct Prescanned {
  std::string markup;
  std::vector<std::string_view> json_ld;  // views into the page that was scanned
  std::vector<std::string_view> scripts;  // likewise, the first 64 others
  std::vector<std::string> warnings;      // one for each limit that was met
};

// Linear in the size of the page, for any bytes. NUL bytes are dropped.
Prescanned prescan(std::string_view page, const PrescanLimits& limits = {});

}  // namespace tradewire::article
