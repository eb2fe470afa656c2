#include "fetch/robots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace tradewire::fetch {
namespace {

constexpr std::string_view kIndexPage = "/index.htm";
constexpr std::size_t kMaxBytes = 500 * 1024;
constexpr std::size_t kMaxLine = 2083 * 8 - 1;  // Google's parser cuts longer lines; its tests rely on it
constexpr double kMaxCrawlDelay = 120;

enum class Key { kUserAgent, kAllow, kDisallow, kSitemap, kCrawlDelay, kOther };

struct Directive {
  Key key = Key::kOther;
  std::string_view value;
};

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool starts_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  return std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

// Keys are told by their beginning, with the misspellings that Google's parser takes.
Key key_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Key>, 14> kNames = {{
      {"user-agent", Key::kUserAgent}, {"useragent", Key::kUserAgent}, {"user agent", Key::kUserAgent},
      {"allow", Key::kAllow},
      {"disallow", Key::kDisallow}, {"dissallow", Key::kDisallow}, {"dissalow", Key::kDisallow}, {"disalow", Key::kDisallow},
      {"diasllow", Key::kDisallow}, {"disallaw", Key::kDisallow},
      {"sitemap", Key::kSitemap}, {"site-map", Key::kSitemap},
      {"crawl-delay", Key::kCrawlDelay}, {"crawldelay", Key::kCrawlDelay}}};
  for (const auto& [word, key] : kNames) {
    if (starts_with_word(name, word)) return key;
  }
  return Key::kOther;
}

// "key: value # comment", or "key value" with exactly two words.
Directive read_directive(std::string_view line) {
  line = trimmed(line.substr(0, line.find('#')));
  std::size_t separator = line.find(':');
  if (separator == std::string_view::npos) {
    separator = line.find_first_of(" \t");
    if (separator == std::string_view::npos) return {};
    const std::string_view value = trimmed(line.substr(separator));
    if (value.find_first_of(" \t") != std::string_view::npos) return {};
  }
  const std::string_view name = trimmed(line.substr(0, separator));
  if (name.empty()) return {};
  return {key_of(name), trimmed(line.substr(separator + 1))};
}

bool is_token_character(char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '_'; }

std::string agent_token(std::string_view value) {
  if (value.starts_with('*') && (value.size() == 1 || is_blank(value[1]))) return "*";
  return product_token(value);
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f'); }

// Non-ASCII bytes percent-encoded, and the digits of percent-encodings in upper case.
std::string normal_pattern(std::string_view pattern) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const auto byte = static_cast<unsigned char>(pattern[i]);
    if (byte == '%' && i + 2 < pattern.size() && is_hex(pattern[i + 1]) && is_hex(pattern[i + 2])) {
      out += '%';
      for (int k = 0; k < 2; ++k) {
        const char c = pattern[++i];
        out += c >= 'a' ? static_cast<char>(c - 32) : c;
      }
    } else if (byte >= 0x80) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += pattern[i];
    }
  }
  return out;
}

// Path and query of an absolute URL, a host with a path, or a path alone; "/" when there is none.
std::string path_of(std::string_view url) {
  std::size_t search = url.starts_with("//") ? 2 : 0;
  const std::size_t early = url.find_first_of("/?;", search);
  std::size_t scheme = url.find("://", search);
  if (early < scheme) scheme = std::string_view::npos;
  search = scheme == std::string_view::npos ? search : scheme + 3;
  const std::size_t start = url.find_first_of("/?;", search);
  const std::size_t hash = url.find('#', search);
  if (start == std::string_view::npos || hash < start) return "/";
  const std::string path(url.substr(start, hash == std::string_view::npos ? hash : hash - start));
  return path[0] == '/' ? path : "/" + path;
}

// Whether a pattern with * and a final $ matches a prefix of the path. Linear in their product: the set of prefixes of
// the path that the pattern so far can end at is carried along.
bool matches(std::string_view path, std::string_view pattern) {
  std::vector<std::size_t> ends = {0};
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '$' && i + 1 == pattern.size()) return ends.back() == path.size();
    if (c == '*') {
      const std::size_t first = ends.front();
      ends.resize(path.size() - first + 1);
      for (std::size_t k = 0; k < ends.size(); ++k) ends[k] = first + k;
      continue;
    }
    std::size_t kept = 0;
    for (const std::size_t end : ends) {
      if (end < path.size() && path[end] == c) ends[kept++] = end + 1;
    }
    if (kept == 0) return false;
    ends.resize(kept);
  }
  return true;
}

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find_first_of("\r\n");
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos) {
    rest = {};
  } else {
    rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return line;
}

