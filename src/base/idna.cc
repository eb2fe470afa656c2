#include "base/idna.h"

#include <memory>

#include <unicode/bytestream.h>
#include <unicode/idna.h>

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

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view name) {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::IDNA> idna(icu::IDNA::createUTS46Instance(
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, code));
  if (U_FAILURE(code)) return std::nullopt;
  std::string ascii;
  icu::StringByteSink<std::string> sink(&ascii);
  icu::IDNAInfo info;
  idna->nameToASCII_UTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())), sink, info, code);
  if (U_FAILURE(code) || (info.getErrors() & ~kIgnored) != 0 || has_idle_ace_label(ascii)) return std::nullopt;
  return ascii;
}

}  // namespace tradewire::base
