#include "rules/frame_filter.h"

#include <algorithm>
#include <unordered_map>

namespace tradewire::rules {
namespace {

std::uint64_t key_of(const WordSet& set) {
  std::uint64_t key = set.words().size();
  for (const WordId word : set.words()) key = key * 1099511628211ULL + word;
  for (const Phrase& phrase : set.phrases()) key = key * 31 + (phrase.back().empty() ? 0 : phrase.back().front());
  return key;
}

bool takes_words_before(SlotKey key) { return key == SlotKey::kCompound || key == SlotKey::kAmod; }

}  // namespace

class FrameFilter::Builder {
 public:
  explicit Builder(FrameFilter& filter) : filter_(filter) {}

  void add(const Frame& frame) {
    std::vector<std::vector<ListId>> demands;
    for (const Slot& slot : frame.slots) {
      if (slot.need) add_slot(slot, demands);
    }
    if (!frame.about.empty()) demands.push_back({list(frame.about)});
    for (const auto& group : frame.needs) {
      std::vector<ListId> any;
      bool free = false;  // one of them asks for no word
      for (const Slot& slot : frame.slots) {
        if (std::ranges::find(group, slot.name) == group.end()) continue;
        if (slot.is.empty()) free = true;
        else any.push_back(list(slot.is));
      }
      if (!free && !any.empty()) demands.push_back(std::move(any));
    }
    filter_.demands_.push_back(std::move(demands));
  }

 private:
  void add_slot(const Slot& slot, std::vector<std::vector<ListId>>& demands) {
    if (!slot.is.empty()) demands.push_back({list(slot.is)});
    const bool reads_about = !takes_words_before(slot.key) || slot.is.empty();
    if (reads_about && slot.key != SlotKey::kGovernor && !slot.about.empty()) demands.push_back({list(slot.about)});
  }

  ListId list(const WordSet& set) {
    auto& same_key = known_[key_of(set)];
    for (const auto& [known, id] : same_key) {
      if (*known == set) return id;
    }
    const auto id = static_cast<ListId>(filter_.lists_++);
    same_key.emplace_back(&set, id);
    for (const WordId word : set.words()) put(word, id);
    for (const Phrase& phrase : set.phrases()) {
      for (const WordId word : phrase.back()) put(word, id);
    }
    return id;
  }

  void put(WordId word, ListId list) {
    auto& lists = filter_.of_word_[word];
    if (lists.empty() || lists.back() != list) lists.push_back(list);
  }

  FrameFilter& filter_;
  std::unordered_map<std::uint64_t, std::vector<std::pair<const WordSet*, ListId>>> known_;
};

FrameFilter::FrameFilter(std::span<const Frame> frames, std::size_t words) : of_word_(words) {
  demands_.reserve(frames.size());
  Builder builder(*this);
  for (const Frame& frame : frames) builder.add(frame);
}

FrameFilter::Seen FrameFilter::see(std::span<const WordId> words) const {
  Seen seen(lists_, 0);
  for (const WordId word : words) {
    for (const ListId list : of_word_[word]) seen[list] = 1;
  }
  return seen;
}

bool FrameFilter::may_fit(std::size_t frame, const Seen& seen) const {
  return std::ranges::all_of(demands_[frame], [&](const std::vector<ListId>& group) {
    return std::ranges::any_of(group, [&](ListId list) { return seen[list] != 0; });
  });
}

}  // namespace tradewire::rules
