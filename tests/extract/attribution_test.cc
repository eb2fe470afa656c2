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

TEST(Attribution, HearsTheSpeakerBehindADateline) {
  const auto judgement = judged("OSLO, May 2 - Norwegian officials said they are not considering a duty on salt.", {"tariff.impose", "duty", "they", ""});
  EXPECT_EQ(source(judgement), "Norwegian officials");
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, GivesThemTheVoiceOfThoseWhoSpokeBefore) {
  const auto judgement = judged("Two traders said the market was thin. China has issued more permits, they said.", {"license.grant", "issued", "China", ""});
  EXPECT_EQ(judgement.status, EventStatus::kRumored);
}

TEST(Attribution, NamesWhoAClauseWithWhoIsAbout) {
  const auto judgement = judged("Howard Lutnick, who flew to London last week, said China would lift the ban.", {"export.ease", "lift", "China", ""});
  EXPECT_EQ(source(judgement), "Howard Lutnick");
}

TEST(Attribution, HearsAPersonWhoIsQuotedBySomebodyElse) {
  const auto judgement = judged("\"China will lift the ban,\" Wang Wentao was quoted by a newspaper as saying.", {"export.ease", "lift", "China", ""});
  EXPECT_EQ(source(judgement), "Wang Wentao");
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, TakesWhoeverTellsOfHisOwnTalksForAParty) {
  const auto judgement = judged("Mark Carney said progress was being made in trade talks with Japan.", {"talks.hold", "talks", "Japan", ""});
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kSelf);
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, TakesWhoeverWelcomesAnActForAnother) {
  const auto judgement = judged("Howard Lutnick welcomed the lifting of the ban.", {"export.ease", "lifting", "", ""});
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kThirdParty);
  EXPECT_EQ(judgement.status, EventStatus::kClaimed);
}

TEST(Attribution, TakesAnAccuserForAnother) {
  const auto judgement = judged("The US had accused Beijing of slowing exports of salt.", {"export.restrict", "slowing", "", ""});
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kCounterparty);
  EXPECT_EQ(judgement.status, EventStatus::kClaimed);
}

TEST(Attribution, TakesAMinistersGovernmentForHisOwn) {
  const auto judgement = judged("The government has imposed a ban on exports of chilli, Commerce Minister Rahim Uddin said.", {"export.restrict", "imposed", "The government", ""});
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kSelf);
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, TakesTheActsOwnWordForTheSayingOfIt) {
  const auto judgement = judged("Donald Trump threatened Canada with a tariff of 30%.", {"tariff.impose", "threatened", "Donald Trump", ""});
  EXPECT_EQ(source(judgement), "Donald Trump");
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, PassesOverPapersToThoseWhoTellOfThem) {
  const auto judgement = judged("Mark Carney said that a letter suggested that Japan would lift the ban.", {"import.ease", "lift", "Japan", ""});
  EXPECT_EQ(source(judgement), "Mark Carney");
}

TEST(Attribution, LetsTheSpeakerOfADenialGoOn) {
  const auto judgement = judged("The ministry would not confirm that a licence was ready and said only that talks had begun.", {"talks.hold", "talks", "", ""});
  EXPECT_EQ(source(judgement), "The ministry");
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, HearsASpeakerInTheMiddleOfHisWords) {
  const Act act{"export.resume", "resume", "China", ""};
  for (const char* text : {"China, Howard Lutnick announced, had agreed to resume exports of rare earths.",
                           "The pact stands but China, Howard Lutnick said on Monday, will resume exports of rare earths."}) {
    const auto judgement = judged(text, act);
    EXPECT_EQ(source(judgement), "Howard Lutnick") << text;
    EXPECT_EQ(judgement.status, EventStatus::kClaimed) << text;
  }
}

