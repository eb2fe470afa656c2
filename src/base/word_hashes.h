// The words of a text as hashes, for telling how much two texts share.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tradewire::base {

// In the order of the text, in lower case; each character of scripts that write without blanks counts as a word.
std::vector<std::uint64_t> word_hashes(std::string_view text);

}  // namespace tradewire::base
