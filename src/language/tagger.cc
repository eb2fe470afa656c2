#include "language/tagger.h"

namespace tradewire::language {
namespace {

constexpr std::uint64_t kStart = 255;  // the tag of a border

std::uint64_t style_of(std::span<const WordForm> words) {
  std::size_t lower = 0;
  std::size_t title = 0;
  std::size_t upper = 0;
  for (const WordForm& word : words) {
    lower += word.casing == Casing::kLower;
    title += word.casing == Casing::kTitle;
    upper += word.casing == Casing::kUpper || word.casing == Casing::kInitial;
  }
  if (upper > lower + title) return 2;
  return title + upper > 2 * lower ? 1 : 0;
}

}  // namespace

TaggerInput::TaggerInput(const Sentence& sentence, std::string_view text, const HashIndex& lexicon)
    : words_(sentence.tokens.size() + 2 * kBorder) {
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    words_[i + kBorder] = make_word_form(base::slice(text, sentence.tokens[i].span), lexicon);
  }
  style_ = style_of({words_.data() + kBorder, size()});
}

void TaggerInput::word_features(std::size_t i, FeatureList& out) const {
  const WordForm& w = word(i);
  out.add(w.lower);
  out.add(w.form);
  for (const std::uint64_t suffix : w.suffix) out.add(suffix);
  for (const std::uint64_t prefix : w.prefix) out.add(prefix);
  out.add(w.shape, style_);
  out.add(w.shape, w.lexicon, style_, i == 0);
  out.add(w.ambiguity, static_cast<std::uint64_t>(w.casing), i == 0);
  out.add(w.lexicon, w.suffix[1]);
  out.add(w.lexicon, w.suffix[2], static_cast<std::uint64_t>(w.casing));
  out.add(w.suffix[2], static_cast<std::uint64_t>(w.casing), i == 0);
}

void TaggerInput::window_features(std::size_t i, FeatureList& out) const {
  const WordForm& w = word(i);
  const WordForm& p1 = word(i, -1);
  const WordForm& p2 = word(i, -2);
  const WordForm& n1 = word(i, 1);
  const WordForm& n2 = word(i, 2);
  out.add(p1.lower);
  out.add(p2.lower);
  out.add(n1.lower);
  out.add(n2.lower);
  out.add(p1.lower, w.lower);
  out.add(w.lower, n1.lower);
  out.add(p1.lower, n1.lower);
  out.add(p2.lower, p1.lower);
  out.add(n1.lower, n2.lower);
  out.add(n1.suffix[2], n1.lexicon);
  out.add(p1.suffix[2]);
  out.add(w.lexicon, n1.lexicon);
  out.add(w.ambiguity, n1.ambiguity, w.lexicon);
  out.add(p1.lexicon, w.lexicon, n1.lexicon);
  out.add(n1.ambiguity, n2.ambiguity);
  out.add(p1.shape, w.shape, n1.shape, style_);
  out.add(w.lower, n1.ambiguity, n1.lexicon);
}

void TaggerInput::features(std::size_t i, std::span<const std::uint8_t> tags, FeatureList& out) const {
  out.clear();
  word_features(i, out);
  window_features(i, out);
  const WordForm& w = word(i);
  const WordForm& n1 = word(i, 1);
  const std::uint64_t t1 = i >= 1 ? tags[i - 1] : kStart;
  const std::uint64_t t2 = i >= 2 ? tags[i - 2] : kStart;
  const std::uint64_t t3 = i >= 3 ? tags[i - 3] : kStart;
  out.add(t1);
  out.add(t1, t2);
  out.add(t1, t2, t3);
  out.add(t1, w.lower);
  out.add(t1, t2, w.lower);
  out.add(t1, w.ambiguity, w.lexicon);
  out.add(t1, t2, w.ambiguity);
  out.add(t1, n1.lower);
  out.add(t1, w.ambiguity, n1.ambiguity);
  out.add(t1, w.lexicon, n1.lexicon);
  out.add(t1, w.suffix[2]);
  out.add(t1, w.suffix[1], n1.suffix[1]);
  out.add(t1, w.shape, style_);
  out.add(t1, word(i, -1).lower, w.suffix[2]);
}

std::vector<std::uint8_t> predict_tags(const TaggerInput& input, const Model& model) {
  std::vector<std::uint8_t> tags(input.size());
  FeatureList features;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    std::int32_t scores[SparseTable::kMaxClasses] = {};
    input.features(i, tags, features);
    model.tagger.add(features.all(), scores);
    tags[i] = static_cast<std::uint8_t>(highest(scores, 0, model.tags.size()));
  }
  return tags;
}

}  // namespace tradewire::language
