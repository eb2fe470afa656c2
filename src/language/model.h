// Model: what the trainer learned about one language, read in place from the bytes of a model file.
//
//     "TWLM" | u32 version | u64 size of the file | u32 sections | u32 sum | {char name[8], u64 offset, u64 size}...
//     sections start at multiples of 64 bytes; numbers are little endian; sum is over all that follows it
//
//     about     text: language, treebanks, licences         rules    text: lemma rules, one a line
//     tags      text: one tag a line: UPOS, features        words    hash index: word and tag → lemma rule
//     features  text: one FEATS column a line               ends     hash index: end of word and tag → lemma rule
//     actions   text: one transition a line                 tagger, parser   sparse tables
//     lexicon   hash index: word → word_form.h              spelling hash index: word and tag → features
//
// Nothing but the short text sections is copied on loading. Immutable; any number of threads may share one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "language/hash_index.h"
#include "language/sentence.h"
#include "language/sparse_table.h"

namespace tradewire::language {

constexpr std::uint32_t kModelVersion = 3;

// A class of the tagger: a part of speech with those features that the word alone does not settle.
struct Tag {
  Upos upos = Upos::kX;
  std::uint16_t features = 0;  // of a word that the model does not know with this tag
};

// How a lemma is made from a word: choose the case, take `strip` bytes from the end, put `add` there.
struct LemmaRule {
  enum class Case : std::uint8_t { kKeep, kLower, kTitle, kFigure };  // kFigure: commas taken out
  static constexpr std::uint8_t kWhole = 255;                         // strip: `add` is the whole lemma
  Case letters = Case::kKeep;
  std::uint8_t strip = 0;
  std::string add;
  friend auto operator<=>(const LemmaRule&, const LemmaRule&) = default;
};

enum class Move : std::uint8_t { kShift, kLeft, kRight };

// A transition of the parser: parser.h.
struct Action {
  Move move = Move::kShift;
  Relation relation = Relation::kDep;
  friend bool operator==(const Action&, const Action&) = default;
};

class Model {
 public:
  // Whose bytes they are: those of the program itself are taken at their word, others are looked at to the last.
  enum class Trust : std::uint8_t { kOwn, kStrangers };

  // `bytes` must stay alive. Errors: no model, another version, cut off, damaged.
  static base::Result<Model> over(std::string_view bytes, Trust trust);

  std::string_view about;
  std::vector<Tag> tags;
  std::vector<std::string_view> feature_names;
  std::vector<Features> features;
  std::vector<LemmaRule> lemma_rules;
  std::vector<Action> actions;
  HashIndex lexicon;    // hash of the lower spelling → ambiguity << 16 | LexiconBit
  HashIndex spelling;   // mix(form or lower, tag) → features + 1
  HashIndex lemma_words;  // mix(form, tag) → rule + 1
  HashIndex lemma_ends;   // mix(suffix_key(...), tag) → rule + 1
  SparseTable tagger;
  SparseTable parser;
};

// The bytes of a model file with these sections, (name, bytes).
std::string write_model(const std::vector<std::pair<std::string, std::string>>& sections);

// "Number=Plur|..." read into what the layers above ask for; `all` stays 0.
Features read_features(std::string_view column);

// One line of the text sections, and back. Nothing when malformed.
std::string spell(const LemmaRule& rule);
std::optional<LemmaRule> read_lemma_rule(std::string_view line);
std::string spell(const Action& action);
std::optional<Action> read_action(std::string_view line);

}  // namespace tradewire::language
