// Mention: one clause of a text that says an act of trade or economic policy happened, will, may or did not. What the
// extract stage yields, what the store keeps, what output prints as schema tradewire.mention/1. The meaning of every
// word stands in docs/events.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/span.h"

namespace tradewire::extract {

enum class Polarity : std::uint8_t { kPositive, kNegative };
enum class Modality : std::uint8_t { kActual, kTentative, kPlanned, kThreatened, kConditional, kPossible, kRequested };
enum class EventStatus : std::uint8_t { kDenied, kUnconfirmed, kConfirmed, kClaimed, kRumored, kReported };
enum class SourceRelation : std::uint8_t { kSelf, kCounterparty, kBeneficiary, kThirdParty, kAnonymous, kOutlet };
enum class ConfirmationState : std::uint8_t { kConfirmed, kDenied, kPending, kUnverifiable };
enum class Role : std::uint8_t {
  kActor, kTarget, kBeneficiary, kDestination, kCommodity, kRate, kAmount, kInstrument, kPlace, kDate
};
inline constexpr std::size_t kRoleCount = 10;

// The words of the output ("third_party", "actor"), and back; nullopt for any other word.
std::string_view to_string(Polarity value);
std::string_view to_string(Modality value);
std::string_view to_string(EventStatus value);
std::string_view to_string(SourceRelation value);
std::string_view to_string(ConfirmationState value);
std::string_view to_string(Role value);
template <typename Enum>
std::optional<Enum> parse_word(std::string_view word);

// A piece of the document's text.
struct Quote {
  std::string text;
  base::Span span;
  friend bool operator==(const Quote&, const Quote&) = default;
};

// Who or what fills a role, or speaks. Absent parts are empty.
struct Filler {
  std::string text;           // as written
  base::Span span;            // empty when implied
  bool implied = false;       // not in the sentence, but plain from the document
  std::string name;           // of the entity: "Ministry of Commerce of China"
  std::string id;             // "gov:cn-mofcom"
  std::string kind;           // country, bloc, body, person, company, commodity, instrument, place
  std::string country;        // ISO 3166 alpha-2
  std::string wikidata;       // "Q1234"
  std::string office;         // of a person at the document's date: "Secretary of Commerce"
  std::optional<double> value;  // of a rate or amount
  std::string unit;           // percent, point, tonne ...
  std::string currency;       // ISO 4217
  std::string date;           // ISO 8601 of a date: 2025-06, 2025-06-11, 2025-06-01/2025-08-31
  std::string precision;      // day, week, month, quarter, year ...
  friend bool operator==(const Filler&, const Filler&) = default;
};

struct RoleFiller {
  Role role;
  Filler filler;
  friend bool operator==(const RoleFiller&, const RoleFiller&) = default;
};

struct Attribution {
  std::optional<Filler> source;  // absent for an outlet's own voice and for official texts
  std::optional<Quote> cue;
  SourceRelation relation = SourceRelation::kOutlet;
  friend bool operator==(const Attribution&, const Attribution&) = default;
};

struct Confirmation {
  ConfirmationState state;
  std::optional<Filler> by;
  std::optional<Quote> cue;
  friend bool operator==(const Confirmation&, const Confirmation&) = default;
};

// Where a mention was found.
struct DocumentInfo {
  std::string id;
  std::string url;
  std::string title;
  std::string site;
  std::string published;  // as the article gives it
  std::string sha256;     // of the text
  std::string copy_of{};  // the id of an earlier document that tells the same story; of stored ones only
  bool summary_only = false;  // the page could not be read: the text is what a feed says of it
  friend bool operator==(const DocumentInfo&, const DocumentInfo&) = default;
};

struct Codes {
  std::string plover;
  std::string cameo;
  std::optional<int> gta;
  std::string mast;
  friend bool operator==(const Codes&, const Codes&) = default;
};

struct Mention {
  std::string id;    // hash of document id, type and trigger offset
  std::string type;  // "license.grant"
  EventStatus status = EventStatus::kReported;
  Modality modality = Modality::kActual;
  Polarity polarity = Polarity::kPositive;
  std::vector<RoleFiller> roles;  // ordered by role, then by place in the text
  Attribution attribution;
  std::optional<Confirmation> confirmation;
  // What made polarity and modality: "failed to", "would"; for explain.
  std::optional<Quote> polarity_cue;
  std::optional<Quote> modality_cue;
  Quote evidence;  // the sentence
  Quote trigger;
  bool in_title = false;  // offsets are into the title then
  bool superseded = false;  // it stood in an earlier version of the document (whose sha256 `document` has) and is gone
  DocumentInfo document;
  std::string rule;  // "license.grant#receive"
  Codes codes;
  std::string tradewire_version;
  std::string rules_version;  // "sha256:…"
  friend bool operator==(const Mention&, const Mention&) = default;
};

// The id that a mention has by its document, type and place.
std::string mention_id(const Mention& mention);

}  // namespace tradewire::extract
