#include "article/dom.h"

#include <gumbo.h>

#include <array>
#include <cstring>
#include <utility>

namespace tradewire::article {
namespace {

using TagTable = std::array<Tag, GUMBO_TAG_LAST + 1>;

TagTable make_tag_table() {
  TagTable table;
  table.fill(Tag::kOther);
  using enum Tag;
  const std::pair<GumboTag, Tag> pairs[] = {
      {GUMBO_TAG_HTML, kHtml}, {GUMBO_TAG_HEAD, kHead}, {GUMBO_TAG_TITLE, kTitle}, {GUMBO_TAG_META, kMeta},
      {GUMBO_TAG_LINK, kLink}, {GUMBO_TAG_BASE, kBase}, {GUMBO_TAG_BODY, kBody}, {GUMBO_TAG_MAIN, kMain},
      {GUMBO_TAG_ARTICLE, kArticle}, {GUMBO_TAG_SECTION, kSection}, {GUMBO_TAG_NAV, kNav}, {GUMBO_TAG_ASIDE, kAside},
      {GUMBO_TAG_HEADER, kHeader}, {GUMBO_TAG_FOOTER, kFooter}, {GUMBO_TAG_ADDRESS, kAddress}, {GUMBO_TAG_H1, kH1},
      {GUMBO_TAG_H2, kH2}, {GUMBO_TAG_H3, kH3}, {GUMBO_TAG_H4, kH4}, {GUMBO_TAG_H5, kH5}, {GUMBO_TAG_H6, kH6},
      {GUMBO_TAG_P, kP}, {GUMBO_TAG_PRE, kPre}, {GUMBO_TAG_BLOCKQUOTE, kBlockquote}, {GUMBO_TAG_OL, kOl},
      {GUMBO_TAG_UL, kUl}, {GUMBO_TAG_LI, kLi}, {GUMBO_TAG_DL, kDl}, {GUMBO_TAG_DT, kDt}, {GUMBO_TAG_DD, kDd},
      {GUMBO_TAG_FIGURE, kFigure}, {GUMBO_TAG_FIGCAPTION, kFigcaption}, {GUMBO_TAG_DIV, kDiv}, {GUMBO_TAG_HR, kHr},
      {GUMBO_TAG_BR, kBr}, {GUMBO_TAG_A, kA}, {GUMBO_TAG_TIME, kTime}, {GUMBO_TAG_SPAN, kSpan}, {GUMBO_TAG_TABLE, kTable},
      {GUMBO_TAG_CAPTION, kCaption}, {GUMBO_TAG_TBODY, kTbody}, {GUMBO_TAG_THEAD, kTbody}, {GUMBO_TAG_TFOOT, kTbody},
      {GUMBO_TAG_TR, kTr}, {GUMBO_TAG_TD, kTd}, {GUMBO_TAG_TH, kTh}, {GUMBO_TAG_FORM, kForm},
      {GUMBO_TAG_FIELDSET, kFieldset}, {GUMBO_TAG_LABEL, kLabel}, {GUMBO_TAG_BUTTON, kButton}, {GUMBO_TAG_INPUT, kInput},
      {GUMBO_TAG_DETAILS, kDetails}, {GUMBO_TAG_SUMMARY, kSummary}, {GUMBO_TAG_IMG, kImg},
      {GUMBO_TAG_VIDEO, kVideo}, {GUMBO_TAG_AUDIO, kAudio}, {GUMBO_TAG_CENTER, kCenter},
      {GUMBO_TAG_MENU, kMenu}, {GUMBO_TAG_SUP, kSup}, {GUMBO_TAG_SUB, kSub}, {GUMBO_TAG_STRONG, kStrong},
      {GUMBO_TAG_EM, kEm}, {GUMBO_TAG_B, kB}, {GUMBO_TAG_I, kI}, {GUMBO_TAG_S, kS}, {GUMBO_TAG_STRIKE, kS},
      {GUMBO_TAG_ABBR, kAbbr}, {GUMBO_TAG_FONT, kFont}, {GUMBO_TAG_CODE, kCode}};
  for (const auto& [from, to] : pairs) table[from] = to;
  return table;
}

}  // namespace

// Bump allocation: gumbo asks for millions of small pieces and would free them one by one, recursively.
struct Document::Arena {
  static constexpr std::size_t kChunk = 256U << 10U;
  std::vector<std::unique_ptr<char[]>> chunks;
  char* next = nullptr;
  std::size_t left = 0;

