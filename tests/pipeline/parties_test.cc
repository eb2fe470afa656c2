// Who acts and whom it hits, where the act's own clause does not say it.
#include <gtest/gtest.h>

#include "extract/extractor.h"

namespace tradewire::pipeline {
namespace {

// "actor=CA* target=MX" of the last mention; a star marks what is implied.
std::string parties_of(const std::string& text) {
  static const auto kExtractor = extract::Extractor::load({});
  extract::Document document;
  document.id = "test";
  document.published = "2025-06-15";
  document.text = text;
  const auto mentions = kExtractor->extract(document);
  if (mentions.empty()) return "nothing";
  std::string out;
  for (const auto& [role, filler] : mentions.back().roles) {
    if (role != extract::Role::kActor && role != extract::Role::kTarget) continue;
    out += (out.empty() ? "" : " ") + std::string(to_string(role)) + "=" + filler.country + (filler.implied ? "*" : "");
  }
  return out;
}

TEST(Parties, OfAKnownMeasureAreImplied) {
  EXPECT_EQ(parties_of("Canada imposed duties on Mexican steel in May. The duties took effect on Monday."), "actor=CA* target=MX*");
}

TEST(Parties, WhoIsAskedActs) {
  EXPECT_EQ(parties_of("Chile urged Peru in a letter to lift the tariffs on copper."), "actor=PE");
}

TEST(Parties, WhoDecidesWhatIsDoneByNobodyActs) {
  EXPECT_EQ(parties_of("Norway announced that tariffs on salmon would be lifted."), "actor=NO");
}

}  // namespace
}  // namespace tradewire::pipeline
