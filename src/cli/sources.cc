// `tradewire sources list|add|check`: what is watched.
#include <algorithm>
#include <array>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "base/file.h"
#include "base/json.h"
#include "base/unicode.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/http_options.h"
#include "cli/sources.h"
#include "cli/terminal.h"
#include "fetch/feed.h"
#include "fetch/http_source.h"
#include "fetch/links.h"
#include "fetch/sitemap.h"
#include "fetch/url.h"

namespace tradewire::cli {
namespace {

struct SourcesOptions {
  std::string file;
  std::string url;
  fetch::HttpOptions http;
  bool all = false;
};

void write_source(base::JsonWriter& json, const fetch::Source& source) {
  json.member("name", source.name).member("url", source.url).member("kind", fetch::to_string(source.kind));
}

int run_list(const SourcesOptions& options) {
  const auto sources = load_sources(options.file);
  if (!sources) {
    complain(sources.error());
    return kUsage;
  }
  Output output;
  for (const auto& source : *sources) {
    base::JsonWriter json;
    json.begin_object();
    write_source(json, source);
    json.key("interval").integer(source.interval).member("language", source.language);
    if (!source.tags.empty()) {
      json.key("tags").begin_array();
      for (const std::string& tag : source.tags) json.string(tag);
      json.end_array();
    }
    output.line(json.end_object().take());
  }
  output.flush();
  return kDone;
}

fetch::Source source_of(const std::string& url, fetch::SourceKind kind) {
  fetch::Source source;
  source.url = url;
  source.kind = kind;
  const auto parsed = fetch::parse_url(url);
  source.name = *parsed->host + (parsed->path_text() == "/" ? "" : parsed->path_text()) + (parsed->query ? "?" + *parsed->query : "");
  return source;
}

bool is_sitemap(const fetch::Page& page) {
  return fetch::sniff_markup(page.body) == fetch::Markup::kSitemap && fetch::parse_sitemap(page.body, page.final_url);
}

bool is_feed(const fetch::Page& page) { return fetch::parse_feed(page.body, {page.final_url, page.content_type}).ok(); }

// Links that look as if they led to a feed, for pages that announce none; the first ones.
std::vector<std::string> feed_like_links(const fetch::Page& page) {
  constexpr std::size_t kMost = 10;
  constexpr std::array<std::string_view, 5> kMarks = {"rss", "feed", "atom", ".xml", ".rdf"};
  const auto own = fetch::parse_url(page.final_url);
  std::vector<std::string> found;
  for (const auto& link : fetch::page_links(page.body, page.final_url).links) {
    const auto url = fetch::parse_url(link.url);
    if (!url || !own || !url->is_http() || fetch::registrable_domain(*url->host) != fetch::registrable_domain(*own->host)) continue;
    const std::string place = base::to_lower(*url->host + url->path_text() + url->query.value_or(""));
    const bool looks = std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) { return place.find(mark) != std::string::npos; });
    if (looks && found.size() < kMost) found.push_back(link.url);
  }
  return found;
}

// Those of the addresses that are feeds.
std::vector<fetch::Source> try_feeds(fetch::PageSource& http, const std::vector<std::string>& urls) {
  std::vector<fetch::PageRequest> requests;
  for (const std::string& url : urls) requests.push_back({url, "", "", {}});
  std::vector<fetch::Source> found;
  http.fetch(std::move(requests), [&](const fetch::PageRequest&, base::Result<fetch::Page> page) {
    if (page && page->status == 200 && is_feed(*page)) found.push_back(source_of(page->final_url, fetch::SourceKind::kFeed));
  }, {});
  const auto place = [&](const fetch::Source& source) { return std::find(urls.begin(), urls.end(), source.url) - urls.begin(); };
  std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return found;
}

// What a fetched address offers: itself, when it is a feed or a sitemap, else the feeds that the page announces, else those
// that it links to.
base::Result<std::vector<fetch::Source>> discover(fetch::PageSource& http, const fetch::Page& page) {
  if (page.status != 200) return base::Error{"answers with status " + std::to_string(page.status), page.url, "give an address that works", base::ErrorKind::kNetwork};
  if (is_sitemap(page)) return std::vector{source_of(page.final_url, fetch::SourceKind::kSitemap)};
  if (is_feed(page)) return std::vector{source_of(page.final_url, fetch::SourceKind::kFeed)};
  std::vector<fetch::Source> found;
  for (const auto& feed : fetch::page_links(page.body, page.final_url).feeds) found.push_back(source_of(feed.url, fetch::SourceKind::kFeed));
  if (found.empty()) found = try_feeds(http, feed_like_links(page));
  if (found.empty()) return base::Error{"announces no feed and links to none", page.final_url, "add it by hand with kind: section and a link_pattern"};
  return found;
}

// Adds the entries at the end of the file, which stays as its owner wrote it.
base::Status append(const std::string& path, const std::vector<fetch::Source>& sources) {
  std::string text = "sources:\n";
  if (std::filesystem::exists(path)) {
    const auto old = base::read_file(path);
    if (!old) return old.error();
    text = *old;
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
  } else {
    std::error_code code;
    const auto folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, code);
  }
  for (const auto& source : sources) text += fetch::to_yaml(source);
  const auto root = base::parse_yaml(text, path);
  if (!root) return root.error();
  if (const auto parsed = fetch::parse_sources(*root, path); !parsed) return parsed.error();
  return base::write_file(path, text);
}

