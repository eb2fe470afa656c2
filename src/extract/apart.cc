#include "extract/apart.h"

#include <algorithm>

#include "base/span.h"
#include "extract/dateline.h"

namespace tradewire::extract {
namespace {

using language::Relation;
using language::Sentence;
using language::Upos;
using language::VerbForm;

constexpr std::uint32_t kLongestName = 10;  // tokens of the speaker
constexpr std::uint32_t kLongestTail = 6;   // "on Monday", "in a statement"

bool is_comma(const Sentence& sentence, std::string_view text, std::uint32_t at) { return base::slice(text, sentence.tokens[at].span) == ","; }

bool is_name_word(Upos tag) {
  return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kAdj || tag == Upos::kDet || tag == Upos::kPart || tag == Upos::kNum ||
         tag == Upos::kPron || tag == Upos::kAdp;
}
bool is_named(Upos tag) { return tag == Upos::kNoun || tag == Upos::kPropn || tag == Upos::kPron; }

// ", the ministry said": the comma before the speaker of the verb.
std::optional<std::uint32_t> comma_before(const Sentence& sentence, std::string_view text, std::uint32_t verb) {
  std::uint32_t at = verb;
  while (at > 0 && (sentence.tokens[at - 1].upos == Upos::kAux || sentence.tokens[at - 1].upos == Upos::kAdv)) --at;
  if (at == 0 || !is_named(sentence.tokens[at - 1].upos)) return std::nullopt;
  for (std::uint32_t steps = 0; at > 1 && steps < kLongestName; ++steps, --at) {
    if (is_comma(sentence, text, at - 1)) {
      const auto& first = sentence.tokens[at];
      const bool relative = first.upos == Upos::kPron && first.features.person == 0;
      return first.upos == Upos::kAdp || relative ? std::nullopt : std::optional(at - 1);
    }
    if (!is_name_word(sentence.tokens[at - 1].upos)) return std::nullopt;
  }
  return std::nullopt;
}

// The comma behind "said on Monday"; what stands between is no clause.
std::optional<std::uint32_t> comma_behind(const Sentence& sentence, std::string_view text, std::uint32_t verb) {
  for (std::uint32_t at = verb + 1; at < sentence.tokens.size() && at <= verb + kLongestTail; ++at) {
    if (is_comma(sentence, text, at)) return at;
    const auto tag = sentence.tokens[at].upos;
    if (tag == Upos::kVerb || tag == Upos::kAux || tag == Upos::kSconj || tag == Upos::kPunct) return std::nullopt;
  }
  return std::nullopt;
}

bool is_finite(const language::Token& token) {
  return token.upos == Upos::kAux || (token.upos == Upos::kVerb && token.features.verb_form == VerbForm::kFin);
}

// The sentence's own verb follows, and its subject stands before: "Peru, ..., had lifted", "The permits, ..., would".
bool goes_on(const Sentence& sentence, std::uint32_t comma, std::uint32_t next) {
  while (next < sentence.tokens.size() && sentence.tokens[next].upos == Upos::kAdv) ++next;
  if (next >= sentence.tokens.size() || !is_finite(sentence.tokens[next])) return false;
  if (!is_named(sentence.tokens[comma - 1].upos)) return false;
  for (std::uint32_t at = comma; at-- > 0;) {
    const auto& token = sentence.tokens[at];
    if (token.upos == Upos::kPunct || token.upos == Upos::kCconj) break;
    if (is_finite(token)) return false;
  }
  return true;
}

Sentence without(const Sentence& sentence, const Inset& inset) {
  Sentence rest = sentence;
  rest.tokens.erase(rest.tokens.begin() + inset.first, rest.tokens.begin() + inset.last);
  rest.span = {rest.tokens.front().span.start, rest.tokens.back().span.end};
  return rest;
}

Sentence only(const Sentence& sentence, std::uint32_t first, std::uint32_t last) {
  Sentence part = sentence;
  part.tokens.assign(sentence.tokens.begin() + first, sentence.tokens.begin() + last);
  part.span = {part.tokens.front().span.start, part.tokens.back().span.end};
  return part;
}

// Puts `words` back before token `first` of the parsed rest; what has no head among them comes under the rest's root.
Sentence joined(Sentence rest, const std::vector<language::Token>& words, std::uint32_t first, Relation relation) {
  const auto count = static_cast<std::int32_t>(words.size());
  const auto from = static_cast<std::int32_t>(first);
  std::int32_t root = 0;
  for (std::size_t i = 0; i < rest.tokens.size(); ++i) {
    auto& head = rest.tokens[i].head;
    if (head < 0) root = static_cast<std::int32_t>(i) + (i >= first ? count : 0);
    if (head >= from) head += count;
  }
  rest.tokens.insert(rest.tokens.begin() + from, words.begin(), words.end());
  for (auto at = from; at < from + count; ++at) {
    auto& token = rest.tokens[static_cast<std::size_t>(at)];
    const bool top = token.head < 0;
    token.head = top ? root : token.head + from;
    if (top) token.relation = token.upos == Upos::kPunct ? Relation::kPunct : relation;
  }
  rest.span = {rest.tokens.front().span.start, rest.tokens.back().span.end};
  return rest;
}

std::vector<language::Unit> shifted(std::vector<language::Unit> units, const Inset& gone) {
  const auto count = gone.last - gone.first;
  std::erase_if(units, [&](const language::Unit& unit) { return unit.first < gone.last && unit.last > gone.first; });
  for (auto& unit : units) {
    if (unit.first < gone.last) continue;
    unit.first -= count;
    unit.last -= count;
  }
  return units;
}

Sentence parse_around_speaker(const language::Analyzer& analyzer, const Cues& cues, Sentence sentence, std::string_view text, std::vector<language::Unit> units) {
  if (!sentence.tagged) sentence = analyzer.tag(std::move(sentence), text);
  const auto inset = find_inset_speaker(cues, sentence, text);
  if (!inset) return analyzer.parse(std::move(sentence), text, units);
  auto rest = analyzer.parse(without(sentence, *inset), text, shifted(units, *inset));
  auto words = analyzer.parse(only(sentence, inset->first + 1, inset->last - 1), text).tokens;
  for (auto& token : words) {
    if (token.head >= 0) ++token.head;
  }
  words.insert(words.begin(), sentence.tokens[inset->first]);
  words.push_back(sentence.tokens[inset->last - 1]);
  return joined(std::move(rest), words, inset->first, Relation::kParataxis);
}

}  // namespace

std::optional<Inset> find_inset_speaker(const Cues& cues, const Sentence& sentence, std::string_view text) {
  const auto commas = std::count_if(sentence.tokens.begin(), sentence.tokens.end(), [&](const language::Token& token) { return base::slice(text, token.span) == ","; });
  if (commas < 2) return std::nullopt;
  for (const auto& hit : cues.find(sentence, text)) {
    const bool speaks = hit.part == CuePart::kVerb && (hit.cue == Cue::kSay || hit.cue == Cue::kAnnounce || hit.cue == Cue::kConfirm);
    if (!speaks || hit.last != hit.first + 1 || sentence.tokens[hit.head].upos != Upos::kVerb) continue;
    const auto before = comma_before(sentence, text, hit.head);
    const auto behind = comma_behind(sentence, text, hit.head);
    if (before && behind && *before > 0 && goes_on(sentence, *before, *behind + 1)) return Inset{*before, *behind + 1};
  }
  return std::nullopt;
}

Sentence parse_apart(const language::Analyzer& analyzer, const Cues& cues, Sentence sentence, std::string_view text, std::vector<language::Unit> units) {
  const Inset dateline{0, dateline_length(sentence, text)};
  if (dateline.last == 0) return parse_around_speaker(analyzer, cues, std::move(sentence), text, std::move(units));
  auto rest = parse_around_speaker(analyzer, cues, without(sentence, dateline), text, shifted(std::move(units), dateline));
  return joined(std::move(rest), only(sentence, 0, dateline.last).tokens, 0, Relation::kDep);
}

}  // namespace tradewire::extract
