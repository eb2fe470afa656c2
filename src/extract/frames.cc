#include "extract/frames.h"

#include <algorithm>
#include <compare>
#include <iterator>
#include <optional>
#include <ranges>
#include <unordered_map>

#include "extract/frame_matcher.h"
#include "extract/memory.h"
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
void give_dates(const Analysis& analysis, std::uint32_t sentence, const Tree& tree, const rules::RuleSet& rules, std::vector<Candidate>& candidates) {
  for (const EntityMention& m : entities_of(analysis, sentence)) {
    if (m.kind != EntityKind::kDate) continue;
    const bool taken = std::ranges::any_of(candidates, [&](const Candidate& c) {
      return std::ranges::any_of(c.arguments, [&](const Argument& a) { return a.mention == &m; });
    });
    TokenIndex at = m.tokens.head;
    for (std::uint32_t step = 0; !taken && step < 8 && tree.has_head(at); ++step) {
      at = tree.head(at);
      const auto owner = std::ranges::find_if(candidates, [&](const Candidate& c) { return c.clause == at || c.trigger.head == at; });
      if (owner == candidates.end() && tree.token(at).upos == language::Upos::kVerb) break;  // another clause's date
      if (owner == candidates.end()) continue;
      if (!tells_when(analysis, tree, m, owner->trigger.head, rules)) break;
      owner->arguments.push_back({Role::kDate, m.tokens, &m, false});
      break;
    }
  }
}

using Types = std::vector<std::string>;

// What the text told before weighs as much as a word that a slot asked for.
constexpr int kToldBefore = 4;

bool names(const Types& types, const std::string& type) { return std::ranges::find(types, type) != types.end(); }

// What a text has told so far, for words that need it: "the ban", "lifted it".
class Told {
 public:
  void add(const Candidate& candidate, std::uint32_t sentence) { acts_[candidate.type].push_back({sentence, candidate.trigger.head, ++count_}); }

  // Whether the latest act before a word, of the types that matter for it, is one of those that its frame asks for.
  bool allows(const rules::Frame& frame, const Types& matter, std::uint32_t sentence, TokenIndex word) const {
    const Act here{sentence, word, 0};
    std::optional<Act> latest;
    const std::string* type = nullptr;
    for (const std::string& each : matter) {
      const auto found = acts_.find(each);
      if (found == acts_.end()) continue;
      // Sentences come in order, so the latest act is near the end.
      std::optional<Act> own;
      for (const Act& act : found->second | std::views::reverse) {
        if (own && act.sentence < own->sentence) break;
        if (act < here && (!own || *own < act)) own = act;
      }
      if (!own || (latest && !(*latest < *own))) continue;
      latest = own;
      type = &each;
    }
    if (!latest || !names(frame.after, *type)) return false;
    return frame.within == 0 || sentence - latest->sentence <= frame.within;
  }

 private:
  struct Act {
    std::uint32_t sentence = 0;
    TokenIndex word = 0;
    std::size_t order = 0;  // of several acts in one word
    auto operator<=>(const Act&) const = default;
  };
  std::unordered_map<std::string, std::vector<Act>> acts_;  // by type
  std::size_t count_ = 0;
};

bool leans(const FrameMatch& match) { return match.frame != nullptr && !match.frame->after.empty(); }

std::vector<FrameMatch> without_leaning(const std::vector<FrameMatch>& matches) {
  std::vector<FrameMatch> own;
  std::ranges::copy_if(matches, std::back_inserter(own), [](const FrameMatch& match) { return !leans(match); });
  return own;
}

// The acts of one sentence: those that its own words tell first, then those that lean on an act told before.
std::vector<Candidate> acts_of(FrameMatcher& matcher, std::uint32_t sentence, const rules::RuleSet& rules, Told& told, std::vector<TriggerTrace>* trace) {
  std::vector<FrameMatch> matches = matcher.run();
  if (std::ranges::none_of(matches, leans)) {
    auto found = select(std::move(matches), matcher.tree(), rules, trace);
    for (const Candidate& candidate : found) told.add(candidate, sentence);
    return found;
  }
  const auto own = select(without_leaning(matches), matcher.tree(), rules, nullptr);
  for (const Candidate& candidate : own) told.add(candidate, sentence);
  std::ranges::stable_sort(matches, {}, [](const FrameMatch& match) { return match.candidate.trigger.head; });
  const auto all = matches;
  std::erase_if(matches, [&](FrameMatch& match) {
    if (!leans(match)) return false;
    const bool said = std::ranges::any_of(own, [&](const Candidate& c) { return c.type == match.candidate.type && c.trigger.head == match.candidate.trigger.head; });
    if (said) return true;  // its own words tell more
    Types matter;  // of all readings of this word
    for (const FrameMatch& other : all) {
      if (leans(other) && other.candidate.trigger.head == match.candidate.trigger.head) matter.insert(matter.end(), other.frame->after.begin(), other.frame->after.end());
    }
    const bool allowed = told.allows(*match.frame, matter, sentence, match.candidate.trigger.head);
    if (allowed) told.add(match.candidate, sentence);
    if (allowed) match.score += kToldBefore;
    if (!allowed && trace != nullptr) {
      trace->push_back({matcher.tree().token(match.candidate.trigger.head).span, match.candidate.rule, "the text told of no such act before", false});
    }
    return !allowed;
  });
  return select(std::move(matches), matcher.tree(), rules, trace);
}

}  // namespace

std::vector<Candidate> match_frames(const Analysis& analysis, const rules::RuleSet& rules, const std::vector<std::uint32_t>& sentences,
                                    std::vector<TriggerTrace>* trace, std::span<const Candidate> title) {
  std::vector<Candidate> out;
  Told told;
  for (const Candidate& candidate : title) told.add(candidate, 0);
  for (const std::uint32_t sentence : sentences) {
    FrameMatcher matcher(analysis, sentence, rules, trace);
    auto found = acts_of(matcher, sentence, rules, told, trace);
    give_dates(analysis, sentence, matcher.tree(), rules, found);
    settle(found);
    for (Candidate& candidate : found) out.push_back(std::move(candidate));
  }
  recall_parties(analysis, rules, out);
  settle(out);
  return out;
}

}  // namespace tradewire::extract
