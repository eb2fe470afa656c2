#include <gtest/gtest.h>

#include "extract/judge_text.h"

namespace tradewire::extract {
namespace {

Modality modality(const char* text, const char* trigger, const char* type = "tariff.impose", const char* actor = "") {
  return judged(text, {type, trigger, actor, ""}).modality;
}

TEST(Modality, IsActualForWhatHappened) {
  EXPECT_EQ(modality("Brazil imposed a duty on Chinese tyres in May.", "imposed"), Modality::kActual);
  EXPECT_EQ(modality("The decision to block the sale angered Tokyo.", "block", "investment.restrict"), Modality::kActual);
}

TEST(Modality, IsActualForWhatAuthoritiesAreSaidToDo) {
  EXPECT_EQ(modality("Peru has curbed gold exports, with authorities blocking shipments of gold.", "blocking", "export.restrict"), Modality::kActual);
  EXPECT_EQ(modality("The law gives the minister the authority to block shipments of gold.", "block", "export.restrict"), Modality::kPossible);
}

TEST(Modality, IsPlannedForTheFutureAndForPromises) {
  EXPECT_EQ(modality("Brazil will impose a duty on Chinese tyres.", "impose"), Modality::kPlanned);
  EXPECT_EQ(modality("Brazil plans to impose a duty on Chinese tyres.", "impose"), Modality::kPlanned);
  EXPECT_EQ(modality("Brazil agreed to buy ten tankers of gas.", "buy", "purchase.commit"), Modality::kPlanned);
  EXPECT_EQ(modality("Brazil to impose duty on tyres", "impose"), Modality::kPlanned);
}

TEST(Modality, IsPossibleForWhatIsWeighedOrLikely) {
  EXPECT_EQ(modality("Brazil may impose a duty on Chinese tyres.", "impose"), Modality::kPossible);
  EXPECT_EQ(modality("Brazil is considering imposing a duty on Chinese tyres.", "imposing"), Modality::kPossible);
  EXPECT_EQ(modality("The bill would impose a duty on Chinese tyres.", "impose"), Modality::kPossible);
}

TEST(Modality, IsTentativeForWhatIsAgreedProvisionally) {
  EXPECT_EQ(modality("Brazil tentatively agreed to impose a quota.", "impose", "import.restrict"), Modality::kTentative);
  EXPECT_EQ(modality("Brazil agreed in principle to lift the ban.", "lift", "import.ease"), Modality::kTentative);
  EXPECT_EQ(modality("The two sides reached a preliminary deal.", "deal", "agreement.reach"), Modality::kTentative);
}

TEST(Modality, IsConditionalOnBothSidesOfAnIf) {
  EXPECT_EQ(modality("Norway would lower the duty if Brazil opened its market.", "lower", "tariff.cut"), Modality::kConditional);
  EXPECT_EQ(modality("Norway would lower the duty if Brazil opened its market.", "opened", "import.ease"), Modality::kConditional);
}

TEST(Modality, IsRequestedForWhatOthersAskFor) {
  EXPECT_EQ(modality("Norway urged Brazil to lift the ban.", "lift", "import.ease", "Brazil"), Modality::kRequested);
  EXPECT_EQ(modality("Farmers asked the government to scrap the duty.", "scrap", "tariff.remove"), Modality::kRequested);
  EXPECT_NE(modality("Norway wants to lift the ban.", "lift", "import.ease"), Modality::kRequested);
}

TEST(Modality, IsThreatenedForPressure) {
  EXPECT_EQ(modality("Norway threatened to impose a duty on Brazilian beef.", "impose"), Modality::kThreatened);
  EXPECT_EQ(modality("Norway said it would impose a duty unless Brazil opened its market.", "impose", "tariff.impose", "Norway"), Modality::kThreatened);
}

TEST(Modality, IsPlannedForANounThatAVerbOfTheFutureBrings) {
  EXPECT_EQ(modality("Brazil announced plans for another round of tariff cuts on salt.", "cuts", "tariff.cut"), Modality::kPlanned);
  EXPECT_EQ(modality("Brazil will absorb the tariffs on salt.", "tariffs"), Modality::kActual);
}

TEST(Modality, LooksAtWhatAPredicateIsSaidOf) {
  EXPECT_EQ(modality("Their main demand is the lifting of the duty on salt.", "lifting", "tariff.remove"), Modality::kRequested);
}

TEST(Modality, TakesWhatIsKeptForThere) {
  EXPECT_EQ(modality("Norway will maintain a duty of 5% on salt.", "maintain"), Modality::kActual);
  EXPECT_EQ(modality("Norway agreed to keep the duty on salt.", "keep"), Modality::kActual);
}

TEST(Modality, IsNotThatOfTheTimeAtWhichSomethingWasAsked) {
  EXPECT_EQ(modality("At the last meeting, Norway asked for a larger share.", "meeting", "talks.hold"), Modality::kActual);
}

TEST(Modality, TakesTheActsOwnWordForItsCue) {
  EXPECT_EQ(modality("Norway threatened Brazil with a duty of 30%.", "threatened"), Modality::kThreatened);
  EXPECT_EQ(modality("The council decided to recommend sanctions against Brazil.", "recommend", "sanction.impose"), Modality::kRequested);
}

TEST(Modality, RestsOnATentativeUnderstanding) {
  EXPECT_EQ(modality("Exports of salt will be resumed under a tentative understanding.", "resumed", "export.resume"), Modality::kTentative);
  EXPECT_EQ(modality("The two leaders reached a framework for a pact on salt.", "reached", "agreement.reach"), Modality::kTentative);
}

TEST(Modality, IsConditionalUpToTheCommaOfAnOpeningIf) {
  EXPECT_EQ(modality("If the minister submits a report finding that imports do harm, nothing will change at once.", "finding", "probe.rule"), Modality::kConditional);
  EXPECT_EQ(modality("Norway did not end the pact and would lift the duty once Brazil opened its market.", "end", "agreement.end"), Modality::kActual);
  EXPECT_EQ(modality("Norway will scrap the duty that shut out salt from what was once its best market.", "scrap", "tariff.remove"), Modality::kPlanned);
}

TEST(Modality, IsPossibleForWhatIsAskedWithWhether) {
  EXPECT_EQ(modality("The ministry asked the public whether to extend the exclusions.", "extend", "tariff.remove"), Modality::kPossible);
}

TEST(Modality, OfABillEndsWithItsPassage) {
  EXPECT_EQ(modality("Congress passed the sanctions bill in May.", "sanctions", "sanction.impose"), Modality::kActual);
  EXPECT_EQ(modality("Congress debated the sanctions bill in May.", "sanctions", "sanction.impose"), Modality::kPossible);
}

TEST(Modality, KeepsTheCueThatMadeIt) {
  const auto judgement = judged("Brazil may impose a duty on Chinese tyres.", {"tariff.impose", "impose", "Brazil", ""});
  ASSERT_TRUE(judgement.modality_cue);
  EXPECT_EQ(judgement.modality_cue->text, "may");
}

TEST(Modality, OfAnInfinitiveBehindANounIsTheNouns) {
  EXPECT_EQ(modality("A panel approved a softer version of legislation to impose a duty on salt.", "impose"), Modality::kPossible);
  EXPECT_EQ(modality("Two senators reintroduced the Fair Salt Act to impose a duty on Chinese salt.", "impose"), Modality::kPossible);
}

TEST(Modality, IsTentativeForWhatAppearsToHaveHappened) {
  EXPECT_EQ(modality("A deal appears to have been struck between Norway and Brazil.", "struck", "agreement.reach"), Modality::kTentative);
}

TEST(Modality, IsPlannedForWhatAnAgreementCallsFor) {
  const auto judgement = judged("The pact calls for Norway to open its market to Brazilian salt.", {"import.ease", "open", "Norway", ""});
  EXPECT_EQ(judgement.modality, Modality::kPlanned);
  EXPECT_EQ(judgement.status, EventStatus::kReported);
}

TEST(Modality, IsPlannedForTalksThatAreStillToCome) {
  EXPECT_EQ(modality("Norway cut the duty ahead of trade talks with Brazil.", "talks", "talks.hold"), Modality::kPlanned);
  EXPECT_EQ(modality("Norway cut the duty after trade talks with Brazil.", "talks", "talks.hold"), Modality::kActual);
}

TEST(Modality, HearsTheRequestInASubjunctive) {
  EXPECT_EQ(modality("The farmers argued that the duty on salt be cut.", "cut", "tariff.cut"), Modality::kRequested);
  EXPECT_EQ(modality("The ministry sent the cabinet a proposal that the duty on salt be cut.", "cut", "tariff.cut"), Modality::kPossible);
}

TEST(Modality, OfAResultFollowsWhatComesFirst) {
  EXPECT_EQ(modality("Norway might settle the row in time to avert the duty on its salt.", "avert", "tariff.suspend"), Modality::kPossible);
}

TEST(Modality, KeepsAConditionInItsHalfOfTheSentence) {
  const char* text = "Brazil offered to buy more gas and, if Norway drops the levy, to cut its own duty on salt.";
  EXPECT_EQ(modality(text, "buy", "purchase.commit"), Modality::kPossible);
  EXPECT_NE(modality("Ministers will decide what duties, if any, should be cut.", "cut", "tariff.cut"), Modality::kConditional);
}

TEST(Modality, LeavesAReasonAlone) {
  EXPECT_EQ(modality("Brazil may retaliate against Norway for imposing a duty on salt.", "imposing"), Modality::kActual);
  EXPECT_EQ(modality("The council will recommend sanctions for breaches of the pact.", "breaches", "agreement.breach"), Modality::kActual);
}

TEST(Modality, LeavesAloneWhatTalksAreAbout) {
  EXPECT_EQ(modality("Norway asked for consultations concerning Brazilian duties on salt.", "duties"), Modality::kActual);
}

TEST(Modality, SeesTheVerbBehindATime) {
  EXPECT_EQ(modality("Norway plans next month to broaden curbs on shipments of salt, several people said.", "broaden", "export.restrict"), Modality::kPlanned);
}

TEST(Modality, IsThreatenedInATermThatIsAskedAbout) {
  const auto judgement = judged("He was silent when asked about Donald Trump's threat to impose a duty on salt.", {"tariff.impose", "impose", "Donald Trump", ""});
  EXPECT_EQ(judgement.modality, Modality::kThreatened);
  EXPECT_EQ(judgement.status, EventStatus::kConfirmed);
}

TEST(Modality, PressesNobodyWhoPressesAhead) {
  EXPECT_EQ(modality("Norway is to press forward with duties on salt.", "duties"), Modality::kPlanned);
  EXPECT_EQ(modality("India had requested consultations with Norway in April.", "requested", "dispute.file"), Modality::kActual);
}

TEST(Modality, TakesTheMeasuresSomebodyHasForThere) {
  EXPECT_EQ(modality("Korea complained of Japan's measures to restrict exports of resin.", "restrict", "export.restrict"), Modality::kActual);
  EXPECT_EQ(modality("Japan is preparing measures to restrict exports of resin.", "restrict", "export.restrict"), Modality::kPlanned);
}

TEST(Modality, ReachesAGerundThroughThePrepositionOfItsVerb) {
  EXPECT_EQ(modality("Brazil committed to cutting its duty on salt.", "cutting", "tariff.cut"), Modality::kPlanned);
  EXPECT_EQ(modality("Brazil might talk after cutting its duty on salt.", "cutting", "tariff.cut"), Modality::kActual);
}

TEST(Modality, EndsARelativeClauseBeforeTheConditionBehindIt) {
  const char* text = "Norway, which will hold talks with Brazil, said it would lift the duty as soon as Brazil paid.";
  EXPECT_EQ(modality(text, "hold", "talks.hold"), Modality::kPlanned);
}

TEST(Modality, IsActualForWhatWasNotOrdered) {
  const auto judgement = judged("The government had not instructed anyone to halt imports.", {"import.restrict", "halt", "The government", ""});
  EXPECT_EQ(judgement.polarity, Polarity::kNegative);
  EXPECT_EQ(judgement.modality, Modality::kActual);
}

TEST(Modality, IsThreatenedByAWarningThatAPaperTells) {
  EXPECT_EQ(modality("Jane Roe has warned that Norway will bar salt, according to minutes of the meeting.", "bar", "import.restrict", "Norway"), Modality::kPlanned);
  EXPECT_EQ(modality("Donald Trump has warned that he will bar salt, according to minutes of the meeting.", "bar", "import.restrict", "he"), Modality::kThreatened);
}

TEST(Modality, IsPlannedForAnItemOfWhatWasAgreed) {
  EXPECT_EQ(modality("Both sides agreed to the following principles: Suspend the duties on salt for five years.", "Suspend", "tariff.suspend"), Modality::kPlanned);
  EXPECT_EQ(modality("- Purchases of $15 billion of Norwegian gas.", "Purchases", "purchase.commit"), Modality::kPlanned);
}

TEST(Modality, IsPlannedForANounWithADateToCome) {
  EXPECT_EQ(modality("Norway named its team for the talks starting on July 14.", "talks", "talks.hold"), Modality::kPlanned);
  EXPECT_EQ(modality("Norway named its team for the talks starting on May 14.", "talks", "talks.hold"), Modality::kActual);
}

TEST(Modality, IsRequestedForWhatSomebodyTriesToPersuadeOthersOf) {
  EXPECT_EQ(modality("Norway has been trying to persuade Brazil to lift the ban.", "lift", "import.ease", "Brazil"), Modality::kRequested);
  EXPECT_EQ(modality("Norway persuaded Brazil to lift the ban.", "lift", "import.ease", "Brazil"), Modality::kActual);
  EXPECT_EQ(modality("Norway was putting pressure on the ministry to lift the ban.", "lift", "import.ease"), Modality::kRequested);
}

TEST(Modality, IsActualForTheFirstToDoSomething) {
  EXPECT_EQ(modality("Norway was the first country to lift the ban.", "lift", "import.ease"), Modality::kActual);
}

TEST(Modality, IsConditionalForADateUnlessSomethingHappens) {
  EXPECT_EQ(modality("Norway faces duties starting in July unless it pays.", "duties"), Modality::kConditional);
}

// The speaker's sentence is shorter than this one: its tokens are not this one's.
TEST(Modality, IsThreatenedInAQuotationThatGoesOnFromAShorterSentence) {
  const auto judgement = judged("\"Stop this,\" Jonas Gahr Store of Norway warned. \"From the first day of the coming month on we will take all necessary measures.\"",
                                {"countermeasure.take", "measures", "we", ""});
  EXPECT_EQ(judgement.modality, Modality::kThreatened);
}

}  // namespace
}  // namespace tradewire::extract
