#include "article/page_view.h"

#include "base/unicode.h"

namespace tradewire::article {
namespace {

std::uint32_t own_hints(const Document& document, const Patterns& patterns, NodeId id) {
  std::uint32_t hints = 0;
  const Tag tag = document[id].tag;
  if (tag == Tag::kHtml || tag == Tag::kBody) return 0;
  for (const AttributeName name : {AttributeName::kClass, AttributeName::kId, AttributeName::kItemprop, AttributeName::kRole,
                                   AttributeName::kDataTestId, AttributeName::kDataComponent}) {
    const std::string_view value = document.attribute(id, name);
    if (!value.empty()) hints |= patterns.hints(value);
  }
  return hints;
}

}  // namespace

std::uint32_t text_length(std::string_view text) {
  std::uint32_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ') continue;
    if ((byte & 0xC0U) == 0x80U) continue;
    length += byte >= 0xE3 && byte <= 0xED ? 2 : 1;
  }
  return length;
}

PageView::PageView(const Document& page, const Patterns& words) : document(page), patterns(words), nodes(page.size()) {
  struct Own {
    std::uint32_t length = 0;
    std::uint32_t links = 0;
  };
  std::vector<Own> own(page.size());
  NodeId link_end = 0;
  for (NodeId id = 0; id < page.size(); ++id) {
    const Node& node = page[id];
    NodeView& view = nodes[id];
    view.block = node.parent == kNoNode || is_block(node.tag) ? id : nodes[node.parent].block;
    if (node.tag == Tag::kText) {
      view.length = text_length(node.text);
      if (id < link_end) view.link_length = view.length;
      own[view.block].length += view.length;
      own[view.block].links += view.link_length;
      continue;
    }
    if (node.attribute_count > 0) view.hints = own_hints(page, words, id);
    if (node.tag == Tag::kA && page.has_attribute(id, AttributeName::kHref) && node.end > link_end) link_end = node.end;
  }
  for (NodeId id = page.size(); id-- > 0;) {
    NodeView& view = nodes[id];
    view.own_length = own[id].length;
    if (own[id].length >= kParagraph && own[id].links * 2 < own[id].length) {
      view.prose += own[id].length;
      ++view.paragraphs;
    }
    if (page[id].parent == kNoNode) continue;
    NodeView& parent = nodes[page[id].parent];
    parent.length += view.length;
    parent.link_length += view.link_length;
    parent.prose += view.prose;
    parent.paragraphs += view.paragraphs;
  }
}

std::string flat_text(const Document& document, NodeId id) {
  std::string out;
  bool blank = false;
  for (NodeId at = id; at < document[id].end; ++at) {
    const Node& node = document[at];
    if (node.tag != Tag::kText) {
      if (is_block(node.tag) || node.tag == Tag::kBr) blank = true;
      continue;
    }
    std::string_view text = node.text;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t start = i;
      const char32_t c = base::next_code_point(text, i);
      if (base::is_space(c)) {
        if (c != 0x200B && c != 0xFEFF) blank = true;
        continue;
      }
      if (blank && !out.empty()) out.push_back(' ');
      blank = false;
      out.append(text.substr(start, i - start));
    }
  }
  return out;
}

bool is_hidden(const Document& document, NodeId id) {
  if (document.has_attribute(id, AttributeName::kHidden)) return true;
  if (document.attribute(id, AttributeName::kAriaHidden) == "true") return true;
  const std::string_view style = document.attribute(id, AttributeName::kStyle);
  if (style.empty()) return false;
  std::string packed;
  for (const char c : style) {
    if (c != ' ') packed.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  return packed.find("display:none") != std::string::npos || packed.find("visibility:hidden") != std::string::npos;
}

}  // namespace tradewire::article
