// The authors: structured data, meta elements, marked elements, bylines.
#include <algorithm>
#include <array>

#include "article/html_text.h"
#include "article/metadata.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

constexpr std::uint32_t kLongestByline = 160;
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kMostAuthors = 12;
// A byline in plain text stands this close to the headline, in nodes.
constexpr NodeId kNear = 60;

class AuthorFinder {
 public:
  AuthorFinder(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site)
      : page_(page), doc_(page.document), data_(data), meta_(meta), site_(base::fold_case(site)) {}

  std::vector<std::string> run() {
    for (NodeId id = doc_.body(); id < doc_.size() && headline_ == 0; ++id) {
      if (doc_[id].tag == Tag::kH1 && page_[id].length > 8) headline_ = id;
    }
    for (const std::string& name : data_.authors) add(name, true);
    if (!authors_.empty()) return std::move(authors_);
    for (const std::string& name : page_.patterns.words("meta_authors")) {
      add(decode_text(meta_[name]), true);
      if (!authors_.empty()) return std::move(authors_);
    }
    for (const bool anywhere : {false, true}) {
      from_elements([&](NodeId id) { return is_marked(id); }, anywhere);
      from_elements([&](NodeId id) { return is_byline(id); }, anywhere);
      from_elements([&](NodeId id) { return is_author_link(id); }, anywhere);
      if (!anywhere) from_text();
    }
    return std::move(authors_);
  }

 private:
  bool is_apart(NodeId id) const {
    for (; id != kNoNode; id = doc_[id].parent) {
      if ((page_[id].hints & kHintRelated) != 0 && (page_[id].hints & kHintKeep) == 0) return true;
      if (doc_[id].tag == Tag::kFooter || doc_[id].tag == Tag::kNav || doc_[id].tag == Tag::kAside) return true;
    }
    return false;
  }

  // Comments and teasers have authors of their own.
  bool is_foreign(NodeId id) const {
    for (; id != kNoNode; id = doc_[id].parent) {
      if ((page_[id].hints & kHintRelated) != 0 && (page_[id].hints & kHintKeep) == 0 && doc_[id].tag != Tag::kFooter) return true;
      if (doc_[id].tag == Tag::kNav) return true;
    }
    return false;
  }

  bool is_marked(NodeId id) const {
    return doc_.attribute(id, AttributeName::kItemprop) == "author" || doc_.attribute(id, AttributeName::kRel).find("author") != std::string_view::npos;
  }
  bool is_byline(NodeId id) const { return (page_[id].hints & kHintByline) != 0; }
  bool is_author_link(NodeId id) const {
    if (doc_[id].tag != Tag::kA || id < headline_) return false;
    const std::string_view target = doc_.attribute(id, AttributeName::kHref);
    for (const std::string& path : page_.patterns.words("author_paths")) {
      if (target.find(path) != std::string_view::npos) return true;
    }
    return false;
  }

  // "Reviewed by", "edited by" before the name: not the one who wrote it.
  bool is_other_office(NodeId id) const {
    for (NodeId at = id; at > doc_.body() && at + 12 > id; --at) {
      if (doc_[at - 1].tag != Tag::kText || page_[at - 1].length < 3) continue;
      return page_[at - 1].length < 60 && page_.patterns.starts("other_offices", doc_[at - 1].text);
    }
    return false;
  }

  template <typename Test>
  void from_elements(Test test, bool anywhere) {
    if (!authors_.empty()) return;
    for (NodeId id = doc_.body(); id < doc_.size(); ++id) {
      if (doc_[id].tag == Tag::kText || !test(id) || page_[id].length > kLongestByline || page_[id].length < 3) continue;
      if ((anywhere ? is_foreign(id) : is_apart(id)) || is_other_office(id)) continue;
      add_element(id);
      // Co-authors stand beside each other; later blocks are other articles'.
      if (!authors_.empty() && first_ == kNoNode) first_ = doc_[doc_[id].parent].parent;
      if (first_ != kNoNode && (first_ == doc_.body() || id >= doc_[first_].end)) break;
      id = doc_[id].end - 1;
    }
  }

  void add_element(NodeId id) {
    const std::size_t before = authors_.size();
    // What is marked or linked inside is the name alone.
    for (NodeId child = id + 1; child < doc_[id].end; ++child) {
      const bool name = doc_.attribute(child, AttributeName::kItemprop) == "name" || is_marked(child) || is_author_link(child);
      if (!name || page_[child].length < 3 || page_[child].length > kLongestName) continue;
      add(flat_text(doc_, child), false);
      child = doc_[child].end - 1;
    }
    if (authors_.size() > before) return;
    // Else the first piece of text that is more than "by".
    for (NodeId child = id; child < doc_[id].end; ++child) {
      if (doc_[child].tag != Tag::kText || page_[child].length < 2) continue;
      add(doc_[child].text, false);
      if (authors_.size() > before) return;
    }
  }

