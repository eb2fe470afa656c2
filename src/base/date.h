// Calendar days and points in time. A date that is not known is absent (std::optional), never "now".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tradewire::base {

// A day of the proleptic Gregorian calendar.
struct Date {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
  friend constexpr bool operator==(Date, Date) = default;
  friend constexpr auto operator<=>(Date, Date) = default;
};

// False for a month 13, a 30 February, a year outside 1 to 9999.
bool is_valid(Date date);

// Days since 1970-01-01, and back.
std::int64_t to_days(Date date);
Date from_days(std::int64_t days);

// 0 is Sunday, 6 is Saturday.
int weekday(Date date);

// Adds months and keeps the day where the month has it: 31 January plus one month is 28 or 29 February.
Date add_months(Date date, int months);

// "2025-06-15".
std::string to_string(Date date);

// The day at the start of an ISO 8601 text: "2025-06-15", "2025-06-15T20:15:00-04:00".
std::optional<Date> parse_iso_date(std::string_view text);

// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
using UnixTime = std::int64_t;

// "2025-06-15T20:15:00Z".
std::string to_rfc3339(UnixTime time);

// RFC 3339 with any offset; a text without a time of day is midnight UTC.
std::optional<UnixTime> parse_rfc3339(std::string_view text);

// The UTC day of a point in time.
Date utc_date(UnixTime time);

}  // namespace tradewire::base
