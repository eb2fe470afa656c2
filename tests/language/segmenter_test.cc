#include "language/segmenter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tradewire::language {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> result;
  for (const Sentence& sentence : segment_text(text)) {
    for (const Token& token : sentence.tokens) result.emplace_back(base::slice(text, token.span));
  }
  return result;
}

std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> result;
  for (const Sentence& sentence : segment_text(text)) result.emplace_back(base::slice(text, sentence.span));
  return result;
}

TEST(Tokenizer, splits_contractions_and_possessives) {
  EXPECT_THAT(words("They don't buy China's ore"), ElementsAre("They", "do", "n't", "buy", "China", "'s", "ore"));
  EXPECT_THAT(words("ministers\u2019 can\u2019t"), ElementsAre("ministers", "\u2019", "ca", "n\u2019t"));
  EXPECT_THAT(words("cannot we'll"), ElementsAre("can", "not", "we", "'ll"));
}

TEST(Tokenizer, splits_hyphens_but_keeps_prefixes) {
  EXPECT_THAT(words("rare-earth makers re-exported non-tariff items"),
              ElementsAre("rare", "-", "earth", "makers", "re-exported", "non-tariff", "items"));
}

TEST(Tokenizer, keeps_abbreviations_figures_and_addresses) {
  EXPECT_THAT(words("U.S. steel cost $1,250.50 (up 25%)."),
              ElementsAre("U.S.", "steel", "cost", "$", "1,250.50", "(", "up", "25", "%", ")", "."));
  EXPECT_THAT(words("see https://example.org/a-b?c=d."), ElementsAre("see", "https://example.org/a-b?c=d", "."));
}

TEST(Segmenter, ends_sentences_at_full_stops_only) {
  EXPECT_THAT(sentences("Mr. Lee of Acme Corp. met U.S. officials on Jan. 5. The talks failed."),
              ElementsAre("Mr. Lee of Acme Corp. met U.S. officials on Jan. 5.", "The talks failed."));
  EXPECT_THAT(sentences("J. P. Ochs left. He won."), ElementsAre("J. P. Ochs left.", "He won."));
}

TEST(Segmenter, lets_an_abbreviation_end_a_sentence_before_an_opening_word) {
  EXPECT_THAT(sentences("It sells to the U.S. The ministry objects."), ElementsAre("It sells to the U.S.", "The ministry objects."));
}

TEST(Segmenter, keeps_a_quotation_in_one_sentence) {
  EXPECT_THAT(sentences("\"We wait. We hope,\" she said. Nobody came."), ElementsAre("\"We wait. We hope,\" she said.", "Nobody came."));
}

TEST(Segmenter, takes_line_ends_for_borders) {
  const auto found = segment_text("First line\nsecond line");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[1].starts_paragraph);
}

}  // namespace
}  // namespace tradewire::language
