#include "pipeline/documents.h"

#include "article/article.h"
#include "base/hash.h"
#include "base/unicode.h"
#include "pipeline/inputs.h"

namespace tradewire::pipeline {
namespace {

void fill_from(const Entry& entry, extract::Document& document) {
  if (document.url.empty()) document.url = entry.url;
  if (document.title.empty()) document.title = entry.title;
  if (document.published.empty()) document.published = entry.published;
  if (document.site.empty()) document.site = entry.site;
  if (document.language.empty()) document.language = entry.language;
}

store::Document row_of(const extract::Document& document, base::UnixTime fetched_at) {
  store::Document row;
  row.id = document.id;
  row.url = document.url;
  row.canonical_url = document.id;
  row.title = document.title;
  row.site = document.site;
  row.published = document.published;
  row.language = document.language;
  row.sha256 = base::sha256_hex(document.text);
  row.text = document.text;
  row.fetched_at = fetched_at;
  return row;
}

}  // namespace

base::Result<extract::Document> document_of_page(const fetch::Page& page, const Entry& entry) {
  auto article = article::extract_article(page.body, {page.final_url, page.content_type});
  if (!article) return located(article.error(), page.url);
  extract::Document document = to_document(*std::move(article), entry.id);
  fill_from(entry, document);
  return document;
}

base::Result<extract::Document> document_of_entry(const Entry& entry) {
  if (base::trim(entry.summary).empty()) return base::Error{"no page and no summary", entry.url, ""};
  extract::Document document;
  document.id = entry.id;
  document.text = base::to_valid_utf8(entry.summary);
  fill_from(entry, document);
  return document;
}

base::Result<store::Added> store_document(const extract::Document& document, const extract::Extractor& extractor,
                                          store::Store& store, base::UnixTime fetched_at, base::UnixTime now) {
  const store::Document row = row_of(document, fetched_at);
  const auto known = store.document_hash(row.id);
  if (!known) return known.error();
  if (*known == row.sha256) {
    store::Added nothing;
    nothing.known = true;
    return nothing;
  }
  return store.add_document(row, extractor.extract(document), now);
}

}  // namespace tradewire::pipeline
