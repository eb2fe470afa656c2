// Charset: which encoding a page's bytes are in, as browsers find out, and the page in UTF-8.
//
// By https://html.spec.whatwg.org/#determining-the-character-encoding: byte order mark, HTTP header, meta element within
// the first 1,024 bytes, then detection from the bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tradewire::article {

struct Decoded {
  std::string text;      // valid UTF-8
  std::string encoding;  // the WHATWG name: "UTF-8", "windows-1252"
  std::string warning;   // when the page's declaration was not believed
};

// The name of the encoding that a browser would read the page in.
std::string_view sniff_encoding(std::string_view bytes, std::string_view content_type = {});

// The label within a Content-Type header or the content of a meta element: "text/html; charset=utf-8".
std::string_view charset_of(std::string_view content_type);

// What a meta element (or an XML declaration) in the first 1,024 bytes declares.
std::optional<std::string_view> prescan_encoding(std::string_view bytes);

// Decodes. Unlike a browser, does not believe a declaration that the bytes disprove: text that is UTF-8 beyond doubt is
// read as such, and what is declared as UTF-8 but is not, is detected anew.
Decoded decode_page(std::string_view bytes, std::string_view content_type = {});

}  // namespace tradewire::article
