// The authors: structured data, meta elements, marked elements, bylines.
#include <algorithm>
#include <array>
#include <utility>

#include "article/html_text.h"
#include "article/metadata.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

constexpr std::uint32_t kLongestByline = 160;
constexpr std::uint32_t kLongestLinked = 120;  // a line with a link to an author's page
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kMostAuthors = 12;
constexpr std::uint32_t kTeaser = 150;  // an article element with less prose is a teaser
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
    from_machines();
    // An account's name or a desk's rather than a person's: the page may show the person.
    if (!authors_.empty() && !are_handles()) return std::move(authors_);
    std::vector<std::string> handles = std::exchange(authors_, {});
    from_page(false);
    if (!authors_.empty() && !are_handles()) return std::move(authors_);
    if (!handles.empty()) return handles;
    if (authors_.empty()) from_page(true);
    if (authors_.empty()) return std::move(desks_);
    return std::move(authors_);
  }

 private:
  void from_machines() {
    for (const std::string& name : data_.authors) add(name, true);
    if (!authors_.empty()) return;
    for (const std::string& name : page_.patterns.words("meta_authors")) {
      for (const std::string_view value : meta_.all_of(name)) add(decode_text(value), true);
      if (!authors_.empty()) return;
    }
    // <meta name=twitter:label1 content="Written by"> <meta name=twitter:data1 content="Jane Doe">
    for (const auto& [label, value] : {std::pair{"twitter:label1", "twitter:data1"}, std::pair{"twitter:label2", "twitter:data2"}}) {
      if (page_.patterns.starts("sure_prefixes", meta_[label]) && authors_.empty()) add(decode_text(meta_[value]), true);
    }
  }

  void from_page(bool anywhere) {
    from_elements([&](NodeId id) { return is_marked(id); }, anywhere);
    from_elements([&](NodeId id) { return is_byline(id); }, anywhere);
    from_elements([&](NodeId id) { return is_author_link(id); }, anywhere);
    from_text(anywhere);
  }

  // One word in small or mixed letters is an account: "janed", "KatieS".
  bool are_handles() const {
    return std::all_of(authors_.begin(), authors_.end(), [](const std::string& name) {
      const auto is_inner_capital = [&](std::size_t i) { return name[i] >= 'A' && name[i] <= 'Z' && name[i - 1] >= 'a' && name[i - 1] <= 'z'; };
      bool mixed = false;
      for (std::size_t i = 1; i < name.size(); ++i) mixed = mixed || is_inner_capital(i);
      return name.find(' ') == std::string::npos && (mixed || (name[0] >= 'a' && name[0] <= 'z'));
    });
  }

  // An article element of few words that does not hold the headline is another's.
  bool is_teaser(NodeId id) const {
    const bool holds_headline = id < headline_ && headline_ < doc_[id].end;
    return doc_[id].tag == Tag::kArticle && headline_ != 0 && !holds_headline && page_[id].prose < kTeaser;
  }

  bool is_apart(NodeId id) const {
    for (; id != kNoNode; id = doc_[id].parent) {
      if (is_teaser(id)) return true;
      if ((page_[id].hints & kHintRelated) != 0 && (page_[id].hints & kHintKeep) == 0) return true;
      if (doc_[id].tag == Tag::kFooter || doc_[id].tag == Tag::kNav || doc_[id].tag == Tag::kAside) return true;
    }
    return false;
  }

  bool is_in_teaser(NodeId id) const {
    while (id != kNoNode && !is_teaser(id)) id = doc_[id].parent;
    return id != kNoNode;
  }

  // Comments and teasers have authors of their own.
  bool is_foreign(NodeId id) const {
    for (; id != kNoNode; id = doc_[id].parent) {
      if (is_teaser(id)) return true;
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
    // A link within a paragraph names somebody of whom it speaks.
    if (doc_[id].tag != Tag::kA || id < headline_ || page_[page_[id].block].own_length > kLongestLinked) return false;
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
    if (!authors_.empty() || is_list_) return;
    first_ = kNoNode;
    for (NodeId id = doc_.body(); id < doc_.size(); ++id) {
      if (doc_[id].tag == Tag::kText || !test(id) || page_[id].length > kLongestByline || page_[id].length < 3) continue;
      if ((anywhere ? is_foreign(id) : is_apart(id)) || is_other_office(id)) continue;
      // Co-authors stand beside each other; later blocks are other articles'.
      const bool is_later = first_ != kNoNode && (first_ == doc_.body() || id >= doc_[first_].end);
      if (is_later && !anywhere) break;
      const std::size_t before = authors_.size();
      add_element(id);
      if (is_later && authors_.size() > before) {
        // A list of articles, each with its author: nobody knows which is ours.
        authors_.clear();
        is_list_ = true;
        break;
      }
      if (!authors_.empty() && first_ == kNoNode) first_ = doc_[doc_[id].parent].parent;
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
    const std::size_t desks = desks_.size();
    for (NodeId child = id; child < doc_[id].end; ++child) {
      if (doc_[child].tag != Tag::kText || page_[child].length < 2) continue;
      add(doc_[child].text, false);
      if (authors_.size() > before || desks_.size() > desks) return;
    }
  }

  // "By Jane Doe" in a text of its own near the headline; anywhere, "Written by Jane Doe".
  void from_text(bool anywhere) {
    NodeId headline = kNoNode;
    for (NodeId id = doc_.body(); id < doc_.size() && authors_.empty(); ++id) {
      if (doc_[id].tag == Tag::kH1 && page_[id].length > 8) headline = id;
      if (doc_[id].tag != Tag::kText || page_[id].length > 80) continue;
      if (!anywhere && (headline == kNoNode || id > headline + kNear + 20)) continue;
      const std::string_view text = base::trim(doc_[id].text);
      if (anywhere && !page_.patterns.starts("sure_prefixes", text)) continue;
      const std::string_view name = strip_prefix(text);
      if (name.size() == text.size() || (anywhere ? is_foreign(id) : is_in_teaser(id))) continue;
      // The name may stand in the next element: By <a>Jane Doe</a>.
      name.empty() ? add_next(id) : add(text, false);
    }
  }

  void add_next(NodeId id) {
    for (NodeId next = id + 1; next < id + 4 && next < doc_.size(); ++next) {
      if (doc_[next].tag != Tag::kText || page_[next].length < 3) continue;
      if (page_[next].length <= kLongestName) add(doc_[next].text, false);
      return;
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
    cut_time(rest);
    for (const std::string& joint : page_.patterns.words("byline_joints")) {
      for (std::size_t at = 0; (at = rest.find(joint, at)) != std::string::npos;) rest.replace(at, joint.size(), 1, '\n');
    }
    for (std::size_t start = 0; start <= rest.size();) {
      const std::size_t end = std::min(rest.find('\n', start), rest.size());
      add_name(base::trim(std::string_view(rest).substr(start, end - start)), told, start > 0);
      start = end + 1;
    }
  }

  // "Jane Doe on 3 May 2020", "Jane Doe at 10:15"
  void cut_time(std::string& byline) const {
    const std::size_t figure = byline.find_first_of("0123456789");
    if (figure == std::string::npos) return;
    std::size_t cut = std::string::npos;
    for (const std::string& word : page_.patterns.words("time_joints")) {
      const std::size_t at = byline.find(" " + word + " ");
      if (at < figure && at > 2) cut = std::min(cut, at);
    }
    if (cut != std::string::npos) byline.resize(cut);
  }

  // What stands behind a name and a comma, and is an office or a degree: "Founder", "Lead Reviewer", "CPA", "Ph.D.".
  bool is_office(std::string_view part) const {
    std::size_t letters = 0;
    std::size_t capitals = 0;
    for (const char c : part) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) ++letters;
      if (c >= 'A' && c <= 'Z') ++capitals;
    }
    if (part.find(' ') == std::string_view::npos && letters >= 2 && letters <= 6 && capitals * 3 >= letters * 2) return true;
    return has_word_of("office_words", part);
  }

  bool has_word_of(std::string_view list, std::string_view part) const {
    const WordSet& words = page_.patterns.set(list);
    const std::string folded = base::fold_case(part);
    for (std::size_t start = 0; start < folded.size();) {
      const std::size_t end = std::min(folded.find_first_of(" ,.-/", start), folded.size());
      if (words.contains(std::string_view(folded).substr(start, end - start))) return true;
      start = end + 1;
    }
    return false;
  }

  // "Herald Newsroom", "Lake University": not a person.
  bool is_organisation(std::string_view name) const {
    const std::size_t last = name.rfind(' ');
    if (last == std::string_view::npos) {
      const std::size_t dot = name.rfind('.');
      return dot != std::string_view::npos && dot > 1 && dot + 1 < name.size() && name.size() - dot <= 5;
    }
    return has_word_of("organisation_words", name.substr(last + 1));
  }

  void add_name(std::string_view name, bool told, bool follows) {
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
    if (page_.patterns.set("nobody").contains(folded) || page_.patterns.set("titles").contains(folded) || page_.patterns.month(folded) != 0) return;
    if (follows && is_office(name)) return;
    if (is_organisation(name)) {
      if (desks_.empty() && has_word_of("desk_words", name)) desks_.emplace_back(name);
      return;
    }
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
    const bool initials = name.size() < 4 && words == 1 && std::none_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c < 0; });
    return words >= 1 && words <= 4 && small == 0 && !initials;
  }

  const PageView& page_;
  const Document& doc_;
  const StructuredData& data_;
  const MetaElements& meta_;
  std::string site_;
  std::vector<std::string> authors_;
  std::vector<std::string> desks_;  // what signs where no person does
  NodeId first_ = kNoNode;
  bool is_list_ = false;
  NodeId headline_ = 0;
};

}  // namespace

std::vector<std::string> find_authors(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site) {
  return AuthorFinder(page, data, meta, site).run();
}

}  // namespace tradewire::article
