// UTF-8 and the few Unicode operations that the stages need: an adapter over ICU, which no other folder sees.
// (The article stage's decoders of legacy encodings are its own.)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tradewire::base {

bool is_valid_utf8(std::string_view text);

// The first byte from `at` on that is not ASCII; the text's size when there is none.
std::size_t skip_ascii(std::string_view text, std::size_t at);

// Each maximal ill-formed subsequence becomes one U+FFFD, as the WHATWG decoder does.
std::string to_valid_utf8(std::string_view text);

// The code point at `at`, and steps over it; U+FFFD over one byte where the text is ill-formed.
// REQUIRES: at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& text, char32_t code_point);

// Full case folding after NFKC: for keys that must compare equal whatever the spelling ("İ" and width variants too).
std::string fold_case(std::string_view text);

// Simple lower case of one code point or text, by Unicode's default mapping; ASCII takes a fast path.
char32_t to_lower(char32_t code_point);
std::string to_lower(std::string_view text);

std::string to_nfc(std::string_view text);

bool is_letter(char32_t code_point);
bool is_upper(char32_t code_point);
bool is_digit(char32_t code_point);
// White space and the blanks that HTML produces (no-break space, zero-width space).
bool is_space(char32_t code_point);

// The columns of a terminal that it takes: 2 for wide East Asian characters and emoji, 0 for marks that stand on the one
// before and for what does not show, else 1.
int column_width(char32_t code_point);

std::string_view trim(std::string_view text);

}  // namespace tradewire::base
