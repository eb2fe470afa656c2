// bench_store [MENTIONS [FILE [apart]]]: fills a store with made-up documents in the order of publication and times the
// queries of the manual. The documents are shaped like the annotated news that extraction was measured on: 2.5 KB of
// text, 8.4 mentions each, a third of which share a sentence with another; sentences of 35 words, 2 fillers a mention
// and a source in two of five. Acts are told by four mentions on the average, some word for word as wire copies; with
// "apart" every mention tells of an act of its own. 0 mentions: only the queries, on a store that is there. Figures stand in
// docs/store.md.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <filesystem>
#include <memory>

#include "base/date.h"
#include "base/hash.h"
#include "store/store.h"

namespace {

using namespace tradewire;
using Clock = std::chrono::steady_clock;

// Of this process, in user and kernel.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

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
  // True `parts` times out of `of`.
  bool even(std::uint64_t parts, std::uint64_t of) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state_ >> 33) % of < parts;
  }

 private:
  std::uint64_t state_ = 7;
};

constexpr std::size_t kBatch = 2000;  // documents in a transaction

constexpr const char* kTypes[] = {"tariff.impose", "tariff.raise", "talks.hold", "agreement.reach", "export.restrict", "sanction.impose", "probe.open",
                                  "tariff.cut", "purchase.commit", "license.grant", "export.ease", "import.restrict", "dispute.file", "subsidy.grant"};

extract::Filler party(const std::string& kind, std::uint64_t number) {
  extract::Filler f;
  f.text = f.name = kind + std::to_string(number);
  f.id = kind + ":" + std::to_string(number);
  f.kind = kind;
  if (kind == "country") f.country = std::string{static_cast<char>('A' + number / 26 % 26), static_cast<char>('A' + number % 26)};
  f.span = {1, 9};
  return f;
}

// What happened, and how it was first told.
struct Act {
  std::string type;
  std::vector<extract::RoleFiller> roles;
  std::string sentence;
};

// A few words make half of a text, most of the vocabulary comes seldom.
std::string words(Dice& dice, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t word = dice.even(1, 2) ? dice.roll(120) : 120 + dice.roll(30000);
    text.append(" w").append(std::to_string(word)).append(word % 3 == 0 ? "ing" : "");
  }
  return text;
}

extract::Filler measure(double value) {
  extract::Filler f;
  f.value = value;
  f.unit = "percent";
  f.text = std::to_string(static_cast<int>(value)) + " percent";
  return f;
}

extract::Filler day(const std::string& date) {
  extract::Filler f;
  f.text = f.date = date;
  f.precision = "day";
  return f;
}

Act new_act(Dice& dice, const std::string& published) {
  Act act;
  act.type = kTypes[dice.roll(14)];
  if (dice.even(9, 10)) act.roles.push_back({extract::Role::kActor, party("country", dice.roll(120))});
  if (dice.even(2, 5)) act.roles.push_back({extract::Role::kTarget, party("country", dice.roll(120))});
  if (dice.even(2, 5) || act.roles.empty()) act.roles.push_back({extract::Role::kCommodity, party("goods", dice.roll(300))});
  if (dice.even(1, 10)) act.roles.push_back({extract::Role::kRate, measure(static_cast<double>(5 * dice.roll(20)))});
  if (dice.even(1, 5)) act.roles.push_back({extract::Role::kDate, day(published.substr(0, 10))});
  return act;
}

// The acts that news still tells of.
class Acts {
 public:
  explicit Acts(bool apart) : apart_(apart) {}
  Act& next(Dice& dice, const std::string& published) {
    const bool fresh = apart_ || acts_.size() < 8 || dice.even(1, 4);
    if (!fresh) return *acts_[acts_.size() - 1 - dice.roll(std::min<std::size_t>(acts_.size(), 200))];
    if (acts_.size() == 4000) acts_.erase(acts_.begin(), acts_.begin() + 2000);
    acts_.push_back(std::make_unique<Act>(new_act(dice, published)));
    return *acts_.back();
  }

