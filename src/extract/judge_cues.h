// Cues: the words that say who speaks, how real an act is and whether it happened, from rules/cues/*.yaml.
//
//     rules/cues/*.yaml ──▶ load() ──▶ phrases by their first word ──▶ find() ──▶ CueHits of one sentence
//
// A file holds categories, a category holds phrases by part of speech. A phrase is one or more words, each of which
// matches a token by its lemma or by its form, in lower case:
//
//     threat:                       # Cue::kThreat
//       verbs: [threaten, warn]     # only where the tagger saw a verb
//       nouns: [threat, ultimatum]
//       words: ["or else"]          # any part of speech; also adjectives:, adverbs:
//
// Measures (months, units, currencies, number words) are tables from a word to its value: words are looked up with value().
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/yaml.h"
#include "language/sentence.h"

namespace tradewire::extract {

// The categories; their names in the files are those of cue_name(): kSay is "say" in attribution.yaml.
enum class Cue : std::uint8_t {
  // attribution.yaml: how it is said
  kSay, kAnnounce, kBelieve, kReact, kAccuse, kCiting, kAddress, kAccording, kHearsay, kPledge, kBy,
  // and who says it
  kInsider, kSecrecy, kOfficial, kExpert, kLegislator, kFormer, kOutlet, kDocument, kSpokesOf, kPartner, kTogether, kJoint,
  // modality.yaml
  kRequest, kOught, kThreat, kWarn, kCondition, kTentative, kPossible, kProposal, kMight, kWould, kWill, kUnlikely, kPlanned,
  kDecided, kAuthority, kHelpReal, kOccur, kCould, kTo, kUntil, kKeep, kAsk, kIntend, kEnact,
  kAside, kTopic, kReason, kComplement, kSettle, kPersuade, kFirst, kUnder, kIf, kPlain, kWouldHave, kInTime, kToo, kAhead, kAccord, kIntroduce,
  // polarity.yaml
  kNot, kOnly, kFail, kStop, kExclude, kUndone, kFrom,
  // confirmation.yaml
  kConfirm, kUnverified, kYet, kUnclear, kDeny, kFalse, kClaim,
  // official.yaml
  kOfficialTitle, kOfficialOpening, kOfficialPhrase, kDateline, kOfficialSelf, kFirstPerson, kTold,
};
inline constexpr std::size_t kCueCount = static_cast<std::size_t>(Cue::kTold) + 1;
std::string_view cue_name(Cue cue);

enum class CuePart : std::uint8_t { kWord, kVerb, kNoun, kAdjective, kAdverb };

// A phrase found: tokens [first, last) of its sentence; `head` is the token that governs the others.
struct CueHit {
  Cue cue;
  CuePart part = CuePart::kWord;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::uint32_t head = 0;
  friend bool operator==(const CueHit&, const CueHit&) = default;
};

// A word of measures.yaml with its value in each table that has it.
struct MeasureWord {
  std::vector<std::pair<std::string, std::string>> values;  // (table, value)
  bool opens = false;                                       // an entry of two words begins with it: "per cent"
  std::string_view value(std::string_view table) const;     // empty when it is not there
};

// One file of cues, named for errors.
struct CueFile {
  std::string path;
  base::YamlNode root;
};

class Cues {
 public:
  // The built-in files, then those of an overlay folder's cues/*.yaml, whose phrases are added. Files of other names
  // than those above are not read. Errors name file, line and column.
  static base::Result<Cues> load(const std::string& overlay = {});
  static base::Result<Cues> from_files(std::span<const CueFile> files);

  // All phrases of a tagged sentence, by first token, longer ones first; they may overlap.
  std::vector<CueHit> find(const language::Sentence& sentence, std::string_view text) const;

  // Whether an untagged sentence may hold a phrase of one of the categories: by the beginnings of its words.
  bool may_hold(std::span<const Cue> kinds, const language::Sentence& sentence, std::string_view text) const;

  // Where `text` (a title, an opening) begins with a phrase of the category; no tags needed. Folded case.
  bool begins_with(Cue cue, std::string_view text) const;
  // Whether `text` holds a phrase of the category anywhere, at word borders.
  bool holds(Cue cue, std::string_view text) const;

  // The value of a word in a table of measures.yaml ("months", "april" → "4"); empty when it is not there.
  std::string_view value(std::string_view table, std::string_view word) const;
  // The word in all tables; null when none has it.
  const MeasureWord* measure(std::string_view word) const;

 private:
  struct Phrase {
    Cue cue;
    CuePart part;
    std::vector<std::string> words;
  };
  base::Status add_file(const CueFile& file);
  base::Status add_category(const CueFile& file, Cue cue, const base::YamlNode& node);
  base::Status add_tables(const CueFile& file);

  std::vector<Phrase> phrases_;
  std::unordered_map<char, std::vector<std::uint32_t>> by_first_letter_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_first_word_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, MeasureWord, Hash, std::equal_to<>> measures_;
};

}  // namespace tradewire::extract
