#include "fetch/sitemap.h"

#include <pugixml.hpp>

#include "base/unicode.h"
#include "fetch/feed_date.h"
#include "fetch/inflate.h"
#include "fetch/markup_text.h"
#include "fetch/url.h"
#include "fetch/xml_names.h"

namespace tradewire::fetch {
namespace {

constexpr std::uint64_t kMaxBytes = 50U << 20;  // what sitemaps.org allows
constexpr std::size_t kMaxEntries = 50000;

std::string local_name(const pugi::xml_node& node) {
  const std::string name = qualified_name(node);
  return name.substr(name.find(':') + 1);
}

void read_news(SitemapEntry& entry, const pugi::xml_node& news) {
  for (const pugi::xml_node& child : news.children()) {
    const std::string name = local_name(child);
    if (name == "publication") read_news(entry, child);
    if (name == "name") entry.publication = collapse_space(text_below(child));
    if (name == "language") entry.language = collapse_space(text_below(child));
    if (name == "publication_date") entry.published = parse_feed_date(text_below(child));
    if (name == "title") entry.title = html_to_text(text_below(child));
  }
}

SitemapEntry read_entry(const pugi::xml_node& node, std::string_view base_url) {
  SitemapEntry entry;
  for (const pugi::xml_node& child : node.children()) {
    const std::string name = local_name(child);
    const std::string space = qualified_name(child);
    if (name == "loc" && !space.starts_with("other:")) {
      const std::string text(base::trim(text_below(child)));
      if (entry.url.empty()) entry.url = resolve_url(text, base_url).value_or(text);
    }
    if (name == "lastmod") entry.modified = parse_feed_date(text_below(child));
    if (name == "news") read_news(entry, child);
  }
  return entry;
}

// One absolute URL a line.
base::Result<Sitemap> parse_text(std::string_view text, std::string_view base_url) {
  Sitemap sitemap;
  while (!text.empty() && sitemap.pages.size() < kMaxEntries) {
    const std::size_t end = text.find('\n');
    const std::string_view line = base::trim(text.substr(0, end));
    const auto url = parse_url(line);
    if (url && url->is_http()) {
      sitemap.pages.push_back({url->href(), {}, {}, "", "", ""});
    } else if (!line.empty() && sitemap.pages.empty()) {
      break;
    }
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  if (sitemap.pages.empty()) return base::Error{"not a sitemap", std::string(base_url), "give a urlset, a sitemapindex or a list of addresses"};
  return sitemap;
}

}  // namespace

base::Result<Sitemap> parse_sitemap(std::string_view bytes, std::string_view base_url) {
  const std::string plain = is_gzip(bytes) ? inflate_all(bytes, kMaxBytes).bytes : std::string(bytes);
  const Decoded decoded = decode_markup(plain, "");
  if (!base::trim(decoded.text).starts_with('<')) return parse_text(decoded.text, base_url);
  pugi::xml_document document;
  Sitemap sitemap;
  std::string complaint;
  load_xml(document, decoded.text, complaint);
  if (!complaint.empty()) sitemap.warnings.push_back(complaint);
  const pugi::xml_node root = document.document_element();
  const std::string kind = root ? local_name(root) : "";
  if (kind != "urlset" && kind != "sitemapindex") {
    return base::Error{"not a sitemap", std::string(base_url), "give a urlset, a sitemapindex or a list of addresses"};
  }
  for (const pugi::xml_node& child : root.children()) {
    const std::string name = local_name(child);
    if (name != "url" && name != "sitemap") continue;
    SitemapEntry entry = read_entry(child, base_url);
    if (entry.url.empty()) continue;
    auto& list = name == "url" ? sitemap.pages : sitemap.sitemaps;
    if (list.size() < kMaxEntries) list.push_back(std::move(entry));
  }
  return sitemap;
}

}  // namespace tradewire::fetch
