#include "fetch/feed_json.h"

#include "base/json.h"
#include "base/unicode.h"
#include "fetch/feed_date.h"
#include "fetch/markup_text.h"
#include "fetch/url.h"

namespace tradewire::fetch {
namespace {

using base::JsonValue;

std::string resolved(std::string_view reference, const std::string& base) {
  if (reference.empty()) return {};
  return resolve_url(reference, base).value_or(std::string(reference));
}

// A name of the author (1.0) or of all authors (1.1).
std::string author_of(const JsonValue& value) {
  std::string names;
  const auto add = [&](const JsonValue& author) {
    const std::string_view name = author.string() != nullptr ? std::string_view(*author.string()) : author.string_at("name");
    if (!name.empty()) names += (names.empty() ? "" : ", ") + collapse_space(name);
  };
  const JsonValue* list = value.find("authors");
  if (list != nullptr && list->array() != nullptr) {
    for (const JsonValue& author : *list->array()) add(author);
  }
  if (names.empty() && value.find("author") != nullptr) add(*value.find("author"));
  return names;
}

// An id should be a text; numbers are taken too, as the specification asks.
std::string id_of(const JsonValue& item) {
  const JsonValue* id = item.find("id");
  if (id == nullptr || id->is_null()) return {};
  return id->string() != nullptr ? *id->string() : base::to_json(*id);
}

FeedEntry entry_of(const JsonValue& item, const std::string& url) {
  FeedEntry entry;
  entry.title = collapse_space(item.string_at("title"));
  entry.link = resolved(item.string_at("url"), url);
  if (entry.link.empty()) entry.link = resolved(item.string_at("external_url"), url);
  entry.id = id_of(item);
  if (entry.link.empty() && entry.id.starts_with("http")) entry.link = entry.id;
  if (entry.id.empty()) entry.id = entry.link;
  entry.published = parse_feed_date(item.string_at("date_published"));
  entry.updated = parse_feed_date(item.string_at("date_modified"));
  entry.author = author_of(item);
  entry.summary = collapse_space(item.string_at("summary"));
  if (entry.summary.empty()) entry.summary = collapse_space(item.string_at("content_text"));
  if (entry.summary.empty()) entry.summary = html_to_text(item.string_at("content_html"));
  if (const JsonValue* tags = item.find("tags"); tags != nullptr && tags->array() != nullptr) {
    for (const JsonValue& tag : *tags->array()) {
      if (tag.string() != nullptr) entry.categories.push_back(*tag.string());
    }
  }
  return entry;
}

}  // namespace

bool looks_like_json(std::string_view text) { return base::trim(text).starts_with('{'); }

base::Result<Feed> parse_json_feed(std::string_view text, const std::string& url) {
  const auto root = base::parse_json(base::trim(text));
  if (!root) return base::Error{root.error().what, url.empty() ? root.error().where : url + ", " + root.error().where, ""};
  const JsonValue* items = root->find("items");
  if (items == nullptr || items->array() == nullptr) return base::Error{"not a feed: JSON without a list of items", url, ""};
  Feed feed;
  const std::string_view version = root->string_at("version");
  feed.dialect = version.ends_with("1.1") ? "json 1.1" : "json 1.0";
  feed.title = collapse_space(root->string_at("title"));
  feed.self = root->string_at("feed_url");
  const std::string base = url.empty() ? (feed.self.empty() ? std::string(root->string_at("home_page_url")) : feed.self) : url;
  feed.link = resolved(root->string_at("home_page_url"), base);
  feed.language = root->string_at("language");
  const std::string author = author_of(*root);
  for (const JsonValue& item : *items->array()) {
    if (item.object() == nullptr) continue;
    feed.entries.push_back(entry_of(item, base));
    if (feed.entries.back().author.empty()) feed.entries.back().author = author;
  }
  return feed;
}

}  // namespace tradewire::fetch
