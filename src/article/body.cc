#include "article/body.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"

namespace tradewire::article {
namespace {

bool is_never_text(Tag tag) {
  switch (tag) {
    case Tag::kNav: case Tag::kAside: case Tag::kFooter: case Tag::kForm: case Tag::kFieldset: case Tag::kButton:
    case Tag::kInput: case Tag::kDialog: case Tag::kLabel: case Tag::kMenu: case Tag::kVideo: case Tag::kAudio:
    case Tag::kHead: case Tag::kFigcaption: case Tag::kFigure:
      return true;
    default:
      return false;
  }
}

class BodyFinder {
 public:
  BodyFinder(const PageView& page, std::string_view title)
      : page_(page), doc_(page.document), title_(base::fold_case(title)), dropped_(page.nodes.size(), 0), prose_(page.nodes.size(), 0) {}

  std::vector<Line> run() {
    std::vector<Line> lines = attempt(true);
    // Names deceive: where they took out most of the page's prose, only those that are sure are believed.
    const std::size_t found = length_of(lines);
    if (found < kShort && found * 3 < page_[doc_.body()].prose) {
      std::vector<Line> more = attempt(false);
      if (length_of(more) > found * 2 + 100) return more;
    }
    return lines;
  }

 private:
  static constexpr std::size_t kShort = 1500;
  static constexpr std::uint32_t kPart = 200;  // prose that makes a sibling a part of the text

  static std::size_t length_of(const std::vector<Line>& lines) {
    std::size_t length = 0;
    for (const Line& line : lines) length += line.length;
    return length;
  }

  std::vector<Line> attempt(bool believe_names) {
    believe_names_ = believe_names;
    std::fill(dropped_.begin(), dropped_.end(), char{0});
    prune();
    measure();
    const NodeId root = joined(choose());
    prune_inside(root);
    std::vector<Line> lines = write_lines(page_, root, dropped_);
    trim(lines);
    return lines;
  }

  bool is_noise(NodeId id) const {
    const std::uint32_t hints = page_[id].hints;
    if (is_never_text(doc_[id].tag) || is_hidden(doc_, id)) return true;
    // A table's rows carry the names of what they list.
    if ((hints & kHintKeep) != 0 || doc_[id].tag == Tag::kTr) return false;
    if ((hints & kHintHidden) != 0) return true;
    return believe_names_ ? (hints & kHintNoise) != 0 : (hints & kHintNoise) != 0 && (hints & kHintRelated) != 0;
  }

  void drop(NodeId id) { std::fill(dropped_.begin() + id, dropped_.begin() + doc_[id].end, char{1}); }

  // What is never text. An element that holds most of the page's prose is kept whatever its name.
  void prune() {
    const std::uint32_t total = page_[doc_.body()].prose;
    for (NodeId id = 0; id < doc_.size();) {
      const Node& node = doc_[id];
      if (node.tag == Tag::kText) {
        ++id;
        continue;
      }
      const bool most = page_[id].prose * 2 > total && node.tag != Tag::kHead;
      if (!most && is_noise(id)) {
        drop(id);
        id = node.end;
        continue;
      }
      ++id;
    }
  }

  // Prose that is left below each node.
  void measure() {
    std::fill(prose_.begin(), prose_.end(), 0U);
    std::vector<std::array<std::uint32_t, 2>> own(doc_.size(), {0, 0});
    for (NodeId id = 0; id < doc_.size(); ++id) {
      if (doc_[id].tag != Tag::kText || dropped_[id] != 0) continue;
      own[page_[id].block][0] += page_[id].length;
      own[page_[id].block][1] += page_[id].link_length;
    }
    for (NodeId id = doc_.size(); id-- > 0;) {
      if (own[id][0] >= kParagraph && own[id][1] * 2 < own[id][0]) prose_[id] += own[id][0];
      if (doc_[id].parent != kNoNode) prose_[doc_[id].parent] += prose_[id];
    }
  }

