// Retag: words whose part of speech the names and rules of the extract stage make sure of, before the sentence is parsed.
//
//     "US, China reach trade deal"         a party before it, no other verb in the title   ─▶ verb
//     "that the government end the ban"    a party before it, an article behind it         ─▶ verb
//     "granted it licences to export"      between who is given something and "to"         ─▶ noun
//     "exports of cooking oil"             part of a commodity's name                      ─▶ noun
//     "met Vice Premier He Lifeng"         part of a person's name, with a capital         ─▶ proper noun
#pragma once

#include <vector>

#include "extract/analysis.h"
#include "language/analyzer.h"
#include "rules/rule_set.h"

namespace tradewire::extract {

// REQUIRES: the sentence is tagged, and the analysis has its entities.
std::vector<language::Retag> sure_tags(const Analysis& analysis, std::uint32_t sentence, const rules::RuleSet& rules, const language::Analyzer& analyzer);

}  // namespace tradewire::extract
