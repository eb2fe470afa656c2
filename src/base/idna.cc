#include "base/idna.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <unicode/bytestream.h>
#include <unicode/idna.h>

#include "base/unicode.h"

namespace tradewire::base {
namespace {

// What UTS #46 reports and the WHATWG's "domain to ASCII" (beStrict false) does not ask for.
constexpr std::uint32_t kIgnored = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG |
                                   UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

// Newer editions of UTS #46 refuse an ACE label that holds nothing but ASCII ("xn--ascii-"); ICU 72 does not yet.
bool has_idle_ace_label(std::string_view ascii) {
  while (!ascii.empty()) {
    const std::size_t end = ascii.find('.');
    const std::string_view label = ascii.substr(0, end);
    if (label.starts_with("xn--") && label.ends_with('-')) return true;
    if (end == std::string_view::npos) return false;
    ascii.remove_prefix(end + 1);
  }
  return false;
}

std::vector<std::string> ace_labels(std::string_view ascii) {
  std::vector<std::string> labels;
  while (!ascii.empty()) {
    const std::size_t end = ascii.find('.');
    const std::string_view label = ascii.substr(0, end);
    if (label.starts_with("xn--")) labels.emplace_back(label);
    if (end == std::string_view::npos) break;
    ascii.remove_prefix(end + 1);
  }
  return labels;
}

// What Unicode 15.1 and 16 map or ignore and ICU 72, on Unicode 15, refuses or maps to another: the capital sharp s, capitals whose
// small letters came later, five ideographs whose composition was corrected, and characters that are not seen.
char32_t mapped_by_newer_editions(char32_t c) {
  constexpr std::array<std::pair<char32_t, char32_t>, 9> kMapped = {{{0x1E9E, 0xDF}, {0x4C0, 0x4CF}, {0x2132, 0x214E}, {0x2183, 0x2184}, {0x2F868, 0x36FC},
                                                                     {0x2F874, 0x5F53}, {0x2F91F, 0x243AB}, {0x2F95F, 0x7AEE}, {0x2F9BF, 0x45D7}}};
  for (const auto& [from, to] : kMapped) {
    if (c == from) return to;
  }
  return c >= 0x10A0 && c <= 0x10C5 ? c - 0x10A0 + 0x2D00 : c;
}

bool is_ignored_by_newer_editions(char32_t c) {
  return c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c == 0x180E || (c >= 0x206A && c <= 0x206F) || c == 0x3164 || c == 0xFFA0 ||
         (c >= 0x1D173 && c <= 0x1D17A);
}

std::string mapped_by_newer_editions(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = next_code_point(name, at);
    if (!is_ignored_by_newer_editions(c)) append_utf8(out, mapped_by_newer_editions(c));
  }
  return out;
}

bool has_bidi_error(const icu::IDNA& idna, const std::string& label) {
  UErrorCode code = U_ZERO_ERROR;
  icu::IDNAInfo info;
  std::string unused;
  icu::StringByteSink<std::string> sink(&unused);
  idna.nameToASCII_UTF8(label, sink, info, code);
  return U_FAILURE(code) || (info.getErrors() & UIDNA_ERROR_BIDI) != 0;
}

// What an ACE label stands for must not look like one.
bool hides_another(const icu::IDNA& idna, const std::string& label) {
  UErrorCode code = U_ZERO_ERROR;
  icu::IDNAInfo info;
  std::string decoded;
  icu::StringByteSink<std::string> sink(&decoded);
  idna.labelToUnicodeUTF8(label, sink, info, code);
  return U_FAILURE(code) || decoded.starts_with("xn--");
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view given) {
  const std::string name = mapped_by_newer_editions(given);
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, code));
  if (U_FAILURE(code)) return std::nullopt;
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  idna->nameToASCII_UTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())), sink, info, code);
  std::uint32_t errors = info.getErrors() & ~kIgnored;
  const auto labels = ace_labels(ascii);
  // Beside labels that are written from right to left, a plain one may be a number: "1.\u064A".
  if (errors == UIDNA_ERROR_BIDI && std::none_of(labels.begin(), labels.end(), [&](const auto& label) { return has_bidi_error(*idna, label); })) errors = 0;
  if (U_FAILURE(code) || errors != 0 || has_idle_ace_label(ascii)) return std::nullopt;
  if (std::any_of(labels.begin(), labels.end(), [&](const auto& label) { return hides_another(*idna, label); })) return std::nullopt;
  return ascii;
}

}  // namespace tradewire::base
