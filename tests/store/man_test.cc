// tradewire-db(5) and the schema say the same: each table, view and column of the one stands in the other.
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "base/file.h"
#include "paths.h"
#include "store/schema.h"

namespace tradewire::store {
namespace {

// By the name of a table or view, the words marked as columns in its paragraph.
std::map<std::string, std::set<std::string>> columns_in_page() {
  const std::string page = *base::read_file(source_dir() + "/man/tradewire-db.5");
  std::map<std::string, std::set<std::string>> found;
  std::string item;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find('\n', at), page.size());
    const std::string line = page.substr(at, end - at);
    at = end + 1;
    if (line.starts_with(".It Sy ")) item = line.substr(7);
    if (line.starts_with(".El")) item.clear();
    if (line.starts_with(".It Sy ")) found[item];
    if (!item.empty() && line.starts_with(".Va ")) {
      const std::regex word("[a-z_0-9]+");
      const std::string words = line.substr(4);
      for (std::sregex_iterator one(words.begin(), words.end(), word), none; one != none; ++one) found[item].insert(one->str());
    }
  }
  return found;
}

std::map<std::string, std::set<std::string>> columns_in_schema() {
  const auto connection = connect_sqlite(":memory:", false, true, 1);
  migrate(*connection);
  std::map<std::string, std::set<std::string>> found;
  Cursor row = connection->query(
      "SELECT s.name, c.name FROM sqlite_schema s, pragma_table_info(s.name) c WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'sqlite_%'"
      " AND s.name NOT LIKE 'passage_text_%'");
  while (row.next()) found[row.text(0)].insert(row.text(1));
  return found;
}

TEST(ManualOfTheStore, DescribesEveryTableViewAndColumn) {
  auto page = columns_in_page();
  const auto schema = columns_in_schema();
  ASSERT_GT(schema.size(), 20U);
  for (const auto& [table, columns] : schema) {
    EXPECT_TRUE(page.contains(table)) << table;
    for (const std::string& column : columns) EXPECT_TRUE(page[table].contains(column)) << table << "." << column;
  }
}

TEST(ManualOfTheStore, DescribesNothingThatIsNotThere) {
  auto schema = columns_in_schema();
  schema["passage_text"].insert("rowid");
  for (const auto& [table, columns] : columns_in_page()) {
    ASSERT_TRUE(schema.contains(table)) << table;
    for (const std::string& column : columns) {
      // A word on another table's column, as "the sha256 of the version", is told in the same paragraph.
      const bool elsewhere = column == "key" || column == "sha256" || column == "rowid";
      EXPECT_TRUE(elsewhere || schema[table].contains(column)) << table << "." << column;
    }
  }
}

}  // namespace
}  // namespace tradewire::store
