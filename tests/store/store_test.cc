#include "store/store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/hash.h"
#include "base/yaml.h"
#include "store/engine.h"
#include "store/schema.h"
#include "store/story.h"

namespace tradewire::store {
namespace {

using extract::Mention;
using extract::Role;

std::string scratch(const std::string& name) {
  const std::string folder = ::testing::TempDir() + "tradewire-store-" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/" + name;
  std::filesystem::remove(path);
  return path;
}

std::unique_ptr<Store> memory() { return empty_store(); }

Document document(const std::string& id, const std::string& published, const std::string& text) {
  Document d;
  d.id = id;
  d.url = "https://news.example/" + id;
  d.title = "Title of " + id;
  d.site = "news.example";
  d.published = published;
  d.text = text;
  d.sha256 = base::sha256_hex(text);
  d.fetched_at = 1750000000;
  return d;
}

Mention mention(const Document& d, const std::string& yaml) {
  const auto node = base::parse_yaml(yaml, "mention");
  EXPECT_TRUE(node.ok()) << yaml;
  return short_mention(*node, d);
}

// Every field set to something.
Mention full_mention(const Document& d) {
  Mention m = mention(d, "{type: license.grant, at: granted, actor: body:cn-mofcom/CN, beneficiary: company:jl-mag/CN, commodity: '?magnets'}");
  m.status = extract::EventStatus::kClaimed;
  m.modality = extract::Modality::kPlanned;
  m.polarity = extract::Polarity::kNegative;
  m.roles[0].filler.office = "Minister";
  m.roles[0].filler.wikidata = "Q1";
  m.roles[1].filler.implied = true;
  extract::Filler amount;
  amount.text = "$5.5 billion";
  amount.span = {3, 9};
  amount.value = 5.5e9;
  amount.currency = "USD";
  m.roles.push_back({Role::kAmount, amount});
  extract::Filler date;
  date.text = "in June";
  date.date = "2025-06";
  date.precision = "month";
  m.roles.push_back({Role::kDate, date});
  m.attribution = {m.roles[1].filler, extract::Quote{"said", {1, 5}}, extract::SourceRelation::kBeneficiary};
  m.confirmation = extract::Confirmation{extract::ConfirmationState::kPending, m.roles[0].filler, extract::Quote{"has not confirmed", {7, 20}}};
  m.polarity_cue = extract::Quote{"not", {2, 4}};
  m.modality_cue = extract::Quote{"will", {4, 8}};
  m.in_title = true;
  m.codes = {"CONCEDE", "081", 35, "P33"};
  m.tradewire_version = "0.1.0";
  m.rules_version = "sha256:abc";
  return m;
}

TEST(Store, GivesBackADocumentAndEveryFieldOfItsMentions) {
  auto store = memory();
  const Document d = document("a", "2025-06-15T20:15:00-04:00", "MOFCOM has granted licences.");
  const Mention full = full_mention(d);
  const Mention bare = mention(d, "{type: talks.hold, at: licences}");
  const auto added = store->add_document(d, {full, bare}, 1750000001);
  ASSERT_TRUE(added.ok()) << added.error().message();
  EXPECT_EQ(added->mentions, (std::vector<Mention>{full, bare}));
  EXPECT_EQ(added->changes.size(), 2U);
  EXPECT_EQ(**store->document("a"), d);
  EXPECT_EQ(*store->mentions("a"), (std::vector<Mention>{full, bare}));
  EXPECT_EQ(**store->mention(full.id), full);
  EXPECT_EQ(*store->document_hash("a"), d.sha256);
  EXPECT_EQ(*store->document_hash("b"), std::nullopt);
}

TEST(Store, AddsNothingTheSecondTime) {
  auto store = memory();
  const Document d = document("a", "2025-06-15", "China banned exports.");
  const Mention m = mention(d, "{type: export.restrict, at: banned, actor: CN}");
  ASSERT_TRUE(store->add_document(d, {m}, 1).ok());
  const auto again = store->add_document(d, {m}, 2);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->known);
  EXPECT_TRUE(again->mentions.empty());
  EXPECT_TRUE(again->changes.empty());
  EXPECT_EQ(store->info()->mentions, 1U);
}

TEST(Store, ReplacesTheMentionsOfAPageThatChanged) {
  auto store = memory();
  const Document d = document("a", "2025-06-15", "China banned exports.");
  ASSERT_TRUE(store->add_document(d, {mention(d, "{type: export.restrict, at: banned, actor: CN}")}, 1).ok());
  const Document changed = document("a", "2025-06-15", "Update: India banned exports.");
  const auto added = store->add_document(changed, {mention(changed, "{type: export.restrict, at: banned, actor: IN}")}, 2);
  ASSERT_TRUE(added.ok()) << added.error().message();
  ASSERT_EQ(added->mentions.size(), 1U);
  EXPECT_EQ(added->mentions[0].roles.front().filler.name, "IN");
  EXPECT_TRUE(store->check()->empty());
}

TEST(Store, KeepsWhatANewVersionDoesNotSayAnyMoreAsSuperseded) {
  auto store = memory();
  const Document d = document("a", "2025-06-15", "China banned exports.");
  const Mention m = mention(d, "{type: export.restrict, at: banned, actor: CN}");
  ASSERT_TRUE(store->add_document(d, {m}, 1).ok());
  const Document changed = document("a", "2025-06-15", "Nothing of the kind.");
  ASSERT_TRUE(store->add_document(changed, {}, 2).ok());
  auto left = *store->mentions("a");
  ASSERT_EQ(left.size(), 1U);
  EXPECT_TRUE(left[0].superseded);
  EXPECT_EQ(left[0].id, m.id);
  EXPECT_EQ(left[0].document.sha256, d.sha256) << "of the text in which it stands";
  ASSERT_TRUE(store->replace_mentions("a", {}, 3).ok());
  EXPECT_EQ(store->mentions("a")->size(), 1U) << "no extraction can find it again";
  // The page goes back to what it said.
  const auto back = store->add_document(d, {m}, 4);
  ASSERT_TRUE(back.ok());
  EXPECT_TRUE(back->mentions.empty()) << "it was told already";
  left = *store->mentions("a");
  ASSERT_EQ(left.size(), 1U);
  EXPECT_FALSE(left[0].superseded);
  EXPECT_TRUE(store->check()->empty());
}

TEST(Store, KeepsTheIdsOfMentionsThatANewVersionMoved) {
  auto store = memory();
  const Document d = document("a", "2025-06-15", "China banned exports.");
  ASSERT_TRUE(store->add_document(d, {mention(d, "{type: export.restrict, at: banned, actor: CN}")}, 1).ok());
  const auto before = *store->events({});
  const Document moved = document("a", "2025-06-15", "India banned exports. China banned exports.");
  Mention first = mention(moved, "{type: export.restrict, at: banned, actor: IN}");
  Mention second = mention(moved, "{type: export.restrict, at: banned, actor: CN}");
  first.evidence = {"India banned exports.", {0, 21}};
  second.evidence = {"China banned exports.", {22, 43}};
  second.trigger.span = {28, 34};
  second.id = "another";
  const auto added = store->add_document(moved, {first, second}, 2);
  ASSERT_TRUE(added.ok()) << added.error().message();
  ASSERT_EQ(added->mentions.size(), 1U);
  EXPECT_EQ(added->mentions[0].roles.front().filler.name, "IN");
  ASSERT_EQ(added->changes.size(), 1U);
  EXPECT_EQ(added->changes[0].what, ChangeKind::kNew);
  EXPECT_EQ(store->show(before[0].id)->event.mentions, before[0].mentions);
  EXPECT_TRUE(store->check()->empty());
}

TEST(Store, TellsAJudgementThatANewVersionChanged) {
  auto store = memory();
  const Document d = document("a", "2025-06-15", "China banned exports.");
  ASSERT_TRUE(store->add_document(d, {mention(d, "{type: export.restrict, at: banned, actor: CN, status: reported}")}, 1).ok());
  const Document more = document("a", "2025-06-15", "China banned exports. Beijing denied it.");
  Mention judged = mention(more, "{type: export.restrict, at: banned, actor: CN, status: denied}");
  judged.evidence = {"China banned exports.", {0, 21}};
  const auto added = store->add_document(more, {judged}, 2);
  ASSERT_EQ(added->mentions.size(), 1U);
  ASSERT_EQ(added->changes.size(), 1U);
  EXPECT_EQ(added->changes[0].to, "denied");
}

TEST(Store, RemembersVisitsToPages) {
  auto store = memory();
  EXPECT_EQ(*store->visit("a"), std::nullopt);
  Visit visit{"a", 10, 20, "\"tag\"", "Sun, 06 Nov 1994 08:49:37 GMT"};
  ASSERT_TRUE(store->save_visit(visit).ok());
  EXPECT_EQ(*store->visit("a"), visit);
  visit.checked_at = 30;
  ASSERT_TRUE(store->save_visit(visit).ok());
  EXPECT_EQ((*store->visit("a"))->checked_at, 30);
}

TEST(Store, FindsDocumentsWithTheSameOrALikeText) {
  auto store = memory();
  Document first = document("a", "2025-06-15", "China banned exports.");
  first.fingerprint = 0xFF00FF00FF00FF00ULL;
  Document second = document("b", "2025-06-16", "China banned all exports.");
  second.fingerprint = 0xFF00FF00FF00FF03ULL;
  ASSERT_TRUE(store->add_document(first, {}, 1).ok());
  EXPECT_EQ(*store->like(second, 2), std::vector<std::string>{"a"});
  EXPECT_TRUE(store->like(second, 1)->empty());
  Document late = second;
  late.published = "2025-07-16";
  EXPECT_TRUE(store->like(late, 2)->empty()) << "another month, another story";
  late.sha256 = first.sha256;
  EXPECT_EQ(*store->like(late, 2), std::vector<std::string>{"a"}) << "the very same text";
  second.copy_of = "a";
  ASSERT_TRUE(store->add_document(second, {}, 2).ok());
  EXPECT_EQ(**store->document("b"), second);
  EXPECT_EQ(*store->like(first, 2), std::vector<std::string>{"b"}) << "never itself";
  Document third = document("c", "2025-06-16", second.text);
  third.fingerprint = second.fingerprint;
  third.copy_of = "a";
  ASSERT_TRUE(store->add_document(third, {}, 2).ok());
  EXPECT_EQ(*store->like(first, 2), std::vector<std::string>{"b"}) << "each text once";
}

TEST(Store, KeepsItsEventsWhenADocumentIsExtractedAnewToTheSame) {
  auto store = memory();
  const Document d = document("a", "2025-06-15", "China banned exports.");
  const Mention m = mention(d, "{type: export.restrict, at: banned, actor: CN}");
  ASSERT_TRUE(store->add_document(d, {m}, 1).ok());
  const auto before = *store->events({});
  const auto again = store->replace_mentions("a", {m}, 2);
  ASSERT_TRUE(again.ok()) << again.error().message();
  EXPECT_TRUE(again->changes.empty());
  EXPECT_TRUE(again->mentions.empty());
  EXPECT_EQ(*store->events({}), before);
  EXPECT_EQ(store->replace_mentions("zz", {}, 2).error().what, "no such document");
}

TEST(Store, RemembersItsSourcesAndSurvivesReopening) {
  const std::string path = scratch("reopen.db");
  const SourceState state{"reuters", "https://r.example/feed", "\"e1\"", "Tue, 01 Jul 2025 00:00:00 GMT", 5, 9, 2, "timeout"};
  {
    auto store = open_store(path);
    ASSERT_TRUE(store.ok());
    EXPECT_EQ((*store)->source("reuters")->next_due, 0);
    ASSERT_TRUE((*store)->save_source(state).ok());
    ASSERT_TRUE((*store)->save_source(state).ok());
  }
  auto store = open_store(path, {.read_only = true});
  ASSERT_TRUE(store.ok());
  EXPECT_EQ(*(*store)->source("reuters"), state);
  EXPECT_EQ((*store)->sources()->size(), 1U);
}

TEST(Store, SaysWhatIsWrongWithAFileThatIsNone) {
  EXPECT_EQ(open_store(scratch("none.db"), {.create = false}).error().what, "no such store");
  EXPECT_EQ(open_store(::testing::TempDir()).error().what, "a folder, not a store");
  const std::string rubbish = scratch("rubbish.db");
  std::ofstream(rubbish) << std::string(5000, 'x');
  EXPECT_EQ(open_store(rubbish).error().what, "not a database, or a corrupt one");
  EXPECT_EQ(open_store(rubbish).error().kind, base::ErrorKind::kStore);
}

TEST(Store, RefusesOneOfAnotherVersionAndSaysHowToGoOn) {
  for (const int version : {3, newest_schema_version() + 1}) {
    const std::string path = scratch("version.db");
    connect_sqlite(path, false, true, 1)->set_schema_version(version);
    const auto refused = open_store(path);
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(refused.error().what.find("schema " + std::to_string(version)), std::string::npos);
    EXPECT_NE(refused.error().mend.find("tradewire run --replay"), std::string::npos);
  }
}

TEST(Store, RefusesToWriteToOneThatIsOpenForReading) {
  const std::string path = scratch("readonly.db");
  ASSERT_TRUE(open_store(path).ok());
  auto store = open_store(path, {.read_only = true});
  ASSERT_TRUE(store.ok());
  const auto added = (*store)->add_document(document("a", "", "x"), {}, 1);
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().what, "the database is read-only");
  EXPECT_EQ(added.error().where, path);
}

