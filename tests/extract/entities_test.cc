#include "extract/entities.h"

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <sstream>

#include "base/file.h"
#include "base/json.h"
#include "entities_text.h"
#include "paths.h"

namespace tradewire::extract {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;

std::vector<std::string> names(std::string text, std::string_view published = "2025-06-15") {
  return EntityText(std::move(text), published).names();
}

TEST(Entities, LinksOfficeAndNameToThePerson) {
  EXPECT_THAT(names("U.S. Commerce Secretary Howard Lutnick spoke in Geneva."),
              Contains("U.S. Commerce Secretary Howard Lutnick=person:howard-lutnick"));
}

TEST(Entities, AnOfficeAloneIsWhoHoldsItOnTheDay) {
  EXPECT_THAT(names("The commerce secretary declined to speak.", "2025-06-15"), Contains("commerce secretary=person:howard-lutnick"));
  EXPECT_THAT(names("The commerce secretary declined to speak.", "2022-06-15"), Contains("commerce secretary=person:gina-raimondo"));
}

TEST(Entities, ACountrysAdjectiveLiesInsideTheLongerName) {
  const EntityText text("Officials at China's Ministry of Commerce agreed.");
  EXPECT_THAT(text.names(true), IsSupersetOf({std::string("China's Ministry of Commerce=gov:cn-mofcom"), std::string("China=country:CN")}));
}

TEST(Entities, GovernmentsAreNamedByOfficialsCapitalsAndAdministrations) {
  EXPECT_THAT(names("Chinese negotiators met U.S. officials, and Ottawa joined the Trump administration."),
              IsSupersetOf({std::string("Chinese negotiators=country:CN"), std::string("U.S. officials=country:US"),
                            std::string("Ottawa=country:CA"), std::string("Trump administration=country:US")}));
  EXPECT_THAT(names("Negotiators from China and officials in London disagreed."), Contains("Negotiators from China=country:CN"));
}

TEST(Entities, AMinistryWithoutACountryIsOfTheCompanysWhenNoneIsNamed) {
  EXPECT_THAT(names("JL Mag was given the licences by the Ministry of Commerce."), Contains("Ministry of Commerce=gov:cn-mofcom"));
}

TEST(Entities, ACapitalAfterInIsAPlace) {
  const EntityText text("The talks were held in London.");
  ASSERT_EQ(text.findings.mentions.size(), 1u);
  EXPECT_EQ(text.findings.mentions[0].kind, EntityKind::kPlace);
  EXPECT_EQ(text.findings.mentions[0].entity->country, "GB");
}

TEST(Entities, FirmsOfACountryAreTheCountryButNotItsGovernment) {
  const EntityText text("The rules bar American companies.");
  ASSERT_FALSE(text.findings.mentions.empty());
  EXPECT_EQ(text.findings.mentions[0].entity->id, "country:US");
  EXPECT_FALSE(text.findings.mentions[0].entity->official);
}

TEST(Entities, ThoseOutOfOfficeSpeakForNobody) {
  const EntityText text("Donald Trump spoke to reporters.", "2022-06-15");
  ASSERT_FALSE(text.findings.mentions.empty());
  EXPECT_EQ(text.findings.mentions[0].entity->id, "person:donald-trump");
  EXPECT_FALSE(text.findings.mentions[0].entity->official);
}

TEST(Entities, ACommissionerSpeaksForTheUnion) {
  const EntityText text("Maros Sefcovic flew to Washington.", "2025-06-15");
  ASSERT_FALSE(text.findings.mentions.empty());
  EXPECT_EQ(text.findings.mentions[0].entity->country, "EU");
}

TEST(Entities, AcronymsInBracketsCountFromThere) {
  EXPECT_THAT(names("The Council for Widget Planning (CWP) met. Later CWP said no."), Contains("CWP=?Council for Widget Planning"));
}

TEST(Entities, FindsUnknownCompaniesByTheirForm) {
  EXPECT_THAT(names("A unit of Frobnitz Widgets Co., Ltd. lost its permit, and Frobnitz appealed."),
              ElementsAre("Frobnitz Widgets Co., Ltd.=?Frobnitz Widgets Co., Ltd.", "Frobnitz=?Frobnitz Widgets Co., Ltd."));
}

TEST(Entities, FindsUnknownPeopleByTitleRoleAndName) {
  EXPECT_THAT(names("The duty is steep, said analyst Jane Roe. Roe expects more."), Contains("Roe=?Jane Roe"));
  EXPECT_THAT(names("Zubian Trade Minister Quux Frobber met the press.", "2025-06-15"), Contains(testing::HasSubstr("Quux Frobber")));
}

TEST(Entities, CommonWordsAreCompaniesOnlyWithTheirForm) {
  EXPECT_THAT(names("The visa rules target students."), testing::Not(Contains(testing::HasSubstr("company:"))));
  EXPECT_THAT(names("Shares of Visa Inc fell."), Contains("Visa Inc=company:visa"));
}

TEST(Entities, InstrumentsAreKnownByNumberAndShape) {
  EXPECT_THAT(names("He cited section 232 of the Trade Expansion Act of 1962 and Proclamation 9705."),
              ElementsAre("section 232 of the Trade Expansion Act of 1962=instrument:section-232-of-the-trade-expansion-act-of-1962",
                          "Proclamation 9705=?Proclamation 9705"));
}

TEST(Entities, HeadlinesInCapitalsAreRead) {
  EXPECT_THAT(names("JAPAN SAYS IT WILL CUT TARIFFS ON CHOCOLATE", "1987-04-02"), Contains("JAPAN=country:JP"));
}

TEST(Entities, HostileTextIsReadInLinearTime) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "U.S. ";
  EXPECT_FALSE(names(text).empty());
  EXPECT_NO_FATAL_FAILURE(names(std::string("\xF0\x9F\x98\x80 (\xE2\x80\x9C) ( ( ) of of of the 's 's - - &&&")));
  EXPECT_TRUE(names("").empty());
}

