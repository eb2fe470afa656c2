#include "fetch/archive_source.h"

#include <algorithm>
#include <map>
#include <set>

#include "fetch/feed.h"
#include "fetch/http_message.h"
#include "fetch/url.h"
#include "fetch/warc.h"

namespace tradewire::fetch {
namespace {

constexpr int kMaxRedirects = 10;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }
bool is_success(int status) { return status >= 200 && status < 300; }

// The key of an address: its normal form without fragment; what is no URL stands for itself.
std::string key_of(std::string_view text) {
  auto url = parse_url(text);
  if (!url) return std::string(text);
  url->fragment.reset();
  return url->href();
}

// Where a record stands.
struct Place {
  std::size_t file = 0;
  std::uint64_t offset = 0;
};

struct Capture {
  Place place;
  int status = 0;
  bool revisit = false;
};

// Where bodies are that revisit records point to.
class Bodies {
 public:
  void add(const WarcRecord& record, Place place) {
    if (const auto digest = record.field("WARC-Payload-Digest"); !digest.empty()) by_digest_.emplace(digest, place);
    by_capture_[key_of(record.url()) + "\n" + std::string(record.field("WARC-Date"))] = place;
    by_url_[key_of(record.url())] = place;
  }

  // The record that a revisit repeats: by digest, by address and date, by address alone.
  const Place* find(const WarcRecord& revisit, bool by_url_too) const {
    if (const auto found = by_digest_.find(revisit.field("WARC-Payload-Digest")); found != by_digest_.end()) return &found->second;
    std::string url(revisit.field("WARC-Refers-To-Target-URI"));
    if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
    url = key_of(url.empty() ? std::string(revisit.url()) : url);
    const std::string capture = url + "\n" + std::string(revisit.field("WARC-Refers-To-Date"));
    if (const auto found = by_capture_.find(capture); found != by_capture_.end()) return &found->second;
    if (!by_url_too) return nullptr;
    const auto found = by_url_.find(url);
    return found == by_url_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, Place, std::less<>> by_digest_;
  std::map<std::string, Place> by_capture_;
  std::map<std::string, Place> by_url_;
};

base::Result<Exchange> read_exchange(WarcReader& reader, std::uint64_t offset) {
  if (const auto sought = reader.seek(offset); !sought) return sought.error();
  auto record = reader.next();
  if (!record) return record.error();
  if (!*record) return base::Error{"no record at this place of the archive", "byte " + std::to_string(offset), ""};
  auto exchange = exchange_of(**record);
  if (!exchange) return base::Error{"no HTTP response at this place of the archive", "byte " + std::to_string(offset), ""};
  return *std::move(exchange);
}

// The status that the page had when its body came: a revisit after 304 stands for the page itself.
Page page_of(const Exchange& exchange, const HttpHead& head) {
  Page page;
  page.url = page.final_url = exchange.url;
  page.status = exchange.status;
  page.content_type = head.field("Content-Type");
  page.etag = head.field("ETag");
  page.last_modified = head.field("Last-Modified");
  page.body = exchange.body;
  page.fetched_at = exchange.fetched_at;
  return page;
}

bool is_unchanged(const PageRequest& request, const Page& page) {
  if (!request.etag.empty()) return request.etag == page.etag;
  return !request.last_modified.empty() && request.last_modified == page.last_modified;
}

bool is_robots(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed && parsed->path_text() == "/robots.txt";
}

bool holds_article(const Exchange& exchange) {
  return is_web_page(parse_http_head(exchange.headers).field("Content-Type"), exchange.body);
}

}  // namespace

struct ArchiveSource::State {
  std::string path;
  std::vector<WarcReader> readers;
  std::map<std::string, Capture> captures;
  std::vector<std::string> order;  // keys of pages with a body
  Bodies bodies;

  base::Status index_file(std::size_t number, const std::string& file) {
    auto reader = WarcReader::open(file);
    if (!reader) return reader.error();
    for (;;) {
      auto record = reader->next();
      if (!record) continue;  // damage: what can be read is used
      if (!*record) break;
      add(**record, {number, (*record)->offset});
    }
    readers.push_back(*std::move(reader));
    return base::Done{};
  }

  void add(const WarcRecord& record, Place place) {
    const auto exchange = exchange_of(record);
    if (!exchange) return;
    const bool revisit = record.type() == "revisit";
    const std::string key = key_of(record.url());
    if (!revisit && is_success(exchange->status)) bodies.add(record, place);
    const bool useful = revisit || is_success(exchange->status) || is_redirect(exchange->status);
    const auto known = captures.find(key);
    if (known == captures.end() && useful && !is_robots(key) && (!is_success(exchange->status) || holds_article(*exchange))) order.push_back(key);
    if (known == captures.end() || useful || !is_success(known->second.status)) captures[key] = {place, exchange->status, revisit};
  }

