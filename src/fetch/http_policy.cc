#include "fetch/http_policy.h"

#include <algorithm>
#include <cmath>

namespace tradewire::fetch {

bool is_transient(int status) {
  return status == 408 || status == 425 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

double retry_delay(const Backoff& backoff, int attempt, std::optional<double> retry_after, double random) {
  if (retry_after) return *retry_after;
  return backoff.first * std::pow(2.0, attempt) * random;
}

double host_delay(double seconds, double min, double max, std::optional<double> crawl_delay) {
  const double pause = std::clamp(5 * seconds, min, std::max(min, max));
  return std::max(pause, crawl_delay.value_or(0));
}

bool is_fresh_robots(base::UnixTime fetched_at, base::UnixTime now) {
  constexpr base::UnixTime kDay = 86400;
  return fetched_at <= now && now - fetched_at < kDay;
}

}  // namespace tradewire::fetch
