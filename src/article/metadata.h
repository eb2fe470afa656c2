// Metadata: title, authors, site, language and address of an article, from what its page says in several places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "article/json_ld.h"
#include "article/page_view.h"

namespace tradewire::article {

// The meta elements of a page by folded name.
class MetaElements {
 public:
  explicit MetaElements(const Document& document);
  // The value of the first of `names` that the page gives; empty when none is there.
  std::string_view first_of(const std::vector<std::string>& names) const;
  // The first, or an empty one.
  std::string_view operator[](std::string_view name) const;
  // Each: a page with many authors has an element for each.
  std::vector<std::string_view> all_of(std::string_view name) const;

 private:
  WordMap<std::vector<std::string_view>> values_;
};

// The headline in full, without the site's name.
std::string find_title(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site);

// The people who wrote it, in the page's order; none when only the publisher is named.
std::vector<std::string> find_authors(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view site);

std::string find_site(const StructuredData& data, const MetaElements& meta);

// The canonical URL when the page names an absolute one, else `fetched`.
std::string find_url(const PageView& page, const MetaElements& meta, std::string_view fetched);

// BCP 47. What the letters of the text show overrides what the page claims.
std::string find_language(const PageView& page, const StructuredData& data, const MetaElements& meta, std::string_view text);

// The language of a text by its script and its most frequent words; empty when unknown.
std::string guess_language(std::string_view text, const Patterns& patterns);

}  // namespace tradewire::article