 private:
  bool apart_;
  std::deque<std::unique_ptr<Act>> acts_;
};

extract::Mention mention(Dice& dice, Act& act, const store::Document& d, std::size_t number, const extract::Mention* before) {
  extract::Mention m;
  m.type = act.type;
  m.id = base::sha256_hex(d.id + m.type + std::to_string(number)).substr(0, 16);
  m.status = static_cast<extract::EventStatus>(dice.roll(6));
  m.modality = dice.even(4, 5) ? extract::Modality::kActual : static_cast<extract::Modality>(dice.roll(7));
  m.roles = act.roles;
  if (dice.even(2, 5)) m.attribution.source = party("person", dice.roll(2000));
  const std::uint32_t start = before == nullptr ? 0 : before->evidence.span.end + 1;
  if (before != nullptr && dice.even(3, 10)) {
    m.evidence = before->evidence;
  } else {
    if (act.sentence.empty() || dice.even(9, 10)) {
      act.sentence = act.roles[0].filler.name + " said that " + m.type + " concerns its " + act.roles.back().filler.name + words(dice, 28);
    }
    m.evidence = {act.sentence, {start, start + static_cast<std::uint32_t>(act.sentence.size())}};
  }
  m.trigger = {"said", {m.evidence.span.start + 10 + static_cast<std::uint32_t>(number), m.evidence.span.start + 14}};
  m.document = {d.id, d.url, d.title, d.site, d.published, d.sha256, {}, false};
  m.rule = m.type + "#bench";
  return m;
}

// 1 to 16 mentions, 8.4 on the average.
store::Incoming article(Dice& dice, Acts& acts, std::size_t number, std::int64_t published) {
  store::Incoming one;
  store::Document& d = one.document;
  d.id = base::sha256_hex(std::to_string(number)).substr(0, 16);
  d.published = base::to_rfc3339(published);
  d.site = "site" + std::to_string(dice.roll(200)) + ".example";
  d.url = "https://" + d.site + "/" + d.id;
  d.title = "Report of" + words(dice, 7);
  d.text = words(dice, 500);
  d.sha256 = base::sha256_hex(d.id);
  d.fingerprint = base::hash64(d.id);
  std::vector<Act*> told;
  const std::size_t count = 1 + static_cast<std::size_t>(dice.even(1, 2) ? 7 + dice.roll(9) : 3 + dice.roll(9));
  for (std::size_t i = 0; i < count; ++i) {
    if (told.empty() || dice.even(3, 5)) told.push_back(&acts.next(dice, d.published));
    Act& act = *told[told.size() - 1 - dice.roll(told.size())];
    const extract::Mention* before = one.mentions.empty() ? nullptr : &one.mentions.back();
    one.mentions.push_back(mention(dice, act, d, i, before));
  }
  return one;
}

