// Charset: from a page's bytes to UTF-8, as browsers do it.
#pragma once

#include <string>
#include <string_view>

namespace tradewire::article {

struct Decoded {
  std::string text;      // valid UTF-8
  std::string encoding;  // the WHATWG name: "UTF-8", "windows-1252"
};

// Byte order mark, HTTP header, meta element in the first 1,024 bytes, then detection.
Decoded decode_page(std::string_view bytes, std::string_view content_type = {});

}  // namespace tradewire::article
