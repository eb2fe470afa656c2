#include "fetch/feed_date.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "base/embedded.h"
#include "base/unicode.h"
#include "base/yaml.h"

namespace tradewire::fetch {
namespace {

using base::Date;
using base::UnixTime;

constexpr UnixTime kDay = 86400;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Words in dates besides English months and zones: sources/dates.yaml.
struct DateWords {
  std::vector<std::pair<std::string, int>> months;
  std::vector<std::pair<std::string, int>> zones;  // minutes east of Greenwich
  std::vector<std::string> afternoon;
  std::vector<std::string> forenoon;
  std::vector<std::string> units;  // "年": the word behind a number
  std::vector<std::pair<std::string, int>> implied_zones;  // of a language of one zone, by its words
};

DateWords read_date_words() {
  DateWords words;
  const auto* file = base::find_embedded("sources/dates.yaml");
  const auto root = file == nullptr ? base::Result<base::YamlNode>(base::Error{}) : base::decode_yaml(file->bytes);
  if (!root) return words;
  const auto list = [&](std::string_view key) {
    const auto* node = root->find(key);
    return node == nullptr ? std::vector<std::string>{} : node->strings();
  };
  if (const auto* months = root->find("months")) {
    for (std::size_t i = 0; i < months->items.size(); ++i) {
      for (const std::string& name : months->items[i].strings()) words.months.emplace_back(base::fold_case(name), static_cast<int>(i) + 1);
    }
  }
  if (const auto* zones = root->find("zones")) {
    for (const auto& [name, value] : zones->entries) words.zones.emplace_back(base::fold_case(name), std::atoi(value.scalar.c_str()));
  }
  if (const auto* zones = root->find("implied_zones")) {
    for (const auto& [name, value] : zones->entries) words.implied_zones.emplace_back(name, std::atoi(value.scalar.c_str()));
  }
  words.afternoon = list("afternoon");
  words.forenoon = list("forenoon");
  words.units = list("units");
  return words;
}

const DateWords& date_words() {
  static const DateWords kWords = read_date_words();
  return kWords;
}

std::optional<int> month_of(std::string_view word) {
  const auto& months = date_words().months;
  std::optional<int> found;
  for (const auto& [name, month] : months) {
    if (name == word) return month;
    // "Sept", "Juli.": a beginning of three letters or more decides when no name fits.
    if (word.size() >= 3 && name.starts_with(word) && !found) found = month;
  }
  return found;
}

std::optional<int> zone_of(std::string_view word) {
  for (const auto& [name, minutes] : date_words().zones) {
    if (name == word) return minutes;
  }
  return std::nullopt;
}

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

int full_year(int year, std::size_t digits) {
  if (digits > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

int to_int(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 8)) value = value * 10 + (c - '0');
  return value;
}

std::size_t digits_at(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

struct Clock {
  int hour = 0;
  int minute = 0;
  int second = 0;
  bool valid() const { return hour <= 24 && minute <= 59 && second <= 60 && (hour < 24 || (minute == 0 && second == 0)); }
  UnixTime seconds() const { return hour * 3600 + minute * 60 + second; }
};

// "20:15", "20:15:03.5", "2015", "201503", "20": consumed from the front of `rest`.
std::optional<Clock> read_clock(std::string_view& rest) {
  const std::size_t count = digits_at(rest);
  if (count == 0) return std::nullopt;
  Clock clock;
  if (count <= 2) {
    clock.hour = to_int(rest.substr(0, count));
    rest.remove_prefix(count);
    for (int* part : {&clock.minute, &clock.second}) {
      if (rest.size() < 2 || (rest[0] != ':' && rest[0] != '.') || !is_digit(rest[1])) break;
      const std::size_t width = std::min<std::size_t>(digits_at(rest.substr(1)), 2);
      *part = to_int(rest.substr(1, width));
      rest.remove_prefix(1 + width);
    }
  } else if (count == 4 || count == 6) {
    clock.hour = to_int(rest.substr(0, 2));
    clock.minute = to_int(rest.substr(2, 2));
    if (count == 6) clock.second = to_int(rest.substr(4, 2));
    rest.remove_prefix(count);
  } else {
    return std::nullopt;
  }
  if (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') && is_digit(rest[1])) rest.remove_prefix(1 + digits_at(rest.substr(1)));
  return clock.valid() ? std::optional(clock) : std::nullopt;
}

// "Z", "+08:00", "-0500", "+8", "GMT+8", "EST"; minutes east. Nothing when it is no zone.
std::optional<int> read_zone(std::string_view text) {
  const std::size_t sign_at = text.find_first_of("+-");
  const std::string name = base::fold_case(base::trim(text.substr(0, sign_at)));
  int minutes = 0;
  if (!name.empty()) {
    const auto zone = zone_of(name);
    if (!zone) return std::nullopt;
    minutes = *zone;
  }
  if (sign_at == std::string_view::npos) return name.empty() ? std::nullopt : std::optional(minutes);
  const int sign = text[sign_at] == '-' ? -1 : 1;
  std::string_view rest = text.substr(sign_at + 1);
  const std::size_t count = digits_at(rest);
  if (count == 0 || count > 4) return std::nullopt;
  int offset = 0;
  if (count > 2) {
    offset = to_int(rest.substr(0, count - 2)) * 60 + to_int(rest.substr(count - 2, 2));
    rest.remove_prefix(count);
  } else {
    offset = to_int(rest.substr(0, count)) * 60;
    rest.remove_prefix(count);
    if (rest.size() >= 3 && rest[0] == ':' && is_digit(rest[1]) && is_digit(rest[2])) {
      offset += to_int(rest.substr(1, 2));
      rest.remove_prefix(3);
    }
  }
  if (!rest.empty() || offset > 26 * 60) return std::nullopt;
  return minutes + sign * offset;
}

// What ISO 8601 calls a calendar date or an ordinal date, in basic or extended form, at the front of `rest`.
std::optional<Date> read_iso_date(std::string_view& rest) {
  const std::size_t count = digits_at(rest);
  const auto take = [&](std::size_t length) { rest.remove_prefix(length); };
  const auto number = [&](std::size_t at, std::size_t length) { return to_int(rest.substr(at, length)); };
  const auto ordinal = [](int year, int day) -> std::optional<Date> {
    if (day < 1 || day > 366) return std::nullopt;
    return base::from_days(base::to_days({year, 1, 1}) + day - 1);
  };
  Date date{0, 1, 1};
  if (count == 8) {
    date = {number(0, 4), number(4, 2), number(6, 2)};
    take(8);
  } else if (count == 7) {
    const auto day = ordinal(number(0, 4), number(4, 3));
    take(7);
    return day;
  } else if (count == 5) {
    const auto day = ordinal(full_year(number(0, 2), 2), number(2, 3));
    take(5);
    return day;
  } else if (count == 6) {
    date = {full_year(number(0, 2), 2), number(2, 2), number(4, 2)};
    take(6);
  } else if (count == 4 || count == 2) {
    date.year = full_year(number(0, count), count);
    take(count);
    if (rest.size() > 1 && (rest[0] == '-' || rest[0] == '/') && is_digit(rest[1])) {
      const char separator = rest[0];
      const std::size_t width = digits_at(rest.substr(1));
      if (width == 3 && separator == '-' && (rest.size() < 5 || rest[4] != '-')) {
        const auto day = ordinal(date.year, number(1, 3));
        take(4);
        return day;
      }
      // "2003-012-31": some write a zero too many.
      if (width > 3 || (width == 3 && rest[1] != '0')) return std::nullopt;
      date.month = number(1, width);
      take(1 + width);
      if (rest.size() > 1 && rest[0] == separator && is_digit(rest[1])) {
        const std::size_t day_width = digits_at(rest.substr(1));
        if (day_width > 2) return std::nullopt;
        date.day = number(1, day_width);
        take(1 + day_width);
      } else if (count == 2) {
        return std::nullopt;
      }
    } else if (count == 2) {
      return std::nullopt;
    }
  } else {
    return std::nullopt;
  }
  return base::is_valid(date) ? std::optional(date) : std::nullopt;
}

// "-0312" and "-03-12": a year of the century and a month.
std::optional<Date> read_year_and_month(std::string_view text) {
  if (!text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const bool extended = text.size() == 5 && text[2] == '-' && digits_at(text.substr(3)) == 2;
  if (!(text.size() == 4 || extended) || digits_at(text) != (extended ? 2U : 4U)) return std::nullopt;
  const Date date{full_year(to_int(text.substr(0, 2)), 2), to_int(text.substr(text.size() - 2)), 1};
  return base::is_valid(date) ? std::optional(date) : std::nullopt;
}

// The month of "2004-július-13T9:15-05:00" as a number, else the text as it is.
std::string with_numbered_month(std::string_view text) {
  const std::size_t end = text.find('-', 5);
  const bool fits = digits_at(text) == 4 && text.size() > 5 && text[4] == '-' && !is_digit(text[5]) && end != std::string_view::npos;
  const auto month = fits ? month_of(base::fold_case(text.substr(5, end - 5))) : std::nullopt;
  if (!month) return std::string(text);
  return std::string(text.substr(0, 5)) + std::to_string(*month) + std::string(text.substr(end));
}

// Year, month and day as ISO 8601 writes them: the text is one of its dates or none at all.
bool is_iso_shaped(std::string_view text) {
  if (digits_at(text) != 4 || text.size() < 11 || text[4] != '-') return false;
  const std::size_t month = digits_at(text.substr(5));
  if (month == 0 || text[5 + month] != '-') return false;
  const std::size_t end = 6 + month + digits_at(text.substr(std::min(6 + month, text.size())));
  return end < text.size() && (text[end] == 'T' || text[end] == '-');
}

std::optional<UnixTime> parse_iso(std::string_view rest) {
  if (const auto month = read_year_and_month(rest)) return base::to_days(*month) * kDay;
  const auto date = read_iso_date(rest);
  if (!date) return std::nullopt;
  UnixTime time = base::to_days(*date) * kDay;
  if (rest.empty()) return time;
  if (rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ') {
    const bool is_number = digits_at(rest.substr(1)) + 1 == rest.size();  // "2013-01-27-01" is a part too many
    const auto zone = is_number ? std::nullopt : read_zone(rest);
    return zone ? std::optional(time - *zone * 60) : std::nullopt;
  }
  rest.remove_prefix(1);
  rest = base::trim(rest);
  const auto clock = read_clock(rest);
  if (!clock) return std::nullopt;
  time += clock->seconds();
  rest = base::trim(rest);
  if (rest.empty()) return time;
  const auto zone = read_zone(rest);
  return zone ? std::optional(time - *zone * 60) : std::nullopt;
}

// One word of a date in words: a run of digits with what belongs to it, or a run of letters.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool in_digits = false;
  const auto close = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(text, at);
    const std::string_view piece = text.substr(start, at - start);
    const bool digit = c < 128 && is_digit(static_cast<char>(c));
    const bool sign = (c == '+' || c == '-') && at < text.size() && is_digit(text[at]);
    if (c == '+' && !sign) words.emplace_back(piece);  // of an offset that is none
    if (sign && (word.empty() || !in_digits || word.find(':') != std::string::npos)) {
      close();
      word = piece;
      in_digits = true;
    } else if (digit) {
      if (!in_digits) close();
      in_digits = true;
      word += piece;
    } else if (c == ':' && in_digits && !word.empty()) {
      word += piece;
    } else if (base::is_letter(c)) {
      if (in_digits) close();
      in_digits = false;
      word += piece;
    } else {
      close();
    }
  }
  close();
  return words;
}

// The parts of a date in words, filled in any order.
class WordedDate {
 public:
  void add(const std::string& text) {
    const std::string word = base::fold_case(text);
    const char first = word[0];
    for (const auto& [of, zone] : date_words().implied_zones) {
      if (of == word) implied_zone_ = zone;
    }
    if (first == '+' || first == '-') {
      add_offset(word);
    } else if (is_digit(first) && word.find(':') != std::string::npos) {
      std::string_view rest = word;
      clock_ = read_clock(rest);
      bad_ = bad_ || !clock_ || !rest.empty();
    } else if (is_digit(first)) {
      numbers_.emplace_back(word, month_.has_value());
    } else if (holds(date_words().afternoon, word)) {
      afternoon_ = true;
    } else if (holds(date_words().forenoon, word)) {
      forenoon_ = true;
    } else if (holds(date_words().units, word)) {
      return;
    } else if (const auto month = month_of(word); month && !month_) {
      month_ = month;
    } else if (const auto zone = zone_of(word)) {
      zone_ = zone_.value_or(0) + *zone;
    }
  }

  std::optional<UnixTime> time() {
    auto date = day();
    if (bad_ || !date || !base::is_valid(*date)) return std::nullopt;
    Clock clock = clock_.value_or(Clock{});
    if (afternoon_ && clock.hour < 12) clock.hour += 12;
    if (forenoon_ && clock.hour == 12) clock.hour = 0;
    return base::to_days(*date) * kDay + clock.seconds() - zone_.value_or(implied_zone_) * 60;
  }

 private:
  void add_offset(const std::string& word) {
    // Before the time of day a sign only divides: "01-Jan-04".
    if (!clock_ && word.size() > 1) {
      numbers_.emplace_back(word.substr(1), month_.has_value());
    } else if (const auto zone = read_zone(word)) {
      zone_ = zone_.value_or(0) + *zone;
    } else {
      bad_ = true;
    }
  }

  std::optional<Date> day() const {
    std::vector<std::string> left;
    std::optional<int> year;
    for (const auto& [digits, behind_month] : numbers_) {
      if (digits.size() == 4 && !year) {
        year = to_int(digits);
      } else if (digits.size() <= 2) {
        left.push_back(digits);
      }
    }
    if (month_) {
      if (left.empty()) return year && !clock_ ? std::optional(Date{*year, *month_, 1}) : std::nullopt;
      if (year) return Date{*year, *month_, to_int(left[0])};
      if (left.size() < 2) return std::nullopt;
      return Date{full_year(to_int(left[1]), 2), *month_, to_int(left[0])};
    }
    if (left.size() < 2 || !year) return std::nullopt;
    if (numbers_.front().first.size() == 4) return Date{*year, to_int(left[0]), to_int(left[1])};
    // Numbers alone, year last: the order of the day and month is told only by a number above 12.
    const int a = to_int(left[0]);
    const int b = to_int(left[1]);
    return a > 12 ? Date{*year, b, a} : Date{*year, a, b};
  }

  std::vector<std::pair<std::string, bool>> numbers_;
  std::optional<int> month_;
  std::optional<Clock> clock_;
  std::optional<int> zone_;
  int implied_zone_ = 0;
  bool afternoon_ = false;
  bool forenoon_ = false;
  bool bad_ = false;
};

std::optional<UnixTime> parse_epoch(std::string_view text) {
  if (digits_at(text) != text.size() || (text.size() != 10 && text.size() != 13)) return std::nullopt;
  UnixTime value = 0;
  for (const char c : text.substr(0, 10)) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::optional<UnixTime> parse_feed_date(std::string_view text) {
  text = base::trim(text);
  if (text.empty() || text.size() > 200) return std::nullopt;
  if (const auto epoch = parse_epoch(text)) return epoch;
  const std::string numbered = with_numbered_month(text);
  if (const auto iso = parse_iso(numbered)) return iso;
  if (is_iso_shaped(numbered)) return std::nullopt;
  WordedDate date;
  for (const std::string& word : words_of(text)) date.add(word);
  return date.time();
}

std::optional<UnixTime> parse_http_date(std::string_view text) {
  text = base::trim(text);
  const bool has_clock = text.find(':') != std::string_view::npos;
  return has_clock ? parse_feed_date(text) : std::nullopt;
}

std::string to_http_date(UnixTime time) {
  constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date date = base::utc_date(time);
  const auto seconds = static_cast<int>(time - base::to_days(date) * kDay);
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT", kDays[static_cast<std::size_t>(base::weekday(date))],
                date.day, kMonths[static_cast<std::size_t>(date.month - 1)], date.year, seconds / 3600, seconds / 60 % 60, seconds % 60);
  return buffer.data();
}

std::optional<double> parse_retry_after(std::string_view text, UnixTime now) {
  text = base::trim(text);
  if (text.empty()) return std::nullopt;
  if (digits_at(text) == text.size()) return text.size() > 9 ? 1e9 : static_cast<double>(std::atol(std::string(text).c_str()));
  const auto date = parse_http_date(text);
  if (!date) return std::nullopt;
  return static_cast<double>(std::max<UnixTime>(*date - now, 0));
}

}  // namespace tradewire::fetch
