#include "fetch/feed.h"

#include <algorithm>

#include <pugixml.hpp>

#include "base/unicode.h"
#include "fetch/feed_date.h"
#include "fetch/feed_json.h"
#include "fetch/markup_text.h"
#include "fetch/url.h"
#include "fetch/xml_names.h"

namespace tradewire::fetch {
namespace {

using Node = pugi::xml_node;

std::string resolved(std::string_view reference, std::string_view base) {
  const std::string trimmed(base::trim(reference));
  if (trimmed.empty()) return {};
  return resolve_url(trimmed, base).value_or(trimmed);
}

// Keeps the first text that is not empty.
void keep(std::string& field, std::string text) {
  if (field.empty()) field = std::move(text);
}

void keep(std::optional<base::UnixTime>& field, const std::string& text) {
  if (!field) field = parse_feed_date(text);
}

// Keeps the last: of several dates of one kind in an Atom entry, the later in the text mends the earlier.
void replace(std::optional<base::UnixTime>& field, const std::string& text) {
  if (const auto time = parse_feed_date(text)) field = time;
}

// "me@example.org (Name)", "Name <me@example.org>", "me@example.org": the name where there is one.
std::string person(const std::string& raw) {
  const std::string text = html_to_text(raw.find('@') != std::string::npos && raw.find('<') != std::string::npos && raw.find("</") == std::string::npos
                                            ? raw.substr(0, raw.find('<')) : raw);
  const std::size_t open = text.find('(');
  if (open != std::string::npos && text.find('@') < open && text.ends_with(')')) return collapse_space(std::string_view(text).substr(open + 1, text.size() - open - 2));
  if (text.empty()) return collapse_space(raw);
  return text;
}

// An Atom person construct, or the bare text that some feeds put there.
std::string atom_person(const Node& node) {
  std::string name;
  std::string email;
  std::string other;
  for (const Node& child : node.children()) {
    const std::string kind = qualified_name(child);
    if (kind.ends_with(":name")) name = collapse_space(text_below(child));
    if (kind.ends_with(":email")) keep(email, collapse_space(text_below(child)));
    if (kind.ends_with(":email") || kind.ends_with(":uri") || kind.ends_with(":url")) keep(other, collapse_space(text_below(child)));
  }
  if (!name.empty()) return email.empty() ? name : name + " (" + email + ")";
  return other.empty() ? person(text_below(node)) : other;
}

std::string decode_base64(std::string_view text) {
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t value = kDigits.find(c);
    if (value == std::string_view::npos) continue;
    bits = (bits << 6) | static_cast<unsigned>(value);
    if ((count += 6) >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> count) & 0xFF);
    }
  }
  return out;
}

// RFC 4287, 4.1.3.3: what is neither text nor XML stands in Base64.
bool is_base64_type(std::string_view type) {
  const std::string lower = base::to_lower(type);
  return lower.find('/') != std::string::npos && !lower.starts_with("text/") && !lower.ends_with("xml");
}

// A text construct of Atom 1.0 (type) or 0.3 (mode and type) as plain text.
std::string atom_text(const Node& node) {
  const std::string_view type = attribute(node, "type");
  const std::string_view mode = attribute(node, "mode");
  std::string text = text_below(node);
  if (mode == "base64" || (mode.empty() && is_base64_type(type))) return html_to_text(decode_base64(text));
  const bool is_xml = type == "xhtml" || type == "application/xhtml+xml";
  const bool is_plain = type.empty() || type == "text" || type == "text/plain";
  if (mode == "escaped") return type == "text/plain" ? collapse_space(text) : html_to_text(text);
  if (is_xml || is_plain || mode == "xml") return collapse_space(text);
  return html_to_text(text);
}

// Reads the fields of one entry, whatever the dialect; the order of preference is that of the calls in finish().
class EntryReader {
 public:
  EntryReader(const Node& node, std::string base) : node_(node), base_(std::move(base)) {}

  FeedEntry read() {
    for (const Node& child : node_.children()) {
      if (child.type() == pugi::node_element) field(child, qualified_name(child));
    }
    return finish();
  }

 private:
  void field(const Node& node, const std::string& name) {
    const std::size_t colon = name.find(':');
    const std::string space = name.substr(0, colon);
    const std::string local = name.substr(colon + 1);
    if (space == "atom") return atom_field(node, local);
    if (space == "rss") return rss_field(node, local);
    if (space == "dc" || space == "dcterms") return dublin_field(node, local);
    if (name == "content:encoded") return keep(content_, html_to_text(text_below(node)));
    if (name == "itunes:author") return keep(other_author_, person(text_below(node)));
    if (name == "itunes:summary" || name == "media:description") return keep(other_summary_, html_to_text(text_below(node)));
    if (name == "media:title" || name == "itunes:title") return keep(other_title_, html_to_text(text_below(node)));
    if (name == "media:group") return media_group(node);
    if (name == "xhtml:body" || name == "xhtml:div") return keep(content_, collapse_space(text_below(node)));
  }

