// Arguments: who does what in a clause, whatever its construction: active, passive, reduced passive, relative clause,
// infinitive, gerund, control and raising, coordination.
//
// The answers are heads of phrases; coordinated phrases are not expanded (Tree::coordinated does that). All functions are
// tolerant of wrong trees: they look at a bounded number of steps and prefer no answer to a wild one.
#pragma once

#include <vector>

#include "extract/tree.h"

namespace tradewire::extract {

// Who does v: the active subject, the agent of a passive, the controller of an infinitive.
std::vector<TokenIndex> subjects(const Tree& tree, TokenIndex v);

// What v is done to: the object of an active verb, the subject of a passive, the noun before a participle.
std::vector<TokenIndex> objects(const Tree& tree, TokenIndex v);

// The first of two objects ("hand producers licences").
std::vector<TokenIndex> indirect_objects(const Tree& tree, TokenIndex v);

// Verbs that complete v or its object: "allow X to export", "bar X from buying".
std::vector<TokenIndex> complements(const Tree& tree, TokenIndex v);

// The tokens below `top` and outside other clauses, nearest first: `top`'s own dependents, theirs, and so on. With
// `infinitives`, clauses that have no subject of their own count as inside. The subject of an active `top` is left out.
std::vector<TokenIndex> zone(const Tree& tree, TokenIndex top, bool infinitives);

// The phrases that are marked by a preposition in a zone, nearest first.
std::vector<TokenIndex> marked(const Tree& tree, const std::vector<TokenIndex>& zone, std::span<const rules::WordId> preposition);

// Who a noun's act belongs to when the noun completes a light verb: the subject of the verb above it.
std::vector<TokenIndex> subjects_above(const Tree& tree, TokenIndex noun);

// The verb that has `noun` as its object or passive subject; size() when there is none.
TokenIndex light_verb_above(const Tree& tree, TokenIndex noun);

}  // namespace tradewire::extract
