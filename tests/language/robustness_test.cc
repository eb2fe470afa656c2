#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "base/embedded.h"
#include "language/analyzer.h"

namespace tradewire::language {
namespace {

const Analyzer& english() {
  static const Analyzer analyzer = *Analyzer::load("en");
  return analyzer;
}

// Analyses a text and checks what must hold for any: spans in order and inside, one root, heads inside, no cycle.
std::size_t analyse(std::string_view text) {
  std::size_t tokens = 0;
  std::uint32_t end = 0;
  for (Sentence& bare : english().segment(text)) {
    const Sentence sentence = english().parse(std::move(bare), text);
    const auto size = static_cast<std::int32_t>(sentence.tokens.size());
    int roots = 0;
    for (const Token& token : sentence.tokens) {
      EXPECT_LE(end, token.span.start);
      EXPECT_LT(token.span.start, token.span.end);
      EXPECT_LE(token.span.end, text.size());
      EXPECT_LT(token.head, size);
      end = token.span.end;
      roots += token.head < 0;
    }
    EXPECT_EQ(roots, 1);
    tokens += sentence.tokens.size();
  }
  return tokens;
}

TEST(Robustness, survives_invalid_utf8) {
  std::mt19937 random(7);
  std::string bytes;
  for (int i = 0; i < 20000; ++i) bytes += static_cast<char>(random() % 256);
  EXPECT_GT(analyse(bytes), 0U);
}

TEST(Robustness, survives_emoji_right_to_left_and_other_languages) {
  EXPECT_GT(analyse("\U0001F600\U0001F600 \u0627\u0644\u0633\u0644\u0627\u0645 \u05E9\u05DC\u05D5\u05DD \u4E2D\u56FD\u5546\u52A1\u90E8\u3002 \U0001F1E8\U0001F1F3 \u00DCber\u00DFe."), 4U);
  EXPECT_EQ(analyse(""), 0U);
  EXPECT_EQ(analyse(" \n\t\r\n "), 0U);
  EXPECT_GT(analyse("'''\"\"\"...---((([[[!!!???"), 1U);
}

TEST(Robustness, parses_a_sentence_of_5000_tokens) {
  std::string text;
  for (int i = 0; i < 2500; ++i) text += "tariffs and ";
  EXPECT_EQ(analyse(text), 5000U);
}

TEST(Robustness, segments_a_line_of_ten_megabytes) {
  const std::string solid(10'000'000, 'x');
  EXPECT_GT(english().segment(solid).size(), 0U);
  std::string spaced;
  while (spaced.size() < 10'000'000) spaced += "word-and-word's ";
  EXPECT_GT(english().segment(spaced).size(), 1U);
}

TEST(Robustness, gives_the_same_result_in_every_thread) {
  const std::string text = "The ministry banned exports of gallium. Prices rose.";
  const auto expected = english().parse(english().segment(text)[0], text);
  std::vector<std::thread> threads;
  std::vector<Sentence> results(4);
  for (Sentence& result : results) threads.emplace_back([&] { result = english().parse(english().segment(text)[0], text); });
  for (std::thread& thread : threads) thread.join();
  for (const Sentence& result : results) EXPECT_EQ(result, expected);
}

TEST(Model, is_refused_when_cut_off_or_of_another_version) {
  const std::string_view bytes = base::find_embedded("models/english.model")->bytes;
  EXPECT_FALSE(Analyzer::from_bytes(bytes.substr(0, bytes.size() - 100)).ok());
  EXPECT_FALSE(Analyzer::from_bytes("not a model").ok());
  std::string other(bytes.substr(0, 64));
  other[4] = 99;
  const auto refused = Analyzer::from_bytes(other);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message().find("version 99"), std::string::npos);
}

TEST(Model, is_refused_when_any_byte_is_flipped) {
  const std::string_view bytes = base::find_embedded("models/english.model")->bytes;
  std::string damaged(bytes);
  ASSERT_TRUE(Analyzer::from_bytes(damaged).ok());
  std::mt19937_64 random(3);
  for (int i = 0; i < 60; ++i) {
    // The front is the header and the table of sections.
    const std::size_t at = static_cast<std::size_t>(random() % (i < 40 ? 400 : bytes.size()));
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
    const auto refused = Analyzer::from_bytes(damaged);
    ASSERT_FALSE(refused.ok()) << "byte " << at;
    EXPECT_NE(refused.error().message().find("model"), std::string::npos);
    damaged[at] = bytes[at];
  }
}

TEST(Model, is_refused_when_cut_anywhere) {
  const std::string_view bytes = base::find_embedded("models/english.model")->bytes;
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{23}, std::size_t{24}, std::size_t{100}, std::size_t{300}, bytes.size() / 2, bytes.size() - 1}) {
    EXPECT_FALSE(Analyzer::from_bytes(bytes.substr(0, size)).ok()) << size;
  }
}

TEST(Units, stay_one_subtree_with_one_head_outside) {
  const std::string text = "Officials met Aerospace Parts and Trading Company of Long Beach on Monday.";
  Sentence sentence = english().segment(text)[0];
  const Unit unit{2, 10};
  sentence = english().parse(std::move(sentence), text, std::span(&unit, 1));
  int outside = 0;
  for (std::uint32_t i = unit.first; i < unit.last; ++i) {
    const std::int32_t head = sentence.tokens[i].head;
    outside += head < static_cast<std::int32_t>(unit.first) || head >= static_cast<std::int32_t>(unit.last);
  }
  EXPECT_EQ(outside, 1);
}

}  // namespace
}  // namespace tradewire::language
