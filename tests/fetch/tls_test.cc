// TLS and HTTP/2 against nghttpd (nghttp2-server), with certificates that openssl makes for the test.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "fetch/http_message.h"
#include "fetch/http_source.h"

namespace tradewire::fetch {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(fd, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(fd);
  return ntohs(address.sin_port);
}

bool answers(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  const bool yes = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return yes;
}

// A server of one page over TLS and HTTP/2 with a certificate of its own for `name`.
class TlsServer {
 public:
  explicit TlsServer(const std::string& name) : folder_(std::filesystem::temp_directory_path() / ("tradewire-tls-" + std::to_string(::getpid()) + "-" + name)) {
    std::filesystem::create_directories(folder_ / "pages");
    (void)base::write_file((folder_ / "pages/page.html").string(), "<p>over HTTP/2</p>");
    const std::string command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + name + " -addext subjectAltName=DNS:" + name +
                                " -keyout " + key() + " -out " + certificate() + " >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0) return;
    port_ = free_port();
    child_ = ::fork();
    if (child_ == 0) {
      const int nowhere = ::open("/dev/null", O_RDWR);
      ::dup2(nowhere, STDOUT_FILENO);
      ::dup2(nowhere, STDERR_FILENO);
      ::execlp("nghttpd", "nghttpd", "-a", "127.0.0.1", "-d", (folder_ / "pages").c_str(), std::to_string(port_).c_str(), key().c_str(), certificate().c_str(), nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 200 && !ready_; ++i) {
      if (::waitpid(child_, nullptr, WNOHANG) == child_) {
        child_ = -1;
        return;
      }
      ready_ = answers(port_);
      if (!ready_) std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
  }
  ~TlsServer() {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    std::filesystem::remove_all(folder_);
  }

  bool ready() const { return ready_; }
  std::string key() const { return (folder_ / "key.pem").string(); }
  std::string certificate() const { return (folder_ / "certificate.pem").string(); }
  std::string url(const std::string& host) const { return "https://" + host + ":" + std::to_string(port_) + "/page.html"; }

 private:
  std::filesystem::path folder_;
  int port_ = 0;
  pid_t child_ = -1;
  bool ready_ = false;
};

struct Fetched {
  base::Result<Page> page = base::Error{"never called", "", ""};
  std::string headers;
};

Fetched get(const std::string& url, const std::string& ca_file) {
  Fetched fetched;
  HttpOptions options;
  options.allowed_hosts = {"localhost"};
  options.min_host_delay = options.max_host_delay = 0;
  options.max_retries = 0;
  options.total_timeout = 5;
  options.ca_file = ca_file;
  options.record = [&](const Exchange& exchange) { fetched.headers = exchange.headers; };
  auto source = HttpSource::open(options);
  EXPECT_TRUE(source) << source.error().message();
  if (source) (*source)->fetch({{url, "", "", {}}}, [&](const PageRequest&, base::Result<Page> page) { fetched.page = std::move(page); }, {});
  return fetched;
}

// What the tests need is in scripts/packages.txt; elsewhere they are told as skipped.
#define NEED(server) \
  if (!(server).ready()) GTEST_SKIP() << "needs openssl and nghttpd (nghttp2-server)"

TEST(Tls, SpeaksHttp2WithAServerWhoseAuthorityIsGiven) {
  const TlsServer server("localhost");
  NEED(server);
  const Fetched fetched = get(server.url("localhost"), server.certificate());
  ASSERT_TRUE(fetched.page) << fetched.page.error().message();
  EXPECT_EQ(fetched.page->status, 200);
  EXPECT_EQ(fetched.page->body, "<p>over HTTP/2</p>");
  EXPECT_TRUE(fetched.headers.starts_with("HTTP/2")) << fetched.headers;
}

TEST(Tls, RefusesAnAuthorityThatNobodyKnows) {
  const TlsServer server("localhost");
  NEED(server);
  const Fetched fetched = get(server.url("localhost"), "");
  ASSERT_FALSE(fetched.page);
  EXPECT_EQ(fetched.page.error().kind, base::ErrorKind::kNetwork);
}

TEST(Tls, RefusesACertificateForAnotherName) {
  const TlsServer server("elsewhere.example");
  NEED(server);
  const Fetched fetched = get(server.url("localhost"), server.certificate());
  ASSERT_FALSE(fetched.page);
  EXPECT_NE(fetched.page.error().message().find("name"), std::string::npos) << fetched.page.error().message();
}

TEST(Tls, NamesACaFileThatIsNotThere) {
  HttpOptions options;
  options.ca_file = "/nowhere/ca.pem";
  const auto source = HttpSource::open(options);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().where, "/nowhere/ca.pem");
}

}  // namespace
}  // namespace tradewire::fetch
