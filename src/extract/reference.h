// Reference: what "it", "the company", "the ministry", "both sides" and "we" stand for.
//
// No model of discourse: the nearest earlier entity that fits in kind, number and sex, subjects first, then what stands
// earlier in its sentence. A definite description asks for the kind that its noun names (rules/entities/words.yaml);
// "the ministry" without antecedent is that of the country that the document is about.
#pragma once

#include <span>
#include <vector>

#include "extract/analysis.h"
#include "extract/gazetteer.h"

namespace tradewire::extract {

// References of the given sentences (indexes), with their antecedents; unresolved ones have neither entity nor members.
// Reads analysis.entities of all sentences. First persons refer to the speaker's side: the author of an official text,
// else the nearest speaker's country or company.
//
// REQUIRES: the sentences asked for have tokens; parsed ones resolve better.
std::vector<EntityMention> resolve_references(const Gazetteer& gazetteer, const Analysis& analysis,
                                              std::span<const std::uint32_t> sentences);

// Of all sentences.
std::vector<EntityMention> resolve_references(const Gazetteer& gazetteer, const Analysis& analysis);

// Two lists of mentions as one, in the order that Analysis::entities asks for; where they overlap the first list wins,
// except that a nested adjective of a country stays.
std::vector<EntityMention> merge_mentions(std::vector<EntityMention> first, std::vector<EntityMention> second);

// The author of an official text, from its title, site and opening words: the country or body that says "we". Null when
// none can be told.
const Entity* official_author_of(const Gazetteer& gazetteer, const Analysis& analysis);

}  // namespace tradewire::extract
