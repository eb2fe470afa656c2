#include "article/dates.h"

#include <gtest/gtest.h>

namespace tradewire::article {
namespace {

std::string first(std::string_view text, DayOrder order = DayOrder::kDayFirst) {
  const auto dates = find_dates(text, Patterns::built_in(), order);
  return dates.empty() ? "" : dates.front().iso;
}

TEST(Dates, TimeAndOffsetStayAsThePageGivesThem) {
  EXPECT_EQ(first("2025-06-15T20:15:00-04:00"), "2025-06-15T20:15:00-04:00");
  EXPECT_EQ(first("2025-06-15 20:15:07.123+0200"), "2025-06-15T20:15:07+02:00");
  EXPECT_EQ(first("2025-06-15T20:15Z"), "2025-06-15T20:15:00Z");
  EXPECT_EQ(first("2025-06-15"), "2025-06-15");
}

TEST(Dates, MonthsAreReadInManyLanguages) {
  EXPECT_EQ(first("Veröffentlicht am 3. März 2021"), "2021-03-03");
  EXPECT_EQ(first("Publié le 1er août 2019 à 10h"), "2019-08-01");
  EXPECT_EQ(first("9 de abril de 2020"), "2020-04-09");
  EXPECT_EQ(first("5 мая 2021 года"), "2021-05-05");
  EXPECT_EQ(first("Sept. 7th, 2018"), "2018-09-07");
  EXPECT_EQ(first("2020年4月9日"), "2020-04-09");
}

TEST(Dates, FiguresFollowTheOrderOfTheLanguage) {
  EXPECT_EQ(first("03/04/2020"), "2020-04-03");
  EXPECT_EQ(first("03/04/2020", DayOrder::kMonthFirst), "2020-03-04");
  EXPECT_EQ(first("25/12/2020", DayOrder::kMonthFirst), "2020-12-25");
  EXPECT_EQ(first("03.04.20"), "2020-04-03");
}

TEST(Dates, WhatIsNoDayIsNoDate) {
  EXPECT_EQ(first("31.02.2020"), "");
  EXPECT_EQ(first("version 1.2.3, 10:20:30, April 2020"), "");
}

TEST(Dates, UrlsCarryDates) {
  EXPECT_EQ(date_of_url("https://a.example/2020/04/09/title")->iso, "2020-04-09");
  EXPECT_EQ(date_of_url("https://a.example/news/20200409-title")->iso, "2020-04-09");
  EXPECT_FALSE(date_of_url("https://a.example/2020/04/title-12-345"));
}

}  // namespace
}  // namespace tradewire::article