TEST(Store, WaitsForAnotherWriterAndThenSaysSo) {
  const std::string path = scratch("busy.db");
  auto first = open_store(path);
  auto second = open_store(path, {.busy_seconds = 0.05});
  ASSERT_TRUE(second.ok());
  const Document d = document("a", "2025-06-15", "China banned exports.");
  ASSERT_TRUE((*first)->add_document(d, {mention(d, "{type: export.restrict, at: banned, actor: CN}")}, 1).ok());
  const Document e = document("b", "2025-06-16", "China banned exports of gallium.");
  const auto added = (*second)->add_document(e, {mention(e, "{type: export.restrict, at: banned, actor: CN}")}, 2);
  ASSERT_TRUE(added.ok());
  EXPECT_EQ((*first)->events({})->size(), 1U);
  // What the other wrote is seen before merging.
  const Document f = document("c", "2025-06-17", "Beijing banned exports of gallium last week.");
  ASSERT_TRUE((*first)->add_document(f, {mention(f, "{type: export.restrict, at: banned, actor: CN}")}, 3).ok());
  EXPECT_EQ((*first)->events({})->front().mentions.size(), 3U);
}

class Queries : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = memory();
    add("a", "2025-04-02", "Washington imposed tariffs of 34 percent on Chinese goods.",
        "{type: tariff.impose, at: imposed, actor: US, target: CN, rate: 34, date: 2025-04-02, status: confirmed}");
    add("b", "2025-04-04", "China's commerce ministry restricted exports of seven rare earths.",
        "{type: export.restrict, at: restricted, actor: body:cn-mofcom/CN, commodity: rare earths, date: 2025-04, status: confirmed}");
    add("c", "2025-05-01", "Canada might lift its steel quota, officials hinted.",
        "{type: import.ease, at: lift, actor: CA, commodity: '?steel', modality: possible, status: rumored}");
  }
  void add(const std::string& id, const std::string& day, const std::string& text, const std::string& yaml) {
    const Document d = document(id, day, text);
    ASSERT_TRUE(store_->add_document(d, {mention(d, yaml)}, 100 + static_cast<int>(id[0])).ok());
  }
  std::string types(const EventQuery& query) {
    std::string line;
    const auto events = store_->events(query);
    EXPECT_TRUE(events.ok()) << (events.ok() ? "" : events.error().message());
    for (const Event& event : *events) line += (line.empty() ? "" : " ") + event.type;
    return line;
  }
  std::unique_ptr<Store> store_;
};

