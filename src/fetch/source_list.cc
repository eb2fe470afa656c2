#include "fetch/source_list.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>

#include <sys/stat.h>

#include "base/embedded.h"
#include "fetch/url.h"

namespace tradewire::fetch {
namespace {

using base::Error;
using base::ErrorKind;
using base::YamlNode;

constexpr std::array<std::pair<std::string_view, SourceKind>, 4> kKinds = {
    {{"feed", SourceKind::kFeed}, {"page", SourceKind::kPage}, {"sitemap", SourceKind::kSitemap}, {"section", SourceKind::kSection}}};

// "15m", "6h", "90" (seconds).
std::optional<int> parse_interval(std::string_view text) {
  int value = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    value = value * 10 + (text[at] - '0');
    if (value > 100000000) return std::nullopt;
  }
  if (at == 0) return std::nullopt;
  const std::string_view unit = text.substr(at);
  int factor = 0;
  if (unit.empty() || unit == "s") factor = 1;
  if (unit == "m") factor = 60;
  if (unit == "h") factor = 3600;
  if (unit == "d") factor = 86400;
  if (factor == 0 || value == 0 || value > 366 * 86400 / factor) return std::nullopt;
  return value * factor;
}

// Reads one entry; the first complaint stays.
class EntryReader {
 public:
  EntryReader(const YamlNode& node, const std::string& name) : node_(node), name_(name) {}

  base::Result<Source> read() {
    if (node_.is_scalar()) return read_plain_url();
    if (!node_.is_map()) return at(node_, "a source must be a map or a URL", "write '- url: https://...'");
    for (const auto& [key, value] : node_.entries) {
      if (auto error = read_entry(key, value)) return *error;
    }
    if (source_.url.empty()) return at(node_, "a source without url", "add 'url: https://...'");
    return finished();
  }

 private:
  Error at(const YamlNode& node, std::string what, std::string mend) const {
    return Error{std::move(what), base::place(name_, node), std::move(mend), ErrorKind::kUsage};
  }

  base::Result<Source> read_plain_url() {
    if (auto error = read_url(node_)) return *error;
    return finished();
  }

  Source finished() {
    if (source_.name.empty()) {
      const auto url = parse_url(source_.url);
      source_.name = *url->host + (url->path_text() == "/" ? "" : url->path_text());
    }
    source_.max_interval = std::max(source_.max_interval, source_.min_interval);
    if (!has_min_) source_.min_interval = std::min(source_.min_interval, source_.interval);
    if (!has_max_) source_.max_interval = std::max(source_.max_interval, source_.interval);
    return source_;
  }

  std::optional<Error> read_url(const YamlNode& value) {
    const auto url = parse_url(value.scalar);
    if (!url || !url->is_http()) return at(value, "not an http or https address", "write the whole address, with https://");
    if (!url->username.empty() || !url->password.empty()) return at(value, "an address with credentials", "give them in headers_file");
    source_.url = url->href();
    return std::nullopt;
  }

  std::optional<Error> read_interval(const YamlNode& value, int& into) {
    const auto seconds = parse_interval(value.scalar);
    if (!seconds) return at(value, "not a duration: " + value.scalar, "write 90s, 15m, 6h or 2d");
    into = *seconds;
    return std::nullopt;
  }

  std::optional<Error> read_kind(const YamlNode& value) {
    for (const auto& [word, kind] : kKinds) {
      if (value.scalar == word) {
        source_.kind = kind;
        return std::nullopt;
      }
    }
    return at(value, "unknown kind '" + value.scalar + "'", "write feed, page, sitemap or section");
  }

  std::optional<Error> read_headers(const YamlNode& value) {
    if (!value.is_map()) return at(value, "headers must be a map", "write 'headers: {Accept-Language: en}'");
    for (const auto& [name, text] : value.entries) {
      if (text.scalar.find_first_of("\r\n") != std::string::npos) return at(text, "a header field with a line end", "");
      source_.headers.emplace_back(name, text.scalar);
    }
    return std::nullopt;
  }

  std::optional<Error> read_entry(const std::string& key, const YamlNode& value) {
    if (key == "name") source_.name = value.scalar;
    else if (key == "url") return read_url(value);
    else if (key == "kind") return read_kind(value);
    else if (key == "interval") return read_interval(value, source_.interval);
    else if (key == "min_interval") { has_min_ = true; return read_interval(value, source_.min_interval); }
    else if (key == "max_interval") { has_max_ = true; return read_interval(value, source_.max_interval); }
    else if (key == "host_delay") return read_interval(value, source_.host_delay);
    else if (key == "tags") source_.tags = value.strings();
    else if (key == "language") source_.language = value.scalar;
    else if (key == "link_pattern" || key == "link_patterns") source_.link_patterns = value.strings();
    else if (key == "headers") return read_headers(value);
    else if (key == "headers_file") source_.headers_file = value.scalar;
    else if (key == "enabled") source_.enabled = value.scalar != "false" && value.scalar != "no";
    else if (key == "about") return std::nullopt;  // for readers of the file
    else if (key == "max_links") {
      source_.max_links = std::atoi(value.scalar.c_str());
      if (source_.max_links <= 0) return at(value, "max_links must be a number above 0", "");
    } else {
      return at(value, "unknown key '" + key + "'", "man tradewire-sources has the keys");
    }
    return std::nullopt;
  }

