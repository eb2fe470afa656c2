// Mentions and documents as JSON lines: schema tradewire.mention/1, the contract with every script that reads us. Keys
// stand in the order of the manual; what is unknown is absent.
//
//     {"schema": "tradewire.mention/1", "id", "type", "status", "modality", "polarity", "roles": {"actor": [FILLER]},
//      "attribution": {"source"?: FILLER, "cue"?: QUOTE, "relation"}, "confirmation"?: {"state", "by"?, "cue"?},
//      "evidence": {"text", "start", "end", "trigger": QUOTE}, "in"?: "title", "document", "rule", "codes", "version"}
//     FILLER  {"text", "start", "end", "implied"?, "name", "id", "kind", "country", "wikidata", "office", "value", "unit",
//              "currency", "precision"}; the "value" of a date is its ISO 8601 text
//     QUOTE   {"text", "start", "end"}
#pragma once

#include <string>

#include "base/json.h"
#include "extract/mention.h"

namespace tradewire::output {

// One line, without its end.
std::string to_json(const extract::Mention& mention);

// The same as a value inside a larger text.
void write(base::JsonWriter& writer, const extract::Mention& mention);
void write(base::JsonWriter& writer, const extract::Filler& filler);

}  // namespace tradewire::output
