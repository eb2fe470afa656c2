#include "pipeline/run.h"

#include <algorithm>
#include <map>
#include <set>

#include "fetch/schedule.h"
#include "fetch/url.h"
#include "pipeline/documents.h"
#include "pipeline/entries.h"
#include "pipeline/inputs.h"

namespace tradewire::pipeline {
namespace {

using base::Error;
using fetch::FetchOutcome;

fetch::SourceState schedule_state(const store::SourceState& row) {
  fetch::SourceState state;
  state.last_fetch = row.last_fetched;
  state.interval = row.last_fetched == 0 ? 0 : static_cast<int>(row.next_due - row.last_fetched);
  state.failures = row.failures;
  state.etag = row.etag;
  state.last_modified = row.last_modified;
  return state;
}

Error status_error(const fetch::Page& page) {
  return Error{"HTTP status " + std::to_string(page.status), page.url, "", base::ErrorKind::kNetwork};
}

// One run: its parts share the arguments and what has been found so far.
class Runner {
 public:
  Runner(const RunOptions& options, fetch::PageSource& pages, const extract::Extractor& extractor, store::Store& store,
         const RunEvents& events)
      : options_(options), pages_(pages), extractor_(extractor), store_(store), events_(events) {}

  base::Result<RunSummary> run() {
    find_due();
    fetch_sources();
    fetch_entries();
    if (!store_error_) save_states();
    if (store_error_) return *store_error_;
    return summary_;
  }

 private:
  struct Watched {
    const fetch::Source* source;
    store::SourceState row;
    FetchOutcome outcome = FetchOutcome::kFailed;
    bool answered = false;
    bool incomplete = false;  // a page is still wanted: its list is to be given again, changed or not
    std::string etag{}, last_modified{};
    std::string error{};
    double retry_after = 0;   // seconds that its server asked us to stay away
  };

  bool stop() const { return store_error_.has_value() || options_.stop(); }

  // Keeps a value from the store, or the first error, which ends the run.
  template <typename T>
  std::optional<T> keep(base::Result<T> result) {
    if (result) return *std::move(result);
    if (!store_error_) store_error_ = result.error();
    return std::nullopt;
  }

  void find_due() {
    const base::UnixTime now = options_.now();
    for (const fetch::Source& source : options_.sources) {
      if (!source.enabled) continue;
      auto row = keep(store_.source(source.name));
      if (!row) return;
      if (!options_.ignore_schedule && !fetch::is_due(source, schedule_state(*row), now)) continue;
      row->name = source.name;
      row->url = source.url;
      watched_.push_back({&source, *std::move(row)});
    }
    summary_.sources = watched_.size();
  }

  void fetch_sources() {
    std::map<std::string, std::vector<std::size_t>> by_url;  // two sources may share an address
    std::vector<fetch::PageRequest> requests;
    for (std::size_t i = 0; i < watched_.size(); ++i) {
      const Watched& watched = watched_[i];
      auto& sharers = by_url[watched.source->url];
      sharers.push_back(i);
      if (sharers.size() > 1) continue;
      fetch::PageRequest request{watched.source->url, "", "", header_lines(*watched.source)};
      if (!options_.ignore_schedule) request.etag = watched.row.etag;
      if (!options_.ignore_schedule) request.last_modified = watched.row.last_modified;
      requests.push_back(std::move(request));
    }
    fetch_listings(std::move(requests), by_url);
  }

  // Fetches lists of entries; sitemap indexes name further ones, which are fetched in a second round.
  void fetch_listings(std::vector<fetch::PageRequest> requests, const std::map<std::string, std::vector<std::size_t>>& by_url) {
    std::map<std::string, std::vector<std::size_t>> nested;
    wanted_listings_ += requests.size();
    const auto done = [&](const fetch::PageRequest& request, base::Result<fetch::Page> page) {
      const auto sharers = by_url.find(request.url);
      if (sharers == by_url.end()) return;
      for (const std::size_t i : sharers->second) take_listing(i, page, nested);
      events_.progress(std::to_string(++listings_) + " of " + std::to_string(wanted_listings_) + " sources");
    };
    pages_.fetch(std::move(requests), done, [this] { return stop(); });
    std::vector<fetch::PageRequest> more;
    for (const auto& [url, sharers] : nested) {
      if (listed_.insert(url).second) more.push_back({url, "", "", {}});
    }
    if (!more.empty() && !stop()) fetch_listings(std::move(more), nested);
  }

