// Article: a news page reduced to what its readers came for. The values of the article stage.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tradewire::article {

struct Article {
  std::string url;                    // canonical, when the page names one, else as fetched; may be empty
  std::string title;
  std::vector<std::string> authors;   // people, not the publisher
  std::string published;              // ISO 8601 as the page gives it, with its own offset, or the day alone; may be empty
  std::string site;                   // the publication's name
  std::string language;               // BCP 47, of the text: "en", "zh"; empty when unknown
  std::string text;                   // UTF-8, one paragraph a line; every later offset refers to it
  bool paid = false;                  // the page says that not all may read it; the text may be a beginning only
  std::vector<std::string> warnings;  // what was cut or doubtful: "cut at 100000 elements"
  friend bool operator==(const Article&, const Article&) = default;
};

// What is known of a page besides its bytes. Both may be empty.
struct PageContext {
  std::string url;           // as fetched, after redirects
  std::string content_type;  // the HTTP header, with its charset
};

// What stands behind so many bytes of a page is not read, and a warning says so.
inline constexpr std::size_t kLargestPage = 8U << 20U;

// Extracts the article of an HTML page in any encoding. Bounded in time and memory for any bytes. Errors: no text found
// (an empty page, binary data).
base::Result<Article> extract_article(std::string_view html, const PageContext& context = {});

// The article of a plain text: its first line is the title when a blank line or a short line says so.
Article article_of_text(std::string_view text);

// One line of JSON, schema tradewire.article/1. `source` is the path or URL that was read.
std::string to_json(const Article& article, std::string_view source);

}  // namespace tradewire::article
