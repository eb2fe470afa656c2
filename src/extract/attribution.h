// Attribution: who says what in one sentence, and whose words a quotation without a speaker in its sentence is.
//
// A speech is a cue ("said", "according to", "his claim that"), the one who stands behind it, and the tokens that are said.
// Speeches nest: "Lutnick said China had told ..." is two, and the innermost that holds a trigger is the trigger's.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "extract/judge_scope.h"

namespace tradewire::extract {

enum class SourceKind : std::uint8_t {
  kNamed,      // a name, or a noun phrase of which nothing is known
  kOfficial,   // unnamed, but speaks for an authority or a company
  kExpert,
  kAnonymous,  // sources, people familiar
  kOutlet,     // another outlet
  kHearsay     // "reportedly": nobody at all
};

struct Speech {
  std::uint32_t sentence = 0;
  CueHit cue;
  SourceKind kind = SourceKind::kNamed;
  std::optional<TokenRange> source;
  const EntityMention* mention = nullptr;  // the entity that speaks or that the speaker belongs to
  const EntityMention* side = nullptr;     // whom an unknown person speaks for: "Stephen Vastagh, ITC investigator"
  bool pronoun = false;
  bool legislator = false;
  bool titled = false;                     // an office or function stands beside the name
  bool joint = false;                      // "a joint statement": all parties speak
  bool former = false;                     // a former office holder speaks for nobody
  bool refers_back = false;                // what is said stands in an earlier sentence: a continued quotation
  std::uint32_t own_first = 0;             // where the speaker's own clause begins behind what is said: ", CNBC reported"; else 0
  std::vector<char> content;               // by token of the sentence
  std::uint32_t extent = 0;                // how many tokens are said

  bool holds(std::uint32_t token) const { return token < content.size() && content[token] != 0; }
};

// All speeches of a sentence, in the order of their cues.
std::vector<Speech> find_speech(const Scope& scope);

// The innermost speech that holds the token and whose cue is not one of the tokens [first, last); null when there is none.
const Speech* innermost_speech(std::span<const Speech> speeches, std::uint32_t token, std::uint32_t first, std::uint32_t last);
// The next one outward from `inner`.
const Speech* outer_speech(std::span<const Speech> speeches, const Speech& inner);


}  // namespace tradewire::extract
