// The commands over a store, as a user calls them: run, events, show, report, db. On SQLite, and with
// TRADEWIRE_TEST_POSTGRES (scripts/postgres-test sets it) on PostgreSQL; what they print must not depend on which.
#include <algorithm>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/json.h"
#include "cli/program.h"
#include "paths.h"
#include "store/store.h"

namespace tradewire::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string server() {
  const char* url = std::getenv("TRADEWIRE_TEST_POSTGRES");
  return url == nullptr ? "" : url;
}

class StoreCommands : public testing::Test {
 protected:
  StoreCommands() {
    std::filesystem::create_directories(folder_);
    store_ = place("first");
  }
  ~StoreCommands() override { std::filesystem::remove_all(folder_); }

  // Where a new, empty store can be opened.
  std::string place(const std::string& name) const {
    if (server().empty()) return (folder_ / (name + ".db")).string();
    const std::string schema = "cli" + base::sha256_hex(folder_.string() + name).substr(0, 16);
    EXPECT_EQ(std::system(("psql -q -d '" + server() + "' -c 'CREATE SCHEMA " + schema + "'").c_str()), 0);
    return server() + "?options=-csearch_path%3D" + schema;
  }
  ProgramRun call(const std::string& arguments) const { return call_on(store_, arguments); }
  static ProgramRun call_on(const std::string& store, const std::string& arguments) { return run_program("--store '" + store + "' " + arguments); }
  void run_demo() const {
    const std::string demo = source_dir() + "/fixtures/demo";
    const ProgramRun run = call("-q run --sources " + demo + "/sources.yaml --replay " + demo + "/archive.warc --archive " + (folder_ / "archive").string());
    ASSERT_EQ(run.code, 0) << run.err;
    ASSERT_GT(count_lines(run.out), 5U);
  }
  std::vector<base::JsonValue> lines(const std::string& arguments) const {
    const ProgramRun run = call(arguments);
    EXPECT_EQ(run.code, 0) << arguments << ": " << run.err;
    std::vector<base::JsonValue> values;
    for (std::size_t at = 0; at < run.out.size();) {
      const std::size_t end = run.out.find('\n', at);
      auto value = base::parse_json(run.out.substr(at, end - at));
      EXPECT_TRUE(value.ok()) << run.out.substr(at, end - at);
      if (value) values.push_back(std::move(*value));
      at = end + 1;
    }
    return values;
  }
  std::vector<std::string> ids() const {
    std::vector<std::string> found;
    for (const base::JsonValue& event : lines("events")) found.emplace_back(event.string_at("id"));
    return found;
  }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() /
                                  ("tradewire-commands-" + std::to_string(::getpid()) + testing::UnitTest::GetInstance()->current_test_info()->name());
  std::string store_;
};

TEST_F(StoreCommands, RunFillsAStoreThatTheOthersRead) {
  run_demo();
  const auto events = lines("events");
  ASSERT_GT(events.size(), 5U);
  EXPECT_EQ(events[0].string_at("schema"), "tradewire.event/1");
  EXPECT_EQ(count_lines(call("events --format csv").out), events.size() + 1);
  EXPECT_EQ(count_lines(call("events --format table").out), events.size() + 1);
  EXPECT_EQ(count_lines(call("events --format md").out), events.size() + 2);
  EXPECT_EQ(base::parse_json(call("events --format json").out)->array()->size(), events.size());
  EXPECT_THAT(call("events --format table").out, Not(HasSubstr("\x1b"))) << "no colours into a pipe";
  EXPECT_EQ(call("db check").code, 0);
  EXPECT_THAT(call("db check").out + call("db check").err, IsEmpty());
  const auto info = lines("db info");
  EXPECT_EQ(info[0].find("events")->integer()[0], static_cast<std::int64_t>(events.size()));
  EXPECT_THAT(std::string(info[0].string_at("engine")), HasSubstr(server().empty() ? "sqlite" : "postgresql"));
}

