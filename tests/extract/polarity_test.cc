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

TEST(Polarity, IsNegativeForWhatWouldHaveBeen) {
  EXPECT_EQ(polarity("Lawmakers dropped a bill that would have raised the duty on salt.", "raised", "tariff.raise"), Polarity::kNegative);
  EXPECT_EQ(polarity("Norway would have to raise the duty on salt.", "raise", "tariff.raise"), Polarity::kPositive);
}

TEST(Polarity, IsNegativeForWhatCameTooLateToHappen) {
  EXPECT_EQ(polarity("The offer came too late to avert the duty on salt.", "avert", "tariff.suspend"), Polarity::kNegative);
  EXPECT_EQ(polarity("The sides did not settle in time to avert the duty on salt.", "avert", "tariff.suspend"), Polarity::kNegative);
}

TEST(Polarity, IsNegativeForWhatSomebodyIsKeptFrom) {
  EXPECT_EQ(polarity("Norway exempted Brazil from the retaliation.", "retaliation", "countermeasure.take"), Polarity::kNegative);
}

TEST(Polarity, IsNegativeWherePersuadingFailed) {
  EXPECT_EQ(polarity("Brazil failed to persuade Norway to lift the ban.", "lift", "import.ease"), Polarity::kNegative);
}

TEST(Polarity, LeavesTheMeansOfAnUndoingAlone) {
  EXPECT_EQ(polarity("Norway took a first step in lifting the ban by issuing a permit.", "issuing", "license.grant"), Polarity::kPositive);
}

TEST(Polarity, LeavesAloneWhatIsTakenForGranted) {
  EXPECT_EQ(polarity("None of the ministers ever acknowledged the ban.", "ban", "import.restrict"), Polarity::kPositive);
}

TEST(Polarity, IsNegativeForWhatIsMentionedToExcludeIt) {
  EXPECT_EQ(polarity("Norway has not held talks with Brazil, let alone reached a deal.", "reached", "agreement.reach"), Polarity::kNegative);
}

TEST(Polarity, IsNegativeForCountermeasuresThatAreSuspended) {
  EXPECT_EQ(polarity("Norway would lift some of its countermeasures.", "countermeasures", "countermeasure.take"), Polarity::kNegative);
  EXPECT_EQ(polarity("Norway extended the suspension of its countermeasures.", "countermeasures", "countermeasure.take"), Polarity::kNegative);
}

TEST(Polarity, IsNegativeForWhatNeedNotBe) {
  const auto judgement = judged("Norway sees no urgency to retaliate.", {"countermeasure.take", "retaliate", "Norway", ""});
  EXPECT_EQ(judgement.polarity, Polarity::kNegative);
  EXPECT_EQ(judgement.modality, Modality::kPlanned);
}

TEST(Polarity, LeavesAloneWhatIsOnlyCited) {
  EXPECT_EQ(polarity("Korea suspended its complaint, citing a dialogue with Japan.", "dialogue", "talks.hold"), Polarity::kPositive);
}

TEST(Polarity, IsNegativeForWhatStoppedShortOrIsYetToCome) {
  EXPECT_EQ(polarity("Brazil stopped short of imposing a duty on salt.", "imposing"), Polarity::kNegative);
  EXPECT_EQ(polarity("Brazil has yet to lift the duty on salt.", "lift", "tariff.remove"), Polarity::kNegative);
  EXPECT_EQ(polarity("Brazil imposed no duty on salt.", "imposed"), Polarity::kNegative);
  EXPECT_EQ(polarity("Jakarta shelved plans for a ban on exports of ore.", "ban", "export.restrict"), Polarity::kNegative);
}

TEST(Polarity, LeavesTermsAloneThatHoldNegativeWords) {
  EXPECT_EQ(polarity("Norway will act by imposing blocking sanctions on two firms.", "sanctions", "sanction.impose"), Polarity::kPositive);
}

TEST(Polarity, IsNegativeForWhatIsNoLongerWorkedOn) {
  EXPECT_EQ(polarity("The assembly suspended work on ratifying the pact.", "ratifying", "agreement.ratify"), Polarity::kNegative);
}

TEST(Polarity, CountsYetOnce) {
  EXPECT_EQ(polarity("Norway was early, but it has yet to reach a deal.", "reach", "agreement.reach"), Polarity::kNegative);
}

TEST(Polarity, LeavesADutyAloneFromWhichSomebodyIsExempted) {
  EXPECT_EQ(polarity("Norway wants to exempt its makers from duties on cars.", "duties"), Polarity::kPositive);
}

}  // namespace
}  // namespace tradewire::extract
