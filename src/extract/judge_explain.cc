#include "extract/judge.h"

namespace tradewire::extract {
namespace {

std::string_view reading(EventStatus status) {
  switch (status) {
    case EventStatus::kDenied: return "a named party denies it";
    case EventStatus::kUnconfirmed: return "somebody who would know has not confirmed it";
    case EventStatus::kConfirmed: return "the actor itself says so";
    case EventStatus::kClaimed: return "a named source that is not the actor says so";
    case EventStatus::kRumored: return "unnamed sources or another outlet say so";
    case EventStatus::kReported: return "the text says so in its own voice";
  }
  return {};
}

std::string quoted(const std::optional<Quote>& cue) { return cue ? "\"" + cue->text + "\"" : "no cue"; }

std::string named(const Filler& filler) { return filler.name.empty() ? filler.text : filler.text + " (" + filler.name + ")"; }

}  // namespace

std::vector<std::string> explain_judgement(const Judgement& judgement) {
  std::vector<std::string> lines;
  const auto& attribution = judgement.attribution;
  if (attribution.source || attribution.cue) {
    std::string line = "attribution: " + quoted(attribution.cue);
    if (attribution.source) line += " by " + named(*attribution.source);
    lines.push_back(line + ", " + std::string(to_string(attribution.relation)));
  } else {
    lines.push_back("attribution: none, " + std::string(to_string(attribution.relation)));
  }
  if (const auto& confirmation = judgement.confirmation) {
    std::string line = "confirmation: " + quoted(confirmation->cue);
    if (confirmation->by) line += " by " + named(*confirmation->by);
    lines.push_back(line + ": " + std::string(to_string(confirmation->state)));
  }
  if (judgement.polarity_cue || judgement.polarity == Polarity::kNegative) {
    lines.push_back("polarity: " + quoted(judgement.polarity_cue) + ": " + std::string(to_string(judgement.polarity)));
  }
  lines.push_back("modality: " + quoted(judgement.modality_cue) + ": " + std::string(to_string(judgement.modality)));
  lines.push_back("status: " + std::string(to_string(judgement.status)) + " (" + std::string(reading(judgement.status)) + ")");
  return lines;
}

}  // namespace tradewire::extract
