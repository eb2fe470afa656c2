// URLs as the WHATWG URL Standard reads and writes them: what a browser would make of an address in a feed or a page.
//
//     https://user:pass@example.com:1234/foo/bar?baz#quux
//     scheme  user pass host        port path    query fragment
//
// The parser is the Standard's state machine for all schemes; the fetcher itself asks for http and https only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tradewire::fetch {

struct Url {
  std::string scheme;                     // lower case, without the colon
  std::string username;                   // percent-encoded, as the rest
  std::string password;
  std::optional<std::string> host;        // serialised: ASCII domain, dotted IPv4, [IPv6]; absent where there is none
  std::optional<std::uint16_t> port;      // absent when it is the scheme's own
  std::vector<std::string> path;          // segments; one element when opaque
  bool has_opaque_path = false;           // "mailto:someone"
  std::optional<std::string> query;       // without the question mark
  std::optional<std::string> fragment;    // without the number sign

  bool is_special() const;                // http, https, ws, wss, ftp, file
  bool is_http() const { return scheme == "http" || scheme == "https"; }
  std::string path_text() const;          // "/foo/bar"
  std::string href() const;               // the whole
  std::string origin() const;             // "https://example.com:1234"
  std::uint16_t effective_port() const;   // 80 or 443 when absent; 0 for schemes without one

  friend bool operator==(const Url&, const Url&) = default;
};

// Parses an absolute URL, or a reference against `base`. Errors: what the Standard calls failure; `where` is the input.
base::Result<Url> parse_url(std::string_view reference, const Url* base = nullptr);

// The absolute form of `reference` against the absolute URL `base` (may be empty), or nothing when either is invalid.
std::optional<std::string> resolve_url(std::string_view reference, std::string_view base);

// The identity of a page: href without fragment, credentials, tracking parameters and a trailing "?", host without a
// final dot. Two addresses of one page give one identity; the original is what is fetched and shown. A text that is no
// http(s) URL comes back as it is.
std::string canonical_url(std::string_view url);

// The part of a host name under which a registrant stands ("bbc.co.uk" of "www.bbc.co.uk"), by the public suffix list;
// the host itself when it is an address or a public suffix.
std::string registrable_domain(std::string_view host);

}  // namespace tradewire::fetch
