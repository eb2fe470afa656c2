// Side: whether two parties stand on the same side of an act, and how a source stands to it.
#pragma once

#include "extract/analysis.h"
#include "extract/attribution.h"

namespace tradewire::extract {

// The same entity, a body and its government, an office holder and his country. False when one is unknown.
bool same_side(const Entity* a, const Entity* b);

// Both candidates have known actors, and no two of them are on the same side.
bool parties_differ(const Candidate& a, const Candidate& b);

// How the speaker stands to the act: events.md, section 6.
SourceRelation relation_of(const Scope& scope, const Speech& speech, const Candidate& candidate);

// The actor is on the side of `author` or of analysis.official_author; true when the candidate
// names no actor, or the other party of a joint act alone.
bool acts_for(const Scope& scope, const Candidate& candidate, const Entity* author);

}  // namespace tradewire::extract
