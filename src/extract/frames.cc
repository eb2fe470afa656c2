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

// Dates that no candidate has yet go to the act that governs them.
void give_dates(const Analysis& analysis, std::uint32_t sentence, const Tree& tree, std::vector<Candidate>& candidates) {
  for (const EntityMention& m : analysis.entities) {
    if (m.tokens.sentence != sentence || m.kind != EntityKind::kDate) continue;
    const bool taken = std::ranges::any_of(candidates, [&](const Candidate& c) {
      return std::ranges::any_of(c.arguments, [&](const Argument& a) { return a.mention == &m; });
    });
    TokenIndex at = m.tokens.head;
    for (std::uint32_t step = 0; !taken && step < 8 && tree.has_head(at); ++step) {
      at = tree.head(at);
      const auto owner = std::ranges::find_if(candidates, [&](const Candidate& c) { return c.clause == at || c.trigger.head == at; });
      if (owner == candidates.end() && tree.token(at).upos == language::Upos::kVerb) break;  // another clause's date
      if (owner == candidates.end()) continue;
      owner->arguments.push_back({Role::kDate, m.tokens, &m, false});
      break;
    }
  }
}

}  // namespace

std::vector<Candidate> match_frames(const Analysis& analysis, const rules::RuleSet& rules, const std::vector<std::uint32_t>& sentences,
                                    std::vector<TriggerTrace>* trace) {
  std::vector<Candidate> out;
  for (const std::uint32_t sentence : sentences) {
    FrameMatcher matcher(analysis, sentence, rules, trace);
    auto found = select(matcher.run(), matcher.tree(), rules, trace);
    give_dates(analysis, sentence, matcher.tree(), found);
    settle(found);
    for (Candidate& candidate : found) out.push_back(std::move(candidate));
  }
  return out;
}

}  // namespace tradewire::extract
