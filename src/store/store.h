// Store: documents, their mentions, and the events to which they are merged, in SQLite (a path) or PostgreSQL
// (postgresql://...). Everything above sees this interface only.
//
//     add_document ─▶ documents, mentions ─▶ merging ─▶ events, history, links ─▶ changes
//
// Every writing call is one transaction: it is stored whole or not at all. A store is for one thread; several
// processes may open one at once, and wait for each other up to StoreOptions::busy_seconds.
// Errors have kind kStore, or kBusy when another process did not let go in time; `where` is the path or URL.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "extract/mention.h"
#include "store/event.h"

namespace tradewire::store {

// A text as the store keeps it, so that it can be extracted anew.
struct Document {
  std::string id;             // chosen by the caller; the same page has the same id in every run
  std::string url;
  std::string canonical_url;
  std::string title;
  std::string site;
  std::string published;      // ISO 8601 or empty
  std::string language;
  std::string sha256;         // of text
  std::string text;
  base::UnixTime fetched_at = 0;
  std::uint64_t fingerprint = 0;  // of the text, by which like() finds near copies; 0: none
  std::string copy_of;            // the id of the document whose story this one repeats
  bool summary_only = false;      // the text is not the page's but what a feed says of it
  friend bool operator==(const Document&, const Document&) = default;
};

// A document on its way into the store.
struct Incoming {
  Document document;
  std::vector<extract::Mention> mentions;
};

// What add_document did.
struct Added {
  bool known = false;                       // the document was there with this text: nothing was done
  std::vector<extract::Mention> mentions;   // those the store did not have; of a new version, also those judged anew
  std::vector<Change> changes;              // in the order in which they happened
};

// What add_documents did, in numbers.
struct AddedCounts {
  std::size_t documents = 0;  // new, or with another text
  std::size_t mentions = 0;   // that the store did not have
  std::size_t changes = 0;
  friend bool operator==(const AddedCounts&, const AddedCounts&) = default;
};

// What `run` must remember of a source between two calls.
struct SourceState {
  std::string name;
  std::string url;
  std::string etag;
  std::string last_modified;        // as the server wrote it
  base::UnixTime last_fetched = 0;  // 0: never
  base::UnixTime next_due = 0;      // 0: now
  int failures = 0;                 // in a row
  std::string last_error;           // empty after a success
  friend bool operator==(const SourceState&, const SourceState&) = default;
};

// What `run` must remember of a page that it looked at, whether or not it gave a document.
struct Visit {
  std::string document;            // the id it has, or would have
  base::UnixTime first_at = 0;     // when it was first looked at
  base::UnixTime checked_at = 0;   // when last
  std::string etag;
  std::string last_modified;       // as the server wrote it
  friend bool operator==(const Visit&, const Visit&) = default;
};

struct EntityFilter {
  std::string entity;                      // id ("gov:cn-mofcom", "country:CN") or name, whatever its case
  std::optional<extract::Role> role;       // any role when absent
  friend bool operator==(const EntityFilter&, const EntityFilter&) = default;
};

enum class EventOrder : std::uint8_t { kLastSeen, kFirstSeen, kDate, kChanged, kType };

// Conditions are joined by AND, the values of one list by OR; what is empty does not filter.
struct EventQuery {
  std::vector<std::string> types;                // "tariff.*", "*.impose", "license.grant"
  std::vector<EntityFilter> entities;            // each must be met
  std::vector<extract::EventStatus> statuses;
  std::vector<extract::Modality> modalities;
  std::string date_from, date_to;                // ISO days, both included, of the event's own date
  std::string seen_from, seen_to;                // ISO days, both included, of first_seen
  std::optional<base::UnixTime> changed_since;   // changed_at at this time or later
  std::string site;                              // one of its documents is from there
  std::string text;                              // words that a mention's sentence or its title holds (all of them; "a phrase")
  bool rejected = false;                         // also those that an analyst rejected
  EventOrder order = EventOrder::kLastSeen;
  bool ascending = false;
  std::size_t limit = 0;                         // 0: all
  std::size_t offset = 0;
  friend bool operator==(const EventQuery&, const EventQuery&) = default;
};

// An event with all that is known of it: its mentions, oldest first, and the documents they stand in (without text).
struct EventDetail {
  Event event;
  std::vector<extract::Mention> mentions;
};

struct StoreInfo {
  std::string where;
  std::string engine;  // "sqlite 3.40.1"
  int schema_version = 0;
  std::uint64_t documents = 0, mentions = 0, events = 0, changes = 0, entities = 0;
  std::string first_published, last_published;  // ISO days or empty
  std::uint64_t bytes = 0;                      // on disk
};

class Store {
 public:
  virtual ~Store() = default;

