// WordForm: what the classifiers see of one word, as hashes: its normalised spelling, ends, shape, and what the
// lexicon knows of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "language/hash_index.h"

namespace tradewire::language {

// How a word is written.
enum class Casing : std::uint8_t { kNone, kLower, kTitle, kUpper, kMixed, kInitial };

// What the lexicon knows: which inflected forms of which parts of speech the spelling can be.
enum LexiconBit : std::uint16_t {
  kLexNoun = 1, kLexPlural = 2, kLexVerb = 4, kLexVerbS = 8, kLexPast = 16, kLexParticiple = 32, kLexIng = 64,
  kLexAdjective = 128, kLexGraded = 256, kLexAdverb = 512, kLexName = 1024, kLexMostlyNoun = 2048,
  kLexMostlyVerb = 4096, kLexMostlyAdjective = 8192
};

struct WordForm {
  std::uint64_t form = 0;                 // digits as 0, typographic quotes and dashes as ASCII
  std::uint64_t lower = 0;                // the same in lower case
  std::array<std::uint64_t, 5> suffix{};  // the last 1 to 5 bytes of lower
  std::array<std::uint64_t, 4> prefix{};
  std::uint32_t shape = 0;                // casing, digits, hyphen, dot, length class
  Casing casing = Casing::kNone;
  std::uint16_t lexicon = 0;              // LexiconBit
  std::uint16_t ambiguity = 0;            // which tags training saw on the word; 0 for a rare or unknown word
};

// The spelling that is hashed into `form`.
std::string normalized(std::string_view word);

// `lexicon` maps the hash of the lower spelling to ambiguity << 16 | lexicon bits.
WordForm make_word_form(std::string_view word, const HashIndex& lexicon);

}  // namespace tradewire::language
