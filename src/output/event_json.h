// Events as JSON: schema tradewire.event/1. Keys stand in this order; what is unknown is absent.
//
//     {"schema": "tradewire.event/1", "id", "type", "status", "modality", "closed"?: true, "date"?, "first_seen", "last_seen",
//      "stored_at", "changed_at", "roles": {"actor": [FILLER]}, "history": [{"what", "from"?, "to", "at", "source"?, "mention"}],
//      "links": [{"kind", "event", "incoming"?: true}], "mention_count", "document_count", "pinned"?: true, "rejected"?: true,
//      "headline"?, "mentions": ["id"]}
// FILLER is that of mention_json.h without offsets.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "store/event.h"

namespace tradewire::output {

// One line, without its end.
std::string to_json(const store::Event& event);
void write(base::JsonWriter& writer, const store::Event& event);

// The names of the fillers of a role, joined by `between`: entity names where there are any, else the texts.
std::string names_of(const store::Event& event, extract::Role role, const std::string& between = ", ");

}  // namespace tradewire::output