// A byte order mark, also one that lost its end.
std::string_view without_mark(std::string_view bytes) {
  for (const char c : {'\xEF', '\xBB', '\xBF'}) {
    if (bytes.empty() || bytes.front() != c) break;
    bytes.remove_prefix(1);
  }
  return bytes;
}

}  // namespace

std::string product_token(std::string_view user_agent) {
  std::string token;
  for (const char c : user_agent) {
    if (!is_token_character(c)) break;
    token += lower(c);
  }
  return token;
}

Robots Robots::parse(std::string_view bytes) {
  Robots robots;
  std::string_view rest = without_mark(bytes.substr(0, kMaxBytes));
  bool in_agents = false;
  for (int number = 1; !rest.empty(); ++number) {
    const std::string_view line = next_line(rest).substr(0, kMaxLine);
    const Directive directive = read_directive(line);
    if (directive.key == Key::kUserAgent) {
      if (!in_agents) robots.groups_.emplace_back();
      in_agents = true;
      robots.groups_.back().agents.push_back(agent_token(directive.value));
    } else if (directive.key == Key::kSitemap) {
      if (!directive.value.empty()) robots.sitemaps_.emplace_back(directive.value);
    } else if (robots.groups_.empty() || directive.key == Key::kOther) {
      continue;  // a line without meaning, or a rule outside all groups
    } else if (directive.key == Key::kCrawlDelay) {
      const double delay = std::strtod(std::string(directive.value).c_str(), nullptr);
      if (std::isfinite(delay) && delay > 0) robots.groups_.back().crawl_delay = std::min(delay, kMaxCrawlDelay);
    } else {
      in_agents = false;
      robots.groups_.back().rules.push_back(
          {directive.key == Key::kAllow, normal_pattern(directive.value), number, std::string(trimmed(line))});
    }
  }
  return robots;
}

Robots Robots::for_response(int status, std::string_view body) {
  if (status >= 200 && status < 300) return parse(body);
  Robots robots;
  robots.bars_all_ = status == 0 || status >= 500;
  return robots;
}

std::vector<const Robots::Group*> Robots::groups_for(std::string_view agent) const {
  const std::string token = product_token(agent);
  // A name that is no product token, as "Foo Bar", belongs to no group of its own.
  const bool is_token = !token.empty() && (token.size() == agent.size() || agent[token.size()] == '/');
  std::vector<const Group*> own;
  std::vector<const Group*> general;
  for (const Group& group : groups_) {
    for (const std::string& name : group.agents) {
      if (is_token && name == token) own.push_back(&group);
      if (name == "*") general.push_back(&group);
    }
  }
  return own.empty() ? general : own;
}

RobotsVerdict Robots::verdict(std::string_view agent, std::string_view url) const {
  if (bars_all_) return {false, 0, ""};
  const std::string path = path_of(url);
  const Rule* best = nullptr;
  std::size_t best_length = 0;
  for (const Group* group : groups_for(agent)) {
    for (const Rule& rule : group->rules) {
      std::string pattern = rule.pattern;
      if (pattern.empty()) continue;
      bool hit = matches(path, pattern);
      // "Allow: /news/index.html" means the folder too, and so does whatever begins like it.
      const std::size_t slash = pattern.rfind('/');
      if (!hit && rule.allow && slash != std::string::npos && pattern.compare(slash, kIndexPage.size(), kIndexPage) == 0) {
        pattern.resize(slash + 1);
        pattern += '$';
        hit = matches(path, pattern);
      }
      if (!hit || pattern.size() < best_length) continue;
      if (best != nullptr && pattern.size() == best_length && !(rule.allow && !best->allow)) continue;
      best = &rule;
      best_length = pattern.size();
    }
  }
  return best == nullptr ? RobotsVerdict{} : RobotsVerdict{best->allow, best->line_number, best->line};
}

std::optional<double> Robots::crawl_delay(std::string_view agent) const {
  std::optional<double> delay;
  for (const Group* group : groups_for(agent)) {
    if (group->crawl_delay) delay = std::max(delay.value_or(0), *group->crawl_delay);
  }
  return delay;
}

}  // namespace tradewire::fetch
