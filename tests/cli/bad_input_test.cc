// Bad input gives one clear line on standard error and the documented exit code, and the rest of the run goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "paths.h"

namespace tradewire::cli {
namespace {

using testing::HasSubstr;

const std::string kGood = R"({"id":"a","published":"2024-12-03","text":"China banned exports of gallium to the United States on Tuesday."})" "\n";

TEST(BadInput, AMissingFileIsNamedAndTheOthersAreRead) {
  const ProgramRun run = run_program("extract --input jsonl /no/such/file -", kGood);
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(count_lines(run.err), 1U);
  EXPECT_THAT(run.err, HasSubstr("/no/such/file"));
  EXPECT_THAT(run.out, HasSubstr("export.restrict"));
}

TEST(BadInput, ABrokenJsonLineIsNamedByItsNumberAndTheOthersAreRead) {
  const ProgramRun run = run_program("extract --input jsonl", kGood + "{\"id\": broken\n" + kGood);
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(count_lines(run.err), 1U);
  EXPECT_THAT(run.err, HasSubstr("standard input:2"));
  EXPECT_EQ(count_lines(run.out), 2U);
}

TEST(BadInput, ALineWithoutTextSaysWhatADocumentIs) {
  const ProgramRun run = run_program("extract --input jsonl", "{\"id\": \"x\"}\n");
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.err, HasSubstr("without \"text\""));
}

TEST(BadInput, AMisusedCommandLineIsOneLineThatSaysHowToMendIt) {
  for (const std::string& arguments : std::vector<std::string>{"", "extract --no-such-option", "show", "extract --format xml", "run --config " + source_dir() + "/fixtures/demo/sources.yaml"}) {
    const ProgramRun run = run_program(arguments);
    EXPECT_EQ(run.code, 2) << arguments;
    EXPECT_EQ(count_lines(run.err), 1U) << run.err;
    EXPECT_THAT(run.err, testing::StartsWith("tradewire: ")) << arguments;
    EXPECT_THAT(run.err, testing::HasSubstr("--")) << arguments;
  }
}

TEST(BadInput, BinaryRubbishIsRefused) {
  std::string rubbish;
  for (int i = 0; i < 5000; ++i) rubbish += static_cast<char>(i * 7919 % 256);
  const ProgramRun run = run_program("extract", rubbish);
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(count_lines(run.err), 1U);
}

TEST(BadInput, AnEmptyInputIsRefused) {
  for (const char* command : {"extract", "article", "extract --input html"}) {
    const ProgramRun run = run_program(command, "");
    EXPECT_EQ(run.code, 1) << command;
    EXPECT_EQ(count_lines(run.err), 1U) << command << ": " << run.err;
  }
}

TEST(BadInput, AFolderIsNoFile) {
  const ProgramRun run = run_program("extract /tmp");
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.err, HasSubstr("is a folder"));
}

TEST(BadInput, UnknownOptionsAndCommandsAreUsageErrors) {
  EXPECT_EQ(run_program("extract --no-such-option").code, 2);
  EXPECT_EQ(run_program("no-such-command").code, 2);
  EXPECT_EQ(run_program("").code, 2);
  EXPECT_EQ(run_program("--help").code, 0);
}

TEST(BadInput, AStoreThatCannotBeWrittenIsNamed) {
  const ProgramRun run = run_program("run --store /proc/tradewire.db --replay " + source_dir() + "/fixtures/demo/archive.warc");
  EXPECT_EQ(run.code, 3);
  EXPECT_THAT(run.err, HasSubstr("/proc/tradewire.db"));
}

TEST(BadInput, AClosedPipeIsSuccess) {
  std::string many;
  for (int i = 0; i < 2000; ++i) many += kGood;
  const std::string input = testing::TempDir() + "many-" + std::to_string(::getpid()) + ".jsonl";
  const std::string code = testing::TempDir() + "closed-pipe-code-" + std::to_string(::getpid());
  ASSERT_TRUE(base::write_file(input, many).ok());
  run_program("extract --input jsonl " + input + "; echo $? >" + code + "; } | head -1; { true");
  EXPECT_EQ(*base::read_file(code), "0\n");
  std::filesystem::remove(input);
  std::filesystem::remove(code);
}

TEST(Extract, StreamsEachDocumentAsItComes) {
  const ProgramRun run = run_program("extract --input jsonl --threads 4", kGood + kGood + kGood);
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(count_lines(run.out), 3U);
}

}  // namespace
}  // namespace tradewire::cli