  const YamlNode& node_;
  const std::string& name_;
  Source source_;
  bool has_min_ = false;
  bool has_max_ = false;
};

// Adds the fields of a source's headers file. The file holds secrets: nobody else may read it.
base::Status add_secret_headers(Source& source, const std::string& folder) {
  const std::string path = source.headers_file.starts_with('/') ? source.headers_file : folder + "/" + source.headers_file;
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && (info.st_mode & 077) != 0) {
    return Error{"others can read this file of header fields", path, "chmod 600 it", ErrorKind::kUsage};
  }
  const auto root = base::read_yaml(path);
  if (!root) return root.error();
  if (!root->is_map()) return Error{"must be a map of header fields", path, "write 'Authorization: ...'", ErrorKind::kUsage};
  for (const auto& [name, value] : root->entries) {
    if (value.scalar.find_first_of("\r\n") != std::string::npos) return Error{"a header field with a line end", base::place(path, value), "", ErrorKind::kUsage};
    source.headers.emplace_back(name, value.scalar);
  }
  return base::Done{};
}

// Whether `text` matches a pattern with * for any text; a final $ anchors, otherwise the pattern is a prefix.
bool matches(std::string_view text, std::string_view pattern) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  std::size_t at = 0;
  bool first = true;
  while (true) {
    const std::size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    const bool last = star == std::string_view::npos;
    if (first) {
      if (!text.starts_with(piece)) return false;
      at = piece.size();
      if (last) return !anchored || at == text.size();
    } else if (last && anchored) {
      return text.size() >= at + piece.size() && text.ends_with(piece);
    } else {
      const std::size_t found = text.find(piece, at);
      if (found == std::string_view::npos) return false;
      at = found + piece.size();
      if (last) return true;
    }
    first = false;
    pattern.remove_prefix(star + 1);
  }
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::string_view to_string(SourceKind kind) {
  for (const auto& [word, value] : kKinds) {
    if (value == kind) return word;
  }
  return "feed";
}

base::Result<std::vector<Source>> parse_sources(const YamlNode& root, const std::string& name) {
  const YamlNode* list = root.is_map() ? root.find("sources") : &root;
  if (list == nullptr || !list->is_list()) {
    return Error{"a sources file must hold a list", base::place(name, root), "begin it with 'sources:'", ErrorKind::kUsage};
  }
  if (root.is_map() && root.entries.size() > 1) {
    const auto& [key, value] = root.entries[0].first == "sources" ? root.entries[1] : root.entries[0];
    return Error{"unknown key '" + key + "'", base::place(name, value), "only 'sources' stands at the top", ErrorKind::kUsage};
  }
  std::vector<Source> sources;
  std::set<std::string> names;
  for (const YamlNode& node : list->items) {
    auto source = EntryReader(node, name).read();
    if (!source) return source.error();
    if (!names.insert(source->name).second) {
      return Error{"the source '" + source->name + "' stands twice", base::place(name, node), "give it another name", ErrorKind::kUsage};
    }
    sources.push_back(*std::move(source));
  }
  return sources;
}

base::Result<std::vector<Source>> read_sources(const std::string& path) {
  const auto root = base::read_yaml(path);
  if (!root) return root.error();
  auto sources = parse_sources(*root, path);
  if (!sources) return sources;
  const std::string folder = std::filesystem::path(path).parent_path().string();
  for (Source& source : *sources) {
    if (source.headers_file.empty()) continue;
    if (const auto added = add_secret_headers(source, folder.empty() ? "." : folder); !added) return added.error();
  }
  return sources;
}

base::Result<std::vector<Source>> default_sources() {
  const auto* file = base::find_embedded("sources/default.yaml");
  if (file == nullptr) return Error{"the default sources are not in this program", "sources/default.yaml", "build it anew", ErrorKind::kInternal};
  const auto root = base::decode_yaml(file->bytes);
  if (!root) return root.error();
  return parse_sources(*root, "sources/default.yaml");
}

bool follows(const Source& source, std::string_view url) {
  const auto link = parse_url(url);
  const auto section = parse_url(source.url);
  if (!link || !section || !link->is_http()) return false;
  const std::string path = link->path_text() + (link->query ? "?" + *link->query : "");
  if (!source.link_patterns.empty()) {
    return std::any_of(source.link_patterns.begin(), source.link_patterns.end(), [&](const std::string& pattern) {
      if (pattern.find("://") != std::string::npos) return matches(link->href(), pattern);
      return registrable_domain(*link->host) == registrable_domain(*section->host) && matches(path, pattern);
    });
  }
  if (registrable_domain(*link->host) != registrable_domain(*section->host)) return false;
  return link->path.size() > section->path.size() || (link->path.size() == section->path.size() && link->path != section->path && section->path.back().empty());
}

std::string to_yaml(const Source& source) {
  std::string out = "  - name: " + quoted(source.name) + "\n    url: " + quoted(source.url) + "\n    kind: " + std::string(to_string(source.kind)) + "\n";
  if (!source.language.empty()) out += "    language: " + quoted(source.language) + "\n";
  if (!source.tags.empty()) {
    out += "    tags: [";
    for (std::size_t i = 0; i < source.tags.size(); ++i) out += (i > 0 ? ", " : "") + quoted(source.tags[i]);
    out += "]\n";
  }
  return out;
}

}  // namespace tradewire::fetch
