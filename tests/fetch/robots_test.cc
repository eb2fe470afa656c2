#include "fetch/robots.h"

#include <gtest/gtest.h>

namespace tradewire::fetch {
namespace {

bool allows(std::string_view robots, std::string_view agent, std::string_view path) {
  return Robots::parse(robots).allows(agent, "http://site.example" + std::string(path));
}

// RFC 9309, 2.2.1: crawlers must merge groups of the same product token, and obey `*` when none is theirs.
TEST(Robots, FindsTheGroupOfAnAgent) {
  constexpr std::string_view kFile = "User-agent: *\nDisallow: /all\nUser-agent: WireBot\nUser-agent: other\nDisallow: /wire\n\nUser-Agent: wirebot\nDisallow: /more\n";
  EXPECT_FALSE(allows(kFile, "wirebot", "/wire"));
  EXPECT_FALSE(allows(kFile, "WIREBOT/2.1", "/more"));
  EXPECT_TRUE(allows(kFile, "wirebot", "/all"));
  EXPECT_FALSE(allows(kFile, "stranger", "/all"));
  EXPECT_FALSE(allows(kFile, "other", "/wire"));
  EXPECT_TRUE(allows(kFile, "other", "/more"));
  EXPECT_FALSE(allows(kFile, "wirebot news", "/all"));
}

TEST(Robots, IgnoresRulesOutsideGroupsAndLinesThatItDoesNotKnow) {
  EXPECT_TRUE(allows("Disallow: /\nUser-agent: *\n", "a", "/"));
  EXPECT_FALSE(allows("User-agent: a\nSitemap: http://x/\nNonsense: 1\nUser-agent: b\nDisallow: /\n", "a", "/x"));
  EXPECT_TRUE(allows("", "a", "/"));
}

// RFC 9309, 2.2.2: the most specific match decides, allow when equal; matching is case-sensitive.
TEST(Robots, LetsTheLongestMatchDecide) {
  constexpr std::string_view kFile = "user-agent: a\ndisallow: /x/\nallow: /x/page\nallow: /same\ndisallow: /same\n";
  EXPECT_TRUE(allows(kFile, "a", "/x/page.html"));
  EXPECT_FALSE(allows(kFile, "a", "/x/other"));
  EXPECT_TRUE(allows(kFile, "a", "/X/other"));
  EXPECT_TRUE(allows(kFile, "a", "/same"));
  EXPECT_TRUE(allows("user-agent: a\ndisallow:\n", "a", "/x"));
}

// RFC 9309, 2.2.3: * and $ are special.
TEST(Robots, ReadsStarsAndTheFinalDollar) {
  EXPECT_FALSE(allows("user-agent: a\ndisallow: /*.php$\n", "a", "/q/x.php"));
  EXPECT_TRUE(allows("user-agent: a\ndisallow: /*.php$\n", "a", "/q/x.php?y"));
  EXPECT_FALSE(allows("user-agent: a\ndisallow: *secret\n", "a", "/a/secret/b"));
  EXPECT_TRUE(allows("user-agent: a\ndisallow: /a$b\n", "a", "/a"));
  EXPECT_FALSE(allows("user-agent: a\ndisallow: /a # comment\n", "a", "/a"));
  for (const char* page : {"index.html", "index.htm", "index.htm?x"}) {
    const std::string file = std::string("user-agent: a\ndisallow: /\nallow: /news/") + page + "\n";
    EXPECT_TRUE(allows(file, "a", "/news/")) << page;
    EXPECT_FALSE(allows(file, "a", "/news/other")) << page;
  }
  EXPECT_FALSE(allows("user-agent: a\ndisallow: /\nallow: /news/index.php\n", "a", "/news/"));
}

TEST(Robots, ComparesPercentEncodingsInOneForm) {
  EXPECT_FALSE(allows("user-agent: a\ndisallow: /caf\xC3\xA9\n", "a", "/caf%C3%A9"));
  EXPECT_FALSE(allows("user-agent: a\ndisallow: /%e3%83%84\n", "a", "/%E3%83%84"));
}

TEST(Robots, TakesByteOrderMarksLineEndsAndMisspellings) {
  EXPECT_FALSE(allows("\xEF\xBB\xBFUser-agent: a\rDissallow: /\r", "a", "/"));
  EXPECT_FALSE(allows("USERAGENT a\r\ndisallow /\r\n", "a", "/"));
}

TEST(Robots, ReadsAnAddressWithoutPathAsTheRoot) {
  EXPECT_FALSE(Robots::parse("user-agent: a\ndisallow: /").allows("a", ""));
  EXPECT_FALSE(Robots::parse("user-agent: a\ndisallow: /?q").allows("a", "http://h?q"));
  EXPECT_FALSE(Robots::parse("user-agent: a\ndisallow: /p").allows("a", "http://h/p#f"));
}

// As Google's parser does: a line is cut at 16,663 bytes, and a part of a byte order mark is skipped too.
TEST(Robots, ReadsLongLinesAndBrokenMarksAsGoogleDoes) {
  const std::string long_path = "/x" + std::string(17000, 'y');
  EXPECT_FALSE(allows("user-agent: a\ndisallow: " + long_path + "/end\n", "a", long_path));
  EXPECT_FALSE(allows("\xEF\xBBuser-agent: a\ndisallow: /\n", "a", "/"));
  EXPECT_TRUE(allows("\xEF\x11user-agent: a\ndisallow: /\n", "a", "/"));
}

TEST(Robots, MatchesWholeTokensAndOnlyTheFirstWordOfALine) {
  EXPECT_TRUE(allows("user-agent: wire-news\ndisallow: /\n", "wire", "/"));
  EXPECT_FALSE(allows("user-agent: wire news\ndisallow: /\n", "wire", "/"));
  EXPECT_FALSE(allows("user-agent: * news\ndisallow: /\n", "wire", "/"));
  EXPECT_TRUE(allows("user-agent: *news\ndisallow: /\n", "wire", "/"));
}

TEST(Robots, ReadsNothingBehind500KiB) {
  const std::string padding(500 * 1024, '#');
  EXPECT_TRUE(allows(padding + "\nuser-agent: a\ndisallow: /\n", "a", "/"));
}

TEST(Robots, StaysQuickOnHostilePatterns) {
  std::string pattern = "user-agent: a\ndisallow: /";
  for (int i = 0; i < 2000; ++i) pattern += "*a";
  EXPECT_TRUE(allows(pattern + "b\n", "a", "/" + std::string(1500, 'a')));
}

TEST(Robots, TellsTheDecidingLineTheDelayAndTheSitemaps) {
  const Robots robots = Robots::parse("Sitemap: http://h/s.xml\nUser-agent: *\nCrawl-delay: 7.5\nDisallow: /x\n\nUser-agent: slow\nCrawl-delay: 9999\n");
  const auto verdict = robots.verdict("a", "http://h/x/y");
  EXPECT_EQ(verdict.line, "Disallow: /x");
  EXPECT_EQ(verdict.line_number, 4);
  EXPECT_EQ(robots.crawl_delay("a"), 7.5);
  EXPECT_EQ(robots.crawl_delay("slow"), 120);
  EXPECT_EQ(robots.sitemaps(), std::vector<std::string>{"http://h/s.xml"});
}

// RFC 9309, 2.3.1: unavailable allows all, unreachable denies all.
TEST(Robots, ReadsTheStatusOfTheAnswer) {
  EXPECT_TRUE(Robots::for_response(404, "user-agent: *\ndisallow: /").allows("a", "/"));
  EXPECT_FALSE(Robots::for_response(503, "").allows("a", "/"));
  EXPECT_FALSE(Robots::for_response(0, "").allows("a", "/"));
  EXPECT_FALSE(Robots::for_response(200, "user-agent: *\ndisallow: /").allows("a", "/"));
}

}  // namespace
}  // namespace tradewire::fetch
