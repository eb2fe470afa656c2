// CoNLL-U, the text format of Universal Dependencies: reading treebanks, and writing what the analyzer found.
//
// Reading keeps one syntactic word a token. The text is rebuilt from the words and SpaceAfter=No, with a blank line
// between paragraphs. The words of a multiword token ("don't" = "do" + "n't") get the parts of its surface when they
// spell it, and the whole surface otherwise.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/analyzer.h"
#include "language/sentence.h"

namespace tradewire::language {

// One word of a treebank with the columns that training needs beside Token.
struct TreebankWord {
  std::string form;
  std::string features;  // the FEATS column
  std::string fine_tag;  // the XPOS column
  friend bool operator==(const TreebankWord&, const TreebankWord&) = default;
};

// A document's words; `words[s][i]` belongs to `sentences[s].tokens[i]`, whose spans are in `text`.
struct Treebank {
  std::string text;
  std::vector<Sentence> sentences;
  std::vector<std::vector<TreebankWord>> words;
};

// Errors name the line. Enhanced graphs, empty nodes and unknown comments are skipped.
base::Result<Treebank> read_conllu(std::string_view conllu, const std::string& name);

// One sentence with its "# text" comment. `number` becomes sent_id.
std::string write_conllu(const Sentence& sentence, std::string_view text, const Analyzer& analyzer, std::size_t number);

}  // namespace tradewire::language
