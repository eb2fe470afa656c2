// `tradewire fetch`: the first half of `run` alone. Pages and feeds go into the archive, documents to standard output.
#include <filesystem>
#include <map>
#include <set>

#include <CLI/CLI.hpp>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/http_options.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "cli/sources.h"
#include "cli/terminal.h"
#include "fetch/feed.h"
#include "fetch/run_lock.h"
#include "fetch/sitemap.h"
#include "fetch/url.h"
#include "pipeline/documents.h"
#include "pipeline/entries.h"
#include "pipeline/inputs.h"

namespace tradewire::cli {
namespace {

struct FetchOptions {
  std::vector<std::string> urls;
  std::string sources;
  std::string archive;
  bool no_archive = false;
  fetch::HttpOptions http;
};

// What an address holds shows in its bytes.
fetch::SourceKind kind_of(const fetch::Page& page) {
  const fetch::Markup markup = fetch::sniff_markup(page.body);
  if (markup == fetch::Markup::kHtml) return fetch::SourceKind::kPage;
  if (markup != fetch::Markup::kFeed && fetch::parse_sitemap(page.body, page.final_url)) return fetch::SourceKind::kSitemap;
  const bool is_feed = fetch::parse_feed(page.body, {page.final_url, page.content_type}).ok();
  return is_feed ? fetch::SourceKind::kFeed : fetch::SourceKind::kPage;
}

// An address to fetch and what is known of it.
struct Wanted {
  fetch::Source source;
  std::optional<fetch::SourceKind> kind;   // nothing: the bytes tell
  std::optional<pipeline::Entry> entry;    // who listed it
};

std::string to_json(const extract::Document& document) {
  base::JsonWriter json;
  json.begin_object().member("id", document.id).member("url", document.url).member("title", document.title);
  json.member("site", document.site).member("published", document.published).member("language", document.language);
  return json.key("text").string(document.text).end_object().take();
}

base::Error status_error(const fetch::Page& page) {
  return {"HTTP status " + std::to_string(page.status), page.url, "", base::ErrorKind::kNetwork};
}

// Fetches round by round: what was asked for, then what it lists. Each address is fetched once.
class Fetching {
 public:
  Fetching(fetch::PageSource& pages, Output& output, Progress& progress) : pages_(pages), output_(output), progress_(progress) {}

  int run(std::vector<Wanted> wanted) {
    while (!wanted.empty() && !stop()) {
      fetch_round(std::move(wanted));
      wanted = std::exchange(listed_, {});
    }
    progress_.clear();
    if (failed_ > 0 && !served_) return kNothingDone;
    return failed_ > 0 ? kSomeInputsFailed : kDone;
  }

  std::string summary() const {
    std::string text = std::to_string(answered_) + " addresses, " + std::to_string(documents_) + " documents, " + std::to_string(failed_) + " failed";
    if (stop_asked()) text += "; stopped before the end";
    return text;
  }

 private:
  bool stop() const { return stop_asked() || !output_.open(); }

  void print(const extract::Document& document) {
    ++documents_;
    if (is_terminal(stdout)) progress_.clear();
    output_.line(to_json(document));
  }

  void fetch_round(std::vector<Wanted> wanted) {
    std::map<std::string, Wanted> by_url;
    std::vector<fetch::PageRequest> requests;
    for (Wanted& one : wanted) {
      if (!seen_.insert(one.source.url).second) continue;
      fetch::PageRequest request{one.source.url, "", "", {}};
      for (const auto& [name, value] : one.source.headers) request.headers.push_back(name + ": " + value);
      requests.push_back(std::move(request));
      by_url.emplace(one.source.url, std::move(one));
    }
    const auto done = [&](const fetch::PageRequest& request, const base::Result<fetch::Page>& page) {
      if (!page && page.error().kind == base::ErrorKind::kBusy) return;  // stopped before it was fetched
      ++answered_;
      take(by_url.at(request.url), page);
      output_.flush();
      progress_.show(std::to_string(answered_) + " of " + std::to_string(seen_.size()) + " addresses");
    };
    if (!requests.empty()) pages_.fetch(std::move(requests), done, [this] { return stop(); });
  }

  void take(const Wanted& wanted, const base::Result<fetch::Page>& page) {
    const bool answered = page && page->status < 400;
    if (!answered) return miss(wanted, page ? status_error(*page) : page.error());
    const fetch::SourceKind kind = wanted.kind ? *wanted.kind : kind_of(*page);
    if (kind == fetch::SourceKind::kPage) return take_article(wanted, *page);
    take_listing(wanted.source, kind, *page);
  }

  void take_article(const Wanted& wanted, const fetch::Page& page) {
    pipeline::Entry entry = wanted.entry.value_or(pipeline::Entry{});
    if (!wanted.entry) {
      entry.url = page.url;
      entry.id = fetch::canonical_url(page.url);
      entry.language = wanted.source.language;
    }
    const auto document = pipeline::document_of_page(page, entry);
    if (!document) return miss(wanted, document.error());
    served_ = true;
    print(*document);
  }

