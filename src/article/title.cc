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
      if (doc_[id].tag == Tag::kH1 && page_[id].length > 2 && headings_.size() < 8) headings_.push_back(flat_text(doc_, id));
    }
  }

  std::string run() const {
    const std::string window = key_of(window_);
    const std::string social = key_of(social_);
    const std::string headline = key_of(headline_);
    // A visible headline that the page also tells to machines.
    for (const std::string& heading : headings_) {
      const std::string key = key_of(heading);
      if (key.size() < 8 || key == key_of(site_)) continue;
      if (key == social || key == headline || window.starts_with(key) || social.starts_with(key) || headline.starts_with(key) || window.find(key) != std::string::npos) return heading;
    }
    if (headings_.size() == 1 && key_of(headings_[0]).size() >= 16 && key_of(headings_[0]) != key_of(site_)) return headings_[0];
    if (!headline_.empty() && headline.size() >= 8) return without_site(headline_, site_);
    if (!social_.empty()) return without_site(social_, site_);
    if (!window_.empty()) return without_site(window_, site_);
    return headings_.empty() ? std::string() : headings_[0];
  }

 private:
  const PageView& page_;
  const Document& doc_;
  std::string_view site_;
  std::string headline_;
  std::string social_;
  std::string window_;
  std::vector<std::string> headings_;
};

}  // namespace

std::string find_title(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site) {
  return TitleFinder(page, data, meta, site).run();
}

}  // namespace tradewire::article
