// Pages that come back changed, and stories that come twice: what is new in them is the news.
#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/run.h"

namespace tradewire::pipeline {
namespace {

const extract::Extractor& extractor() {
  static const auto kExtractor = extract::Extractor::load({});
  return *kExtractor;
}

const std::string kBan = "China has banned exports of gallium to the United States, its Commerce Ministry said on Tuesday.";
const std::string kFiller =
    "The metal is needed for chips, radars and solar panels. Nearly all of it comes from a few smelters. Buyers hold small stocks only.";
const std::string kTalks = "Chinese and American negotiators held talks in London on Monday.";
const std::string kDenial = "China's Foreign Ministry denied that Beijing had banned gallium exports to the United States.";

// Pages and a feed that lists them, from memory.
class Wire : public fetch::PageSource {
 public:
  void fetch(std::vector<fetch::PageRequest> requests, const OnPage& done, const std::function<bool()>&) override {
    for (const fetch::PageRequest& request : requests) {
      asked.push_back(request);
      done(request, answer(request));
    }
  }

  std::map<std::string, std::vector<std::string>> pages;  // paragraphs by address, in the order of the feed
  std::map<std::string, int> statuses;
  std::map<std::string, std::string> titles;
  std::string head;       // of every page
  std::string summary;    // of every entry
  std::string published = "Tue, 03 Dec 2024 10:00:00 GMT";
  std::vector<fetch::PageRequest> asked;

  std::size_t asked_for(const std::string& url) const {
    return static_cast<std::size_t>(std::count_if(asked.begin(), asked.end(), [&](const auto& request) { return request.url == url; }));
  }

 private:
  base::Result<fetch::Page> answer(const fetch::PageRequest& request) const {
    fetch::Page page;
    page.url = page.final_url = request.url;
    page.status = 200;
    if (request.url == "https://news.example/feed") {
      page.body = feed();
      page.content_type = "application/rss+xml";
      return page;
    }
    if (const auto status = statuses.find(request.url); status != statuses.end()) {
      page.status = status->second;
      return page;
    }
    page.content_type = "text/html";
    page.etag = "\"" + std::to_string(pages.at(request.url).size()) + "\"";
    if (request.etag == page.etag) {
      page.status = 304;
      return page;
    }
    const auto title = titles.find(request.url);
    page.body = "<html><head>" + head + "<title>" + (title == titles.end() ? "Gallium" : title->second) + "</title></head><body><article>";
    for (const std::string& paragraph : pages.at(request.url)) page.body += "<p>" + paragraph + "</p>";
    page.body += "</article></body></html>";
    return page;
  }

  std::string feed() const {
    std::string text = "<rss version=\"2.0\"><channel><title>Wire</title>";
    for (const auto& [url, paragraphs] : pages) {
      text += "<item><title>Gallium</title><link>" + url + "</link><description>" + summary + "</description><pubDate>" + published + "</pubDate></item>";
    }
    return text + "</channel></rss>";
  }
};

class Versions : public testing::Test {
 protected:
  Versions() { store_ = *store::open_store(":memory:"); }

  RunSummary run() {
    fetch::Source source;
    source.name = "wire";
    source.url = "https://news.example/feed";
    source.interval = source.min_interval = source.max_interval = 600;
    RunOptions options;
    options.sources = {source};
    options.now = [this] { return now_; };
    RunEvents events;
    told_.clear();
    failures_.clear();
    events.stored = [&](const store::Added& added) { told_.insert(told_.end(), added.mentions.begin(), added.mentions.end()); };
    events.failed = [&](const base::Error& error) { failures_.push_back(error.message()); };
    const auto summary = pipeline::run(options, wire_, extractor(), *store_, events);
    EXPECT_TRUE(summary.ok());
    EXPECT_TRUE(store_->check()->empty());
    return *summary;
  }
  std::size_t stored(bool superseded) {
    std::size_t count = 0;
    const std::vector<std::string> ids = *store_->document_ids("", 100);
    for (const std::string& id : ids) {
      const std::vector<extract::Mention> mentions = *store_->mentions(id);
      for (const auto& mention : mentions) count += mention.superseded == superseded ? 1U : 0U;
    }
    return count;
  }

