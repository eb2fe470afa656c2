// Learns the sections of the lemmatiser from treebanks: edit rules by word end and tag, and exceptions.
#pragma once

#include <string>
#include <vector>

#include "language/conllu.h"
#include "language/model.h"
#include "language/train/vocabulary.h"

namespace tradewire::language::train {

struct LemmaSections {
  std::string rules;
  Pairs words;
  Pairs ends;
};

// The rule that makes `lemma` of `form`.
LemmaRule rule_for(const std::string& form, const std::string& lemma, Upos upos);

// `irregular` are (form, lemma) of verbs and nouns from a dictionary, for words that the treebanks do not hold.
struct IrregularForm {
  std::string form;
  std::string lemma;
  Upos upos = Upos::kVerb;
};
LemmaSections learn_lemmas(const std::vector<const Treebank*>& banks, const TagSet& tags, const std::vector<IrregularForm>& irregular);

}  // namespace tradewire::language::train
