#include "fetch/links.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/unicode.h"
#include "fetch/markup_text.h"
#include "fetch/url.h"

namespace tradewire::fetch {
namespace {

constexpr std::size_t kMaxLinks = 20000;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Tag {
  std::string name;  // lower case; "/a" for an end tag
  std::vector<std::pair<std::string, std::string>> attributes;
  std::size_t end = 0;  // behind its >

  std::string_view attribute(std::string_view key) const {
    for (const auto& [name_, value] : attributes) {
      if (name_ == key) return value;
    }
    return {};
  }
};

// Reads the tag whose < stands at `at`, as the HTML tokenizer does. REQUIRES: a letter, or / and a letter, follows.
Tag read_tag(std::string_view html, std::size_t at) {
  Tag tag;
  ++at;
  const std::size_t name_start = at;
  if (html[at] == '/') ++at;
  while (at < html.size() && !is_blank(html[at]) && html[at] != '>' && html[at] != '/') ++at;
  tag.name = base::to_lower(html.substr(name_start, at - name_start));
  while (at < html.size() && html[at] != '>') {
    if (is_blank(html[at]) || html[at] == '/') {
      ++at;
      continue;
    }
    const std::size_t key_start = at;
    while (at < html.size() && !is_blank(html[at]) && html[at] != '=' && html[at] != '>' && html[at] != '/') ++at;
    std::string key = base::to_lower(html.substr(key_start, at - key_start));
    while (at < html.size() && is_blank(html[at])) ++at;
    std::string value;
    if (at < html.size() && html[at] == '=') {
      ++at;
      while (at < html.size() && is_blank(html[at])) ++at;
      if (at < html.size() && (html[at] == '"' || html[at] == '\'')) {
        const std::size_t close = std::min(html.find(html[at], at + 1), html.size());
        value = html.substr(at + 1, close - at - 1);
        at = std::min(close + 1, html.size());
      } else {
        const std::size_t start = at;
        while (at < html.size() && !is_blank(html[at]) && html[at] != '>') ++at;
        value = html.substr(start, at - start);
      }
    } else if (key.empty()) {
      ++at;  // a stray sign
    }
    if (tag.attributes.size() < 100) tag.attributes.emplace_back(std::move(key), decode_references(value));
  }
  tag.end = std::min(at + 1, html.size());
  return tag;
}

bool has_word(std::string_view list, std::string_view word) {
  const std::string lower = base::to_lower(list);
  std::size_t at = 0;
  while ((at = lower.find(word, at)) != std::string::npos) {
    const bool starts = at == 0 || is_blank(lower[at - 1]);
    const bool ends = at + word.size() == lower.size() || is_blank(lower[at + word.size()]);
    if (starts && ends) return true;
    ++at;
  }
  return false;
}

bool is_feed_type(std::string_view type) {
  const std::string kind = base::to_lower(type.substr(0, type.find(';')));
  constexpr std::array<std::string_view, 6> kTypes = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml", "application/json"};
  return std::find(kTypes.begin(), kTypes.end(), base::trim(kind)) != kTypes.end();
}

class LinkReader {
 public:
  LinkReader(std::string_view html, std::string_view base_url) : html_(html) { out_.base = base_url; }

  PageLinks read() {
    for (std::size_t at = html_.find('<'); at != std::string_view::npos && at + 1 < html_.size(); at = html_.find('<', at)) {
      if (html_.substr(at).starts_with("<!--")) {
        at = std::min(html_.find("-->", at + 4), html_.size());
      } else if (is_alpha(html_[at + 1]) || (html_[at + 1] == '/' && at + 2 < html_.size() && is_alpha(html_[at + 2]))) {
        const Tag tag = read_tag(html_, at);
        take(tag, at);
        at = std::max(tag.end, at + 1);
        if (tag.name == "script" || tag.name == "style" || tag.name == "textarea" || tag.name == "title") at = skip_raw(tag.name, at);
      } else {
        ++at;
      }
    }
    close_anchor(html_.size());
    return std::move(out_);
  }

 private:
  // To the end tag of an element whose content is no mark-up.
  std::size_t skip_raw(const std::string& name, std::size_t at) const {
    for (std::size_t end = html_.find("</", at); end != std::string_view::npos; end = html_.find("</", end + 2)) {
      if (base::to_lower(html_.substr(end + 2, name.size())) == name) return end;
    }
    return html_.size();
  }

  std::string absolute(std::string_view reference) const {
    auto url = resolve_url(base::trim(reference), out_.base);
    if (!url) return {};
    auto parsed = parse_url(*url);
    if (!parsed || !parsed->is_http()) return {};
    parsed->fragment.reset();
    return parsed->href();
  }

  void take(const Tag& tag, std::size_t at) {
    if (tag.name == "base" && !seen_base_ && !tag.attribute("href").empty()) {
      out_.base = resolve_url(tag.attribute("href"), out_.base).value_or(out_.base);
      seen_base_ = true;
    } else if (tag.name == "link") {
      take_link(tag);
    } else if (tag.name == "a" || tag.name == "area") {
      close_anchor(at);
      open_anchor(tag);
    } else if (tag.name == "/a") {
      close_anchor(at);
    }
  }

  void take_link(const Tag& tag) {
    const std::string url = absolute(tag.attribute("href"));
    const std::string_view rel = tag.attribute("rel");
    if (url.empty() || tag.attribute("href").empty()) return;
    if (has_word(rel, "canonical") && out_.canonical.empty()) out_.canonical = url;
    const bool is_feed = (has_word(rel, "alternate") && is_feed_type(tag.attribute("type"))) || has_word(rel, "feed");
    const bool known = std::any_of(out_.feeds.begin(), out_.feeds.end(), [&](const FeedLink& feed) { return feed.url == url; });
    if (is_feed && !known && !has_word(rel, "stylesheet")) {
      out_.feeds.push_back({url, base::to_lower(tag.attribute("type")), collapse_space(tag.attribute("title"))});
    }
  }

  void open_anchor(const Tag& tag) {
    if (tag.attribute("href").empty()) return;
    anchor_ = {absolute(tag.attribute("href")), "", std::string(tag.attribute("rel"))};
    anchor_text_ = tag.end;
  }

  void close_anchor(std::size_t at) {
    if (anchor_.url.empty()) return;
    if (out_.links.size() < kMaxLinks && seen_.insert(anchor_.url).second) {
      anchor_.text = html_to_text(html_.substr(anchor_text_, std::min<std::size_t>(at - anchor_text_, 2000)));
      out_.links.push_back(std::move(anchor_));
    }
    anchor_ = {};
  }

  std::string_view html_;
  PageLinks out_;
  bool seen_base_ = false;
  Link anchor_;
  std::size_t anchor_text_ = 0;
  std::set<std::string> seen_;
};

}  // namespace

PageLinks page_links(std::string_view html, std::string_view base_url) {
  const Decoded decoded = decode_markup(html, "");
  return LinkReader(decoded.text, base_url).read();
}

}  // namespace tradewire::fetch
