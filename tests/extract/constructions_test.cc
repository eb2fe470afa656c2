// Frames in every construction, then one frame of each shape: the engine, not the rule's author, works these out.
#include <gtest/gtest.h>

#include "extract/extractor.h"
#include "rules/library.h"

namespace tradewire::extract {
namespace {

const rules::Library& library() {
  static const rules::Library kLibrary = rules::Library::of({
      {"words/test.yaml", "tariff: [tariff, duty]\nban: [ban, curb, restriction]\nexport: [export]\nlicence: [licence, license]\nof: [of]\n"
                          "party_noun: [ministry, government, company, country]\nbare_goods: [good, product]\nflow: [export, import]\n"
                          "light: [announce, plan]\norigin_preposition: [of, from]\ncontroller_preposition: ['on', upon]\nagent_preposition: [by]\n"
                          "blame_preposition: [of, for]\ntarget_preposition: [against]\nsaying: [say, tell]\nsuffer: [face]\n"
                          "clause_opening: [after, as]\nmeasure_noun: [$tariff]\ndefinite: [the]\ncontainer: [hundred]\n"},
      {"events/tariff/impose.yaml",
       "event: tariff.impose\nabout: a\nframes:\n"
       "  - {verb: [impose, \"slap\", \"enter into\"], subject: actor, object: $tariff, on: target|commodity}\n"
       "  - {noun: $tariff, poss|amod|compound: actor, on: target|commodity!}\n"},
      {"events/export/restrict.yaml",
       "event: export.restrict\nabout: b\norigin: actor\nforeign: import.restrict\nframes:\n"
       "  - {verb: [ban, halt], subject: actor, object: {role: commodity, about: $export}, to: destination}\n"
       "  - {noun: $ban, about: $export, poss: actor, compound: actor|commodity, \"on\": commodity, to: destination, needs: []}\n"},
      {"events/export/ease.yaml",
       "event: export.ease\nabout: d\nframes:\n  - {verb: lift, subject: actor, object: {is: [$ban, it]}, after: [export.restrict], within: 1}\n"},
      {"events/license/grant.yaml",
       "event: license.grant\nabout: c\nframes:\n  - {verb: grant, subject: actor, object: $licence, iobj|to: beneficiary}\n"
       "  - {verb: receive, subject: beneficiary, object: $licence, from: actor}\n"
       "  - {noun: issuance, of: $licence, poss|by: actor, to: beneficiary}\n"},
  });
  return kLibrary;
}

const Extractor& extractor() {
  static const base::Result<Extractor> kExtractor = [] {
    ExtractorOptions options;
    options.library = &library();
    return Extractor::load(options);
  }();
  return *kExtractor;
}

// "type: role=filler, role=filler", one a mention.
std::string told(const std::string& text) {
  std::string out;
  Document document;
  document.id = "t";
  document.text = text;
  for (const Mention& mention : extractor().extract(document)) {
    out += (out.empty() ? "" : "; ") + mention.type;
    for (const auto& [role, filler] : mention.roles) out += " " + std::string(to_string(role)) + "=" + filler.text;
  }
  return out;
}

struct Case {
  const char* construction;
  const char* text;
  const char* want;
};

class ConstructionTest : public testing::TestWithParam<Case> {};

TEST_P(ConstructionTest, IsTheSameAct) { EXPECT_EQ(told(GetParam().text), GetParam().want) << GetParam().construction; }

INSTANTIATE_TEST_SUITE_P(
    All, ConstructionTest,
    testing::Values(
        Case{"active", "Canada imposed tariffs on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"passive", "Tariffs were imposed on steel by Canada.", "tariff.impose actor=Canada commodity=steel"},
        Case{"reduced passive", "Importers pay the tariffs imposed on steel by Canada.", "tariff.impose actor=Canada commodity=steel"},
        Case{"relative clause", "Importers pay the tariffs that Canada imposed on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"control", "Canada agreed to impose tariffs on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"raising", "Canada is expected to impose tariffs on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"object control", "The company urged Canada to impose tariffs on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"infinitive of a noun", "Canada announced a plan to impose tariffs on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"gerund", "Canada responded by imposing tariffs on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"coordinated verbs", "Canada announced and imposed tariffs on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"coordinated fillers", "Canada and Mexico imposed tariffs on steel and aluminum.",
             "tariff.impose actor=Canada actor=Mexico commodity=steel commodity=aluminum"},
        Case{"noun with a possessive", "Canada's tariffs on steel hurt the company.", "tariff.impose actor=Canada commodity=steel"},
        Case{"whose goods they are", "Canada imposed tariffs on Chinese steel.", "tariff.impose actor=Canada target=Chinese commodity=steel"},
        Case{"compound nouns", "The company criticized China's export ban.", "export.restrict actor=China"},
        Case{"two objects", "The ministry granted the company a license.", "license.grant actor=The ministry beneficiary=the company"},
        Case{"a lost object", "The duty, imposed last year by Canada, pleased the company.", "tariff.impose actor=Canada date=last year"},
        Case{"the preposition of a phrase", "Canada entered into tariffs.", "tariff.impose actor=Canada"},
        Case{"an attribute", "Halted companies closed.", ""},
        Case{"a word that leans on what was told", "China banned steel exports. Then it lifted the ban.",
             "export.restrict actor=China commodity=steel; export.ease actor=it"},
        Case{"a pronoun that leans on what was told", "China banned steel exports and lifted it.",
             "export.restrict actor=China commodity=steel; export.ease actor=China"},
        Case{"a word that leans on nothing", "China lifted the ban.", ""},
        Case{"goods of another country", "China halted Brazilian steel exports.", "import.restrict actor=China target=Brazilian commodity=steel"},
        Case{"where the goods of another go", "China halted Brazil exports of steel.", "export.restrict actor=China destination=Brazil commodity=steel"},
        Case{"a pronoun for who acts already", "China halted its steel exports.", "export.restrict actor=China commodity=steel"},
        Case{"goods of its own", "China halted Chinese steel exports.", "export.restrict actor=China actor=Chinese commodity=steel"},
        Case{"whose plan it is", "While regretting Canada's decision to impose tariffs on steel, Mexico said nothing.",
             "tariff.impose actor=Canada commodity=steel"},
        Case{"controlled behind an opening", "Prices rose, the company said, a day after Canada agreed to impose tariffs on steel.",
             "tariff.impose actor=Canada commodity=steel"},
        Case{"what the object is blamed for", "Peru accused Canada of imposing tariffs on steel.", "tariff.impose actor=Canada commodity=steel"},
        Case{"what a party is hit for", "Peru filed a complaint against Canada for a ban on steel exports.", "export.restrict actor=Canada commodity=steel"},
        Case{"a noun's participle tells nothing of who is above", "Canada said it paid tariffs imposed on steel last year.",
             "tariff.impose commodity=steel date=last year"},
        Case{"a subject that the tree lost", "Canada took a law, never used before, to help impose tariffs on steel.",
             "tariff.impose actor=Canada commodity=steel"},
        Case{"a speaker is no doer", "Canada said the duty was to be imposed on steel.", "tariff.impose commodity=steel"},
        Case{"a clause whose first word is taken for a preposition", "Prices rose a day after Canada and Mexico agreed to impose tariffs on steel.",
             "tariff.impose actor=Canada actor=Mexico commodity=steel"},
        Case{"two nouns of one phrase", "Canada imposed tariffs on hundreds of companies and countries.",
             "tariff.impose actor=Canada target=companies and countries"},
        Case{"a list with parentheses", "Canada imposed tariffs on Peru, Chile (a neighbour) and Brazil.",
             "tariff.impose actor=Canada target=Peru target=Chile target=Brazil"},
        Case{"whose measure it was, named in another clause", "Canada imposed tariffs on steel. Ottawa regretted that the tariffs were imposed on steel.",
             "tariff.impose actor=Canada commodity=steel; tariff.impose actor=Ottawa commodity=steel"},
        Case{"no act", "Tariffs are taxes.", ""}));

// Who gives is the subject, who is given is the subject, and the act is a noun: all tell of the same act with the same parties.
constexpr const char* kGranted = "license.grant actor=China beneficiary=Canada";

INSTANTIATE_TEST_SUITE_P(
    EachShape, ConstructionTest,
    testing::Values(
        Case{"giver: active", "China granted licenses to Canada.", kGranted},
        Case{"giver: two objects", "China granted Canada licenses.", kGranted},
        Case{"giver: passive", "Licenses were granted to Canada by China.", kGranted},
        Case{"giver: passive of who is given", "Canada was granted licenses by China.", kGranted},
        Case{"giver: reduced passive", "Licenses granted to Canada by China expired.", kGranted},
        Case{"giver: relative clause of the giver", "China, which granted licenses to Canada, said nothing.", kGranted},
        Case{"giver: relative clause of the object", "The licenses that China granted to Canada expired.", kGranted},
        Case{"giver: control", "China agreed to grant licenses to Canada.", kGranted},
        Case{"giver: raising", "China is expected to grant licenses to Canada.", kGranted},
        Case{"giver: gerund", "China ended the dispute by granting licenses to Canada.", kGranted},
        Case{"giver: coordinated verbs", "China reviewed the case and granted licenses to Canada.", kGranted},
        Case{"giver: coordinated fillers", "China and Mexico granted licenses to Canada.", "license.grant actor=China actor=Mexico beneficiary=Canada"},
        Case{"giver: apposition", "China, a large exporter, granted licenses to Canada.", kGranted},
        Case{"giver: fronted", "To Canada, China granted licenses.", kGranted},
        Case{"giver: headline", "China grants licenses to Canada", kGranted},
        Case{"giver: headline of the future", "China to grant licenses to Canada", kGranted},
        Case{"given: active", "Canada received licenses from China.", kGranted},
        Case{"given: passive", "Licenses were received by Canada from China.", kGranted},
        Case{"given: reduced passive", "The company depends on licenses received by Canada from China.", kGranted},
        Case{"given: relative clause of who is given", "Canada, which received licenses from China, said nothing.", kGranted},
        Case{"given: relative clause of the object", "The company sells licenses that Canada received from China.", kGranted},
        Case{"given: control", "Canada hopes to receive licenses from China.", kGranted},
        Case{"given: raising", "Canada is expected to receive licenses from China.", kGranted},
        Case{"given: gerund", "Canada ended the dispute after receiving licenses from China.", kGranted},
        Case{"given: coordinated verbs", "Canada applied and received licenses from China.", kGranted},
        Case{"given: coordinated fillers", "Canada and Mexico received licenses from China.",
             "license.grant actor=China beneficiary=Canada beneficiary=Mexico"},
        Case{"given: apposition", "Canada, a large buyer, received licenses from China.", kGranted},
        Case{"given: headline", "Canada receives licenses from China", kGranted},
        Case{"noun: possessive", "China's issuance of licenses to Canada ended the dispute.", kGranted},
        Case{"noun: prepositions", "The issuance of licenses to Canada by China ended the dispute.", kGranted},
        Case{"noun: light verb", "China announced the issuance of licenses to Canada.", kGranted},
        Case{"noun: coordinated fillers", "The issuance of licenses to Canada by China and Mexico ended the dispute.",
             "license.grant actor=China actor=Mexico beneficiary=Canada"},
        Case{"noun: headline", "China's issuance of licenses to Canada ends dispute", kGranted}));

}  // namespace
}  // namespace tradewire::extract
