#include "fetch/feed.h"

#include <gtest/gtest.h>

#include "fetch/feed_date.h"
#include "fetch/links.h"
#include "fetch/sitemap.h"

namespace tradewire::fetch {
namespace {

Feed read(std::string_view bytes, const std::string& url = "http://h.example/feed", const std::string& type = "") {
  auto feed = parse_feed(bytes, {url, type});
  EXPECT_TRUE(feed) << (feed ? "" : feed.error().message());
  return feed ? *std::move(feed) : Feed{};
}

FeedEntry first(std::string_view bytes, const std::string& url = "http://h.example/feed", const std::string& type = "") {
  const Feed feed = read(bytes, url, type);
  EXPECT_FALSE(feed.entries.empty());
  return feed.entries.empty() ? FeedEntry{} : feed.entries[0];
}

FeedEntry item(const std::string& fields, const std::string& namespaces = "") {
  return first("<rss version='2.0' " + namespaces + "><channel><item>" + fields + "</item></channel></rss>");
}

std::string when(std::optional<base::UnixTime> time) { return time ? base::to_rfc3339(*time) : "none"; }

TEST(Feed, ReadsRss) {
  const FeedEntry entry = item("<title>Ban &amp;amp; duty</title><link>/a</link><guid isPermaLink='false'>7</guid><pubDate>Sun, 15 Jun 2025 20:15:00 EDT</pubDate>"
                               "<author>me@h.example (A. Writer)</author><description>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;</description><category>trade</category>");
  EXPECT_EQ(entry.title, "Ban & duty");
  EXPECT_EQ(entry.link, "http://h.example/a");
  EXPECT_EQ(entry.id, "7");
  EXPECT_EQ(when(entry.published), "2025-06-16T00:15:00Z");
  EXPECT_EQ(entry.author, "A. Writer");
  EXPECT_EQ(entry.summary, "One two");
  EXPECT_EQ(entry.categories, std::vector<std::string>{"trade"});
}

TEST(Feed, TakesAGuidThatIsAPermalinkForTheLink) {
  EXPECT_EQ(item("<guid>http://h.example/g</guid>").link, "http://h.example/g");
  EXPECT_EQ(item("<guid isPermaLink='false'>http://h.example/g</guid>").link, "");
}

TEST(Feed, TellsElementsByTheirNamespaceNotTheirPrefix) {
  EXPECT_EQ(item("<d:creator>Name</d:creator>", "xmlns:d='http://purl.org/dc/elements/1.1/'").author, "Name");
  EXPECT_EQ(item("<title>own</title><m:title>media</m:title>", "xmlns:m='http://search.yahoo.com/mrss/'").title, "own");
  EXPECT_EQ(item("<a:link href='/x'/>", "xmlns:a='http://www.w3.org/2005/Atom'").link, "http://h.example/x");
}

TEST(Feed, ReadsRdfWithItemsBesideTheChannel) {
  const FeedEntry entry = first("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
                                "<channel rdf:about='x'><title>c</title></channel><item rdf:about='http://h.example/1'><title>t</title><link>http://h.example/1</link><dc:date>2025-06-15T10:00+02:00</dc:date></item></rdf:RDF>");
  EXPECT_EQ(entry.title, "t");
  EXPECT_EQ(entry.id, "http://h.example/1");
  EXPECT_EQ(when(entry.published), "2025-06-15T08:00:00Z");
}

TEST(Feed, ReadsAtomWithXmlBaseAndTypes) {
  const Feed feed = read("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://b.example/x/' xml:lang='en'><author><name>All</name></author>"
                         "<entry xml:base='y/'><title type='html'>&lt;i&gt;A&lt;/i&gt; &amp;lt; B</title><link rel='self' href='s'/><link href='z'/><id>tag:1</id><updated>2025-06-15T10:00:00Z</updated></entry>"
                         "<entry><title type='text'>1 &lt;b&gt; 2</title><title>other</title><author><name>Own</name></author></entry>"
                         "<entry><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x <b>y</b></div></title></entry></feed>");
  ASSERT_EQ(feed.entries.size(), 3U);
  EXPECT_EQ(feed.dialect, "atom 1.0");
  EXPECT_EQ(feed.language, "en");
  EXPECT_EQ(feed.entries[0].title, "A < B");
  EXPECT_EQ(feed.entries[0].link, "http://b.example/x/y/z");
  EXPECT_EQ(feed.entries[0].author, "All");
  EXPECT_EQ(when(feed.entries[0].updated), "2025-06-15T10:00:00Z");
  EXPECT_EQ(feed.entries[0].published, std::nullopt);
  EXPECT_EQ(feed.entries[1].title, "1 <b> 2");
  EXPECT_EQ(feed.entries[1].author, "Own");
  EXPECT_EQ(feed.entries[2].title, "x y");
}

TEST(Feed, ReadsAtom03) {
  const FeedEntry entry = first("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title mode='escaped' type='text/html'>&lt;b&gt;t&lt;/b&gt;</title><issued>2004-01-01T00:00:00Z</issued>"
                                "<modified>2004-01-02T00:00:00Z</modified><content mode='base64'>PHA+aGk8L3A+</content></entry></feed>");
  EXPECT_EQ(entry.title, "t");
  EXPECT_EQ(when(entry.published), "2004-01-01T00:00:00Z");
  EXPECT_EQ(when(entry.updated), "2004-01-02T00:00:00Z");
  EXPECT_EQ(entry.summary, "hi");
}

TEST(Feed, TakesTheLastOfSeveralDatesOfAnAtomEntry) {
  const FeedEntry entry = first("<feed xmlns='http://www.w3.org/2005/Atom'><entry><published>2025-01-01T00:00:00Z</published><published>2025-02-01T00:00:00Z</published>"
                                "<updated>2025-03-01T00:00:00Z</updated><updated>soon</updated></entry></feed>");
  EXPECT_EQ(when(entry.published), "2025-02-01T00:00:00Z");
  EXPECT_EQ(when(entry.updated), "2025-03-01T00:00:00Z");
}

// RFC 4287, 4.1.3.3.
TEST(Feed, DecodesContentThatIsNeitherTextNorXml) {
  const auto title = [](const std::string& type) { return first("<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='" + type + "'>RHV0eSA8Yj5jdXQ8L2I+</title></entry></feed>").title; };
  EXPECT_EQ(title("application/octet-stream"), "Duty cut");
  EXPECT_EQ(title("text/x-told"), "RHV0eSA8Yj5jdXQ8L2I+");
  EXPECT_EQ(title("image/svg+xml"), "RHV0eSA8Yj5jdXQ8L2I+");
}

TEST(Feed, TellsTheAddressBesideTheNameOfAPerson) {
  EXPECT_EQ(first("<feed xmlns='http://www.w3.org/2005/Atom'><entry><author><name>A. Writer</name><email>a@h.example</email></author></entry></feed>").author, "A. Writer (a@h.example)");
  EXPECT_EQ(first("<feed xmlns='http://www.w3.org/2005/Atom'><entry><author><email>a@h.example</email></author></entry></feed>").author, "a@h.example");
}

TEST(Feed, LeavesAModuleOfSomebodysOwnAlone) {
  EXPECT_EQ(item("<x:description>not this</x:description><description>this</description>", "xmlns:x='http://h.example/rss/own-module/'").summary, "this");
  EXPECT_EQ(item("<l:link>http://h.example/not</l:link><link>http://h.example/this</link>", "xmlns:l='http://purl.org/rss/1.0/modules/link/'").link, "http://h.example/this");
  EXPECT_EQ(item("<r:title>this</r:title>", "xmlns:r='http://purl.org/rss/1.0/'").title, "this");
}

TEST(Feed, TakesWhatAMediaGroupSaysWhenNothingElseDoes) {
  const std::string group = "<m:group><m:title>clip</m:title><m:description>of the talks</m:description></m:group>";
  EXPECT_EQ(item(group, "xmlns:m='http://search.yahoo.com/mrss/'").summary, "of the talks");
  EXPECT_EQ(item(group + "<description>own</description>", "xmlns:m='http://search.yahoo.com/mrss/'").summary, "own");
}

TEST(Feed, KeepsScriptsAndStyleSheetsOutOfItsTexts) {
  EXPECT_EQ(first("<feed xmlns='http://www.w3.org/2005/Atom'><entry><summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A<script>x()</script> <h:style xmlns:h='http://www.w3.org/1999/xhtml'>p{}</h:style>duty</div></summary></entry></feed>").summary, "A duty");
  EXPECT_EQ(item("<description>&lt;script&gt;x()&lt;/script&gt;A duty</description>").summary, "A duty");
  EXPECT_EQ(item("<fullitem>whole</fullitem>").summary, "whole");
}

TEST(Feed, ReadsALooseAngleBracketAsText) {
  EXPECT_EQ(item("<description>&lt;!' that</description>").summary, "<!' that");
  EXPECT_EQ(item("<description>rates &lt; 5% &lt;!DOCTYPE html&gt;now</description>").summary, "rates < 5% now");
}

TEST(Feed, ReadsJsonFeed) {
  const FeedEntry entry = first(R"({"version":"https://jsonfeed.org/version/1.1","authors":[{"name":"All"}],"items":[{"id":5,"url":"/a","title":"t","content_html":"<p>x</p>","date_published":"2025-06-15T10:00:00+02:00"}]})");
  EXPECT_EQ(entry.id, "5");
  EXPECT_EQ(entry.link, "http://h.example/a");
  EXPECT_EQ(entry.author, "All");
  EXPECT_EQ(entry.summary, "x");
  EXPECT_EQ(when(entry.published), "2025-06-15T08:00:00Z");
}

TEST(Feed, MendsIllFormedXml) {
  const Feed feed = read("<rss><channel><item><title>A & B</title><link>http://h.example/1</link><description>x <br> y</b></description>"
                         "<item><title>Second &nbsp;&eacute;</title><link>http://h.example/2</link></channel>");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].title, "A & B");
  EXPECT_EQ(feed.entries[0].link, "http://h.example/1");
  EXPECT_EQ(feed.entries[1].title, "Second é");
  EXPECT_FALSE(feed.warnings.empty());
}

TEST(Feed, ReadsFeedsThatAreCutOff) {
  EXPECT_EQ(read("<rss><channel><item><title>one</title></item><item><title>tw").entries.size(), 2U);
}

TEST(Feed, ReadsEncodingsThatAreDeclaredWronglyOrRightly) {
  EXPECT_EQ(first("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>caf\xE9</title></item></channel></rss>").title, "café");
  EXPECT_EQ(first("<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>caf\xE9 \x93x\x94</title></item></channel></rss>").title, "café “x”");
  EXPECT_EQ(first("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>caf\xC3\xA9</title></item></channel></rss>").title, "café");
  EXPECT_EQ(first("<?xml version='1.0'?><rss><channel><item><title>\xC4\xE3</title></item></channel></rss>", "", "text/xml; charset=gb2312").title, "你");
  EXPECT_EQ(first("<?xml version='1.0' encoding='utf-16'?><rss><channel><item><title>x</title></item></channel></rss>").title, "x");
  EXPECT_EQ(first("\n\xEF\xBB\xBF<rss><channel><item><title>&#147;x&#148;</title></item></channel></rss>").title, "“x”");
}

TEST(Feed, KeepsWhatCdataHolds) {
  EXPECT_EQ(item("<title><![CDATA[A &amp; <i>B</i> &lt;C&gt;]]></title>").title, "A & B <C>");
}

TEST(Feed, ReadsChannelDefinitions) {
  const FeedEntry entry = first("<CHANNEL HREF='http://h.example/'><TITLE>c</TITLE><ITEM HREF='/1' LASTMOD='2025-06-15T10:00:00-05:00'><TITLE>t</TITLE><ABSTRACT>s</ABSTRACT></ITEM></CHANNEL>");
  EXPECT_EQ(entry.title, "t");
  EXPECT_EQ(entry.link, "http://h.example/1");
  EXPECT_EQ(entry.summary, "s");
  EXPECT_EQ(when(entry.updated), "2025-06-15T15:00:00Z");
}

TEST(Feed, PutsInTheEntitiesOfADocumentType) {
  EXPECT_EQ(first("<!DOCTYPE rss [<!ENTITY who 'A &#38; B'><!ENTITY in \"[&who;]\"><!ENTITY % p 'x'> <!-- <!ENTITY who 'no'> -->]>"
                  "<rss><channel><item><title>&in; &who; <![CDATA[&who;]]> &other;</title></item></channel></rss>").title,
            "[A & B] A & B &who; &other;");
  EXPECT_EQ(first("<!DOCTYPE rss [<!ENTITY path \"C:\\data\\1\">]><rss><channel><item><guid isPermaLink='false'>&path;</guid></item></channel></rss>").id, "C:\\data\\1");
}

TEST(Feed, BoundsEntitiesThatMultiplyOrHoldThemselves) {
  std::string bomb = "<!DOCTYPE rss [<!ENTITY a0 '" + std::string(100, 'a') + "'><!ENTITY loop '&loop;'>";
  for (int i = 1; i < 12; ++i) {
    bomb += "<!ENTITY a" + std::to_string(i) + " '";
    for (int k = 0; k < 10; ++k) bomb += "&a" + std::to_string(i - 1) + ";";
    bomb += "'>";
  }
  EXPECT_LT(first(bomb + "]><rss><channel><item><title>&a11; &loop; x</title></item></channel></rss>").title.size(), 3U << 20);
}

TEST(Feed, WritesNoCharacterForANumberThatIsNone) {
  EXPECT_EQ(item("<title>a &#1114112; b &#x110000; c &#55296; d</title>").title, "a \uFFFD b \uFFFD c \uFFFD d");
}

TEST(Feed, TakesTheTextOfALinkWithoutAnAddress) {
  EXPECT_EQ(first("<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='enclosure'>http://h.example/e</link><link rel='alternate'>http://h.example/a</link></entry></feed>").link, "http://h.example/a");
}

TEST(Feed, ResolvesIdentifiersThatAreMeantAsAddresses) {
  EXPECT_EQ(first("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://b.example/x/'><entry><id>/e</id></entry></feed>").id, "http://b.example/e");
  EXPECT_EQ(item("<guid>/g</guid>").id, "http://h.example/g");
  EXPECT_EQ(item("<guid isPermaLink='false'>/g</guid>").id, "/g");
  EXPECT_EQ(first("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>tag:b.example,2025:1</id></entry></feed>").link, "");
  EXPECT_EQ(first("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>http://b.example/1</id></entry></feed>").link, "http://b.example/1");
}

TEST(Feed, ReadsChannelsInChannelsToADepth) {
  std::string nested;
  for (int i = 0; i < 50000; ++i) nested += "<channel>";
  EXPECT_TRUE(read("<rss>" + nested + "<item/></rss>").entries.empty());
}

TEST(Feed, RefusesWhatIsNoFeed) {
  EXPECT_FALSE(parse_feed("<html><body>x</body></html>"));
  EXPECT_FALSE(parse_feed(""));
  EXPECT_FALSE(parse_feed("{\"a\": 1}"));
  EXPECT_FALSE(parse_feed(std::string("\0\1\2\3", 4)));
}

TEST(FeedDate, ReadsTheFormsOfRealFeeds) {
  const auto date = [](std::string_view text) { return when(parse_feed_date(text)); };
  EXPECT_EQ(date("Thu, 01 Jan 2004 19:48:21 GMT"), "2004-01-01T19:48:21Z");
  EXPECT_EQ(date("01 Jan 04 19:48 PST"), "2004-01-02T03:48:00Z");
  EXPECT_EQ(date("Thursday, 1 January 2004 19:48:21 +0100"), "2004-01-01T18:48:21Z");
  EXPECT_EQ(date("Jan 4, 2004 4:29 PM"), "2004-01-04T16:29:00Z");
  EXPECT_EQ(date("Sun Jan  4 16:29:06 PST 2004"), "2004-01-05T00:29:06Z");
  EXPECT_EQ(date("Thu, 01 Jan 2004"), "2004-01-01T00:00:00Z");
  EXPECT_EQ(date("Fri, 2006/09/15 08:19:53 EDT"), "2006-09-15T12:19:53Z");
  EXPECT_EQ(date("2003-12-31T10:14:55.1+08:00"), "2003-12-31T02:14:55Z");
  EXPECT_EQ(date("2003-12-31 10:14:55"), "2003-12-31T10:14:55Z");
  EXPECT_EQ(date("2004-07-08 23:56:58 -0700"), "2004-07-09T06:56:58Z");
  EXPECT_EQ(date("20031231"), "2003-12-31T00:00:00Z");
  EXPECT_EQ(date("2003-12"), "2003-12-01T00:00:00Z");
  EXPECT_EQ(date("2003"), "2003-01-01T00:00:00Z");
  EXPECT_EQ(date("2003-335"), "2003-12-01T00:00:00Z");
  EXPECT_EQ(date("2004년 05월 28일  오후 01:31:15"), "2004-05-28T04:31:15Z");
  EXPECT_EQ(date("Κυρ, 11 Ιούλ 2004 12:00:00 EST"), "2004-07-11T17:00:00Z");
  EXPECT_EQ(date("15 juin 2025 08:00"), "2025-06-15T08:00:00Z");
  EXPECT_EQ(date("Sunday, 02-Mar-25 08:00:00 GMT"), "2025-03-02T08:00:00Z");
  EXPECT_EQ(date("2025-március-13T9:15-05:00"), "2025-03-13T14:15:00Z");
  EXPECT_EQ(date("2025-05-25 오후 11:23:17"), "2025-05-25T14:23:17Z");
  EXPECT_EQ(date("2025-012-31T10:14:55+00:00"), "2025-12-31T10:14:55Z");
  EXPECT_EQ(date("-2503"), "2025-03-01T00:00:00Z");
  EXPECT_EQ(date("-25-03"), "2025-03-01T00:00:00Z");
  EXPECT_EQ(date("25060"), "2025-03-01T00:00:00Z");
  EXPECT_EQ(date("Mon, 3 March 2025 16:31:00 AT"), "2025-03-03T20:31:00Z");
  EXPECT_EQ(date("1750000000"), "2025-06-15T15:06:40Z");
  for (const char* bad : {"", "yesterday", "Thu, 31 Jun 2004 19:48:21 GMT", "2003-13-01", "2003-12-31T25:00:00Z", "99",
                          "Sun, 16 Dec 2012 1:2:3:4 GMT", "Sun, Dec x 2012 11:47:32 GMT", "Sun, 16 Dec 2012 11:47:32 +00:zz", "Sun, 16 Dec 2012 11:47:32 +zz:00",
                          "9999-12-31T23:59:59-99:99", "2013-01-27-01", "2013-01-28T11:30:00-06:00Textra", "2013-01-28T09:xx:00Z"}) EXPECT_EQ(date(bad), "none") << bad;
}

TEST(FeedDate, ReadsRetryAfterAsNumberAndDate) {
  EXPECT_EQ(parse_retry_after("120", 0), 120);
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 784111767), 10);
  EXPECT_EQ(parse_retry_after("Sunday, 06-Nov-94 08:49:37 GMT", 784111767), 10);
  EXPECT_EQ(parse_retry_after("Sun Nov  6 08:49:37 1994", 784111767), 10);
  EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 884111767), 0);
  EXPECT_EQ(parse_retry_after("soon", 0), std::nullopt);
  EXPECT_EQ(to_http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Sitemap, ReadsPagesWithTheirNewsFields) {
  const auto sitemap = parse_sitemap("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><url><loc> http://h.example/a?x&amp;y </loc><lastmod>2025-06-15</lastmod>"
                                     "<n:news><n:publication><n:name>The Wire</n:name><n:language>en</n:language></n:publication><n:publication_date>2025-06-14T10:00:00Z</n:publication_date><n:title>T</n:title></n:news></url></urlset>");
  ASSERT_TRUE(sitemap);
  ASSERT_EQ(sitemap->pages.size(), 1U);
  EXPECT_EQ(sitemap->pages[0].url, "http://h.example/a?x&y");
  EXPECT_EQ(sitemap->pages[0].title, "T");
  EXPECT_EQ(sitemap->pages[0].publication, "The Wire");
  EXPECT_EQ(when(sitemap->pages[0].published), "2025-06-14T10:00:00Z");
}