  base::Result<Exchange> exchange_at(const Capture& capture) {
    auto exchange = read_exchange(readers[capture.place.file], capture.place.offset);
    if (!exchange || !capture.revisit) return exchange;
    WarcReader& reader = readers[capture.place.file];
    if (const auto sought = reader.seek(capture.place.offset); !sought) return sought.error();
    const auto record = reader.next();
    const Place* body = record && *record ? bodies.find(**record, true) : nullptr;
    if (body == nullptr) return base::Error{"the archive holds no body for this revisit record", exchange->url, ""};
    auto whole = read_exchange(readers[body->file], body->offset);
    if (!whole) return whole;
    whole->url = exchange->url;
    whole->fetched_at = exchange->fetched_at;
    return whole;
  }

  base::Result<Page> answer(const PageRequest& request) {
    std::string key = key_of(request.url);
    for (int hops = 0; hops <= kMaxRedirects; ++hops) {
      const auto found = captures.find(key);
      if (found == captures.end()) {
        return base::Error{"not in the archive", request.url, "replay an archive that holds it", base::ErrorKind::kInput};
      }
      auto exchange = exchange_at(found->second);
      if (!exchange) return exchange.error();
      const HttpHead head = parse_http_head(exchange->headers);
      if (is_redirect(exchange->status) && !head.field("Location").empty()) {
        const auto target = resolve_url(head.field("Location"), exchange->url);
        if (!target) return base::Error{"a redirect to no valid URL", request.url, ""};
        key = key_of(*target);
        continue;
      }
      Page page = page_of(*exchange, head);
      page.url = request.url;
      if (is_unchanged(request, page)) {
        page.status = 304;
        page.body.clear();
      }
      return page;
    }
    return base::Error{"too many redirects", request.url, "", base::ErrorKind::kLimit};
  }
};

ArchiveSource::ArchiveSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveSource::~ArchiveSource() = default;

base::Result<std::unique_ptr<ArchiveSource>> ArchiveSource::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  const auto files = archive_files(path);
  if (files.empty()) return base::Error{"no .warc or .warc.gz file in this folder", path, "give an archive"};
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (const auto indexed = state->index_file(i, files[i]); !indexed) return indexed.error();
  }
  if (state->captures.empty()) return base::Error{"holds no HTTP response", path, "give a WARC file"};
  return std::unique_ptr<ArchiveSource>(new ArchiveSource(std::move(state)));
}

void ArchiveSource::fetch(std::vector<PageRequest> requests, const OnPage& done, const std::function<bool()>& stop) {
  for (const PageRequest& request : requests) {
    if (stop && stop()) {
      done(request, base::Error{"stopped", request.url, "run again", base::ErrorKind::kBusy});
    } else {
      done(request, state_->answer(request));
    }
  }
}

std::vector<std::string> ArchiveSource::urls() const { return state_->order; }

base::Status for_each_page(const std::string& path, const std::function<bool(Page)>& each,
                           const std::function<void(const base::Error&)>& damaged) {
  const auto files = archive_files(path);
  Bodies bodies;
  std::vector<WarcReader> seekers;
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto reader = WarcReader::open(files[i]);
    if (!reader) return reader.error();
    auto seeker = WarcReader::open(files[i]);
    if (!seeker) return seeker.error();
    seekers.push_back(*std::move(seeker));
    for (;;) {
      auto record = reader->next();
      if (!record) {
        if (damaged) damaged(record.error());
        continue;
      }
      if (!*record) break;
      auto exchange = exchange_of(**record);
      if (!exchange || is_robots(exchange->url)) continue;
      if ((*record)->type() == "revisit") {
        const Place* body = bodies.find(**record, false);
        if (body == nullptr) continue;
        auto whole = read_exchange(seekers[body->file], body->offset);
        if (!whole) continue;
        whole->url = exchange->url;
        whole->fetched_at = exchange->fetched_at;
        exchange = *std::move(whole);
      } else if (is_success(exchange->status)) {
        bodies.add(**record, {i, (*record)->offset});
      }
      if (!is_success(exchange->status)) continue;
      if (!each(page_of(*exchange, parse_http_head(exchange->headers)))) return base::Done{};
    }
  }
  return base::Done{};
}

}  // namespace tradewire::fetch
