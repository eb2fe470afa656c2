// Page: the bytes that came from one URL, from the network or from an archive, and how they came. The seam between
// fetching and everything else: `run` sees only a PageSource.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace tradewire::fetch {

// One HTTP response as it came, as archives keep it: a redirect, a robots.txt and an error page are exchanges too.
struct Exchange {
  std::string url;              // of this hop
  std::string headers;          // "HTTP/1.1 200 OK\r\nName: value\r\n…": the status line and fields as received; may be empty
  std::string body;             // after transfer and content decoding
  std::string address;          // of the peer; empty when unknown
  int status = 0;
  base::UnixTime fetched_at = 0;
  friend bool operator==(const Exchange&, const Exchange&) = default;
};

struct Page {
  std::string url;           // asked for
  std::string final_url;     // after redirects
  int status = 0;            // HTTP status; 304 means unchanged, and the body is empty
  std::string content_type;
  std::string body;          // decompressed
  std::string etag;
  std::string last_modified;
  base::UnixTime fetched_at = 0;
  std::optional<double> retry_after;  // seconds, when a 429 or 503 asks for a pause
};

struct PageRequest {
  std::string url;
  std::string etag;           // sent as If-None-Match when not empty
  std::string last_modified;  // sent as If-Modified-Since when not empty
  std::vector<std::string> headers;  // "Name: value"; sent to the URL's own origin only, not where it redirects
};

// Fetches pages, from wherever. `done` is called once for each request, on the caller's thread, in the order of arrival;
// a request that fails gets an Error and never stops the others. `stop` is asked between events.
class PageSource {
 public:
  virtual ~PageSource() = default;
  using OnPage = std::function<void(const PageRequest&, base::Result<Page>)>;
  virtual void fetch(std::vector<PageRequest> requests, const OnPage& done, const std::function<bool()>& stop) = 0;
};

}  // namespace tradewire::fetch
