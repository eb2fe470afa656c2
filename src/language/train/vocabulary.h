// What the trainer settles before any weight is learned: the tags, the features of words, and the lexicon.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "language/conllu.h"

namespace tradewire::language::train {

using Pairs = std::vector<std::pair<std::uint64_t, std::uint32_t>>;

// Lower spelling → LexiconBit, from the folder of WordNet's database files: every lemma with its regular and irregular
// inflected forms.
base::Result<std::map<std::string, std::uint16_t>> read_wordnet(const std::string& folder);

// WordNet's irregular forms: (form, lemma).
base::Result<std::vector<std::pair<std::string, std::string>>> read_exceptions(const std::string& folder, const std::string& part);

// The lexicon section: WordNet's bits joined with the ambiguity class of words that training saw `often` times.
Pairs build_lexicon(const std::map<std::string, std::uint16_t>& wordnet, const std::vector<const Treebank*>& banks, std::size_t often);

struct TagSet {
  std::vector<std::string> names;            // "VERB/VBN/pass": the key that a treebank word is mapped by
  std::vector<std::string> feature_columns;  // numbered
  std::string tags_section;
  std::string features_section;
  Pairs spelling;

  // The number of the tag of a treebank's word.
  std::uint8_t tag_of(const Token& token, const TreebankWord& word) const;
};

TagSet build_tags(const std::vector<const Treebank*>& banks);

}  // namespace tradewire::language::train
