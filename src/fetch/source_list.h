// The sources file: what is watched. One YAML list, or a map with the key `sources`:
//
//     sources:
//       - name: mofcom-news
//         url: https://example.gov/rss.xml
//         kind: feed                  # feed (default), page, sitemap or section
//         interval: 15m               # first guess; s, m, h, d
//         min_interval: 5m
//         max_interval: 6h
//         host_delay: 5s              # the pause between two requests to its host
//         tags: [china, ministry]
//         language: en
//         link_pattern: /news/*       # sections: which links are followed; * is any text, a final $ anchors
//         max_links: 50               # newest links followed in one run
//         headers_file: headers.yaml  # header fields with secrets, readable by the owner alone
//         headers: {Accept-Language: en}
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"

namespace tradewire::fetch {

enum class SourceKind { kFeed, kPage, kSitemap, kSection };

std::string_view to_string(SourceKind kind);

struct Source {
  std::string name;             // unique in the file; the URL's host and path when not given
  std::string url;              // absolute http or https
  SourceKind kind = SourceKind::kFeed;
  int interval = 900;           // seconds
  int min_interval = 300;       // the adaptive interval stays between these two
  int max_interval = 21600;
  int host_delay = 0;           // seconds between two requests to its host; 0: as for every host
  std::vector<std::string> tags;
  std::string language;         // BCP 47; empty when not given
  std::vector<std::pair<std::string, std::string>> headers;
  std::string headers_file;
  std::vector<std::string> link_patterns;
  int max_links = 50;
  bool enabled = true;
  friend bool operator==(const Source&, const Source&) = default;
};

// `name` stands in errors as `name:line:column`. Unknown keys, doubled names and bad addresses are errors.
base::Result<std::vector<Source>> parse_sources(const base::YamlNode& root, const std::string& name);

// Reads a sources file. Header files are read too, and must not be readable by others.
base::Result<std::vector<Source>> read_sources(const std::string& path);

// The list that ships with the program (sources/default.yaml).
base::Result<std::vector<Source>> default_sources();

// Whether a section follows this link: one of its patterns matches the path and query (or the whole address when the
// pattern has a scheme); without patterns, links on the same registrable domain that lie deeper than the section.
bool follows(const Source& source, std::string_view url);

// A source as one entry of the YAML list, for `sources add`.
std::string to_yaml(const Source& source);

}  // namespace tradewire::fetch
