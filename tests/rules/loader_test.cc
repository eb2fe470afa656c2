#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/event_types.h"
#include "rules/rule_set.h"

namespace tradewire::rules {
namespace {

using testing::HasSubstr;

Library with_event(const std::string& frames, const std::string& words = "tariff: [tariff, \"import tax\"]") {
  return Library::of({{"words/test.yaml", words},
                      {"events/tariff/cut.yaml",
                       "event: tariff.cut\nabout: A tariff goes down.\nframes:\n" + frames +
                           "examples:\n  - {text: Nobody cut it., want: []}\n"}});
}

std::string first_error(const Library& library) {
  for (const Finding& finding : lint(library)) {
    if (finding.fatal) return finding.where + ": " + finding.what;
  }
  return "";
}

TEST(LoaderTest, CompilesAFrameWithItsSlots) {
  const auto set = RuleSet::load(with_event("  - {verb: [cut, \"bring down\"], subject: actor, object: $tariff, on|for: target|commodity!}\n"));
  ASSERT_TRUE(set.ok()) << set.error().message();
  ASSERT_EQ(set->frames().size(), 1U);
  const Frame& frame = set->frames().front();
  EXPECT_EQ(frame.id, "tariff.cut#cut");
  EXPECT_EQ(frame.slots.size(), 4U);
  EXPECT_TRUE(frame.slots[1].need);
  ASSERT_EQ(frame.needs.size(), 1U);  // one of on and for
  EXPECT_FALSE(set->frames_of(set->lexicon().find("bring")).empty());
}

TEST(LoaderTest, NamesThePlaceOfAnUnknownWordList) {
  EXPECT_THAT(first_error(with_event("  - {verb: cut, object: $tarif}\n")), HasSubstr("events/tariff/cut.yaml:4:"));
  EXPECT_THAT(first_error(with_event("  - {verb: cut, object: $tarif}\n")), HasSubstr("no word list '$tarif'"));
}

TEST(LoaderTest, RefusesARoleThatTheTypeDoesNotHave) {
  EXPECT_THAT(first_error(with_event("  - {verb: cut, to: destination}\n")), HasSubstr("tariff.cut has no role 'destination'"));
}

TEST(LoaderTest, RefusesUnknownKeysAndFramesWithoutTrigger) {
  EXPECT_THAT(first_error(with_event("  - {verb: cut, object: {iss: duty}}\n")), HasSubstr("unknown key 'iss'"));
  EXPECT_THAT(first_error(with_event("  - {object: $tariff}\n")), HasSubstr("no trigger"));
}

TEST(LoaderTest, ListsMayNameListsEvenInACircle) {
  const Library library = with_event("  - {verb: cut, object: $a}\n", "a: [$b, duty]\nb: [$a, levy]");
  const auto set = RuleSet::load(library);
  ASSERT_TRUE(set.ok()) << set.error().message();
  EXPECT_TRUE(set->words("a").has(set->lexicon().find("levy")));
}

TEST(LoaderTest, RefusesAFileUnderAnotherName) {
  EXPECT_THAT(first_error(Library::of({{"events/tariff/trim.yaml", "event: tariff.trim\n"}})), HasSubstr("no event type"));
}

TEST(EventTypesTest, KnowsTheRolesOfEachType) {
  EXPECT_EQ(event_types().size(), 33U);
  EXPECT_TRUE(type_has_role("license.grant", *role_by_name("destination")));
  EXPECT_FALSE(type_has_role("talks.hold", *role_by_name("commodity")));
}

TEST(RuleSetTest, TheBuiltInRulesHaveNoErrors) {
  const auto library = Library::open();
  ASSERT_TRUE(library.ok());
  EXPECT_EQ(first_error(*library), "");
}

}  // namespace
}  // namespace tradewire::rules
