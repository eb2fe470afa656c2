#include "language/conllu.h"

#include <gtest/gtest.h>

namespace tradewire::language {
namespace {

constexpr std::string_view kTwoWords =
    "# newdoc\n# text = I don't.\n1\tI\tI\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
    "2\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

TEST(Conllu, gives_the_words_of_a_multiword_token_their_parts_of_the_surface) {
  const auto bank = read_conllu(kTwoWords, "two");
  ASSERT_TRUE(bank.ok());
  EXPECT_EQ(bank->text, "I don't.");
  const auto& tokens = bank->sentences.at(0).tokens;
  EXPECT_EQ(base::slice(bank->text, tokens[1].span), "do");
  EXPECT_EQ(base::slice(bank->text, tokens[2].span), "n't");
  EXPECT_EQ(tokens[1].head, -1);
}

TEST(Conllu, writes_what_it_can_read_again) {
  const auto english = Analyzer::load("en");
  const std::string text = "We didn't sign.";
  const Sentence sentence = english->parse(english->segment(text).at(0), text);
  const auto again = read_conllu(write_conllu(sentence, text, *english, 1), "again");
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->text, text);
  ASSERT_EQ(again->sentences.at(0).tokens.size(), sentence.tokens.size());
  EXPECT_EQ(again->sentences[0].tokens[1].head, sentence.tokens[1].head);
}

TEST(Conllu, names_the_line_of_a_malformed_word) {
  const auto bank = read_conllu("1\tonly\tthree\n", "bad.conllu");
  ASSERT_FALSE(bank.ok());
  EXPECT_EQ(bank.error().where, "bad.conllu:1");
}

}  // namespace
}  // namespace tradewire::language
