#include "article/dates.h"

#include <gtest/gtest.h>

#include "article/article.h"

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
  EXPECT_EQ(first("2020. április 9. 14:05"), "2020-04-09");
  EXPECT_EQ(first("9 Απριλίου 2020"), "2020-04-09");
  EXPECT_EQ(first("15 اپریل ٩ أبريل ٢٠٢٠"), "2020-04-09");
  EXPECT_EQ(first("९ अप्रैल २०२०"), "2020-04-09");
  EXPECT_EQ(first("9 เมษายน 2563"), "2020-04-09");
  EXPECT_EQ(first("the 21st of June, 2017"), "2017-06-21");
}

TEST(Dates, FiguresFollowTheOrderOfTheLanguage) {
  EXPECT_EQ(first("03/04/2020"), "2020-04-03");
  EXPECT_EQ(first("03/04/2020", DayOrder::kMonthFirst), "2020-03-04");
  EXPECT_EQ(first("25/12/2020", DayOrder::kMonthFirst), "2020-12-25");
  EXPECT_EQ(first("03.04.20"), "2020-04-03");
}

TEST(Dates, AFigureDateWhoseOrderIsAssumedSaysSo) {
  const auto dates = find_dates("03/04/2020 25/12/2020 03.04.2020", Patterns::built_in(), DayOrder::kDayFirst);
  ASSERT_EQ(dates.size(), 3U);
  EXPECT_TRUE(dates[0].is_ambiguous);
  EXPECT_FALSE(dates[1].is_ambiguous);
  EXPECT_FALSE(dates[2].is_ambiguous);
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

// The date of a page with this in its head and this beside its headline.
std::string published(std::string_view head, std::string_view beside, std::string_view behind = "", std::string_view language = "en") {
  const std::string page = "<html lang=" + std::string(language) + "><head>" + std::string(head) + "</head><body><h1>Ferry stops for the winter</h1>" + std::string(beside) +
                           "<p>The last ferry of the year leaves the northern quay on Sunday evening, the harbour board said, and the next one in April.</p>" +
                           std::string(behind) + "</body></html>";
  const auto article = extract_article(page);
  return article.ok() ? article->published : "no article";
}

TEST(Published, ADateThatIsShownEarlierThanTheOneToldToMachinesIsThePublication) {
  constexpr std::string_view kTold = "<meta property=article:published_time content=2021-05-20T08:00:00Z>";
  EXPECT_EQ(published(kTold, "<p class=date>3 March 2020</p>"), "2020-03-03");
  EXPECT_EQ(published(kTold, "<p class=date>3 June 2021</p>"), "2021-05-20T08:00:00Z");
  EXPECT_EQ(published(kTold, "", "<p class=date>3 March 2020</p>" + std::string(200, '\n')), "2020-03-03");
}

TEST(Published, ADateThatIsOnlySaidToBeOfAnUpdateIsNone) {
  EXPECT_EQ(published("", "<p>Last updated: 3 March 2020</p>"), "");
  EXPECT_EQ(published("", "<span>Updated</span> <time datetime=2020-03-03>3 March</time>"), "");
  EXPECT_EQ(published("", "<div class=last-updated>3 March 2020</div>", "<div class=date>Posted 1 March 2020, updated 3 March 2020</div>"), "2020-03-01");
}

TEST(Published, AnAmbiguousFigureIsReadAsThePageShowsItElsewhere) {
  EXPECT_EQ(published("<meta name=date content='11/01/2023 12:43:42'>", "<p>Erstellt am: 01.11.2023</p>", "", "de"), "2023-11-01");
}

TEST(Published, TheCountryOfTheHostTellsTheOrderOfFigures) {
  EXPECT_EQ(published("<link rel=canonical href=https://a.example.co.uk/x>", "<p class=date>03/04/2020</p>"), "2020-04-03");
  EXPECT_EQ(published("<link rel=canonical href=https://a.example.com/x>", "<p class=date>03/04/2020</p>"), "2020-03-04");
}

TEST(Published, DatesOfQuotedPostsAndTeasersAreNotThoseOfTheArticle) {
  EXPECT_EQ(published("", "<div class=publish-date>3 March 2020</div>", "<blockquote><time datetime=2019-02-02>2 Feb 2019</time></blockquote>"), "2020-03-03");
  EXPECT_EQ(published("", "<div>3 March 2020, 10:16, harbour desk</div>", "<article><h3>Other</h3><span class=date>1 May 2021</span></article>"), "2020-03-03");
}

TEST(Published, DataOfThePagesOwnProgramCountWhenNothingElseTells) {
  EXPECT_EQ(published(R"(<script>window.__STATE__ = {"article":{"publishedAt":"2020-03-03T10:00:00+01:00"}}</script>)", ""), "2020-03-03T10:00:00+01:00");
  EXPECT_EQ(published(R"(<script>dataLayer.push({'pubDate': '2020-03-03'});</script>)", ""), "2020-03-03");
  EXPECT_EQ(published(R"(<script>dataLayer.push({'pubDate': '2020-03-03'});</script>)", "<p class=date>2 March 2020</p>"), "2020-03-02");
}

}  // namespace
}  // namespace tradewire::article
