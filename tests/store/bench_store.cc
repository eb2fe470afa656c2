// bench_store [MENTIONS [FILE]]: fills a store with made-up documents of three mentions each, in the order of publication,
// and times the queries of the manual. Figures stand in docs/store.md.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/date.h"
#include "base/hash.h"
#include "store/store.h"

namespace {

using namespace tradewire;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// A fixed sequence: the same on every machine.
class Dice {
 public:
  std::uint64_t roll(std::uint64_t sides) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    // Squared, so that a few come often and most seldom.
    const std::uint64_t value = (state_ >> 33) % 1000003;
    return value * value / 1000003 * sides / 1000003;
  }

 private:
  std::uint64_t state_ = 7;
};

constexpr const char* kTypes[] = {"tariff.impose", "tariff.raise", "talks.hold", "agreement.reach", "export.restrict", "sanction.impose", "probe.open",
                                  "tariff.cut", "purchase.commit", "license.grant", "export.ease", "import.restrict", "dispute.file", "subsidy.grant"};

extract::Filler party(const std::string& kind, std::uint64_t number) {
  extract::Filler f;
  f.text = f.name = kind + " " + std::to_string(number);
  f.id = kind + ":" + std::to_string(number);
  f.kind = kind;
  if (kind == "country") f.country = std::string{static_cast<char>('A' + number / 26 % 26), static_cast<char>('A' + number % 26)};
  f.span = {1, 9};
  return f;
}

extract::Mention mention(Dice& dice, const store::Document& d, std::size_t number) {
  extract::Mention m;
  m.type = kTypes[dice.roll(14)];
  m.id = base::sha256_hex(d.id + m.type + std::to_string(number)).substr(0, 16);
  m.status = static_cast<extract::EventStatus>(dice.roll(6));
  m.modality = static_cast<extract::Modality>(dice.roll(7));
  m.roles = {{extract::Role::kActor, party("country", dice.roll(120))}, {extract::Role::kTarget, party("country", dice.roll(120))},
             {extract::Role::kCommodity, party("commodity", dice.roll(300))}};
  m.evidence.text = m.roles[0].filler.name + " said on " + d.published + " that " + m.type + " concerns " + m.roles[1].filler.name + " and its " +
                    m.roles[2].filler.name + " number " + std::to_string(dice.roll(100000));
  m.evidence.span = {0, static_cast<std::uint32_t>(m.evidence.text.size())};
  m.trigger = {"said", {10, 14}};
  m.document = {d.id, d.url, d.title, d.site, d.published, d.sha256, {}, false};
  m.rule = m.type + "#bench";
  return m;
}

void time_query(store::Store& store, const char* name, const store::EventQuery& query) {
  double worst = 0;
  std::size_t found = 0;
  for (int i = 0; i < 3; ++i) {
    const auto start = Clock::now();
    const auto events = store.events(query);
    worst = std::max(worst, seconds_since(start));
    found = events ? events->size() : 0;
  }
  std::printf("%-34s %6zu events %8.1f ms\n", name, found, worst * 1000);
}

void time_queries(store::Store& store) {
  store::EventQuery base;
  base.limit = 100;
  const auto with = [&](const char* name, auto change) {
    store::EventQuery query = base;
    change(query);
    time_query(store, name, query);
  };
  with("latest", [](auto&) {});
  with("type", [](auto& q) { q.types = {"tariff.impose"}; });
  with("rare type", [](auto& q) { q.types = {"subsidy.grant"}; });
  with("type glob", [](auto& q) { q.types = {"export.*"}; });
  with("common entity", [](auto& q) { q.entities = {{"country:0", std::nullopt}}; });
  with("rare entity", [](auto& q) { q.entities = {{"country:119", std::nullopt}}; });
  with("entity by name in a role", [](auto& q) { q.entities = {{"Country 3", extract::Role::kTarget}}; });
  with("two entities and a type", [](auto& q) { q.entities = {{"country:1", extract::Role::kActor}, {"country:2", extract::Role::kTarget}}; q.types = {"talks.hold"}; });
  with("commodity", [](auto& q) { q.entities = {{"commodity:250", extract::Role::kCommodity}}; });
  with("status", [](auto& q) { q.statuses = {extract::EventStatus::kConfirmed}; });
  with("modality and status", [](auto& q) { q.statuses = {extract::EventStatus::kReported}; q.modalities = {extract::Modality::kRequested}; });
  with("first seen", [](auto& q) { q.seen_from = "2019-03-01"; q.seen_to = "2019-03-02"; });
  with("changed since", [](auto& q) { q.changed_since = 1749990000; });
  with("site", [](auto& q) { q.site = "site17.example"; });
  with("text, common word", [](auto& q) { q.text = "concerns"; });
  with("text, rare words", [](auto& q) { q.text = "\"commodity 250\" \"country 99\""; });
  with("sorted by date of change", [](auto& q) { q.order = store::EventOrder::kChanged; });
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 30000;
  const std::string file = argc > 2 ? argv[2] : "/tmp/bench_store.db";
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end);
  auto store = store::open_store(file);
  if (!store) return std::fprintf(stderr, "%s\n", store.error().message().c_str()), 3;
  Dice dice;
  const std::int64_t first = base::to_days({2018, 1, 1}) * 86400;
  const std::int64_t step = std::int64_t{8} * 365 * 86400 * 3 / static_cast<std::int64_t>(count);
  std::size_t stored = 0;
  double inside = 0;
  std::vector<store::Incoming> batch;
  const auto flush = [&]() {
    const auto start = Clock::now();
    const auto added = (*store)->add_documents(batch, 1750000000);
    inside += seconds_since(start);
    if (!added) std::fprintf(stderr, "%s\n", added.error().message().c_str());
    batch.clear();
    return added.ok();
  };
  while (stored < count) {
    store::Incoming one;
    store::Document& d = one.document;
    d.id = base::sha256_hex(std::to_string(stored)).substr(0, 16);
    d.published = base::to_rfc3339(first + static_cast<std::int64_t>(stored / 3) * step);
    d.site = "site" + std::to_string(dice.roll(200)) + ".example";
    d.url = "https://" + d.site + "/" + d.id;
    d.title = "Report of " + d.published;
    d.text = "A text.";
    d.sha256 = base::sha256_hex(d.id);
    for (std::size_t i = 0; i < 3; ++i) one.mentions.push_back(mention(dice, d, i));
    stored += 3;
    batch.push_back(std::move(one));
    if (batch.size() == 500 && !flush()) return 3;
  }
  if (!flush()) return 3;
  const auto info = (*store)->info();
  std::printf("%zu mentions in %zu documents became %zu events in %.1f s: %.0f mentions/s; %.0f MB\n", stored, static_cast<std::size_t>(info->documents),
              static_cast<std::size_t>(info->events), inside, static_cast<double>(stored) / inside, static_cast<double>(info->bytes) / 1e6);
  time_queries(**store);
  return 0;
}
