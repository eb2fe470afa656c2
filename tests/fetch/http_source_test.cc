#include "fetch/http_source.h"

#include <atomic>
#include <map>
#include <thread>

#include <gtest/gtest.h>
#include <httplib.h>

namespace tradewire::fetch {
namespace {

// A well-behaved server on 127.0.0.1 that lives as long as the test.
class HttpSourceTest : public testing::Test {
 protected:
  HttpSourceTest() {
    server_.Get("/page", [this](const httplib::Request& request, httplib::Response& response) {
      ++hits_;
      agent_ = request.get_header_value("User-Agent");
      response.set_header("ETag", "\"v1\"");
      if (request.get_header_value("If-None-Match") == "\"v1\"") {
        response.status = 304;
        return;
      }
      response.set_content("<p>page</p>", "text/html; charset=utf-8");
    });
    server_.Get("/moved", [](const httplib::Request&, httplib::Response& response) { response.set_redirect("/page"); });
    server_.Get("/loop", [](const httplib::Request&, httplib::Response& response) { response.set_redirect("/loop"); });
    server_.Get("/file", [](const httplib::Request&, httplib::Response& response) { response.set_redirect("file:///etc/passwd"); });
    server_.Get("/inside", [](const httplib::Request&, httplib::Response& response) { response.set_redirect("http://127.0.0.2:1/"); });
    server_.Get("/metadata", [](const httplib::Request&, httplib::Response& response) { response.set_redirect("http://[::ffff:169.254.169.254]/latest"); });
    server_.Get("/big", [](const httplib::Request&, httplib::Response& response) { response.set_content(std::string(200000, 'x'), "text/html"); });
    server_.Get("/busy", [this](const httplib::Request&, httplib::Response& response) {
      if (++busy_ < 3) {
        response.status = 503;
        response.set_header("Retry-After", "0");
      } else {
        response.set_content("at last", "text/plain");
      }
    });
    server_.Get("/throttle", [](const httplib::Request&, httplib::Response& response) {
      response.status = 429;
      response.set_header("Retry-After", "3600");
    });
    server_.Get("/gone", [this](const httplib::Request&, httplib::Response& response) {
      ++hits_;
      response.status = 404;
    });
    server_.Get("/secret/x", [](const httplib::Request&, httplib::Response& response) { response.set_content("no", "text/plain"); });
    server_.Get("/robots.txt", [this](const httplib::Request&, httplib::Response& response) {
      ++robots_;
      response.status = robots_status_;
      response.set_content("User-agent: *\nDisallow: /secret/\n", "text/plain");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~HttpSourceTest() override {
    server_.stop();
    thread_.join();
  }

  static HttpOptions options() {
    HttpOptions options;
    options.allowed_hosts = {"127.0.0.1"};
    options.min_host_delay = options.max_host_delay = 0;
    options.retry_delay = 0.01;
    options.total_timeout = 5;
    return options;
  }

  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }

  base::Result<Page> get(const std::string& address, HttpOptions with = options(), PageRequest request = {}) {
    auto source = HttpSource::open(std::move(with));
    EXPECT_TRUE(source);
    base::Result<Page> result = base::Error{"never called", "", ""};
    request.url = address;
    (*source)->fetch({request}, [&](const PageRequest&, base::Result<Page> page) { result = std::move(page); }, {});
    counters_ = (*source)->counters();
    return result;
  }

  httplib::Server server_;
  std::thread thread_;
  int port_ = 0;
  std::atomic<int> hits_ = 0;
  std::atomic<int> busy_ = 0;
  std::atomic<int> robots_ = 0;
  std::atomic<int> robots_status_ = 200;
  std::string agent_;
  HttpCounters counters_;
};

TEST_F(HttpSourceTest, FetchesAPageAndNamesItselfWithAContact) {
  const auto page = get(url("/page"));
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->body, "<p>page</p>");
  EXPECT_EQ(page->etag, "\"v1\"");
  EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
  EXPECT_NE(agent_.find("tradewire/"), std::string::npos);
  EXPECT_NE(agent_.find("+http"), std::string::npos);
}

TEST_F(HttpSourceTest, AsksConditionally) {
  const auto page = get(url("/page"), options(), {"", "\"v1\"", "", {}});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 304);
  EXPECT_TRUE(page->body.empty());
}

TEST_F(HttpSourceTest, FollowsRedirectsUpToTheLimit) {
  const auto page = get(url("/moved"));
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->url, url("/moved"));
  EXPECT_EQ(page->final_url, url("/page"));
  EXPECT_EQ(get(url("/loop")).error().what, "more than 5 redirects");
}

TEST_F(HttpSourceTest, RefusesRedirectsToOtherSchemesAndPrivateAddresses) {
  EXPECT_NE(get(url("/file")).error().what.find("not an http or https address"), std::string::npos);
  EXPECT_NE(get(url("/inside")).error().what.find("private"), std::string::npos);
  EXPECT_NE(get(url("/metadata")).error().what.find("private"), std::string::npos);
}

TEST_F(HttpSourceTest, RefusesLoopbackInAnySpellingUnlessAllowedByName) {
  HttpOptions strict = options();
  strict.allowed_hosts.clear();
  const std::string port = ":" + std::to_string(port_);
  for (const char* host : {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.0.0.1.", "foo.localhost"}) {
    const auto page = get("http://" + std::string(host) + port + "/page", strict);
    ASSERT_FALSE(page) << host;
    EXPECT_NE(page.error().what.find("private"), std::string::npos) << host << ": " << page.error().what;
  }
  EXPECT_EQ(hits_, 0);
}

// A name that answers with a public address when it is looked at and with a private one when it is connected to: what counts
// is the address of the connection.
TEST_F(HttpSourceTest, RefusesANameThatLeadsInside) {
  HttpOptions strict = options();
  strict.allowed_hosts = {"other.example"};
  const std::string port = std::to_string(port_);
  for (const char* inside : {"127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254", "[::ffff:127.0.0.1]", "[fd00:ec2::254]", "100.64.0.1", "[64:ff9b::7f00:1]"}) {
    strict.resolve = {"rebound.example:" + port + ":" + inside};
    const auto page = get("http://rebound.example:" + port + "/page", strict);
    ASSERT_FALSE(page) << inside;
    EXPECT_NE(page.error().what.find("private"), std::string::npos) << inside << ": " << page.error().what;
  }
  strict.resolve = {"other.example:" + port + ":127.0.0.1"};
  EXPECT_TRUE(get("http://other.example:" + port + "/page", strict)) << "the user allowed this one by name";
  EXPECT_EQ(hits_, 1);
}

// A server that sends another ETag with each answer, in every form, is taken at its word and never asked twice in a run.
TEST_F(HttpSourceTest, WeathersAStormOfETags) {
  for (const char* tag : {"W/\"x\"", "unquoted", "\"", "\"a\", \"b\"", "*", "\"\xFF\xFE\""}) {
    server_.Get("/storm", [&](const httplib::Request&, httplib::Response& response) {
      response.set_header("ETag", tag);
      response.set_content("x", "text/html");
    });
    const auto first = get(url("/storm"));
    ASSERT_TRUE(first) << tag;
    const auto second = get(url("/storm"), options(), {"", first->etag, first->last_modified, {}});
    ASSERT_TRUE(second) << tag;
    EXPECT_EQ(second->status, 200);
  }
  const auto evil = get(url("/page"), options(), {"", "\"a\"\r\nX-Evil: 1", "", {}});
  EXPECT_TRUE(evil) << "a line end in what a server gave cannot make a header of its own";
}

TEST_F(HttpSourceTest, StopsAtTheBodyLimit) {
  HttpOptions small = options();
  small.max_body_bytes = 100000;
  const auto page = get(url("/big"), small);
  EXPECT_EQ(page.error().kind, base::ErrorKind::kLimit);
  EXPECT_TRUE(get(url("/big")));
}

TEST_F(HttpSourceTest, TriesTransientFaultsAgain) {
  const auto page = get(url("/busy"));
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->body, "at last");
  EXPECT_EQ(counters_.retries, 2U);
}

TEST_F(HttpSourceTest, DoesNotWaitForALongRetryAfterButTellsIt) {
  const auto page = get(url("/throttle"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 429);
  EXPECT_EQ(page->retry_after, 3600);
}

TEST_F(HttpSourceTest, RepeatsWhatMayPassAndNothingElse) {
  std::atomic<int> status = 0, asked = 0;
  server_.Get("/status", [&](const httplib::Request&, httplib::Response& response) {
    ++asked;
    response.status = status;
  });
  for (const int passing : {408, 425, 429, 500, 502, 503, 504}) {
    status = passing;
    asked = 0;
    EXPECT_EQ(get(url("/status"))->status, passing);
    EXPECT_EQ(asked, 3) << passing;
  }
  for (const int lasting : {400, 401, 402, 403, 404, 405, 406, 410, 418, 421, 426, 451, 501, 505, 507, 511}) {
    status = lasting;
    asked = 0;
    EXPECT_EQ(get(url("/status"))->status, lasting);
    EXPECT_EQ(asked, 1) << lasting;
  }
}

TEST_F(HttpSourceTest, DoesNotRepeatADefiniteAnswer) {
  EXPECT_EQ(get(url("/gone"))->status, 404);
  EXPECT_EQ(hits_, 1);
}

TEST_F(HttpSourceTest, ObeysRobotsAndAsksForItOnce) {
  const auto barred = get(url("/secret/x"));
  ASSERT_FALSE(barred);
  EXPECT_EQ(barred.error().what, "barred by robots.txt: Disallow: /secret/");
  EXPECT_EQ(robots_, 1);
}

TEST_F(HttpSourceTest, TakesARobotsServerErrorForABarAndAClientErrorForNone) {
  robots_status_ = 500;
  EXPECT_FALSE(get(url("/page")));
  robots_status_ = 404;
  EXPECT_TRUE(get(url("/page")));
}

TEST_F(HttpSourceTest, TellsAHostThatIsNotThere) {
  HttpOptions with = options();
  with.allowed_hosts.push_back("127.0.0.9");
  const auto page = get("http://127.0.0.9:9/", with);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, base::ErrorKind::kNetwork);
}

TEST_F(HttpSourceTest, WaitsBetweenTwoRequestsToOneHost) {
  HttpOptions polite = options();
  polite.min_host_delay = polite.max_host_delay = 0.2;
  auto source = HttpSource::open(polite);
  const auto begin = std::chrono::steady_clock::now();
  int pages = 0;
  (*source)->fetch({{url("/page"), "", "", {}}, {url("/page"), "", "", {}}}, [&](const PageRequest&, base::Result<Page> page) { pages += page ? 1 : 0; }, {});
  EXPECT_EQ(pages, 2);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(400));
}