TEST_F(Queries, FindEventsByTypeWithGlobs) {
  EventQuery query;
  query.types = {"*port.*"};
  EXPECT_EQ(types(query), "import.ease export.restrict");
  query.types = {"tariff.impose"};
  EXPECT_EQ(types(query), "tariff.impose");
  query.types = {"nothing.*"};
  EXPECT_EQ(types(query), "");
}

TEST_F(Queries, FindEventsByEntityInAnyRoleOrOne) {
  EventQuery query;
  query.entities = {{"country:CN", std::nullopt}};
  EXPECT_EQ(types(query), "tariff.impose");
  query.entities = {{"CN", Role::kTarget}};
  EXPECT_EQ(types(query), "tariff.impose") << "a bare code";
  query.entities = {{"country:CN", Role::kActor}};
  EXPECT_EQ(types(query), "");
  query.entities = {{"CN-MOFCOM", Role::kActor}};
  EXPECT_EQ(types(query), "export.restrict");
  query.entities = {{"Steel", Role::kCommodity}};
  EXPECT_EQ(types(query), "import.ease");
}

TEST_F(Queries, FindEventsByStatusModalityDatesSiteAndText) {
  EventQuery status;
  status.statuses = {extract::EventStatus::kConfirmed, extract::EventStatus::kRumored};
  status.ascending = true;
  EXPECT_EQ(types(status), "tariff.impose export.restrict import.ease");
  EventQuery modality;
  modality.modalities = {extract::Modality::kPossible};
  EXPECT_EQ(types(modality), "import.ease");
  EventQuery date;
  date.date_from = "2025-04-10";
  EXPECT_EQ(types(date), "export.restrict");
  EventQuery seen;
  seen.seen_to = "2025-04-03";
  EXPECT_EQ(types(seen), "tariff.impose");
  EventQuery text;
  text.text = "rare restrict";
  EXPECT_EQ(types(text), "export.restrict");
  text.text = "\"seven rare\" NOT)";
  EXPECT_EQ(types(text), "");
  EventQuery changed;
  changed.changed_since = 100 + 'c';
  EXPECT_EQ(types(changed), "import.ease");
  EventQuery site;
  site.site = "news.example";
  site.limit = 1;
  site.offset = 1;
  EXPECT_EQ(types(site), "export.restrict");
}

