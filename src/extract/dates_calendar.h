// The calendar behind the dates of texts: days, months, seasons and what lies so and so far from the publication. For
// dates.cc, which reads the words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace tradewire::extract {

// Days [from, to] at atoms [first, last). Without a value when the publication date that it is relative to is unknown.
struct DateItem {
  std::size_t first = 0;
  std::size_t last = 0;
  std::optional<base::Date> from;
  base::Date to;
  std::string_view precision;
  bool guessed = false;  // the text has no year
};

int month_length(int year, int month);
base::Date plus_days(base::Date date, std::int64_t days);

void set_days(DateItem& item, base::Date from, base::Date to, std::string_view precision);
void set_day(DateItem& item, base::Date day);
void set_months(DateItem& item, int year, int month, int count, std::string_view precision);
void set_year(DateItem& item, int year);

// "last week", "this quarter": the span of item.precision that lies `direction` spans from that of `published`.
void set_span(DateItem& item, base::Date published, int direction);
// "three weeks ago", "in two months": `count` units from `published`.
void set_offset(DateItem& item, base::Date published, std::string_view unit, int count);
// "late 2022", "early June": the start, middle or end of a longer time.
void narrow(DateItem& item, std::string_view part);

// ISO 8601. REQUIRES: item.from.
std::string print(const DateItem& item);

}  // namespace tradewire::extract
