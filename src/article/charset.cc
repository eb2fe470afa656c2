#include "article/charset.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "base/unicode.h"

namespace tradewire::article {
namespace {

std::string declared(std::string_view bytes, std::string_view content_type) {
  for (const std::string_view where : {content_type, bytes.substr(0, 1024)}) {
    const std::string folded = base::to_lower(base::to_valid_utf8(where));
    const std::size_t at = folded.find("charset=");
    if (at == std::string::npos) continue;
    std::size_t start = at + 8;
    while (start < folded.size() && (folded[start] == '"' || folded[start] == '\'' || folded[start] == ' ')) ++start;
    const std::size_t end = folded.find_first_of("\"' ;>/", start);
    if (end != std::string::npos || start < folded.size()) return folded.substr(start, end == std::string::npos ? end : end - start);
  }
  return {};
}

}  // namespace

Decoded decode_page(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (base::is_valid_utf8(bytes)) return {std::string(bytes), "UTF-8"};
  std::string label = declared(bytes, content_type);
  if (label == "utf-8" || label == "utf8") return {base::to_valid_utf8(bytes), "UTF-8"};
  if (label.empty() || label == "iso-8859-1") label = "windows-1252";
  UErrorCode code = U_ZERO_ERROR;
  icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()), label.c_str());
  (void)code;
  std::string out;
  text.toUTF8String(out);
  if (out.empty()) return {base::to_valid_utf8(bytes), "UTF-8"};
  return {out, label};
}

}  // namespace tradewire::article