int run_add(const SourcesOptions& options, bool quiet) {
  auto http = fetch::HttpSource::open(options.http);
  if (!http) {
    complain(http.error());
    return kNothingDone;
  }
  base::Result<fetch::Page> page = base::Error{"not fetched", options.url, ""};
  (*http)->fetch({{options.url, "", "", {}}}, [&](const fetch::PageRequest&, base::Result<fetch::Page> got) { page = std::move(got); }, {});
  auto found = page ? discover(**http, *page) : base::Result<std::vector<fetch::Source>>(page.error());
  if (found && !options.all) found->resize(1);
  const std::string file = options.file.empty() ? user_sources_path() : options.file;
  const bool is_new = !std::filesystem::exists(file);
  const base::Status added = found ? append(file, *found) : base::Status(found.error());
  if (!added) {
    complain(added.error());
    return exit_code(added.error());
  }
  if (is_new && options.file.empty() && !quiet) complain(file + " is new: it takes the place of the built-in list");
  Output output;
  for (const auto& source : *found) {
    base::JsonWriter json;
    json.begin_object();
    write_source(json, source);
    output.line(json.end_object().take());
  }
  output.flush();
  return kDone;
}

// What a source gives, as one line.
bool report(Output& output, const fetch::Source& source, const base::Result<fetch::Page>& page) {
  base::JsonWriter json;
  json.begin_object();
  write_source(json, source);
  std::string error = page ? "" : page.error().message();
  std::size_t entries = 0;
  std::optional<base::UnixTime> newest;
  if (page) {
    json.key("status").integer(page->status);
    if (page->status != 200) {
      error = "answers with status " + std::to_string(page->status);
    } else if (source.kind == fetch::SourceKind::kFeed) {
      const auto feed = fetch::parse_feed(page->body, {page->final_url, page->content_type});
      if (!feed) error = feed.error().message();
      entries = feed ? feed->entries.size() : 0;
      for (std::size_t i = 0; i < entries; ++i) newest = std::max(newest, std::max(feed->entries[i].published, feed->entries[i].updated));
    } else if (source.kind == fetch::SourceKind::kSitemap) {
      const auto sitemap = fetch::parse_sitemap(page->body, page->final_url);
      if (!sitemap) error = sitemap.error().message();
      entries = sitemap ? sitemap->pages.size() + sitemap->sitemaps.size() : 0;
    } else {
      for (const auto& link : fetch::page_links(page->body, page->final_url).links) entries += fetch::follows(source, link.url) ? 1 : 0;
    }
    json.key("entries").integer(static_cast<std::int64_t>(entries));
    if (newest) json.key("newest").string(base::to_rfc3339(*newest));
    if (error.empty() && entries == 0 && source.kind != fetch::SourceKind::kPage) error = "holds nothing to follow";
  }
  json.member("error", error);
  output.line(json.end_object().take());
  return error.empty();
}

int run_check(SourcesOptions options) {
  const auto sources = load_sources(options.file);
  if (!sources) {
    complain(sources.error());
    return kUsage;
  }
  keep_host_delays(*sources, options.http);
  auto http = fetch::HttpSource::open(options.http);
  if (!http) {
    complain(http.error());
    return kNothingDone;
  }
  Output output;
  bool failed = false;
  std::vector<fetch::PageRequest> requests;
  for (const auto& source : *sources) {
    fetch::PageRequest request{source.url, "", "", {}};
    for (const auto& [name, value] : source.headers) request.headers.push_back(name + ": " + value);
    requests.push_back(std::move(request));
  }
  (*http)->fetch(requests, [&](const fetch::PageRequest& request, base::Result<fetch::Page> page) {
    for (const auto& source : *sources) {
      if (source.url == request.url) failed = !report(output, source, page) || failed;
    }
  }, [&] { return !output.open(); });
  output.flush();
  return failed ? kSomeInputsFailed : kDone;
}

}  // namespace

std::string user_sources_path() { return config_folder() + "/sources.yaml"; }

base::Result<std::vector<fetch::Source>> load_sources(const std::string& path) {
  if (!path.empty()) return fetch::read_sources(path);
  const std::string own = user_sources_path();
  return std::filesystem::exists(own) ? fetch::read_sources(own) : fetch::default_sources();
}

void add_sources(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<SourcesOptions>();
  CLI::App* sources = app.add_subcommand("sources", "List, add and check what is watched");
  sources->require_subcommand(1);
  sources->add_option("--sources", options->file, "The sources file (default: the XDG configuration folder's sources.yaml, else the built-in list)")->type_name("FILE");
  add_http_options(*sources, options->http);
  CLI::App* list = sources->add_subcommand("list", "Print the sources as JSON lines");
  list->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_list(*options); }; });
  CLI::App* add = sources->add_subcommand("add", "Find the feed of a page and add it to the sources file");
  add->add_option("URL", options->url, "A page, a feed or a sitemap")->required();
  add->add_flag("--all", options->all, "Add every feed that the page announces, not only the first");
  add->callback([&call, options] { call.run = [options](const GlobalOptions& global) { return run_add(*options, global.quiet); }; });
  CLI::App* check = sources->add_subcommand("check", "Fetch each source once and tell what it gives");
  check->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_check(*options); }; });
}

}  // namespace tradewire::cli