  const std::string first_ = "https://news.example/a";
  const std::string second_ = "https://other.example/b";
  Wire wire_;
  std::unique_ptr<store::Store> store_;
  base::UnixTime now_ = 1733220000;  // 2024-12-03T10:00:00Z
  std::vector<extract::Mention> told_;
  std::vector<std::string> failures_;
};

TEST_F(Versions, AStoryThatComesBackWithADenialTellsTheDenialOnly) {
  wire_.pages[first_] = {kBan, kFiller, kTalks};
  run();
  const std::size_t before = told_.size();
  ASSERT_GE(before, 2U);
  wire_.pages[first_] = {"Updated.", kDenial, kBan, kFiller, kTalks};
  now_ += 2 * 3600;
  EXPECT_EQ(run().documents, 1U);
  ASSERT_FALSE(told_.empty());
  for (const auto& mention : told_) {
    EXPECT_EQ(mention.type, "export.restrict");
    EXPECT_EQ(mention.status, extract::EventStatus::kDenied) << mention.evidence.text;
  }
  EXPECT_EQ(stored(true), 0U);
  EXPECT_EQ(stored(false), before + 1);
}

TEST_F(Versions, WhatANewVersionDoesNotSayAnyMoreIsKeptAsSuperseded) {
  wire_.pages[first_] = {kBan, kFiller, kTalks};
  run();
  const std::size_t before = told_.size();
  wire_.pages[first_] = {kFiller, kTalks};
  now_ += 2 * 3600;
  run();
  EXPECT_TRUE(told_.empty());
  EXPECT_EQ(stored(true) + stored(false), before);
  EXPECT_GE(stored(true), 1U);
}

TEST_F(Versions, TheSameStoryOnAnotherSiteTellsNothingNewAndIsLinked) {
  wire_.pages[first_] = {kBan, kFiller, kTalks};
  run();
  const std::size_t before = told_.size();
  wire_.pages[second_] = {kBan, kFiller, kTalks};
  now_ += 700;
  EXPECT_EQ(run().documents, 1U);
  EXPECT_TRUE(told_.empty());
  EXPECT_EQ((**store_->document(second_)).copy_of, first_);
  const auto mentions = *store_->mentions(second_);
  ASSERT_EQ(mentions.size(), before) << "the copy has its own mentions, for those who ask by site";
  EXPECT_EQ(mentions[0].document.copy_of, first_);
  EXPECT_EQ(mentions[0].document.url, second_);
}

TEST_F(Versions, AnotherSitesVersionTellsWhatItAdds) {
  wire_.pages[first_] = {kBan, kFiller, kTalks};
  run();
  wire_.pages[second_] = {kBan, kFiller, kTalks, kDenial};
  now_ += 700;
  run();
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_EQ(told_[0].status, extract::EventStatus::kDenied);
  EXPECT_EQ((**store_->document(second_)).copy_of, first_);
}

TEST_F(Versions, ADifferentStoryIsNoCopy) {
  wire_.pages[first_] = {kBan, kFiller, kTalks};
  wire_.pages[second_] = {"India raised its tariff on wheat to 40 percent on Tuesday, the Finance Ministry said.",
                          "Millers had asked for it since spring, and traders had bought ahead of the decision, which takes effect next week."};
  run();
  EXPECT_EQ((**store_->document(second_)).copy_of, "");
}

TEST_F(Versions, APageIsLookedAtAgainWhileItIsYoungAndAskedConditionally) {
  wire_.pages[first_] = {kBan};
  run();
  now_ += 700;
  run();
  EXPECT_EQ(wire_.asked_for(first_), 1U) << "not within the hour";
  now_ += 3600;
  EXPECT_EQ(run().pages_unchanged, 1U);
  now_ += 7 * 86400;
  run();
  EXPECT_EQ(wire_.asked_for(first_), 2U) << "not when it is old";
  wire_.published = "Tue, 10 Dec 2024 11:30:00 GMT";
  now_ += 3600;
  run();
  EXPECT_EQ(wire_.asked_for(first_), 3U) << "but when its feed says that it changed";
}

TEST_F(Versions, APageThatMayNotBeReadIsReadFromItsSummaryAndMarkedSo) {
  for (const int status : {401, 402, 403, 404, 451}) {
    const std::string url = "https://news.example/" + std::to_string(status);
    wire_.pages[url] = {};
    wire_.statuses[url] = status;
  }
  wire_.summary = kBan;
  run();
  EXPECT_EQ(failures_.size(), 5U);
  EXPECT_THAT(failures_, testing::Each(testing::HasSubstr("read from the title and summary of its feed")));
  ASSERT_FALSE(told_.empty());
  EXPECT_TRUE(told_[0].document.summary_only);
  EXPECT_TRUE((**store_->document("https://news.example/402")).summary_only);
}

TEST_F(Versions, ATeaserBehindAPaywallGivesWayToTheSummary) {
  wire_.head = R"(<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>)";
  wire_.pages[first_] = {"Subscribers can read about gallium here."};
  wire_.summary = kBan;
  run();
  ASSERT_EQ(failures_.size(), 1U);
  EXPECT_THAT(failures_[0], testing::HasSubstr("paywall"));
  ASSERT_EQ(told_.size(), 1U);
  EXPECT_TRUE(told_[0].document.summary_only);
}

TEST_F(Versions, APageThatCouldBeReadOnceIsNotForgottenWhenItIsBarredLater) {
  wire_.pages[first_] = {kBan, kFiller, kTalks};
  run();
  wire_.statuses[first_] = 403;
  wire_.summary = kFiller;
  now_ += 2 * 3600;
  run();
  EXPECT_FALSE((**store_->document(first_)).summary_only);
  EXPECT_EQ(stored(true), 0U);
}

TEST_F(Versions, APageThatFailsForNowIsAskedAgainAndItsFeedKeepsItsPace) {
  wire_.pages[first_] = {kBan};
  wire_.statuses[first_] = 503;
  EXPECT_EQ(run().sources_failed, 0U);
  wire_.statuses.clear();
  now_ += 700;
  run();
  EXPECT_EQ(told_.size(), 1U);
}

}  // namespace
}  // namespace tradewire::pipeline