  void media_group(const Node& group) {
    for (const Node& child : group.children()) {
      if (const std::string name = qualified_name(child); name == "media:description" || name == "media:title") field(child, name);
    }
  }

  void rss_field(const Node& node, const std::string& local) {
    const std::string text = text_below(node);
    if (local == "title") keep(entry_.title, html_to_text(text));
    else if (local == "link") rss_link(node, text);
    else if (local == "guid") rss_guid(node, text);
    else if (local == "id") keep(entry_.id, collapse_space(text));
    else if (local == "pubdate" || local == "published" || local == "issued") keep(entry_.published, text);
    else if (local == "lastbuilddate" || local == "updated" || local == "modified") keep(entry_.updated, text);
    else if (local == "date") keep(date_, text);
    else if (local == "author" || local == "creator") add_author(node.first_child().type() == pugi::node_element ? atom_person(node) : person(text));
    else if (local == "description" || local == "summary" || local == "abstract") keep(summary_, html_to_text(text));
    else if (local == "content" || local == "fulltext" || local == "fullitem" || local == "body") keep(content_, html_to_text(text));
    else if (local == "category") add_category(attribute(node, "term").empty() ? text : std::string(attribute(node, "term")));
    else if (local == "comments") keep(entry_.comments_link, resolved(text, base_at(node, base_)));
  }

  void rss_link(const Node& node, const std::string& text) {
    const std::string_view href = attribute(node, "href");
    const bool has_text = !base::trim(text).empty();
    if (!has_text && !href.empty()) return atom_link(node);
    if (!attribute(node, "rel").empty() && has_text) return atom_link(node);
    if (has_text) keep(entry_.link, resolved(text, base_at(node, base_)));
  }

  void rss_guid(const Node& node, const std::string& text) {
    const bool is_link = base::to_lower(attribute(node, "ispermalink")) != "false";
    const std::string trimmed(base::trim(text));
    keep(entry_.id, is_link && trimmed.starts_with('/') ? resolved(trimmed, base_at(node, base_)) : trimmed);
    if (is_link && !trimmed.empty()) keep(guid_link_, resolved(trimmed, base_at(node, base_)));
  }

  // An identifier is a whole address; of those that are not, the ones with a path are meant as one.
  void atom_id(const Node& node) {
    const std::string text(base::trim(text_below(node)));
    keep(entry_.id, text.starts_with('/') ? resolved(text, base_at(node, base_)) : text);
    if (text.starts_with("http://") || text.starts_with("https://")) keep(guid_link_, text);
  }

  void atom_link(const Node& node) {
    const std::string rel = base::to_lower(attribute(node, "rel"));
    const std::string_view given = attribute(node, "href");
    const std::string href = resolved(given.empty() ? text_below(node) : std::string(given), base_at(node, base_));
    if (rel.empty() || rel == "alternate" || rel.ends_with("/relation/alternate")) {
      // The page itself is preferred to what stands beside it in another form.
      const std::string_view type = attribute(node, "type");
      const bool is_page = type.empty() || type == "text/html" || type == "application/xhtml+xml";
      keep(is_page ? alternate_ : other_alternate_, href);
    } else if (rel == "replies") {
      keep(entry_.comments_link, href);
    } else if (rel == "self" || rel == "via" || rel == "related") {
      keep(last_link_, href);
    }
  }

  void atom_field(const Node& node, const std::string& local) {
    if (local == "title") keep(entry_.title, atom_text(node));
    else if (local == "link") atom_link(node);
    else if (local == "id") atom_id(node);
    else if (local == "published" || local == "issued") replace(entry_.published, text_below(node));
    else if (local == "created") replace(created_, text_below(node));
    else if (local == "updated" || local == "modified") replace(entry_.updated, text_below(node));
    else if (local == "author") add_author(atom_person(node));
    else if (local == "summary") keep(summary_, atom_text(node));
    else if (local == "content") keep(content_, atom_text(node));
    else if (local == "category") add_category(std::string(attribute(node, "term")));
    else if (local == "source") source_author(node);
  }

  void source_author(const Node& source) {
    for (const Node& child : source.children()) {
      if (qualified_name(child) == "atom:author") keep(other_author_, atom_person(child));
    }
  }

