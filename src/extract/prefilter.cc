#include "extract/prefilter.h"

#include <algorithm>

#include "base/unicode.h"

namespace tradewire::extract {
namespace {

constexpr std::size_t kMaxStem = 12;
constexpr std::size_t kMaxEnding = 4;  // "banned", "permitting"

// What all forms of a word begin with: the word without its last letter or two.
std::string_view stem_of(std::string_view word) {
  const std::size_t keep = word.size() <= 3 ? word.size() : word.size() == 4 ? 3 : word.size() - 2;
  return word.substr(0, std::min(keep, kMaxStem));
}

std::uint64_t set_key(const rules::WordSet& set) {
  std::uint64_t key = set.words().size();
  for (const rules::WordId word : set.words()) key = key * 1099511628211ULL + word;
  for (const rules::Phrase& phrase : set.phrases()) key = key * 31 + (phrase.back().empty() ? 0 : phrase.back().front());
  return key;
}

}  // namespace

Prefilter::Prefilter(const rules::RuleSet& rules) {
  const rules::Lexicon& lexicon = rules.lexicon();
  std::vector<std::uint64_t> keys;  // of the list that each bit stands for
  const auto mask_of = [&](const rules::WordSet& set) -> Mask {
    const std::uint64_t key = set_key(set);
    const auto at = std::find(keys.begin(), keys.end(), key);
    auto number = static_cast<std::size_t>(at - keys.begin());
    const bool is_new = at == keys.end();
    if (is_new) keys.push_back(key);
    number %= Mask().size();  // lists beyond share bits, which only lets more pass
    const Mask mask = Mask(1) << number;
    if (!is_new) return mask;
    for (const rules::WordId word : set.words()) add_word(lexicon.word(word), mask, -1);
    for (const rules::Phrase& phrase : set.phrases()) {
      for (const rules::WordId word : phrase.back()) add_word(lexicon.word(word), mask, -1);
      for (const rules::WordId word : phrase.front()) add_word(lexicon.word(word), mask, -1);
    }
    return mask;
  };
  const rules::WordSet& domain = rules.words("domain");
  if (!domain.empty()) domain_ = mask_of(domain);
  for (const rules::Frame& frame : rules.frames()) {
    std::vector<Mask> demands;
    for (const rules::Slot& slot : frame.slots) {
      if (!slot.need || slot.key == rules::SlotKey::kGovernor) continue;  // what governs may have any form
      if (!slot.is.empty()) demands.push_back(mask_of(slot.is));
      if (!slot.about.empty()) demands.push_back(mask_of(slot.about));
    }
    if (!frame.about.empty()) demands.push_back(mask_of(frame.about));
    for (const auto& group : frame.needs) {
      Mask any;
      bool words = true;
      for (const rules::Slot& slot : frame.slots) {
        if (std::find(group.begin(), group.end(), slot.name) == group.end()) continue;
        if (slot.is.empty()) words = false;
        if (!slot.is.empty()) any |= mask_of(slot.is);
      }
      if (words && any.any()) demands.push_back(any);
    }
    std::sort(demands.begin(), demands.end(), [](const Mask& a, const Mask& b) { return a.to_string() < b.to_string(); });
    auto at = std::find(gates_.begin(), gates_.end(), demands);
    const auto gate = at - gates_.begin();
    if (at == gates_.end()) gates_.push_back(std::move(demands));
    const auto add_trigger = [&](rules::WordId word) {
      add_word(lexicon.word(word), Mask(), gate);
      // "struck" of "strike": forms that share no beginning with their lemma.
      for (const rules::WordId form : rules.words("irregular_" + std::string(lexicon.word(word))).words()) add_word(lexicon.word(form), Mask(), gate);
    };
    for (const rules::WordId word : frame.triggers.words()) add_trigger(word);
    for (const rules::Phrase& phrase : frame.triggers.phrases()) {
      const auto& head = frame.kind == rules::TriggerKind::kNoun ? phrase.back() : phrase.front();
      for (const rules::WordId word : head) add_trigger(word);
    }
  }
}

void Prefilter::add_word(std::string_view word, const Mask& lists, std::int64_t gate) {
  Entry& entry = stems_[std::string(stem_of(word))];
  entry.lists |= lists;
  entry.longest = std::max(entry.longest, word.size());
  if (gate < 0) return;
  const auto number = static_cast<std::uint32_t>(gate);
  if (std::find(entry.gates.begin(), entry.gates.end(), number) == entry.gates.end()) entry.gates.push_back(number);
}

// The entries that a form may belong to: every beginning of it that could be all but the ending of a lemma.
template <typename Visit>
void Prefilter::visit_entries(std::string_view form, std::string& lower, Visit visit) const {
  if (form.size() < 2) return;
  lower = base::to_lower(form);
  const std::size_t longest = std::min(lower.size(), kMaxStem);
  const std::size_t shortest = lower.size() > kMaxEnding + 2 ? lower.size() - kMaxEnding - 2 : 2;
  for (std::size_t size = std::min(shortest, longest); size <= longest; ++size) {
    const auto found = stems_.find(std::string_view(lower).substr(0, size));
    if (found != stems_.end() && lower.size() <= found->second.longest + kMaxEnding) visit(found->second);
  }
}

bool Prefilter::in_domain(const std::vector<language::Sentence>& sentences, std::string_view text) const {
  if (domain_.none()) return true;
  std::string lower;
  for (const language::Sentence& sentence : sentences) {
    for (const language::Token& token : sentence.tokens) {
      bool holds = false;
      visit_entries(base::slice(text, token.span), lower, [&](const Entry& entry) { holds = holds || (entry.lists & domain_).any(); });
      if (holds) return true;
    }
  }
  return false;
}

bool Prefilter::passes(const language::Sentence& sentence, std::string_view text) const {
  Mask seen;
  std::vector<const Entry*> triggers;
  std::string lower;
  for (const language::Token& token : sentence.tokens) {
    visit_entries(base::slice(text, token.span), lower, [&](const Entry& entry) {
      seen |= entry.lists;
      if (!entry.gates.empty()) triggers.push_back(&entry);
    });
  }
  for (const Entry* entry : triggers) {
    for (const std::uint32_t gate : entry->gates) {
      const bool open = std::ranges::all_of(gates_[gate], [&](const Mask& mask) { return (mask & seen).any(); });
      if (open) return true;
    }
  }
  return false;
}

}  // namespace tradewire::extract
