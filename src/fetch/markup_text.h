// Text out of markup: character references, tags, and bytes in any encoding. Shared by the readers of feeds, sitemaps
// and links.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tradewire::fetch {

// UTF-8 of XML or HTML bytes: the byte order mark decides, then the HTTP header's charset, the XML declaration, UTF-8 and
// windows-1252, the first that fits. `mended` tells that what was declared did not fit.
struct Decoded {
  std::string text;
  bool mended = false;
};
Decoded decode_markup(std::string_view bytes, std::string_view content_type);

// The character of a reference without & and ;, "eacute", "#233", "#xE9"; 0 when there is none.
char32_t character_of(std::string_view reference);

// All references replaced; what is none stays.
std::string decode_references(std::string_view text);

// HTML as one line of plain text: tags, comments, scripts and styles out, references decoded, white space collapsed.
std::string html_to_text(std::string_view html);

std::string collapse_space(std::string_view text);

// Named HTML references outside CDATA as characters, and control characters out: what XML parsers cannot take.
std::string without_html_entities(std::string_view xml);

// Ill-formed XML made well-formed: tags closed and balanced, attributes quoted, stray < and & escaped. An open item or
// entry is closed when the next one opens.
std::string mend_xml(std::string_view xml);

}  // namespace tradewire::fetch
