// The lemmatiser: edit rules learned from the treebank by the word's tag and end, with exceptions for whole words.
// Among the rules that the end of an unknown word allows, one whose result is in the lexicon comes first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "language/model.h"
#include "language/word_form.h"

namespace tradewire::language {

constexpr std::size_t kLongestLemmaEnd = 6;

// The hash of the last `length` bytes of the lower spelling, as lemma_ends knows them; shorter words count their start.
std::uint64_t lemma_end(std::string_view lower, std::size_t length);

// The key of a word as written among those of lower spellings: seeds alone do not keep "met" and "let" apart (WordForm).
constexpr std::uint64_t as_written(std::uint64_t form) { return mix(form, 1); }

// The word after the rule; the word itself when the rule takes away more than there is.
std::string apply(const LemmaRule& rule, std::string_view word);

std::string lemma_of(std::string_view word, const WordForm& form, std::uint8_t tag, const Model& model);

}  // namespace tradewire::language
