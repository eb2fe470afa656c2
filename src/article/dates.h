// Dates: the day an article was published, from what its page says, never from the clock.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/json_ld.h"
#include "article/page_view.h"
#include "base/date.h"

namespace tradewire::article {

// A date written in some text. `iso` is the day alone, or the day with time and offset as the text gives them.
struct WrittenDate {
  base::Date day;
  std::string iso;
  std::size_t start = 0;  // bytes in the text
  std::size_t end = 0;
  bool is_ambiguous = false;  // 3/4/2020: the order was assumed
};

// How to read 3/4/2020.
enum class DayOrder { kDayFirst, kMonthFirst };

// All complete dates of a text in order: ISO 8601, figures, months by name in the languages of rules/article/dates.yaml,
// CJK. Years outside 1990 to 2100 are no dates.
std::vector<WrittenDate> find_dates(std::string_view text, const Patterns& patterns, DayOrder order);

// The date in a URL's path: /2020/04/09/, /2020-04-09-, /20200409.
std::optional<WrittenDate> date_of_url(std::string_view url);

// ISO 8601 or the day alone; empty when the page does not say. `scripts` are the bodies of the page's other scripts, which
// are read when nothing else tells.
std::string find_published(const PageView& page, const StructuredData& data, const std::vector<std::string_view>& scripts, std::string_view url);

}  // namespace tradewire::article