// Answers that come together with the wish to stop are not worked on any more.
TEST_F(HttpSourceTest, HandsOverNothingAfterItWasAskedToStop) {
  HttpOptions with = options();
  with.allowed_hosts.clear();
  std::vector<PageRequest> requests;
  for (int i = 1; i <= 20; ++i) {
    const std::string host = "stop" + std::to_string(i) + ".example";
    with.allowed_hosts.push_back(host);
    with.resolve.push_back(host + ":" + std::to_string(port_) + ":127.0.0.1");
    requests.push_back({"http://" + host + ":" + std::to_string(port_) + "/page", "", "", {}});
  }
  auto source = HttpSource::open(with);
  int pages = 0, stopped = 0;
  (*source)->fetch(requests, [&](const PageRequest&, base::Result<Page> page) { (page ? pages : stopped) += 1; }, [&] { return pages > 0; });
  EXPECT_EQ(pages, 1);
  EXPECT_EQ(stopped, 19);
}

TEST_F(HttpSourceTest, WaitsOnAHostAsLongAsItsOwnPauseSays) {
  HttpOptions polite = options();
  polite.min_host_delay = polite.max_host_delay = 60;
  polite.host_delays["127.0.0.1"] = 0;
  const auto begin = std::chrono::steady_clock::now();
  auto source = HttpSource::open(polite);
  int pages = 0;
  (*source)->fetch({{url("/page"), "", "", {}}, {url("/page"), "", "", {}}}, [&](const PageRequest&, base::Result<Page> page) { pages += page ? 1 : 0; }, {});
  EXPECT_EQ(pages, 2);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

// What is asked of a proxy is the whole address; addresses inside are refused before it is asked.
TEST_F(HttpSourceTest, AsksThroughAProxy) {
  HttpOptions with = options();
  with.allowed_hosts = {"127.0.0.1"};
  with.obey_robots = false;
  with.proxy = "http://127.0.0.1:" + std::to_string(port_);
  std::string target;
  server_.set_pre_routing_handler([&](const httplib::Request& request, httplib::Response& response) {
    target = request.target.empty() ? request.path : request.target;
    response.set_content("by proxy", "text/plain");
    return httplib::Server::HandlerResponse::Handled;
  });
  const auto page = get("http://site.example/page", with);
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(page->body, "by proxy");
  EXPECT_EQ(target, "http://site.example/page");
  target.clear();
  EXPECT_FALSE(get("http://10.0.0.1/page", with));
  EXPECT_EQ(target, "");
}

TEST_F(HttpSourceTest, StopsWhenAsked) {
  auto source = HttpSource::open(options());
  int stopped = 0;
  (*source)->fetch({{url("/page"), "", "", {}}}, [&](const PageRequest&, base::Result<Page> page) { stopped += !page && page.error().kind == base::ErrorKind::kBusy; }, [] { return true; });
  EXPECT_EQ(stopped, 1);
}

TEST_F(HttpSourceTest, NeverSendsASourcesHeadersToAnotherOrigin) {
  httplib::Server other;
  std::string seen = "unset";
  other.Get("/robots.txt", [](const httplib::Request&, httplib::Response& response) { response.status = 404; });
  other.Get("/end", [&](const httplib::Request& request, httplib::Response& response) {
    seen = request.get_header_value("Authorization");
    response.set_content("end", "text/plain");
  });
  const int port = other.bind_to_any_port("127.0.0.1");
  std::thread thread([&] { other.listen_after_bind(); });
  server_.Get("/away", [&](const httplib::Request&, httplib::Response& response) { response.set_redirect("http://127.0.0.1:" + std::to_string(port) + "/end"); });
  const auto page = get(url("/away"), options(), {"", "", "", {"Authorization: Bearer secret"}});
  other.stop();
  thread.join();
  ASSERT_TRUE(page) << page.error().message();
  EXPECT_EQ(seen, "");
}

TEST_F(HttpSourceTest, NeverLogsCredentials) {
  std::string log;
  HttpOptions with = options();
  with.log = [&](std::string_view line) { log += line; };
  const auto refused = get("http://user:hunter2@127.0.0.1:" + std::to_string(port_) + "/page", with);
  ASSERT_FALSE(refused);
  (void)get(url("/page"), with, {"", "", "", {"Authorization: Bearer hunter2"}});
  EXPECT_EQ((log + refused.error().message()).find("hunter2"), std::string::npos);
  EXPECT_NE(log.find("/page 200"), std::string::npos);
}

}  // namespace
}  // namespace tradewire::fetch
