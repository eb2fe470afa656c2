#include "pipeline/reextract.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "pipeline/documents.h"

namespace tradewire::pipeline {
namespace {

const extract::Extractor& extractor() {
  static const auto loaded = extract::Extractor::load();
  return *loaded;
}

void nothing(const store::Added&) {}
void no_progress(std::size_t, std::size_t) {}

class Reextract : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::open_store(":memory:");
    ASSERT_TRUE(opened.ok());
    store_ = std::move(*opened);
    add("a", "2025-04-02", "The United States imposed a tariff of 25 percent on Brazilian steel.");
    add("b", "2025-04-03", "India banned exports of rice on Thursday.");
    add("c", "2025-05-09", "Canada launched an investigation into Vietnamese furniture.");
  }
  void add(const std::string& id, const std::string& day, const std::string& text) {
    extract::Document document;
    document.id = id;
    document.url = "https://news.example/" + id;
    document.published = day;
    document.site = "news.example";
    document.text = text;
    ASSERT_TRUE(store_document(document, extractor(), *store_, 1750000000, 1750000000).ok());
  }
  // As if earlier rules had found nothing in it.
  void empty(const std::string& id) { ASSERT_TRUE(store_->replace_mentions(id, {}, 1750000001).ok()); }
  ReextractSummary run(const ReextractOptions& options = {}) {
    const auto summary = reextract(*store_, extractor(), options, nothing, no_progress);
    EXPECT_TRUE(summary.ok()) << (summary.ok() ? "" : summary.error().message());
    return *summary;
  }
  std::unique_ptr<store::Store> store_;
};

TEST_F(Reextract, ChangesNothingWithTheSameRules) {
  const auto before = *store_->events({});
  ASSERT_FALSE(before.empty());
  const ReextractSummary summary = run({.threads = 2});
  EXPECT_EQ(summary.documents, 3U);
  EXPECT_EQ(summary.changed, 0U);
  EXPECT_EQ(*store_->events({}), before);
}

TEST_F(Reextract, FindsWhatEarlierRulesDidNot) {
  const std::size_t all = store_->info()->mentions;
  empty("b");
  ASSERT_LT(store_->info()->mentions, all);
  EXPECT_EQ(run().changed, 1U);
  EXPECT_EQ(store_->info()->mentions, all);
  EXPECT_TRUE(store_->check()->empty());
}

TEST_F(Reextract, GoesOnWhereItWasStopped) {
  int asked = 0;
  ReextractOptions stopping;
  stopping.stop = [&asked] { return ++asked > 1; };
  const ReextractSummary first = run(stopping);
  EXPECT_TRUE(first.stopped);
  EXPECT_EQ(first.documents, 1U);
  const ReextractSummary second = run();
  EXPECT_EQ(second.resumed_at, 1U);
  EXPECT_EQ(second.documents, 2U);
  EXPECT_FALSE(second.stopped);
  EXPECT_EQ(run().documents, 3U) << "what is finished begins anew";
}

TEST_F(Reextract, KeepsWhatAnalystsDecided) {
  const auto events = *store_->events({});
  ASSERT_GE(events.size(), 2U);
  ASSERT_TRUE(store_->merge({events[0].id, events[1].id}, 1750000002).ok());
  ASSERT_TRUE(store_->pin(events[0].id, true, 1750000003).ok());
  for (const char* id : {"a", "b", "c"}) empty(id);
  EXPECT_TRUE(store_->events({})->empty());
  run();
  const auto after = *store_->events({});
  EXPECT_EQ(after.size(), events.size() - 1);
  EXPECT_TRUE(std::any_of(after.begin(), after.end(), [](const store::Event& event) { return event.pinned && event.mentions.size() >= 2; }));
}

}  // namespace
}  // namespace tradewire::pipeline
