// The client against servers that mean no good: raw sockets on loopback, each test bounded in time.
#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fetch/http_source.h"
#include "fetch/inflate.h"

namespace tradewire::fetch {
namespace {

// False when the other side is gone.
bool put(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Answers each connection with `answer`, after its request was read; robots.txt is never there.
class HostileServer {
 public:
  explicit HostileServer(std::function<void(int)> answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listener_, 16), 0);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~HostileServer() {
    stopping_ = true;
    thread_.join();
    ::close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
  bool stopping() const { return stopping_; }
  int connections() const { return connections_; }

 private:
  void serve() {
    while (!stopping_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int fd = ::accept(listener_, nullptr, nullptr);
      if (fd < 0) continue;
      std::string request(4096, '\0');
      request.resize(static_cast<std::size_t>(std::max<ssize_t>(::recv(fd, request.data(), request.size(), 0), 0)));
      if (request.starts_with("GET /robots.txt")) {
        put(fd, "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      } else {
        ++connections_;
        answer_(fd);
      }
      ::close(fd);
    }
  }

  std::function<void(int)> answer_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

HttpOptions options() {
  HttpOptions with;
  with.allowed_hosts = {"127.0.0.1"};
  with.min_host_delay = with.max_host_delay = 0;
  with.retry_delay = 0.01;
  with.total_timeout = 2;
  with.max_body_bytes = 1U << 20;
  return with;
}

base::Result<Page> get(const HostileServer& server, HttpOptions with = options()) {
  auto source = HttpSource::open(std::move(with));
  base::Result<Page> result = base::Error{"never called", "", ""};
  (*source)->fetch({{server.url(), "", "", {}}}, [&](const PageRequest&, base::Result<Page> page) { result = std::move(page); }, {});
  return result;
}

constexpr const char* kHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

TEST(HostileServer, DripsAndIsGivenUp) {
  std::atomic<bool> over = false;
  HostileServer server([&](int fd) {
    put(fd, std::string(kHead) + "\r\n");
    while (!over && put(fd, "x")) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  });
  const auto begin = std::chrono::steady_clock::now();
  HttpOptions with = options();
  with.low_speed_bytes = 1000;
  with.low_speed_seconds = 1;
  with.total_timeout = 8;
  const auto page = get(server, with);
  over = true;
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, base::ErrorKind::kNetwork);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(6));
  EXPECT_EQ(server.connections(), 1);
}

TEST(HostileServer, NeverAnswersAndIsGivenUp) {
  std::atomic<bool> over = false;
  HostileServer server([&](int) {
    while (!over) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  });
  const auto page = get(server);
  over = true;
  EXPECT_FALSE(page);
  EXPECT_EQ(server.connections(), 1);
}

TEST(HostileServer, SendsABodyWithoutEnd) {
  HostileServer server([](int fd) {
    put(fd, std::string(kHead) + "\r\n");
    const std::string block(65536, 'x');
    while (put(fd, block)) {
    }
  });
  EXPECT_EQ(get(server).error().kind, base::ErrorKind::kLimit);
}

TEST(HostileServer, SendsHeadersWithoutEnd) {
  HostileServer server([](int fd) {
    put(fd, kHead);
    while (put(fd, "X-More: " + std::string(1000, 'x') + "\r\n")) {
    }
  });
  const auto page = get(server);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, base::ErrorKind::kLimit);
}

TEST(HostileServer, SendsAGzipBombThatCountsInFull) {
  const std::string bomb = gzip(std::string(64U << 20, '\0'));
  ASSERT_LT(bomb.size() * 900, 64U << 20);
  HostileServer server([&](int fd) {
    put(fd, std::string(kHead) + "Content-Encoding: gzip\r\nContent-Length: " + std::to_string(bomb.size()) + "\r\n\r\n");
    put(fd, bomb);
  });
  EXPECT_EQ(get(server).error().kind, base::ErrorKind::kLimit);
}

TEST(HostileServer, BreaksItsChunks) {
  HostileServer server([](int fd) { put(fd, std::string(kHead) + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nx"); });
  EXPECT_EQ(get(server).error().kind, base::ErrorKind::kNetwork);
}

TEST(HostileServer, PromisesMoreThanItSends) {
  HostileServer server([](int fd) { put(fd, std::string(kHead) + "Content-Length: 100\r\n\r\nshort"); });
  EXPECT_EQ(get(server).error().kind, base::ErrorKind::kNetwork);
  EXPECT_EQ(server.connections(), 3);  // a fault of the connection is tried again
}

TEST(HostileServer, SendsMoreThanItPromised) {
  HostileServer server([](int fd) { put(fd, std::string(kHead) + "Content-Length: 5\r\nConnection: close\r\n\r\nhello and more"); });
  const auto page = get(server);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, "hello");
}

TEST(HostileServer, ResetsInEveryPhase) {
  for (const std::string& sent : {std::string(), std::string("HTTP/1."), std::string(kHead), std::string(kHead) + "Content-Length: 9\r\n\r\nabc"}) {
    HostileServer server([&](int fd) {
      put(fd, sent);
      const linger hard{1, 0};
      ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    });
    const auto page = get(server);
    ASSERT_FALSE(page) << sent;
    EXPECT_EQ(page.error().kind, base::ErrorKind::kNetwork);
  }
}

TEST(HostileServer, DripsItsHeaders) {
  std::atomic<bool> over = false;
  HostileServer server([&](int fd) {
    put(fd, kHead);
    while (!over && put(fd, "X")) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  });
  const auto begin = std::chrono::steady_clock::now();
  HttpOptions with = options();
  with.total_timeout = 1;
  with.max_retries = 0;
  const auto page = get(server, with);
  over = true;
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, base::ErrorKind::kNetwork);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(HostileServer, EndsInTheMiddleOfAChunk) {
  HostileServer server([](int fd) { put(fd, std::string(kHead) + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nffff\r\nx"); });
  EXPECT_EQ(get(server).error().kind, base::ErrorKind::kNetwork);
}

TEST(HostileServer, SendsChunksWithoutEnd) {
  HostileServer server([](int fd) {
    put(fd, std::string(kHead) + "Transfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "1000\r\n" + std::string(4096, 'x') + "\r\n";
    while (put(fd, chunk)) {
    }
  });
  EXPECT_EQ(get(server).error().kind, base::ErrorKind::kLimit);
}

TEST(HostileServer, SendsABombWithinABomb) {
  const std::string bomb = gzip(gzip(std::string(64U << 20, '\0')));
  HostileServer server([&](int fd) {
    put(fd, std::string(kHead) + "Content-Encoding: gzip, gzip\r\nContent-Length: " + std::to_string(bomb.size()) + "\r\n\r\n" + bomb);
  });
  const auto page = get(server);
  EXPECT_TRUE(!page || page->body.size() <= (1U << 20)) << "never more than the limit, whichever layer it counts at";
}

// What is plain is refused; of a stream that was cut before it was sent whole, the beginning is taken, as browsers do.
TEST(HostileServer, CallsWhatIsPlainCompressedOrCutsWhatIs) {
  const std::string whole = gzip(std::string(5000, 'a') + "end");
  const auto sent_as_gzip = [](const std::string& body) {
    HostileServer server([&](int fd) {
      put(fd, std::string(kHead) + "Content-Encoding: gzip\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
    });
    return get(server);
  };
  EXPECT_FALSE(sent_as_gzip("plain text"));
  const auto cut = sent_as_gzip(whole.substr(0, whole.size() / 2));
  EXPECT_TRUE(!cut || cut->body.find_first_not_of('a') == std::string::npos);
}

TEST(HostileServer, PromisesNonsense) {
  for (const char* field : {"Content-Length: -1", "Content-Length: 99999999999999999999", "Content-Length: 5\r\nContent-Length: 6", "Transfer-Encoding: chunked\r\nContent-Length: 3"}) {
    HostileServer server([&](int fd) { put(fd, std::string(kHead) + field + "\r\nConnection: close\r\n\r\nhello"); });
    const auto page = get(server);
    EXPECT_TRUE(!page || page->body.size() <= 5) << field;
  }
}

TEST(HostileServer, WritesZerosAndLineEndsIntoItsHeaders) {
  const std::string zero(1, '\0');
  HostileServer server([&](int fd) { put(fd, "HTTP/1.1 200 OK\r\nX: a" + zero + "b\r\nY: a\r\n folded\r\nContent-Length: 2\r\n\r\nok"); });
  const auto page = get(server);
  EXPECT_TRUE(!page || page->body == "ok");
}

TEST(HostileServer, LeavesAHostThatResetsToTheRestOfTheRun) {
  HostileServer bad([](int fd) {
    const linger hard{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  });
  HostileServer good([](int fd) { put(fd, std::string(kHead) + "Content-Length: 2\r\n\r\nok"); });
  auto source = HttpSource::open(options());
  int served = 0, failed = 0;
  (*source)->fetch({{bad.url(), "", "", {}}, {good.url(), "", "", {}}, {bad.url() + "2", "", "", {}}}, [&](const PageRequest&, base::Result<Page> page) { (page ? served : failed) += 1; }, {});
  EXPECT_EQ(served, 1);
  EXPECT_EQ(failed, 2);
}

// Whoever is asked for TLS: resets in the handshake, says nothing, answers without it.
TEST(HostileServer, BreaksTheTlsHandshake) {
  for (const std::string& sent : {std::string(), std::string("HTTP/1.1 400 Bad Request\r\n\r\n"), std::string("\x15\x03\x03\x00\x02\x02\x28", 7)}) {
    HostileServer server([&](int fd) {
      put(fd, sent);
      const linger hard{1, 0};
      ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    });
    HttpOptions with = options();
    with.obey_robots = false;
    auto source = HttpSource::open(with);
    base::Result<Page> page = base::Error{"never called", "", ""};
    (*source)->fetch({{"https" + server.url().substr(4), "", "", {}}}, [&](const PageRequest&, base::Result<Page> got) { page = std::move(got); }, {});
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, base::ErrorKind::kNetwork) << page.error().message();
  }
}

TEST(HostileServer, SpeaksNoHttp) {
  HostileServer server([](int fd) { put(fd, "SSH-2.0-OpenSSH\r\n"); });
  EXPECT_FALSE(get(server));
}

TEST(HostileServer, RedirectsAroundTheGuard) {
  for (const char* target : {"http://2130706434:1/", "http://0x7f.0.0.2/", "//127.0.0.3/", "http://[::1]/", "http://169.254.169.254/latest/", "gopher://h/", "http://localhost/", "data:text/html,x", "file:///etc/passwd", "FILE:/etc/passwd", "http://017700000002/", "http://0177.0.0.02/",
                             "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://127.2/", "http:/\\/127.0.0.2/", "http://%31%32%37.0.0.2/", "http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.2/", "ftp://127.0.0.1/", "ldap://127.0.0.1/"}) {
    HostileServer server([&](int fd) { put(fd, "HTTP/1.1 302 Found\r\nLocation: " + std::string(target) + "\r\nContent-Length: 0\r\n\r\n"); });
    const auto page = get(server);
    ASSERT_FALSE(page) << target;
    EXPECT_EQ(page.error().kind, base::ErrorKind::kInput) << target << " " << page.error().what;
  }
}

}  // namespace
}  // namespace tradewire::fetch
