// Quotations that go on over sentences: whose words a quoted sentence without a speaker is.
#pragma once

#include <optional>
#include <vector>

#include "extract/attribution.h"

namespace tradewire::extract {

// For each sentence, whether a quotation is open at its start. One that is not closed within a few sentences, or not taken
// up again by the next paragraph, counts as closed: a mark was lost.
std::vector<bool> open_quotations(const Analysis& analysis);

// The speech whose quotation goes on in `sentence`: of the sentence where the quotation ends ("...," he said), else of
// the nearest one before. `open` is that of open_quotations(), `speeches` by sentence.
const Speech* quotation_owner(const std::vector<std::vector<Speech>>& speeches, const std::vector<bool>& open, std::uint32_t sentence);

}  // namespace tradewire::extract
