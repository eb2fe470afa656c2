// `tradewire sources` against a site on loopback.
#include <filesystem>
#include <thread>

#include <gtest/gtest.h>
#include <httplib.h>
#include <sys/stat.h>

#include "cli/program.h"

namespace tradewire::cli {
namespace {

class Sources : public testing::Test {
 protected:
  Sources() {
    std::filesystem::create_directories(folder_);
    serve("/news.xml", "<rss version='2.0'><channel><title>n</title><item><link>http://h.example/1</link><pubDate>Wed, 11 Jun 2025 08:00:00 GMT</pubDate></item></channel></rss>", "application/rss+xml");
    serve("/more.atom", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/2'/></entry></feed>", "application/atom+xml");
    serve("/empty.xml", "<rss version='2.0'><channel/></rss>", "application/rss+xml");
    serve("/map.xml", "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://h.example/1</loc></url></urlset>", "application/xml");
    serve("/announces", "<link rel=alternate type='application/rss+xml' href=news.xml><link rel=alternate type='application/atom+xml' href=more.atom>", "text/html");
    serve("/links", "<a href='/rss-help'>what is a feed</a> <a href='http://other.example/rss.xml'>theirs</a> <a href='/more.atom'>feed</a> <a href='/news.xml'>RSS</a>", "text/html");
    serve("/rss-help", "<p>A feed is ...</p>", "text/html");
    serve("/nothing", "<p>no feeds here</p>", "text/html");
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Sources() override {
    server_.stop();
    thread_.join();
    std::filesystem::remove_all(folder_);
  }

  void serve(const std::string& path, const std::string& body, const char* type) {
    server_.Get(path, [body, type](const httplib::Request&, httplib::Response& response) { response.set_content(body, type); });
  }
  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  std::string file() const { return (folder_ / "sources.yaml").string(); }
  ProgramRun sources(const std::string& arguments) const {
    return run_program("sources --allow-host 127.0.0.1 --host-delay 0 --retries 0 --sources " + file() + " " + arguments);
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("tradewire-sources-" + std::to_string(::getpid()));
};

TEST_F(Sources, AddsTheFeedsThatAPageAnnounces) {
  EXPECT_EQ(sources("add " + url("/announces")).code, 0);
  EXPECT_EQ(count_lines(sources("list").out), 1U);
  std::filesystem::remove(file());
  const ProgramRun all = sources("add --all " + url("/announces"));
  EXPECT_EQ(count_lines(all.out), 2U) << all.err;
  EXPECT_NE(sources("list").out.find(url("/more.atom")), std::string::npos);
}

TEST_F(Sources, AddsTheFeedsThatAPageLinksToWhenItAnnouncesNone) {
  const ProgramRun added = sources("add --all " + url("/links"));
  EXPECT_EQ(added.code, 0) << added.err;
  EXPECT_EQ(count_lines(added.out), 2U) << added.out;
  EXPECT_LT(added.out.find("/more.atom"), added.out.find("/news.xml")) << "in the order of the page";
}

TEST_F(Sources, AddsAFeedOrASitemapAsSuch) {
  EXPECT_NE(sources("add " + url("/news.xml")).out.find(R"("kind":"feed")"), std::string::npos);
  EXPECT_NE(sources("add " + url("/map.xml")).out.find(R"("kind":"sitemap")"), std::string::npos);
  EXPECT_EQ(sources("add " + url("/news.xml")).code, 2) << "it is there already";
  EXPECT_EQ(count_lines(sources("list").out), 2U);
}

TEST_F(Sources, SaysWhatToDoWithAPageWithoutFeeds) {
  const ProgramRun run = sources("add " + url("/nothing"));
  EXPECT_NE(run.code, 0);
  EXPECT_NE(run.err.find("kind: section"), std::string::npos) << run.err;
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_F(Sources, ChecksEachAndNamesWhatIsWrong) {
  ASSERT_TRUE(base::write_file(file(), "- {name: good, url: '" + url("/news.xml") + "'}\n- {name: page, kind: page, url: '" + url("/nothing") + "'}\n"));
  const ProgramRun good = sources("check");
  EXPECT_EQ(good.code, 0) << good.out;
  EXPECT_NE(good.out.find(R"("entries":1,"newest":"2025-06-11T08:00:00Z")"), std::string::npos) << good.out;
  ASSERT_TRUE(base::write_file(file(), "- {name: a, url: '" + url("/gone") + "'}\n- {name: b, url: '" + url("/nothing") + "'}\n- {name: c, url: '" + url("/empty.xml") + "'}\n"));
  const ProgramRun bad = sources("check");
  EXPECT_EQ(bad.code, 1);
  EXPECT_EQ(count_lines(bad.out), 3U);
  for (const char* why : {"404", "not a feed", "nothing to follow"}) EXPECT_NE(bad.out.find(why), std::string::npos) << why << " in " << bad.out;
}

TEST_F(Sources, RefusesAFileOfHeadersThatOthersCanRead) {
  ASSERT_TRUE(base::write_file((folder_ / "secret.yaml").string(), "Authorization: Bearer hunter2\n"));
  ASSERT_TRUE(base::write_file(file(), "- {url: '" + url("/news.xml") + "', headers_file: secret.yaml}\n"));
  ::chmod((folder_ / "secret.yaml").c_str(), 0640);
  const ProgramRun refused = sources("check");
  EXPECT_EQ(refused.code, 2);
  EXPECT_NE(refused.err.find("chmod"), std::string::npos) << refused.err;
  EXPECT_EQ(refused.err.find("hunter2"), std::string::npos);
  ::chmod((folder_ / "secret.yaml").c_str(), 0600);
  EXPECT_EQ(sources("check").code, 0);
}

}  // namespace
}  // namespace tradewire::cli
