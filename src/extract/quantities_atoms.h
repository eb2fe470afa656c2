// Atoms: the pieces that measures and dates are read from. A token falls apart where letters, digits and signs meet, so
// that "€2.3bn" and "€ 2.3 bn" read alike, whatever the tokeniser made of them.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "extract/analysis.h"
#include "extract/judge_cues.h"

namespace tradewire::extract {

struct Atom {
  const MeasureWord* word = nullptr;  // what measures.yaml says of it
  std::string text;               // lower case; a word keeps inner dots ("u.s"), loses the last one
  std::optional<double> number;   // of digits: "1,700" is 1700, "2.3" is 2.3
  std::uint32_t token = 0;
  base::Span span;
  bool capital = false;           // begins with an upper-case letter
  bool glued = false;             // touches the atom before
};

// REQUIRES: the cues outlive the atoms.
std::vector<Atom> atoms_of(const Cues& cues, const language::Sentence& sentence, std::string_view text);

// The value of an atom in a table of measures.yaml; empty when it is not there.
inline std::string_view value_of(const Atom& atom, std::string_view table) { return atom.word == nullptr ? std::string_view() : atom.word->value(table); }

// A value found at `at` in a table of measures.yaml, of one word or of two; `length` is the number of atoms.
struct TableHit {
  std::string_view value;
  std::size_t length = 0;
  explicit operator bool() const { return length > 0; }
};
TableHit look_up(const Cues& cues, std::string_view table, const std::vector<Atom>& atoms, std::size_t at);

// A number at `at`: digits, or number words with their magnitude ("twenty five", "2.3 bn", "half a million").
struct NumberHit {
  double value = 0;
  std::size_t length = 0;
  explicit operator bool() const { return length > 0; }
};
NumberHit read_number(const Cues& cues, const std::vector<Atom>& atoms, std::size_t at);

// A mention of the atoms [first, last).
EntityMention measure_of(const Analysis& analysis, std::uint32_t sentence, const std::vector<Atom>& atoms, std::size_t first,
                         std::size_t last, EntityKind kind);

double to_number(std::string_view digits);

// What Reader(cues, analysis, sentence).read() finds in each sentence, in order.
template <typename Reader>
std::vector<EntityMention> read_sentences(const Cues& cues, const Analysis& analysis) {
  std::vector<EntityMention> all;
  for (std::uint32_t sentence = 0; sentence < analysis.sentences.size(); ++sentence) {
    auto mentions = Reader(cues, analysis, sentence).read();
    all.insert(all.end(), std::make_move_iterator(mentions.begin()), std::make_move_iterator(mentions.end()));
  }
  return all;
}

}  // namespace tradewire::extract
