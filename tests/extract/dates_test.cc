#include "extract/dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/measures_text.h"
#include "language/analyzer.h"

namespace tradewire::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A Sunday.
constexpr base::Date kPublished{2025, 6, 15};

// "on Wednesday" in words that no tagger has seen: "Wednesday = 2025-06-11 day".
std::vector<std::string> dates(std::string_view text, std::optional<base::Date> published = kPublished) {
  static const Cues cues = *Cues::load();
  const Analysis analysis = bare_analysis(text, published);
  std::vector<std::string> lines;
  for (const auto& mention : find_dates(cues, analysis)) {
    lines.push_back(std::string(base::slice(text, mention.span)) + " = " + mention.date + " " + mention.precision);
  }
  return lines;
}

std::vector<std::string> parsed_dates(std::string_view text, base::Date published) {
  static const Cues cues = *Cues::load();
  static const auto analyzer = *language::Analyzer::load("en");
  Analysis analysis;
  analysis.text = text;
  analysis.published = published;
  for (auto& sentence : analyzer.segment(text)) analysis.sentences.push_back(analyzer.parse(std::move(sentence), text));
  std::vector<std::string> lines;
  for (const auto& mention : find_dates(cues, analysis)) {
    lines.push_back(std::string(base::slice(text, mention.span)) + " = " + mention.date + " " + mention.precision);
  }
  return lines;
}

TEST(Dates, ReadsAbsoluteDaysInEverySpelling) {
  EXPECT_THAT(dates("took effect on July 6, 2018."), ElementsAre("July 6, 2018 = 2018-07-06 day"));
  EXPECT_THAT(dates("dated 6 July 2018"), ElementsAre("6 July 2018 = 2018-07-06 day"));
  EXPECT_THAT(dates("dated 2018-07-06"), ElementsAre("2018-07-06 = 2018-07-06 day"));
  EXPECT_THAT(dates("on Tuesday, Feb. 24, 2026"), ElementsAre("Tuesday, Feb. 24, 2026 = 2026-02-24 day"));
  EXPECT_THAT(dates("until the 5th of May 2024"), ElementsAre("5th of May 2024 = 2024-05-05 day"));
}

TEST(Dates, GivesADayWithoutAYearTheYearThatIsNear) {
  EXPECT_THAT(dates("on June 3"), ElementsAre("June 3 = 2025-06-03 day"));
  EXPECT_THAT(dates("from Aug. 1"), ElementsAre("Aug. 1 = 2025-08-01 day"));
  EXPECT_THAT(dates("on Jan. 5", base::Date{2025, 12, 20}), ElementsAre("Jan. 5 = 2026-01-05 day"));
}

TEST(Dates, CountsRelativeTimesFromPublication) {
  EXPECT_THAT(dates("today and yesterday"), ElementsAre("today = 2025-06-15 day", "yesterday = 2025-06-14 day"));
  EXPECT_THAT(dates("last month"), ElementsAre("last month = 2025-05 month"));
  EXPECT_THAT(dates("next week"), ElementsAre("next week = 2025-06-16/2025-06-22 week"));
  EXPECT_THAT(dates("last July"), ElementsAre("last July = 2024-07 month"));
  EXPECT_THAT(dates("three years ago"), ElementsAre("three years ago = 2022 year"));
  EXPECT_THAT(dates("a few weeks ago"), ElementsAre("a few weeks ago =  week"));
  EXPECT_THAT(dates("last summer"), ElementsAre("last summer = 2024-06-01/2024-08-31 season"));
}

TEST(Dates, TakesAWeekdayWithoutATenseAsPast) {
  EXPECT_THAT(dates("on Wednesday"), ElementsAre("Wednesday = 2025-06-11 day"));
  EXPECT_THAT(dates("on Sunday"), ElementsAre("Sunday = 2025-06-15 day"));
  EXPECT_THAT(dates("last Friday"), ElementsAre("last Friday = 2025-06-13 day"));
  EXPECT_THAT(dates("next Monday"), ElementsAre("next Monday = 2025-06-16 day"));
}

