// What the program prints fits the schemas that are installed beside it.
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/program.h"
#include "cli/schema.h"
#include "paths.h"

namespace tradewire::cli {
namespace {

const std::string kSource = source_dir();

Schema read_schema(const std::string& name) {
  return Schema(*base::parse_json(*base::read_file(kSource + "/schemas/tradewire." + name + ".schema.json")));
}

std::vector<std::string> faults_of_lines(const Schema& schema, const std::string& lines) {
  std::vector<std::string> found;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) {
    const auto value = base::parse_json(line);
    if (!value) found.push_back(value.error().message());
    if (value) {
      for (const std::string& fault : schema.faults(*value)) found.push_back(fault);
    }
  }
  return found;
}

TEST(Schemas, EveryMentionOfTheFixturesFitsTheMentionSchema) {
  const ProgramRun run = run_program("extract " + kSource + "/fixtures/pages/*/page.html");
  EXPECT_GT(count_lines(run.out), 5U);
  EXPECT_THAT(faults_of_lines(read_schema("mention"), run.out), testing::IsEmpty());
}

TEST(Schemas, EveryArticleOfTheFixturesFitsTheArticleSchema) {
  const ProgramRun run = run_program("article " + kSource + "/fixtures/pages/*/page.html");
  EXPECT_GT(count_lines(run.out), 5U);
  EXPECT_THAT(faults_of_lines(read_schema("article"), run.out), testing::IsEmpty());
}

TEST(Schemas, AMentionWithAnUnknownWordDoesNotFit) {
  const auto value = base::parse_json(R"({"schema": "tradewire.mention/1", "status": "certain", "mood": "good"})");
  EXPECT_THAT(read_schema("mention").faults(*value),
              testing::IsSupersetOf({testing::HasSubstr("not in the enum"), testing::HasSubstr("unknown member mood"), testing::HasSubstr("lacks id")}));
}

}  // namespace
}  // namespace tradewire::cli
