// Who and what a slot's words name.
#include <gtest/gtest.h>

#include "extract/fillers.h"
#include "language/analyzer.h"
#include "rules/library.h"
#include "rules/rule_set.h"

namespace tradewire::extract {
namespace {

class FillersTest : public testing::Test {
 protected:
  // The fillers of a role that stand at a word of a text in which no entities are known.
  std::vector<std::string> fill(const std::string& text, const std::string& word, Role role) {
    Analysis analysis;
    analysis.text = text;
    for (auto& sentence : analyzer_->segment(text)) analysis.sentences.push_back(analyzer_->parse(std::move(sentence), text));
    const Tree tree(analysis.sentences.front(), text, rules_->lexicon());
    const Fillers fillers(analysis, 0, tree, *rules_);
    std::vector<std::string> found;
    for (TokenIndex i = 0; i < tree.size(); ++i) {
      if (tree.form(i) != word) continue;
      for (const Argument& argument : fillers.fill({static_cast<rules::RoleId>(role)}, 0, i, "tariff.impose")) found.emplace_back(tree.form(argument.tokens.head));
    }
    return found;
  }

  const rules::Library library_ = rules::Library::of(
      {{"words/test.yaml", "party_noun: [ministry]\nno_filler: [day]\n"}, {"events/tariff/impose.yaml", "event: tariff.impose\nabout: a\nframes: [{verb: impose, subject: actor}]\n"}});
  const base::Result<rules::RuleSet> rules_ = rules::RuleSet::load(library_);
  const base::Result<language::Analyzer> analyzer_ = language::Analyzer::load("en");
};

TEST_F(FillersTest, TakeWhatIsJoinedToAPartyForOne) {
  EXPECT_EQ(fill("The ministry and the producers met.", "ministry", Role::kActor), (std::vector<std::string>{"ministry", "producers"}));
}

TEST_F(FillersTest, GiveNothingForAListWhoseFirstWordFillsNothing) {
  EXPECT_TRUE(fill("The days and producers imposed duties.", "days", Role::kActor).empty());
  EXPECT_TRUE(fill("The days, weeks and months imposed duties.", "days", Role::kActor).empty());
}

}  // namespace
}  // namespace tradewire::extract
