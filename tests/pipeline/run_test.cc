// The whole way, from sources over HTTP on loopback, or from an archive, to rows and lines.
#include "pipeline/run.h"

#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include "base/file.h"
#include "fetch/archive_source.h"
#include "fetch/http_source.h"
#include "paths.h"

namespace tradewire::pipeline {
namespace {

const std::string kSource = source_dir();

const extract::Extractor& extractor() {
  static const auto kExtractor = extract::Extractor::load({});
  return *kExtractor;
}

// A scratch folder that goes with the test.
class Scratch {
 public:
  Scratch() : path_(std::filesystem::temp_directory_path() / ("tradewire-run-" + std::to_string(::getpid()) + "-" + std::to_string(++count_))) {
    std::filesystem::create_directories(path_);
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  static inline std::atomic<int> count_ = 0;
  std::filesystem::path path_;
};

// Serves fixtures/pages by slug and one feed that lists them, with an ETag.
class Site {
 public:
  Site() {
    server_.Get("/feed.xml", [this](const httplib::Request& request, httplib::Response& response) {
      ++feed_requests;
      if (request.get_header_value("If-None-Match") == "\"one\"") {
        response.status = 304;
        return;
      }
      response.set_header("ETag", "\"one\"");
      response.set_content(feed(), "application/rss+xml");
    });
    server_.Get(R"(/pages/([a-z0-9-]+))", [this](const httplib::Request& request, httplib::Response& response) {
      ++page_requests;
      const auto page = base::read_file(kSource + "/fixtures/pages/" + request.matches[1].str() + "/page.html");
      if (!page) {
        response.status = 404;
        return;
      }
      response.set_content(*page, "text/html; charset=utf-8");
    });
    server_.Get("/robots.txt", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(robots, "text/plain");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Site() {
    server_.stop();
    thread_.join();
  }
  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }

  std::vector<std::string> listed;     // slugs in the feed
  std::string summary;                 // of each entry
  std::string robots = "User-agent: *\nDisallow: /barred/\n";
  std::atomic<int> feed_requests = 0;
  std::atomic<int> page_requests = 0;

 private:
  std::string feed() const {
    std::string text = "<rss version=\"2.0\"><channel><title>Site</title><link>" + url("/") + "</link>";
    for (const std::string& slug : listed) {
      text += "<item><title>An entry</title><link>" + url(slug.starts_with("/") ? slug : "/pages/" + slug) + "</link><description>" + summary +
              "</description><pubDate>Wed, 11 Jun 2025 08:00:00 GMT</pubDate></item>";
    }
    return text + "</channel></rss>";
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

fetch::HttpOptions quick_options() {
  fetch::HttpOptions options;
  options.allowed_hosts = {"127.0.0.1"};
  options.min_host_delay = 0;
  options.max_host_delay = 0;
  options.max_retries = 0;
  options.total_timeout = 3;
  return options;
}

struct Ran {
  RunSummary summary;
  std::vector<std::string> types;
  std::vector<std::string> failures;
};

class Run : public testing::Test {
 protected:
  Run() { store_ = *store::open_store(scratch_ / "tradewire.db"); }

  fetch::Source feed_source() const {
    fetch::Source source;
    source.name = "site";
    source.url = site_.url("/feed.xml");
    return source;
  }
  Ran run(fetch::PageSource& pages, std::vector<fetch::Source> sources) {
    RunOptions options;
    options.sources = std::move(sources);
    options.now = [this] { return now_; };
    Ran ran;
    RunEvents events;
    events.stored = [&](const store::Added& added) {
      for (const auto& mention : added.mentions) ran.types.push_back(mention.type);
    };
    events.failed = [&](const base::Error& error) { ran.failures.push_back(error.message()); };
    const auto summary = pipeline::run(options, pages, extractor(), *store_, events);
    EXPECT_TRUE(summary.ok()) << summary.error().message();
    if (summary) ran.summary = *summary;
    return ran;
  }
  Ran run_http(std::vector<fetch::Source> sources) {
    auto http = fetch::HttpSource::open(quick_options());
    EXPECT_TRUE(http.ok());
    return run(**http, std::move(sources));
  }

  Site site_;
  Scratch scratch_;
  std::unique_ptr<store::Store> store_;
  base::UnixTime now_ = 1750000000;
};

TEST_F(Run, TakesAFeedOverTheNetworkToMentionsInTheStore) {
  site_.listed = {"china-bans-gallium-exports-to-us", "jl-mag-export-licences"};
  const Ran ran = run_http({feed_source()});
  EXPECT_EQ(ran.summary.documents, 2U);
  EXPECT_THAT(ran.types, testing::IsSupersetOf({"export.restrict", "license.grant"}));
  EXPECT_EQ(store_->info()->mentions, ran.types.size());
  EXPECT_THAT(ran.failures, testing::IsEmpty());
}

TEST_F(Run, AddsNothingTheSecondTimeAndAsksConditionally) {
  site_.listed = {"china-bans-gallium-exports-to-us"};
  run_http({feed_source()});
  const auto before = store_->info()->mentions;
  now_ += 86400;
  const Ran again = run_http({feed_source()});
  EXPECT_EQ(again.summary.sources_unchanged, 1U);
  EXPECT_THAT(again.types, testing::IsEmpty());
  EXPECT_EQ(store_->info()->mentions, before);
  EXPECT_EQ(site_.feed_requests, 2);
  EXPECT_EQ(site_.page_requests, 1);
}

TEST_F(Run, LeavesASourceAloneUntilItIsDue) {
  run_http({feed_source()});
  now_ += 1;
  EXPECT_EQ(run_http({feed_source()}).summary.sources, 0U);
  EXPECT_EQ(site_.feed_requests, 1);
}

TEST_F(Run, LeavesASourceAloneAsLongAsItsServerAsks) {
  httplib::Server busy;
  std::atomic<int> asked = 0;
  busy.Get("/feed.xml", [&](const httplib::Request&, httplib::Response& response) {
    ++asked;
    response.status = 429;
    response.set_header("Retry-After", "7200");
  });
  const int port = busy.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { busy.listen_after_bind(); });
  while (!busy.is_running()) std::this_thread::yield();
  fetch::Source source = feed_source();
  source.url = "http://127.0.0.1:" + std::to_string(port) + "/feed.xml";
  EXPECT_EQ(run_http({source}).summary.sources_failed, 1U);
  now_ += 3600;
  EXPECT_EQ(run_http({source}).summary.sources, 0U);
  now_ += 3600;
  EXPECT_EQ(run_http({source}).summary.sources, 1U);
  EXPECT_EQ(asked, 2);
  busy.stop();
  thread.join();
}

TEST_F(Run, GoesOnWhenOnePageIsMissingAndSaysWhich) {
  site_.listed = {"no-such-page", "jl-mag-export-licences"};
  const Ran ran = run_http({feed_source()});
  EXPECT_EQ(ran.summary.documents, 1U);
  ASSERT_EQ(ran.failures.size(), 1U);
  EXPECT_THAT(ran.failures[0], testing::HasSubstr("no-such-page"));
  EXPECT_THAT(ran.failures[0], testing::HasSubstr("404"));
}

TEST_F(Run, ReadsABarredPageFromTheFeedsOwnSummary) {
  site_.listed = {"/barred/story"};
  site_.summary = "China banned exports of gallium to the United States on Tuesday, the Ministry of Commerce said.";
  const Ran ran = run_http({feed_source()});
  EXPECT_THAT(ran.types, testing::Contains("export.restrict"));
  ASSERT_EQ(ran.failures.size(), 1U);
  EXPECT_THAT(ran.failures[0], testing::HasSubstr("summary"));
}

TEST_F(Run, KnowsAWatchedPageByItsCanonicalAddress) {
  fetch::Source page = feed_source();
  page.kind = fetch::SourceKind::kPage;
  page.url = site_.url("/pages/jl-mag-export-licences?utm_source=x");
  EXPECT_EQ(run_http({page}).summary.documents, 1U);
  EXPECT_EQ(*store_->document_ids("", 10), std::vector<std::string>{site_.url("/pages/jl-mag-export-licences")});
}

TEST_F(Run, KeepsTheOtherSourcesWhenOneHostHangs) {
  site_.listed = {"jl-mag-export-licences"};
  httplib::Server hanging;  // accepts and never answers
  hanging.Get("/feed.xml", [](const httplib::Request&, httplib::Response&) { std::this_thread::sleep_for(std::chrono::seconds(5)); });
  const int port = hanging.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { hanging.listen_after_bind(); });
  while (!hanging.is_running()) std::this_thread::yield();
  fetch::Source slow = feed_source();
  slow.name = "slow";
  slow.url = "http://127.0.0.1:" + std::to_string(port) + "/feed.xml";
  const Ran ran = run_http({slow, feed_source()});
  EXPECT_EQ(ran.summary.sources_failed, 1U);
  EXPECT_EQ(ran.summary.documents, 1U);
  ASSERT_EQ(ran.failures.size(), 1U);
  EXPECT_THAT(ran.failures[0], testing::HasSubstr("slow"));
  hanging.stop();
  thread.join();
}

TEST_F(Run, GivesTheSameFromTheBundledArchiveWithNoNetwork) {
  auto archive = fetch::ArchiveSource::open(kSource + "/fixtures/demo/archive.warc");
  ASSERT_TRUE(archive.ok()) << archive.error().message();
  const auto sources = fetch::read_sources(kSource + "/fixtures/demo/sources.yaml");
  ASSERT_TRUE(sources.ok()) << sources.error().message();
  const Ran ran = run(**archive, *sources);
  EXPECT_EQ(ran.summary.documents, (*archive)->urls().size());
  EXPECT_THAT(ran.types, testing::IsSupersetOf({"export.restrict", "license.grant", "agreement.reach", "tariff.raise"}));
  EXPECT_EQ(site_.feed_requests, 0);
}

TEST_F(Run, StopsBetweenDocumentsAndTakesUpTheRestTheNextTime) {
  site_.listed = {"china-bans-gallium-exports-to-us", "jl-mag-export-licences", "trump-doubles-steel-tariffs"};
  RunOptions options;
  options.sources = {feed_source()};
  options.now = [this] { return now_; };
  std::size_t stored = 0;
  options.stop = [&] { return stored > 0; };
  RunEvents events;
  events.stored = [&](const store::Added&) { ++stored; };
  events.failed = [](const base::Error&) {};
  auto http = fetch::HttpSource::open(quick_options());
  const auto summary = pipeline::run(options, **http, extractor(), *store_, events);
  ASSERT_TRUE(summary.ok());
  EXPECT_TRUE(summary->stopped);
  EXPECT_LT(stored, 3U);
  const Ran rest = run_http({feed_source()});
  EXPECT_EQ(store_->info()->documents, 3U);
  EXPECT_EQ(rest.summary.documents, 3U - stored);
}

}  // namespace
}  // namespace tradewire::pipeline