TEST_F(Queries, ShowAnEventByItsIdAMentionsIdOrABeginning) {
  const Event event = store_->events({})->front();
  EXPECT_EQ(store_->show(event.id)->event, event);
  EXPECT_EQ(store_->show(event.id.substr(0, 8))->mentions.size(), 1U);
  EXPECT_EQ(store_->show("zzz").error().what, "no such event");
}

TEST_F(Queries, TellTheChangesSinceATime) {
  EXPECT_EQ(store_->changes(0, {})->size(), 3U);
  EXPECT_EQ(store_->changes(100 + 'b', {})->size(), 2U);
  EventQuery query;
  query.types = {"import.*"};
  const auto changes = store_->changes(0, query);
  ASSERT_EQ(changes->size(), 1U);
  EXPECT_EQ(changes->front().to, "import.ease");
  EXPECT_EQ(changes->front().mention->type, "import.ease");
}

class Decisions : public Queries {
 protected:
  void SetUp() override {
    store_ = memory();
    add("a", "2025-04-02", "The United States imposed a tariff on Chinese steel.",
        "{type: tariff.impose, at: imposed, actor: US, target: CN, commodity: steel}");
    add("b", "2025-04-03", "The United States imposed its tariff on Chinese steel, the office said.",
        "{type: tariff.impose, at: imposed, actor: US, target: CN, commodity: steel}");
    add("c", "2025-04-04", "The United States imposed a levy on Brazilian sugar.",
        "{type: tariff.impose, at: imposed, actor: US, target: BR, commodity: sugar}");
  }
  std::vector<Event> events(bool rejected = false) {
    EventQuery query;
    query.rejected = rejected;
    query.order = EventOrder::kFirstSeen;
    query.ascending = true;
    return *store_->events(query);
  }
  // Extracts all documents anew; the trigger of each is now another word of the sentence.
  void extract_anew(const std::string& at) {
    for (const std::string id : {"a", "b", "c"}) {
      const auto d = store_->document(id);
      std::string roles = id == "c" ? "target: BR, commodity: sugar}" : "target: CN, commodity: steel}";
      ASSERT_TRUE(store_->replace_mentions(id, {mention(**d, "{type: tariff.impose, at: " + at + ", actor: US, " + roles)}, 900).ok());
    }
  }
};

