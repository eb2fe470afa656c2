#include "extract/gazetteer.h"

#include <gmock/gmock.h>

#include <ctime>
#include <map>

#include "base/embedded.h"
#include "entities_text.h"

namespace tradewire::extract {
namespace {

EntityFile file_of(std::string_view yaml, std::string path = "test.yaml", bool overlay = false) {
  auto node = base::parse_yaml(yaml, path);
  EXPECT_TRUE(node.ok());
  return {std::move(path), node.ok() ? *std::move(node) : base::YamlNode{}, overlay};
}

constexpr std::string_view kCompanies =
    "entities: company\ncolumns: [name, country, also]\nrows:\n  - Acme Magnets | US | Acme\n  - Brillo | GB\n";

TEST(Gazetteer, ReadsRowsByTheirColumns) {
  const std::vector<EntityFile> files = {file_of(kCompanies)};
  const auto gazetteer = Gazetteer::from_files(files);
  ASSERT_TRUE(gazetteer.ok());
  const Entity* acme = gazetteer->find("company:acme-magnets");
  ASSERT_NE(acme, nullptr);
  EXPECT_EQ(acme->name, "Acme Magnets");
  EXPECT_EQ(acme->country, "US");
  EXPECT_THAT(gazetteer->lookup("Acme"), testing::ElementsAre(acme));
}

TEST(Gazetteer, AnOverlayReplacesTheRecordOfTheSameId) {
  const std::vector<EntityFile> files = {
      file_of(kCompanies),
      file_of("entities: company\nentries:\n  - {id: acme-magnets, name: Acme Corporation, country: CA}\n", "mine.yaml", true)};
  const auto gazetteer = Gazetteer::from_files(files);
  ASSERT_TRUE(gazetteer.ok());
  EXPECT_EQ(gazetteer->find("company:acme-magnets")->country, "CA");
  EXPECT_TRUE(gazetteer->lookup("Acme").empty());
}

TEST(Gazetteer, ErrorsNameFileLineAndColumn) {
  const std::vector<EntityFile> twice = {file_of(kCompanies), file_of(kCompanies, "again.yaml")};
  const auto result = Gazetteer::from_files(twice);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().where, "again.yaml:4:5");
  EXPECT_THAT(result.error().mend, testing::HasSubstr("test.yaml:4:5"));
}

TEST(Gazetteer, UnknownColumnsKeysKindsAndOfficesAreErrors) {
  for (const std::string_view yaml :
       {"entities: company\ncolumns: [name, colour]\nrows: [a]\n", "entities: company\nlines: []\n", "entities: dragon\n",
        "entities: person\ncolumns: [name, country, offices]\nrows:\n  - Jane Roe | US | trade-dragon 2020..\n",
        "entities: person\nentries:\n  - {name: Jane Roe, offices: [minister 2020-13..]}\n", "columns: [name]\n"}) {
    const std::vector<EntityFile> files = {file_of(yaml)};
    EXPECT_FALSE(Gazetteer::from_files(files).ok()) << yaml;
  }
}

TEST(Gazetteer, NamesMatchWhateverTheirHyphensPointsAndMarks) {
  const Gazetteer& gazetteer = built_in_gazetteer();
  for (const std::string_view name : {"U.S.", "US", "United States", "the White House"}) {
    const std::string_view bare = name.starts_with("the ") ? name.substr(4) : name;
    EXPECT_THAT(gazetteer.lookup(bare), testing::Contains(gazetteer.country("US"))) << name;
  }
  EXPECT_EQ(gazetteer.lookup("Côte d'Ivoire"), gazetteer.lookup("Cote d’Ivoire"));
  EXPECT_FALSE(gazetteer.lookup("JL Mag Rare Earth").empty());
}

TEST(Gazetteer, OfficesAreDated) {
  const Gazetteer& gazetteer = built_in_gazetteer();
  const auto holder = [&](std::string_view office, std::string_view country, base::Date day) {
    const Tenure* tenure = gazetteer.holder(office, country, day);
    return tenure == nullptr ? std::string() : tenure->person->id;
  };
  EXPECT_EQ(holder("commerce-secretary", "US", {2025, 6, 15}), "person:howard-lutnick");
  EXPECT_EQ(holder("commerce-secretary", "US", {2023, 6, 15}), "person:gina-raimondo");
  EXPECT_EQ(holder("president", "US", {1987, 4, 1}), "person:ronald-reagan");
  EXPECT_EQ(holder("trade-commissioner", "EU", {2024, 12, 15}), "person:maros-sefcovic");
  EXPECT_EQ(holder("prime-minister", "JP", {1987, 4, 1}), "person:yasuhiro-nakasone");
  EXPECT_EQ(holder("president", "US", {1950, 1, 1}), "");
}

TEST(Gazetteer, HoldsWhatTheScopeAsksFor) {
  std::map<EntityKind, int> count;
  int holders = 0;
  for (const Entity& entity : built_in_gazetteer().entities()) {
    ++count[entity.kind];
    holders += entity.kind == EntityKind::kPerson && !built_in_gazetteer().offices(entity).empty();
  }
  EXPECT_GE(count[EntityKind::kCountry], 245);
  EXPECT_GE(count[EntityKind::kBloc], 40);
  EXPECT_GE(count[EntityKind::kBody], 400);
  EXPECT_GE(holders, 600);
  EXPECT_GE(count[EntityKind::kCompany], 2000);
  EXPECT_GE(count[EntityKind::kCommodity], 400);
  EXPECT_GE(count[EntityKind::kInstrument], 150);
}

TEST(Gazetteer, EveryParentAndClassBodyIsThere) {
  const Gazetteer& gazetteer = built_in_gazetteer();
  EXPECT_EQ(gazetteer.body("commerce-ministry", "CN"), gazetteer.find("gov:cn-mofcom"));
  EXPECT_EQ(gazetteer.body_or_sibling("commerce-ministry", "US"), gazetteer.find("gov:us-commerce"));
  EXPECT_EQ(gazetteer.find("gov:cn-mofcom")->parent, "country:CN");
}

TEST(Gazetteer, TheLinterFindsOverlappingOfficesAndSharedNames) {
  const std::vector<EntityFile> files = {
      file_of("entities: classes\noffices:\n  king: [King]\n", "classes.yaml"),
      file_of("entities: person\ncolumns: [name, country, offices]\nrows:\n  - Ann Roe | SE | king 2020..2024\n  - Bob Doe | SE | king 2023..\n"),
      file_of("entities: company\ncolumns: [name, country, also]\nrows:\n  - Acme | US\n  - Apex | US | Acme\n", "firms.yaml")};
  const auto errors = check_entities(files);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].where, "firms.yaml:4:5");
  EXPECT_EQ(errors[1].where, "test.yaml:5:5");
}

TEST(Gazetteer, TheBuiltInEntitiesHaveNoTwoHoldersOfOneOffice) {
  std::vector<EntityFile> files;
  for (const base::EmbeddedFile& file : base::embedded_files("rules/entities/")) {
    if (!file.path.ends_with(".yaml")) continue;
    auto root = base::decode_yaml(file.bytes);
    ASSERT_TRUE(root.ok());
    files.push_back({std::string(file.path), *std::move(root), false});
  }
  for (const base::Error& error : check_entities(files)) ADD_FAILURE() << error.message();
}

TEST(Gazetteer, LoadsInFiftyMilliseconds) {
  const std::clock_t start = std::clock();
  ASSERT_TRUE(Gazetteer::load().ok());
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  RecordProperty("milliseconds", static_cast<int>(seconds * 1000));
#if defined(NDEBUG)
  EXPECT_LT(seconds, 0.15);  // the goal is 0.05; the bound is wide for a busy machine
#endif
}

}  // namespace
}  // namespace tradewire::extract
