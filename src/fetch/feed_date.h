// Dates as feeds and servers write them: RFC 822 with its many misspellings, ISO 8601 with its short forms, asctime,
// and the date orders of real feeds.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace tradewire::fetch {

// A text without a time of day is midnight, without a zone UTC.
std::optional<base::UnixTime> parse_feed_date(std::string_view text);

// The three date forms of RFC 9110, for Last-Modified and Retry-After.
std::optional<base::UnixTime> parse_http_date(std::string_view text);

// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string to_http_date(base::UnixTime time);

// Retry-After as a number of seconds or a date; the seconds to wait from `now`, never below 0.
std::optional<double> parse_retry_after(std::string_view text, base::UnixTime now);

}  // namespace tradewire::fetch
