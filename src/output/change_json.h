// Changes of events as JSON lines: schema tradewire.change/1, the alert feed.
//
//     {"schema": "tradewire.change/1", "event", "what": "new|status|modality|merged", "from"?, "to"?, "at", "mention"?: {…}}
#pragma once

#include <string>

#include "store/event.h"

namespace tradewire::output {

std::string to_json(const store::Change& change);

}  // namespace tradewire::output
