// Which dates of a sentence are an act's own.
#include <gtest/gtest.h>

#include "extract/extractor.h"

namespace tradewire::extract {
namespace {

// The dates of the first mention of that type, joined by blanks.
std::string dates(const std::string& text, const std::string& type) {
  static const auto extractor = *Extractor::load({});
  Document document;
  document.id = "test";
  document.published = "2025-06-15";
  document.text = text;
  std::string found;
  for (const auto& mention : extractor.extract(document)) {
    if (mention.type != type) continue;
    for (const auto& filler : mention.roles) {
      if (filler.role == Role::kDate) found += (found.empty() ? "" : " ") + filler.filler.date;
    }
    return found;
  }
  return "no mention";
}

TEST(DatesOfActs, AreThoseOfTheDecisionAboveThem) {
  EXPECT_EQ(dates("On May 3, 2025, Norway decided to ban exports of salt.", "export.restrict"), "2025-05-03");
  EXPECT_EQ(dates("The president signed an order last Friday removing the duty on salt.", "tariff.remove"), "2025-06-13");
}

TEST(DatesOfActs, AreSharedByAllMainVerbsWhereTheyOpenTheSentence) {
  EXPECT_EQ(dates("In January, Norway cut its duty on salt and allowed imports of beer.", "import.ease"), "2025-01");
  EXPECT_EQ(dates("In January, Norway said it had banned exports of salt.", "export.restrict"), "");
}

TEST(DatesOfActs, AreNotThoseOfAThreat) {
  EXPECT_EQ(dates("Norway threatened on May 3 to ban exports of salt.", "export.restrict"), "");
}

TEST(DatesOfActs, StandNextToTheNounOfTheAct) {
  EXPECT_EQ(dates("Brussels followed with a ban on imports of salt in March 2022.", "import.restrict"), "2022-03");
}

TEST(DatesOfActs, AreNotThoseOfPapersNorOfDatelines) {
  EXPECT_EQ(dates("Norway suspended exports of salt under the May 3 notice.", "export.restrict"), "");
  EXPECT_EQ(dates("OSLO, June 3 - Norway on Tuesday banned exports of salt to Japan.", "export.restrict"), "2025-06-10");
}

}  // namespace
}  // namespace tradewire::extract
