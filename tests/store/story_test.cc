// The reader of stories, and the measure over all of them.
#include "store/story.h"

#include "store/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <random>

#include "base/date.h"
#include "base/hash.h"
#include "paths.h"

namespace tradewire::store {
namespace {

using base::YamlNode;
using extract::Filler;
using extract::Role;

[[noreturn]] void give_up(const std::string& what) {
  std::cerr << what << "\n";
  std::abort();
}

std::string word_of(const YamlNode& node, std::string_view key, const std::string& otherwise = "") {
  const YamlNode* found = node.find(key);
  return found == nullptr ? otherwise : found->scalar;
}

template <typename Enum>
Enum enum_of(const YamlNode& node, std::string_view key, Enum otherwise) {
  const YamlNode* found = node.find(key);
  if (found == nullptr) return otherwise;
  const auto value = extract::parse_word<Enum>(found->scalar);
  if (!value) give_up("unknown word " + found->scalar + " in line " + std::to_string(found->line));
  return *value;
}

bool is_code(const std::string& text) {
  return text.size() == 2 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "CN" a government, "company:jl-mag/CN" a company of China, "?widgets" a name in no gazetteer, "rare earths" a thing.
Filler filler_of(const std::string& text, Role role) {
  Filler f;
  f.text = text;
  if (role == Role::kRate || role == Role::kAmount) {
    f.value = std::stod(text);
    f.unit = role == Role::kRate ? "percent" : "";
    return f;
  }
  if (role == Role::kDate) {
    f.date = text;
    f.precision = text.size() == 10 ? "day" : text.size() == 7 ? "month" : "year";
    return f;
  }
  if (text.front() == '?') {
    f.text = text.substr(1);
    return f;
  }
  if (is_code(text)) {
    f.kind = text == "EU" ? "bloc" : "country";
    f.id = "country:" + text;
    f.name = f.country = text;
    return f;
  }
  const std::size_t colon = text.find(':');
  const std::size_t slash = text.find('/');
  f.kind = colon == std::string::npos ? std::string(role == Role::kInstrument ? "instrument" : role == Role::kPlace ? "place" : "commodity")
                                      : text.substr(0, colon);
  f.name = text.substr(colon == std::string::npos ? 0 : colon + 1, slash == std::string::npos ? std::string::npos : slash - colon - 1);
  f.text = f.name;
  f.id = f.kind + ":" + f.name;
  if (slash != std::string::npos) f.country = text.substr(slash + 1);
  return f;
}

extract::Quote sentence_around(const std::string& text, std::size_t at) {
  std::size_t start = text.rfind(". ", at);
  start = start == std::string::npos ? 0 : start + 2;
  std::size_t end = text.find(". ", at);
  end = end == std::string::npos ? text.size() : end + 1;
  return {text.substr(start, end - start), {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)}};
}

void read_article(Story& story, const YamlNode& node) {
  StoryArticle article;
  Document& d = article.document;
  d.id = story.name + "/" + std::to_string(story.articles.size() + 1);
  d.url = "https://example.org/" + d.id;
  d.title = word_of(node, "title");
  d.site = word_of(node, "site", "example.org");
  d.published = word_of(node, "published");
  d.language = "en";
  d.text = word_of(node, "text");
  d.sha256 = base::sha256_hex(d.text);
  d.fetched_at = base::parse_rfc3339(d.published).value_or(0) + 3600;
  if (const YamlNode* mentions = node.find("mentions")) {
    for (const YamlNode& one : mentions->items) {
      article.mentions.push_back(short_mention(one, d));
      story.truth[article.mentions.back().id] = word_of(one, "event");
    }
  }
  story.articles.push_back(std::move(article));
}

}  // namespace

extract::Mention short_mention(const YamlNode& node, const Document& d) {
  extract::Mention m;
  m.type = word_of(node, "type");
  const std::string at = word_of(node, "at");
  const std::size_t place = d.text.find(at);
  if (at.empty() || place == std::string::npos) give_up(d.id + ": the text does not hold \"" + at + "\"");
  m.trigger = {at, {static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(place + at.size())}};
  m.evidence = sentence_around(d.text, place);
  m.id = base::sha256_hex(d.id + m.type + std::to_string(place)).substr(0, 16);
  m.modality = enum_of(node, "modality", extract::Modality::kActual);
  m.status = enum_of(node, "status", extract::EventStatus::kReported);
  m.polarity = enum_of(node, "polarity", extract::Polarity::kPositive);
  const auto usual = m.status == extract::EventStatus::kConfirmed ? extract::SourceRelation::kSelf : extract::SourceRelation::kOutlet;
  m.attribution.relation = enum_of(node, "relation", usual);
  if (const YamlNode* source = node.find("source")) m.attribution.source = filler_of(source->scalar, Role::kActor);
  for (std::size_t i = 0; i < extract::kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    const YamlNode* fillers = node.find(to_string(role));
    if (fillers == nullptr) continue;
    for (const std::string& text : fillers->strings()) m.roles.push_back({role, filler_of(text, role)});
  }
  m.document = {d.id, d.url, d.title, d.site, d.published, d.sha256, {}, false};
  m.rule = m.type + "#story";
  m.tradewire_version = "0";
  return m;
}

Story read_story(const std::string& folder) {
  const auto root = base::read_yaml(folder + "/story.yaml");
  if (!root) give_up(root.error().message());
  Story story;
  story.name = std::filesystem::path(folder).filename().string();
  story.look_alikes = word_of(*root, "look_alikes") == "true";
  for (const YamlNode& article : root->find("articles")->items) read_article(story, article);
  if (const YamlNode* events = root->find("events")) story.events = *events;
  return story;
}

std::vector<Story> all_stories() {
  std::vector<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() + "/fixtures/stories")) {
    if (entry.is_directory()) folders.push_back(entry.path().string());
  }
  std::sort(folders.begin(), folders.end());
  std::vector<Story> stories;
  for (const std::string& folder : folders) stories.push_back(read_story(folder));
  return stories;
}

