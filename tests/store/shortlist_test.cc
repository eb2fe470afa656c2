// The shortlist leaves out only what cannot reach the threshold: merging with it is merging with every event scored.
#include "store/shortlist.h"

#include <gtest/gtest.h>

#include <random>

#include "base/date.h"
#include "base/hash.h"
#include "store/story.h"

namespace tradewire::store {
namespace {

const MergingRules& rules() {
  static const auto loaded = embedded_merging();
  return *loaded;
}

Sight sight(const extract::Mention& mention, std::int64_t document) {
  Sight s = sight_of(mention, 1750000000, rules().ignore, rules().is_joint(mention.type));
  s.document_row = document;
  return s;
}

// A block whose events were made by scoring all of them, with a shortlist that went along.
class Scanned {
 public:
  explicit Scanned(const std::string& type) : type_{rules().window_days(type) * 86400, rules().is_joint(type)}, shortlist_(rules(), type_) {}

  // Merges the mention, and counts the events that reach the threshold but are not on the list.
  int take(const Sight& sight) {
    const std::vector<Shortlist::Place> listed = shortlist_.find(sight);
    std::optional<std::size_t> best;
    double highest = 0;
    int missing = 0;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const auto fit = score(rules(), type_, events_[i], sight);
      if (!fit || *fit < rules().threshold) continue;
      missing += std::find(listed.begin(), listed.end(), i) == listed.end();
      if (!best || *fit > highest) best = i, highest = *fit;
    }
    joined_ += best.has_value();
    looked_at_ += static_cast<int>(listed.size());
    scanned_ += static_cast<int>(events_.size());
    if (!best) {
      best = events_.size();
      events_.emplace_back();
      shortlist_.open(static_cast<Shortlist::Place>(*best));
    }
    events_[*best].add(sight);
    shortlist_.add(static_cast<Shortlist::Place>(*best), sight);
    return missing;
  }
  int joined_ = 0, looked_at_ = 0, scanned_ = 0;

 private:
  TypeRules type_;
  Shortlist shortlist_;
  std::vector<Profile> events_;
};

TEST(Shortlist, HoldsEveryEventOfTheStoriesThatReachesTheThreshold) {
  std::map<std::string, Scanned> blocks;
  std::int64_t document = 0;
  for (const Story& story : all_stories()) {
    for (const StoryArticle& article : story.articles) {
      ++document;
      for (const extract::Mention& m : article.mentions) {
        EXPECT_EQ(blocks.try_emplace(m.type, m.type).first->second.take(sight(m, document)), 0) << story.name << " " << m.trigger.text;
      }
    }
  }
}

using Dice = std::mt19937;

std::size_t roll(Dice& dice, std::size_t sides) { return std::uniform_int_distribution<std::size_t>(0, sides - 1)(dice); }

// A party of every sort: of a government, a company, a body, a name in no gazetteer.
extract::Filler filler(Dice& dice, extract::Role role) {
  static const std::vector<std::string> countries = {"US", "CN", "JP", "IN"};
  extract::Filler f;
  const std::string country = countries[roll(dice, countries.size())];
  switch (role == extract::Role::kCommodity ? 4 : roll(dice, 4)) {
    case 0: f.id = "country:" + country, f.kind = "country", f.country = country, f.name = country; break;
    case 1: f.id = "body:ministry/" + country, f.kind = "body", f.country = country, f.name = "Ministry of Trade of " + country; break;
    case 2: f.id = "company:c" + std::to_string(roll(dice, 5)), f.kind = "company", f.country = country, f.name = "Company " + std::to_string(roll(dice, 5)); break;
    case 3: f.name = "trade office " + std::to_string(roll(dice, 4)); break;
    default: f.name = std::vector<std::string>{"steel", "steel products", "rare earths", "chips"}[roll(dice, 4)]; break;
  }
  if (f.id.empty() && roll(dice, 3) == 0) f.id = "thing:" + f.name;
  f.text = f.name;
  return f;
}

extract::Mention made_up(Dice& dice, const std::string& type, std::size_t number) {
  extract::Mention m;
  m.type = type;
  m.id = std::to_string(number);
  m.document.id = std::to_string(number / 2);
  m.document.published = base::to_rfc3339(1700000000 + static_cast<std::int64_t>(number) * 43200);
  m.modality = roll(dice, 3) == 0 ? extract::Modality::kThreatened : extract::Modality::kActual;
  for (const extract::Role role : {extract::Role::kActor, extract::Role::kTarget, extract::Role::kCommodity, extract::Role::kPlace}) {
    for (std::size_t i = roll(dice, 3); i > 0; --i) m.roles.push_back({role, filler(dice, role)});
  }
  if (roll(dice, 3) == 0) {
    extract::Filler rate;
    rate.value = static_cast<double>(5 * roll(dice, 4));
    rate.text = "a rate";
    m.roles.push_back({extract::Role::kRate, rate});
  }
  if (roll(dice, 3) == 0) {
    extract::Filler day;
    day.text = day.date = "2023-12-" + std::to_string(10 + roll(dice, 20));
    m.roles.push_back({extract::Role::kDate, day});
  }
  for (std::size_t i = 0; i < 6; ++i) m.evidence.text += "word" + std::to_string(roll(dice, 30)) + " ";
  m.trigger.text = "act";
  return m;
}

TEST(Shortlist, HoldsEveryEventThatReachesTheThresholdWhateverTheMentions) {
  for (const char* type : {"tariff.impose", "talks.hold", "license.grant"}) {
    Dice dice(20260101);
    Scanned block(type);
    int missing = 0;
    for (std::size_t i = 0; i < 1200; ++i) missing += block.take(sight(made_up(dice, type, i), static_cast<std::int64_t>(i / 2)));
    EXPECT_EQ(missing, 0) << type;
    EXPECT_GT(block.joined_, 100) << type << ": the mentions try nothing";
    EXPECT_LT(block.looked_at_, block.scanned_) << type << ": nothing is left out";
  }
}

}  // namespace
}  // namespace tradewire::store
