#include "fetch/url.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"
#include "fetch/url_host.h"

namespace tradewire::fetch {
namespace {

constexpr std::array<std::pair<std::string_view, int>, 6> kSpecialSchemes = {
    {{"ftp", 21}, {"file", 0}, {"http", 80}, {"https", 443}, {"ws", 80}, {"wss", 443}}};

int default_port(std::string_view scheme) {
  for (const auto& [name, port] : kSpecialSchemes) {
    if (name == scheme) return port;
  }
  return -1;
}

bool is_special_scheme(std::string_view scheme) { return default_port(scheme) >= 0; }

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

bool is_drive_letter(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}

bool is_normal_drive_letter(std::string_view text) { return is_drive_letter(text) && text[1] == ':'; }

bool starts_with_drive_letter(std::string_view text) {
  return text.size() >= 2 && is_drive_letter(text.substr(0, 2)) &&
         (text.size() == 2 || std::string_view("/\\?#").find(text[2]) != std::string_view::npos);
}

bool is_single_dot(std::string_view segment) { return segment == "." || lower(segment) == "%2e"; }

bool is_double_dot(std::string_view segment) {
  const std::string text = lower(segment);
  return text == ".." || text == ".%2e" || text == "%2e." || text == "%2e%2e";
}

// Without the blanks around it and the tabs and line ends within.
std::string stripped(std::string_view text) {
  const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
  std::string out = base::to_valid_utf8(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

// The Standard's basic URL parser without state override. Each function is one or a few of its states and consumes
// what it read from `rest_`.
class Parser {
 public:
  Parser(std::string_view rest, const Url* base) : rest_(rest), base_(base) {}

  // False on failure.
  bool run() {
    if (const auto scheme = read_scheme()) return after_scheme(*scheme);
    return without_scheme();
  }

  Url url;

 private:
  bool special() const { return is_special_scheme(url.scheme); }
  bool at_slash() const { return !rest_.empty() && (rest_[0] == '/' || (special() && rest_[0] == '\\')); }

  std::optional<std::string> read_scheme() {
    if (rest_.empty() || !is_alpha(rest_[0])) return std::nullopt;
    std::size_t end = 1;
    while (end < rest_.size() && (is_alpha(rest_[end]) || is_digit(rest_[end]) || rest_[end] == '+' || rest_[end] == '-' || rest_[end] == '.')) ++end;
    if (end == rest_.size() || rest_[end] != ':') return std::nullopt;
    std::string scheme = lower(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    return scheme;
  }

  bool after_scheme(const std::string& scheme) {
    url.scheme = scheme;
    if (scheme == "file") return file_state();
    if (special()) {
      if (base_ != nullptr && base_->scheme == scheme && !rest_.starts_with("//")) return relative_state();
      return ignore_slashes_then_authority();
    }
    if (rest_.starts_with("//")) {
      rest_.remove_prefix(2);
      return authority_state();
    }
    if (rest_.starts_with("/")) return path_state();
    return opaque_path_state();
  }

  bool without_scheme() {
    if (base_ == nullptr) return false;
    if (base_->has_opaque_path) {
      if (!rest_.starts_with("#")) return false;
      url = *base_;
      url.fragment.reset();
      return query_and_fragment();
    }
    url.scheme = base_->scheme;
    return base_->scheme == "file" ? file_state() : relative_state();
  }

  bool ignore_slashes_then_authority() {
    while (!rest_.empty() && (rest_[0] == '/' || rest_[0] == '\\')) rest_.remove_prefix(1);
    return authority_state();
  }

  void copy_authority() {
    url.username = base_->username;
    url.password = base_->password;
    url.host = base_->host;
    url.port = base_->port;
  }

  bool relative_state() {
    if (at_slash()) {
      rest_.remove_prefix(1);
      if (at_slash()) {
        rest_.remove_prefix(1);
        return special() ? ignore_slashes_then_authority() : authority_state();
      }
      copy_authority();
      return path_segments();
    }
    copy_authority();
    return relative_to_path_of_base();
  }

  bool relative_to_path_of_base() {
    url.path = base_->path;
    if (rest_.empty()) {
      url.query = base_->query;
      return true;
    }
    if (rest_[0] == '#') {
      url.query = base_->query;
      return query_and_fragment();
    }
    if (rest_[0] == '?') return query_and_fragment();
    if (url.scheme == "file" && starts_with_drive_letter(rest_)) {
      url.path.clear();
    } else {
      shorten_path();
    }
    return path_segments();
  }

  bool authority_state() {
    const std::size_t end = rest_.find_first_of(special() ? "/?#\\" : "/?#");
    std::string_view authority = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end);
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
      read_credentials(authority.substr(0, at));
      authority.remove_prefix(at + 1);
      if (authority.empty()) return false;
    }
    return read_host_and_port(authority) && path_start_state();
  }

  void read_credentials(std::string_view text) {
    const std::size_t colon = text.find(':');
    append_encoded(url.username, text.substr(0, colon), EncodeSet::kUserinfo);
    if (colon != std::string_view::npos) append_encoded(url.password, text.substr(colon + 1), EncodeSet::kUserinfo);
  }

  bool read_host_and_port(std::string_view text) {
    bool in_brackets = false;
    std::size_t colon = std::string_view::npos;
    for (std::size_t i = 0; i < text.size() && colon == std::string_view::npos; ++i) {
      if (text[i] == '[') in_brackets = true;
      if (text[i] == ']') in_brackets = false;
      if (text[i] == ':' && !in_brackets) colon = i;
    }
    const std::string_view host = text.substr(0, colon);
    if (host.empty() && (special() || colon != std::string_view::npos)) return false;
    auto parsed = host.empty() ? std::optional<std::string>("") : parse_host(host, special());
    if (!parsed) return false;
    url.host = std::move(parsed);
    return colon == std::string_view::npos || read_port(text.substr(colon + 1));
  }

  bool read_port(std::string_view text) {
    unsigned long value = 0;
    for (const char c : text) {
      if (!is_digit(c)) return false;
      value = value * 10 + static_cast<unsigned long>(c - '0');
      if (value > 65535) return false;
    }
    if (!text.empty() && static_cast<int>(value) != default_port(url.scheme)) url.port = static_cast<std::uint16_t>(value);
    return true;
  }

  bool file_state() {
    url.host = "";
    const bool file_base = base_ != nullptr && base_->scheme == "file";
    if (at_slash()) {
      rest_.remove_prefix(1);
      if (at_slash()) {
        rest_.remove_prefix(1);
        return file_host_state();
      }
      if (file_base) {
        url.host = base_->host;
        if (!starts_with_drive_letter(rest_) && !base_->path.empty() && is_normal_drive_letter(base_->path[0])) {
          url.path.push_back(base_->path[0]);
        }
      }
      return path_segments();
    }
    if (!file_base) return path_segments();
    url.host = base_->host;
    return relative_to_path_of_base();
  }

  bool file_host_state() {
    const std::size_t end = rest_.find_first_of("/\\?#");
    const std::string_view text = rest_.substr(0, end);
    if (is_drive_letter(text)) return path_segments();
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end);
    if (!text.empty()) {
      auto host = parse_host(text, true);
      if (!host) return false;
      url.host = *host == "localhost" ? "" : *host;
    }
    return path_start_state();
  }

  bool path_start_state() {
    if (special()) {
      if (at_slash()) rest_.remove_prefix(1);
      return path_segments();
    }
    return path_state();
  }

  // Behind an authority, or at the slash that begins a path.
  bool path_state() {
    if (rest_.empty() || rest_[0] == '?' || rest_[0] == '#') return query_and_fragment();
    if (at_slash()) rest_.remove_prefix(1);
    return path_segments();
  }

  void shorten_path() {
    if (url.scheme == "file" && url.path.size() == 1 && is_normal_drive_letter(url.path[0])) return;
    if (!url.path.empty()) url.path.pop_back();
  }

  // REQUIRES: the slash in front is consumed.
  bool path_segments() {
    for (;;) {
      const std::size_t end = rest_.find_first_of(special() ? "/\\?#" : "/?#");
      std::string segment;
      append_encoded(segment, rest_.substr(0, end), EncodeSet::kPath);
      rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end);
      const bool more = at_slash();
      add_segment(std::move(segment), more);
      if (!more) return query_and_fragment();
      rest_.remove_prefix(1);
    }
  }

