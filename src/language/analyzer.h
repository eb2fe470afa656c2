// Analyzer: from text to sentences, tags and trees, with one trained model. The door of the language layer.
//
// Immutable once loaded: any number of threads may share one. All work is linear in the size of the text, whatever the
// text is (invalid UTF-8, no spaces, one sentence of 5,000 tokens).
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "language/sentence.h"

namespace tradewire::language {

// Tokens [first, last) that some earlier stage knows to be one unit, such as an entity's name.
struct Unit {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// A token whose part of speech some other stage is sure of.
struct Retag {
  std::uint32_t token = 0;
  Upos upos = Upos::kX;
};

class Model;  // language/model.h

class Analyzer {
 public:
  // The model that is built in, for a language by its ISO 639-1 code. Error when there is none for it.
  static base::Result<Analyzer> load(std::string_view language);
  // A model from bytes that stay alive as long as the analyzer. Error when version or size do not fit.
  static base::Result<Analyzer> from_bytes(std::string_view bytes);

  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;
  ~Analyzer();

  // Sentences with token spans only. Line ends are hard borders.
  std::vector<Sentence> segment(std::string_view text) const;

  // Adds tags, features and lemmas. `text` is the text that was segmented.
  Sentence tag(Sentence sentence, std::string_view text) const;

  // Gives tokens other parts of speech, in the form that fits the word: "halts" is a finite present as a verb, a plural as
  // a noun. A part of speech that the model does not have in that form is left alone. REQUIRES: the sentence is tagged.
  Sentence retag(Sentence sentence, std::string_view text, std::span<const Retag> tokens) const;

  // What retag() would make of one token, whose word this is; looks at nothing else of the sentence.
  Token as(Token token, std::string_view word, Upos upos) const;

  // Adds heads and relations; tags first when that is not done. Units are kept together as one subtree.
  Sentence parse(Sentence sentence, std::string_view text, std::span<const Unit> units = {}) const;

  // The FEATS column of CoNLL-U: "Number=Plur", or "_".
  std::string_view features(const Token& token) const;

 private:
  explicit Analyzer(std::unique_ptr<const Model> model);
  std::unique_ptr<const Model> model_;
};

}  // namespace tradewire::language
