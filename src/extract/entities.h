// Entities in a text: names of the gazetteer and names that are known by their shape, each linked to a record.
//
//     "China's Ministry of Commerce"  ─▶ gov:cn-mofcom, with "China" (country:CN) inside
//     "Commerce Secretary Lutnick"    ─▶ person:howard-lutnick, office "Secretary of Commerce" at the document's date
//     "U.S. officials", "Beijing"     ─▶ country:US, country:CN, as a metonym
//     "Acme Widgets Co. Ltd"          ─▶ a company that no gazetteer has, in Findings::found
//
// Needs sentences with tokens; uses tags where there are some. Linear in the size of the text.
#pragma once

#include <deque>
#include <vector>

#include "extract/analysis.h"
#include "extract/gazetteer.h"

namespace tradewire::extract {

struct Findings {
  std::vector<EntityMention> mentions;  // in the order that Analysis::entities asks for
  std::deque<Entity> found;             // what mentions point to beside the gazetteer; moving it keeps the pointers
};

// Parties, commodities, instruments and places of all sentences (no dates and measures).
//
// - A country's adjective inside a longer name is a mention of its own.
// - "Chinese negotiators" and "the Trump administration" are the country, metonym. "American companies" is the country
//   too, but through a record of `found` that is not official.
// - A person whose offices do not cover the document's date is linked through a record of `found` with the same id that is
//   not official. Without a date all offices count.
// - Last names follow full names of the same document; `other` (the body, when the title is analysed) lends its names.
Findings find_entities(const Gazetteer& gazetteer, const Analysis& analysis, const Analysis* other = nullptr);

// The token of [first, last) that governs the others: by the tree when there is one, else the last noun before a
// preposition.
std::uint32_t head_token(const language::Sentence& sentence, std::uint32_t first, std::uint32_t last);

// The mentions with their heads set anew, for when sentences were parsed after find_entities().
std::vector<EntityMention> with_heads(std::vector<EntityMention> mentions, const std::vector<language::Sentence>& sentences);

}  // namespace tradewire::extract
