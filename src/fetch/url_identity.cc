// What two addresses of one page have in common.
#include <algorithm>
#include <vector>

#include <libpsl.h>

#include "base/embedded.h"
#include "base/unicode.h"
#include "base/yaml.h"
#include "fetch/url.h"

namespace tradewire::fetch {
namespace {

std::vector<std::string> read_tracking_parameters() {
  const auto* file = base::find_embedded("sources/tracking.yaml");
  if (file == nullptr) return {};
  const auto root = base::decode_yaml(file->bytes);
  const base::YamlNode* list = root ? root->find("parameters") : nullptr;
  return list == nullptr ? std::vector<std::string>{} : list->strings();
}

bool is_tracking(std::string_view name) {
  static const std::vector<std::string> kPatterns = read_tracking_parameters();
  const std::string key = base::to_lower(name);
  return std::any_of(kPatterns.begin(), kPatterns.end(), [&](const std::string& pattern) {
    return pattern.ends_with('*') ? key.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1)) : key == pattern;
  });
}

std::string without_tracking(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    if (!pair.empty() && !is_tracking(pair.substr(0, pair.find('=')))) {
      if (!kept.empty()) kept += '&';
      kept += pair;
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return kept;
}

}  // namespace

std::string canonical_url(std::string_view text) {
  auto url = parse_url(text);
  if (!url || !url->is_http()) return std::string(text);
  url->fragment.reset();
  url->username.clear();
  url->password.clear();
  // A final dot is that of the root; a host of nothing else keeps what it has.
  if (url->host->size() > 1 && url->host->ends_with('.') && (*url->host)[url->host->size() - 2] != '.') url->host->pop_back();
  if (url->query) {
    std::string kept = without_tracking(*url->query);
    url->query = kept.empty() ? std::nullopt : std::optional(std::move(kept));
  }
  return url->href();
}

std::string registrable_domain(std::string_view host) {
  const std::string name = base::to_lower(host.ends_with('.') ? host.substr(0, host.size() - 1) : host);
  const bool is_address = name.starts_with('[') || (!name.empty() && name.find_first_not_of("0123456789.") == std::string::npos);
  const psl_ctx_t* list = psl_builtin();
  if (is_address || list == nullptr) return name;
  const char* found = psl_registrable_domain(list, name.c_str());
  return found == nullptr ? name : found;
}

}  // namespace tradewire::fetch
