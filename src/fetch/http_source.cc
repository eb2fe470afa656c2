// HttpSource: who is asked when. One queue a host, one transfer a host, robots.txt of an origin before its pages.
#include "fetch/http_source.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <limits>
#include <map>
#include <random>

#include "fetch/feed_date.h"
#include "fetch/http_message.h"
#include "fetch/http_policy.h"
#include "fetch/http_transfer.h"
#include "fetch/address.h"
#include "fetch/robots.h"
#include "fetch/url.h"

namespace tradewire::fetch {
namespace {

constexpr std::uint64_t kMaxRobotsBytes = 500U << 10;
constexpr double kIdleWait = 0.1;  // seconds between two questions whether to stop

using base::Error;
using base::ErrorKind;

// A request on its way: the hop it stands at, what was tried.
struct Job {
  PageRequest request;
  std::string first_origin;  // where the request's own header fields may go
  Url url;
  int session = 0;
  int redirects = 0;
  int attempts = 0;
  double not_before = 0;
  bool robots = false;       // asks for robots.txt of `origin`
  std::string origin;        // whose robots.txt it is
  bool hurry = false;        // a redirect on the same host need not wait
};

struct Host {
  std::deque<Job> queue;
  bool busy = false;
  double next_free = 0;
};

// What is known of an origin's robots.txt in this run.
struct Origin {
  enum class State { kUnknown, kAsked, kKnown } state = State::kUnknown;
  Robots robots;
  std::string fault;  // why it could not be fetched
};

HttpClock with_defaults(HttpClock clock) {
  if (!clock.now) {
    clock.now = [] { return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count(); };
  }
  if (!clock.monotonic) {
    clock.monotonic = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
  }
  if (!clock.random) {
    clock.random = [engine = std::mt19937_64(std::random_device{}())]() mutable {
      return std::uniform_real_distribution<double>(0, 1)(engine);
    };
  }
  return clock;
}

}  // namespace

struct HttpSource::State {
  HttpOptions options;
  std::unique_ptr<RobotsCache> cache;
  std::unique_ptr<TransferPool> pool;
  HttpCounters counters;
  std::map<std::string, Origin> origins;
  std::map<std::string, Host> hosts;
  std::map<int, Job> running;
  int next_id = 0;
  std::size_t outstanding = 0;
  const OnPage* done = nullptr;

  double now() const { return options.clock.monotonic(); }

  void log(const std::string& line) const {
    if (options.log) options.log(line);
  }

  void finish(const Job& job, base::Result<Page> result) {
    pool->end_session(job.session);
    --outstanding;
    if (!result) ++counters.failures;
    (*done)(job.request, std::move(result));
  }

  void fail(const Job& job, std::string what, std::string mend, ErrorKind kind) {
    if (job.robots) {
      settle_robots(job, {0, "", options.clock.now()}, what);
      return;
    }
    finish(job, Error{std::move(what), printable(job.url), std::move(mend), kind});
  }

  // Why a URL may not be asked for; nothing when it may.
  std::optional<Error> objection(const Url& url) {
    if (!url.is_http()) return Error{"not an http or https address", printable(url), "only those are fetched", ErrorKind::kInput};
    if (!url.username.empty() || !url.password.empty()) {
      return Error{"the address holds credentials", printable(url), "give them in the source's headers_file", ErrorKind::kInput};
    }
    const std::string& host = *url.host;
    const bool is_address = host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string::npos;
    const bool is_local_name = host == "localhost" || host.ends_with(".localhost");
    if (!is_allowed_host(options, host) && (is_local_name || (is_address && !is_public_address(host)))) {
      ++counters.refused;
      return Error{"refused: its address is private, loopback or reserved", printable(url), "allow the host by name to fetch from it", ErrorKind::kInput};
    }
    return std::nullopt;
  }

  void enqueue(Job job, bool in_front) {
    auto& queue = hosts[*job.url.host].queue;
    if (in_front) {
      queue.push_front(std::move(job));
    } else {
      queue.push_back(std::move(job));
    }
  }

