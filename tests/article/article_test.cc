#include "article/article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <ctime>

#include "base/json.h"

namespace tradewire::article {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Three paragraphs that no rule speaks of.
constexpr std::string_view kParagraphs =
    "<p>The harbour board agreed on Tuesday to raise its mooring fees for timber barges by a tenth from the first of May.</p>"
    "<p>Shippers had asked for a delay, saying that the river was too low for full loads through most of the past summer.</p>"
    "<ul><li>Barges under forty metres pay nothing more.</li></ul>"
    "<p>A spokeswoman for the board said the money would go into dredging, which has been put off for the third time.</p>";

std::string page(std::string_view body, std::string_view head = "") {
  return "<!DOCTYPE html><html lang=en><head><title>Mooring fees to rise | River Herald</title>" + std::string(head) + "</head><body>" +
         "<nav><a href=/>Home</a> <a href=/news>News</a></nav><h1>Mooring fees to rise</h1>" + std::string(body) + "</body></html>";
}

Article article_of(std::string_view html) {
  auto article = extract_article(html);
  EXPECT_TRUE(article.ok());
  return article.ok() ? *article : Article{};
}

TEST(ExtractArticle, ParagraphsAndListItemsAreALineEach) {
  const Article article = article_of(page("<div class=article-body>" + std::string(kParagraphs) + "</div>"));
  EXPECT_EQ(article.title, "Mooring fees to rise");
  EXPECT_EQ(std::count(article.text.begin(), article.text.end(), '\n'), 3);
  EXPECT_THAT(article.text, HasSubstr("\nBarges under forty metres pay nothing more.\n"));
  EXPECT_EQ(article.language, "en");
}

TEST(ExtractArticle, ShareButtonsNewslettersAndRelatedHeadlinesStayOut) {
  const Article article = article_of(page("<article>" + std::string(kParagraphs) +
                                          "<div class='share-buttons'>Send this to a friend</div><div id=newsletter-signup><p>Get our weekly letter with all that "
                                          "happens along the river, free of charge.</p></div><h3>Related articles</h3><p><a href=/x>Ferry stops for the winter</a></p></article>"));
  EXPECT_THAT(article.text, Not(HasSubstr("friend")));
  EXPECT_THAT(article.text, Not(HasSubstr("weekly letter")));
  EXPECT_THAT(article.text, Not(HasSubstr("Ferry")));
  EXPECT_THAT(article.text, HasSubstr("dredging"));
}

TEST(ExtractArticle, AMisleadingNameDoesNotHideTheWholeText) {
  const Article article = article_of(page("<div class=sidebar>" + std::string(kParagraphs) + "</div>"));
  EXPECT_THAT(article.text, HasSubstr("dredging"));
}

TEST(ExtractArticle, StructuredDataNamesDateAndPeople) {
  const Article article = article_of(page("<article>" + std::string(kParagraphs) + "</article>",
      R"(<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Mooring fees to rise", "datePublished": "2024-03-12T08:00:00+01:00",
      "dateModified": "2024-04-01", "author": [{"@type": "Person", "name": "Ada Quill"}, {"@type": "Organization", "name": "River Herald"}],
      "publisher": {"name": "River Herald"}}]}</script>)"));
  EXPECT_EQ(article.published, "2024-03-12T08:00:00+01:00");
  EXPECT_THAT(article.authors, ElementsAre("Ada Quill"));
  EXPECT_EQ(article.site, "River Herald");
}

TEST(ExtractArticle, TheDateOfAModificationIsNotTaken) {
  const Article article = article_of(page("<p class=meta>Published 3 March 2021 <span class=updated>Updated 9 April 2022</span></p><article>" + std::string(kParagraphs) + "</article>"));
  EXPECT_EQ(article.published, "2021-03-03");
}

TEST(ExtractArticle, APageWithoutADateHasNone) { EXPECT_EQ(article_of(page(kParagraphs)).published, ""); }

