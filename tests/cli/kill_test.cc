// A run that is killed at any moment, and then run again, leaves the same store as an undisturbed one.
#include <chrono>
#include <csignal>
#include <random>
#include <set>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "cli/program.h"
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
  for (int round = 0; kills < kills_wanted(); ++round) {
    const Folder disturbed("round" + std::to_string(round));
    // From the very start to the length of a whole run on this machine.
    std::uniform_int_distribution<int> moment(0, static_cast<int>(took));
    for (int i = 0; i < 10 && !run_and_kill(disturbed.store(), moment(chance)); ++i) ++kills;
    const ProgramRun last = run_program("run -q --store " + disturbed.store() + " --sources " + kDemo + "/sources.yaml --replay " + kDemo + "/archive.warc");
    ASSERT_EQ(last.code, 0) << last.err;
    ASSERT_EQ(mention_ids(disturbed.store()), expected) << "after " << kills << " kills";
    if (round > 10 * kills_wanted()) FAIL() << "runs end before they can be killed";
  }
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
  EXPECT_EQ(run_program(command).code, 75);
  ::kill(first, SIGKILL);
  int status = 0;
  ::waitpid(first, &status, 0);
}

}  // namespace
}  // namespace tradewire::cli
