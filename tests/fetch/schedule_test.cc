#include "fetch/schedule.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "fetch/address.h"
#include "fetch/http_policy.h"
#include "fetch/metrics.h"
#include "fetch/near_duplicate.h"
#include "fetch/run_lock.h"
#include "fetch/source_list.h"

namespace tradewire::fetch {
namespace {

base::Result<std::vector<Source>> sources(const std::string& text) {
  const auto root = base::parse_yaml(text, "s.yaml");
  EXPECT_TRUE(root);
  return parse_sources(*root, "s.yaml");
}

TEST(SourceList, ReadsEveryKey) {
  const auto list = sources("sources:\n  - {name: a, url: 'http://h.example/f', kind: section, interval: 15m, min_interval: 5m, max_interval: 2h, host_delay: 7s, tags: [x, y], language: en, headers: {A: b}, link_pattern: /n/*, max_links: 3}\n  - https://h.example/rss\n");
  ASSERT_TRUE(list) << list.error().message();
  ASSERT_EQ(list->size(), 2U);
  const Source& a = (*list)[0];
  EXPECT_EQ(a.kind, SourceKind::kSection);
  EXPECT_EQ(a.interval, 900);
  EXPECT_EQ(a.max_interval, 7200);
  EXPECT_EQ(a.host_delay, 7);
  EXPECT_EQ(a.tags, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ((*list)[1].name, "h.example/rss");
}

TEST(SourceList, ComplainsWithThePlace) {
  EXPECT_EQ(sources("- {url: 'ftp://x/'}").error().message(), "s.yaml:1:9: not an http or https address (write the whole address, with https://)");
  EXPECT_NE(sources("- {url: 'http://x/', intervall: 5m}").error().message().find("unknown key 'intervall'"), std::string::npos);
  EXPECT_NE(sources("- {url: 'http://u:p@x/'}").error().message().find("credentials"), std::string::npos);
  EXPECT_NE(sources("- {url: 'http://x/', interval: soon}").error().message().find("not a duration"), std::string::npos);
  EXPECT_NE(sources("- http://x/\n- http://x/").error().message().find("stands twice"), std::string::npos);
  EXPECT_FALSE(sources("a: 1"));
}

TEST(SourceList, ShipsAListThatReads) {
  const auto list = default_sources();
  ASSERT_TRUE(list) << list.error().message();
  EXPECT_GT(list->size(), 15U);
}

TEST(SourceList, RefusesAHeadersFileThatOthersCanRead) {
  const std::string folder = testing::TempDir() + "headers_test_" + std::to_string(::getpid());
  std::filesystem::create_directories(folder);
  ASSERT_TRUE(base::write_file(folder + "/h.yaml", "Authorization: Bearer x\n"));
  ASSERT_TRUE(base::write_file(folder + "/s.yaml", "- {url: 'http://x/', headers_file: h.yaml}\n"));
  ::chmod((folder + "/h.yaml").c_str(), 0644);
  EXPECT_FALSE(read_sources(folder + "/s.yaml"));
  ::chmod((folder + "/h.yaml").c_str(), 0600);
  const auto list = read_sources(folder + "/s.yaml");
  ASSERT_TRUE(list);
  EXPECT_EQ((*list)[0].headers.size(), 1U);
  std::filesystem::remove_all(folder);
}

TEST(SourceList, FollowsLinksByPatternOrDepth) {
  Source source;
  source.url = "https://news.h.example/trade/";
  EXPECT_TRUE(follows(source, "https://www.h.example/trade/2025/x"));
  EXPECT_FALSE(follows(source, "https://elsewhere.example/trade/2025/x"));
  EXPECT_FALSE(follows(source, "https://news.h.example/"));
  source.link_patterns = {"/trade/*.html$"};
  EXPECT_TRUE(follows(source, "https://news.h.example/trade/a.html"));
  EXPECT_FALSE(follows(source, "https://news.h.example/trade/a.html?x"));
}

TEST(Schedule, AdaptsTheIntervalWithinTheLimits) {
  Source source;
  source.interval = 900;
  source.min_interval = 300;
  source.max_interval = 1200;
  SourceState state;
  EXPECT_TRUE(is_due(source, state, 1000));
  state = after_fetch(source, state, FetchOutcome::kChanged, 1000);
  EXPECT_EQ(state.interval, 600);
  EXPECT_FALSE(is_due(source, state, 1000 + 500));
  EXPECT_TRUE(is_due(source, state, 1000 + 600));
  for (int i = 0; i < 20; ++i) state = after_fetch(source, state, FetchOutcome::kChanged, 1000);
  EXPECT_EQ(state.interval, 300);
  state = after_fetch(source, state, FetchOutcome::kUnchanged, 1000);
  EXPECT_EQ(state.interval, 375);
  state = after_fetch(source, state, FetchOutcome::kFailed, 1000);
  state = after_fetch(source, state, FetchOutcome::kFailed, 1000);
  EXPECT_EQ(state.failures, 2);
  EXPECT_EQ(state.interval, 1200);
}

TEST(HttpPolicy, WaitsWithJitterUnlessTheServerSays) {
  EXPECT_EQ(retry_delay({1, 60}, 2, std::nullopt, 0.5), 2);
  EXPECT_EQ(retry_delay({1, 60}, 2, 7, 0.5), 7);
  EXPECT_EQ(host_delay(0.5, 1, 30, std::nullopt), 2.5);
  EXPECT_EQ(host_delay(0.01, 1, 30, std::nullopt), 1);
  EXPECT_EQ(host_delay(60, 1, 30, std::nullopt), 30);
  EXPECT_EQ(host_delay(0.5, 1, 30, 10), 10);
  EXPECT_TRUE(is_fresh_robots(0, 86399));
  EXPECT_FALSE(is_fresh_robots(0, 86400));
}

TEST(Address, KnowsWhatIsPublic) {
  for (const char* open : {"93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "[2a00:1450::1]", "64:ff9b::808:808"}) EXPECT_TRUE(is_public_address(open)) << open;
  for (const char* closed : {"127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
                             "fd00:ec2::254", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "2001:db8::1", "198.51.100.1", "name", ""}) {
    EXPECT_FALSE(is_public_address(closed)) << closed;
  }
}

TEST(RunLock, LetsOneRunIn) {
  const std::string folder = testing::TempDir() + "lock_test_" + std::to_string(::getpid());
  const std::string path = folder + "/run.lock";
  {
    const auto held = RunLock::take(path);
    ASSERT_TRUE(held);
    const auto second = RunLock::take(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, base::ErrorKind::kBusy);
  }
  EXPECT_TRUE(RunLock::take(path));
  std::filesystem::remove_all(folder);
}

const std::string kStory = "The ministry said on Monday that it would lift the curbs on magnet shipments next month. Exporters welcomed the step. "
                           "Officials in both capitals have met four times since March to settle the terms, and traders expect more meetings.";

TEST(NearDuplicate, FindsCopiesAndTheirNews) {
  const std::string updated = kStory + " The ministry later denied the report.";
  EXPECT_EQ(simhash(kStory), simhash("  " + kStory));
  EXPECT_GT(resemblance(kStory, updated), 0.8);
  EXPECT_LT(resemblance(kStory, "Something else entirely happened in the wheat market today, said analysts."), 0.05);
  const auto fresh = new_passages(kStory, updated);
  ASSERT_EQ(fresh.size(), 1U);
  EXPECT_EQ(base::slice(updated, fresh[0]), "The ministry later denied the report.");
  EXPECT_TRUE(new_passages(kStory, kStory).empty());
}

TEST(Metrics, WritesPrometheusText) {
  const std::string text = to_prometheus({{"tw_pages_total", "Pages\nfetched", Metric::Type::kCounter, 3, {{"source", "a\"b\\"}}}, {"tw_time", "t", Metric::Type::kGauge, 0.5, {}}});
  EXPECT_EQ(text, "# HELP tw_pages_total Pages\\nfetched\n# TYPE tw_pages_total counter\ntw_pages_total{source=\"a\\\"b\\\\\"} 3\n# HELP tw_time t\n# TYPE tw_time gauge\ntw_time 0.5\n");
}

}  // namespace
}  // namespace tradewire::fetch