TEST_F(Decisions, MergeEventsThatTheScoreKeepsApart) {
  ASSERT_EQ(events().size(), 2U);
  const std::string taken = events()[1].id;
  const auto changes = store_->merge({events()[0].id, taken}, 500);
  ASSERT_TRUE(changes.ok()) << changes.error().message();
  ASSERT_EQ(events().size(), 1U);
  EXPECT_EQ(events()[0].mentions.size(), 3U);
  ASSERT_EQ(changes->size(), 1U);
  EXPECT_EQ(changes->front().what, ChangeKind::kMerged);
  EXPECT_EQ(changes->front().to, events()[0].id);
  EXPECT_EQ(store_->show(taken)->event.id, events()[0].id);
  extract_anew("United");
  EXPECT_EQ(events().size(), 1U);
  EXPECT_TRUE(store_->check()->empty());
}

TEST_F(Decisions, SplitAnEventAndKeepItSplit) {
  const Event joined = events()[0];
  ASSERT_EQ(joined.mentions.size(), 2U);
  ASSERT_TRUE(store_->split(joined.id, {joined.mentions[1]}, 500).ok());
  EXPECT_EQ(events().size(), 3U);
  EXPECT_EQ(events()[0].id, joined.id);
  extract_anew("United");
  EXPECT_EQ(events().size(), 3U);
  EXPECT_EQ(store_->split(joined.id, {"nonsense"}, 500).error().what, "no mention of that event");
  EXPECT_TRUE(store_->check()->empty());
}

