#include "language/analyzer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tradewire::language {
namespace {

using ::testing::ElementsAre;

const Analyzer& english() {
  static const Analyzer analyzer = *Analyzer::load("en");
  return analyzer;
}

Sentence parse(std::string_view text) {
  auto sentences = english().segment(text);
  EXPECT_EQ(sentences.size(), 1U) << text;
  return english().parse(std::move(sentences.at(0)), text);
}

TEST(Analyzer, tags_and_lemmatises_a_plain_sentence) {
  const std::string_view text = "The ministry granted three licences.";
  const Sentence sentence = parse(text);
  std::vector<std::string> lemmas;
  std::vector<Upos> tags;
  for (const Token& token : sentence.tokens) {
    lemmas.push_back(token.lemma);
    tags.push_back(token.upos);
  }
  EXPECT_THAT(lemmas, ElementsAre("the", "ministry", "grant", "three", "licence", "."));
  EXPECT_THAT(tags, ElementsAre(Upos::kDet, Upos::kNoun, Upos::kVerb, Upos::kNum, Upos::kNoun, Upos::kPunct));
  EXPECT_EQ(sentence.tokens[2].features.tense, Tense::kPast);
}

TEST(Analyzer, hangs_subject_and_object_on_the_verb) {
  const Sentence sentence = parse("The ministry granted three licences.");
  EXPECT_EQ(sentence.tokens[2].head, -1);
  EXPECT_EQ(sentence.tokens[2].relation, Relation::kRoot);
  EXPECT_EQ(sentence.tokens[1].head, 2);
  EXPECT_EQ(sentence.tokens[1].relation, Relation::kNsubj);
  EXPECT_EQ(sentence.tokens[4].head, 2);
  EXPECT_EQ(sentence.tokens[4].relation, Relation::kObj);
}

TEST(Analyzer, hangs_a_preposition_on_the_noun_behind_a_list_of_adjectives) {
  EXPECT_EQ(parse("India will reduce duties on fresh, frozen and dried berries.").tokens[4].head, 10);
}

TEST(Analyzer, gives_the_lemma_of_the_word_and_of_none_whose_key_is_the_same) {
  EXPECT_EQ(parse("They met on Tuesday.").tokens[1].lemma, "meet");
  EXPECT_EQ(parse("They let it pass.").tokens[1].lemma, "let");
}

TEST(Analyzer, gives_rare_verbs_the_lemma_that_their_passive_tells) {
  for (const std::string_view text : {"The ministry has revoked it.", "The ministry is revoking it."}) {
    const Sentence sentence = parse(text);
    EXPECT_EQ(sentence.tokens[3].lemma, "revoke") << text;
  }
  EXPECT_EQ(parse("The ministry has delisted it.").tokens[3].lemma, "delist");
}

TEST(Analyzer, builds_the_tree_on_a_part_of_speech_that_it_is_told) {
  const std::string_view text = "Peru and Chile reach trade deal";
  auto sentence = english().tag(english().segment(text).at(0), text);
  const std::vector<Retag> verb{{3, Upos::kVerb}};
  sentence = english().parse(english().retag(std::move(sentence), text, verb), text);
  EXPECT_EQ(sentence.tokens[3].upos, Upos::kVerb);
  EXPECT_EQ(sentence.tokens[3].features.verb_form, VerbForm::kFin);
  EXPECT_EQ(sentence.tokens[0].relation, Relation::kNsubj);
  EXPECT_EQ(sentence.tokens[5].relation, Relation::kObj);
}

TEST(Analyzer, refuses_a_language_without_a_model) { EXPECT_FALSE(Analyzer::load("tlh").ok()); }

}  // namespace
}  // namespace tradewire::language
