// The authors: structured data, meta elements, marked elements, bylines.
#include <algorithm>

#include "article/html_text.h"
#include "article/metadata.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

class AuthorFinder {
 public:
  AuthorFinder(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site)
      : page_(page), doc_(page.document), data_(data), meta_(meta), site_(base::fold_case(site)) {}

  std::vector<std::string> run() {
    for (const std::string& name : data_.authors) add(name);
    if (authors_.empty()) {
      for (const std::string& name : page_.patterns.words("meta_authors")) {
        add(decode_text(meta_[name]));
        if (!authors_.empty()) break;
      }
    }
    if (authors_.empty()) from_marked();
    if (authors_.empty()) from_bylines();
    return std::move(authors_);
  }

 private:
  bool is_apart(NodeId id) const {
    for (; id != kNoNode; id = doc_[id].parent) {
      if ((page_[id].hints & kHintRelated) != 0 || doc_[id].tag == Tag::kFooter || doc_[id].tag == Tag::kNav || doc_[id].tag == Tag::kAside) return true;
    }
    return false;
  }

  void from_marked() {
    for (NodeId id = doc_.body(); id < doc_.size(); ++id) {
      const bool author = doc_.attribute(id, AttributeName::kItemprop) == "author" || doc_.attribute(id, AttributeName::kRel).find("author") != std::string_view::npos;
      if (!author || page_[id].length > 100 || page_[id].length < 3 || is_apart(id)) continue;
      add(flat_text(doc_, id));
      id = doc_[id].end - 1;
    }
  }

  void from_bylines() {
    for (NodeId id = doc_.body(); id < doc_.size(); ++id) {
      if (doc_[id].tag == Tag::kText || (page_[id].hints & kHintByline) == 0 || page_[id].length > 120 || page_[id].length < 3 || is_apart(id)) continue;
      // A link inside names the author alone.
      for (NodeId child = id; child < doc_[id].end; ++child) {
        if (doc_[child].tag == Tag::kA && page_[child].length >= 3 && page_[child].length < 60) add(flat_text(doc_, child));
      }
      if (authors_.empty()) add(flat_text(doc_, id));
      if (!authors_.empty()) return;
    }
  }

  // Splits a byline into names.
  void add(std::string_view text) {
    text = base::trim(text);
    if (text.empty() || text.size() > 300) return;
    for (bool again = true; again;) {
      again = false;
      for (const std::string& prefix : page_.patterns.words("byline_prefixes")) {
        if (text.size() > prefix.size() && base::fold_case(text.substr(0, prefix.size())) == prefix && (text[prefix.size()] == ' ' || text[prefix.size()] == ':')) {
          text = base::trim(text.substr(prefix.size() + 1));
          again = true;
        }
      }
    }
    std::string rest(text);
    for (const std::string& joint : page_.patterns.words("byline_joints")) {
      for (std::size_t at = 0; (at = rest.find(joint, at)) != std::string::npos;) rest.replace(at, joint.size(), 1, '\n');
    }
    for (std::size_t start = 0; start <= rest.size();) {
      const std::size_t end = std::min(rest.find('\n', start), rest.size());
      add_name(base::trim(std::string_view(rest).substr(start, end - start)));
      start = end + 1;
    }
  }

  void add_name(std::string_view name) {
    while (!name.empty() && std::string_view(",;.|-:").find(name.back()) != std::string_view::npos && !(name.back() == '.' && name.size() < 4)) name = base::trim(name.substr(0, name.size() - 1));
    if (name.size() < 2 || name.size() > 60 || name.find("://") != std::string_view::npos || name.find('@') != std::string_view::npos || name.find("www.") != std::string_view::npos) return;
    if (std::any_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) return;
    const std::string folded = base::fold_case(name);
    if (!site_.empty() && folded == site_) return;
    const WordSet& nobody = page_.patterns.set("nobody");
    if (nobody.find(folded) != nobody.end()) return;
    if (std::count(name.begin(), name.end(), ' ') > 4) return;
    for (const std::string& known : authors_) {
      if (base::fold_case(known) == folded) return;
    }
    if (authors_.size() < 12) authors_.emplace_back(name);
  }

  const PageView& page_;
  const Document& doc_;
  const StructuredData& data_;
  const MetaElements& meta_;
  std::string site_;
  std::vector<std::string> authors_;
};

}  // namespace

std::vector<std::string> find_authors(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site) {
  return AuthorFinder(page, data, meta, site).run();
}

}  // namespace tradewire::article
