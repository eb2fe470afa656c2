#include "base/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstring>

namespace tradewire::base {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_ascii(std::string_view text) {
  return skip_ascii(text, 0) == text.size();
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return static_cast<char32_t>(text[at++]);
  // A code point is at most four bytes: the window keeps ICU's 32-bit offsets right in texts of any size.
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data()) + at;
  const auto left = static_cast<std::int32_t>(text.size() - at < 4 ? text.size() - at : 4);
  std::int32_t used = 0;
  UChar32 c = 0;
  U8_NEXT(bytes, used, left, c);
  at += static_cast<std::size_t>(used);
  return c < 0 ? kReplacement : static_cast<char32_t>(c);
}

void append_utf8(std::string& text, char32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = kReplacement;
  std::uint8_t bytes[4];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, static_cast<UChar32>(code_point));
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::size_t skip_ascii(std::string_view text, std::size_t at) {
  std::uint64_t word = 0;
  for (; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080ULL) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; (at = skip_ascii(text, at)) < text.size();) {
    const std::size_t start = at;
    // A true U+FFFD is three bytes; an ill-formed sequence may be shorter, or three bytes that do not spell it.
    if (next_code_point(text, at) == kReplacement && text.substr(start, at - start) != "\xEF\xBF\xBD") return false;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_utf8(out, next_code_point(text, at));
  return out;
}

std::string fold_case(std::string_view text) {
  if (is_ascii(text)) return ascii_lower(text);
  UErrorCode code = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(code);
  if (U_FAILURE(code)) return std::string(text);
  const icu::UnicodeString folded = normalizer->normalize(from_utf8(text), code);
  return U_FAILURE(code) ? std::string(text) : to_utf8(folded);
}

char32_t to_lower(char32_t code_point) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(code_point))); }

std::string to_lower(std::string_view text) {
  if (is_ascii(text)) return ascii_lower(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_utf8(out, to_lower(next_code_point(text, at)));
  return out;
}

std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode code = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(code);
  if (U_FAILURE(code)) return std::string(text);
  const icu::UnicodeString composed = normalizer->normalize(from_utf8(text), code);
  return U_FAILURE(code) ? std::string(text) : to_utf8(composed);
}

int column_width(char32_t code_point) {
  if (code_point < 0x300) return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) || code_point == 0xad ? 0 : 1;
  const auto c = static_cast<UChar32>(code_point);
  const int category = u_charType(c);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_letter(char32_t code_point) { return u_isalpha(static_cast<UChar32>(code_point)) != 0; }
bool is_upper(char32_t code_point) { return u_isupper(static_cast<UChar32>(code_point)) != 0; }
bool is_digit(char32_t code_point) { return u_isdigit(static_cast<UChar32>(code_point)) != 0; }

bool is_space(char32_t code_point) {
  return u_isUWhiteSpace(static_cast<UChar32>(code_point)) != 0 || code_point == 0x200B || code_point == 0xFEFF;
}

std::string_view trim(std::string_view text) {
  std::size_t first = 0;
  while (first < text.size()) {
    std::size_t next = first;
    if (!is_space(next_code_point(text, next))) break;
    first = next;
  }
  std::size_t last = text.size();
  while (last > first) {
    std::size_t start = last - 1;
    while (start > first && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) --start;
    std::size_t at = start;
    if (!is_space(next_code_point(text, at)) || at != last) break;
    last = start;
  }
  return text.substr(first, last - first);
}

}  // namespace tradewire::base
