#include <gtest/gtest.h>

#include "extract/judge_text.h"

namespace tradewire::extract {
namespace {

Polarity polarity(const char* text, const char* trigger, const char* type = "tariff.impose") { return judged(text, {type, trigger, "", ""}).polarity; }

TEST(Polarity, IsNegativeUnderANegation) {
  EXPECT_EQ(polarity("Norway has not imposed a duty on beef.", "imposed"), Polarity::kNegative);
  EXPECT_EQ(polarity("Norway never imposed the duty.", "imposed"), Polarity::kNegative);
  EXPECT_EQ(polarity("No agreement was reached in Oslo.", "reached", "agreement.reach"), Polarity::kNegative);
  EXPECT_EQ(polarity("The talks ended without a deal.", "deal", "agreement.reach"), Polarity::kNegative);
}

TEST(Polarity, IsNegativeUnderVerbsThatSayItDidNotHappen) {
  EXPECT_EQ(polarity("Norway failed to reach a deal with Brazil.", "reach", "agreement.reach"), Polarity::kNegative);
  EXPECT_EQ(polarity("Norway refused to lift the ban.", "lift", "import.ease"), Polarity::kNegative);
  EXPECT_EQ(polarity("Norway stopped buying Brazilian soybeans.", "buying", "purchase.commit"), Polarity::kNegative);
  EXPECT_EQ(polarity("Norway ruled out imposing a duty.", "imposing"), Polarity::kNegative);
  EXPECT_EQ(polarity("Norway is unlikely to impose a duty.", "impose"), Polarity::kNegative);
}

TEST(Polarity, TurnsTwiceUnderADoubleNegation) {
  EXPECT_EQ(polarity("Norway did not rule out imposing a duty.", "imposing"), Polarity::kPositive);
}

TEST(Polarity, CountsEachWordOnce) {
  EXPECT_EQ(polarity("No such pact is being pursued.", "pact", "agreement.reach"), Polarity::kNegative);
  EXPECT_EQ(polarity("No deal was reached in Oslo.", "deal", "agreement.reach"), Polarity::kNegative);
}

TEST(Polarity, LeavesANegationAloneThatBelongsElsewhere) {
  EXPECT_EQ(polarity("Norway imposed a duty on firms that do not report.", "imposed"), Polarity::kPositive);
  EXPECT_EQ(polarity("Norway imposed a duty, which Brazil did not expect.", "imposed"), Polarity::kPositive);
  EXPECT_EQ(polarity("Not only Norway imposed a duty.", "imposed"), Polarity::kPositive);
}

}  // namespace
}  // namespace tradewire::extract
