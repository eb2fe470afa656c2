// Document: a page as a flat tree, for passes that are plain loops.
//
// Nodes stand in document order, so a subtree is the range [node, node.end) and skipping it is one assignment:
//
//     0 html ─┬─ 1 head ── 2 title        nodes:  html head title body p  "text"
//             └─ 3 body ── 4 p ── 5 text  end:     6    3     3    6   6    6
//
// Made from leaner markup (prescan.h) by gumbo, which no other file of the program sees. Its memory is an arena that
// the document owns.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "article/markup_names.h"

namespace tradewire::article {

enum class Tag : std::uint8_t {
  kText, kOther, kHtml, kHead, kTitle, kMeta, kLink, kBase, kBody, kMain, kArticle, kSection, kNav, kAside, kHeader, kFooter,
  kAddress, kH1, kH2, kH3, kH4, kH5, kH6, kP, kPre, kBlockquote, kOl, kUl, kLi, kDl, kDt, kDd, kFigure, kFigcaption, kDiv, kHr,
  kBr, kA, kTime, kSpan, kTable, kCaption, kTbody, kTr, kTd, kTh, kForm, kFieldset, kLabel, kButton, kInput, kDialog, kDetails,
  kSummary, kImg, kVideo, kAudio, kCenter, kMenu, kSup, kSub, kStrong, kEm, kB, kI, kS, kAbbr, kFont, kCode
};

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

struct Attribute {
  AttributeName name;
  std::string_view value;
};

struct Node {
  Tag tag = Tag::kOther;
  NodeId parent = kNoNode;
  NodeId end = 0;               // one past the last descendant
  std::uint32_t attributes = 0;  // first, in Document::attributes
  std::uint32_t attribute_count = 0;
  std::string_view text;         // of a text node
};

class Document {
 public:
  // Bounded by what prescan() lets through. Never fails: any bytes are a page.
  explicit Document(std::string_view markup);
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  const std::vector<Node>& nodes() const { return nodes_; }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  NodeId body() const { return body_; }

  // Empty when the element has no such attribute, as when its value is empty.
  std::string_view attribute(NodeId id, AttributeName name) const;
  bool has_attribute(NodeId id, AttributeName name) const;

 private:
  struct Arena;
  std::unique_ptr<Arena> arena_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  NodeId body_ = 0;
};

// Starts a line of its own.
bool is_block(Tag tag);
bool is_heading(Tag tag);

}  // namespace tradewire::article