TEST(ExtractArticle, ABylineNamesTheAuthors) {
  const Article article = article_of(page("<div class=byline>By <a href=/author/q>Ada Quill</a> and <a href=/author/p>Ben Penn</a></div><article>" + std::string(kParagraphs) + "</article>"));
  EXPECT_THAT(article.authors, ElementsAre("Ada Quill", "Ben Penn"));
}

std::string body_of(std::string_view byline) { return "<article>" + std::string(byline) + std::string(kParagraphs) + "</article>"; }

TEST(Authors, EachMetaElementNamesOne) {
  EXPECT_THAT(article_of(page(body_of(""), "<meta name=citation_author content='Ida Holm'><meta name=citation_author content='Per Lund'>")).authors, ElementsAre("Ida Holm", "Per Lund"));
  EXPECT_THAT(article_of(page(body_of(""), "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ida Holm'>")).authors, ElementsAre("Ida Holm"));
}

TEST(Authors, OfficesAndDegreesBehindANameAreNobody) {
  EXPECT_THAT(article_of(page(body_of("<p class=byline>By Ida Holm, Founder, Lead Reviewer</p>"))).authors, ElementsAre("Ida Holm"));
  EXPECT_THAT(article_of(page(body_of(""), "<meta name=author content='Ida Holm, CPA, Senior Director of Harbours'>")).authors, ElementsAre("Ida Holm"));
  EXPECT_THAT(article_of(page(body_of("<span class=posted>Posted by Ida Holm at March 3, 2020 11:15 AM</span>"))).authors, ElementsAre("Ida Holm"));
}

TEST(Authors, APersonGoesBeforeAnAccountAndADesk) {
  EXPECT_THAT(article_of(page(body_of("<p class=byline>By Ida Holm</p>"), "<meta name=author content=idaH>")).authors, ElementsAre("Ida Holm"));
  EXPECT_THAT(article_of(page(body_of("<p class=byline>By Ida Holm</p>"), "<meta name=author content='Harbour Desk'>")).authors, ElementsAre("Ida Holm"));
  EXPECT_THAT(article_of(page(body_of(""), "<meta name=author content='Harbour Desk'>")).authors, ElementsAre("Harbour Desk"));
  EXPECT_THAT(article_of(page(body_of(""), "<meta name=author content='River Herald'><meta property=og:site_name content='River Herald'>")).authors, ElementsAre());
}

TEST(Authors, PeopleOfTeasersAndOfThoseWhoOnlyReviewedAreNotTaken) {
  EXPECT_THAT(article_of(page(body_of("<p>Researched by <a href=/author/x>Ole Berg</a></p>"))).authors, ElementsAre());
  EXPECT_THAT(article_of(page(body_of("") + "<article><h3>Other</h3><p class=byline>By Ole Berg</p></article>")).authors, ElementsAre());
  EXPECT_THAT(article_of(page(body_of("<p>The board followed what <a href='/x?author=berg'>Low Water</a> by Ole Berg had said of the river in the year before, and much else, "
                                      "as its members told the town council at a meeting in the old customs house on the quay.</p>"))).authors, ElementsAre());
}

TEST(Title, TheSitesNameIsNoHeadlineThoughItIsWrittenAsOne) {
  const std::string html = "<html lang=en><head><title>River Herald: Mooring fees to rise</title></head><body><h1><a href='https://herald.example/'>River Herald</a></h1>" +
                           std::string(kParagraphs) + "</body></html>";
  EXPECT_EQ(article_of(html).title, "Mooring fees to rise");
}

TEST(ExtractArticle, APageBuildersWidgetsAreNotNoise) {
  const std::string widget = "<div class='elementor-element elementor-widget elementor-widget-text-editor'>";
  const Article article = article_of(page(widget + std::string(kParagraphs) + "</div>" + widget + std::string(kParagraphs) + "</div><div class='sidebar-widget'><p>Get our weekly "
                                          "letter with all that happens along the river, free of charge.</p></div>"));
  EXPECT_EQ(std::count(article.text.begin(), article.text.end(), '\n'), 7);
}