  NodeId choose() const {
    const NodeId scored = climb(best_scored());
    const std::uint32_t reference = prose_[scored];
    for (const std::uint32_t tier : {kHintBody, kHintArticle, kHintMain}) {
      // Of many articles on one page, the one under the headline.
      if (tier == kHintArticle) {
        const NodeId own = titled_article();
        if (own != kNoNode) return own;
      }
      const NodeId found = best_of(tier);
      // A table or a list of short items is no prose, yet may be what the page is about.
      if (tier == kHintBody && found != kNoNode && reference < 400 && page_[found].length > 500 && page_.link_density(found) < 0.8) return found;
      if (found != kNoNode && prose_[found] >= 200 && prose_[found] * 10 >= reference * 6) return found;
    }
    return scored;
  }

  // Parts of one text that something else split are siblings of the same name: their parent is the article.
  NodeId joined(NodeId id) const {
    if (id == doc_.body() || doc_[id].parent == kNoNode || doc_[id].tag == Tag::kArticle) return id;
    const NodeId parent = doc_[id].parent;
    const std::string_view name = doc_.attribute(id, AttributeName::kClass);
    if (name.empty()) return id;
    for (NodeId child = parent + 1; child < doc_[parent].end; child = doc_[child].end) {
      if (child != id && dropped_[child] == 0 && doc_[child].tag == doc_[id].tag && doc_.attribute(child, AttributeName::kClass) == name &&
          prose_[child] >= kPart && page_.link_density(child) < 0.3) {
        return parent;
      }
    }
    return id;
  }

  // The article element that holds the headline, when it is short beside others that do not.
  NodeId titled_article() const {
    if (title_.empty()) return kNoNode;
    NodeId heading = kNoNode;
    for (NodeId id = doc_.body(); id < doc_.size() && heading == kNoNode; ++id) {
      const Tag tag = doc_[id].tag;
      if ((tag == Tag::kH1 || tag == Tag::kH2) && base::fold_case(flat_text(doc_, id)) == title_) heading = id;
    }
    for (NodeId id = heading == kNoNode ? kNoNode : doc_[heading].parent; id != kNoNode; id = doc_[id].parent) {
      if (dropped_[id] != 0) return kNoNode;
      if (is_in_tier(id, kHintArticle) && prose_[id] >= 150) return has_sibling_articles(id) ? id : kNoNode;
    }
    return kNoNode;
  }

  bool has_sibling_articles(NodeId id) const {
    std::size_t others = 0;
    for (NodeId at = doc_.body(); at < doc_.size(); ++at) {
      if ((at < id || at >= doc_[id].end) && doc_[at].end <= doc_.size() && !(at < id && doc_[at].end > id) && dropped_[at] == 0 &&
          doc_[at].tag == doc_[id].tag && is_in_tier(at, kHintArticle) && prose_[at] >= 100) {
        ++others;
      }
    }
    return others >= 2;
  }

  // A list of entries that make one article has its text in many siblings of which none is the article.
  NodeId climb(NodeId id) const {
    const std::uint32_t total = prose_[doc_.body()];
    while (prose_[id] < kShort && prose_[id] * 5 < total * 2 && doc_[id].parent != kNoNode && id != doc_.body()) id = doc_[id].parent;
    return id;
  }

  // The element of a tier that holds the most prose, the innermost of those that hold about as much.
  NodeId best_of(std::uint32_t tier) const {
    NodeId best = kNoNode;
    for (NodeId id = 0; id < doc_.size(); ++id) {
      if (dropped_[id] != 0 || doc_[id].tag == Tag::kText || !is_in_tier(id, tier)) continue;
      if (best == kNoNode || prose_[id] > prose_[best] || (id < doc_[best].end && prose_[id] * 20 >= prose_[best] * 19)) best = id;
    }
    return best;
  }

  bool is_in_tier(NodeId id, std::uint32_t tier) const {
    if (!is_block(doc_[id].tag) && doc_[id].tag != Tag::kOther) return false;
    if ((page_[id].hints & tier) != 0) return true;
    return (tier == kHintArticle && doc_[id].tag == Tag::kArticle) || (tier == kHintMain && doc_[id].tag == Tag::kMain);
  }

