// Text that came through one more layer of markup: character references and tags inside JSON strings and attributes.
#pragma once

#include <string>
#include <string_view>

namespace tradewire::article {

// Character references decoded, tags taken out, blanks folded to one line.
std::string decode_text(std::string_view text);

// The same with a line for each paragraph of the markup or the text.
std::string decode_paragraphs(std::string_view text);

}  // namespace tradewire::article