  void take_listing(std::size_t i, const base::Result<fetch::Page>& page, std::map<std::string, std::vector<std::size_t>>& nested) {
    Watched& watched = watched_[i];
    watched.answered = true;
    if (!page) return source_failed(watched, page.error());
    if (page->status == 304) {
      ++summary_.sources_unchanged;
      watched.outcome = FetchOutcome::kUnchanged;
      watched.etag = watched.row.etag;
      watched.last_modified = watched.row.last_modified;
      return;
    }
    if (page->status >= 400) {
      watched.retry_after = page->retry_after.value_or(0);
      return source_failed(watched, status_error(*page));
    }
    if (watched.outcome == FetchOutcome::kFailed) watched.outcome = FetchOutcome::kUnchanged;
    watched.etag = page->etag;
    watched.last_modified = page->last_modified;
    if (watched.source->kind == fetch::SourceKind::kPage) return take_page_source(i, *page);
    auto listing = list_entries(*watched.source, i, *page);
    if (!listing) return source_failed(watched, listing.error());
    for (const std::string& warning : listing->warnings) events_.failed(Error{warning, page->url, ""});
    for (Entry& entry : listing->entries) entries_.push_back(std::move(entry));
    for (const std::string& sitemap : listing->sitemaps) nested[sitemap].push_back(i);
  }

  // A watched page is its own document.
  void take_page_source(std::size_t i, const fetch::Page& page) {
    Entry entry;
    entry.url = page.url;
    entry.id = fetch::canonical_url(page.url);
    entry.language = watched_[i].source->language;
    entry.source = i;
    ++summary_.pages;
    take_document(document_of_page(page, entry), entry, page.fetched_at);
  }

  void source_failed(Watched& watched, const Error& error) {
    ++summary_.sources_failed;
    watched.outcome = FetchOutcome::kFailed;
    watched.error = error.what;
    events_.failed(located(error, watched.source->name));
  }

  void fetch_entries() {
    std::map<std::string, Entry> by_url;
    std::vector<fetch::PageRequest> requests;
    for (Entry& entry : entries_) {
      if (stop()) return;
      if (by_url.contains(entry.url)) continue;
      const auto visit = keep(store_.visit(entry.id));
      if (!visit || (*visit && !is_due_again(entry, **visit))) continue;
      const store::Visit last = visit->value_or(store::Visit{entry.id, 0, 0, "", ""});
      requests.push_back({entry.url, last.etag, last.last_modified, header_lines(*watched_[entry.source].source)});
      visits_[entry.id] = last;
      by_url.emplace(entry.url, std::move(entry));
    }
    entries_ = {};
    const std::size_t total = requests.size();
    const auto done = [&](const fetch::PageRequest& request, base::Result<fetch::Page> page) {
      const auto entry = by_url.extract(request.url);  // what is done with is not kept: a run may have many thousands
      take_entry_page(entry.mapped(), std::move(page));
      visits_.erase(entry.mapped().id);
      events_.progress(std::to_string(summary_.pages) + " of " + std::to_string(total) + " pages");
    };
    if (total > 0) pages_.fetch(std::move(requests), done, [this] { return stop(); });
  }

  // A page is looked at again when its list says that it changed, and while it is young: after an hour, two, four ...
  bool is_due_again(const Entry& entry, const store::Visit& visit) const {
    constexpr base::UnixTime kHour = 3600;
    constexpr base::UnixTime kYoung = 48 * kHour;
    const base::UnixTime now = options_.now();
    if (options_.ignore_schedule) return true;
    const base::UnixTime changed = std::max(entry.updated, base::parse_rfc3339(entry.published).value_or(0));
    if (changed > visit.checked_at && changed <= now) return true;
    return now - visit.first_at <= kYoung && now - visit.checked_at >= std::max(kHour, visit.checked_at - visit.first_at);
  }

  void take_entry_page(const Entry& entry, base::Result<fetch::Page> page) {
    if (!page && page.error().kind == base::ErrorKind::kBusy) return;  // stopped: the next run fetches it
    ++summary_.pages;
    if (page && page->status == 304) {
      ++summary_.pages_unchanged;
      return save_visit(entry, *page);
    }
    const bool served = page && page->status < 400;
    auto document = served ? document_of_page(*page, entry)
                           : base::Result<extract::Document>(page ? status_error(*page) : page.error());
    if (document) {
      take_document(std::move(document), entry, page->fetched_at);
    } else {
      take_summary(entry, document.error());
    }
    if (retry_later(page)) {
      watched_[entry.source].incomplete = true;
    } else {
      save_visit(entry, page ? *page : fetch::Page{});
    }
  }