  void take_listing(fetch::Source source, fetch::SourceKind kind, const fetch::Page& page) {
    source.kind = kind;
    auto listing = pipeline::list_entries(source, 0, page);
    if (!listing) return fail(listing.error());
    served_ = true;
    for (const std::string& warning : listing->warnings) warn(base::Error{warning, page.url, ""});
    for (const std::string& url : listing->sitemaps) {
      Wanted next{source, fetch::SourceKind::kSitemap, {}};
      next.source.url = url;
      listed_.push_back(std::move(next));
    }
    for (pipeline::Entry& entry : listing->entries) {
      Wanted next{source, fetch::SourceKind::kPage, {}};
      next.source.url = entry.url;
      next.entry = std::move(entry);
      listed_.push_back(std::move(next));
    }
  }

  // A page that cannot be had is read from what its feed says of it, and that is said.
  void miss(const Wanted& wanted, const base::Error& error) {
    base::Error located = pipeline::located(error, wanted.source.url);
    if (wanted.entry) {
      if (const auto document = pipeline::document_of_entry(*wanted.entry)) {
        located.mend = "read from the title and summary of its feed";
        print(*document);
      }
    }
    fail(located);
  }

  void fail(const base::Error& error) {
    ++failed_;
    warn(error);
  }

  void warn(const base::Error& error) {
    progress_.clear();
    complain(error);
  }

  fetch::PageSource& pages_;
  Output& output_;
  Progress& progress_;
  std::set<std::string> seen_;
  std::vector<Wanted> listed_;  // for the next round
  std::size_t answered_ = 0;
  std::size_t documents_ = 0;
  std::size_t failed_ = 0;
  bool served_ = false;
};

base::Result<std::vector<Wanted>> wanted_of(FetchOptions& options) {
  std::vector<Wanted> wanted;
  for (const std::string& url : options.urls) {
    Wanted one;
    one.source.url = url;
    wanted.push_back(std::move(one));
  }
  if (!options.urls.empty()) return wanted;
  auto sources = load_sources(options.sources);
  if (!sources) return sources.error();
  keep_host_delays(*sources, options.http);
  for (fetch::Source& source : *sources) {
    if (!source.enabled) continue;
    const fetch::SourceKind kind = source.kind;
    wanted.push_back({std::move(source), kind, {}});
  }
  return wanted;
}

int fail(const base::Error& error) {
  complain(error);
  const int code = exit_code(error);
  return code == kSomeInputsFailed ? kNothingDone : code;
}

int run_fetch(FetchOptions options, const GlobalOptions& global) {
  stop_on_signals();
  auto wanted = wanted_of(options);
  if (!wanted) {
    complain(wanted.error());
    return kUsage;
  }
  const std::string path = store_path(global.store);
  const std::string beside = path.find("://") != std::string::npos ? data_folder() + "/postgresql" : path;
  std::error_code ignored;  // the errors of what is made in there tell more
  std::filesystem::create_directories(std::filesystem::path(beside).parent_path(), ignored);
  std::optional<fetch::RunLock> lock;  // an archive has one writer at a time
  if (!options.no_archive) {
    auto taken = fetch::RunLock::take(beside + ".lock");
    if (!taken) return fail(taken.error());
    lock.emplace(*std::move(taken));
    const auto archive = record_into(options.archive.empty() ? beside + ".archive" : options.archive, options.http);
    if (!archive) return fail(archive.error());
  }
  Progress progress(!global.quiet);
  if (global.verbose > 0) {
    options.http.log = [&progress](std::string_view line) {
      progress.clear();
      complain(line);
    };
  }
  const auto http = fetch::HttpSource::open(options.http, fetch::folder_robots_cache(beside + ".robots"));
  if (!http) return fail(http.error());
  Output output;
  Fetching fetching(**http, output, progress);
  const int code = fetching.run(*std::move(wanted));
  if (!global.quiet) complain(fetching.summary());
  return code;
}

}  // namespace

void add_fetch(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<FetchOptions>();
  CLI::App* command = app.add_subcommand("fetch", "Fetch pages and what feeds list, keep the raw responses, print documents as JSON lines");
  command->add_option("URL", options->urls, "Pages, feeds or sitemaps (default: all sources)");
  command->add_option("--sources", options->sources, "YAML file of sources, when no URL is given")->type_name("FILE");
  command->add_option("--archive", options->archive, "Folder for the raw responses (default: beside the store)")->type_name("DIR");
  command->add_flag("--no-archive", options->no_archive, "Keep no raw responses");
  add_http_options(*command, options->http);
  command->callback([&call, options] { call.run = [options](const GlobalOptions& global) { return run_fetch(*options, global); }; });
}

}  // namespace tradewire::cli
