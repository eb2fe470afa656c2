#include "article/html_text.h"

#include <cstdint>
#include <vector>

#include "article/body.h"
#include "article/dom.h"
#include "article/page_view.h"
#include "article/prescan.h"

namespace tradewire::article {

std::string decode_text(std::string_view text) {
  if (text.find_first_of("&<") == std::string_view::npos) {
    // The common case needs no parser.
    std::string out;
    bool blank = false;
    for (const char c : text) {
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        blank = true;
        continue;
      }
      if (blank && !out.empty()) out.push_back(' ');
      blank = false;
      out.push_back(c);
    }
    return out;
  }
  const Prescanned scanned = prescan(text);
  const Document document(scanned.markup);
  return flat_text(document, document.body());
}

std::string decode_paragraphs(std::string_view text) {
  std::string marked;
  marked.reserve(text.size() + 64);
  for (const char c : text) c == '\n' ? void(marked.append("<br>")) : marked.push_back(c);
  const Prescanned scanned = prescan(marked);
  const Document document(scanned.markup);
  const PageView page(document, Patterns::built_in());
  std::string out;
  for (const Line& line : write_lines(page, document.body(), std::vector<char>(document.size(), 0))) {
    if (!out.empty()) out.push_back('\n');
    out.append(line.text);
  }
  return out;
}

}  // namespace tradewire::article
