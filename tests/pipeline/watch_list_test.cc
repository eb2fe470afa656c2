#include "pipeline/watch_list.h"

#include <gtest/gtest.h>

namespace tradewire::pipeline {
namespace {

extract::Mention mention_of(const std::string& type, const std::string& actor, const std::string& commodity) {
  extract::Mention mention;
  mention.type = type;
  extract::Filler party;
  party.text = "the ministry";
  party.name = actor;
  extract::Filler good;
  good.text = commodity;
  mention.roles = {{extract::Role::kActor, party}, {extract::Role::kCommodity, good}};
  return mention;
}

WatchList list_of(const std::string& yaml) { return *WatchList::parse(*base::parse_yaml(yaml, "watch.yaml"), "watch.yaml"); }

TEST(WatchList, LetsEverythingPassWhenItIsEmpty) { EXPECT_TRUE(WatchList().passes(mention_of("tariff.cut", "X", "y"))); }

TEST(WatchList, MatchesTypesByGlobAndPartiesByNameWhateverTheCase) {
  const WatchList list = list_of("types: [export.*, license.grant]\nentities: [mofcom]\n");
  EXPECT_TRUE(list.passes(mention_of("export.ease", "MOFCOM", "gallium")));
  EXPECT_FALSE(list.passes(mention_of("import.ease", "MOFCOM", "gallium")));
  EXPECT_FALSE(list.passes(mention_of("export.ease", "USTR", "gallium")));
}

TEST(WatchList, FindsACommodityWithinItsWords) {
  EXPECT_TRUE(list_of("commodities: [magnets]").passes(mention_of("export.ease", "X", "nonmilitary magnets")));
}

TEST(WatchList, NamesAnUnknownKeyWithItsPlace) {
  const auto list = WatchList::parse(*base::parse_yaml("types: [a]\ncountries: [b]\n", "watch.yaml"), "watch.yaml");
  ASSERT_FALSE(list.ok());
  EXPECT_EQ(list.error().where, "watch.yaml:2:12");
}

TEST(Glob, StarsStandForAnyRunAndNothingElseDoes) {
  EXPECT_TRUE(matches_glob("*.impose", "tariff.impose"));
  EXPECT_TRUE(matches_glob("*", ""));
  EXPECT_FALSE(matches_glob("tariff", "tariff.cut"));
  EXPECT_FALSE(matches_glob("*a*b*c", "aaaaaaaaaabbbbbbbbb"));
}

}  // namespace
}  // namespace tradewire::pipeline
