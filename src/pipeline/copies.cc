#include "pipeline/copies.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <optional>

#include "fetch/near_duplicate.h"
#include "store/versions.h"

namespace tradewire::pipeline {
namespace {

constexpr std::size_t kMostCompared = 16;       // documents that are alike, the most alike first
constexpr double kSameStory = 0.6;              // containment of their word 3-grams
constexpr std::int64_t kSameDays = 7 * 86400;   // "on Wednesday" is the same day in a copy that comes so much later

std::optional<std::int64_t> day_of(const std::string& published) {
  if (const auto instant = base::parse_rfc3339(published)) return *instant;
  const auto day = base::parse_iso_date(published);
  return day ? std::optional(base::to_days(*day) * 86400) : std::nullopt;
}

bool same_days(const std::string& a, const std::string& b) {
  const auto left = day_of(a);
  const auto right = day_of(b);
  return !left || !right || std::abs(*left - *right) <= kSameDays;
}

}  // namespace

base::Result<Kin> find_kin(const store::Document& document, store::Store& store) {
  Kin kin;
  const auto alike = store.like(document, fetch::kNearDistance);
  if (!alike) return alike.error();
  base::UnixTime first = 0;
  for (std::size_t i = 0; i < std::min(alike->size(), kMostCompared); ++i) {
    const auto found = store.document((*alike)[i]);
    if (!found) return found.error();
    if (!*found) continue;
    const store::Document& other = **found;
    const bool same_text = other.sha256 == document.sha256 && other.title == document.title && same_days(other.published, document.published);
    if (!same_text && fetch::containment(other.text, document.text) < kSameStory) continue;
    if (kin.story.empty() || other.fetched_at < first) {
      kin.story = other.copy_of.empty() ? other.id : other.copy_of;
      first = other.fetched_at;
    }
    auto mentions = store.mentions(other.id);
    if (!mentions) return mentions.error();
    if (same_text) {
      std::erase_if(*mentions, [](const extract::Mention& mention) { return mention.superseded; });
      kin.same_text = true;
      kin.own = mentions->size();
    }
    std::move(mentions->begin(), mentions->end(), same_text ? std::inserter(kin.told, kin.told.begin()) : std::inserter(kin.told, kin.told.end()));
  }
  if (kin.story == document.id) kin.story.clear();  // the first telling came back with more
  return kin;
}

std::vector<extract::Mention> adopted(const Kin& kin, const extract::Document& document) {
  std::vector<extract::Mention> mentions(kin.told.begin(), kin.told.begin() + static_cast<std::ptrdiff_t>(kin.own));
  for (extract::Mention& mention : mentions) {
    mention.document = {document.id, document.url, document.title, document.site, document.published, mention.document.sha256, {}, document.summary_only};
    mention.id = extract::mention_id(mention);
  }
  return mentions;
}

bool was_told(const Kin& kin, const extract::Mention& mention) {
  return std::any_of(kin.told.begin(), kin.told.end(), [&](const extract::Mention& told) {
    return store::says_the_same(told, mention) && store::judged_alike(told, mention);
  });
}

}  // namespace tradewire::pipeline
