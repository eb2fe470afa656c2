// Elements by namespace: what a prefix means where it stands, in one short word.
#pragma once

#include <string>
#include <string_view>

namespace pugi {
class xml_node;
class xml_document;
}

namespace tradewire::fetch {

// "rss:title", "atom:link", "dc:creator", "rdf:rdf", "content:encoded", "news:title", "sitemap:url", "xhtml:div"; the
// local name is in lower case. Elements without a known namespace count as "rss:".
std::string qualified_name(const pugi::xml_node& node);

// All text below a node; mark-up inside is dropped.
std::string text_below(const pugi::xml_node& node);

// The attribute by its local name, whatever the prefix; empty when absent.
std::string_view attribute(const pugi::xml_node& node, std::string_view local_name);

// xml:base of the node and those above it, against `base`.
std::string base_at(const pugi::xml_node& node, std::string_view base);

// Parses UTF-8, at the second attempt mended; false in `mended` when the first was good. An empty document when nothing
// could be read.
bool load_xml(pugi::xml_document& document, const std::string& text, std::string& complaint);

}  // namespace tradewire::fetch
