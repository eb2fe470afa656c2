// What a fetched source lists: the entries of a feed, the pages of a sitemap, the links of a section, or itself.
#pragma once

#include <vector>

#include "base/result.h"
#include "fetch/page.h"
#include "fetch/source_list.h"
#include "pipeline/documents.h"

namespace tradewire::pipeline {

struct Listing {
  std::vector<Entry> entries;         // newest first where the source tells; at most Source::max_links
  std::vector<std::string> sitemaps;  // of a sitemap index: to be listed too
  std::vector<std::string> warnings;
};

// Error: the page is not what the source is said to be. A source of kind page lists nothing: it is the document.
base::Result<Listing> list_entries(const fetch::Source& source, std::size_t source_index, const fetch::Page& page);

}  // namespace tradewire::pipeline
