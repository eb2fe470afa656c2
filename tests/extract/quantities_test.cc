#include "extract/quantities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "extract/measures_text.h"

namespace tradewire::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "25% = 25 percent"
std::vector<std::string> quantities(std::string_view text) {
  static const Cues cues = *Cues::load();
  const Analysis analysis = bare_analysis(text);
  std::vector<std::string> lines;
  for (const auto& mention : find_quantities(cues, analysis)) {
    std::string number = std::to_string(*mention.value);
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    std::string line(base::slice(text, mention.span));
    line += " = " + number;
    for (const auto& part : {mention.unit, mention.currency}) line += part.empty() ? "" : " " + part;
    lines.push_back(line);
  }
  return lines;
}

TEST(Quantities, ReadsRatesInEverySpelling) {
  EXPECT_THAT(quantities("a tariff of 25 percent"), ElementsAre("25 percent = 25 percent"));
  EXPECT_THAT(quantities("a 17.5% levy, 0.5 pct less"), ElementsAre("17.5% = 17.5 percent", "0.5 pct = 0.5 percent"));
  EXPECT_THAT(quantities("duties of 6.1 per cent"), ElementsAre("6.1 per cent = 6.1 percent"));
  EXPECT_THAT(quantities("seven pct on chocolate"), ElementsAre("seven pct = 7 percent"));
  EXPECT_THAT(quantities("a 10-point rise"), ElementsAre("10-point = 10 point"));
}

TEST(Quantities, ReadsBothEndsOfARange) {
  EXPECT_THAT(quantities("cut to 10 from 20 percent"), ElementsAre("10 = 10 percent", "20 percent = 20 percent"));
  EXPECT_THAT(quantities("raised from 10% to 25%"), ElementsAre("10% = 10 percent", "25% = 25 percent"));
  EXPECT_THAT(quantities("between five and 50 pct"), ElementsAre("five = 5 percent", "50 pct = 50 percent"));
  EXPECT_THAT(quantities("7.5-10% on parts"), ElementsAre("7.5 = 7.5 percent", "10% = 10 percent"));
}

TEST(Quantities, ReadsMoneyWithItsCurrency) {
  EXPECT_THAT(quantities("invest $550 billion in plants"), ElementsAre("$550 billion = 550000000000 USD"));
  EXPECT_THAT(quantities("about €2.3bn of aid"), ElementsAre("€2.3bn = 2300000000 EUR"));
  EXPECT_THAT(quantities("worth 93 billion euros"), ElementsAre("93 billion euros = 93000000000 EUR"));
  EXPECT_THAT(quantities("some 300 mln dlrs of goods"), ElementsAre("300 mln dlrs = 300000000 USD"));
  EXPECT_THAT(quantities("US$1,700 apiece, HK$20 more"), ElementsAre("US$1,700 = 1700 USD", "HK$20 = 20 HKD"));
  EXPECT_THAT(quantities("a floor of $490 a tonne"), ElementsAre("$490 a tonne = 490 per tonne USD"));
}

TEST(Quantities, ReadsGoodsByWeightAndCount) {
  EXPECT_THAT(quantities("buy 12 mln tonnes of soybeans"), ElementsAre("12 mln tonnes = 12000000 tonne"));
  EXPECT_THAT(quantities("18,125 metric tons of cobalt"), ElementsAre("18,125 metric tons = 18125 tonne"));
  EXPECT_THAT(quantities("as many as 500 passenger planes"), ElementsAre("500 = 500 aircraft"));
}

TEST(Quantities, LeavesOtherNumbersAlone) {
  EXPECT_THAT(quantities("in 2018 a car maker asked 14 countries"), IsEmpty());
  EXPECT_THAT(quantities("under Section 232 of the Act"), IsEmpty());
}

TEST(Quantities, ReadsAMagnitudeBehindAHyphen) {
  EXPECT_THAT(quantities("a $1.2-billion order"), ElementsAre("$1.2-billion = 1200000000 USD"));
}

}  // namespace
}  // namespace tradewire::extract
