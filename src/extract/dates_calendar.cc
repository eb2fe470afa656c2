#include "extract/dates_calendar.h"

namespace tradewire::extract {

using base::Date;

int month_length(int year, int month) {
  const Date first{year, month, 1};
  return static_cast<int>(base::to_days(base::add_months(first, 1)) - base::to_days(first));
}
Date plus_days(Date date, std::int64_t days) { return base::from_days(base::to_days(date) + days); }

void set_days(DateItem& item, Date from, Date to, std::string_view precision) {
  item.from = from;
  item.to = to;
  item.precision = precision;
}
void set_day(DateItem& item, Date day) { set_days(item, day, day, "day"); }
void set_months(DateItem& item, int year, int month, int count, std::string_view precision) {
  const Date from{year, month, 1};
  set_days(item, from, plus_days(base::add_months(from, count), -1), precision);
}
void set_year(DateItem& item, int year) { set_months(item, year, 1, 12, "year"); }

std::string print(const DateItem& item) {
  if (item.precision == "year") return base::to_string(*item.from).substr(0, 4);
  if (item.precision == "month") return base::to_string(*item.from).substr(0, 7);
  if (*item.from == item.to) return base::to_string(*item.from);
  return base::to_string(*item.from) + "/" + base::to_string(item.to);
}

void set_span(DateItem& item, Date published, int direction) {
  const auto unit = item.precision;
  if (unit == "year") return set_year(item, published.year + direction);
  if (unit == "month") {
    const Date month = base::add_months({published.year, published.month, 1}, direction);
    return set_months(item, month.year, month.month, 1, "month");
  }
  if (unit == "week" || unit == "weekend") {
    const Date monday = plus_days(published, -((base::weekday(published) + 6) % 7) + 7 * direction);
    return unit == "week" ? set_days(item, monday, plus_days(monday, 6), unit) : set_days(item, plus_days(monday, 5), plus_days(monday, 6), unit);
  }
  if (unit == "quarter") {
    const Date quarter = base::add_months({published.year, (published.month - 1) / 3 * 3 + 1, 1}, 3 * direction);
    return set_months(item, quarter.year, quarter.month, 3, "quarter");
  }
  if (unit == "decade") {
    const int decade = published.year / 10 * 10 + 10 * direction;
    return set_days(item, {decade, 1, 1}, {decade + 9, 12, 31}, "decade");
  }
}

void set_offset(DateItem& item, Date published, std::string_view unit, int count) {
  if (unit == "day") return set_day(item, plus_days(published, count));
  if (unit == "week") return set_days(item, plus_days(published, 7 * count - 3), plus_days(published, 7 * count + 3), "week");
  if (unit == "fortnight") return set_days(item, plus_days(published, 14 * count - 3), plus_days(published, 14 * count + 3), "week");
  if (unit == "year") return set_year(item, published.year + count);
  if (unit == "month") {
    const Date month = base::add_months({published.year, published.month, 1}, count);
    set_months(item, month.year, month.month, 1, "month");
  }
}

void narrow(DateItem& item, std::string_view part) {
  if (item.precision == "day") return;
  if (item.precision == "year") {
    const int year = item.from->year;
    if (part == "end") return set_months(item, year, 12, 1, "month");
    if (part == "start") return set_months(item, year, 1, 3, "quarter");
    return set_months(item, year, 5, 4, "season");
  }
  if (part == "end" && item.precision == "month") set_day(item, item.to);
  if (part == "start" && item.precision == "month") set_days(item, *item.from, plus_days(*item.from, 9), "week");
  if (part == "middle" && item.precision == "month") set_days(item, plus_days(*item.from, 9), plus_days(*item.from, 19), "week");
}

}  // namespace tradewire::extract
