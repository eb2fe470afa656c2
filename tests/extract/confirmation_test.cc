#include <gtest/gtest.h>

#include "extract/judge_text.h"

namespace tradewire::extract {
namespace {

TEST(Confirmation, IsPendingWhenTheActorHasYetToConfirm) {
  const auto judgement = judged("Howard Lutnick said China had agreed to resume exports, although this has yet to be confirmed by the Chinese government.",
                                {"export.resume", "resume", "China", ""});
  EXPECT_EQ(judgement.status, EventStatus::kUnconfirmed);
  ASSERT_TRUE(judgement.confirmation);
  EXPECT_EQ(judgement.confirmation->state, ConfirmationState::kPending);
}

TEST(Confirmation, ReachesTheActOfTheSentenceBefore) {
  const auto judgement = judged("China has issued the first permits, two people familiar with the matter said. Beijing has not confirmed this.",
                                {"license.grant", "issued", "China", ""});
  EXPECT_EQ(judgement.status, EventStatus::kUnconfirmed);
}

TEST(Confirmation, BelongsToTheActInItsOwnClause) {
  const auto judgement = judged("The ministry would not confirm that permits were issued.", {"license.grant", "issued", "", ""});
  EXPECT_EQ(judgement.status, EventStatus::kUnconfirmed);
}

TEST(Confirmation, IsUnverifiableWhenTheOutletCouldNotCheck) {
  const auto judgement = judged("A trader said a rival had received a permit, but we could not verify this.", {"license.grant", "received", "", ""});
  EXPECT_EQ(judgement.status, EventStatus::kUnconfirmed);
  ASSERT_TRUE(judgement.confirmation);
  EXPECT_EQ(judgement.confirmation->state, ConfirmationState::kUnverifiable);
}

TEST(Confirmation, MakesADenialNegative) {
  const auto judgement = judged("Japan denied that it had lifted the ban.", {"export.ease", "lifted", "it", ""});
  EXPECT_EQ(judgement.status, EventStatus::kDenied);
  EXPECT_EQ(judgement.polarity, Polarity::kNegative);
}

TEST(Confirmation, DeniesAClaimButNotARejectedDeal) {
  EXPECT_EQ(judged("Japan rejected a claim by Norway that Tokyo had lifted the ban.", {"export.ease", "lifted", "Tokyo", ""}).status, EventStatus::kDenied);
  EXPECT_NE(judged("Japan rejected a deal with Norway.", {"agreement.reach", "deal", "Japan", ""}).status, EventStatus::kDenied);
}

TEST(Confirmation, TakesSilenceForNothing) {
  const auto judgement = judged("Japan lifted the ban, two traders said. The ministry declined to comment.", {"export.ease", "lifted", "Japan", ""});
  EXPECT_EQ(judgement.status, EventStatus::kRumored);
}

TEST(Confirmation, LeavesWhatTheOutletTellsOfOthersAlone) {
  const auto judgement = judged("Norway cut its duty on salt. Seoul has not confirmed that a deal exists.", {"tariff.cut", "cut", "Norway", ""});
  EXPECT_EQ(judgement.status, EventStatus::kReported);
}

TEST(Confirmation, ReachesNoFurtherThanItsClauseBesideANoun) {
  const auto judgement = judged("China issued the permits, traders said. Seoul got a grace period, a concession that the ministry has not confirmed.",
                                {"license.grant", "issued", "China", ""});
  EXPECT_EQ(judgement.status, EventStatus::kRumored);
}

TEST(Confirmation, DeniesNothingThatIsToldBeside) {
  const auto judgement = judged("Don Farrell denied that there had been any bargain over towers, on which Norway has lifted its duties.", {"tariff.remove", "lifted", "Norway", ""});
  EXPECT_NE(judgement.status, EventStatus::kDenied);
}

TEST(Confirmation, DeniesNothingThatAParticipleTellsBeside) {
  const auto judgement = judged("China denied claims that it seeks an end to a war set off by Norway raising its duty on salt.", {"tariff.raise", "raising", "Norway", ""});
  EXPECT_NE(judgement.status, EventStatus::kDenied);
}

TEST(Confirmation, TakesARefusedRequestForNoDenial) {
  const auto judgement = judged("Neither firm has disclosed whether its licences have been approved or denied.", {"license.grant", "approved", "", ""});
  EXPECT_NE(judgement.status, EventStatus::kDenied);
}

TEST(Confirmation, ConfirmsAReportOfTheSentenceBefore) {
  const auto judgement = judged("China has resumed exports of gallium, Nikkei reported. Beijing confirmed the report.", {"export.resume", "resumed", "China", ""});
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Confirmation, DeniesNothingOfARelativeClauseThatAPrepositionOpens) {
  const auto judgement = judged("Jane Roe denied that there had been any bargain on towers, on which Norway has lifted the duty.", {"tariff.remove", "lifted", "Norway", ""});
  EXPECT_NE(judgement.status, EventStatus::kDenied);
}

TEST(Confirmation, IsPendingForWhatIsNeitherConfirmedNorDenied) {
  const auto judgement = judged("Bloomberg News reported that Norway had asked the Dutch to halt some deliveries, a request that the ministry in The Hague would neither confirm nor deny.",
                                {"export.restrict", "halt", "the Dutch", ""});
  EXPECT_EQ(judgement.status, EventStatus::kUnconfirmed);
}

TEST(Confirmation, LeavesWhatTheOutletTellsAloneWhereItNamesSomethingElse) {
  const char* text = "Norway barred Brazilian salt in May. The Norwegian ministry would not confirm that a second ban was being thought of.";
  EXPECT_EQ(judged(text, {"import.restrict", "barred", "Norway", ""}).status, EventStatus::kReported);
}

}  // namespace
}  // namespace tradewire::extract
