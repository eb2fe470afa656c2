#include "fetch/schedule.h"

#include <algorithm>

namespace tradewire::fetch {
namespace {

int clamped(const Source& source, int interval) { return std::clamp(interval, source.min_interval, std::max(source.min_interval, source.max_interval)); }

}  // namespace

bool is_due(const Source& source, const SourceState& state, base::UnixTime now) {
  if (!source.enabled) return false;
  if (state.last_fetch == 0 || state.last_fetch > now) return true;  // never, or by a clock that was wrong
  const int interval = state.interval > 0 ? clamped(source, state.interval) : clamped(source, source.interval);
  // Cron fires a little early or late: what is due within a thirtieth of the interval is due.
  return now - state.last_fetch >= interval - interval / 30;
}

SourceState after_fetch(const Source& source, SourceState state, FetchOutcome outcome, base::UnixTime now) {
  const int interval = state.interval > 0 ? state.interval : source.interval;
  state.last_fetch = now;
  state.failures = outcome == FetchOutcome::kFailed ? state.failures + 1 : 0;
  switch (outcome) {
    case FetchOutcome::kChanged: state.interval = clamped(source, interval - interval / 3); break;
    case FetchOutcome::kUnchanged: state.interval = clamped(source, interval + std::max(interval / 4, 1)); break;
    case FetchOutcome::kFailed: state.interval = clamped(source, std::min(interval, 1 << 29) * 2); break;
  }
  return state;
}

}  // namespace tradewire::fetch
