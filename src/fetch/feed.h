// Feeds of every dialect that is still served: RSS 0.90 to 2.0 with RDF, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1.
//
// Elements are told by their namespace, not by their prefix; addresses are resolved against xml:base, the feed's own
// address and the base given; titles and summaries come out as plain text. Ill-formed XML gets a second, tolerant
// attempt.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace tradewire::fetch {

struct FeedEntry {
  std::string title;                        // plain text
  std::string link;                         // absolute where a base is known
  std::string id;                           // guid, atom:id, or the link
  std::optional<base::UnixTime> published;
  std::optional<base::UnixTime> updated;
  std::string author;
  std::string summary;                      // plain text of the description, summary or content
  std::string comments_link;
  std::vector<std::string> categories;
  friend bool operator==(const FeedEntry&, const FeedEntry&) = default;
};

struct Feed {
  std::string dialect;   // "rss 2.0", "atom 1.0", "rdf 1.0", "json 1.1"
  std::string title;
  std::string link;      // of the site
  std::string self;      // of the feed, when it names itself
  std::string language;
  std::optional<base::UnixTime> updated;
  std::vector<FeedEntry> entries;
  std::vector<std::string> warnings;  // what had to be mended: "ill-formed XML: …"
};

// What is known of the bytes besides themselves. Both may be empty.
struct FeedContext {
  std::string url;           // of the feed, after redirects
  std::string content_type;  // the HTTP header, with its charset
};

// Errors: the bytes are no feed in any dialect.
base::Result<Feed> parse_feed(std::string_view bytes, const FeedContext& context = {});

// Whether the first bytes look like a feed or a sitemap rather than an HTML page.
enum class Markup { kUnknown, kFeed, kSitemap, kHtml };
Markup sniff_markup(std::string_view bytes);

// Whether a response may hold an article: HTML or plain text by its type, or of no told type, and neither feed nor
// sitemap. What archives hold besides (feeds, pictures, scripts) is none.
bool is_web_page(std::string_view content_type, std::string_view bytes);

}  // namespace tradewire::fetch
