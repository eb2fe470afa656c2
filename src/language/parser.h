// The parser: greedy transitions of ArcHybrid, chosen by a linear classifier over the features of Zhang and Nivre
// (2011, "Transition-based dependency parsing with rich non-local features"), adapted to arc-hybrid.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "language/arc_hybrid.h"
#include "language/feature_list.h"
#include "language/model.h"
#include "language/word_form.h"

namespace tradewire::language {

// A word as the parser sees it.
struct ParserWord {
  std::uint64_t word = 0;    // lower spelling
  std::uint64_t tag = 0;     // number of the tag
  std::uint64_t upos = 0;
  std::uint64_t suffix = 0;  // last three bytes
  std::uint64_t shape = 0;   // casing and lexicon
};

ParserWord parser_word(const WordForm& form, std::uint8_t tag, Upos upos);

// What stands behind the last word.
ParserWord parser_root();

// The features of a state in parts, by what of it they look at: what they say stays true as long as that does.
enum class FeaturePart : std::uint8_t {
  kStack,       // the words on the stack, and their dependents but those on the right of the top
  kStackRight,  // the dependents on the right of the stack's top
  kBuffer,      // the words of the buffer
  kBufferLeft,  // the dependents of the buffer's front
  kBoth,        // words of stack and buffer together
};
constexpr FeaturePart kFeatureParts[] = {FeaturePart::kStack, FeaturePart::kStackRight, FeaturePart::kBuffer, FeaturePart::kBufferLeft,
                                         FeaturePart::kBoth};

// Appends the features of one part. `words` are those of the sentence and the root behind them.
void parser_features(const ArcHybrid& state, std::span<const ParserWord> words, FeaturePart part, FeatureList& out);

// One unit of words that the tree must keep together: the words [first, last) hang below one of them.
struct Group {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

struct Arc {
  std::int32_t head = -1;  // -1 for the root's dependent
  Relation relation = Relation::kDep;
};

// One arc a word; `words` as above. `units` are disjoint and in order.
std::vector<Arc> predict_arcs(std::span<const ParserWord> words, const Model& model, std::span<const Group> units = {});

}  // namespace tradewire::language