TEST_F(StoreCommands, EventsTakesEveryFilter) {
  run_demo();
  const std::size_t all = ids().size();
  const auto found = [&](const std::string& filter) { return lines("events " + filter).size(); };
  EXPECT_EQ(found("--type '*'"), all);
  EXPECT_GT(found("--type 'export.*'"), 0U);
  EXPECT_EQ(found("--family export"), found("--type 'export.*'"));
  EXPECT_GT(found("--entity CN"), 0U);
  EXPECT_GE(found("--entity CN"), found("--entity actor=CN"));
  EXPECT_EQ(found("--status denied,unconfirmed,confirmed,claimed,rumored,reported"), all);
  EXPECT_LT(found("--modality planned"), all);
  EXPECT_EQ(found("--seen-since 1990-01-01 --seen-until 2100-01-01"), all);
  EXPECT_EQ(found("--seen-since 2100-01-01"), 0U);
  EXPECT_EQ(found("--source nowhere.example"), 0U);
  EXPECT_GT(found("--text exports"), 0U);
  EXPECT_EQ(found("--text 'no such words anywhere'"), 0U);
  EXPECT_EQ(found("--limit 2"), 2U);
  for (const char* order : {"last-seen", "first-seen", "date", "changed", "type"}) EXPECT_EQ(found(std::string("--sort ") + order), all) << order;
  EXPECT_EQ(call("events --status maybe").code, 2);
}

TEST_F(StoreCommands, ShowTellsEvidenceHistoryLinksAndRule) {
  run_demo();
  const std::string id = ids()[0];
  const std::string text = call("show " + id).out;
  EXPECT_THAT(text, AllOf(HasSubstr("id           " + id), HasSubstr("history\n"), HasSubstr("evidence\n"), HasSubstr("*"), HasSubstr("#")));
  EXPECT_EQ(call("show " + id.substr(0, 8)).out, text) << "a beginning is enough";
  const auto parts = lines("show " + id + " --format jsonl");
  ASSERT_GE(parts.size(), 2U);
  EXPECT_EQ(parts[0].string_at("schema"), "tradewire.event/1");
  EXPECT_EQ(parts[1].string_at("schema"), "tradewire.mention/1");
  const ProgramRun none = call("show nothing-of-that-name");
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, HasSubstr("no such event"));
}

TEST_F(StoreCommands, ReportIsAPageAFeedOrAMail) {
  run_demo();
  const auto events = ids();
  const std::string page = call("report").out;
  const auto holds = [&](const std::string& text) { return page.find(text) != std::string::npos; };
  EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
  for (const std::string& id : events) EXPECT_TRUE(holds(id)) << id;
  EXPECT_FALSE(holds("src=\"http")) << "it asks nobody for anything";
  ASSERT_TRUE(base::write_file(file("feed.xml"), call("report --format atom --feed-url https://feeds.example/events").out).ok());
  const ProgramRun feed = run_program("inspect feed " + file("feed.xml"));
  EXPECT_EQ(feed.code, 0) << feed.err;
  EXPECT_EQ(count_lines(feed.out), events.size());
  EXPECT_EQ(call("report --format atom --feed-url https://feeds.example/events").out, *base::read_file(file("feed.xml"))) << "ids and times are stable";
  EXPECT_EQ(call("report --format md").out.substr(0, 2), "# ");
}

TEST_F(StoreCommands, ChangedSinceIsAFeedOfWhatIsNewAndWhatTurned) {
  run_demo();
  const auto changes = lines("events --changed-since 2000-01-01");
  ASSERT_GE(changes.size(), ids().size());
  EXPECT_EQ(changes[0].string_at("schema"), "tradewire.change/1");
  EXPECT_THAT(std::string(changes[0].string_at("what")), testing::AnyOf("new", "status", "modality", "merged"));
  EXPECT_THAT(lines("events --changed-since 2100-01-01"), IsEmpty());
  EXPECT_LT(lines("events --changed-since 2000-01-01 --family export").size(), changes.size());
  EXPECT_EQ(call("events --changed-since someday").code, 2);
}

TEST_F(StoreCommands, DecisionsSurviveReextraction) {
  run_demo();
  const auto before = ids();
  ASSERT_GE(before.size(), 4U);
  EXPECT_EQ(call("events merge " + before[0] + " " + before[1]).code, 0);
  EXPECT_EQ(call("events reject " + before[2]).code, 0);
  EXPECT_EQ(call("events pin " + before[3]).code, 0);
  std::string merged = lines("show " + before[0] + " --format jsonl")[0].string_at("id") == before[0] ? before[0] : before[1];
  const auto after = ids();
  EXPECT_EQ(after.size(), before.size() - 2) << "one was merged away, one rejected";
  const std::string decided = call("events").out;

  const ProgramRun anew = call("db reextract --anew");
  EXPECT_EQ(anew.code, 0) << anew.err;
  EXPECT_THAT(anew.out, IsEmpty()) << "nothing changes";
  EXPECT_EQ(call("events").out, decided);

  // Split again what was merged: that holds too.
  const auto parts = lines("show " + merged + " --format jsonl");
  ASSERT_GE(parts.size(), 3U);
  EXPECT_EQ(call("events split " + merged + " " + std::string(parts.back().string_at("id"))).code, 0);
  EXPECT_EQ(ids().size(), before.size() - 1);
  EXPECT_EQ(call("db reextract --anew").code, 0);
  EXPECT_EQ(ids().size(), before.size() - 1);
  EXPECT_EQ(call("events reject --undo " + before[2]).code, 0);
  EXPECT_EQ(ids().size(), before.size());
  EXPECT_EQ(call("db check").code, 0);
}