  void add_segment(std::string segment, bool more) {
    if (is_double_dot(segment)) {
      shorten_path();
      if (!more) url.path.emplace_back();
    } else if (is_single_dot(segment)) {
      if (!more) url.path.emplace_back();
    } else {
      if (url.scheme == "file" && url.path.empty() && is_drive_letter(segment)) segment[1] = ':';
      url.path.push_back(std::move(segment));
    }
  }

  bool opaque_path_state() {
    const std::size_t end = rest_.find_first_of("?#");
    std::string path;
    append_encoded(path, rest_.substr(0, end), EncodeSet::kControl);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end);
    // A blank in front of the query would be lost when the URL is read again.
    if (!rest_.empty() && path.ends_with(' ')) path.replace(path.size() - 1, 1, "%20");
    url.path = {std::move(path)};
    url.has_opaque_path = true;
    return query_and_fragment();
  }

  bool query_and_fragment() {
    if (rest_.starts_with("?")) {
      const std::size_t end = rest_.find('#');
      std::string query;
      append_encoded(query, rest_.substr(1, end == std::string_view::npos ? end : end - 1), special() ? EncodeSet::kSpecialQuery : EncodeSet::kQuery);
      url.query = std::move(query);
      rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end);
    }
    if (rest_.starts_with("#")) {
      std::string fragment;
      append_encoded(fragment, rest_.substr(1), EncodeSet::kFragment);
      url.fragment = std::move(fragment);
    }
    return true;
  }

  std::string_view rest_;
  const Url* base_;
};

}  // namespace

