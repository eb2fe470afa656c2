// The rules of politeness and patience, as pure functions.
#pragma once

#include <optional>

#include "base/date.h"

namespace tradewire::fetch {

// 408, 425, 429, 500, 502, 503 and 504 may pass; every other status is an answer.
bool is_transient(int status);

// 301, 302, 303, 307 and 308.
bool is_redirect(int status);

struct Backoff {
  double first = 1;             // seconds
  double max_retry_after = 60;  // longer demands are not waited for
};

// Seconds to wait before attempt `attempt` + 1, with full jitter: between nothing and first × 2^attempt, `random` in [0, 1).
// A Retry-After is kept to the second and gets no jitter.
double retry_delay(const Backoff& backoff, int attempt, std::optional<double> retry_after, double random);

// The pause on a host after a transfer of `seconds`: five times as long, within [min, max], raised to its Crawl-delay.
double host_delay(double seconds, double min, double max, std::optional<double> crawl_delay);

// At most 24 hours old.
bool is_fresh_robots(base::UnixTime fetched_at, base::UnixTime now);

}  // namespace tradewire::fetch
