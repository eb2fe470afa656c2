// The links of an HTML page, and the feeds that it announces, by a tolerant scan of its tags: no tree is built.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tradewire::fetch {

struct Link {
  std::string url;   // absolute, http or https, without fragment
  std::string text;  // of the anchor, white space collapsed
  std::string rel;
  friend bool operator==(const Link&, const Link&) = default;
};

struct FeedLink {
  std::string url;
  std::string type;   // "application/rss+xml"
  std::string title;
  friend bool operator==(const FeedLink&, const FeedLink&) = default;
};

struct PageLinks {
  std::vector<Link> links;       // each address once, in the order of the page
  std::vector<FeedLink> feeds;   // <link rel=alternate> with a feed's type, best first
  std::string canonical;         // <link rel=canonical>
  std::string base;              // what references were resolved against
};

PageLinks page_links(std::string_view html, std::string_view base_url);

}  // namespace tradewire::fetch