  void dublin_field(const Node& node, const std::string& local) {
    const std::string text = text_below(node);
    if (local == "title") keep(other_title_, html_to_text(text));
    else if (local == "identifier") keep(identifier_, std::string(base::trim(text)));
    else if (local == "date") keep(date_, text);
    else if (local == "issued") keep(entry_.published, text);
    else if (local == "created") keep(created_, text);
    else if (local == "modified") keep(entry_.updated, text);
    else if (local == "creator" || local == "author") add_author(person(text));
    else if (local == "publisher") keep(publisher_, person(text));
    else if (local == "description" || local == "abstract") keep(other_summary_, html_to_text(text));
    else if (local == "subject") add_category(text);
  }

  void add_author(const std::string& name) {
    if (name.empty() || std::find(authors_.begin(), authors_.end(), name) != authors_.end()) return;
    authors_.push_back(name);
  }

  void add_category(const std::string& text) {
    std::string name = collapse_space(text);
    if (!name.empty()) entry_.categories.push_back(std::move(name));
  }

  FeedEntry finish() {
    keep(entry_.title, other_title_);
    keep(entry_.link, alternate_);
    keep(entry_.link, other_alternate_);
    keep(entry_.link, guid_link_);
    const std::string about = resolved(attribute(node_, "about"), base_);
    keep(entry_.link, about);
    keep(entry_.link, resolved(attribute(node_, "href"), base_));  // CDF tells address and date in attributes
    keep(entry_.link, last_link_);
    keep(entry_.id, about);
    keep(entry_.id, identifier_);
    keep(entry_.id, entry_.link);
    if (!entry_.published) entry_.published = created_;
    if (!entry_.published) entry_.published = date_;
    if (!entry_.updated) entry_.updated = date_;
    keep(entry_.updated, std::string(attribute(node_, "lastmod")));
    for (const std::string& name : authors_) entry_.author += (entry_.author.empty() ? "" : ", ") + name;
    keep(entry_.author, other_author_);
    keep(entry_.author, publisher_);
    keep(entry_.summary, summary_);
    keep(entry_.summary, content_);
    keep(entry_.summary, other_summary_);
    return entry_;
  }

  const Node& node_;
  std::string base_;
  FeedEntry entry_;
  std::vector<std::string> authors_;
  std::string alternate_, other_alternate_, guid_link_, last_link_, identifier_;
  std::string other_title_, other_author_, publisher_, summary_, content_, other_summary_;
  std::optional<base::UnixTime> created_, date_;
};

void feed_field(Feed& feed, const Node& node, const std::string& name, const std::string& base) {
  const std::string local = name.substr(name.find(':') + 1);
  const std::string text = text_below(node);
  if (local == "link") {
    const std::string rel = base::to_lower(attribute(node, "rel"));
    const bool has_href = !attribute(node, "href").empty();
    const std::string target = resolved(has_href ? attribute(node, "href") : std::string_view(text), base_at(node, base));
    if (rel == "self") keep(feed.self, target);
    if (!has_href || rel.empty() || rel == "alternate") keep(feed.link, target);
  } else if (local == "title" && (name.starts_with("rss:") || name.starts_with("atom:") || name.starts_with("dc:"))) {
    keep(feed.title, name.starts_with("atom:") ? atom_text(node) : html_to_text(text));
  } else if (name == "rss:language" || name == "dc:language") {
    keep(feed.language, collapse_space(text));
  } else if (local == "lastbuilddate" || local == "updated" || local == "modified" || name == "dc:date" || local == "pubdate") {
    keep(feed.updated, text);
  }
}

std::string dialect_of(const Node& root, const std::string& name) {
  if (name == "rss:rss") return "rss " + std::string(attribute(root, "version").empty() ? "2.0" : attribute(root, "version"));
  if (name.starts_with("atom:")) {
    for (const pugi::xml_attribute& one : root.attributes()) {
      if (std::string_view(one.value()).find("purl.org/atom") != std::string_view::npos) return "atom 0.3";
    }
    return "atom 1.0";
  }
  if (name == "rdf:rdf") {
    for (const pugi::xml_attribute& one : root.attributes()) {
      if (std::string_view(one.value()).find("netscape.com/rdf/simple/0.9") != std::string_view::npos) return "rdf 0.9";
    }
    return "rdf 1.0";
  }
  return "rss";
}

bool is_entry(const std::string& name) { return name == "rss:item" || name == "atom:entry" || name == "rss:entry" || name == "atom:item"; }
bool is_channel(const std::string& name) { return name.ends_with(":channel"); }

