// Frame: what one entry of an event file says, compiled: which word is the trigger, and who plays which role around it.
//
//     YAML ──▶ Loader (loader.h) ──▶ EventType, Frame, Slot ──▶ extract's matcher
//
// rules/README.md is the reference of every key.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/words.h"

namespace tradewire::rules {

// The roles in the order of extract::Role, which has the same numbers.
using RoleId = std::uint8_t;
inline constexpr std::array<std::string_view, 10> kRoleNames = {
    "actor", "target", "beneficiary", "destination", "commodity", "rate", "amount", "instrument", "place", "date"};
std::optional<RoleId> role_by_name(std::string_view name);

// The kinds of fillers, as bits: the first eleven in the order of extract::EntityKind, then the groups.
using KindSet = std::uint32_t;
inline constexpr std::array<std::string_view, 17> kKindNames = {
    "country", "bloc", "body", "person", "company", "commodity", "instrument", "place", "date", "rate", "amount",
    "party", "government", "firm", "goods", "name", "any"};
enum KindBit : std::uint8_t {
  kBitCountry, kBitBloc, kBitBody, kBitPerson, kBitCompany, kBitCommodity, kBitInstrument, kBitPlace, kBitDate, kBitRate, kBitAmount,
  kBitParty, kBitGovernment, kBitFirm, kBitGoods, kBitName, kBitAny
};
std::optional<KindSet> kind_by_name(std::string_view name);

enum class TriggerKind : std::uint8_t { kVerb, kNoun, kAdjective };
enum class SlotKey : std::uint8_t { kSubject, kObject, kIobj, kClause, kPoss, kCompound, kAmod, kGovernor, kPreposition };
enum class Voice : std::uint8_t { kAny, kActive, kPassive };

// Where in the file something stands.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct Slot {
  SlotKey key = SlotKey::kObject;
  std::string name;                    // the key as written: "to", "due to", "subject"
  std::vector<WordId> preposition;     // its words
  std::vector<RoleId> roles;           // the first that accepts the filler; empty: fills none
  WordSet is, about, without;
  KindSet kinds = 0;                   // 0: what the role accepts
  bool need = false;
  Place place;
};

// A place of a template: words, a role's filler, or any one word.
struct TemplatePart {
  enum class Kind : std::uint8_t { kWords, kRole, kAny };
  Kind kind = Kind::kWords;
  WordSet words;
  std::vector<RoleId> roles;
};
// One template without brackets: those are written out when it is compiled, the longest variant first.
using Template = std::vector<TemplatePart>;

struct Frame {
  std::string id;                      // "license.grant#receive"
  std::size_t type = 0;                // index in RuleSet::types()
  TriggerKind kind = TriggerKind::kVerb;
  WordSet triggers;                    // of phrases, a verb's first word and a noun's last is the head
  std::vector<Slot> slots;
  WordSet about, without;
  std::optional<std::string> trigger_slot;  // the slot whose word is the trigger
  std::vector<std::vector<std::string>> needs;  // of each group of slots one must be filled
  bool needs_nothing = false;          // `needs: []`
  bool yields = false;                 // gives way to an act in its own clause: "agreed to lift the ban"
  bool definite = false;               // `definite: true`: "the suspension" needs no slot
  bool abroad = false;                 // `abroad: true`: who acts and whose goods they are must be of different countries
  bool indefinite = false;             // `definite: false`: "the deal" is one known, "a deal" an act
  std::vector<std::string> after;      // the types that the text must have told of before: "the ban", "lifted it"
  std::uint32_t within = 0;            // how many sentences before at most; 0: anywhere
  std::string polarity, modality;      // or empty
  Voice voice = Voice::kAny;
  int priority = 0;
  std::vector<Template> below, never;
  Place place;
};

struct Codes {
  std::string plover, cameo, mast;
  std::optional<int> gta;
};

// One example of a file: a text and what it must give. `want` stays as written, in YAML.
struct ExampleWant {
  std::string type;
  std::vector<std::pair<std::string, std::vector<std::string>>> fields;  // "actor" → fillers, "status" → word
  Place place;
};
struct Example {
  std::string text, title, published;
  std::vector<ExampleWant> want;
  Place place;
};

struct EventType {
  std::string name;                    // "license.grant"
  std::string path;                    // "events/license/grant.yaml"
  std::string about;
  Codes codes;
  std::vector<std::size_t> frames;     // indexes in RuleSet::frames()
  std::vector<Template> below, never;
  std::vector<Example> examples;
  bool joint = false;                  // its actors act together: who meets and whom they meet
  bool personal = false;               // it hits somebody, not goods
  std::optional<RoleId> origin;        // what the country fills that the goods come from
  std::string foreign;                 // the type that the act is when the goods are another country's: "China halts Brazilian exports"
};

}  // namespace tradewire::rules