  void* allocate(std::size_t size) {
    size = (size + 7U) & ~std::size_t{7};
    if (size > left) {
      const std::size_t chunk = size > kChunk / 4 ? size : kChunk;
      chunks.push_back(std::make_unique_for_overwrite<char[]>(chunk));
      if (chunk == size) return chunks.back().get();
      next = chunks.back().get();
      left = chunk;
    }
    void* const piece = next;
    next += size;
    left -= size;
    return piece;
  }
};

Document::Document(std::string_view markup) : arena_(std::make_unique<Arena>()) {
  static const TagTable kTags = make_tag_table();
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = [](void* arena, std::size_t size) { return static_cast<Arena*>(arena)->allocate(size); };
  options.deallocator = [](void*, void*) {};
  options.userdata = arena_.get();
  options.max_errors = 0;
  GumboOutput* const output = gumbo_parse_with_options(&options, markup.data(), markup.size());

  nodes_.reserve(markup.size() / 24 + 16);
  struct Frame {
    const GumboVector* children;
    unsigned next;
    NodeId id;
  };
  std::vector<Frame> stack;
  const auto add_element = [&](const GumboNode* node, NodeId parent) {
    const GumboElement& element = node->v.element;
    Node made;
    made.tag = kTags[element.tag];
    // Gumbo is older than <dialog>.
    if (element.tag == GUMBO_TAG_UNKNOWN && std::string_view(element.original_tag.data, element.original_tag.length).starts_with("<dialog")) made.tag = Tag::kDialog;
    made.parent = parent;
    made.attributes = static_cast<std::uint32_t>(attributes_.size());
    for (unsigned i = 0; i < element.attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
      const AttributeName name = attribute_name(attribute->name);
      if (name != AttributeName::kOther) attributes_.push_back({name, attribute->value});
    }
    made.attribute_count = static_cast<std::uint32_t>(attributes_.size()) - made.attributes;
    const auto id = static_cast<NodeId>(nodes_.size());
    if (made.tag == Tag::kBody && body_ == 0) body_ = id;
    nodes_.push_back(made);
    stack.push_back({&element.children, 0, id});
  };
  add_element(output->root, kNoNode);
  while (!stack.empty()) {
    Frame& frame = stack.back();
    if (frame.next == frame.children->length) {
      nodes_[frame.id].end = static_cast<NodeId>(nodes_.size());
      stack.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(frame.children->data[frame.next++]);
    switch (child->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        add_element(child, frame.id);
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE: {
        Node made;
        made.tag = Tag::kText;
        made.parent = frame.id;
        made.text = child->v.text.text;
        made.end = static_cast<NodeId>(nodes_.size()) + 1;
        nodes_.push_back(made);
        break;
      }
      default:
        break;
    }
  }
}

Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

std::string_view Document::attribute(NodeId id, AttributeName name) const {
  const Node& node = nodes_[id];
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
    const Attribute& attribute = attributes_[node.attributes + i];
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

bool Document::has_attribute(NodeId id, AttributeName name) const {
  const Node& node = nodes_[id];
  for (std::uint32_t i = 0; i < node.attribute_count; ++i) {
    if (attributes_[node.attributes + i].name == name) return true;
  }
  return false;
}

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::kText: case Tag::kOther: case Tag::kBr: case Tag::kA: case Tag::kTime: case Tag::kSpan: case Tag::kLabel:
    case Tag::kButton: case Tag::kInput: case Tag::kImg: case Tag::kVideo: case Tag::kAudio:
    case Tag::kSup: case Tag::kSub: case Tag::kStrong: case Tag::kEm: case Tag::kB: case Tag::kI: case Tag::kS:
    case Tag::kAbbr: case Tag::kFont: case Tag::kCode:
      return false;
    default:
      return true;
  }
}

}  // namespace tradewire::article
