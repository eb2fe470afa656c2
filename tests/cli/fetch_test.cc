// `tradewire fetch` as a user calls it. The network itself is tested in the fetch stage.
#include <filesystem>

#include <gtest/gtest.h>

#include "cli/program.h"

namespace tradewire::cli {
namespace {

// A folder for the store and the archive that goes with the test.
class Fetch : public testing::Test {
 protected:
  Fetch() { std::filesystem::create_directories(folder_); }
  ~Fetch() override { std::filesystem::remove_all(folder_); }
  ProgramRun fetch(const std::string& arguments) const {
    return run_program("fetch --retries 0 --store " + (folder_ / "t.db").string() + " " + arguments);
  }
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("tradewire-fetch-" + std::to_string(::getpid()));
};

TEST_F(Fetch, TakesTheAddressBehindAnAllowedHostAsAnAddress) {
  const ProgramRun run = fetch("--allow-host 127.0.0.1 http://127.0.0.1:1/page");
  EXPECT_EQ(run.code, 3);
  EXPECT_NE(run.err.find("http://127.0.0.1:1/page"), std::string::npos) << run.err;
  EXPECT_EQ(count_lines(run.err), 2U) << "what failed, and the summary: " << run.err;
}

TEST_F(Fetch, RefusesPrivateAddressesThatNobodyAllowed) {
  const ProgramRun run = fetch("http://127.0.0.1:1/page");
  EXPECT_EQ(run.code, 3);
  EXPECT_EQ(run.out, "");
  EXPECT_NE(run.err.find("refused"), std::string::npos) << run.err;
}

TEST_F(Fetch, TakesAPauseForAllHostsAndForOne) {
  EXPECT_EQ(fetch("--host-delay 0 --host-delay 127.0.0.1=0.5 --allow-host 127.0.0.1 http://127.0.0.1:1/page").code, 3);
  EXPECT_EQ(fetch("--host-delay 127.0.0.1=soon http://127.0.0.1:1/page").code, 2);
  EXPECT_EQ(fetch("--host-delay -1 http://127.0.0.1:1/page").code, 2);
}

TEST_F(Fetch, NamesASourcesFileThatIsNotThere) { EXPECT_EQ(fetch("--sources /nowhere/sources.yaml").code, 2); }

TEST_F(Fetch, KeepsNoArchiveWhenToldSo) {
  EXPECT_EQ(fetch("--no-archive --allow-host 127.0.0.1 http://127.0.0.1:1/page").code, 3);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "t.db.archive"));
}

}  // namespace
}  // namespace tradewire::cli
