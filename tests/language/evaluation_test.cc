#include "language/train/evaluation.h"

#include <gtest/gtest.h>

namespace tradewire::language::train {
namespace {

// Every case is small enough to be worked out by hand from the definitions of the CoNLL 2018 shared task.
constexpr const char* kGold =
    "1\tPrices\tprice\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
    "2\trose\trise\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n"
    "\n"
    "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n"
    "2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    "\n";

Evaluation against_gold(const std::string& system, const std::string& gold = kGold) {
  return *evaluate(*read_conllu(gold, "gold"), *read_conllu(system, "system"));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) { return text.replace(text.find(from), from.size(), to); }

TEST(Evaluation, gives_full_marks_to_the_gold_itself) {
  const Evaluation same = against_gold(kGold);
  for (const Score& score : {same.words, same.upos, same.lemmas, same.features, same.uas, same.las, same.las_full}) {
    EXPECT_EQ(score.gold, 5U);
    EXPECT_EQ(score.correct, 5U);
    EXPECT_DOUBLE_EQ(score.f1(), 100.0);
  }
  EXPECT_EQ(same.sentences.correct, 2U);
}

TEST(Evaluation, counts_each_column_by_itself) {
  EXPECT_EQ(against_gold(replaced(kGold, "VERB", "NOUN")).upos.correct, 4U);
  EXPECT_EQ(against_gold(replaced(kGold, "price\t", "prices\t")).lemmas.correct, 4U);
  EXPECT_EQ(against_gold(replaced(kGold, "Number=Plur", "Number=Sing")).features.correct, 4U);
  const Evaluation label = against_gold(replaced(kGold, "nsubj", "obj"));
  EXPECT_EQ(label.uas.correct, 5U);
  EXPECT_EQ(label.las.correct, 4U);
}

TEST(Evaluation, counts_a_word_with_another_head_in_neither_attachment_score) {
  const Evaluation head = against_gold(replaced(kGold, "2\tpunct", "1\tpunct"));
  EXPECT_EQ(head.uas.correct, 4U);
  EXPECT_EQ(head.las.correct, 4U);
  EXPECT_DOUBLE_EQ(head.uas.f1(), 80.0);
}

TEST(Evaluation, leaves_subtypes_out_of_the_attachment_score) {
  const Evaluation subtype = against_gold(replaced(kGold, "nsubj", "nsubj:pass"));
  EXPECT_EQ(subtype.las.correct, 5U);
  EXPECT_EQ(subtype.las_full.correct, 4U);
}

// The gold holds five words, the system four, three of which cover the same characters: F1 is 2 * 3 / (5 + 4).
TEST(Evaluation, aligns_words_by_the_characters_that_they_cover) {
  const Evaluation joined = against_gold(
      "1\tPrices\tprice\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
      "2\trose.\trise\tVERB\tVBD\t_\t0\troot\t_\t_\n"
      "\n"
      "1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n"
      "2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_\n"
      "\n");
  EXPECT_EQ(joined.words.correct, 3U);
  EXPECT_NEAR(joined.words.f1(), 66.67, 0.01);
  // "Prices" hangs on a word that the system does not have.
  EXPECT_EQ(joined.uas.correct, 2U);
  EXPECT_EQ(joined.sentences.correct, 2U);
}

// One system sentence over two of gold: none of three is right, but all words are.
TEST(Evaluation, counts_a_sentence_only_when_both_ends_are_right) {
  const Evaluation merged = against_gold(
      "1\tPrices\tprice\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n"
      "2\trose\trise\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n"
      "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n"
      "4\tThey\tthey\tPRON\tPRP\t_\t5\tnsubj\t_\t_\n"
      "5\tleft\tleave\tVERB\tVBD\t_\t2\tparataxis\t_\t_\n"
      "\n");
  EXPECT_EQ(merged.sentences.correct, 0U);
  EXPECT_EQ(merged.sentences.system, 1U);
  EXPECT_EQ(merged.words.correct, 5U);
  EXPECT_EQ(merged.uas.correct, 4U);
}

TEST(Evaluation, refuses_two_texts_that_differ) {
  const auto refused = evaluate(*read_conllu(kGold, "gold"), *read_conllu(replaced(kGold, "\tleft\t", "\tstay\t"), "system"));
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message().find("character"), std::string::npos);
}

}  // namespace
}  // namespace tradewire::language::train
