#include "store/schema.h"

#include <array>
#include <string>
#include <string_view>

namespace tradewire::store {
namespace {

constexpr int kFirstReleased = 4;  // those before were never released

// Written in SQLite's words; for PostgreSQL the types are replaced. `time` is the instant that orders mentions:
// publication, else fetching. A passage is a sentence that mentions stand in, or the title of such a document, and
// `superseded` the sha256 of the version in which a mention stood that is gone. The long columns stand last, so that a scan over the others does not read them.
constexpr std::string_view kTables = R"sql(
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  canonical_url TEXT NOT NULL,
  title TEXT NOT NULL,
  site TEXT NOT NULL,
  published TEXT NOT NULL,
  time INTEGER NOT NULL,
  language TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  fingerprint INTEGER NOT NULL,
  copy_of TEXT NOT NULL,
  summary_only INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX documents_site ON documents (site, id);
CREATE INDEX documents_fingerprint ON documents (time, fingerprint);
CREATE INDEX documents_sha256 ON documents (sha256);

CREATE TABLE visits (
  document TEXT PRIMARY KEY,
  first_at INTEGER NOT NULL,
  checked_at INTEGER NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE passages (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES documents (id),
  in_title INTEGER NOT NULL,
  start_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX passages_document ON passages (document, in_title);

CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT NOT NULL,
  wikidata TEXT NOT NULL,
  folded TEXT NOT NULL,
  UNIQUE (entity, name, kind, country, wikidata)
);
CREATE INDEX entities_folded ON entities (folded);

CREATE TABLE provenances (
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  plover TEXT NOT NULL,
  cameo TEXT NOT NULL,
  gta INTEGER,
  mast TEXT NOT NULL,
  tradewire_version TEXT NOT NULL,
  rules_version TEXT NOT NULL
);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  modality TEXT NOT NULL,
  closed INTEGER NOT NULL,
  date TEXT NOT NULL,
  from_day INTEGER,
  to_day INTEGER,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  stored_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  mention_count INTEGER NOT NULL,
  document_count INTEGER NOT NULL,
  pinned INTEGER NOT NULL,
  rejected INTEGER NOT NULL
);
CREATE UNIQUE INDEX events_key ON events (key);
CREATE INDEX events_last_seen ON events (last_seen, id, type, status, modality, first_seen, from_day, to_day, rejected);
CREATE INDEX events_type ON events (type, last_seen, id);
CREATE INDEX events_day ON events (from_day, to_day, id);
CREATE INDEX events_first_seen ON events (first_seen, id);
CREATE INDEX events_changed ON events (changed_at, id);

CREATE TABLE mentions (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents (id),
  passage INTEGER NOT NULL REFERENCES passages (id),
  event INTEGER NOT NULL REFERENCES events (id),
  type TEXT NOT NULL,
  block TEXT NOT NULL,
  time INTEGER NOT NULL,
  status TEXT NOT NULL,
  modality TEXT NOT NULL,
  polarity TEXT NOT NULL,
  relation TEXT NOT NULL,
  confirmation TEXT,
  copy INTEGER NOT NULL,
  digest INTEGER NOT NULL,
  in_title INTEGER NOT NULL,
  trigger_text TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  attribution_cue TEXT,
  attribution_cue_start INTEGER,
  attribution_cue_end INTEGER,
  confirmation_cue TEXT,
  confirmation_cue_start INTEGER,
  confirmation_cue_end INTEGER,
  polarity_cue TEXT,
  polarity_cue_start INTEGER,
  polarity_cue_end INTEGER,
  modality_cue TEXT,
  modality_cue_start INTEGER,
  modality_cue_end INTEGER,
  provenance INTEGER NOT NULL REFERENCES provenances (id),
  superseded TEXT NOT NULL
);
CREATE INDEX mentions_document ON mentions (document, passage, event);
CREATE INDEX mentions_event ON mentions (event, document);
CREATE INDEX mentions_block ON mentions (block, time, event);

CREATE TABLE fillers (
  mention INTEGER NOT NULL REFERENCES mentions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  text TEXT NOT NULL,
  start_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL,
  implied INTEGER NOT NULL,
  named INTEGER NOT NULL,
  entity INTEGER REFERENCES entities (id),
  office TEXT NOT NULL,
  value REAL,
  unit TEXT NOT NULL,
  currency TEXT NOT NULL,
  date TEXT NOT NULL,
  precision TEXT NOT NULL,
  PRIMARY KEY (mention, position)
) WITHOUT ROWID;

CREATE TABLE event_roles (
  entity INTEGER NOT NULL REFERENCES entities (id),
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  PRIMARY KEY (entity, event, role)
) WITHOUT ROWID;
CREATE INDEX event_roles_event ON event_roles (event);

CREATE TABLE event_dates (
  side INTEGER NOT NULL,
  longer INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  PRIMARY KEY (side, longer, from_day, to_day, event)
) WITHOUT ROWID;
CREATE INDEX event_dates_event ON event_dates (event);

CREATE TABLE event_parties (
  slot INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (slot, first_seen, rank, event)
) WITHOUT ROWID;

CREATE TABLE event_history (
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  what TEXT NOT NULL,
  from_word TEXT NOT NULL,
  to_word TEXT NOT NULL,
  at TEXT NOT NULL,
  source TEXT NOT NULL,
  mention TEXT NOT NULL,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE TABLE event_links (
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  target INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  PRIMARY KEY (event, kind, target)
) WITHOUT ROWID;
CREATE INDEX event_links_target ON event_links (target);

CREATE TABLE event_aliases (
  key TEXT PRIMARY KEY,
  event TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE changes (
  id INTEGER PRIMARY KEY,
  event TEXT NOT NULL,
  what TEXT NOT NULL,
  from_word TEXT NOT NULL,
  to_word TEXT NOT NULL,
  at INTEGER NOT NULL,
  mention TEXT NOT NULL
);
CREATE INDEX changes_at ON changes (at, id);

CREATE TABLE bonds (
  mention TEXT PRIMARY KEY,
  bond TEXT NOT NULL,
  block TEXT NOT NULL,
  document TEXT NOT NULL,
  type TEXT NOT NULL,
  start_byte INTEGER NOT NULL,
  end_byte INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX bonds_bond ON bonds (bond);
CREATE INDEX bonds_document ON bonds (document);

CREATE TABLE verdicts (
  bond TEXT PRIMARY KEY,
  pinned INTEGER NOT NULL,
  rejected INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE notes (
  name TEXT PRIMARY KEY,
  text TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sources (
  name TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  last_fetched INTEGER NOT NULL,
  next_due INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  last_error TEXT NOT NULL
) WITHOUT ROWID;
)sql";

constexpr std::string_view kSqlite = R"sql(
CREATE VIRTUAL TABLE passage_text USING fts5 (text, content = 'passages', content_rowid = 'id', columnsize = 0,
  tokenize = 'porter unicode61');
INSERT INTO passage_text (passage_text, rank) VALUES ('hashsize', 8388608);
INSERT INTO passage_text (passage_text, rank) VALUES ('automerge', 8);
CREATE VIEW mention_json AS
  SELECT m.key AS mention, e.key AS event, json_object('type', m.type, 'status', m.status, 'modality', m.modality, 'polarity', m.polarity,
    'roles', (SELECT json_group_array(json_object('role', f.role, 'text', f.text, 'name', n.name, 'id', n.entity))
      FROM fillers f LEFT JOIN entities n ON n.id = f.entity WHERE f.mention = m.id)) AS json
  FROM mentions m JOIN events e ON e.id = m.event;
)sql";

// English stems, and no word left out, as porter does it above.
constexpr std::string_view kPostgres = R"sql(
CREATE TEXT SEARCH DICTIONARY tradewire_stem (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION tradewire_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION tradewire_words ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part
  WITH tradewire_stem;
CREATE TABLE passage_text (
  passage BIGINT PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
  words tsvector NOT NULL
);
CREATE INDEX passage_text_words ON passage_text USING gin (words);
CREATE VIEW mention_json AS
  SELECT m.key AS mention, e.key AS event, jsonb_build_object('type', m.type, 'status', m.status, 'modality', m.modality, 'polarity', m.polarity,
    'roles', (SELECT jsonb_agg(jsonb_build_object('role', f.role, 'text', f.text, 'name', n.name, 'id', n.entity) ORDER BY f.position)
      FROM fillers f LEFT JOIN entities n ON n.id = f.entity WHERE f.mention = m.id)) AS json
  FROM mentions m JOIN events e ON e.id = m.event;
)sql";

// What a person reads: words and dates for numbers.
constexpr std::string_view kViews = R"sql(
CREATE VIEW readable_events AS
  SELECT e.key AS event, e.type, e.status, e.modality, e.closed, e.date,
    DAY(e.first_seen) AS first_seen, DAY(e.last_seen) AS last_seen,
    (SELECT LIST(DISTINCT n.name) FROM event_roles r JOIN entities n ON n.id = r.entity
      WHERE r.event = e.id AND r.role = 'actor') AS actors,
    (SELECT LIST(DISTINCT n.name) FROM event_roles r JOIN entities n ON n.id = r.entity
      WHERE r.event = e.id AND r.role = 'target') AS targets,
    (SELECT LIST(DISTINCT n.name) FROM event_roles r JOIN entities n ON n.id = r.entity
      WHERE r.event = e.id AND r.role = 'commodity') AS commodities,
    e.mention_count, e.document_count, e.pinned, e.rejected
  FROM events e;
CREATE VIEW readable_mentions AS
  SELECT m.key AS mention, e.key AS event, m.type, m.status, m.modality, m.polarity, d.published, d.site, d.title, d.url,
    m.trigger_text, s.text AS evidence, p.rule, CASE WHEN m.superseded = '' THEN 0 ELSE 1 END AS superseded, d.copy_of, d.summary_only
  FROM mentions m JOIN documents d ON d.id = m.document JOIN events e ON e.id = m.event JOIN passages s ON s.id = m.passage
    JOIN provenances p ON p.id = m.provenance;
CREATE VIEW readable_roles AS
  SELECT m.key AS mention, f.role, f.text, n.name, n.entity, n.kind, n.country, f.office, f.value, f.unit, f.currency, f.date,
    f.implied
  FROM fillers f JOIN mentions m ON m.id = f.mention LEFT JOIN entities n ON n.id = f.entity;
CREATE VIEW readable_history AS
  SELECT e.key AS event, h.position, h.what, h.from_word, h.to_word, h.at, h.source, h.mention
  FROM event_history h JOIN events e ON e.id = h.event;
CREATE VIEW readable_links AS
  SELECT a.key AS event, l.kind, b.key AS target, a.type AS event_type, b.type AS target_type
  FROM event_links l JOIN events a ON a.id = l.event JOIN events b ON b.id = l.target;
)sql";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string in_words_of(Engine engine, std::string script) {
  if (engine == Engine::kSqlite) {
    script = replaced(std::move(script), "DAY(e.first_seen)", "date(e.first_seen, 'unixepoch')");
    script = replaced(std::move(script), "DAY(e.last_seen)", "date(e.last_seen, 'unixepoch')");
    return replaced(std::move(script), "LIST(DISTINCT n.name)", "group_concat(DISTINCT n.name)");
  }
  script = replaced(std::move(script), "INTEGER PRIMARY KEY", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
  script = replaced(std::move(script), " INTEGER", " BIGINT");
  script = replaced(std::move(script), " REAL", " DOUBLE PRECISION");
  script = replaced(std::move(script), " TEXT", " TEXT COLLATE \"C\"");  // bytes order it, as in SQLite
  script = replaced(std::move(script), "WITHOUT ROWID", "");
  script = replaced(std::move(script), "DAY(e.first_seen)", "(to_timestamp(e.first_seen) AT TIME ZONE 'UTC')::date");
  script = replaced(std::move(script), "DAY(e.last_seen)", "(to_timestamp(e.last_seen) AT TIME ZONE 'UTC')::date");
  return replaced(std::move(script), "LIST(DISTINCT n.name)", "string_agg(DISTINCT n.name, ',')");
}

std::string migration(Engine engine, int version) {
  switch (version) {
    case kFirstReleased:
      return in_words_of(engine, std::string(kTables) + std::string(kViews)) +
             std::string(engine == Engine::kSqlite ? kSqlite : kPostgres);
    default:
      return "";
  }
}

}  // namespace

int newest_schema_version() { return 4; }

int first_released_schema_version() { return kFirstReleased; }

void migrate(Connection& connection) {
  if (connection.schema_version() >= newest_schema_version()) return;
  // All steps at once: a process that is killed between two would leave a version that no release ever had.
  Transaction transaction(connection);
  // Another process may have been faster.
  for (int version = connection.schema_version() + 1; version <= newest_schema_version(); ++version) {
    connection.execute(migration(connection.engine(), version));
    connection.set_schema_version(version);
  }
  transaction.commit();
}

}  // namespace tradewire::store
