// Mentions and events as tables: every format holds the same, whatever stands in the news.
#include "output/mention_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/cells.h"
#include "output/event_table.h"

namespace tradewire::output {
namespace {

using extract::Role;
using testing::HasSubstr;
using testing::Not;

extract::Filler named(const std::string& name) {
  extract::Filler f;
  f.text = f.name = name;
  return f;
}

extract::Mention mention() {
  extract::Mention m;
  m.id = "m1";
  m.type = "tariff.impose";
  m.status = extract::EventStatus::kConfirmed;
  m.polarity = extract::Polarity::kNegative;
  m.evidence = {"Japan, \"so far\", imposed no tariff on 汽车 | trucks.", {0, 52}};
  m.trigger = {"tariff", {29, 35}};
  m.roles = {{Role::kActor, named("Japan")}, {Role::kTarget, named("Côte d'Ivoire")}, {Role::kCommodity, named("汽车")}, {Role::kCommodity, named("trucks")}};
  m.document.id = "d1";
  m.document.published = "2025-04-02T10:00:00Z";
  return m;
}

store::Event event() {
  store::Event e;
  e.id = "0123456789abcdef";
  e.type = "export.restrict";
  e.status = extract::EventStatus::kDenied;
  e.last_seen = "2025-04-02T10:00:00Z";
  e.roles = {{Role::kActor, named("Ministry of Commerce of the People's Republic of China")}, {Role::kTarget, named("中华人民共和国国务院关税税则委员会")},
             {Role::kCommodity, named("rare\x1b[31m earths")}};
  e.headline = "A headline, with a comma";
  return e;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// Reads one line back as RFC 4180 says.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back().push_back(line[++i]);
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r' && c != '\n') {
      cells.back().push_back(c);
    }
  }
  return cells;
}

TEST(MentionTable, CsvComesBackCellByCell) {
  const MentionFormat csv = mention_format("csv", false);
  const std::vector<std::string> head = cells_of(csv.head);
  const std::vector<std::string> row = cells_of(csv.row(mention()));
  ASSERT_EQ(head.size(), row.size());
  const auto cell = [&](const std::string& name) { return row[static_cast<std::size_t>(std::find(head.begin(), head.end(), name) - head.begin())]; };
  EXPECT_EQ(cell("evidence"), mention().evidence.text);
  EXPECT_EQ(cell("commodity"), "汽车; trucks");
  EXPECT_EQ(cell("polarity"), "negative");
  EXPECT_EQ(cell("actor"), "Japan");
}

TEST(MentionTable, MarkdownHasAsManyBarsInEveryLine) {
  const MentionFormat md = mention_format("md", false);
  std::string row = md.row(mention());
  for (std::size_t at = row.find("\\|"); at != std::string::npos; at = row.find("\\|")) row.erase(at, 2);
  const std::string head = lines_of(md.head)[0];
  EXPECT_EQ(std::count(row.begin(), row.end(), '|'), std::count(head.begin(), head.end(), '|'));
}

TEST(MentionTable, FitsANarrowTerminalWhateverTheScript) {
  const MentionFormat table = mention_format("table", false, 100);
  EXPECT_LE(width_of(lines_of(table.head)[0]), 100U);
  EXPECT_LE(width_of(lines_of(table.row(mention()))[0]), 100U);
}

TEST(MentionTable, PutsColumnsBelowEachOther) {
  const MentionFormat table = mention_format("table", false);
  const std::string head = table.head;
  const std::string row = table.row(mention());
  EXPECT_EQ(width_of(row.substr(0, row.find("Japan"))), width_of(head.substr(0, head.find("actor"))));
  EXPECT_EQ(width_of(row.substr(0, row.find("汽车, trucks"))), width_of(head.substr(0, head.find("commodity"))));
}

TEST(MentionTable, HasNoColorUnlessAsked) {
  EXPECT_THAT(mention_format("table", false).row(mention()), Not(HasSubstr("\x1b")));
  EXPECT_THAT(mention_format("table", true).row(mention()), HasSubstr(painted(extract::EventStatus::kConfirmed, true).substr(0, 5)));
}

TEST(EventTable, FitsANarrowTerminalAndKeepsIdsToShow) {
  const std::vector<std::string> lines = lines_of(to_table({event()}, false, 80));
  ASSERT_EQ(lines.size(), 2U);
  for (const std::string& line : lines) EXPECT_LE(width_of(line), 80U) << line;
  EXPECT_THAT(lines[1], HasSubstr("0123456789"));
}

TEST(EventTable, IsAsWideAsItGetsWhereNoTerminalReads) {
  EXPECT_THAT(to_table({event()}, false), HasSubstr("Ministry of Commerce of the P…"));
}

TEST(EventTable, ObeysNoEscapeSequenceOfTheNews) {
  EXPECT_THAT(to_table({event()}, false), Not(HasSubstr("\x1b")));
  store::Event bad = event();
  bad.roles[0].filler.name = "\x1b]0;title\x07";
  const std::vector<extract::Mention> mentions = {mention()};
  EXPECT_THAT(to_text({&bad, &mentions}, false), Not(HasSubstr("\x1b")));
}

TEST(EventTable, CsvHasAHeadAndComesBack) {
  const std::string csv = to_csv({event()});
  const std::size_t end = csv.find("\r\n");
  const std::vector<std::string> head = cells_of(csv.substr(0, end));
  const std::vector<std::string> row = cells_of(csv.substr(end + 2));
  ASSERT_EQ(head.size(), row.size());
  EXPECT_EQ(row.back(), "A headline, with a comma");
}

}  // namespace
}  // namespace tradewire::output
