// From a fetched page, or from what a feed says of it, to a document in the store.
#pragma once

#include <string>

#include "base/result.h"
#include "extract/extractor.h"
#include "fetch/page.h"
#include "store/store.h"

namespace tradewire::pipeline {

// What a feed, sitemap or section told of a page.
struct Entry {
  std::string url;        // to fetch
  std::string id;         // of the document: the canonical form of url
  std::string title;
  std::string summary;
  std::string published;  // RFC 3339 or empty
  std::string site;
  std::string language;
  base::UnixTime updated = 0;  // 0: unknown
  std::size_t source = 0;      // index of the source that brought it
  friend bool operator==(const Entry&, const Entry&) = default;
};

// The document of a fetched page; what the page does not tell is taken from the entry. Error: no article in the page, or
// only the beginning of one that must be paid for.
base::Result<extract::Document> document_of_page(const fetch::Page& page, const Entry& entry);

// The document of an entry whose page is barred, gone or not free: its title and summary, marked as `summary_only`.
// Error: it has no summary.
base::Result<extract::Document> document_of_entry(const Entry& entry);

// Extracts and stores one document, as one transaction. A document whose text the store has already is left alone; one
// that is the copy of another is linked to it, without a second extraction when it is the very same text. The mentions of
// the answer are what is new: not what an earlier version or an earlier telling of the story said.
base::Result<store::Added> store_document(const extract::Document& document, const extract::Extractor& extractor,
                                          store::Store& store, base::UnixTime fetched_at, base::UnixTime now);

}  // namespace tradewire::pipeline
