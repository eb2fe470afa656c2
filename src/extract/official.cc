#include "extract/official.h"

#include <algorithm>
#include <map>

namespace tradewire::extract {
namespace {

constexpr std::size_t kOpening = 1500;

}  // namespace

bool is_official_text(const Cues& cues, const Analysis& analysis) {
  if (!analysis.document) return false;
  const std::string_view title = analysis.document->title;
  const std::string_view opening = std::string_view(analysis.document->text).substr(0, kOpening);
  if (cues.holds(Cue::kDateline, opening.substr(0, 200))) return false;
  return cues.begins_with(Cue::kOfficialTitle, title) || cues.begins_with(Cue::kOfficialTitle, opening) ||
         cues.begins_with(Cue::kOfficialOpening, opening) || cues.holds(Cue::kOfficialPhrase, opening);
}

const Entity* author_of(const Analysis& analysis) {
  if (!analysis.official_text) return nullptr;
  std::map<std::string_view, std::pair<int, const Entity*>> sides;
  for (const auto& mention : analysis.entities) {
    const Entity* entity = mention.entity;
    if (!entity || !entity->official || entity->country.empty() || mention.reference) continue;
    if (entity->kind != EntityKind::kBody && entity->kind != EntityKind::kPerson) continue;
    auto& side = sides[entity->country];
    ++side.first;
    side.second = entity;
  }
  const Entity* stated = analysis.official_author;
  if (stated && sides.contains(stated->country)) return stated;
  const auto most = std::max_element(sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
  return most == sides.end() ? stated : most->second.second;
}

}  // namespace tradewire::extract
