// HttpSource: pages from the network, many transfers at once, polite and guarded.
//
// One connection a host with a delay between two requests; robots.txt asked first; redirects followed here, each hop
// under the same guards; bodies limited after decompression; transient faults tried again with backoff and jitter.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/page.h"

namespace tradewire::fetch {

// What robots.txt of an origin said, kept between runs for at most 24 hours.
struct RobotsCopy {
  int status = 0;  // 0: the host could not be reached
  std::string body;
  base::UnixTime fetched_at = 0;
};

// Remembers robots.txt by origin. The default lives as long as the HttpSource; FolderRobotsCache keeps files.
class RobotsCache {
 public:
  virtual ~RobotsCache() = default;
  virtual std::optional<RobotsCopy> find(const std::string& origin) = 0;
  virtual void keep(const std::string& origin, const RobotsCopy& copy) = 0;
};
std::unique_ptr<RobotsCache> memory_robots_cache();
std::unique_ptr<RobotsCache> folder_robots_cache(const std::string& folder);

// Time and chance, replaced by tests.
struct HttpClock {
  std::function<base::UnixTime()> now;     // default: the system's
  std::function<double()> monotonic;       // seconds, never backwards; default: the steady clock
  std::function<double()> random;          // in [0, 1); default: a seeded generator
};

struct HttpOptions {
  std::string user_agent = "tradewire/0.1 (+https://github.com/tradewire/tradewire; news event extraction)";
  int max_transfers = 32;                      // at once, over all hosts
  int max_redirects = 5;
  std::uint64_t max_body_bytes = 8U << 20;     // after decompression; more is an error
  std::uint64_t max_header_bytes = 256U << 10;
  double connect_timeout = 10;                 // seconds
  double total_timeout = 60;                   // of one transfer
  int low_speed_bytes = 100;                   // a second, over low_speed_seconds: slower is given up
  int low_speed_seconds = 15;
  int max_retries = 2;                         // after the first attempt
  double retry_delay = 1;                      // seconds before the first retry; doubled each time, with full jitter
  double max_retry_after = 60;                 // a server that asks for longer is not waited for: Page::retry_after tells
  double min_host_delay = 1;                   // the pause on a host is five times its last transfer,
  double max_host_delay = 30;                  //   within these; Crawl-delay raises it up to 120
  std::map<std::string, double> host_delays;   // the pause on hosts of these names, however long the last transfer took
  bool obey_robots = true;
  std::vector<std::string> allowed_hosts;      // names or addresses that may resolve to private addresses
  std::string ca_file;                         // instead of the system's; TLS is always verified
  std::string proxy;                           // "http://host:port"; empty: the environment's https_proxy, http_proxy or
                                               // all_proxy. Behind a proxy only addresses in URLs can be guarded, not names
  std::vector<std::string> resolve;            // "host:port:address[,address]" instead of the DNS; for tests
  std::function<void(const Exchange&)> record; // every response, redirects and robots.txt too; for the archive
  std::function<void(std::string_view)> log;   // one line each, for -v; never holds credentials or header values
  HttpClock clock;
};

// What a run did, for --metrics and the summary line.
struct HttpCounters {
  std::uint64_t requests = 0;       // sent, retries and robots.txt included
  std::uint64_t retries = 0;
  std::uint64_t redirects = 0;
  std::uint64_t not_modified = 0;
  std::uint64_t body_bytes = 0;     // after decompression
  std::uint64_t barred = 0;         // by robots.txt
  std::uint64_t refused = 0;        // by the address guard
  std::uint64_t failures = 0;       // requests that ended in an Error
};

class HttpSource : public PageSource {
 public:
  // Errors: libcurl cannot be set up, the CA file cannot be read. `robots` may be null: then a memory cache is used.
  static base::Result<std::unique_ptr<HttpSource>> open(HttpOptions options, std::unique_ptr<RobotsCache> robots = nullptr);
  ~HttpSource() override;

  // A page of any status below 400 (304 too) is a Page, and so is 4xx and 5xx after the retries: `status` tells.
  // Errors, with kind: kNetwork (could not reach, TLS, timeout, broken transfer), kLimit (too large, too many
  // redirects), kInput (robots.txt bars it, address refused, no http URL, credentials in it), kBusy (stopped).
  void fetch(std::vector<PageRequest> requests, const OnPage& done, const std::function<bool()>& stop) override;

  const HttpCounters& counters() const;

 private:
  struct State;
  explicit HttpSource(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tradewire::fetch
