// When a source is due, and how its interval follows the pace at which it changes. Pure functions of their arguments.
#pragma once

#include "base/date.h"
#include "fetch/source_list.h"

namespace tradewire::fetch {

struct SourceState {
  base::UnixTime last_fetch = 0;  // 0: never
  int interval = 0;               // seconds; 0: the source's own
  int failures = 0;               // in a row
  std::string etag;
  std::string last_modified;
  friend bool operator==(const SourceState&, const SourceState&) = default;
};

bool is_due(const Source& source, const SourceState& state, base::UnixTime now);

enum class FetchOutcome { kChanged, kUnchanged, kFailed };

// The state after a fetch: the interval shrinks by a third when something was new, grows by a quarter when not, and
// doubles with each failure in a row, always within the source's limits.
SourceState after_fetch(const Source& source, SourceState state, FetchOutcome outcome, base::UnixTime now);

}  // namespace tradewire::fetch