  // Stores a document with its mentions and merges these into events. The same id with the same sha256 again does
  // nothing; with another text it is a new version: a mention that says what one of the old version said keeps that one's
  // id, and what the new version does not say any more is kept as superseded. `now` is the time of storing.
  // REQUIRES: every mention's `document` tells of `document`.
  virtual base::Result<Added> add_document(const Document& document, const std::vector<extract::Mention>& mentions,
                                           base::UnixTime now) = 0;
  // The same for many in one transaction; for imports and archives. Known ones are passed over. What becomes of an event
  // through all of them is one change.
  virtual base::Result<AddedCounts> add_documents(const std::vector<Incoming>& documents, base::UnixTime now) = 0;
  // The mentions of a stored document are replaced by these (re-extraction). Analysts' decisions hold.
  // `mentions` of the answer are those whose id is new.
  virtual base::Result<Added> replace_mentions(const std::string& document, const std::vector<extract::Mention>& mentions,
                                               base::UnixTime now) = 0;

  // The stored text's sha256, or nullopt when there is no such document.
  virtual base::Result<std::optional<std::string>> document_hash(const std::string& id) = 0;
  virtual base::Result<std::optional<Document>> document(const std::string& id) = 0;
  // Documents that may tell the story of this one: those with its text, then those published within two weeks of it whose
  // fingerprint differs in at most `bits` bits, the most alike first. Its own id is left out, and of those with one text
  // all but the first.
  virtual base::Result<std::vector<std::string>> like(const Document& document, int bits) = 0;
  // The ids of all documents after `after` in the order of ids, at most `limit`: for walking over the archive.
  virtual base::Result<std::vector<std::string>> document_ids(const std::string& after, std::size_t limit) = 0;
  // The mentions of a document in the order of the text.
  virtual base::Result<std::vector<extract::Mention>> mentions(const std::string& document) = 0;
  virtual base::Result<std::optional<extract::Mention>> mention(const std::string& id) = 0;

  virtual base::Result<std::vector<Event>> events(const EventQuery& query) = 0;
  virtual base::Result<std::vector<EventDetail>> details(const EventQuery& query) = 0;
  // By event id, an id that was merged away, a mention's id, or a beginning of one that fits only one event. Error: kInput
  // "no such event".
  virtual base::Result<EventDetail> show(const std::string& id) = 0;
  // Changes stored at `since` or later, oldest first; only those of events that `query` finds (its changed_since is void).
  virtual base::Result<std::vector<Change>> changes(base::UnixTime since, const EventQuery& query) = 0;

  // What an analyst decides; it holds against all later merging and re-extraction. Each answers with what changed.
  virtual base::Result<std::vector<Change>> merge(const std::vector<std::string>& events, base::UnixTime now) = 0;
  virtual base::Result<std::vector<Change>> split(const std::string& event, const std::vector<std::string>& mentions,
                                                  base::UnixTime now) = 0;
  virtual base::Result<std::vector<Change>> reject(const std::string& event, bool rejected, base::UnixTime now) = 0;
  virtual base::Result<std::vector<Change>> pin(const std::string& event, bool pinned, base::UnixTime now) = 0;

  // A source that was never saved is one of which nothing is known.
  virtual base::Result<SourceState> source(const std::string& name) = 0;
  virtual base::Status save_source(const SourceState& state) = 0;
  virtual base::Result<std::vector<SourceState>> sources() = 0;

  virtual base::Result<std::optional<Visit>> visit(const std::string& document) = 0;
  virtual base::Status save_visit(const Visit& visit) = 0;

  // What a long work remembers between two calls, by a name of its own; empty when there is nothing.
  virtual base::Result<std::string> note(const std::string& name) = 0;
  virtual base::Status set_note(const std::string& name, const std::string& text) = 0;

  // Everything that is stored, as JSON lines: a head, {"schema": "tradewire.store/1", "version"}, then a line a row,
  // {"table", "row": {column: value}}. `line` gives false to stop. It is one moment's state, and comes out the same for
  // the same rows whichever engine holds them.
  virtual base::Status export_lines(const std::function<bool(std::string_view)>& line) = 0;
  // Takes in what export_lines gave, in one transaction; `line` gives nullopt at the end. Answers with the number of rows.
  // Error: the store is not empty, or a line is not of such an export (where: "line N").
  virtual base::Result<std::uint64_t> import_lines(const std::function<std::optional<std::string>()>& line) = 0;

  virtual base::Result<StoreInfo> info() = 0;
  // What is wrong, one line each; empty when all is well.
  virtual base::Result<std::vector<std::string>> check() = 0;
};

struct StoreOptions {
  bool read_only = false;   // never creates or migrates
  bool create = true;       // an absent SQLite file (and its folders) is made
  double busy_seconds = 30;
  int cache_kib = 128 << 10;  // of SQLite's pages; a run that shall stay small takes less and leaves caching to the system
};

// Opens what `where` names: a path, ":memory:", or postgresql://...; makes or migrates the schema.
// Errors: not a database, corrupt, read-only, made by a newer tradewire, no such file (read_only or !create).
base::Result<std::unique_ptr<Store>> open_store(const std::string& where, const StoreOptions& options = {});

}  // namespace tradewire::store
