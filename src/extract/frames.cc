#include "extract/frames.h"

#include <algorithm>

#include "extract/frame_matcher.h"
#include "extract/select.h"

namespace tradewire::extract {
namespace {

// An argument's mention and head as the judgements expect them.
void settle(std::vector<Candidate>& candidates) {
  for (Candidate& candidate : candidates) {
    std::stable_sort(candidate.arguments.begin(), candidate.arguments.end(), [](const Argument& a, const Argument& b) {
      return a.role != b.role ? a.role < b.role : a.tokens.first < b.tokens.first;
    });
  }
}

}  // namespace

std::vector<Candidate> match_frames(const Analysis& analysis, const rules::RuleSet& rules, const std::vector<std::uint32_t>& sentences,
                                    std::vector<TriggerTrace>* trace) {
  std::vector<Candidate> out;
  for (const std::uint32_t sentence : sentences) {
    FrameMatcher matcher(analysis, sentence, rules, trace);
    auto found = select(matcher.run(), matcher.tree(), trace);
    settle(found);
    for (Candidate& candidate : found) out.push_back(std::move(candidate));
  }
  return out;
}

}  // namespace tradewire::extract
