#include "extract/official.h"

#include <algorithm>

namespace tradewire::extract {
namespace {

constexpr std::size_t kOpening = 1500;

// Text outside quotation marks, for marks that come in pairs.
std::string unquoted(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const bool curly = text.substr(at).starts_with("\xE2\x80\x9C");
    if (!curly && text[at] != '"') {
      plain += text[at++];
      continue;
    }
    const auto end = curly ? text.find("\xE2\x80\x9D", at) : text.find('"', at + 1);
    if (end == std::string_view::npos) break;
    at = end + (curly ? 3 : 1);
  }
  return plain;
}

// First person outside quotations, an authority in the opening, and nobody who is told to have said something.
bool speaks_for_itself(const Cues& cues, std::string_view text) {
  return cues.holds(Cue::kOfficialSelf, text.substr(0, 600)) && !cues.holds(Cue::kTold, text) && cues.holds(Cue::kFirstPerson, unquoted(text));
}

}  // namespace

bool is_official_text(const Cues& cues, const Analysis& analysis) {
  if (!analysis.document) return false;
  const std::string_view title = analysis.document->title;
  const std::string_view opening = std::string_view(analysis.document->text).substr(0, kOpening);
  if (cues.holds(Cue::kDateline, opening.substr(0, 200))) return false;
  return cues.begins_with(Cue::kOfficialTitle, title) || cues.begins_with(Cue::kOfficialTitle, opening) ||
         cues.begins_with(Cue::kOfficialOpening, opening) || cues.holds(Cue::kOfficialPhrase, opening) ||
         speaks_for_itself(cues, analysis.document->text);
}

const Entity* author_of(const Analysis& analysis) {
  if (!analysis.official_text) return nullptr;
  for (const auto& mention : analysis.entities) {
    const Entity* entity = mention.entity;
    if (!entity || !entity->official || entity->country.empty() || mention.reference) continue;
    if (entity->kind != EntityKind::kBody && entity->kind != EntityKind::kPerson) continue;
    return entity;
  }
  return analysis.official_author;
}

}  // namespace tradewire::extract
