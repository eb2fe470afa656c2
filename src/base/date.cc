#include "base/date.h"

#include <array>
#include <cstdio>

namespace tradewire::base {
namespace {

constexpr bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

constexpr int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Reads exactly `count` digits at `at` and steps over them.
std::optional<int> read_digits(std::string_view text, std::size_t& at, int count) {
  int value = 0;
  for (int i = 0; i < count; ++i, ++at) {
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return std::nullopt;
    value = value * 10 + (text[at] - '0');
  }
  return value;
}

bool skip(std::string_view text, std::size_t& at, std::string_view any_of) {
  if (at >= text.size() || any_of.find(text[at]) == std::string_view::npos) return false;
  ++at;
  return true;
}

}  // namespace

bool is_valid(Date date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

// Howard Hinnant, "chrono-compatible low-level date algorithms": days_from_civil and civil_from_days.
std::int64_t to_days(Date date) {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), static_cast<int>(month),
          static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int weekday(Date date) {
  const std::int64_t days = to_days(date);
  return static_cast<int>(((days + 4) % 7 + 7) % 7);
}

Date add_months(Date date, int months) {
  const int total = date.year * 12 + date.month - 1 + months;
  Date moved{total / 12, total % 12 + 1, date.day};
  const int last = days_in_month(moved.year, moved.month);
  if (moved.day > last) moved.day = last;
  return moved;
}

std::string to_string(Date date) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  return buffer.data();
}

std::optional<Date> parse_iso_date(std::string_view text) {
  std::size_t at = 0;
  const auto year = read_digits(text, at, 4);
  if (!year || !skip(text, at, "-")) return std::nullopt;
  const auto month = read_digits(text, at, 2);
  if (!month || !skip(text, at, "-")) return std::nullopt;
  const auto day = read_digits(text, at, 2);
  if (!day || (at < text.size() && text[at] >= '0' && text[at] <= '9')) return std::nullopt;
  const Date date{*year, *month, *day};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

std::string to_rfc3339(UnixTime time) {
  const std::int64_t days = time >= 0 ? time / 86400 : -((-time + 86399) / 86400);
  const int seconds = static_cast<int>(time - days * 86400);
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02dZ", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return to_string(from_days(days)) + buffer.data();
}

std::optional<UnixTime> parse_rfc3339(std::string_view text) {
  const auto date = parse_iso_date(text);
  if (!date) return std::nullopt;
  const UnixTime midnight = to_days(*date) * 86400;
  std::size_t at = 10;
  if (at == text.size()) return midnight;
  if (!skip(text, at, "Tt ")) return std::nullopt;
  const auto hour = read_digits(text, at, 2);
  if (!hour || !skip(text, at, ":")) return std::nullopt;
  const auto minute = read_digits(text, at, 2);
  if (!minute) return std::nullopt;
  int second = 0;
  if (skip(text, at, ":")) {
    const auto read = read_digits(text, at, 2);
    if (!read) return std::nullopt;
    second = *read;
    if (skip(text, at, ".,")) {
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    }
  }
  if (*hour > 23 || *minute > 59 || second > 60) return std::nullopt;
  UnixTime time = midnight + *hour * 3600 + *minute * 60 + second;
  if (at == text.size() || skip(text, at, "Zz")) return at == text.size() ? std::optional(time) : std::nullopt;
  const int sign = text[at] == '-' ? 1 : text[at] == '+' ? -1 : 0;
  if (sign == 0) return std::nullopt;
  ++at;
  const auto offset_hour = read_digits(text, at, 2);
  if (!offset_hour) return std::nullopt;
  skip(text, at, ":");
  const auto offset_minute = read_digits(text, at, 2);
  if (!offset_minute || at != text.size()) return std::nullopt;
  time += sign * (*offset_hour * 3600 + *offset_minute * 60);
  return time;
}

Date utc_date(UnixTime time) {
  return from_days(time >= 0 ? time / 86400 : -((-time + 86399) / 86400));
}

}  // namespace tradewire::base
