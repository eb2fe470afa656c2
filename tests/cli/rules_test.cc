// `tradewire rules check` and `rules diff` as a rule author calls them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "cli/program.h"

namespace tradewire::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

// A folder of rules that overlays the built-in ones.
class Overlay {
 public:
  explicit Overlay(const std::string& name) : folder_(std::filesystem::temp_directory_path() / ("tradewire-" + name + "-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~Overlay() { std::filesystem::remove_all(folder_); }
  void put(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((folder_ / path).parent_path());
    ASSERT_TRUE(base::write_file((folder_ / path).string(), text).ok());
  }
  std::string path() const { return folder_.string(); }

 private:
  std::filesystem::path folder_;
};

// Talks rules that know one verb only.
std::string talks_rule(const std::string& verb) {
  return "event: talks.hold\nabout: Parties meet.\njoint: true\nframes:\n  - {verb: " + verb +
         ", subject: actor!, with: actor}\nexamples:\n  - {text: \"Canada will " + verb +
         " with Mexico.\", want: [{type: talks.hold}]}\n  - {text: \"Rain fell.\", want: []}\n";
}

TEST(RulesCheck, FindsTheBuiltInFilesWithoutMistake) {
  const ProgramRun run = run_program("rules check");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out, "");
}

TEST(RulesCheck, TellsWhereANameStandsForTwoBodiesOfACountry) {
  const Overlay overlay("alias");
  overlay.put("entities/mine.yaml", "entities: body\ncolumns: [id, name, country, also]\nrows:\n"
                                    "  - xa | Silver Board | PE | Ore Bureau\n  - xb | Copper Board | PE | Ore Bureau\n");
  const ProgramRun run = run_program("rules check --rules " + overlay.path());
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("entities/mine.yaml:5:5: 'Ore Bureau' is a name of 'Silver Board' and of 'Copper Board'"));
  EXPECT_THAT(run.out, HasSubstr("leave it to one of them"));
}

TEST(RulesCheck, TellsWhereTwoPeopleHoldOneOfficeAtATime) {
  const Overlay overlay("office");
  overlay.put("entities/mine.yaml", "entities: person\ncolumns: [name, country, offices]\nrows:\n"
                                    "  - Ana Prueba | PE | finance-minister 1990-01-01..1994-01-01\n"
                                    "  - Eva Prueba | PE | finance-minister 1992-01-01..1996-01-01\n");
  const ProgramRun run = run_program("rules check --rules " + overlay.path());
  EXPECT_THAT(run.out, HasSubstr("entities/mine.yaml:5:5: Ana Prueba and Eva Prueba both hold finance-minister/PE"));
  EXPECT_THAT(run.out, HasSubstr("mend a period"));
}

TEST(RulesDiff, ShowsMentionsGainedLostAndChanged) {
  const Overlay old_rules("old");
  const Overlay new_rules("new");
  old_rules.put("events/talks/hold.yaml", talks_rule("confer"));
  new_rules.put("events/talks/hold.yaml", talks_rule("parley"));
  const std::string documents = R"({"id": "a", "text": "Canada conferred with Mexico."})" "\n" R"({"id": "b", "text": "Canada parleyed with Mexico."})" "\n";
  const ProgramRun run = run_program("rules diff " + old_rules.path() + " " + new_rules.path() + " --over -", documents);
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("a: Canada conferred with Mexico.\n  - talks.hold [conferred] actor='Canada' actor='Mexico'"));
  EXPECT_THAT(run.out, HasSubstr("b: Canada parleyed with Mexico.\n  + talks.hold [parleyed] actor='Canada' actor='Mexico'"));
  EXPECT_THAT(run.err, HasSubstr("1 mentions gained, 1 lost, 0 changed in 2 documents"));
}

TEST(RulesDiff, ShowsBothReadingsOfAMentionThatChanges) {
  const Overlay old_rules("narrow");
  old_rules.put("events/talks/hold.yaml", talks_rule("confer, modality: planned"));
  const Overlay new_rules("plain");
  new_rules.put("events/talks/hold.yaml", talks_rule("confer"));
  const ProgramRun run = run_program("rules diff " + old_rules.path() + " " + new_rules.path() + " --over -", R"({"id": "a", "text": "Canada conferred with Mexico."})");
  EXPECT_THAT(run.out, HasSubstr("  - talks.hold [conferred] actor='Canada' actor='Mexico' positive planned"));
  EXPECT_THAT(run.out, HasSubstr("  + talks.hold [conferred] actor='Canada' actor='Mexico' positive actual"));
  EXPECT_THAT(run.err, HasSubstr("0 mentions gained, 0 lost, 1 changed in 1 documents"));
}

TEST(RulesDiff, ReadsTheStoredDocumentsWhenNoFileIsNamed) {
  const Overlay old_rules("empty");
  const Overlay store("store");
  old_rules.put("events/talks/hold.yaml", talks_rule("confer"));
  const std::string path = store.path() + "/tradewire.db";
  EXPECT_EQ(run_program("rules diff " + old_rules.path() + " --store " + path).code, 3);
  const std::string demo = source_dir() + "/fixtures/demo";
  ASSERT_EQ(run_program("run -q --store " + path + " --sources " + demo + "/sources.yaml --replay " + demo + "/archive.warc").code, 0);
  const ProgramRun run = run_program("rules diff " + old_rules.path() + " --store " + path);
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("  + talks.hold ["));
  EXPECT_THAT(run.out, Not(HasSubstr("  - talks.hold [")));
}

}  // namespace
}  // namespace tradewire::cli
