#include "store/engine.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

namespace tradewire::store {
namespace {

std::string server() {
  const char* url = std::getenv("TRADEWIRE_TEST_POSTGRES");
  return url == nullptr ? "" : url;
}

}  // namespace

bool on_postgres() { return !server().empty(); }

std::string empty_place() {
  if (!on_postgres()) return ":memory:";
  static int count = 0;
  const std::string schema = "t" + std::to_string(getpid()) + "_" + std::to_string(++count);
  const std::string command = "psql -q -d '" + server() + "' -c 'CREATE SCHEMA " + schema + "'";
  if (std::system(command.c_str()) != 0) std::abort();
  return server() + "?options=-csearch_path%3D" + schema;
}

std::unique_ptr<Store> empty_store() {
  auto store = open_store(empty_place());
  if (!store) {
    std::cerr << store.error().message() << "\n";
    std::abort();
  }
  return std::move(*store);
}

TEST(Engine, IsTheOneThatTheTestsAreMeantFor) {
  EXPECT_EQ(empty_store()->info()->engine.substr(0, 6), on_postgres() ? "postgr" : "sqlite");
}

TEST(Engine, TellsAServerThatDoesNotAnswer) {
  const auto store = open_store("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2");
  ASSERT_FALSE(store.ok());
  EXPECT_EQ(store.error().kind, base::ErrorKind::kStore);
  EXPECT_NE(store.error().what.find("127.0.0.1"), std::string::npos) << store.error().what;
}

TEST(Engine, LetsTwoWriteInTurnAndSeesWhatTheOtherWrote) {
  if (!on_postgres()) GTEST_SKIP() << "a store in memory has one writer; for files see Store.WaitsForAnotherWriterAndThenSaysSo";
  const std::string place = empty_place();
  auto first = open_store(place);
  auto second = open_store(place);
  ASSERT_TRUE(first.ok() && second.ok());
  const auto add = [](Store& store, const std::string& id) {
    Document d;
    d.id = id;
    d.published = "2025-06-1" + id;
    d.sha256 = d.text = "China banned exports " + id;
    extract::Mention m;
    m.id = "m" + id;
    m.type = "export.restrict";
    m.evidence.text = d.text;
    extract::Filler actor;
    actor.text = actor.name = "China";
    actor.id = "country:CN";
    actor.kind = "country";
    actor.country = "CN";
    m.roles = {{extract::Role::kActor, actor}};
    m.document.id = id;
    m.document.published = d.published;
    return store.add_document(d, {m}, 1750000000).ok();
  };
  ASSERT_TRUE(add(**first, "1"));
  ASSERT_TRUE(add(**second, "2"));
  ASSERT_TRUE(add(**first, "3"));
  ASSERT_EQ((*first)->events({})->size(), 1U);
  EXPECT_EQ((*first)->events({})->front().mentions.size(), 3U);
}

}  // namespace tradewire::store