TEST_F(StoreCommands, ExportComesBackToTheSameByteByByte) {
  run_demo();
  EXPECT_EQ(call("db export " + file("out.jsonl")).code, 0);
  const std::string copy = place("second");
  EXPECT_EQ(call_on(copy, "-q db import " + file("out.jsonl")).code, 0);
  EXPECT_EQ(call_on(copy, "db export").out, *base::read_file(file("out.jsonl")));
  EXPECT_EQ(call_on(copy, "events").out, call("events").out);
  EXPECT_EQ(call_on(copy, "db check").code, 0);
  const std::string sqlite = file("third.db");  // whichever the first one is
  EXPECT_EQ(call_on(sqlite, "-q db import " + file("out.jsonl")).code, 0);
  EXPECT_EQ(call_on(sqlite, "db export").out, *base::read_file(file("out.jsonl")));
  EXPECT_EQ(call_on(sqlite, "events").out, call("events").out);
  const ProgramRun again = call_on(copy, "db import " + file("out.jsonl"));
  EXPECT_EQ(again.code, 2);
  EXPECT_THAT(again.err, HasSubstr("not empty"));
}

// Enough documents that a process can be stopped between two of them; as if rules of old had found nothing in them.
void fill(const std::string& where, int count) {
  auto store = store::open_store(where);
  ASSERT_TRUE(store.ok()) << store.error().message();
  std::vector<store::Incoming> documents;
  for (int i = 0; i < count; ++i) {
    store::Incoming one;
    one.document.id = "document" + std::to_string(1000000 + i);
    one.document.site = "news.example";
    one.document.published = "2025-04-" + std::to_string(10 + i % 20);
    one.document.language = "en";
    one.document.text = "India imposed a tariff of " + std::to_string(10 + i % 7) + " percent on steel from Vietnam. China said on Monday that it had banned exports of gallium.";
    one.document.sha256 = base::sha256_hex(one.document.id);
    documents.push_back(std::move(one));
  }
  ASSERT_TRUE((*store)->add_documents(documents, 1750000000).ok());
}

// Waits until the call has noted how far it came, or has ended. REQUIRES: the store is open in another process.
bool has_begun(const std::string& where) {
  const auto store = store::open_store(where, {.read_only = true});
  const auto note = store.ok() ? (*store)->note("reextract") : base::Result<std::string>(std::string());
  return note.ok() && !note->empty();
}

int reextract_and_stop(const std::string& where, int signal, const std::string& errors) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
    ::dup2(::open(errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
    ::execl(program().c_str(), program().c_str(), "--store", where.c_str(), "--threads", "1", "db", "reextract", nullptr);
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0 && !has_begun(where)) ::usleep(2000);
  ::kill(child, signal);
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

class Interrupted : public StoreCommands, public testing::WithParamInterface<int> {};

TEST_P(Interrupted, ReextractionGoesOnWhereItWasAndComesToTheSame) {
  constexpr int kDocuments = 500;
  const std::string calm = place("calm");
  fill(calm, kDocuments);
  fill(store_, kDocuments);
  ASSERT_EQ(call_on(calm, "-q db reextract").code, 0);
  const int ended = reextract_and_stop(store_, GetParam(), file("err"));
  if (ended == 0) GTEST_SKIP() << "it was done before it could be stopped";
  EXPECT_EQ(ended, GetParam() == SIGKILL ? -SIGKILL : 1);
  if (GetParam() == SIGTERM) {
    EXPECT_THAT(*base::read_file(file("err")), HasSubstr("the next call goes on"));
  }
  EXPECT_EQ(call("db check").code, 0) << "a store whose work was cut off is whole";
  const ProgramRun rest = call("db reextract");
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_THAT(rest.err, HasSubstr("were done before"));
  EXPECT_EQ(call("events --format csv").out, call_on(calm, "events --format csv").out);
  EXPECT_EQ(call("db check").code, 0);
}

INSTANTIATE_TEST_SUITE_P(By, Interrupted, testing::Values(SIGTERM, SIGKILL), [](const auto& one) { return one.param == SIGTERM ? "Asking" : "Killing"; });

}  // namespace
}  // namespace tradewire::cli