namespace {

std::map<std::string, std::string> events_of(Store& store) {
  std::map<std::string, std::string> found;
  const auto events = store.events({});
  if (!events) give_up(events.error().message());
  for (const Event& event : *events) {
    for (const std::string& mention : event.mentions) found[mention] = event.id;
  }
  return found;
}

struct Pairs {
  int right = 0, made = 0, wanted = 0;
  double f1() const { return made + wanted == 0 ? 1 : 2.0 * right / (made + wanted); }
};

// Pairs of mentions within the story only: stories about one matter do not meet.
Pairs pairs_of(const Story& story, const std::map<std::string, std::string>& found) {
  Pairs pairs;
  for (auto a = story.truth.begin(); a != story.truth.end(); ++a) {
    for (auto b = std::next(a); b != story.truth.end(); ++b) {
      const bool wanted = a->second == b->second;
      const bool made = found.at(a->first) == found.at(b->first);
      pairs.wanted += wanted;
      pairs.made += made;
      pairs.right += wanted && made;
    }
  }
  return pairs;
}

std::map<std::string, std::string> tell(const Story& story, bool backwards, std::unique_ptr<Store>& store) {
  store = empty_store();
  std::vector<const StoryArticle*> order;
  for (const StoryArticle& article : story.articles) order.push_back(&article);
  if (backwards) std::reverse(order.begin(), order.end());
  for (const StoryArticle* article : order) {
    const auto added = store->add_document(article->document, article->mentions, 1700000000);
    if (!added) give_up(story.name + ": " + added.error().message());
  }
  return events_of(*store);
}

std::string history_line(const Event& event) {
  std::string line;
  for (const HistoryEntry& entry : event.history) {
    line += (line.empty() ? "" : ", ") + entry.at.substr(0, 10) + " " + entry.what + " " + entry.to;
  }
  return line;
}

const Event* event_named(const Story& story, const std::string& name, const std::vector<Event>& events) {
  for (const Event& event : events) {
    for (const std::string& mention : event.mentions) {
      if (story.truth.at(mention) == name) return &event;
    }
  }
  return nullptr;
}

void expect_links(const Story& story, const YamlNode& links, const Event& event, const std::vector<Event>& events) {
  for (const auto& [kind, other] : links.entries) {
    const Event* target = event_named(story, other.scalar, events);
    ASSERT_NE(target, nullptr);
    const EventLink wanted{*parse_link_kind(kind), target->id, false};
    EXPECT_NE(std::find(event.links.begin(), event.links.end(), wanted), event.links.end()) << story.name << ": no " << kind << " " << other.scalar;
  }
}

TEST(Stories, GiveTheEventsHistoriesAndLinksThatTheyTell) {
  int count = 0;
  int look_alikes = 0;
  Pairs all;
  for (const Story& story : all_stories()) {
    std::unique_ptr<Store> store;
    const auto found = tell(story, false, store);
    const Pairs pairs = pairs_of(story, found);
    all.right += pairs.right, all.made += pairs.made, all.wanted += pairs.wanted;
    if (pairs.right != pairs.made || pairs.right != pairs.wanted) {
      std::cout << story.name << ": right " << pairs.right << " of " << pairs.made << " made, " << pairs.wanted << " wanted\n";
    }
    ++count;
    look_alikes += story.look_alikes;
    const auto events = store->events({});
    ASSERT_TRUE(events.ok());
    for (const auto& [name, wanted] : story.events.entries) {
      const Event* event = event_named(story, name, *events);
      ASSERT_NE(event, nullptr) << story.name << " " << name;
      if (wanted.find("status")) {
        EXPECT_EQ(to_string(event->status), word_of(wanted, "status")) << story.name << " " << name;
      }
      if (wanted.find("modality")) {
        EXPECT_EQ(to_string(event->modality), word_of(wanted, "modality")) << story.name << " " << name;
      }
      EXPECT_EQ(event->closed, word_of(wanted, "closed") == "true") << story.name << " " << name;
      if (wanted.find("history")) {
        EXPECT_EQ(history_line(*event), word_of(wanted, "history")) << story.name << " " << name;
      }
      if (const YamlNode* links = wanted.find("links")) expect_links(story, *links, *event, *events);
    }
    EXPECT_EQ(store->check().ok() ? store->check()->size() : 99U, 0U) << story.name;
  }
  RecordProperty("f1", std::to_string(all.f1()));
  std::cout << count << " stories, " << look_alikes << " of look-alikes; pairwise precision "
            << (all.made ? 1.0 * all.right / all.made : 1) << ", recall " << (all.wanted ? 1.0 * all.right / all.wanted : 1) << ", F1 " << all.f1() << "\n";
  EXPECT_GE(all.f1(), 0.90);
}

// All that is stored of the events: what they are, their histories, links, and the mentions with all they say.
std::string told_by(Store& store) {
  auto details = store.details({});
  if (!details) give_up(details.error().message());
  std::sort(details->begin(), details->end(), [](const EventDetail& a, const EventDetail& b) { return a.event.id < b.event.id; });
  std::string text;
  for (const EventDetail& detail : *details) {
    const Event& e = detail.event;
    text += e.id + " " + e.type + " " + std::string(to_string(e.status)) + " " + std::string(to_string(e.modality)) + (e.closed ? " closed " : " ") + e.date +
            " " + e.first_seen + " " + e.last_seen + " " + std::to_string(e.mention_count) + " " + std::to_string(e.document_count) + " " + e.headline +
            "\n  " + history_line(e) + "\n";
    for (const EventLink& link : e.links) text += "  " + std::string(to_string(link.kind)) + (link.incoming ? " from " : " ") + link.event + "\n";
    for (const extract::RoleFiller& role : e.roles) text += "  " + std::string(to_string(role.role)) + " " + role.filler.text + "\n";
    for (const extract::Mention& m : detail.mentions) text += "  " + m.id + " " + m.document.id + " " + m.evidence.text + "\n";
  }
  return text;
}

// Every article of every story, in one store.
std::vector<StoryArticle> all_articles() {
  std::vector<StoryArticle> articles;
  for (const Story& story : all_stories()) articles.insert(articles.end(), story.articles.begin(), story.articles.end());
  return articles;
}

constexpr base::UnixTime kNow = 1700000000;

TEST(Stories, ComeOutTheSameInWhateverOrderTheirArticlesArrive) {
  std::vector<StoryArticle> articles = all_articles();
  const auto expected = [&] {
    const auto store = empty_store();
    for (const StoryArticle& article : articles) EXPECT_TRUE(store->add_document(article.document, article.mentions, kNow).ok());
    return told_by(*store);
  }();
  ASSERT_GT(expected.size(), 10000U);
  std::mt19937 chance(20260101);
  for (int round = 0; round < 5; ++round) {
    std::shuffle(articles.begin(), articles.end(), chance);
    const auto store = empty_store();
    for (const StoryArticle& article : articles) ASSERT_TRUE(store->add_document(article.document, article.mentions, kNow).ok());
    EXPECT_EQ(told_by(*store), expected) << "round " << round;
    EXPECT_TRUE(store->check()->empty());
  }
}

TEST(Stories, ComeOutTheSameWhenTheyArriveInBatches) {
  std::vector<StoryArticle> articles = all_articles();
  std::mt19937 chance(7);
  std::shuffle(articles.begin(), articles.end(), chance);
  const auto singly = empty_store();
  for (const StoryArticle& article : articles) ASSERT_TRUE(singly->add_document(article.document, article.mentions, kNow).ok());
  const auto batches = empty_store();
  std::vector<Incoming> batch;
  for (const StoryArticle& article : articles) {
    batch.push_back({article.document, article.mentions});
    if (batch.size() < 20) continue;
    ASSERT_TRUE(batches->add_documents(batch, kNow).ok());
    batch.clear();
  }
  ASSERT_TRUE(batches->add_documents(batch, kNow).ok());
  EXPECT_EQ(told_by(*batches), told_by(*singly));
}

TEST(Stories, AreUnmergedByReextractionAndMergedAgain) {
  const std::vector<StoryArticle> articles = all_articles();
  const auto store = empty_store();
  for (const StoryArticle& article : articles) ASSERT_TRUE(store->add_document(article.document, article.mentions, kNow).ok());
  const std::string whole = told_by(*store);
  // As if the rules had found nothing in every third article, and then all again.
  const auto without = empty_store();
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const std::vector<extract::Mention> left = i % 3 == 0 ? std::vector<extract::Mention>() : articles[i].mentions;
    ASSERT_TRUE(without->add_document(articles[i].document, left, kNow).ok());
    if (i % 3 == 0) {
      ASSERT_TRUE(store->replace_mentions(articles[i].document.id, {}, kNow).ok());
    }
  }
  EXPECT_EQ(told_by(*store), told_by(*without)) << "what the lost mentions had joined stays joined";
  for (std::size_t i = 0; i < articles.size(); i += 3) ASSERT_TRUE(store->replace_mentions(articles[i].document.id, articles[i].mentions, kNow).ok());
  EXPECT_EQ(told_by(*store), whole);
  EXPECT_TRUE(store->check()->empty());
}

TEST(Stories, ComeOutTheSameWhenTheirArticlesArriveBackwards) {
  for (const Story& story : all_stories()) {
    std::unique_ptr<Store> forwards;
    std::unique_ptr<Store> backwards;
    EXPECT_EQ(tell(story, false, forwards), tell(story, true, backwards)) << story.name;
    auto first = *forwards->events({});
    auto second = *backwards->events({});
    const auto by_id = [](const Event& a, const Event& b) { return a.id < b.id; };
    std::sort(first.begin(), first.end(), by_id);
    std::sort(second.begin(), second.end(), by_id);
    ASSERT_EQ(first.size(), second.size()) << story.name;
    for (std::size_t i = 0; i < first.size(); ++i) {
      EXPECT_EQ(first[i].links.size(), second[i].links.size()) << story.name << " " << first[i].type;
      EXPECT_EQ(history_line(first[i]), history_line(second[i])) << story.name << " " << first[i].type;
      EXPECT_TRUE(first[i] == second[i]) << story.name << " " << first[i].type;
    }
  }
}

}  // namespace
}  // namespace tradewire::store
