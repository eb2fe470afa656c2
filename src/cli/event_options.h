// The filters that `events`, `report` and the change feed share, as options and as an EventQuery.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace CLI {
class App;
}

namespace tradewire::cli {

struct EventOptions {
  std::vector<std::string> types, entities, commodities, statuses, modalities;
  std::string date_from, date_to, seen_from, seen_to, changed_since, site, text, order = "last-seen";
  bool ascending = false, rejected = false;
  std::size_t limit = 0, offset = 0;
};

void add_event_options(CLI::App& command, EventOptions& options);

// Errors: kUsage, for a word or a day that is none.
base::Result<store::EventQuery> query_of(const EventOptions& options);

// An RFC 3339 time or a day.
base::Result<base::UnixTime> time_of(const std::string& text, const std::string& option);

}  // namespace tradewire::cli
