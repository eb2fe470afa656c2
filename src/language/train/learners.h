// Learns the weights of tagger and parser.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "language/parser.h"
#include "language/tagger.h"
#include "language/train/averaged_weights.h"
#include "language/train/oracle.h"

namespace tradewire::language::train {

struct Schedule {
  int epochs = 8;
  float margin = 1.0F;          // a decision right by less than this is learned from, too
  std::uint32_t least = 2;      // features updated less often are dropped
  std::size_t most = 4000000;   // weights kept
  std::uint64_t seed = 1;
};

struct TaggedSentence {
  TaggerInput input;
  std::vector<std::uint8_t> tags;
};

// The tagger's section.
std::string learn_tagger(const std::vector<const TaggedSentence*>& sentences, std::size_t tags, const Schedule& schedule);

struct ParsedSentence {
  std::vector<ParserWord> words;
  GoldTree gold;
};

// The transitions that the trees need: shift, and left and right with each relation seen `least` times.
std::vector<Action> collect_actions(const std::vector<const Sentence*>& sentences, std::size_t least);

// The parser's section. From the second epoch on, most states come from the parser's own choices.
std::string learn_parser(const std::vector<ParsedSentence>& sentences, const std::vector<Action>& actions, const Schedule& schedule);

}  // namespace tradewire::language::train
