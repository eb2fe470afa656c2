// Prefilter: which sentences may hold an act at all, so that only those are tagged and parsed.
//
// Reads the forms of untagged tokens. A sentence passes when a word in it looks like a trigger of a frame and, for frames
// whose slots ask for words, other words look like those. "Looks like" is by the beginning of the word: a form agrees with
// a lemma when they share all but an ending; forms that change inside ("struck", "bought") are listed in
// words/irregular.yaml. Lets too much pass, never too little.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language/sentence.h"
#include "rules/rule_set.h"

namespace tradewire::extract {

class Prefilter {
 public:
  explicit Prefilter(const rules::RuleSet& rules);

  bool passes(const language::Sentence& sentence, std::string_view text) const;

 private:
  using Mask = std::uint64_t;
  struct Entry {
    Mask lists = 0;                    // the word lists that hold a word like this
    std::vector<std::uint32_t> gates;  // of the frames that it may trigger
  };
  void add_word(std::string_view word, Mask lists, std::int64_t gate);
  void add_lists(const rules::RuleSet& rules);
  const Entry* find(std::string_view lower) const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> stems_;
  std::vector<std::vector<Mask>> gates_;  // of each distinct demand: a word of each mask must be there
};

}  // namespace tradewire::extract