  // What the feed itself says of a page that cannot be read is better than nothing, and it is said that it is only that.
  // A page that could be read once is not forgotten for it.
  void take_summary(const Entry& entry, const Error& why) {
    ++summary_.pages_failed;
    Error error = located(why, entry.url);
    auto document = document_of_entry(entry);
    const auto known = keep(store_.document(entry.id));
    if (known && *known && !(*known)->summary_only) document = Error{"", "", ""};
    if (document) error.mend = "read from the title and summary of its feed";
    events_.failed(error);
    if (document) take_document(std::move(document), entry, options_.now());
  }

  void save_visit(const Entry& entry, const fetch::Page& page) {
    if (store_error_) return;
    store::Visit visit = visits_[entry.id];
    visit.checked_at = options_.now();
    if (visit.first_at == 0) visit.first_at = visit.checked_at;
    if (page.status != 304) {
      visit.etag = page.status == 200 ? page.etag : "";
      visit.last_modified = page.status == 200 ? page.last_modified : "";
    }
    const auto saved = store_.save_visit(visit);
    if (!saved) store_error_ = saved.error();
  }

  // A fault that may pass.
  static bool retry_later(const base::Result<fetch::Page>& page) {
    return page ? page->status >= 500 || page->status == 429 : page.error().kind == base::ErrorKind::kNetwork;
  }

  void take_document(base::Result<extract::Document> document, const Entry& entry, base::UnixTime fetched_at) {
    if (store_error_) return;
    if (!document) {
      ++summary_.pages_failed;
      events_.failed(located(document.error(), entry.url));
      return;
    }
    const auto added = keep(store_document(*document, extractor_, store_, fetched_at, options_.now()));
    if (!added || added->known) return;
    ++summary_.documents;
    summary_.mentions += added->mentions.size();
    summary_.changes += added->changes.size();
    Watched& watched = watched_[entry.source];
    if (watched.outcome == FetchOutcome::kUnchanged) watched.outcome = FetchOutcome::kChanged;
    events_.stored(*added);
  }

  void save_states() {
    summary_.stopped = options_.stop();
    if (summary_.stopped) return;  // the sources stay due: what was not fetched is fetched by the next run
    const base::UnixTime now = options_.now();
    for (const Watched& watched : watched_) {
      if (!watched.answered) continue;
      const fetch::SourceState next = fetch::after_fetch(*watched.source, schedule_state(watched.row), watched.outcome, now);
      store::SourceState row = watched.row;
      row.last_fetched = now;
      const double asked = std::min(watched.retry_after, static_cast<double>(watched.source->max_interval));
      row.next_due = now + std::max<base::UnixTime>(next.interval, static_cast<base::UnixTime>(asked));
      row.failures = next.failures;
      const bool again = watched.outcome == FetchOutcome::kFailed || watched.incomplete;
      row.etag = again ? "" : watched.etag;
      row.last_modified = again ? "" : watched.last_modified;
      row.last_error = watched.error;
      const auto saved = store_.save_source(row);
      if (!saved && !store_error_) store_error_ = saved.error();
    }
  }

  static std::vector<std::string> header_lines(const fetch::Source& source) {
    std::vector<std::string> lines;
    for (const auto& [name, value] : source.headers) lines.push_back(name + ": " + value);
    return lines;
  }

  const RunOptions& options_;
  fetch::PageSource& pages_;
  const extract::Extractor& extractor_;
  store::Store& store_;
  const RunEvents& events_;
  RunSummary summary_;
  std::vector<Watched> watched_;
  std::vector<Entry> entries_;
  std::map<std::string, store::Visit> visits_;  // of the pages that are fetched, by document
  std::set<std::string> listed_;  // nested sitemaps that were asked for
  std::size_t listings_ = 0, wanted_listings_ = 0;  // of sources and nested sitemaps
  std::optional<Error> store_error_;
};

}  // namespace

base::Result<RunSummary> run(const RunOptions& options, fetch::PageSource& pages, const extract::Extractor& extractor,
                             store::Store& store, const RunEvents& events) {
  return Runner(options, pages, extractor, store, events).run();
}

}  // namespace tradewire::pipeline