TEST(Dates, LetsTheTenseDecideAWeekday) {
  static const Cues cues = *Cues::load();
  const std::string_view text = "It will start on Wednesday";
  Analysis analysis = bare_analysis(text, kPublished);
  auto& sentence = analysis.sentences[0];
  sentence.tagged = true;
  sentence.tokens[1].upos = language::Upos::kAux;
  sentence.tokens[2].upos = language::Upos::kVerb;
  ASSERT_EQ(find_dates(cues, analysis).size(), 1u);
  EXPECT_EQ(find_dates(cues, analysis)[0].date, "2025-06-18");
}

TEST(Dates, ReadsPartsOfLongerTimes) {
  EXPECT_THAT(dates("by year-end"), ElementsAre("year-end = 2025-12 month"));
  EXPECT_THAT(dates("by the end of August"), ElementsAre("end of August = 2025-08-31 day"));
  EXPECT_THAT(dates("in early 2022"), ElementsAre("early 2022 = 2022-01-01/2022-03-31 quarter"));
  EXPECT_THAT(dates("in the third quarter of 2024"), ElementsAre("third quarter of 2024 = 2024-07-01/2024-09-30 quarter"));
}

TEST(Dates, JoinsTheEndsOfARange) {
  EXPECT_THAT(dates("from Jan. 1, 2026 to March 31, 2026"), ElementsAre("Jan. 1, 2026 to March 31, 2026 = 2026-01-01/2026-03-31 range"));
  EXPECT_THAT(dates("from Jan. 1 to March 31, 2024"), ElementsAre("Jan. 1 to March 31, 2024 = 2024-01-01/2024-03-31 range"));
  EXPECT_THAT(dates("from Nov. 1 to March 31, 2024"), ElementsAre("Nov. 1 to March 31, 2024 = 2023-11-01/2024-03-31 range"));
  EXPECT_THAT(dates("on June 8-10"), ElementsAre("June 8-10 = 2025-06-08/2025-06-10 range"));
  EXPECT_THAT(dates("from 2008 through 2021"), ElementsAre("2008 through 2021 = 2008-01-01/2021-12-31 range"));
  EXPECT_THAT(dates("on Monday and Tuesday"), ElementsAre("Monday = 2025-06-09 day", "Tuesday = 2025-06-10 day"));
}

TEST(Dates, HasNoValueForARelativeTimeWithoutPublication) {
  EXPECT_THAT(dates("on Wednesday", std::nullopt), ElementsAre("Wednesday =  day"));
  EXPECT_THAT(dates("in March 2022", std::nullopt), ElementsAre("March 2022 = 2022-03 month"));
}

TEST(Dates, GivesAParsedClauseItsOwnYear) {
  const base::Date august{2025, 8, 6};
  EXPECT_THAT(parsed_dates("The row stems from a decision on February 10 to raise the duty.", august), ElementsAre("February 10 = 2025-02-10 day"));
  EXPECT_THAT(parsed_dates("Norway will raise the duty on February 10.", august), ElementsAre("February 10 = 2026-02-10 day"));
  EXPECT_THAT(parsed_dates("The duty rises if no deal is reached by September 1.", august), ElementsAre("September 1 = 2025-09-01 day"));
  EXPECT_THAT(parsed_dates("Norway extended its pause on the duty until January 10.", august), ElementsAre("January 10 = 2026-01-10 day"));
  EXPECT_THAT(parsed_dates("Norway raised the duty in October.", august), ElementsAre("October = 2024-10 month"));
}

TEST(Dates, LeavesWordsAloneThatOnlyLookLikeDates) {
  EXPECT_THAT(dates("they may march on"), IsEmpty());
  EXPECT_THAT(dates("all 2018 items cost $2019"), IsEmpty());
}

}  // namespace
}  // namespace tradewire::extract
