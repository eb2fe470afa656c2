#include "extract/dates_tense.h"

#include <optional>

#include "base/span.h"
#include "base/unicode.h"

namespace tradewire::extract {
namespace {

using language::Sentence;
using language::Tense;
using language::Upos;

bool is_verbal(const Sentence& sentence, std::uint32_t at) {
  return sentence.tokens[at].upos == Upos::kVerb || sentence.tokens[at].upos == Upos::kAux;
}

// "a decision on February 10 to raise": the day is not of the infinitive behind it.
bool is_infinitive_behind(const Sentence& sentence, std::uint32_t token, std::uint32_t verb) {
  return verb > token && sentence.tokens[verb - 1].upos == Upos::kPart;
}

std::optional<std::uint32_t> governing_verb(const Sentence& sentence, std::uint32_t token) {
  std::int32_t at = static_cast<std::int32_t>(token);
  for (int steps = 0; steps < 6 && at >= 0; ++steps, at = sentence.tokens[static_cast<std::size_t>(at)].head) {
    const auto verb = static_cast<std::uint32_t>(at);
    if (is_verbal(sentence, verb) && !is_infinitive_behind(sentence, token, verb)) return verb;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> nearest_verb(const Sentence& sentence, std::string_view text, std::uint32_t token) {
  const auto border = [&](std::uint32_t at) {
    const auto form = base::slice(text, sentence.tokens[at].span);
    return form == "," || form == ";" || form == ":";
  };
  for (std::uint32_t at = token; at-- > 0 && !border(at);) {
    if (is_verbal(sentence, at)) return at;
  }
  for (std::uint32_t at = token + 1; at < sentence.tokens.size() && !border(at); ++at) {
    if (is_verbal(sentence, at) && !is_infinitive_behind(sentence, token, at)) return at;
  }
  return std::nullopt;
}

// The words of the verb's group, from the verb leftward: auxiliaries, adverbs, "to", "not".
ClauseTense group_tense(const Cues& cues, const Sentence& sentence, std::string_view text, std::uint32_t verb) {
  ClauseTense tense = sentence.tokens[verb].features.tense == Tense::kPast ? ClauseTense::kPast : ClauseTense::kUnknown;
  if (sentence.tokens[verb].features.tense == Tense::kPres &&
      sentence.tokens[verb].features.verb_form == language::VerbForm::kFin) {
    tense = ClauseTense::kPresent;
  }
  constexpr std::uint32_t kReach = 5;
  for (std::uint32_t at = verb, steps = 0; steps < kReach; ++steps) {
    const auto form = base::to_lower(base::slice(text, sentence.tokens[at].span));
    if (!cues.value("tense", form).empty()) return ClauseTense::kFuture;
    if (sentence.tokens[at].features.tense == Tense::kPast) tense = ClauseTense::kPast;
    if (at == 0) break;
    --at;
    const auto tag = sentence.tokens[at].upos;
    if (tag != Upos::kAux && tag != Upos::kAdv && tag != Upos::kPart && tag != Upos::kVerb) break;
  }
  return tense;
}

}  // namespace

ClauseTense clause_tense(const Cues& cues, const Sentence& sentence, std::string_view text, std::uint32_t token) {
  if (!sentence.tagged) return ClauseTense::kUnknown;
  std::optional<std::uint32_t> verb;
  if (sentence.parsed) verb = governing_verb(sentence, token);
  if (!verb) verb = nearest_verb(sentence, text, token);
  return verb ? group_tense(cues, sentence, text, *verb) : ClauseTense::kUnknown;
}

}  // namespace tradewire::extract