  void accept(PageRequest request) {
    ++outstanding;
    Job job;
    auto url = parse_url(request.url);
    job.request = std::move(request);
    job.session = next_id++;
    if (!url) {
      finish(job, url.error());
      return;
    }
    job.url = *std::move(url);
    job.first_origin = job.url.origin();
    if (const auto error = objection(job.url)) {
      finish(job, *error);
      return;
    }
    enqueue(std::move(job), false);
  }

  // robots.txt -------------------------------------------------------------------------------------------------------

  // What is known of the origin, from this run or the cache.
  Origin& origin_of(const Url& url) {
    Origin& origin = origins[url.origin()];
    if (origin.state == Origin::State::kUnknown) {
      const auto copy = cache->find(url.origin());
      if (copy && is_fresh_robots(copy->fetched_at, options.clock.now())) {
        origin.robots = Robots::for_response(copy->status, copy->body);
        origin.state = Origin::State::kKnown;
      }
    }
    return origin;
  }

  Job robots_job(const Url& page) {
    Job job;
    job.robots = true;
    job.origin = job.first_origin = page.origin();
    job.url = page;
    job.url.path = {"robots.txt"};
    job.url.query.reset();
    job.url.fragment.reset();
    job.request.url = job.url.href();
    job.session = next_id++;
    return job;
  }

  void settle_robots(const Job& job, const RobotsCopy& copy, const std::string& fault) {
    pool->end_session(job.session);
    Origin& origin = origins[job.origin];
    origin.state = Origin::State::kKnown;
    origin.robots = Robots::for_response(copy.status, copy.body);
    origin.fault = fault;
    // A server in trouble is asked again by the next run.
    if (copy.status != 0 && copy.status < 500) cache->keep(job.origin, copy);
  }

  std::optional<double> crawl_delay(const Url& url) {
    const auto found = origins.find(url.origin());
    if (!options.obey_robots || found == origins.end()) return std::nullopt;
    return found->second.robots.crawl_delay(product_token(options.user_agent));
  }

  double pause_after(const Url& url, double seconds) {
    const auto own = options.host_delays.find(*url.host);
    if (own != options.host_delays.end()) return host_delay(seconds, own->second, own->second, crawl_delay(url));
    return host_delay(seconds, options.min_host_delay, options.max_host_delay, crawl_delay(url));
  }

  // Starting ---------------------------------------------------------------------------------------------------------

  // The next job of a host, when it may start now. Settles jobs that robots.txt bars on the way.
  std::optional<Job> next_job(Host& host, double time) {
    while (!host.queue.empty()) {
      // The first that is not waiting for a retry.
      const auto ready = std::find_if(host.queue.begin(), host.queue.end(), [&](const Job& job) { return job.not_before <= time; });
      if (ready == host.queue.end() || (host.next_free > time && !ready->hurry)) return std::nullopt;
      if (!ready->robots && options.obey_robots) {
        Origin& origin = origin_of(ready->url);
        if (origin.state == Origin::State::kAsked) return std::nullopt;
        if (origin.state == Origin::State::kUnknown) {
          origin.state = Origin::State::kAsked;
          return robots_job(ready->url);
        }
        if (!origin.robots.allows(options.user_agent, ready->url.href())) {
          Job barred = std::move(*ready);
          host.queue.erase(ready);
          bar(barred, origin);
          continue;
        }
      }
      Job job = std::move(*ready);
      host.queue.erase(ready);
      return job;
    }
    return std::nullopt;
  }

  void bar(const Job& job, const Origin& origin) {
    if (!origin.fault.empty()) {
      fail(job, "its robots.txt could not be fetched: " + origin.fault, "", ErrorKind::kNetwork);
      return;
    }
    ++counters.barred;
    const RobotsVerdict verdict = origin.robots.verdict(options.user_agent, job.url.href());
    const std::string why = verdict.line.empty() ? "its robots.txt answers with a server error" : "barred by robots.txt: " + verdict.line;
    fail(job, why, "", ErrorKind::kInput);
  }

