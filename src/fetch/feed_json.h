// JSON Feed 1.0 and 1.1. Below parse_feed(), which tells JSON from XML.
#pragma once

#include <string>
#include <string_view>

#include "fetch/feed.h"

namespace tradewire::fetch {

bool looks_like_json(std::string_view text);

// Errors: not JSON, or no list of items.
base::Result<Feed> parse_json_feed(std::string_view text, const std::string& url);

}  // namespace tradewire::fetch