  // Paragraph scoring after Arc90's Readability: a paragraph speaks for its parent and half for its grandparent.
  NodeId best_scored() const {
    std::vector<double> score(doc_.size(), 0.0);
    for (NodeId id = 0; id < doc_.size(); ++id) {
      if (dropped_[id] != 0 || doc_[id].tag == Tag::kText || !is_block(doc_[id].tag)) continue;
      std::uint32_t below = 0;
      for (NodeId child = id + 1; child < doc_[id].end; child = doc_[child].end) below += prose_[child];
      const std::uint32_t own = prose_[id] - below;
      if (own == 0) continue;
      const double points = 1.0 + std::min(own / 100.0, 5.0);
      NodeId at = is_paragraph(doc_[id].tag) ? doc_[id].parent : id;
      for (double share = 1.0; at != kNoNode && share > 0.2; share /= 2, at = doc_[at].parent) score[at] += points * share;
    }
    NodeId best = doc_.body();
    for (NodeId id = doc_.body(); id < doc_.size(); ++id) {
      if (score[id] * (1.0 - page_.link_density(id)) > score[best] * (1.0 - page_.link_density(best))) best = id;
    }
    return best;
  }

  static bool is_paragraph(Tag tag) { return tag == Tag::kP || tag == Tag::kLi || tag == Tag::kBlockquote || tag == Tag::kPre || is_heading(tag); }

  void prune_inside(NodeId root) {
    for (NodeId id = root + 1; id < doc_[root].end;) {
      const Node& node = doc_[id];
      if (node.tag == Tag::kText || dropped_[id] != 0) {
        ++id;
        continue;
      }
      const bool inner = (page_[id].hints & kHintInner) != 0 && (page_[id].hints & (kHintKeep | kHintArticle)) == 0 && node.tag != Tag::kArticle &&
                         prose_[id] * 5 < prose_[root];
      const bool links = is_list_of_links(id);
      if (inner || links) {
        drop(id);
        id = node.end;
        continue;
      }
      ++id;
    }
  }

  bool is_list_of_links(NodeId id) const {
    const Tag tag = doc_[id].tag;
    if (!is_block(tag) || is_heading(tag) || tag == Tag::kP || tag == Tag::kLi || tag == Tag::kTr || tag == Tag::kTd) return false;
    if ((tag == Tag::kTable || tag == Tag::kTbody) && is_data_table(id)) return false;
    return page_[id].length > 0 && page_.link_density(id) > 0.6 && prose_[id] < 100;
  }

  // Rows of three cells and more are data, even where every name is a link.
  bool is_data_table(NodeId id) const {
    std::size_t rows = 0;
    std::size_t cells = 0;
    for (NodeId at = id + 1; at < doc_[id].end; ++at) {
      if (doc_[at].tag == Tag::kTable) return false;
      if (doc_[at].tag == Tag::kTr) ++rows;
      if (doc_[at].tag == Tag::kTd || doc_[at].tag == Tag::kTh) ++cells;
    }
    return rows >= 2 && cells >= rows * 3 && page_.link_density(id) < 0.9;
  }

  static bool is_only_link(const Line& line) {
    return line.length >= 12 && line.link_length * 10 >= line.length * 9 && !is_heading(line.tag) && line.tag != Tag::kTr && line.tag != Tag::kTable;
  }

  void cut_end(std::vector<Line>& lines) const {
    const std::size_t total = length_of(lines);
    std::size_t before = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (before * 5 >= total * 2 && lines[i].text.size() <= 60 && page_.patterns.is_line("cut", lines[i].text)) {
        lines.resize(i);
        return;
      }
      before += lines[i].length;
    }
  }

  void trim(std::vector<Line>& lines) const {
    cut_end(lines);
    std::erase_if(lines, [&](const Line& line) {
      if (is_only_link(line)) return true;
      return page_.patterns.is_line("whole", line.text) || (line.text.size() < 120 && page_.patterns.starts("opening", line.text));
    });
    while (!lines.empty() && (is_heading(lines.back().tag) ||
           (lines.back().text.size() < 100 && page_.patterns.starts("ending", lines.back().text)))) lines.pop_back();
    if (!title_.empty() && !lines.empty()) {
      for (std::size_t i = 0; i < 3 && i < lines.size(); ++i) {
        if (base::fold_case(lines[i].text) == title_) {
          lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i) + 1);
          break;
        }
      }
    }
  }

  const PageView& page_;
  const Document& doc_;
  std::string title_;
  std::vector<char> dropped_;
  std::vector<std::uint32_t> prose_;
  bool believe_names_ = true;
};

}  // namespace

std::vector<Line> find_body(const PageView& page, std::string_view title) { return BodyFinder(page, title).run(); }

}  // namespace tradewire::article
