#include "article/metadata.h"

#include "article/html_text.h"
#include "base/unicode.h"

namespace tradewire::article {

MetaElements::MetaElements(const Document& document) {
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag != Tag::kMeta) continue;
    const std::string_view content = base::trim(document.attribute(id, AttributeName::kContent));
    if (content.empty()) continue;
    for (const AttributeName name : {AttributeName::kProperty, AttributeName::kName, AttributeName::kItemprop, AttributeName::kHttpEquiv}) {
      const std::string_view key = document.attribute(id, name);
      if (!key.empty()) values_[base::fold_case(key)].push_back(content);
    }
  }
}

std::string_view MetaElements::operator[](std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::string_view() : found->second.front();
}

std::vector<std::string_view> MetaElements::all_of(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string_view>() : found->second;
}

std::string_view MetaElements::first_of(const std::vector<std::string>& names) const {
  for (const std::string& name : names) {
    if (const std::string_view value = (*this)[name]; !value.empty()) return value;
  }
  return {};
}

std::string find_site(const StructuredData& data, const MetaElements& meta) {
  std::string site = decode_text(meta["og:site_name"]);
  if (site.empty()) site = data.publisher;
  if (site.empty()) site = data.site;
  if (site.empty()) site = decode_text(meta["application-name"]);
  if (site.find("://") != std::string::npos || site.starts_with("@")) site.clear();
  return site;
}

namespace {
bool is_absolute(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }
}  // namespace

std::string find_url(const PageView& page, const MetaElements& meta, std::string_view fetched) {
  const Document& document = page.document;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (document[id].tag != Tag::kLink || base::fold_case(document.attribute(id, AttributeName::kRel)) != "canonical") continue;
    const std::string_view url = base::trim(document.attribute(id, AttributeName::kHref));
    if (is_absolute(url)) return std::string(url);
  }
  if (const std::string_view url = meta["og:url"]; is_absolute(url)) return std::string(url);
  return std::string(fetched);
}

}  // namespace tradewire::article
