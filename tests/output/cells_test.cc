// Rows of cells: CSV as RFC 4180 says, Markdown, and columns that a terminal shows in one line.
#include "output/cells.h"

#include <gtest/gtest.h>

namespace tradewire::output {
namespace {

// RFC 4180, 2.1: "Each record is located on a separate line, delimited by a line break (CRLF)."
TEST(Csv, EndsALineWithCarriageReturnAndLineFeed) { EXPECT_EQ(csv_line({"a", "b"}), "a,b\r\n"); }

// 2.6: "Fields containing line breaks (CRLF), double quotes, and commas should be enclosed in double-quotes."
TEST(Csv, QuotesWhatWouldEndACellOrALine) {
  EXPECT_EQ(csv_line({"a,b"}), "\"a,b\"\r\n");
  EXPECT_EQ(csv_line({"a\r\nb"}), "\"a\r\nb\"\r\n");
  EXPECT_EQ(csv_line({"a\nb"}), "\"a\nb\"\r\n");
  EXPECT_EQ(csv_line({"a b;c'd"}), "a b;c'd\r\n");
}

// 2.7: "a double-quote appearing inside a field must be escaped by preceding it with another double quote."
TEST(Csv, DoublesQuotationMarks) { EXPECT_EQ(csv_line({"the \"deal\""}), "\"the \"\"deal\"\"\"\r\n"); }

TEST(Csv, KeepsEmptyCellsAndUtf8) { EXPECT_EQ(csv_line({"", "中国", ""}), ",中国,\r\n"); }

TEST(Markdown, EscapesWhatWouldEndACellOrBeginHtmlOrCode) {
  EXPECT_EQ(markdown_line({"a|b", "c\\d"}), "| a\\|b | c\\\\d |\n");
  EXPECT_EQ(markdown_line({"<script>", "`x`"}), "| \\<script> | \\`x\\` |\n");
}

TEST(Markdown, KeepsACellInItsLine) { EXPECT_EQ(markdown_line({"a\r\nb"}), "| a  b |\n"); }

TEST(Markdown, DrawsARuleAsWideAsTheHead) { EXPECT_EQ(markdown_rule(2), "| --- | --- |\n"); }

TEST(Width, CountsColumnsOfATerminal) {
  EXPECT_EQ(width_of("China"), 5U);
  EXPECT_EQ(width_of("中国"), 4U) << "a wide character takes two";
  EXPECT_EQ(width_of("e\u0301"), 1U) << "an accent stands on its letter";
  EXPECT_EQ(width_of("São Tomé"), 8U);
  EXPECT_EQ(width_of("a\u200bb"), 2U) << "a zero-width space";
}

TEST(Width, CutsAtColumnsAndNeverWithinACharacter) {
  EXPECT_EQ(cut("China", 5), "China");
  EXPECT_EQ(cut("Chinese", 5), "Chin…");
  EXPECT_EQ(cut("中国商务部", 5), "中国…");
  EXPECT_EQ(cut("中国商务部", 6), "中国…") << "a third would not leave room for the ellipsis";
  EXPECT_EQ(cut("e\u0301e\u0301e\u0301", 2), "e\u0301…");
}

TEST(Width, PadsToColumns) {
  EXPECT_EQ(padded("中国", 6), "中国  ");
  EXPECT_EQ(padded("too long", 3), "too long");
}

TEST(Fit, TakesFromTheWidestColumnsUntilTheLineFits) {
  std::vector<std::size_t> widths = {10, 40, 20};
  fit(widths, 50);
  EXPECT_EQ(widths, (std::vector<std::size_t>{10, 18, 18}));
}

TEST(Fit, LeavesALineThatFitsAndOneWithoutAnEnd) {
  std::vector<std::size_t> widths = {10, 40};
  fit(widths, 52);
  fit(widths, 0);
  EXPECT_EQ(widths, (std::vector<std::size_t>{10, 40}));
}

TEST(Fit, NarrowsNoColumnBelowWhatCanBeRead) {
  std::vector<std::size_t> widths = {10, 40};
  fit(widths, 5, 6);
  EXPECT_EQ(widths, (std::vector<std::size_t>{6, 6}));
}

TEST(Plain, TakesOutWhatATerminalWouldObey) {
  EXPECT_EQ(plain("a\x1b[31mred\x1b[0m\x07"), "a[31mred[0m");
  EXPECT_EQ(plain("a\tb\nc"), "a b c");
  EXPECT_EQ(plain("caf\u00e9 \u009b1m"), "caf\u00e9 1m") << "C1 controls too";
}

TEST(Style, IsLeftOutWithoutColor) {
  EXPECT_EQ(bold("x", false), "x");
  EXPECT_EQ(dim("x", false), "x");
  EXPECT_EQ(painted(extract::EventStatus::kDenied, false), "denied");
  EXPECT_EQ(in_role_color("China", extract::Role::kActor, false), "China");
  EXPECT_NE(painted(extract::EventStatus::kDenied, true), painted(extract::EventStatus::kConfirmed, true));
}

extract::Mention banned() {
  extract::Mention m;
  m.evidence = {"China banned exports of gallium.", {100, 132}};
  m.trigger = {"banned", {106, 112}};
  extract::Filler actor;
  actor.text = "China";
  actor.span = {100, 105};
  extract::Filler goods;
  goods.text = "gallium";
  goods.span = {124, 131};
  m.roles = {{extract::Role::kActor, actor}, {extract::Role::kCommodity, goods}};
  return m;
}

TEST(Evidence, MarksTheTriggerByAsterisksWithoutColor) {
  EXPECT_EQ(marked_evidence(banned(), false), "China *banned* exports of gallium.");
}

TEST(Evidence, PaintsTriggerAndRolesInColor) {
  const std::string text = marked_evidence(banned(), true);
  EXPECT_EQ(text.find(in_role_color("China", extract::Role::kActor, true)), 0U);
  EXPECT_NE(text.find(in_role_color("gallium", extract::Role::kCommodity, true)), std::string::npos);
  EXPECT_NE(text.find("\x1b[4mbanned"), std::string::npos);
}

TEST(Evidence, MarksNothingTwiceWhereSpansOverlap) {
  extract::Mention m = banned();
  extract::Filler whole;
  whole.text = "exports of gallium";
  whole.span = {113, 131};
  m.roles.push_back({extract::Role::kInstrument, whole});
  const std::string text = marked_evidence(m, true);
  EXPECT_NE(text.find(in_role_color("exports of gallium", extract::Role::kInstrument, true)), std::string::npos);
  EXPECT_EQ(text.find(in_role_color("gallium", extract::Role::kCommodity, true)), std::string::npos);
}

TEST(Evidence, LeavesASentenceAsItIsWhenSpansAreOutsideOfIt) {
  extract::Mention m = banned();
  m.trigger.span = {10, 16};
  EXPECT_EQ(marked_evidence(m, false), "China banned exports of gallium.");
}

}  // namespace
}  // namespace tradewire::output
