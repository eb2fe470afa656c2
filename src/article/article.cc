#include "article/article.h"

#include <utility>

#include "article/body.h"
#include "article/charset.h"
#include "article/dates.h"
#include "article/html_text.h"
#include "article/metadata.h"
#include "article/prescan.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

std::string join(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) {
    if (!text.empty()) text.push_back('\n');
    text.append(line.text);
  }
  return text;
}

// More than a tenth of the characters are none that a reader could read.
bool is_binary(std::string_view text) {
  std::size_t odd = 0;
  std::size_t all = 0;
  for (std::size_t at = 0; at < text.size() && all < 20'000; ++all) {
    const char32_t c = base::next_code_point(text, at);
    if (c == 0xFFFD || (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0)) ++odd;
  }
  return odd * 10 > all;
}

}  // namespace

base::Result<Article> extract_article(std::string_view html, const PageContext& context) {
  PrescanLimits limits;
  Article article;
  if (html.size() > kLargestPage) {
    html = html.substr(0, kLargestPage);
    article.warnings.push_back("cut at " + std::to_string(kLargestPage >> 20U) + " MiB");
  }
  const Decoded page = decode_page(html, context.content_type);
  if (!page.warning.empty()) article.warnings.push_back(page.warning);
  // Decoding may lengthen a page; the limit is that of the bytes as they came.
  limits.bytes = 3 * kLargestPage;
  Prescanned scanned = prescan(page.text, limits);
  article.warnings.insert(article.warnings.end(), scanned.warnings.begin(), scanned.warnings.end());
  const Patterns& patterns = Patterns::built_in();
  const Document document(scanned.markup);
  const PageView view(document, patterns);
  const StructuredData data = read_structured_data(scanned.json_ld);
  const MetaElements meta(document);
  article.site = find_site(data, meta);
  article.url = find_url(view, meta, context.url);
  article.title = find_title(view, data, meta, article.site);
  article.authors = find_authors(view, data, meta, article.site);
  article.published = find_published(view, data, scanned.scripts, article.url);
  article.paid = data.paid || meta["article:content_tier"] == "locked";
  article.text = join(find_body(view, article.title));
  if (article.text.size() < 200 && data.body.size() > article.text.size()) article.text = decode_paragraphs(data.body);
  if (article.text.empty()) {
    article.text = decode_text(meta.first_of({"og:description", "description", "twitter:description"}));
    if (!article.text.empty()) article.warnings.push_back("only the description was found");
  }
  if (article.text.empty()) {
    return base::Error{"no text found", context.url, "give an HTML page with an article", base::ErrorKind::kInput};
  }
  if (is_binary(article.text)) {
    return base::Error{"no text found: binary data", context.url, "give an HTML page", base::ErrorKind::kInput};
  }
  article.language = find_language(view, data, meta, article.text);
  return article;
}

}  // namespace tradewire::article
