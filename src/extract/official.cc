#include "extract/official.h"

#include <algorithm>

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

}  // namespace tradewire::extract
