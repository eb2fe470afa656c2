#include "extract/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/embedded.h"
#include "extract/judge_text.h"

namespace tradewire::extract {
namespace {

TEST(Judge, ConfirmsTheOwnActsOfAnOfficialText) {
  JudgedText text("Today, the Department of Commerce is imposing new controls on exports of sensors. China imposed similar controls last year.",
                  "Fact Sheet: Department of Commerce Acts on Sensors");
  const auto judgements = text.judge_acts({{"export.restrict", "imposing", "the Department of Commerce", ""}, {"export.restrict", "imposed", "China", ""}});
  EXPECT_EQ(judgements[0].status, EventStatus::kConfirmed);
  EXPECT_FALSE(judgements[0].attribution.source);
  EXPECT_EQ(judgements[1].status, EventStatus::kClaimed);
}

TEST(Judge, TakesARequestForAClaimOfTheAsker) {
  const auto judgement = judged("Norway urged Brazil to lift the ban.", {"import.ease", "lift", "Brazil", ""});
  EXPECT_EQ(judgement.status, EventStatus::kClaimed);
  ASSERT_TRUE(judgement.attribution.source);
  EXPECT_EQ(judgement.attribution.source->text, "Norway");
}

TEST(Judge, StandsByAThreat) {
  const auto judgement = judged("Norway threatened to impose a duty on Brazilian beef.", {"tariff.impose", "impose", "Norway", ""});
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Judge, ExplainsTheChainFromCueToStatus) {
  const auto judgement = judged("Howard Lutnick said China might lift the ban.", {"export.ease", "lift", "China", ""});
  EXPECT_THAT(explain_judgement(judgement),
              testing::ElementsAre(testing::HasSubstr("attribution: \"said\" by Howard Lutnick"), "modality: \"might\": possible",
                                   testing::StartsWith("status: claimed")));
}

TEST(Judge, WantsTheTreeOfASentenceThatMayConfirm) {
  const auto tagged = [](std::string_view text) {
    static const auto analyzer = *language::Analyzer::load("en");
    return wants_tree(JudgedText::cues(), analyzer.tag(analyzer.segment(text).front(), text), text);
  };
  EXPECT_TRUE(tagged("Beijing has not confirmed this."));
  EXPECT_FALSE(tagged("The weather was fine."));
}

TEST(Cues, RefuseAnUnknownCategoryWithItsPlace) {
  const auto root = base::parse_yaml("maybe:\n  words: [maybe]\n", "cues/modality.yaml");
  const CueFile file{"cues/modality.yaml", *root};
  const auto cues = Cues::from_files({&file, 1});
  ASSERT_FALSE(cues);
  EXPECT_THAT(cues.error().message(), testing::HasSubstr("cues/modality.yaml:2"));
}

}  // namespace
}  // namespace tradewire::extract
