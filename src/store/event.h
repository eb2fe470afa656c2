// Event: the act itself, to which the mentions of one or many documents were merged. What the store answers with and
// output prints as schema tradewire.event/1. The life of an event is that of docs/events.md, section 9.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "extract/mention.h"

namespace tradewire::store {

enum class LinkKind : std::uint8_t { kSuspends, kCuts, kLifts, kRaises, kRulesOn, kAnswers, kResumes, kExtends };
inline constexpr std::size_t kLinkKindCount = 8;
std::string_view to_string(LinkKind kind);  // "rules_on"
std::optional<LinkKind> parse_link_kind(std::string_view word);

enum class ChangeKind : std::uint8_t { kNew, kStatus, kModality, kMerged };
std::string_view to_string(ChangeKind kind);  // "new", "status", "modality", "merged"
std::optional<ChangeKind> parse_change_kind(std::string_view word);

// One line of tradewire.change/1.
struct Change {
  std::string event;  // id; of a merged event, the id that went away
  ChangeKind what = ChangeKind::kNew;
  std::string from;   // the word before; empty for kNew and kMerged
  std::string to;     // the word after; of kNew the type, of kMerged the id of the event that took it
  base::UnixTime at = 0;                    // when it was stored
  std::optional<extract::Mention> mention;  // the mention that made it
  friend bool operator==(const Change&, const Change&) = default;
};

// A turn in an event's life, in the order of publication.
struct HistoryEntry {
  std::string what;  // "status", "modality", "closed"
  std::string from;  // empty for the first
  std::string to;
  std::string at;      // publication of the document, as it gives it; the day of storing where it gives none
  std::string source;  // who says it: the name of the attributed source, else the site
  std::string mention; // id
  friend bool operator==(const HistoryEntry&, const HistoryEntry&) = default;
};

struct EventLink {
  LinkKind kind = LinkKind::kSuspends;
  std::string event;       // the other event's id
  bool incoming = false;   // the other event suspends this one
  friend bool operator==(const EventLink&, const EventLink&) = default;
};

struct Event {
  std::string id;    // of its oldest mention
  std::string type;  // "tariff.impose"
  extract::EventStatus status = extract::EventStatus::kReported;
  extract::Modality modality = extract::Modality::kActual;
  bool closed = false;      // a later negative mention ended it
  std::string date;         // ISO 8601 day, month or range when it happens; empty when no mention says
  std::string first_seen;   // publication of the oldest and of the newest mention, as RFC 3339 UTC
  std::string last_seen;
  base::UnixTime stored_at = 0;   // when the store first knew of it, and of its last change
  base::UnixTime changed_at = 0;
  std::uint32_t mention_count = 0;   // copies of one text counted once
  std::uint32_t document_count = 0;  // all of them
  bool pinned = false;
  bool rejected = false;
  std::vector<extract::RoleFiller> roles;  // each party or thing once, by role, the most often named first; spans are void
  std::vector<HistoryEntry> history;
  std::vector<EventLink> links;
  std::vector<std::string> mentions;  // ids, oldest first
  std::string headline;  // title of the oldest document
  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace tradewire::store
