// The three acts that started this project, told in other words and another order: passive, relative clause, headline,
// two sentences instead of one. Each telling must give the same event.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "extract/extractor.h"
#include "paths.h"

namespace tradewire::pipeline {
namespace {

using extract::Role;

const extract::Extractor& extractor() {
  static const auto kExtractor = extract::Extractor::load({});
  return *kExtractor;
}

std::vector<extract::Mention> mentions_of(const std::string& text, const std::string& title = {}) {
  extract::Document document;
  document.id = "test";
  document.published = "2025-06-15";
  document.title = title;
  document.text = text;
  return extractor().extract(document);
}

std::set<std::string> countries(const extract::Mention& mention, Role role) {
  std::set<std::string> found;
  for (const auto& filler : mention.roles) {
    if (filler.role == role) found.insert(filler.filler.country.empty() ? filler.filler.id : filler.filler.country);
  }
  return found;
}

std::set<std::string> ids(const extract::Mention& mention, Role role) {
  std::set<std::string> found;
  for (const auto& filler : mention.roles) {
    if (filler.role == role) found.insert(filler.filler.id);
  }
  return found;
}

std::string words(const extract::Mention& mention, Role role) {
  std::string text;
  for (const auto& filler : mention.roles) {
    if (filler.role == role) text += (text.empty() ? "" : "; ") + filler.filler.text;
  }
  return text;
}

const extract::Mention* only(const std::vector<extract::Mention>& mentions, const std::string& type) {
  const extract::Mention* found = nullptr;
  for (const auto& mention : mentions) {
    if (mention.type != type) continue;
    if (found != nullptr) return nullptr;
    found = &mention;
  }
  return found;
}

std::string list_types(const std::vector<extract::Mention>& mentions) {
  std::string text;
  for (const auto& mention : mentions) text += mention.type + " (" + mention.trigger.text + ") ";
  return text;
}

class Resumption : public testing::TestWithParam<const char*> {};

TEST_P(Resumption, IsTentativeUnconfirmedAndToldByLutnick) {
  const auto mentions = mentions_of(GetParam());
  const auto* mention = only(mentions, "export.resume");
  ASSERT_NE(mention, nullptr) << list_types(mentions);
  EXPECT_THAT(countries(*mention, Role::kActor), testing::ElementsAre("CN"));
  EXPECT_THAT(words(*mention, Role::kCommodity), testing::HasSubstr("rare earth"));
  EXPECT_THAT(countries(*mention, Role::kDestination), testing::ElementsAre("US"));
  EXPECT_EQ(mention->polarity, extract::Polarity::kPositive);
  EXPECT_EQ(mention->modality, extract::Modality::kTentative);
  EXPECT_EQ(mention->status, extract::EventStatus::kUnconfirmed);
  EXPECT_EQ(mention->attribution.relation, extract::SourceRelation::kCounterparty);
  ASSERT_TRUE(mention->attribution.source);
  EXPECT_EQ(mention->attribution.source->name, "Howard Lutnick");
  EXPECT_FALSE(mention->attribution.source->office.empty());
  ASSERT_TRUE(mention->confirmation);
  EXPECT_EQ(mention->confirmation->state, extract::ConfirmationState::kPending);
  ASSERT_TRUE(mention->confirmation->by);
  EXPECT_EQ(mention->confirmation->by->country, "CN");
}

INSTANTIATE_TEST_SUITE_P(
    Tellings, Resumption,
    testing::Values(
        "Commerce Secretary Howard Lutnick said on Wednesday that China had provisionally agreed to restart shipments of rare earths "
        "to U.S. manufacturers. Beijing has not confirmed this.",
        "Exports of rare earths to American buyers will be resumed by China under a tentative understanding, according to U.S. Commerce "
        "Secretary Howard Lutnick. The deal has not been confirmed by Beijing.",
        "Howard Lutnick, the U.S. commerce secretary, told reporters that Chinese officials, who met him in London, had provisionally "
        "agreed to resume sending rare earths to the United States. China's government has not yet confirmed that.",
        "China has agreed in principle to resume rare earth exports to the United States, Howard Lutnick announced, but the Chinese "
        "government has yet to confirm it.",
        "Chinese officials tentatively agreed that exports of rare earths to American companies would resume, Howard Lutnick told "
        "reporters, but Beijing has yet to confirm that.",
        "Exports of rare earths to American companies will tentatively be resumed by China, Commerce Secretary Howard Lutnick said. "
        "Beijing has not officially confirmed this.",
        "Chinese negotiators provisionally agreed to restart rare earth shipments to U.S. firms, according to Commerce Secretary "
        "Howard Lutnick. The Chinese government has yet to confirm it officially."));

class Licences : public testing::TestWithParam<const char*> {};

TEST_P(Licences, AreGrantedByTheMinistryAndClaimedByTheCompany) {
  const auto mentions = mentions_of(GetParam());
  const auto* mention = only(mentions, "license.grant");
  ASSERT_NE(mention, nullptr) << list_types(mentions);
  EXPECT_THAT(ids(*mention, Role::kActor), testing::ElementsAre("gov:cn-mofcom"));
  EXPECT_THAT(words(*mention, Role::kBeneficiary), testing::Not(testing::IsEmpty()));
  EXPECT_THAT(words(*mention, Role::kCommodity), testing::HasSubstr("magnets"));
  EXPECT_EQ(mention->modality, extract::Modality::kActual);
  EXPECT_EQ(mention->status, extract::EventStatus::kClaimed);
  EXPECT_EQ(mention->attribution.relation, extract::SourceRelation::kBeneficiary);
}

INSTANTIATE_TEST_SUITE_P(
    Tellings, Licences,
    testing::Values(
        "\"We have received export licences from the Ministry of Commerce for nonmilitary magnets,\" JL Mag said.",
        "Export licences for nonmilitary magnets have been issued to JL Mag by China's commerce ministry, the company said.",
        "JL Mag Rare-Earth said on Wednesday that it had obtained licences from China's Ministry of Commerce to ship civilian "
        "magnets to Europe.",
        "Licences to export civilian magnets to Europe and Japan were issued to JL Mag Rare-Earth by MOFCOM, the company disclosed.",
        "China's commerce ministry has granted JL Mag licences to ship civilian magnets to Europe, the company said.",
        "\"We have received export licences for civilian magnets from the Ministry of Commerce of China,\" JL Mag said."));

TEST(Compromise, IsReadFromAHeadlineAPassiveAndANoun) {
  for (const char* text : {"A preliminary agreement was reached by China and the United States in London on Tuesday.",
                           "China and the United States have reached a tentative deal in London.",
                           "In London, American and Chinese negotiators struck a provisional trade deal."}) {
    const auto mentions = mentions_of(text);
    const auto* mention = only(mentions, "agreement.reach");
    ASSERT_NE(mention, nullptr) << text << ": " << list_types(mentions);
    EXPECT_EQ(words(*mention, Role::kPlace), "London") << text;
    EXPECT_EQ(mention->modality, extract::Modality::kTentative) << text;
    EXPECT_THAT(countries(*mention, Role::kActor), testing::UnorderedElementsAre("CN", "US")) << text;
  }
}

TEST(NoEvents, AreReadFromHabitsLeverageAndTheFuture) {
  for (const char* text :
       {"China has often held back supplies when it wanted something from its neighbours.",
        "Control over rare earths gives China leverage.",
        "Exporters routinely flood foreign markets with cheap goods.",
        "Both countries will have to weigh their next moves with care.",
        "Pushing too hard could provoke Washington into building a supply chain of its own.",
        "Rare earths are vital for magnets, batteries and fighter jets."}) {
    const auto mentions = mentions_of(text);
    EXPECT_TRUE(mentions.empty()) << text << ": " << list_types(mentions);
  }
}

TEST(SeedArticle, GivesTheThreeActsAndNothingElseButTheTalks) {
  const auto text = base::read_file(source_dir() + "/../shared/data/seed-article.txt");
  if (!text) GTEST_SKIP() << "../shared/data/seed-article.txt is not here";
  const auto mentions = mentions_of(*text);
  std::multiset<std::string> types;
  for (const auto& mention : mentions) {
    if (mention.type != "talks.hold") types.insert(mention.type);
  }
  ASSERT_THAT(types, testing::ElementsAre("agreement.reach", "export.resume", "license.grant")) << list_types(mentions);

  const auto& compromise = *only(mentions, "agreement.reach");
  EXPECT_EQ(words(compromise, Role::kPlace), "London");
  EXPECT_EQ(compromise.modality, extract::Modality::kTentative);
  EXPECT_EQ(compromise.status, extract::EventStatus::kReported);

  const auto& resumption = *only(mentions, "export.resume");
  EXPECT_THAT(countries(resumption, Role::kActor), testing::ElementsAre("CN"));
  EXPECT_EQ(words(resumption, Role::kCommodity), "rare earths");
  EXPECT_THAT(countries(resumption, Role::kDestination), testing::ElementsAre("US"));
  EXPECT_EQ(resumption.modality, extract::Modality::kTentative);
  EXPECT_EQ(resumption.status, extract::EventStatus::kUnconfirmed);
  ASSERT_TRUE(resumption.attribution.source);
  EXPECT_EQ(resumption.attribution.source->name, "Howard Lutnick");
  EXPECT_EQ(resumption.attribution.cue->text, "announced");
  EXPECT_EQ(resumption.attribution.relation, extract::SourceRelation::kCounterparty);
  ASSERT_TRUE(resumption.confirmation);
  EXPECT_EQ(resumption.confirmation->state, extract::ConfirmationState::kPending);
  EXPECT_EQ(resumption.confirmation->by->country, "CN");

  const auto& licences = *only(mentions, "license.grant");
  EXPECT_THAT(ids(licences, Role::kActor), testing::ElementsAre("gov:cn-mofcom"));
  EXPECT_EQ(words(licences, Role::kBeneficiary), "it");
  EXPECT_THAT(words(licences, Role::kCommodity), testing::HasSubstr("nonmilitary magnets"));
  EXPECT_EQ(words(licences, Role::kDestination), "U.S.; Europe; Southeast Asia");
  EXPECT_EQ(licences.status, extract::EventStatus::kClaimed);
  EXPECT_EQ(licences.attribution.cue->text, "revealed");
  EXPECT_EQ(licences.attribution.relation, extract::SourceRelation::kBeneficiary);
}

}  // namespace
}  // namespace tradewire::pipeline
