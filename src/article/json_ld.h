// Structured data: what a page's application/ld+json scripts say of its article (https://schema.org/Article).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tradewire::article {

struct StructuredData {
  bool found = false;  // an article or something like it was described
  bool paid = false;   // it says that it is not free to read
  std::string headline;
  std::string published;
  std::string publisher;
  std::string site;       // the name of the WebSite the page belongs to
  std::string url;
  std::string language;
  std::string body;       // articleBody, as text
  std::vector<std::string> authors;
};

// Reads all scripts. What is no JSON is mended where that is plain (line ends in strings, commas too many), else skipped.
StructuredData read_structured_data(const std::vector<std::string_view>& scripts);

// The value of the first of `keys` in scripts that hold data for the page's own program (window.__STATE__ = {...},
// dataLayer.push({...})); empty when there is none. The keys are in small letters.
std::string date_in_scripts(const std::vector<std::string_view>& scripts, const std::vector<std::string>& keys);

}  // namespace tradewire::article
