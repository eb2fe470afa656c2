// A run that is killed at any moment, and then run again, leaves the same store as an undisturbed one.
#include <chrono>
#include <csignal>
#include <random>
#include <set>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include "cli/program.h"
#include "fetch/archive_source.h"
#include "store/store.h"
#include "paths.h"

namespace tradewire::cli {
namespace {

const std::string kDemo = source_dir() + "/fixtures/demo";

class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("tradewire-kill-" + name + "-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_.string(); }
  std::string store() const { return (path_ / "tradewire.db").string(); }

 private:
  std::filesystem::path path_;
};

pid_t start_run(const std::string& store) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  const std::string sources = kDemo + "/sources.yaml";
  const std::string archive = kDemo + "/archive.warc";
  ::execl(program().c_str(), program().c_str(), "run", "--store", store.c_str(), "--sources", sources.c_str(), "--replay", archive.c_str(), nullptr);
  ::_exit(127);
}

// True when the run came to its end before it was killed.
bool run_and_kill(const std::string& store, int microseconds) {
  const pid_t child = start_run(store);
  ::usleep(static_cast<useconds_t>(microseconds));
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status);
}

std::multiset<std::string> mention_ids(const std::string& path) {
  std::multiset<std::string> ids;
  auto store = store::open_store(path);
  EXPECT_TRUE(store.ok()) << store.error().message();
  if (!store) return ids;
  const auto documents = (*store)->document_ids("", 1000);
  for (const std::string& document : *documents) {
    const auto mentions = (*store)->mentions(document);
    for (const auto& mention : *mentions) ids.insert(mention.id);
  }
  const auto faults = (*store)->check();
  EXPECT_TRUE(faults->empty());
  return ids;
}

int kills_wanted() {
  const char* wanted = std::getenv("TRADEWIRE_KILLS");
  return wanted == nullptr ? 50 : std::atoi(wanted);
}

TEST(Kill, LeavesTheSameStoreAsAnUndisturbedRun) {
  const Folder calm("calm");
  const auto start = std::chrono::steady_clock::now();
  ASSERT_EQ(run_program("run -q --store " + calm.store() + " --sources " + kDemo + "/sources.yaml --replay " + kDemo + "/archive.warc").code, 0);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
  const auto expected = mention_ids(calm.store());
  ASSERT_GT(expected.size(), 5U);

  std::mt19937 chance(20260101);
  int kills = 0;
  int rounds = 0;
  for (; kills < kills_wanted(); ++rounds) {
    const Folder disturbed("round" + std::to_string(rounds));
    // From the very start to the length of a whole run on this machine.
    std::uniform_int_distribution<int> moment(0, static_cast<int>(took));
    for (int i = 0; i < 10 && !run_and_kill(disturbed.store(), moment(chance)); ++i) ++kills;
    const ProgramRun last = run_program("run -q --store " + disturbed.store() + " --sources " + kDemo + "/sources.yaml --replay " + kDemo + "/archive.warc");
    ASSERT_EQ(last.code, 0) << last.err;
    ASSERT_EQ(mention_ids(disturbed.store()), expected) << "after " << kills << " kills";
    if (rounds > 10 * kills_wanted()) FAIL() << "runs end before they can be killed";
  }
  std::printf("%d kills in %d stores\n", kills, rounds);
}

// Serves the bundled pages and a feed that lists them, on loopback.
class Site {
 public:
  Site() {
    for (const auto& page : std::filesystem::directory_iterator(source_dir() + "/fixtures/pages")) slugs_.insert(page.path().filename().string());
    server_.Get("/feed.xml", [this](const httplib::Request&, httplib::Response& response) {
      std::string feed = "<rss version='2.0'><channel><title>Site</title>";
      for (const std::string& slug : slugs_) feed += "<item><title>x</title><link>" + url("/pages/" + slug) + "</link></item>";
      response.set_content(feed + "</channel></rss>", "application/rss+xml");
    });
    server_.Get(R"(/pages/([a-z0-9-]+))", [](const httplib::Request& request, httplib::Response& response) {
      const auto page = base::read_file(source_dir() + "/fixtures/pages/" + request.matches[1].str() + "/page.html");
      response.set_content(page ? *page : "", "text/html; charset=utf-8");
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
  std::size_t pages() const { return slugs_.size(); }

 private:
  std::set<std::string> slugs_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

// Over the network, with an archive that is written meanwhile.
TEST(Kill, LosesNothingOfTheNetworkAndLeavesAnArchiveThatReads) {
  const Site site;
  const Folder folder("network");
  const std::string sources = folder.path() + "/sources.yaml";
  ASSERT_TRUE(base::write_file(sources, "- {name: site, url: '" + site.url("/feed.xml") + "', max_links: 1000}\n"));
  const auto command = [&](const std::string& name) {
    return "run -q --retries 0 --host-delay 0 --allow-host 127.0.0.1 --sources " + sources + " --store " + folder.path() + "/" + name + ".db --archive " + folder.path() + "/" + name + ".archive";
  };
  const auto start = std::chrono::steady_clock::now();
  const ProgramRun undisturbed = run_program(command("calm"));
  ASSERT_LE(undisturbed.code, 1) << undisturbed.err;
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count();
  const auto expected = mention_ids(folder.path() + "/calm.db");
  ASSERT_GT(expected.size(), 5U);

  std::mt19937 chance(20260102);
  std::uniform_int_distribution<int> moment(0, static_cast<int>(took));
  for (int kills = 0; kills < 10; ++kills) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::execl("/bin/sh", "sh", "-c", ("exec " + program() + " " + command("disturbed") + " >/dev/null 2>&1").c_str(), nullptr);
      ::_exit(127);
    }
    ::usleep(static_cast<useconds_t>(moment(chance)));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
  }
  const ProgramRun last = run_program(command("disturbed"));
  ASSERT_LE(last.code, 1) << last.err;
  EXPECT_EQ(mention_ids(folder.path() + "/disturbed.db"), expected);
  const auto archive = fetch::ArchiveSource::open(folder.path() + "/disturbed.archive");
  ASSERT_TRUE(archive) << archive.error().message();
  EXPECT_EQ((*archive)->urls().size(), site.pages());
}

TEST(Lock, ASecondRunOnTheSameStoreExitsAtOnceWithItsOwnCode) {
  const Folder folder("lock");
  // A run that is held up by a reader who does not read.
  const std::string command = "run --store " + folder.store() + " --replay " + kDemo + "/archive.warc";
  const pid_t first = ::fork();
  if (first == 0) {
    const std::string hold = "flock " + folder.store() + ".lock sleep 3";
    ::execl("/bin/sh", "sh", "-c", hold.c_str(), nullptr);
    ::_exit(127);
  }
  ::usleep(300000);
  const ProgramRun second = run_program(command);
  EXPECT_EQ(second.code, 75);
  EXPECT_EQ(count_lines(second.err), 1U);
  const ProgramRun quiet = run_program("-q " + command);
  EXPECT_EQ(quiet.code, 75);
  EXPECT_EQ(quiet.err, "") << "cron would mail it";
  ::kill(first, SIGKILL);
  int status = 0;
  ::waitpid(first, &status, 0);
}

}  // namespace
}  // namespace tradewire::cli