  // "By Jane Doe" in a text of its own near the headline.
  void from_text() {
    if (!authors_.empty()) return;
    NodeId headline = kNoNode;
    for (NodeId id = doc_.body(); id < doc_.size(); ++id) {
      if (doc_[id].tag == Tag::kH1 && page_[id].length > 8) headline = id;
      if (doc_[id].tag != Tag::kText || headline == kNoNode || id > headline + kNear + 20 || page_[id].length > 80) continue;
      const std::string_view text = base::trim(doc_[id].text);
      if (strip_prefix(text).size() == text.size()) continue;
      add(page_[id].length < 4 + 2 ? std::string_view(flat_text(doc_, doc_[id].parent)) : text, false);
      if (!authors_.empty()) return;
      // The name may stand in the next element: By <a>Jane Doe</a>.
      if (strip_prefix(text).empty() && id + 2 < doc_.size()) {
        for (NodeId next = id + 1; next < id + 4 && next < doc_.size(); ++next) {
          if (doc_[next].tag == Tag::kText && page_[next].length >= 3) {
            add(doc_[next].text, false);
            break;
          }
        }
      }
      if (!authors_.empty()) return;
    }
  }

  // The text behind "by", "von", "written by:"; the text itself when it does not start so.
  std::string_view strip_prefix(std::string_view text) const {
    for (bool again = true; again;) {
      again = false;
      for (const std::string& prefix : page_.patterns.words("byline_prefixes")) {
        if (text.size() < prefix.size() || base::fold_case(text.substr(0, prefix.size())) != prefix) continue;
        if (text.size() > prefix.size() && text[prefix.size()] != ' ' && text[prefix.size()] != ':' && text[prefix.size()] != '\n') continue;
        text.remove_prefix(prefix.size());
        while (!text.empty() && (text.front() == ':' || text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) text.remove_prefix(1);
        again = !text.empty();
        break;
      }
    }
    return text;
  }

  // Splits a byline into names. `told` to machines: then any name counts, else it must look like a person's.
  void add(std::string_view text, bool told) {
    text = base::trim(text);
    if (text.empty() || text.size() > 300) return;
    std::string rest(strip_prefix(text));
    for (const char stop : {'|', '\n', '\t'}) {
      if (const std::size_t at = rest.find(stop); at != std::string::npos && at > 3) rest.resize(at);
    }
    for (const std::string& joint : page_.patterns.words("byline_joints")) {
      for (std::size_t at = 0; (at = rest.find(joint, at)) != std::string::npos;) rest.replace(at, joint.size(), 1, '\n');
    }
    for (std::size_t start = 0; start <= rest.size();) {
      const std::size_t end = std::min(rest.find('\n', start), rest.size());
      add_name(base::trim(std::string_view(rest).substr(start, end - start)), told);
      start = end + 1;
    }
  }

  void add_name(std::string_view name, bool told) {
    name = strip_prefix(name);
    if (const std::size_t bracket = name.find(" ("); bracket != std::string_view::npos) name = name.substr(0, bracket);
    while (!name.empty() && std::string_view(",;.|-:").find(name.back()) != std::string_view::npos) name = base::trim(name.substr(0, name.size() - 1));
    if (name.size() < 2 || name.size() > kLongestName || name.find("://") != std::string_view::npos || name.find('@') != std::string_view::npos ||
        name.find("www.") != std::string_view::npos) {
      return;
    }
    if (std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) return;
    const std::string folded = base::fold_case(name);
    const bool publisher = !site_.empty() && (folded == site_);
    if (publisher && !(told && std::count(name.begin(), name.end(), ' ') == 1)) return;
    if (page_.patterns.set("nobody").contains(folded) || page_.patterns.set("titles").contains(folded)) return;
    for (const std::string& word : page_.patterns.words("never_in_names")) {
      if (folded.find(word) != std::string::npos) return;
    }
    if (!told && !looks_like_person(name)) return;
    if (std::count(name.begin(), name.end(), ' ') > 4) return;
    for (const std::string& known : authors_) {
      if (base::fold_case(known) == folded) return;
    }
    if (authors_.size() < kMostAuthors) authors_.emplace_back(name);
  }

  // One to four words that begin with a capital, particles aside; scripts without capitals pass.
  bool looks_like_person(std::string_view name) const {
    std::size_t words = 0;
    std::size_t small = 0;
    for (std::size_t start = 0; start < name.size();) {
      const std::size_t end = std::min(name.find(' ', start), name.size());
      if (end > start) {
        std::size_t at = start;
        const char32_t first = base::next_code_point(name, at);
        ++words;
        if (base::is_letter(first) && !base::is_upper(first) && base::to_lower(first) == first && first < 0x2E80 && end - start > 3) ++small;
        if (!base::is_letter(first)) return false;
      }
      start = end + 1;
    }
    return words >= 1 && words <= 4 && small == 0;
  }

  const PageView& page_;
  const Document& doc_;
  const StructuredData& data_;
  const MetaElements& meta_;
  std::string site_;
  std::vector<std::string> authors_;
  NodeId first_ = kNoNode;
  NodeId headline_ = 0;
};

}  // namespace

std::vector<std::string> find_authors(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site) {
  return AuthorFinder(page, data, meta, site).run();
}

}  // namespace tradewire::article