  void launch(Job job) {
    TransferRequest request{job.url, {}, options.max_body_bytes, false};
    if (job.robots) {
      request.max_body_bytes = kMaxRobotsBytes;
      request.cut_at_limit = true;
    } else {
      if (!job.request.etag.empty()) request.headers.push_back("If-None-Match: " + job.request.etag);
      if (!job.request.last_modified.empty()) request.headers.push_back("If-Modified-Since: " + job.request.last_modified);
      if (job.url.origin() == job.first_origin) {
        request.headers.insert(request.headers.end(), job.request.headers.begin(), job.request.headers.end());
      }
    }
    Host& host = hosts[*job.url.host];
    host.busy = true;
    ++counters.requests;
    const int id = next_id++;
    pool->start(id, request, job.session);
    running.emplace(id, std::move(job));
  }

  // Gives the seconds until something may start.
  double start_ready() {
    double wait = kIdleWait;
    for (auto& [name, host] : hosts) {
      while (!host.busy && !host.queue.empty()) {
        if (pool->active() >= options.max_transfers) return wait;
        const double time = now();
        auto job = next_job(host, time);
        if (!job) break;
        // A robots.txt asked for by a redirect may live on another host than this queue's.
        launch(std::move(*job));
      }
      if (!host.busy && !host.queue.empty()) wait = std::min(wait, std::max(host.next_free - now(), 0.001));
    }
    return wait;
  }

  // Ending -----------------------------------------------------------------------------------------------------------

  void end(int id, TransferOutcome outcome) {
    const auto found = running.find(id);
    Job job = std::move(found->second);
    running.erase(found);
    Host& host = hosts[*job.url.host];
    host.busy = false;
    host.next_free = now() + pause_after(job.url, outcome.seconds);
    job.hurry = false;
    using Kind = TransferOutcome::Kind;
    switch (outcome.kind) {
      case Kind::kResponse: answer(std::move(job), std::move(outcome)); return;
      case Kind::kFault:
        log("FAULT " + printable(job.url) + " " + outcome.message);
        if (job.attempts < options.max_retries) {
          retry(std::move(job), std::nullopt);
        } else {
          fail(job, outcome.message, "", ErrorKind::kNetwork);
        }
        return;
      case Kind::kRefused:
        ++counters.refused;
        fail(job, "refused: " + outcome.message, "allow the host by name to fetch from it", ErrorKind::kInput);
        return;
      case Kind::kTooLarge: fail(job, outcome.message, "", ErrorKind::kLimit); return;
      case Kind::kFailure: fail(job, outcome.message, "", ErrorKind::kNetwork); return;
    }
  }

  void retry(Job job, std::optional<double> retry_after) {
    ++counters.retries;
    const double wait = retry_delay({options.retry_delay, options.max_retry_after}, job.attempts, retry_after, options.clock.random());
    Host& host = hosts[*job.url.host];
    job.not_before = now() + wait;
    if (retry_after) host.next_free = std::max(host.next_free, job.not_before);
    ++job.attempts;
    enqueue(std::move(job), true);
  }

  void answer(Job job, TransferOutcome outcome) {
    Exchange& exchange = outcome.exchange;
    exchange.fetched_at = options.clock.now();
    counters.body_bytes += exchange.body.size();
    log("GET " + printable(job.url) + " " + std::to_string(exchange.status) + " " + std::to_string(exchange.body.size()) + " bytes " +
        std::to_string(static_cast<int>(outcome.seconds * 1000)) + " ms");
    if (options.record) options.record(exchange);
    const HttpHead head = parse_http_head(exchange.headers);
    if (is_redirect(exchange.status) && !head.field("Location").empty()) {
      redirect(std::move(job), head, exchange);
      return;
    }
    const auto retry_after = parse_retry_after(head.field("Retry-After"), options.clock.now());
    const bool patient = !retry_after || *retry_after <= options.max_retry_after;
    if (is_transient(exchange.status) && job.attempts < options.max_retries && patient) {
      retry(std::move(job), retry_after);
      return;
    }
    if (job.robots) {
      settle_robots(job, {exchange.status, std::move(exchange.body), exchange.fetched_at}, "");
      return;
    }
    deliver(job, head, std::move(exchange), retry_after);
  }

