#include <gtest/gtest.h>

#include "extract/judge_text.h"

namespace tradewire::extract {
namespace {

std::string source(const Judgement& judgement) { return judgement.attribution.source ? judgement.attribution.source->text : ""; }
std::string cue(const Judgement& judgement) { return judgement.attribution.cue ? judgement.attribution.cue->text : ""; }

TEST(Attribution, HearsTheSpeakerBeforeAndBehindHisWords) {
  const Act act{"export.ease", "lifted", "China", ""};
  for (const char* text : {"Howard Lutnick said China had lifted its curbs on gallium.", "China has lifted its curbs on gallium, Howard Lutnick said on Friday.",
                           "China has lifted its curbs on gallium, said Howard Lutnick.", "According to Howard Lutnick, China has lifted its curbs on gallium."}) {
    const auto judgement = judged(text, act);
    EXPECT_EQ(source(judgement), "Howard Lutnick") << text;
    EXPECT_EQ(judgement.status, EventStatus::kClaimed) << text;
  }
}

TEST(Attribution, GivesTheInnermostSpeakerOfNestedWords) {
  const auto judgement = judged("A magnet maker said MOFCOM had announced that China would lift the ban.", {"export.ease", "lift", "China", ""});
  EXPECT_EQ(cue(judgement), "announced");
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, KnowsSourcesWithoutANameAndOtherOutlets) {
  const Act act{"license.grant", "issued", "China", ""};
  const auto insiders = judged("China has issued the first permits, two people familiar with the matter said.", act);
  EXPECT_EQ(insiders.status, EventStatus::kRumored);
  EXPECT_EQ(insiders.attribution.relation, SourceRelation::kAnonymous);
  const auto outlet = judged("China has issued the first permits, Bloomberg News reported on Friday.", act);
  EXPECT_EQ(outlet.status, EventStatus::kRumored);
  EXPECT_EQ(outlet.attribution.relation, SourceRelation::kOutlet);
  EXPECT_EQ(judged("China has reportedly issued the first permits.", act).status, EventStatus::kRumored);
}

TEST(Attribution, TakesOfficialsOfTheActingSideForTheActor) {
  const auto judgement = judged("Japan will cut its duty on cheese, Japanese officials said.", {"tariff.cut", "cut", "Japan", ""});
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kSelf);
}

TEST(Attribution, KnowsTheBeneficiaryThatTells) {
  const auto judgement = judged("JL Mag said it had received licences from China.", {"license.grant", "received", "China", "it"});
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kBeneficiary);
  EXPECT_EQ(judgement.status, EventStatus::kClaimed);
}

TEST(Attribution, CarriesASpeakerThroughAQuotation) {
  const auto judgement = judged("\"We talked all night,\" Howard Lutnick said. \"China has lifted the ban. It is a good day.\"", {"export.ease", "lifted", "China", ""});
  EXPECT_EQ(source(judgement), "Howard Lutnick");
}

TEST(Attribution, LeavesTheOutletsOwnVoiceWithoutASource) {
  const auto judgement = judged("China lifted its curbs on gallium last month.", {"export.ease", "lifted", "China", ""});
  EXPECT_EQ(judgement.status, EventStatus::kReported);
  EXPECT_FALSE(judgement.attribution.source);
}

}  // namespace
}  // namespace tradewire::extract
