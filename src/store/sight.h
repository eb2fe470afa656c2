// Sight: what merging sees of a mention: its traits as keys that can be compared, its place in time, and the judgements
// that make the event's life.
//
//     Mention ─▶ Sight ─▶ score.h (does it tell of this event?) ─▶ block.h (which mentions are one event) ─▶ life.h
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "extract/mention.h"

namespace tradewire::store {

// A party or thing: `key` is its own, `anchor` the government it belongs to (0: none known).
struct Party {
  enum class Kind : std::uint8_t { kGovernment, kBody, kCompany, kOther };
  std::uint64_t key = 0;
  std::uint64_t anchor = 0;
  Kind kind = Kind::kOther;
  bool resolved = false;              // in a gazetteer
  std::vector<std::uint32_t> words;   // of its name and its text, sorted
  friend bool operator==(const Party&, const Party&) = default;
};

// The parties by role, in one piece: tens of thousands of these are held at once.
class Parties {
 public:
  std::span<const Party> operator[](std::size_t role) const { return {all_.data() + begin(role), all_.data() + ends_[role]}; }
  // Behind those of the role.
  void add(std::size_t role, Party party) {
    all_.insert(all_.begin() + ends_[role], std::move(party));
    for (std::size_t later = role; later < ends_.size(); ++later) ++ends_[later];
  }
  void shrink() { all_.shrink_to_fit(); }

 private:
  std::size_t begin(std::size_t role) const { return role == 0 ? 0 : ends_[role - 1]; }
  std::vector<Party> all_;
  std::array<std::uint16_t, extract::kRoleCount> ends_{};
};

// An entity in a role of a mention or an event, as the store keeps it. Its role is one of extract::Role, or of those who
// speak.
inline constexpr std::uint8_t kSourceSeat = extract::kRoleCount;
inline constexpr std::uint8_t kConfirmerSeat = extract::kRoleCount + 1;
struct Seat {
  std::uint8_t role = 0;
  std::int64_t entity = 0;   // row
  std::uint64_t party = 0;   // equal for those who act as one: the country of all but companies, else the entity
  friend auto operator<=>(const Seat&, const Seat&) = default;
};
// "actor", "source"; and back.
std::string_view seat_word(std::uint8_t role);
std::uint8_t seat_of(std::string_view word);
std::uint64_t seat_party(const std::string& id, const std::string& name, const std::string& kind, const std::string& country);

// Days [from, to], both included, since 1970.
struct DayRange {
  std::int64_t from = 0;
  std::int64_t to = 0;
  friend auto operator<=>(const DayRange&, const DayRange&) = default;
};

// Exact enough to tell one act from another whenever it is told of.
inline constexpr std::int64_t kExactDays = 100;
constexpr bool is_exact(DayRange range) { return range.to - range.from <= kExactDays; }

struct Sight {
  std::int64_t row = 0;    // 0: not stored yet
  std::int64_t event = 0;  // row of the event it is stored with, 0: none
  std::string mention;     // id
  std::string document;    // id
  std::int64_t document_row = 0;
  std::int64_t time = 0;        // publication, else fetching
  std::int64_t fetched_at = 0;
  std::string published;        // as the article gives it, else the day of fetching
  std::string type;
  std::string block;
  std::string bond;             // what an analyst tied together; empty: free
  std::uint64_t place = 0;      // of the trigger; the title comes first
  Parties parties;              // of a joint act all stand with the actors
  std::vector<Seat> seats;
  std::vector<double> rates;
  std::vector<double> amounts;
  std::vector<DayRange> dates;
  std::vector<std::string> date_texts;
  std::vector<std::uint32_t> words;  // of the evidence, sorted
  std::int64_t digest = 0;           // of the evidence without case, blanks and punctuation
  bool copy = false;
  bool stored_copy = false;          // as the row says
  extract::Polarity polarity = extract::Polarity::kPositive;
  extract::Modality modality = extract::Modality::kActual;
  extract::EventStatus status = extract::EventStatus::kReported;
  extract::SourceRelation relation = extract::SourceRelation::kOutlet;
  std::string source;  // the name of who says it, else the site

  // Gives back the room that its lists do not use; for one that is kept.
  void shrink();

  // Publication, then arrival, then the place in the document: no two are equal.
  auto order() const { return std::tie(time, fetched_at, document, place, mention); }
};

// `ignored` are the words (as word_key gives them) that say nothing about which act it is; a joint act has no sides. Rows
// and bond are the caller's to fill in.
Sight sight_of(const extract::Mention& mention, std::int64_t fetched_at, const std::unordered_set<std::uint32_t>& ignored,
               bool joint);

std::uint32_t word_key(std::string_view word);

// The instant that orders a document: that of `published`, else `fetched_at`.
std::int64_t document_time(const std::string& published, std::int64_t fetched_at);

// "2025-06", "2025-06-11", "2025", "2025-Q2", "2025-06-01/2025-08-31" as days; nullopt for anything else.
std::optional<DayRange> day_range(std::string_view date);

}  // namespace tradewire::store
