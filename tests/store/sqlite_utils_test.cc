// What other tools see of a store: sqlite-utils lists its views, follows its foreign keys and reads its JSON.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "store/store.h"

namespace tradewire::store {
namespace {

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return text;
  char buffer[4096];
  for (std::size_t got = fread(buffer, 1, sizeof buffer, pipe); got > 0; got = fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, got);
  pclose(pipe);
  return text;
}

TEST(SqliteUtils, ReadsViewsForeignKeysAndJson) {
  if (output_of("command -v sqlite-utils").empty()) GTEST_SKIP() << "sqlite-utils (package sqlite-utils) is not installed";
  const std::string path = ::testing::TempDir() + "tradewire-utils-" + std::to_string(getpid()) + ".db";
  std::filesystem::remove(path);
  {
    auto store = open_store(path);
    ASSERT_TRUE(store.ok());
    Document d;
    d.id = "a";
    d.published = "2025-06-15";
    d.sha256 = "1";
    extract::Mention m;
    m.id = "m1";
    m.type = "export.restrict";
    m.evidence.text = "China banned exports.";
    extract::Filler actor;
    actor.text = actor.name = "China";
    actor.id = "country:CN";
    m.roles = {{extract::Role::kActor, actor}};
    m.document.id = d.id;
    m.document.published = d.published;
    ASSERT_TRUE((*store)->add_document(d, {m}, 1750000000).ok());
  }
  EXPECT_NE(output_of("sqlite-utils views " + path).find("readable_events"), std::string::npos);
  EXPECT_NE(output_of("sqlite-utils rows " + path + " readable_events").find("\"actors\": \"China\""), std::string::npos);
  EXPECT_NE(output_of("sqlite-utils schema " + path + " mentions").find("REFERENCES events"), std::string::npos);
  const std::string json = output_of("sqlite-utils query " + path + " 'select json_extract(json, \"$.roles[0].id\") as id from mention_json'");
  EXPECT_NE(json.find("country:CN"), std::string::npos) << json;
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace tradewire::store