TEST(Attribution, GivesTheSpeakerHisReasonsToo) {
  const auto judgement = judged("The ban on broken rice remains, an official in the ministry said, because distillers need it.", {"export.restrict", "ban", "", ""});
  EXPECT_EQ(source(judgement), "an official in the ministry");
}

TEST(Attribution, LeavesTheOccasionOfAStatementToTheOutlet) {
  const char* text = "A minister said after talks with Norway that Brazil would cut the duty.";
  EXPECT_EQ(judged(text, {"talks.hold", "talks", "", ""}).status, EventStatus::kReported);
  EXPECT_EQ(source(judged(text, {"tariff.cut", "cut", "Brazil", ""})), "A minister");
  EXPECT_EQ(judged("China lifted the halt, Bloomberg News said, a day after Norway cut its duty.", {"tariff.cut", "cut", "Norway", ""}).status, EventStatus::kReported);
}

TEST(Attribution, EndsAPledgeBeforeAnothersAct) {
  const auto judgement = judged("Producers in Sinaloa undertook not to sell below cost, and Washington shelved its case.", {"probe.close", "shelved", "Washington", ""});
  EXPECT_EQ(judgement.status, EventStatus::kReported);
}

TEST(Attribution, CarriesWordsOverASemicolonThatJoins) {
  const auto judgement = judged("U.S. officials said that Japan dumps steel; nor has it opened its market.", {"import.ease", "opened", "it", ""});
  EXPECT_EQ(source(judgement), "U.S. officials");
}

TEST(Attribution, TakesWhoProposesForTheSource) {
  const auto judgement = judged("Brazil proposed cutting its duty on salt.", {"tariff.cut", "cutting", "Brazil", ""});
  EXPECT_EQ(source(judgement), "Brazil");
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, EndsWhatIsSaidBeforeWhoReportsIt) {
  const auto judgement = judged("China said it had lifted its curbs on gallium, CNBC reported.", {"export.ease", "lifted", "it", ""});
  EXPECT_EQ(judgement.status, EventStatus::kRumored);
  EXPECT_EQ(source(judgement), "CNBC");
}

TEST(Attribution, LeavesAnOfficialUnhiddenBesideThoseWhoHide) {
  const auto judgement = judged("A Treasury official told chipmakers that Washington would revoke their waivers, people familiar with the matter said.", {"license.revoke", "revoke", "Washington", ""});
  EXPECT_EQ(source(judgement), "A Treasury official");
  EXPECT_EQ(judgement.status, EventStatus::kRumored);
}

TEST(Attribution, HearsWhoMaintainsSomething) {
  EXPECT_EQ(source(judged("Brazil has maintained that Norway imposed a duty on salt.", {"tariff.impose", "imposed", "Norway", ""})), "Brazil");
}

TEST(Attribution, HearsNobodyInARejectedRequest) {
  EXPECT_EQ(judged("India acted after the United States rejected its notice opposing duties on steel.", {"tariff.impose", "duties", "", ""}).status, EventStatus::kReported);
}

TEST(Attribution, TakesTheListenerForNoSpeaker) {
  const auto judgement = judged("\"Norway has lifted the ban,\" Jane Roe, a ministry official, told reporters.", {"import.ease", "lifted", "Norway", ""});
  EXPECT_EQ(source(judgement), "Jane Roe");
}

TEST(Attribution, TakesReportsForAnOutlet) {
  EXPECT_EQ(judged("News reports said Norway had lifted the ban.", {"import.ease", "lifted", "Norway", ""}).status, EventStatus::kRumored);
}

TEST(Attribution, NamesWhoeverIsQuotedSayingWe) {
  const auto judgement = judged("\"We sanction two firms,\" Scott Bessent said. \"We urge our allies to join the sanctions.\"", {"sanction.impose", "sanctions", "", ""});
  EXPECT_EQ(source(judgement), "Scott Bessent");
}

