// The headline: what the page shows as h1, what it tells machines and what it tells the window's title, reconciled.
#include <algorithm>
#include <array>

#include "article/html_text.h"
#include "article/metadata.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

// Letters and figures, folded: what must agree for two titles to be the same.
std::string key_of(std::string_view title) {
  std::string key;
  const std::string folded = base::fold_case(title);
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(folded, at);
    if (base::is_letter(c) || base::is_digit(c)) key.append(folded, start, at - start);
  }
  return key;
}

constexpr std::array<std::string_view, 12> kSeparators{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " > ", " « ", " ~ "};

// The address of a site's front page.
bool is_front_page(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    const std::size_t path = url.find('/', scheme + 3);
    return path == std::string_view::npos || path + 1 == url.size();
  }
  return url == "/" || url == "./";
}

// "River Herald: Mooring fees to rise", when the page's head shows the name River Herald.
std::string without_opening(std::string title, const std::string& name) {
  if (name.size() < 3 || !title.starts_with(name)) return title;
  const std::size_t start = title.find_first_not_of(" :|-", name.size());
  return start == std::string::npos || start == name.size() ? title : title.substr(start);
}

std::string without_site(std::string title, std::string_view site) {
  const std::string site_key = key_of(site);
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string_view separator : kSeparators) {
      const std::size_t last = title.rfind(separator);
      if (last == std::string::npos || last == 0) continue;
      const std::string tail = key_of(std::string_view(title).substr(last + separator.size()));
      const bool is_site = !site_key.empty() && !tail.empty() && (tail == site_key || site_key.find(tail) != std::string::npos || tail.find(site_key) != std::string::npos);
      if (!is_site) continue;
      title.resize(last);
      changed = true;
    }
  }
  return title;
}

class TitleFinder {
 public:
  TitleFinder(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site)
      : page_(page), doc_(page.document), site_(site) {
    headline_ = data.found ? data.headline : std::string();
    social_ = decode_text(meta.first_of({"og:title", "twitter:title"}));
    for (NodeId id = 0; id < doc_.size(); ++id) {
      if (doc_[id].tag == Tag::kTitle && window_.empty()) window_ = flat_text(doc_, id);
      if (doc_[id].tag != Tag::kH1 || page_[id].length <= 2) continue;
      if (is_logo(id)) {
        if (logo_.empty()) logo_ = flat_text(doc_, id);
      } else if (headings_.size() < 8) {
        headings_.push_back(flat_text(doc_, id));
      }
    }
  }

  std::string run() const {
    const std::string window = key_of(window_);
    const std::string social = key_of(social_);
    const std::string headline = key_of(headline_);
    // A visible headline that the page also tells to machines: first in the same words, then as a part of it.
    for (const bool whole : {true, false}) {
      for (const std::string& heading : headings_) {
        const std::string key = key_of(heading);
        if (key.size() < 8 || key == key_of(site_)) continue;
        if (key == social || key == headline) return heading;
        if (!whole && (window.starts_with(key) || social.starts_with(key) || headline.starts_with(key) || window.find(key) != std::string::npos)) return heading;
      }
    }
    if (headings_.size() == 1 && key_of(headings_[0]).size() >= 16 && key_of(headings_[0]) != key_of(site_)) return headings_[0];
    if (!headline_.empty() && headline.size() >= 8) return without_site(headline_, site_);
    if (!social_.empty()) return without_site(social_, site_);
    if (!window_.empty()) return without_opening(without_site(window_, site_), logo_);
    return headings_.empty() ? std::string() : headings_[0];
  }

 private:
  // The site's name as a headline: named so, or a link to the front page, inside or around.
  bool is_logo(NodeId id) const {
    if ((page_[id].hints & kHintLogo) != 0 && (page_[id].hints & kHintTitle) == 0) return true;
    NodeId up = id;
    for (int steps = 0; steps < 3 && up != kNoNode; ++steps, up = doc_[up].parent) {
      if (doc_[up].tag == Tag::kA && is_front_page(doc_.attribute(up, AttributeName::kHref))) return true;
    }
    for (NodeId at = id + 1; at < doc_[id].end; ++at) {
      if (doc_[at].tag == Tag::kA && is_front_page(doc_.attribute(at, AttributeName::kHref)) && page_[at].length == page_[id].length) return true;
    }
    return false;
  }

  const PageView& page_;
  const Document& doc_;
  std::string_view site_;
  std::string headline_;
  std::string social_;
  std::string window_;
  std::string logo_;
  std::vector<std::string> headings_;
};

}  // namespace

std::string find_title(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site) {
  return TitleFinder(page, data, meta, site).run();
}

}  // namespace tradewire::article
