// `run` as a process: many at once, and one that is asked to stop.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "cli/program.h"
#include "paths.h"

namespace tradewire::cli {
namespace {

// Accepts connections and says nothing, so that whoever asks is kept waiting.
class SilentServer {
 public:
  SilentServer() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listener_, 128), 0);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~SilentServer() {
    for (const int fd : held_) ::close(fd);
    ::close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/feed.xml"; }
  // Whether somebody comes within the time; he is kept waiting.
  bool is_asked(int milliseconds) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, milliseconds) <= 0) return false;
    held_.push_back(::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
    return true;
  }

 private:
  int listener_ = -1;
  int port_ = 0;
  std::vector<int> held_;
};

class RunProcess : public testing::Test {
 protected:
  RunProcess() {
    std::filesystem::create_directories(folder_);
    EXPECT_TRUE(base::write_file((folder_ / "sources.yaml").string(), "sources:\n  - name: silent\n    url: " + server_.url() + "\n"));
  }
  ~RunProcess() override { std::filesystem::remove_all(folder_); }

  pid_t start() const {
    const std::string store = (folder_ / "t.db").string();
    const std::string sources = (folder_ / "sources.yaml").string();
    const pid_t child = ::fork();
    if (child != 0) return child;
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::execl(program().c_str(), program().c_str(), "run", "--store", store.c_str(), "--sources", sources.c_str(), "--allow-host", "127.0.0.1", nullptr);
    ::_exit(127);
  }
  static int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  SilentServer server_;
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("tradewire-process-" + std::to_string(::getpid()));
};

TEST_F(RunProcess, OfAHundredOverlappingStartsOneRuns) {
  std::vector<pid_t> children;
  for (int i = 0; i < 100; ++i) children.push_back(start());
  std::map<int, int> codes;
  // All but the one that waits for the server end by themselves.
  for (int i = 0; i < 99; ++i) {
    int status = 0;
    const pid_t ended = ::waitpid(-1, &status, 0);
    ++codes[WIFEXITED(status) ? WEXITSTATUS(status) : -1];
    children.erase(std::find(children.begin(), children.end(), ended));
  }
  EXPECT_EQ(codes[75], 99);
  ASSERT_EQ(children.size(), 1U);
  EXPECT_TRUE(server_.is_asked(30000)) << "the one that runs";
  ::kill(children[0], SIGTERM);
  wait_for(children[0]);
}

TEST_F(RunProcess, EndsWithinASecondWhenAskedTo) {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    const pid_t child = start();
    ASSERT_TRUE(server_.is_asked(60000));
    const auto asked = std::chrono::steady_clock::now();
    ::kill(child, signal);
    EXPECT_GE(wait_for(child), 0) << "it ends by itself";
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
  }
}

TEST_F(RunProcess, EndsAFetchWithinASecondToo) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", ("exec " + program() + " fetch --store " + (folder_ / "t.db").string() + " --allow-host 127.0.0.1 " + server_.url() + " 2>" + (folder_ / "said").string()).c_str(), nullptr);
    ::_exit(127);
  }
  ASSERT_TRUE(server_.is_asked(60000));
  const auto asked = std::chrono::steady_clock::now();
  ::kill(child, SIGTERM);
  EXPECT_EQ(wait_for(child), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
  EXPECT_EQ(*base::read_file((folder_ / "said").string()), "tradewire: 0 addresses, 0 documents, 0 failed; stopped before the end\n");
}

TEST_F(RunProcess, LeavesNoLockBehindWhenItIsKilled) {
  const pid_t child = start();
  ASSERT_TRUE(server_.is_asked(60000));
  ::kill(child, SIGKILL);
  wait_for(child);
  const ProgramRun run = run_program("run -q --store " + (folder_ / "t.db").string() + " --replay " + source_dir() + "/fixtures/demo/archive.warc --sources " +
                                     source_dir() + "/fixtures/demo/sources.yaml");
  EXPECT_EQ(run.code, 0) << run.err;
}

}  // namespace
}  // namespace tradewire::cli
