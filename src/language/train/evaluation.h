// The measures of the CoNLL 2018 shared task (Zeman et al. 2018): F1 of tokens, sentences and words, and of what is
// right among aligned words.
#pragma once

#include <cstddef>
#include <string>

#include "language/conllu.h"

namespace tradewire::language::train {

struct Score {
  std::size_t gold = 0;
  std::size_t system = 0;
  std::size_t correct = 0;
  double f1() const { return gold + system == 0 ? 0 : 200.0 * static_cast<double>(correct) / static_cast<double>(gold + system); }
};

struct Evaluation {
  Score words;
  Score sentences;
  Score upos;
  Score lemmas;
  Score features;
  Score uas;
  Score las;       // relations without their subtypes, as the shared task counts them
  Score las_full;  // with subtypes
};

// Both are of the same characters but for blanks; an error says where they part. Words are aligned by the characters
// that they cover.
base::Result<Evaluation> evaluate(const Treebank& gold, const Treebank& system);

std::string to_table(const Evaluation& evaluation);

}  // namespace tradewire::language::train