void read_entries(Feed& feed, const Node& parent, const std::string& base, std::string& author, int depth = 0) {
  constexpr int kDeepest = 16;  // channels in channels
  if (depth > kDeepest) return;
  for (const Node& child : parent.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string name = qualified_name(child);
    if (is_entry(name)) {
      feed.entries.push_back(EntryReader(child, base_at(child, base)).read());
    } else if (is_channel(name) || name == "rss:items") {
      read_entries(feed, child, base, author, depth + 1);
    } else if (name == "atom:author") {
      author = atom_person(child);
    } else {
      feed_field(feed, child, name, base);
    }
  }
}

// What relative addresses stand against when nobody told the feed's own: its link to itself or to its site.
std::string own_base(const Node& root) {
  Feed probe;
  std::string author;
  for (const Node& child : root.children()) {
    const std::string name = qualified_name(child);
    if (is_channel(name)) {
      for (const Node& inner : child.children()) {
        if (!is_entry(qualified_name(inner))) feed_field(probe, inner, qualified_name(inner), "");
      }
    } else if (!is_entry(name)) {
      feed_field(probe, child, name, "");
    }
  }
  for (const std::string& candidate : {probe.self, probe.link}) {
    const auto url = parse_url(candidate);
    if (url && url->is_http()) return candidate;
  }
  return {};
}

bool is_root(const std::string& name) {
  return name == "rss:rss" || name == "atom:feed" || name == "rss:feed" || name == "rdf:rdf" || name == "rss:rdf" || name == "other:rdf" || is_channel(name) || name == "atom:entry";
}

// The element that a feed begins with; some servers wrap it in others.
Node feed_root(const Node& top) {
  if (is_root(qualified_name(top))) return top;
  for (const Node& child : top.children()) {
    if (child.type() == pugi::node_element && is_root(qualified_name(child))) return child;
  }
  return {};
}

}  // namespace

base::Result<Feed> parse_feed(std::string_view bytes, const FeedContext& context) {
  const Decoded decoded = decode_markup(bytes, context.content_type);
  if (looks_like_json(decoded.text)) return parse_json_feed(decoded.text, context.url);
  Feed feed;
  if (decoded.mended) feed.warnings.emplace_back("the declared encoding does not fit");
  pugi::xml_document document;
  std::string complaint;
  const bool loaded = load_xml(document, decoded.text, complaint);
  if (!complaint.empty()) feed.warnings.push_back(complaint);
  const Node root = loaded ? feed_root(document.document_element()) : Node();
  if (!root) return base::Error{"not a feed: neither RSS, RDF, Atom nor JSON Feed", context.url, "give the address of a feed; `sources add` finds those of a page"};
  const std::string name = qualified_name(root);
  feed.dialect = dialect_of(root, name);
  const std::string base = context.url.empty() ? own_base(root) : context.url;
  std::string author;
  if (name == "atom:entry") {
    feed.entries.push_back(EntryReader(root, base_at(root, base)).read());
  } else {
    read_entries(feed, root, base, author);
  }
  keep(feed.language, std::string(root.attribute("xml:lang").value()));
  for (FeedEntry& entry : feed.entries) keep(entry.author, author);
  return feed;
}

Markup sniff_markup(std::string_view bytes) {
  const std::string text = base::to_lower(decode_markup(bytes.substr(0, 4096), "").text);
  std::string_view rest = text;
  for (;;) {
    const std::size_t at = rest.find('<');
    if (at == std::string_view::npos) break;
    rest.remove_prefix(at);
    if (rest.starts_with("<!doctype html") || rest.starts_with("<html") || rest.starts_with("<head") || rest.starts_with("<body")) return Markup::kHtml;
    if (rest.starts_with("<rss") || rest.starts_with("<feed") || rest.starts_with("<atom:feed") || rest.starts_with("<rdf:rdf") || rest.starts_with("<channel")) return Markup::kFeed;
    if (rest.starts_with("<urlset") || rest.starts_with("<sitemapindex")) return Markup::kSitemap;
    rest.remove_prefix(1);
  }
  return looks_like_json(text) && text.find("jsonfeed.org") != std::string::npos ? Markup::kFeed : Markup::kUnknown;
}

bool is_web_page(std::string_view content_type, std::string_view bytes) {
  const std::string type = base::to_lower(base::trim(content_type.substr(0, content_type.find(';'))));
  if (!type.empty() && type != "text/html" && type != "application/xhtml+xml" && type != "text/plain") return false;
  const Markup markup = sniff_markup(bytes);
  return markup != Markup::kFeed && markup != Markup::kSitemap;
}

}  // namespace tradewire::fetch
