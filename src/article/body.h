// Body: which parts of a page are the article's text.
//
// In steps, each of which may be undone when it leaves too little: take out what is never text (navigation, forms, hidden
// elements, noise by name); find the container, in tiers of names and by paragraph scores; take out what does not belong
// inside; write the rest as lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/page_view.h"

namespace tradewire::article {

// One paragraph, heading, list item or table row.
struct Line {
  std::string text;          // blanks folded, not empty
  Tag tag = Tag::kP;         // of the element that started it
  NodeId node = 0;           // the first text node in it
  std::uint32_t link_length = 0;
  std::uint32_t length = 0;
};

// The article's lines; none when the page has no text. `title` is the headline, which is not repeated in the body.
std::vector<Line> find_body(const PageView& page, std::string_view title);

// The lines below `root` without the nodes that `dropped` marks.
std::vector<Line> write_lines(const PageView& page, NodeId root, const std::vector<char>& dropped);

}  // namespace tradewire::article
