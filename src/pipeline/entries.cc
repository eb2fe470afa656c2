#include "pipeline/entries.h"

#include <algorithm>
#include <set>

#include "fetch/feed.h"
#include "fetch/links.h"
#include "fetch/sitemap.h"
#include "fetch/url.h"
#include "pipeline/inputs.h"

namespace tradewire::pipeline {
namespace {

constexpr std::size_t kMaxNestedSitemaps = 10;

Entry entry_for(std::string url, const fetch::Source& source, std::size_t index) {
  Entry entry;
  entry.id = fetch::canonical_url(url);
  entry.url = std::move(url);
  entry.language = source.language;
  entry.source = index;
  return entry;
}

std::string date_text(const std::optional<base::UnixTime>& time) { return time ? base::to_rfc3339(*time) : std::string(); }

Listing of_feed(const fetch::Feed& feed, const fetch::Source& source, std::size_t index) {
  Listing listing;
  listing.warnings = feed.warnings;
  for (const fetch::FeedEntry& from : feed.entries) {
    if (from.link.empty()) continue;
    Entry entry = entry_for(from.link, source, index);
    entry.title = from.title;
    entry.summary = from.summary;
    entry.published = date_text(from.published ? from.published : from.updated);
    entry.updated = from.updated.value_or(0);
    entry.site = feed.title;
    listing.entries.push_back(std::move(entry));
  }
  return listing;
}

Listing of_sitemap(fetch::Sitemap sitemap, const fetch::Source& source, std::size_t index) {
  Listing listing;
  listing.warnings = std::move(sitemap.warnings);
  const auto newest = [](const fetch::SitemapEntry& a) { return std::max(a.modified.value_or(0), a.published.value_or(0)); };
  const auto by_age = [&](const auto& a, const auto& b) { return newest(a) > newest(b); };
  std::stable_sort(sitemap.pages.begin(), sitemap.pages.end(), by_age);
  std::stable_sort(sitemap.sitemaps.begin(), sitemap.sitemaps.end(), by_age);
  for (const fetch::SitemapEntry& from : sitemap.pages) {
    if (!source.link_patterns.empty() && !fetch::follows(source, from.url)) continue;
    Entry entry = entry_for(from.url, source, index);
    entry.title = from.title;
    entry.published = date_text(from.published);
    entry.updated = from.modified.value_or(0);
    entry.site = from.publication;
    if (!from.language.empty()) entry.language = from.language;
    listing.entries.push_back(std::move(entry));
  }
  for (const fetch::SitemapEntry& from : sitemap.sitemaps) {
    if (listing.sitemaps.size() < kMaxNestedSitemaps) listing.sitemaps.push_back(from.url);
  }
  return listing;
}

Listing of_section(const fetch::Page& page, const fetch::Source& source, std::size_t index) {
  Listing listing;
  for (const fetch::Link& link : fetch::page_links(page.body, page.final_url).links) {
    if (fetch::follows(source, link.url)) listing.entries.push_back(entry_for(link.url, source, index));
  }
  return listing;
}

// Each document once, and no more than the source allows.
void curb(Listing& listing, const fetch::Source& source) {
  std::set<std::string> seen;
  std::erase_if(listing.entries, [&](const Entry& entry) { return !seen.insert(entry.id).second; });
  const auto most = static_cast<std::size_t>(std::max(source.max_links, 1));
  if (listing.entries.size() > most) listing.entries.resize(most);
}

}  // namespace

base::Result<Listing> list_entries(const fetch::Source& source, std::size_t source_index, const fetch::Page& page) {
  Listing listing;
  if (source.kind == fetch::SourceKind::kFeed) {
    const auto feed = fetch::parse_feed(page.body, {page.final_url, page.content_type});
    if (!feed) return located(feed.error(), page.url);
    listing = of_feed(*feed, source, source_index);
  } else if (source.kind == fetch::SourceKind::kSitemap) {
    auto sitemap = fetch::parse_sitemap(page.body, page.final_url);
    if (!sitemap) return located(sitemap.error(), page.url);
    listing = of_sitemap(*std::move(sitemap), source, source_index);
  } else if (source.kind == fetch::SourceKind::kSection) {
    listing = of_section(page, source, source_index);
  }
  curb(listing, source);
  return listing;
}

}  // namespace tradewire::pipeline
