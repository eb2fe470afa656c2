// The one who speaks: what a noun phrase tells of a source.
#pragma once

#include "extract/attribution.h"

namespace tradewire::extract {

// The noun phrase at `head` as it names somebody: without relative clauses and appositions.
TokenRange source_range(const Scope& scope, std::uint32_t head);

// What kind of source the noun phrase is. Fills kind, source, mention, pronoun and legislator.
void describe_source(const Scope& scope, std::uint32_t head, Speech& speech);

}  // namespace tradewire::extract
