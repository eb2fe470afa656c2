// PageView: what the passes over a page know of each node before they decide anything: the hints of its class names, how
// much text it holds, how much of that is links and how much looks like paragraphs.
//
//     Document ─▶ PageView ─▶ body (body.h), title, authors, date (metadata.h, dates.h)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/dom.h"
#include "article/patterns.h"

namespace tradewire::article {

struct NodeView {
  std::uint32_t hints = 0;       // of its own attributes
  std::uint32_t length = 0;      // characters of text below, blanks not counted
  std::uint32_t link_length = 0; // of those, in links
  std::uint32_t prose = 0;       // of those, in runs long enough for a paragraph and not made of links
  std::uint32_t paragraphs = 0;  // number of such runs
  std::uint32_t own_length = 0;  // of a block, what does not stand in blocks of its own below
  NodeId block = 0;              // nearest element at or above it that starts a line
};

struct PageView {
  PageView(const Document& page, const Patterns& words);

  const Document& document;
  const Patterns& patterns;
  std::vector<NodeView> nodes;

  const NodeView& operator[](NodeId id) const { return nodes[id]; }
  double link_density(NodeId id) const {
    return nodes[id].length == 0 ? 0.0 : static_cast<double>(nodes[id].link_length) / nodes[id].length;
  }
};

// A run shorter than this is not taken for a paragraph.
inline constexpr std::uint32_t kParagraph = 60;

// The text below a node on one line, blanks folded.
std::string flat_text(const Document& document, NodeId id);

// Whether the page hides the element by itself: hidden, display: none, aria-hidden.
bool is_hidden(const Document& document, NodeId id);

// Letters of CJK scripts say about as much as two to three Latin ones.
std::uint32_t text_length(std::string_view text);

}  // namespace tradewire::article
