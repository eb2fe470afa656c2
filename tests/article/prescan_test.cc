#include "article/prescan.h"

#include <gtest/gtest.h>

namespace tradewire::article {
namespace {

TEST(Prescan, BodiesOfScriptsStylesAndCommentsAreTakenOut) {
  EXPECT_EQ(prescan("a<script>x<b></script>b<!-- c -->c<style>d</style ><svg><path/></svg>d").markup, "abcd");
}

TEST(Prescan, StructuredDataIsKeptAside) {
  const Prescanned page = prescan("<script type='application/ld+json'>{\"a\": 1}</script>");
  ASSERT_EQ(page.json_ld.size(), 1U);
  EXPECT_EQ(page.json_ld[0], "{\"a\": 1}");
}

TEST(Prescan, OnlyAttributesThatAreReadLaterStay) {
  EXPECT_EQ(prescan("<p class=a onclick='x()' data-x=\"1\" id='b'>").markup, "<p class=\"a\" id='b'>");
  EXPECT_EQ(prescan("<p style='color: red'><i style='display:none'>").markup, "<p><i style='display:none'>");
}

TEST(Prescan, AnUnquotedValueThatHoldsAQuoteStaysOneValue) {
  EXPECT_EQ(prescan("<p class=a\"b>").markup, "<p class=\"a&quot;b\">");
}

TEST(Prescan, ATagSignThatOpensNoTagStaysText) {
  EXPECT_EQ(prescan("1 < 2 <<!-- -->b>").markup, "1 &lt; 2 &lt;b>");
}

TEST(Prescan, WhatIsBeyondALimitIsLeftOutAndTold) {
  PrescanLimits limits;
  limits.depth = 2;
  limits.elements = 5;
  const Prescanned deep = prescan("<div><div><div>x</div></div></div>y", limits);
  EXPECT_EQ(deep.markup, "<div><div>x</div></div>y");
  ASSERT_EQ(deep.warnings.size(), 1U);
  EXPECT_EQ(deep.warnings[0], "nesting cut at 2 elements");
  const Prescanned many = prescan("<p>1<p>2<p>3<p>4<p>5<p>6", limits);
  EXPECT_EQ(many.markup, "<p>1<p>2<p>3<p>4<p>5");
  EXPECT_EQ(many.warnings.front(), "cut at 5 elements");
}

TEST(Prescan, ARunOfBlanksIsOne) {
  EXPECT_EQ(prescan("<p>a  \n  b\t\tc d</p>").markup, "<p>a\nb c d</p>");
  EXPECT_EQ(prescan("<p title='3  4'>").markup, "<p title='3  4'>");
}

TEST(Prescan, ElementsThatSayNothingOfTheTextAreLeftOut) {
  EXPECT_EQ(prescan("<link rel=stylesheet href=a.css><link rel=canonical href=/b><p>a<img src=c>b").markup, "<link rel=\"canonical\" href=\"/b\"><p>ab");
}

TEST(Prescan, NulBytesAreDropped) { EXPECT_EQ(prescan(std::string_view("a\0b", 3)).markup, "ab"); }

TEST(Prescan, APageThatEndsWithinATagOrAScriptIsReadUpToThere) {
  EXPECT_EQ(prescan("a<p class='x").markup, "a");
  EXPECT_EQ(prescan("a<script>b").markup, "a");
}

}  // namespace
}  // namespace tradewire::article