// The gold's named parties, by hand-made labels: tests/extract/gold_parties.tsv.
class GoldParties : public testing::Test {
 protected:
  struct Label {
    std::string id;
    std::string document;
  };

  void SetUp() override {
    folder_ = source_dir() + "/../shared/gold/dev/";
    if (!std::ifstream(folder_ + "news.docs.jsonl")) GTEST_SKIP() << "no annotated news in " << folder_;
    std::ifstream file(source_dir() + "/tests/extract/gold_parties.tsv");
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::istringstream cells(line);
      std::string name;
      Label label;
      std::getline(cells, name, '\t');
      std::getline(cells, label.id, '\t');
      std::getline(cells, label.document, '\t');
      labels_[name] = label;
    }
  }

  static std::vector<base::JsonValue> lines(const std::string& path) {
    std::vector<base::JsonValue> out;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      if (auto value = base::parse_json(line); value.ok()) out.push_back(*std::move(value));
    }
    return out;
  }

  static void collect(const base::JsonValue& event, std::vector<std::string>& out) {
    const auto add = [&](const base::JsonValue* value) {
      if (value != nullptr && value->string() != nullptr) out.push_back(value->string()->substr(0, value->string()->find('=')));
    };
    for (const char* key : {"actor", "target", "beneficiary", "destination"}) {
      const base::JsonValue* role = event.find("roles")->find(key);
      if (role == nullptr || role->array() == nullptr) continue;
      for (const base::JsonValue& filler : *role->array()) add(&filler);
    }
    add(event.find("source"));
    add(event.find("confirm_by"));
  }

  void check(const base::JsonValue& document, const base::JsonValue& gold) {
    std::string text;
    std::vector<base::Span> spans;
    for (const base::JsonValue& sentence : *document.find("sents")->array()) {
      const auto start = static_cast<std::uint32_t>(text.size());
      text += *sentence.string() + " ";
      spans.push_back({start, static_cast<std::uint32_t>(text.size() - 1)});
    }
    const std::string id(document.string_at("id"));
    const EntityText found(text, document.string_at("date"));
    for (const base::JsonValue& event : *gold.find("events")->array()) {
      std::vector<std::string> parties;
      collect(event, parties);
      const auto sentence = static_cast<std::size_t>(*event.find("s")->integer());
      for (const std::string& party : parties) {
        const auto label = labels_.find(party);
        if (label == labels_.end() || (!label->second.document.empty() && label->second.document != id)) continue;
        const std::size_t at = text.find(party, spans[sentence].start);
        if (at == std::string::npos || at >= spans[sentence].end) continue;
        judge(found, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + party.size())}, label->second.id, id + ": " + party);
      }
    }
  }

  void judge(const EntityText& found, base::Span span, const std::string& id, const std::string& what) {
    ++total_;
    std::string seen;
    for (const EntityMention& mention : found.findings.mentions) {
      if (!mention.span.overlaps(span) || mention.entity == nullptr) continue;
      if (mention.entity->id == id) {
        ++right_;
        return;
      }
      seen += " " + found.describe(mention);
    }
    misses_ += what + " wants " + id + ", has" + seen + "\n";
  }

  std::string folder_;
  std::map<std::string, Label> labels_;
  int total_ = 0;
  int right_ = 0;
  std::string misses_;
};

TEST_F(GoldParties, NineInTenGetTheRightId) {
  for (const char* set : {"news", "newsroom"}) {
    const auto documents = lines(folder_ + set + ".docs.jsonl");
    const auto golds = lines(folder_ + set + ".gold.jsonl");
    std::map<std::string, const base::JsonValue*> by_id;
    for (const base::JsonValue& gold : golds) by_id[std::string(gold.string_at("id"))] = &gold;
    for (const base::JsonValue& document : documents) {
      if (const auto gold = by_id.find(std::string(document.string_at("id"))); gold != by_id.end()) check(document, *gold->second);
    }
  }
  ASSERT_GT(total_, 500);
  EXPECT_GE(right_ * 10, total_ * 9) << right_ << " of " << total_ << "\n" << misses_;
  std::printf("%d of %d named parties\n", right_, total_);
  if (std::getenv("TRADEWIRE_MISSES") != nullptr) std::printf("%s", misses_.c_str());
}

}  // namespace
}  // namespace tradewire::extract
