// Prefilter: which sentences may hold an act at all, so that only those are tagged and parsed.
//
// Reads the forms of untagged tokens. A sentence passes when a word in it looks like a trigger of a frame and, for frames
// whose slots ask for words, other words look like those. "Looks like" is by the beginning of the word: a form agrees with
// a lemma when they share all but an ending; forms that change inside ("struck", "bought") are listed in
// words/irregular.yaml. Lets too much pass, never too little.
#pragma once

#include <bitset>
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

  // Whether a text speaks of trade or government at all: holds a word of $domain. True when there is no such list.
  bool in_domain(const std::vector<language::Sentence>& sentences, std::string_view text) const;

 private:
  using Mask = std::bitset<256>;
  struct Entry {
    Mask lists;                        // the word lists that hold a word like this
    std::size_t longest = 0;           // letters of the longest word with this beginning
    std::vector<std::uint32_t> gates;  // of the frames that it may trigger
  };
  void add_word(std::string_view word, const Mask& lists, std::int64_t gate);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, Entry, Hash, std::equal_to<>> stems_;
  template <typename Visit>
  void visit_entries(std::string_view form, std::string& lower, Visit visit) const;
  Mask domain_;
  std::vector<std::vector<Mask>> gates_;  // of each distinct demand: a word of each mask must be there
};

}  // namespace tradewire::extract
