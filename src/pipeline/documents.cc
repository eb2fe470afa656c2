#include "pipeline/documents.h"

#include "article/article.h"
#include "base/hash.h"
#include "base/unicode.h"
#include "fetch/near_duplicate.h"
#include "pipeline/copies.h"
#include "pipeline/inputs.h"

namespace tradewire::pipeline {
namespace {

constexpr std::size_t kLongestTeaser = 1500;  // bytes of text that a page shows before it asks to be paid

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
  row.fingerprint = fetch::simhash(document.text);
  row.summary_only = document.summary_only;
  return row;
}

}  // namespace

base::Result<extract::Document> document_of_page(const fetch::Page& page, const Entry& entry) {
  auto article = article::extract_article(page.body, {page.final_url, page.content_type});
  if (!article) return located(article.error(), page.url);
  const bool beginning_only = article->paid && article->text.size() < kLongestTeaser;
  if (beginning_only && !base::trim(entry.summary).empty()) {
    return base::Error{"behind a paywall", page.url, "", base::ErrorKind::kInput};
  }
  extract::Document document = to_document(*std::move(article), entry.id);
  fill_from(entry, document);
  return document;
}

base::Result<extract::Document> document_of_entry(const Entry& entry) {
  if (base::trim(entry.summary).empty()) return base::Error{"no page and no summary", entry.url, ""};
  extract::Document document;
  document.id = entry.id;
  document.summary_only = true;
  document.text = base::to_valid_utf8(entry.summary);
  fill_from(entry, document);
  return document;
}

base::Result<store::Added> store_document(const extract::Document& document, const extract::Extractor& extractor,
                                          store::Store& store, base::UnixTime fetched_at, base::UnixTime now) {
  store::Document row = row_of(document, fetched_at);
  const auto known = store.document_hash(row.id);
  if (!known) return known.error();
  if (*known == row.sha256) {
    store::Added nothing;
    nothing.known = true;
    return nothing;
  }
  const auto kin = find_kin(row, store);
  if (!kin) return kin.error();
  row.copy_of = kin->story;
  auto added = store.add_document(row, kin->same_text ? adopted(*kin, document) : extractor.extract(document), now);
  if (added) std::erase_if(added->mentions, [&](const extract::Mention& mention) { return was_told(*kin, mention); });
  return added;
}

}  // namespace tradewire::pipeline
