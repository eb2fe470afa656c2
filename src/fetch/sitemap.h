// Sitemaps: urlset and sitemapindex of sitemaps.org, Google's news extension, and the plain text form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace tradewire::fetch {

struct SitemapEntry {
  std::string url;
  std::optional<base::UnixTime> modified;   // lastmod
  std::optional<base::UnixTime> published;  // news:publication_date
  std::string title;                        // news:title
  std::string publication;                  // news:name
  std::string language;                     // news:language
  friend bool operator==(const SitemapEntry&, const SitemapEntry&) = default;
};

struct Sitemap {
  std::vector<SitemapEntry> pages;     // of a urlset
  std::vector<SitemapEntry> sitemaps;  // of an index: fetch these next
  std::vector<std::string> warnings;
};

// Bytes may be gzipped (sitemap.xml.gz). Errors: no sitemap.
base::Result<Sitemap> parse_sitemap(std::string_view bytes, std::string_view base_url = {});

}  // namespace tradewire::fetch
