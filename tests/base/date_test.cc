#include "base/date.h"

#include <gtest/gtest.h>

namespace tradewire::base {
namespace {

TEST(Date, CountsDaysThroughLeapYearsAndBack) {
  EXPECT_EQ(to_days({1970, 1, 1}), 0);
  EXPECT_EQ(to_days({2000, 3, 1}) - to_days({2000, 2, 28}), 2);
  EXPECT_EQ(from_days(to_days({2025, 6, 15})), (Date{2025, 6, 15}));
  EXPECT_EQ(from_days(-1), (Date{1969, 12, 31}));
}

TEST(Date, KnowsTheWeekday) {
  EXPECT_EQ(weekday({2025, 6, 15}), 0);
  EXPECT_EQ(weekday({1969, 12, 31}), 3);
}

TEST(Date, KeepsTheDayWhenMonthsAreAddedWhereTheMonthHasIt) {
  EXPECT_EQ(add_months({2024, 1, 31}, 1), (Date{2024, 2, 29}));
  EXPECT_EQ(add_months({2024, 1, 31}, -2), (Date{2023, 11, 30}));
}

TEST(Date, ReadsTheDayAtTheStartOfAnIsoTextAndNothingElse) {
  EXPECT_EQ(parse_iso_date("2025-06-15T20:15:00-04:00"), (Date{2025, 6, 15}));
  EXPECT_EQ(parse_iso_date("2025-02-30"), std::nullopt);
  EXPECT_EQ(parse_iso_date("2025-06-151"), std::nullopt);
  EXPECT_EQ(parse_iso_date("June 15"), std::nullopt);
}

TEST(Date, ReadsAndWritesRfc3339WithOffsets) {
  const auto time = parse_rfc3339("2025-06-15T20:15:00-04:00");
  ASSERT_TRUE(time);
  EXPECT_EQ(to_rfc3339(*time), "2025-06-16T00:15:00Z");
  EXPECT_EQ(to_rfc3339(-1), "1969-12-31T23:59:59Z");
  EXPECT_EQ(parse_rfc3339("2025-06-15T25:00:00Z"), std::nullopt);
  EXPECT_EQ(parse_rfc3339("2025-06-15T20:15:00Zjunk"), std::nullopt);
}

}  // namespace
}  // namespace tradewire::base