TEST(Sitemap, ReadsIndexesAndPlainLists) {
  EXPECT_EQ(parse_sitemap("<sitemapindex><sitemap><loc>http://h/1.xml</loc></sitemap></sitemapindex>")->sitemaps.size(), 1U);
  EXPECT_EQ(parse_sitemap("http://h/1\nhttp://h/2\n")->pages.size(), 2U);
  EXPECT_FALSE(parse_sitemap("<html></html>"));
  EXPECT_FALSE(parse_sitemap("hello"));
}

TEST(Links, FindsLinksAndAnnouncedFeeds) {
  const auto links = page_links("<base href='/d/'><link rel='alternate' type='application/rss+xml' title='News' href='rss'><link rel=canonical href=/c>"
                                "<!-- <a href=no> --><script>'<a href=\"no\">'</script><A HREF='a&amp;b#f'>One <b>two</b></A><a href='javascript:x'>x</a><a href=a&amp;b>again</a><a href=e>End", "http://h.example/x");
  ASSERT_EQ(links.feeds.size(), 1U);
  EXPECT_EQ(links.feeds[0].url, "http://h.example/d/rss");
  EXPECT_EQ(links.canonical, "http://h.example/c");
  ASSERT_EQ(links.links.size(), 2U);
  EXPECT_EQ(links.links[0].url, "http://h.example/d/a&b");
  EXPECT_EQ(links.links[0].text, "One two");
  EXPECT_EQ(links.links[1].text, "End");
}

}  // namespace
}  // namespace tradewire::fetch
