// The feed and the mail of the report.
#include "output/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tradewire::output {
namespace {

using testing::HasSubstr;
using testing::Not;

ReportEvent event() {
  ReportEvent one;
  one.event.id = "e1";
  one.event.type = "tariff.impose";
  one.event.first_seen = "2025-04-02T10:00:00Z";
  one.event.last_seen = "2025-04-03T10:00:00Z";
  one.event.changed_at = 1750000000;
  for (const char* sentence : {"A & B imposed <it>.", "It was imposed."}) {
    extract::Mention m;
    m.evidence.text = sentence;
    m.document.url = "https://news.example/a?b=1&c=2";
    m.document.site = "News \"Example\"";
    m.document.published = "2025-04-02";
    one.mentions.push_back(m);
  }
  return one;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

// RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must contain.
TEST(Atom, HasWhatAFeedAndAnEntryMustContain) {
  const std::string feed = to_atom({event()}, {"Title", "", "https://feeds.example/x"});
  for (const char* element : {"<id>https://feeds.example/x</id>", "<title>Title</title>", "<updated>2025-06-15T15:06:40Z</updated>", "<author><name>", "rel=\"self\"",
                              "<id>urn:tradewire:event:e1</id>", "<published>2025-04-02T10:00:00Z</published>", "<content type=\"html\">"}) {
    EXPECT_THAT(feed, HasSubstr(element));
  }
}

TEST(Atom, LinksEachSourceOnceAndEscapesWhatXmlReads) {
  const std::string feed = to_atom({event()}, {"A & B <c>", "", ""});
  EXPECT_EQ(count(feed, "rel=\"related\""), 1U);
  EXPECT_THAT(feed, HasSubstr("<title>A &amp; B &lt;c&gt;</title>"));
  EXPECT_THAT(feed, HasSubstr("href=\"https://news.example/a?b=1&amp;c=2\" title=\"News &quot;Example&quot;\""));
  EXPECT_THAT(feed, Not(HasSubstr("<it>")));
}

TEST(Atom, IsTheSameForTheSameEvents) { EXPECT_EQ(to_atom({event()}, {"T", "", ""}), to_atom({event()}, {"T", "", ""})); }

TEST(Atom, MakesNoLinkOfWhatABrowserWouldRun) {
  ReportEvent bad = event();
  for (extract::Mention& m : bad.mentions) m.document.url = "javascript:alert(1)";
  EXPECT_THAT(to_atom({bad}, {"T", "", ""}), Not(HasSubstr("javascript:")));
}

TEST(Page, ShowsTheFirstAndTheLastTellingsOfWhatManyToldAndCountsTheRest) {
  ReportEvent one = event();
  one.mentions.resize(1);
  for (int i = 1; i < 30; ++i) {
    one.mentions.push_back(one.mentions.front());
    one.mentions.back().evidence.text = "telling " + std::to_string(i) + ".";
  }
  const std::string page = to_html({one}, {"T", "", ""});
  EXPECT_THAT(page, HasSubstr("telling 3."));
  EXPECT_THAT(page, Not(HasSubstr("telling 4.")));
  EXPECT_THAT(page, Not(HasSubstr("telling 25.")));
  EXPECT_THAT(page, HasSubstr("telling 26."));
  EXPECT_THAT(page, HasSubstr("\"more\":22"));
}

TEST(Mail, TellsTheDaysNewestFirstWithTheLatestSentence) {
  ReportEvent older = event();
  older.event.last_seen = "2025-01-01T00:00:00Z";
  const std::string mail = to_mail({older, event()}, {"T", "", ""});
  EXPECT_LT(mail.find("## 2025-04-03"), mail.find("## 2025-01-01"));
  EXPECT_THAT(mail, HasSubstr("> It was imposed."));
}

}  // namespace
}  // namespace tradewire::output
