#include "language/lemmatizer.h"

#include <optional>

#include "base/hash.h"
#include "base/unicode.h"

namespace tradewire::language {
namespace {

// Which bits of the lexicon speak for a lemma of this part of speech; 0 when the lexicon is not to be asked.
std::uint16_t lemma_bits(Upos upos) {
  switch (upos) {
    case Upos::kNoun: return kLexNoun;
    case Upos::kVerb: case Upos::kAux: return kLexVerb;
    case Upos::kAdj: return kLexAdjective;
    case Upos::kAdv: return kLexAdverb;
    default: return 0;
  }
}

// A rule counts bytes, and was learned mostly from words with the plain sign.
std::string with_plain_apostrophes(std::string_view word) {
  constexpr std::string_view kTypographic = "\u2019";
  std::string out(word);
  for (std::size_t at = 0; word.size() > kTypographic.size() && (at = out.find(kTypographic, at)) != std::string::npos;) {
    out.replace(at, kTypographic.size(), "'");
  }
  return out;
}

std::string in_case(LemmaRule::Case letters, std::string_view word) {
  switch (letters) {
    case LemmaRule::Case::kKeep: return std::string(word);
    case LemmaRule::Case::kLower: return base::to_lower(word);
    case LemmaRule::Case::kTitle: {
      std::size_t first = 0;
      if (!word.empty()) base::next_code_point(word, first);
      return std::string(word.substr(0, first)) + base::to_lower(word.substr(first));
    }
    case LemmaRule::Case::kFigure: break;
  }
  std::string figure;
  for (const char c : word) {
    if (c != ',') figure += c;
  }
  return figure;
}

}  // namespace

std::uint64_t lemma_end(std::string_view lower, std::size_t length) {
  const bool whole = length >= lower.size();
  const std::uint64_t end = base::hash64(whole ? lower : lower.substr(lower.size() - length), 4);
  return whole ? mix(end, 1) : end;
}

std::string apply(const LemmaRule& rule, std::string_view word) {
  if (rule.strip == LemmaRule::kWhole) return rule.add;
  std::string lemma = in_case(rule.letters, with_plain_apostrophes(word));
  if (rule.strip > lemma.size() || (rule.strip == lemma.size() && rule.add.empty())) return lemma;
  lemma.resize(lemma.size() - rule.strip);
  return lemma + rule.add;
}

namespace {

// The lemma by the longest end that gives a word of the lexicon; else by the longest end of all, and `known` is false.
std::string lemma_by_end(std::string_view word, std::uint8_t tag, const Model& model, bool& known) {
  const std::string lower = base::to_lower(word.substr(word.size() > 64 ? word.size() - 64 : 0));
  const std::uint16_t wanted = lemma_bits(model.tags[tag].upos);
  std::string first;
  known = true;
  for (std::size_t length = kLongestLemmaEnd + 1; length-- > 0;) {
    const auto rule = model.lemma_ends.find(mix(lemma_end(lower, length), tag));
    if (rule == 0) continue;
    std::string lemma = apply(model.lemma_rules[rule - 1], word);
    if (wanted == 0 || (model.lexicon.find(base::hash64(normalized(lemma))) & wanted) != 0) return lemma;
    if (first.empty()) first = std::move(lemma);
  }
  known = false;
  return first.empty() ? std::string(word) : first;
}

std::optional<std::uint8_t> passive_tag(const Model& model) {
  for (std::size_t tag = 0; tag < model.tags.size(); ++tag) {
    if (model.tags[tag].upos == Upos::kVerb && model.features[model.tags[tag].features].passive) return static_cast<std::uint8_t>(tag);
  }
  return std::nullopt;
}

// "has revoked", "revoking": of verbs that the lexicon does not hold, treebanks show the passive most, so that its ends tell
// best whether an -e was lost.
std::string lemma_of_rare_verb(std::string_view word, const Model& model, std::string otherwise) {
  constexpr std::string_view kGerund = "ing";
  constexpr std::string_view kParticiple = "ed";
  std::string participle(word);
  if (participle.ends_with(kGerund)) participle.replace(participle.size() - kGerund.size(), kGerund.size(), kParticiple);
  if (!participle.ends_with(kParticiple)) return otherwise;
  const auto tag = passive_tag(model);
  bool known = false;
  return tag ? lemma_by_end(participle, *tag, model, known) : otherwise;
}

}  // namespace

std::string lemma_of(std::string_view word, const WordForm& form, std::uint8_t tag, const Model& model) {
  if (const auto known = model.lemma_words.find(mix(as_written(form.form), tag))) return apply(model.lemma_rules[known - 1], word);
  if (const auto known = model.lemma_words.find(mix(form.lower, tag))) return apply(model.lemma_rules[known - 1], word);
  bool known = false;
  std::string lemma = lemma_by_end(word, tag, model, known);
  const bool rare_verb = !known && model.tags[tag].upos == Upos::kVerb && !model.features[model.tags[tag].features].passive;
  return rare_verb ? lemma_of_rare_verb(word, model, std::move(lemma)) : lemma;
}

}  // namespace tradewire::language