void time_query(store::Store& store, const char* name, const store::EventQuery& query) {
  double worst = 0;
  double longest = 0;
  std::size_t found = 0;
  for (int i = 0; i < 3; ++i) {
    const auto start = Clock::now();
    const double cpu_before = cpu_seconds();
    const auto events = store.events(query);
    worst = std::max(worst, cpu_seconds() - cpu_before);
    longest = std::max(longest, seconds_since(start));
    found = events ? events->size() : 0;
  }
  std::printf("%-34s %6zu events, on the clock %8.1f ms, of CPU %8.1f ms\n", name, found, longest * 1000, worst * 1000);
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
  with("entity by name in a role", [](auto& q) { q.entities = {{"Country3", extract::Role::kTarget}}; });
  with("two entities and a type", [](auto& q) { q.entities = {{"country:1", extract::Role::kActor}, {"country:2", extract::Role::kTarget}}; q.types = {"talks.hold"}; });
  with("commodity", [](auto& q) { q.entities = {{"goods:250", extract::Role::kCommodity}}; });
  with("status", [](auto& q) { q.statuses = {extract::EventStatus::kConfirmed}; });
  with("modality and status", [](auto& q) { q.statuses = {extract::EventStatus::kReported}; q.modalities = {extract::Modality::kRequested}; });
  with("rare status by date", [](auto& q) { q.statuses = {extract::EventStatus::kReported}; q.order = store::EventOrder::kDate; });
  with("status by change", [](auto& q) { q.statuses = {extract::EventStatus::kUnconfirmed}; q.order = store::EventOrder::kChanged; });
  with("rare modality by first seen", [](auto& q) { q.modalities = {extract::Modality::kRequested}; q.order = store::EventOrder::kFirstSeen; });
  with("date", [](auto& q) { q.date_from = "2020-03-01"; q.date_to = "2020-03-03"; });
  with("date, sorted by it", [](auto& q) { q.date_from = "2020-03-01"; q.order = store::EventOrder::kDate; });
  with("sorted by type", [](auto& q) { q.order = store::EventOrder::kType; });
  with("first seen", [](auto& q) { q.seen_from = "2019-03-01"; q.seen_to = "2019-03-02"; });
  with("changed since", [](auto& q) { q.changed_since = 1749990000; });
  with("site", [](auto& q) { q.site = "site17.example"; });
  with("text, common word", [](auto& q) { q.text = "concerns"; });
  with("text, a phrase", [](auto& q) { q.text = "\"said that tariff\""; });
  with("text, a type and an entity", [](auto& q) { q.text = "concerns"; q.types = {"tariff.*"}; q.entities = {{"country:3", extract::Role::kActor}}; });
  with("everything at once", [](auto& q) {
    q.types = {"tariff.*"}; q.entities = {{"country:0", extract::Role::kActor}}; q.statuses = {extract::EventStatus::kDenied}; q.modalities = {extract::Modality::kActual};
    q.seen_from = "2019-01-01"; q.changed_since = 1; q.site = "site1.example"; q.text = "concerns";
  });
  with("text, rare words", [](auto& q) { q.text = "goods250 w30100"; });
  with("sorted by date of change", [](auto& q) { q.order = store::EventOrder::kChanged; });
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 30000;
  const std::string file = argc > 2 ? argv[2] : "/tmp/bench_store.db";
  for (const char* end : {"", "-wal", "-shm"}) {
    if (count > 0) std::filesystem::remove(file + end);
  }
  auto store = store::open_store(file);
  if (!store) return std::fprintf(stderr, "%s\n", store.error().message().c_str()), 3;
  if (count == 0) return time_queries(**store), 0;
  Dice dice;
  Acts acts(argc > 3 && std::string_view(argv[3]) == "apart");
  const std::int64_t first = base::to_days({2018, 1, 1}) * 86400;
  const std::int64_t step = std::int64_t{8} * 365 * 86400 * 8 / static_cast<std::int64_t>(count);
  std::size_t stored = 0;
  double inside = 0;
  double cpu = 0;
  std::vector<store::Incoming> batch;
  const auto flush = [&]() {
    const auto start = Clock::now();
    const double cpu_before = cpu_seconds();
    const auto added = (*store)->add_documents(batch, 1750000000);
    inside += seconds_since(start);
    cpu += cpu_seconds() - cpu_before;
    if (!added) std::fprintf(stderr, "%s\n", added.error().message().c_str());
    batch.clear();
    return added.ok();
  };
  for (std::size_t documents = 0; stored < count; ++documents) {
    batch.push_back(article(dice, acts, documents, first + static_cast<std::int64_t>(stored) * step / 8));
    stored += batch.back().mentions.size();
    if (batch.size() == kBatch && !flush()) return 3;
  }
  if (!flush()) return 3;
  const auto info = (*store)->info();
  std::printf("%zu mentions in %zu documents became %zu events in %.1f s: %.0f mentions/s, %.0f a second of CPU; %.0f MB\n", stored, static_cast<std::size_t>(info->documents),
              static_cast<std::size_t>(info->events), inside, static_cast<double>(stored) / inside, static_cast<double>(stored) / cpu, static_cast<double>(info->bytes) / 1e6);
  time_queries(**store);
  return 0;
}
