// The formats of `extract`: every one holds the same mentions, and can be read by what it was made for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "cli/program.h"

namespace tradewire::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string kTwoDocuments =
    R"({"id":"a","published":"2024-12-03","text":"China banned exports of gallium to the United States on Tuesday."})" "\n"
    R"({"id":"b","published":"2025-04-10","text":"Nothing happened here."})" "\n"
    R"({"id":"c","published":"2025-04-10","text":"India imposed a 12 percent tariff on steel imports. Officials, the \"quoted\" kind, met nobody."})" "\n";

ProgramRun extract_as(const std::string& format, const std::string& input) {
  return run_program("extract --input jsonl --format " + format, input);
}

std::vector<std::string> types_in(const std::string& json) {
  const auto array = base::parse_json(json);
  std::vector<std::string> types;
  if (!array || array->array() == nullptr) return {"no array"};
  for (const base::JsonValue& mention : *array->array()) types.push_back(*mention.find("type")->string());
  return types;
}

TEST(ExtractFormat, JsonIsOneArrayOverAllDocuments) {
  EXPECT_THAT(types_in(extract_as("json", kTwoDocuments).out), testing::ElementsAre("export.restrict", "tariff.impose"));
}

TEST(ExtractFormat, JsonOfNothingIsAnEmptyArray) {
  EXPECT_THAT(types_in(extract_as("json", R"({"id":"b","text":"Nothing happened here."})" "\n").out), testing::IsEmpty());
}

TEST(ExtractFormat, CsvHasOneHeadAndOneLineAMention) {
  const std::string out = extract_as("csv", kTwoDocuments).out;
  EXPECT_EQ(count_lines(out), 3U);
  EXPECT_THAT(out, StartsWith("id,document,url,published,type,status,modality,polarity,actor,target,"));
  EXPECT_THAT(out, HasSubstr(",a,,2024-12-03,export.restrict,reported,actual,positive,China,"));
}

TEST(ExtractFormat, ATableWritesTheTriggerBetweenAsterisksAndNoColorIntoAPipe) {
  const std::string out = extract_as("table", kTwoDocuments).out;
  EXPECT_EQ(count_lines(out), 3U);
  EXPECT_THAT(out, HasSubstr("China *banned* exports"));
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
}

TEST(ExtractFormat, MarkdownHasAHeadARuleAndRows) {
  const std::string out = extract_as("md", kTwoDocuments).out;
  EXPECT_EQ(count_lines(out), 4U);
  EXPECT_THAT(out, HasSubstr("\n| --- | --- |"));
}

}  // namespace
}  // namespace tradewire::cli
