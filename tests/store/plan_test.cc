// Queries go through indexes: what SQLite says of its plan for each kind.
#include <gtest/gtest.h>

#include "store/event_query.h"
#include "store/schema.h"

namespace tradewire::store {
namespace {

class Plans : public ::testing::Test {
 protected:
  void SetUp() override {
    connection_ = connect_sqlite(":memory:", false, true, 1);
    migrate(*connection_);
    connection_->execute("INSERT INTO entities VALUES (1, 'country:CN', 'China', 'country', 'CN', '', 'china')");
    connection_->execute(
        "INSERT INTO events VALUES (1, 'a', 'tariff.impose', 'reported', 'actual', 0, '', NULL, NULL, 1, 1, 1, 1, 1, 1, 0, 0)");
    connection_->execute("INSERT INTO event_roles VALUES (1, 1, 'actor')");
  }
  // Every step of the plan that reads all of a table, and of no index.
  std::string full_scans(const EventQuery& query) {
    EventQueries queries(*connection_);
    Sql sql = queries.statement(query);
    EXPECT_FALSE(sql.text.empty());
    sql.text.insert(0, "EXPLAIN QUERY PLAN ");
    std::string scans;
    Cursor row = run_sql(*connection_, sql);
    while (row.next()) {
      const std::string step = row.text(3);
      const bool scan = step.starts_with("SCAN ") && step.find("INDEX") == std::string::npos;
      if (scan && step != "SCAN x" && step.find("mention_text") == std::string::npos && step.find("SCAN t ") == std::string::npos) scans += step + "; ";
    }
    return scans;
  }
  std::unique_ptr<Connection> connection_;
};

TEST_F(Plans, ReadNoTableFromEndToEnd) {
  const auto expect_indexed = [&](const char* name, auto change) {
    EventQuery query;
    query.limit = 100;
    change(query);
    EXPECT_EQ(full_scans(query), "") << name;
  };
  expect_indexed("latest", [](EventQuery&) {});
  expect_indexed("type", [](EventQuery& q) { q.types = {"tariff.*"}; });
  expect_indexed("entity", [](EventQuery& q) { q.entities = {{"CN", std::nullopt}}; });
  expect_indexed("entity in a role", [](EventQuery& q) { q.entities = {{"China", extract::Role::kActor}}; });
  expect_indexed("status", [](EventQuery& q) { q.statuses = {extract::EventStatus::kDenied}; });
  expect_indexed("modality", [](EventQuery& q) { q.modalities = {extract::Modality::kPlanned}; });
  expect_indexed("date", [](EventQuery& q) { q.date_from = "2025-01-01"; });
  expect_indexed("first seen", [](EventQuery& q) { q.seen_from = "2025-01-01"; q.order = EventOrder::kFirstSeen; });
  expect_indexed("changed", [](EventQuery& q) { q.changed_since = 1; q.order = EventOrder::kChanged; });
  expect_indexed("site", [](EventQuery& q) { q.site = "a.example"; });
  expect_indexed("text", [](EventQuery& q) { q.text = "rare earths"; });
}

}  // namespace
}  // namespace tradewire::store
