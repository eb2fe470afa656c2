// Merging over real news of one dispute, with the mentions that extraction finds. The texts stand outside of the
// repository; fixtures/chip-dispute holds the labels alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "base/json.h"
#include "paths.h"
#include "pipeline/documents.h"

namespace tradewire::pipeline {
namespace {

struct Label {
  std::string document;
  std::uint32_t start = 0, end = 0;
  std::string type, act;
};

std::vector<Label> read_labels() {
  std::vector<Label> labels;
  std::ifstream in(source_dir() + "/fixtures/chip-dispute/labels.tsv");
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    Label label;
    fields >> label.document >> label.start >> label.end >> label.type >> label.act;
    labels.push_back(std::move(label));
  }
  return labels;
}

extract::Document document_of(const base::JsonValue& line) {
  extract::Document document;
  document.id = std::string(line.string_at("id"));
  document.title = std::string(line.string_at("title"));
  document.published = std::string(line.string_at("date"));
  for (const base::JsonValue& sentence : *line.find("sents")->array()) {
    document.text.append(document.text.empty() ? "" : " ").append(*sentence.string());
  }
  return document;
}

void store_labelled(const std::string& file, const std::vector<Label>& labels, const extract::Extractor& extractor, store::Store& store) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto value = base::parse_json(line);
    ASSERT_TRUE(value.ok());
    const extract::Document document = document_of(*value);
    const auto labelled = [&](const Label& label) { return label.document == document.id; };
    if (std::none_of(labels.begin(), labels.end(), labelled)) continue;
    ASSERT_TRUE(store_document(document, extractor, store, 1750000000, 1750000000).ok());
  }
}

// The event into which the mention of a label went; empty when none was found there.
std::string event_of(const Label& label, const std::vector<store::EventDetail>& details) {
  for (const store::EventDetail& detail : details) {
    for (const extract::Mention& m : detail.mentions) {
      const bool there = m.document.id == label.document && !m.in_title && m.trigger.span.start < label.end && label.start < m.trigger.span.end;
      if (there && m.type == label.type) return detail.event.id;
    }
  }
  return "";
}

struct Pairs {
  int right = 0, made = 0, wanted = 0;
  double precision() const { return made == 0 ? 1 : 1.0 * right / made; }
  double recall() const { return wanted == 0 ? 1 : 1.0 * right / wanted; }
  double f1() const { return made + wanted == 0 ? 1 : 2.0 * right / (made + wanted); }
};

TEST(ChipDispute, IsMergedFromRealNewsAboutAsAPersonWould) {
  const std::string file = source_dir() + "/../shared/gold/dev/news.docs.jsonl";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the annotated news is not beside this checkout: " << file;
  const std::vector<Label> labels = read_labels();
  ASSERT_EQ(labels.size(), 116U);
  const auto extractor = extract::Extractor::load();
  ASSERT_TRUE(extractor.ok());
  auto store = store::open_store(":memory:");
  ASSERT_TRUE(store.ok());
  store_labelled(file, labels, *extractor, **store);
  const auto details = (*store)->details({});
  ASSERT_TRUE(details.ok());
  Pairs pairs;
  int lost = 0;  // pairs of which extraction has not found both
  std::vector<std::string> events;
  for (const Label& label : labels) events.push_back(event_of(label, *details));
  for (std::size_t a = 0; a < labels.size(); ++a) {
    for (std::size_t b = a + 1; b < labels.size(); ++b) {
      const bool same = labels[a].act == labels[b].act;
      if (events[a].empty() || events[b].empty()) {
        lost += same;
        continue;
      }
      const bool made = events[a] == events[b];
      pairs.wanted += same, pairs.made += made, pairs.right += same && made;
      if (same != made && std::getenv("TRADEWIRE_SHOW_PAIRS") != nullptr) {
        std::cout << (made ? "joined " : "apart  ") << labels[a].document << ":" << labels[a].start << " " << labels[a].act << " | "
                  << labels[b].document << ":" << labels[b].start << " " << labels[b].act << "\n";
      }
    }
  }
  const auto found = std::count_if(events.begin(), events.end(), [](const std::string& event) { return !event.empty(); });
  std::cout << found << " of " << labels.size() << " labelled mentions found; pairs of these: precision " << pairs.precision() << ", recall "
            << pairs.recall() << ", F1 " << pairs.f1() << "; " << lost << " pairs lost to extraction\n";
  EXPECT_GE(pairs.f1(), 0.7) << "far below what docs/store.md gives";
}

}  // namespace
}  // namespace tradewire::pipeline
