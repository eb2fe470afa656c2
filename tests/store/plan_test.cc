// Queries go through indexes: what SQLite says of its plan for each kind, and that each of the ways finds the same.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "store/event_query.h"
#include "store/schema.h"
#include "store/story.h"

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
    connection_->execute("INSERT INTO entities VALUES (2, 'country:US', 'United States', 'country', 'US', '', 'united states')");
    connection_->execute("INSERT INTO event_roles VALUES (1, 1, 'actor')");
  }
  // Every step of the plan that reads all of a table, and of no index.
  std::string full_scans(const EventQuery& query, const Reach& reach) {
    EventQueries queries(*connection_, reach);
    Sql sql = queries.statement(query);
    if (sql.text.empty()) return "";  // nothing can be found
    sql.text.insert(0, "EXPLAIN QUERY PLAN ");
    std::string scans;
    Cursor row = run_sql(*connection_, sql);
    while (row.next()) {
      const std::string step = row.text(3);
      const bool scan = step.starts_with("SCAN ") && step.find("INDEX") == std::string::npos;
      if (scan && step != "SCAN x" && step.find("passage_text") == std::string::npos && step.find("SCAN t ") == std::string::npos) scans += step + "; ";
    }
    return scans;
  }
  std::unique_ptr<Connection> connection_;
};

struct Kind {
  const char* name;
  void (*change)(EventQuery&);
};

// Each filter of `tradewire events`, alone and some together, in each order.
const Kind kKinds[] = {
    {"latest", [](EventQuery&) {}},
    {"type", [](EventQuery& q) { q.types = {"tariff.impose"}; }},
    {"types", [](EventQuery& q) { q.types = {"tariff.*", "*.hold"}; }},
    {"entity", [](EventQuery& q) { q.entities = {{"CN", std::nullopt}}; }},
    {"entity in a role", [](EventQuery& q) { q.entities = {{"China", extract::Role::kActor}}; }},
    {"two entities", [](EventQuery& q) { q.entities = {{"US", extract::Role::kActor}, {"CN", std::nullopt}}; }},
    {"status", [](EventQuery& q) { q.statuses = {extract::EventStatus::kDenied}; }},
    {"statuses and modality", [](EventQuery& q) { q.statuses = {extract::EventStatus::kConfirmed, extract::EventStatus::kReported}; q.modalities = {extract::Modality::kPlanned}; }},
    {"modality", [](EventQuery& q) { q.modalities = {extract::Modality::kActual}; }},
    {"date", [](EventQuery& q) { q.date_from = "2019-01-01"; q.date_to = "2025-12-31"; }},
    {"first seen", [](EventQuery& q) { q.seen_from = "2019-01-01"; q.seen_to = "2024-12-31"; }},
    {"changed", [](EventQuery& q) { q.changed_since = 1; }},
    {"site", [](EventQuery& q) { q.site = "example.org"; }},
    {"text", [](EventQuery& q) { q.text = "tariffs"; }},
    {"phrase", [](EventQuery& q) { q.text = "\"said it\""; }},
    {"words and a phrase", [](EventQuery& q) { q.text = "imports \"of steel\""; }},
    {"text, type and entity", [](EventQuery& q) { q.text = "said"; q.types = {"tariff.*"}; q.entities = {{"US", extract::Role::kActor}}; }},
    {"rejected too", [](EventQuery& q) { q.rejected = true; }},
};
constexpr EventOrder kOrders[] = {EventOrder::kLastSeen, EventOrder::kFirstSeen, EventOrder::kDate, EventOrder::kChanged, EventOrder::kType};

TEST_F(Plans, ReadNoTableFromEndToEnd) {
  for (const Kind& kind : kKinds) {
    for (const EventOrder order : kOrders) {
      for (const Reach reach : {Reach{}, Reach{0, 0, 0}}) {
        EventQuery query;
        query.limit = 100;
        query.order = order;
        kind.change(query);
        EXPECT_EQ(full_scans(query, reach), "") << kind.name << " " << static_cast<int>(order);
      }
    }
  }
}

TEST(Ways, FindTheSameEvents) {
  const std::string path = ::testing::TempDir() + "tradewire-ways-" + std::to_string(getpid()) + ".db";
  std::filesystem::remove(path);
  const auto store = open_store(path);
  ASSERT_TRUE(store.ok());
  for (const Story& story : all_stories()) {
    for (const StoryArticle& article : story.articles) ASSERT_TRUE((*store)->add_document(article.document, article.mentions, 1750000000).ok());
  }
  const auto connection = connect_sqlite(path, true, false, 1);
  EventQueries in(*connection);
  EventQueries listed(*connection, {0, 0, 30000});
  EventQueries walked(*connection, {0, 0, 0});
  std::size_t found = 0;
  for (const Kind& kind : kKinds) {
    for (const EventOrder order : kOrders) {
      EventQuery query;
      query.limit = 50;
      query.order = order;
      kind.change(query);
      const std::vector<std::int64_t> rows = in.find(query);
      EXPECT_EQ(listed.find(query), rows) << kind.name << " " << static_cast<int>(order);
      EXPECT_EQ(walked.find(query), rows) << kind.name << " " << static_cast<int>(order);
      found += rows.size();
    }
  }
  EXPECT_GT(found, 1000U);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace tradewire::store
