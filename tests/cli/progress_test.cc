// The line that says how far a run is: on a terminal, and nowhere else.
#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "cli/program.h"

namespace tradewire::cli {
namespace {

class Progress : public testing::Test {
 protected:
  Progress() { std::filesystem::create_directories(folder_); }
  ~Progress() override { std::filesystem::remove_all(folder_); }

  std::string run(const std::string& more) const {
    const std::string demo = source_dir() + "/fixtures/demo";
    return program() + " run --store " + (folder_ / "t.db").string() + " --sources " + demo + "/sources.yaml --replay " + demo + "/archive.warc " + more;
  }

  // What the command writes to a terminal that is its standard error.
  static std::string on_terminal(const std::string& command) {
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
    ::grantpt(terminal);
    ::unlockpt(terminal);
    const std::string name = ::ptsname(terminal);
    const pid_t child = ::fork();
    if (child == 0) {
      const int end = ::open(name.c_str(), O_RDWR | O_NOCTTY);
      ::dup2(end, STDERR_FILENO);
      ::close(terminal);
      ::execl("/bin/sh", "sh", "-c", ("exec " + command + " >/dev/null").c_str(), nullptr);
      ::_exit(127);
    }
    std::string said;
    char bytes[4096];
    for (ssize_t count = 0; (count = ::read(terminal, bytes, sizeof bytes)) > 0;) said.append(bytes, static_cast<std::size_t>(count));
    ::waitpid(child, nullptr, 0);
    ::close(terminal);
    return said;
  }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("tradewire-progress-" + std::to_string(::getpid()));
};

TEST_F(Progress, IsALineOnATerminalThatTheSummaryTakesThePlaceOf) {
  ::setenv("TERM", "xterm", 1);
  const std::string said = on_terminal(run(""));
  EXPECT_NE(said.find("\r\x1b[K1 of "), std::string::npos) << said;
  const auto cleared = said.rfind("\r\x1b[K");
  ASSERT_NE(cleared, std::string::npos);
  EXPECT_EQ(said.substr(cleared + 4, 11), "tradewire: ") << "nothing is left in front of the summary";
  EXPECT_NE(said.find(" new mentions", cleared), std::string::npos);
}

TEST_F(Progress, IsNotShownOnADumbTerminalNorWhenQuiet) {
  ::setenv("TERM", "dumb", 1);
  EXPECT_EQ(on_terminal(run("")).find('\x1b'), std::string::npos);
  ::setenv("TERM", "xterm", 1);
  EXPECT_EQ(on_terminal(run("-q --all")), "");
}

TEST_F(Progress, WritesNoControlCharactersIntoAFile) {
  const ProgramRun done = run_program(run("").substr(program().size()));
  EXPECT_EQ(count_lines(done.err), 1U) << "the summary";
  for (const char c : done.err) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= ' ') << static_cast<int>(c);
}

}  // namespace
}  // namespace tradewire::cli
