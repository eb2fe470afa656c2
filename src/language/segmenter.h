// The segmenter: text to sentences and tokens in the style of the English treebanks EWT and GUM.
//
//     text ──▶ lines ──▶ chunks between blanks ──▶ tokens ──▶ sentences
//
// "don't" is do + n't, "China's" is China + 's, "rare-earth" is rare + - + earth, "U.S." stays whole. A line end is a
// border of sentences, and so is what ends with . ? ! unless the dot belongs to an abbreviation, an initial or a figure.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "language/sentence.h"

namespace tradewire::language {

std::vector<Sentence> segment_text(std::string_view text);

// The tokens of one chunk [start, end) of the text, which holds no blank: tokenizer.cc.
void append_tokens(std::string_view text, base::Span chunk, std::vector<base::Span>& out);

// Whether a dot behind this word belongs to it, and what may follow: abbreviations.cc.
enum class Abbreviation : std::uint8_t {
  kNone,
  kInner,  // something follows: Mr., Gov., No., Jan., an initial
  kOuter,  // may end a sentence as well: Corp., U.S., a.m., etc.
};
Abbreviation abbreviation(std::string_view word);

// English names, in full.
bool is_month(std::string_view word);
bool is_weekday(std::string_view word);

// Abbreviations that no sentence ends with, such as "Mr." and initials.
bool stands_before_names(std::string_view word);

// Words that often open a sentence and seldom go on with a name: The, It, But, In.
bool opens_sentence(std::string_view word);

}  // namespace tradewire::language