bool Url::is_special() const { return is_special_scheme(scheme); }

std::string Url::path_text() const {
  if (has_opaque_path) return path.empty() ? "" : path[0];
  std::string out;
  for (const std::string& segment : path) {
    out += '/';
    out += segment;
  }
  return out;
}

std::string Url::href() const {
  std::string out = scheme + ":";
  if (host) {
    out += "//";
    if (!username.empty() || !password.empty()) {
      out += username;
      if (!password.empty()) out += ":" + password;
      out += '@';
    }
    out += *host;
    if (port) out += ":" + std::to_string(*port);
  } else if (!has_opaque_path && path.size() > 1 && path[0].empty()) {
    out += "/.";  // "web+demo:/.//not-a-host/"
  }
  out += path_text();
  if (query) out += "?" + *query;
  if (fragment) out += "#" + *fragment;
  return out;
}

std::string Url::origin() const {
  std::string out = scheme + "://" + host.value_or("");
  if (port) out += ":" + std::to_string(*port);
  return out;
}

std::uint16_t Url::effective_port() const {
  return port.value_or(static_cast<std::uint16_t>(std::max(default_port(scheme), 0)));
}

base::Result<Url> parse_url(std::string_view reference, const Url* base) {
  const std::string input = stripped(reference);
  Parser parser(input, base);
  if (!parser.run()) {
    return base::Error{"not a valid URL", std::string(reference.substr(0, 200)), "give an absolute address such as https://example.org/feed"};
  }
  return std::move(parser.url);
}

std::optional<std::string> resolve_url(std::string_view reference, std::string_view base) {
  if (base.empty()) {
    const auto url = parse_url(reference);
    return url ? std::optional(url->href()) : std::nullopt;
  }
  const auto base_url = parse_url(base);
  if (!base_url) return std::nullopt;
  const auto url = parse_url(reference, &*base_url);
  return url ? std::optional(url->href()) : std::nullopt;
}

}  // namespace tradewire::fetch
