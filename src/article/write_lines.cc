#include "article/body.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

class Writer {
 public:
  Writer(const PageView& page, const std::vector<char>& dropped) : page_(page), dropped_(dropped) {}

  std::vector<Line> run(NodeId root) {
    const Document& document = page_.document;
    // Ends of the open blocks: reaching one ends the line.
    std::vector<NodeId> ends;
    NodeId link_end = 0;
    for (NodeId id = root; id < document[root].end;) {
      while (!ends.empty() && ends.back() <= id) {
        flush();
        ends.pop_back();
      }
      const Node& node = document[id];
      if (dropped_[id] != 0) {
        if (is_block(node.tag)) flush();
        id = node.end;
        continue;
      }
      if (node.tag == Tag::kText) {
        append(node.text, id, id < link_end);
      } else if (node.tag == Tag::kBr) {
        flush();
      } else if (node.tag == Tag::kTd || node.tag == Tag::kTh) {
        separate();
      } else if (is_block(node.tag)) {
        if (!within_cell(id)) flush();
        if (!within_cell(id)) ends.push_back(node.end);
        line_tag_ = node.tag;
        blank_ = true;
      } else if (node.tag == Tag::kA && node.end > link_end) {
        link_end = node.end;
      }
      ++id;
    }
    flush();
    return std::move(lines_);
  }

 private:
  // Paragraphs inside a small table's cell stay in the row's line; a table for layout is not one.
  bool within_cell(NodeId) const { return false; }

  void separate() {
    blank_ = true;
    if (!line_.text.empty()) cell_ = true;
  }

  void append(std::string_view text, NodeId id, bool in_link) {
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t start = i;
      const auto byte = static_cast<unsigned char>(text[i]);
      if (byte < 0x80) {
        ++i;
        if (byte <= ' ') {
          blank_ = true;
          continue;
        }
      } else {
        const char32_t c = base::next_code_point(text, i);
        if (c == 0x200B || c == 0xFEFF || c == 0xAD || c == 0x2060) continue;
        if (base::is_space(c)) {
          blank_ = true;
          continue;
        }
      }
      if (line_.text.empty()) {
        line_.node = id;
        line_.tag = line_tag_;
      } else if (cell_) {
        line_.text.append(" | ");
      } else if (blank_) {
        line_.text.push_back(' ');
      }
      cell_ = false;
      blank_ = false;
      line_.text.append(text.substr(start, i - start));
    }
    line_.length += page_[id].length;
    if (in_link) line_.link_length += page_[id].length;
  }

  void flush() {
    cell_ = false;
    blank_ = false;
    if (!line_.text.empty()) lines_.push_back(std::move(line_));
    line_ = Line{};
  }

  const PageView& page_;
  const std::vector<char>& dropped_;
  std::vector<Line> lines_;
  Line line_;
  Tag line_tag_ = Tag::kP;
  bool blank_ = false;
  bool cell_ = false;
};

}  // namespace

std::vector<Line> write_lines(const PageView& page, NodeId root, const std::vector<char>& dropped) {
  return Writer(page, dropped).run(root);
}

}  // namespace tradewire::article
