#include "fetch/xml_names.h"

#include <algorithm>
#include <array>

#include <pugixml.hpp>

#include "base/unicode.h"
#include "fetch/doctype.h"
#include "fetch/markup_text.h"
#include "fetch/url.h"

namespace tradewire::fetch {
namespace {

constexpr int kMaxDepth = 256;

// RSS has had many addresses, of which feeds make up more; a prefixed one that is none of them is a module of somebody's own.
bool is_rss(std::string_view lower, bool is_default) {
  constexpr std::array<std::string_view, 5> kAddresses = {"purl.org/rss/", "netscape.com/", "blogs.law.harvard", "backend.userland.com", "cyber.harvard.edu"};
  if (lower.empty()) return true;
  if (lower.find("/modules/") != std::string_view::npos) return false;
  return (is_default && lower.find("rss") != std::string_view::npos) ||
         std::any_of(kAddresses.begin(), kAddresses.end(), [&](std::string_view part) { return lower.find(part) != std::string_view::npos; });
}

// By a part of the address, since feeds misspell the rest: http or https, a slash more or less, upper case.
std::string_view short_name(std::string_view uri, bool is_default) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kKnown = {{
      {"www.w3.org/2005/atom", "atom"}, {"purl.org/atom", "atom"}, {"www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
      {"purl.org/dc/elements", "dc"}, {"purl.org/dc/terms", "dcterms"}, {"purl.org/rss/1.0/modules/content", "content"},
      {"search.yahoo.com/mrss", "media"}, {"www.itunes.com", "itunes"}, {"www.w3.org/1999/xhtml", "xhtml"},
      {"google.com/schemas/sitemap-news", "news"}, {"sitemaps.org/schemas/sitemap", "sitemap"}, {"google.com/schemas/sitemap", "sitemap"},
      {"purl.org/syndication/thread", "thr"}, {"purl.org/rss/1.0/modules/slash", "slash"}, {"wellformedweb.org", "wfw"}, {"purl.org/rss/1.0/modules/syndication", "sy"}}};
  const std::string lower = base::to_lower(uri);
  for (const auto& [part, name] : kKnown) {
    if (lower.find(part) != std::string::npos) return name;
  }
  return is_rss(lower, is_default) ? "rss" : "other";
}

// A prefix that nobody declared means what it usually does.
std::string_view usual_meaning(std::string_view prefix) {
  constexpr std::array<std::string_view, 11> kUsual = {"atom", "rdf", "dc", "dcterms", "content", "media", "itunes", "xhtml", "news", "slash", "thr"};
  for (const std::string_view name : kUsual) {
    if (prefix == name) return name;
  }
  return prefix.empty() ? "rss" : "other";
}

// A script or style sheet among the markup of a text is no text of it.
bool is_silent(const pugi::xml_node& node) {
  const std::string name = base::to_lower(node.name());
  return name == "script" || name == "style" || name.ends_with(":script") || name.ends_with(":style");
}

void append_text(const pugi::xml_node& node, std::string& out, int depth) {
  if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) out += node.value();
  if (depth > kMaxDepth || (depth > 0 && is_silent(node))) return;
  for (const pugi::xml_node& child : node.children()) append_text(child, out, depth + 1);
}

}  // namespace

std::string qualified_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  const std::string prefix(colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon));
  const std::string local = base::to_lower(colon == std::string_view::npos ? name : name.substr(colon + 1));
  const std::string declaration = prefix.empty() ? "xmlns" : "xmlns:" + prefix;
  int depth = 0;
  for (pugi::xml_node at = node; at && depth <= kMaxDepth; at = at.parent(), ++depth) {
    if (const auto declared = at.attribute(declaration.c_str())) return std::string(short_name(declared.value(), prefix.empty())) + ":" + local;
  }
  return std::string(usual_meaning(prefix)) + ":" + local;
}

std::string text_below(const pugi::xml_node& node) {
  std::string out;
  append_text(node, out, 0);
  return out;
}

std::string_view attribute(const pugi::xml_node& node, std::string_view local_name) {
  for (const pugi::xml_attribute& one : node.attributes()) {
    std::string_view name = one.name();
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos && !name.starts_with("xmlns")) name.remove_prefix(colon + 1);
    if (base::to_lower(name) == local_name) return one.value();
  }
  return {};
}

std::string base_at(const pugi::xml_node& node, std::string_view base) {
  std::string above = node.parent() && node.parent().type() == pugi::node_element ? base_at(node.parent(), base) : std::string(base);
  const std::string_view own = node.attribute("xml:base").value();
  if (own.empty()) return above;
  const auto resolved = resolve_url(own, above);
  return resolved.value_or(above);
}

bool load_xml(pugi::xml_document& document, const std::string& text, std::string& complaint) {
  constexpr unsigned kFlags = pugi::parse_default | pugi::parse_ws_pcdata;
  std::string clean = without_html_entities(expand_entities(text));
  const std::size_t first = clean.find('<');
  if (first == std::string::npos) return false;
  clean.erase(0, first);
  const pugi::xml_parse_result parsed = document.load_buffer(clean.data(), clean.size(), kFlags, pugi::encoding_utf8);
  if (parsed) return true;
  complaint = std::string("ill-formed XML: ") + parsed.description() + " at byte " + std::to_string(parsed.offset);
  const std::string mended = mend_xml(clean);
  return static_cast<bool>(document.load_buffer(mended.data(), mended.size(), kFlags, pugi::encoding_utf8)) || document.document_element();
}

}  // namespace tradewire::fetch
