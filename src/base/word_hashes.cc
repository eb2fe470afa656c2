#include "base/word_hashes.h"

#include <string>

#include "base/hash.h"
#include "base/unicode.h"

namespace tradewire::base {

std::vector<std::uint64_t> word_hashes(std::string_view text) {
  std::vector<std::uint64_t> words;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.push_back(hash64(word));
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_letter(c) && !is_digit(c)) {
      close();
      continue;
    }
    const bool stands_alone = c >= 0x2E80 && c <= 0x9FFF;
    if (stands_alone) close();
    append_utf8(word, to_lower(c));
    if (stands_alone) close();
  }
  close();
  return words;
}

}  // namespace tradewire::base
