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

TEST(Tokenizer, splits_a_unit_from_its_number) {
  EXPECT_THAT(words("a 20m loan and 5.5bn at 9am"), ElementsAre("a", "20", "m", "loan", "and", "5.5", "bn", "at", "9", "am"));
  EXPECT_THAT(words("the 19th round, 5G"), ElementsAre("the", "19th", "round", ",", "5G"));
}

TEST(Tokenizer, splits_its_where_it_stands_for_it_is) {
  EXPECT_THAT(words("its a deal"), ElementsAre("it", "s", "a", "deal"));
  EXPECT_THAT(words("its deal"), ElementsAre("its", "deal"));
}

TEST(Tokenizer, finds_a_full_stop_without_a_blank_behind_it) {
  EXPECT_THAT(words("The mill closed.The owner left"), ElementsAre("The", "mill", "closed", ".", "The", "owner", "left"));
  EXPECT_THAT(words("visit Example.com"), ElementsAre("visit", "Example.com"));
}

TEST(Tokenizer, takes_an_abbreviation_that_needs_a_follower_for_a_word_at_the_end_of_a_line) {
  EXPECT_THAT(words("He said no. No.\nNo. 5"), ElementsAre("He", "said", "no", ".", "No", ".", "No.", "5"));
  EXPECT_THAT(words("steel, tin, etc.\n"), ElementsAre("steel", ",", "tin", ",", "etc", "."));
}

TEST(Tokenizer, keeps_file_names_tags_and_telephone_numbers) {
  EXPECT_THAT(words("draft-2-final.doc #tariffs @ministry 555-0100"), ElementsAre("draft-2-final.doc", "#tariffs", "@ministry", "555-0100"));
  EXPECT_THAT(words("\"Lee\"<lee@example.org>"), ElementsAre("\"", "Lee", "\"", "<", "lee@example.org", ">"));
}

TEST(Segmenter, ends_sentences_at_full_stops_only) {
  EXPECT_THAT(sentences("Mr. Lee of Acme Corp. met U.S. officials on Jan. 5. The talks failed."),
              ElementsAre("Mr. Lee of Acme Corp. met U.S. officials on Jan. 5.", "The talks failed."));
  EXPECT_THAT(sentences("J. P. Ochs left. He won."), ElementsAre("J. P. Ochs left.", "He won."));
}

TEST(Segmenter, lets_an_abbreviation_end_a_sentence_before_an_opening_word) {
  EXPECT_THAT(sentences("It sells to the U.S. The ministry objects."), ElementsAre("It sells to the U.S.", "The ministry objects."));
}

TEST(Segmenter, ends_a_sentence_behind_a_bank_or_a_month_but_not_behind_a_title) {
  EXPECT_THAT(sentences("Markets wait for the Fed. The bank meets in the spring."), ElementsAre("Markets wait for the Fed.", "The bank meets in the spring."));
  EXPECT_THAT(sentences("It told the SEC. Officials met."), ElementsAre("It told the SEC.", "Officials met."));
  EXPECT_THAT(sentences("They met Mr. The and Dr. No on Nov. 5 at Yahoo! Inc. in town."), ElementsAre("They met Mr. The and Dr. No on Nov. 5 at Yahoo! Inc. in town."));
}

TEST(Segmenter, keeps_a_quotation_in_one_sentence) {
  EXPECT_THAT(sentences("\"We wait. We hope,\" she said. Nobody came."), ElementsAre("\"We wait. We hope,\" she said.", "Nobody came."));
}

TEST(Segmenter, sees_by_the_blanks_which_way_a_quotation_mark_looks) {
  // A mark is missing: the quotations behind it must not turn inside out.
  EXPECT_THAT(sentences("\"We wait, she said. Nobody came. \"It is over,\" he said. The shop closed."),
              ElementsAre("\"We wait, she said.", "Nobody came.", "\"It is over,\" he said.", "The shop closed."));
}

TEST(Segmenter, takes_the_items_of_a_legal_text_apart) {
  EXPECT_THAT(sentences("The order covers: (a) all exports; and (b) all imports."),
              ElementsAre("The order covers:", "(a) all exports; and", "(b) all imports."));
  EXPECT_THAT(sentences("Telephone: (202) 555-0100"), ElementsAre("Telephone: (202) 555-0100"));
}

TEST(Segmenter, takes_section_numbers_and_lettered_sentences_apart) {
  EXPECT_THAT(sentences("Section 2. Review (b) The minister shall review all quotas."), ElementsAre("Section 2.", "Review", "(b) The minister shall review all quotas."));
  EXPECT_THAT(sentences("1. The order stands."), ElementsAre("1. The order stands."));
}

TEST(Segmenter, takes_a_date_and_a_heading_in_capitals_from_the_text_behind) {
  EXPECT_THAT(sentences("Tuesday, May 6, 2014 Leaders met in Accra to sign a pact."),
              ElementsAre("Tuesday, May 6, 2014", "Leaders met in Accra to sign a pact."));
  EXPECT_THAT(sentences("MINISTRY OF TRADE The ministry has opened a probe into imports of tyres."),
              ElementsAre("MINISTRY OF TRADE", "The ministry has opened a probe into imports of tyres."));
}

TEST(Segmenter, knows_the_line_that_frees_a_press_release_and_dates_that_open_a_sentence) {
  EXPECT_THAT(sentences("Senator Urges Review of Tin Quotas For Immediate Release The senator asked for a review of the quotas."),
              ElementsAre("Senator Urges Review of Tin Quotas", "For Immediate Release", "The senator asked for a review of the quotas."));
  EXPECT_THAT(sentences("Ana Lopez, Minister of Trade On July 2, Peru imposed duties."),
              ElementsAre("Ana Lopez, Minister of Trade", "On July 2, Peru imposed duties."));
  EXPECT_THAT(sentences("The office will hold them to account for their sales: On May 5, 2014, Lima asked for a report."),
              ElementsAre("The office will hold them to account for their sales:", "On May 5, 2014, Lima asked for a report."));
}

TEST(Segmenter, ends_a_press_release_at_its_signs) {
  EXPECT_THAT(sentences("The deal stands. ### Next item"), ElementsAre("The deal stands.", "###", "Next item"));
}

TEST(Segmenter, takes_line_ends_for_borders) {
  const auto found = segment_text("First line\nsecond line");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[1].starts_paragraph);
}

}  // namespace
}  // namespace tradewire::language