TEST_F(Decisions, RejectAnEventSoThatItIsFoundNoMore) {
  ASSERT_TRUE(store_->reject(events()[1].id, true, 500).ok());
  EXPECT_EQ(events().size(), 1U);
  EXPECT_EQ(events(true).size(), 2U);
  extract_anew("United");
  EXPECT_EQ(events().size(), 1U);
  ASSERT_TRUE(store_->reject(events(true)[1].id, false, 501).ok());
  EXPECT_EQ(events().size(), 2U);
}

TEST_F(Decisions, PinAnEventSoThatItKeepsItsId) {
  const std::string id = events()[0].id;
  ASSERT_TRUE(store_->pin(id, true, 500).ok());
  add("0", "2025-04-01", "On Tuesday the United States imposed the tariff on Chinese steel.",
      "{type: tariff.impose, at: imposed, actor: US, target: CN, commodity: steel}");
  EXPECT_EQ(events()[0].mentions.size(), 3U);
  EXPECT_EQ(events()[0].id, id);
  EXPECT_TRUE(events()[0].pinned);
}

std::vector<std::string> exported(Store& store) {
  std::vector<std::string> lines;
  const auto told = store.export_lines([&](std::string_view line) {
    lines.emplace_back(line);
    return true;
  });
  EXPECT_TRUE(told.ok()) << (told.ok() ? "" : told.error().message());
  return lines;
}

base::Result<std::uint64_t> import_all(Store& store, const std::vector<std::string>& lines) {
  std::size_t at = 0;
  return store.import_lines([&]() -> std::optional<std::string> { return at < lines.size() ? std::optional(lines[at++]) : std::nullopt; });
}

TEST_F(Decisions, ComeBackFromAnExportWithEveryRow) {
  ASSERT_TRUE(store_->pin(events()[0].id, true, 500).ok());
  ASSERT_TRUE(store_->save_source({"reuters", "https://r.example/feed", "\"e1\"", "", 5, 9, 2, "timeout"}).ok());
  const std::vector<std::string> lines = exported(*store_);
  auto copy = memory();
  const auto rows = import_all(*copy, lines);
  ASSERT_TRUE(rows.ok()) << rows.error().message();
  EXPECT_EQ(*rows, lines.size() - 1);
  EXPECT_EQ(exported(*copy), lines);
  EXPECT_EQ(*copy->events({}), *store_->events({}));
  EventQuery text;
  text.text = "sugar";
  EXPECT_EQ(copy->events(text)->size(), 1U) << "its words are indexed";
  EXPECT_TRUE(copy->check()->empty());
  // Both go on alike.
  const Document d = document("e", "2025-04-05", "The United States imposed its tariff on Chinese steel on Wednesday.");
  const Mention m = mention(d, "{type: tariff.impose, at: imposed, actor: US, target: CN, commodity: steel}");
  ASSERT_TRUE(store_->add_document(d, {m}, 900).ok());
  ASSERT_TRUE(copy->add_document(d, {m}, 900).ok());
  EXPECT_EQ(exported(*copy), exported(*store_));
}

TEST_F(Decisions, AreNotImportedOverOthersNorFromRubbish) {
  const std::vector<std::string> lines = exported(*store_);
  EXPECT_EQ(import_all(*store_, lines).error().what, "the store is not empty");
  auto fresh = memory();
  EXPECT_EQ(import_all(*fresh, {}).error().where, "line 1");
  const auto other = import_all(*fresh, {"{\"schema\": \"tradewire.store/1\", \"version\": 3}"});
  EXPECT_NE(other.error().what.find("a store of schema 3"), std::string::npos);
  EXPECT_NE(other.error().mend.find("tradewire run --replay"), std::string::npos);
  EXPECT_EQ(import_all(*fresh, {lines[0], "{\"table\": \"sqlite_master\", \"row\": {\"a\": 1}}"}).error().where, "line 2");
  EXPECT_EQ(import_all(*fresh, {lines[0], "{\"table\": \"notes\", \"row\": {\"name) SELECT\": 1}}"}).error().where, "line 2");
  EXPECT_EQ(fresh->info()->documents, 0U);
  EXPECT_TRUE(import_all(*fresh, lines).ok()) << "nothing was left behind";
}

}  // namespace
}  // namespace tradewire::store