TEST(Attribution, TakesNobodyForTheTellerOfHisOwnBreach) {
  const auto judgement = judged("The measure violates the pact, a Korean official said.", {"agreement.breach", "violates", "", ""});
  EXPECT_EQ(judgement.status, EventStatus::kClaimed);
}

TEST(Attribution, TakesThePresidentOfTheCommissionForTheUnion) {
  const auto judgement = judged("The European Union will impose a duty, the president of the European Commission said.", {"tariff.impose", "impose", "The European Union", ""});
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, TakesAPaperForItsOwner) {
  const auto judgement = judged("China's commerce ministry's statement said Beijing had lifted its curbs on gallium.", {"export.ease", "lifted", "Beijing", ""});
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kSelf);
}

TEST(Attribution, TakesAJointStatementForTheWordOfItsParties) {
  const auto judgement = judged("A joint statement said China and Brazil agreed to cut duties.", {"tariff.cut", "cut", "China", ""});
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, TakesItsMinisterForTheActorsOwn) {
  const auto judgement = judged("Brazil will not tax Chinese steel, its finance minister said.", {"tariff.impose", "tax", "Brazil", ""});
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kSelf);
}

TEST(Attribution, HearsWhoToldSomebody) {
  EXPECT_EQ(source(judged("Honda has been told by parts makers that shipments have resumed.", {"export.resume", "resumed", "", ""})), "parts makers");
}

TEST(Attribution, LeavesThePastThatARelativeClauseTellsToTheOutlet) {
  const char* text = "A ministry spokesman said that Norway, which had barred Brazilian salt in May, was playing politics.";
  EXPECT_EQ(judged(text, {"import.restrict", "barred", "Norway", ""}).status, EventStatus::kReported);
  EXPECT_EQ(source(judged("Norway, which earlier said it had barred Brazilian salt, met importers.", {"import.restrict", "barred", "it", ""})), "Norway");
}

TEST(Attribution, GivesAnAdditionToWhoSpokeFirst) {
  const auto judgement = judged("Jane Roe said the deal would wait until members knew more, adding that Norway had lifted the ban.", {"import.ease", "lifted", "Norway", ""});
  EXPECT_EQ(source(judgement), "Jane Roe");
}

TEST(Attribution, HearsWhereACallComesFrom) {
  const auto judgement = judged("A call for retaliation came from the growers.", {"countermeasure.take", "retaliation", "", ""});
  EXPECT_EQ(source(judgement), "the growers");
  EXPECT_EQ(judgement.status, EventStatus::kClaimed);
}

TEST(Attribution, TakesAllegedActsForRumours) {
  EXPECT_EQ(judged("Norway met over alleged breaches of the pact.", {"agreement.breach", "breaches", "", ""}).status, EventStatus::kRumored);
}

TEST(Attribution, EndsAProposalBeforeAContrast) {
  const auto judgement = judged("Claudia Sheinbaum proposed a working table, while Jane Roe met China's ambassador.", {"talks.hold", "met", "Jane Roe", ""});
  EXPECT_EQ(judgement.status, EventStatus::kReported);
}

TEST(Attribution, TakesWhoeverSpeaksOfAnothersActForAnother) {
  const auto judgement = judged("Japan's demand that Washington scrap its higher duties remains.", {"tariff.impose", "duties", "its", ""});
  EXPECT_NE(judgement.attribution.relation, SourceRelation::kSelf);
}

TEST(Attribution, TakesAMinistersAdministrationForHisOwn) {
  const auto judgement = judged("Lutnick told CNBC that the administration was considering a duty on chips.", {"tariff.impose", "duty", "the administration", ""});
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Attribution, TakesABareMinistryForTheSubjectsOwn) {
  const auto judgement = judged("China will impose duties on EU pork, the commerce ministry said.", {"tariff.impose", "impose", "China", ""});
  EXPECT_EQ(judgement.attribution.relation, SourceRelation::kSelf);
}

}  // namespace
}  // namespace tradewire::extract