  void deliver(const Job& job, const HttpHead& head, Exchange exchange, std::optional<double> retry_after) {
    if (exchange.status == 304) ++counters.not_modified;
    Page page;
    page.url = job.request.url;
    page.final_url = job.url.href();
    page.status = exchange.status;
    page.content_type = head.field("Content-Type");
    page.body = std::move(exchange.body);
    page.etag = head.field("ETag");
    page.last_modified = head.field("Last-Modified");
    page.fetched_at = exchange.fetched_at;
    if (is_transient(page.status)) page.retry_after = retry_after;
    finish(job, std::move(page));
  }

  void redirect(Job job, const HttpHead& head, const Exchange& exchange) {
    ++counters.redirects;
    if (++job.redirects > options.max_redirects) {
      if (job.robots) {  // RFC 9309, 2.3.1.2: more than five redirects stand for a robots.txt that is not there
        settle_robots(job, {404, "", exchange.fetched_at}, "");
      } else {
        fail(job, "more than " + std::to_string(options.max_redirects) + " redirects", "", ErrorKind::kLimit);
      }
      return;
    }
    auto target = parse_url(head.field("Location"), &job.url);
    if (!target) {
      fail(job, "redirects to no valid URL", "", ErrorKind::kNetwork);
      return;
    }
    target->fragment.reset();
    if (const auto error = objection(*target)) {
      fail(job, "redirects to " + error->where + ": " + error->what, error->mend, error->kind);
      return;
    }
    job.hurry = target->host == job.url.host;
    job.attempts = 0;
    job.not_before = 0;
    job.url = *std::move(target);
    enqueue(std::move(job), true);
  }

  void stop_all() {
    pool->cancel_all();
    std::vector<Job> left;
    for (auto& [id, job] : running) left.push_back(std::move(job));
    for (auto& [name, host] : hosts) {
      std::move(host.queue.begin(), host.queue.end(), std::back_inserter(left));
    }
    running.clear();
    hosts.clear();
    std::erase_if(origins, [](const auto& entry) { return entry.second.state == Origin::State::kAsked; });
    for (const Job& job : left) {
      if (!job.robots) finish(job, Error{"stopped before it was fetched", printable(job.url), "run again", ErrorKind::kBusy});
    }
  }
};

HttpSource::HttpSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpSource::~HttpSource() = default;

base::Result<std::unique_ptr<HttpSource>> HttpSource::open(HttpOptions options, std::unique_ptr<RobotsCache> robots) {
  auto state = std::make_unique<State>();
  options.clock = with_defaults(std::move(options.clock));
  auto pool = TransferPool::open(options);
  if (!pool) return pool.error();
  state->pool = *std::move(pool);
  state->options = std::move(options);
  state->cache = robots ? std::move(robots) : memory_robots_cache();
  return std::unique_ptr<HttpSource>(new HttpSource(std::move(state)));
}

void HttpSource::fetch(std::vector<PageRequest> requests, const OnPage& done, const std::function<bool()>& stop) {
  State& s = *state_;
  s.done = &done;
  s.outstanding = 0;
  for (PageRequest& request : requests) s.accept(std::move(request));
  while (s.outstanding > 0) {
    if (stop && stop()) {
      s.stop_all();
      break;
    }
    const double wait = s.start_ready();
    for (auto& [id, outcome] : s.pool->step(wait)) {
      if (stop && stop()) break;  // what came together with the wish to stop is left to stop_all(): taking it in may take long
      s.end(id, std::move(outcome));
    }
  }
  std::erase_if(s.hosts, [](const auto& entry) { return entry.second.queue.empty() && !entry.second.busy; });
  s.done = nullptr;
}

const HttpCounters& HttpSource::counters() const { return state_->counters; }

}  // namespace tradewire::fetch
