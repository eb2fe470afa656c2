#include "extract/reference.h"

#include <gmock/gmock.h>

#include "entities_text.h"

namespace tradewire::extract {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> referents(std::string text) { return EntityText(std::move(text), "2025-06-15", true).referents(); }

TEST(Reference, ItIsTheCompanyThatSpoke) {
  EXPECT_THAT(referents("Nvidia said it had received a licence."), Contains("it=company:nvidia"));
}

TEST(Reference, TheCompanyIsTheLastOne) {
  EXPECT_THAT(referents("ASML lost a permit. The company will appeal."), Contains("The company=company:asml"));
}

TEST(Reference, TheMinistryIsTheLastOne) {
  EXPECT_THAT(referents("China's commerce ministry opened a probe. The ministry gave no details."), Contains("The ministry=gov:cn-mofcom"));
}

TEST(Reference, TwoSidesAreTheTwoGovernments) {
  EXPECT_THAT(referents("China and the United States met. The two countries agreed to a truce."),
              Contains(testing::AnyOf("The two countries=country:CN+country:US+", "The two countries=country:US+country:CN+")));
  EXPECT_THAT(referents("Officials of India met those of Japan. Both sides were pleased."), Contains(HasSubstr("Both sides=country:")));
}

TEST(Reference, HeAndSheAskForPeople) {
  EXPECT_THAT(referents("Howard Lutnick flew to London. He said a deal was near."), Contains("He=person:howard-lutnick"));
  EXPECT_THAT(referents("Mark Carney met Claudia Sheinbaum. She said talks went well."), Contains("She=person:claudia-sheinbaum"));
}

TEST(Reference, WeAreWhoeverTheQuotationIsBy) {
  EXPECT_THAT(referents("\"We have received the licences,\" ASML said."), Contains("We=company:asml"));
  EXPECT_THAT(referents("\"We will sign it,\" said Howard Lutnick. The European Commission waits."), Contains("We=country:US"));
}

TEST(Reference, ItThatStandsForNothingIsNone) {
  EXPECT_THAT(referents("China raised duties. It is clear that prices will rise."), Not(Contains(HasSubstr("It="))));
}

TEST(Reference, MergedMentionsStandInOrderAndDoNotOverlap) {
  EntityText text("China said it would act. The country is ready.", "2025-06-15", true);
  const auto merged = merge_mentions(text.analysis.entities, text.references);
  for (std::size_t i = 1; i < merged.size(); ++i) {
    const TokenRange& a = merged[i - 1].tokens;
    const TokenRange& b = merged[i].tokens;
    EXPECT_TRUE(a.sentence < b.sentence || a.first <= b.first);
  }
  EXPECT_EQ(merged.size(), text.analysis.entities.size() + text.references.size());
}

TEST(Reference, TheAuthorOfAnOfficialTextIsItsGovernment) {
  EntityText text("By the authority vested in me as President, I hereby proclaim it.");
  text.document.title = "Proclamation on Imports Into the United States";
  EXPECT_EQ(official_author_of(built_in_gazetteer(), text.analysis), built_in_gazetteer().country("US"));
}

}  // namespace
}  // namespace tradewire::extract