TEST(ExtractArticle, ATitleWithAColonStaysWhole) {
  EXPECT_EQ(article_of("<title>Timber: fees rise, barges wait - River Herald</title><meta property=og:site_name content='River Herald'>" + std::string(kParagraphs)).title,
            "Timber: fees rise, barges wait");
}

TEST(ExtractArticle, ALanguageWithoutRulesIsStillNamed) {
  EXPECT_EQ(article_of("<p>港务局周二同意从五月一日起把木材驳船的停泊费提高一成，货主此前要求推迟，称去年夏天大部分时间河水太浅，无法满载。</p>").language, "zh");
}

TEST(ExtractArticle, WhatIsNoPageIsAnError) {
  EXPECT_FALSE(extract_article("").ok());
  EXPECT_FALSE(extract_article(std::string(5'000'000, '\0')).ok());
  std::string binary;
  for (int i = 0; i < 40'000; ++i) binary.push_back(static_cast<char>(i * 7 % 256));
  EXPECT_FALSE(extract_article(binary).ok());
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(ExtractArticle, HostilePagesTakeBoundedTime) {
  std::string attributes = "<p";
  std::string formats;
  for (int i = 0; i < 100'000; ++i) attributes += " class=a" + std::to_string(i);
  for (int i = 0; i < 50'000; ++i) formats += "<font id=x" + std::to_string(i) + "><p>a";
  const std::string pages[] = {repeated("<div>", 100'000) + "deep" + repeated("</div>", 100'000), attributes + ">text</p>", formats,
                               repeated("<a><div></a>", 100'000) + "x", repeated("<table><tr><td>", 50'000) + "x", repeated("<", 1'000'000)};
  for (const std::string& hostile : pages) {
    const auto start = std::chrono::steady_clock::now();
    (void)extract_article(hostile);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20)) << hostile.substr(0, 40);
  }
}

TEST(ExtractArticle, APageOf200MegabytesIsCutAndSaysSo) {
  const std::string hostile = "<h1>Mooring fees to rise</h1>" + repeated(kParagraphs, 500'000);
  ASSERT_GT(hostile.size(), 200'000'000U);
  const std::clock_t start = std::clock();
  const Article article = article_of(hostile);
  EXPECT_LT(std::clock() - start, 15 * CLOCKS_PER_SEC);
  EXPECT_THAT(article.warnings, ::testing::Contains("cut at 8 MiB"));
  EXPECT_LT(article.text.size(), kLargestPage);
}

TEST(ExtractArticle, CutAndLyingEncodingsGiveAnArticle) {
  EXPECT_THAT(article_of(page(body_of("")) + "<p>\xE2\x82").text, HasSubstr("dredging"));
  const Article lie = article_of("<meta charset=utf-16><meta charset=shift_jis>" + page(body_of("<p>Die H\u00E4ndler pr\u00FCfen die Z\u00F6lle f\u00FCr das n\u00E4" "chste Jahr.</p>")));
  EXPECT_THAT(lie.text, HasSubstr("Z\u00F6lle"));
}

TEST(ExtractArticle, WhatWasCutIsTold) {
  const Article article = article_of(repeated("<div>", 1'000) + "<p>" + std::string(kParagraphs));
  EXPECT_THAT(article.warnings, ElementsAre("nesting cut at 400 elements"));
}

TEST(ArticleOfText, AShortFirstLineIsTheTitle) {
  const Article article = article_of_text("Mooring fees to rise\n\nThe harbour board agreed on Tuesday.\nShippers had asked for a delay.\n");
  EXPECT_EQ(article.title, "Mooring fees to rise");
  EXPECT_EQ(article.text, "The harbour board agreed on Tuesday.\nShippers had asked for a delay.");
  EXPECT_EQ(article_of_text("The board agreed.\nShippers had asked.").title, "");
}

TEST(ToJson, KeysStandInTheirOrderAndEmptyOnesAreAbsent) {
  Article article;
  article.title = "T";
  article.text = "a\nb";
  EXPECT_EQ(to_json(article, "x.html"), R"({"schema":"tradewire.article/1","source":"x.html","title":"T","text":"a\nb"})");
}

}  // namespace
}  // namespace tradewire::article
