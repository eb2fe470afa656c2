#include "store/mention_rows.h"

#include <stdexcept>

#include "base/hash.h"
#include "base/unicode.h"

namespace tradewire::store {
namespace {

using extract::Filler;
using extract::Mention;
using extract::Quote;

constexpr std::string_view kSource = "source";        // the roles of those who speak, beside extract::Role's words
constexpr std::string_view kConfirmer = "confirmer";

// Into `key`, whose memory serves for the next one too.
void make_key(std::string& key, const Filler& filler, const std::string& name) {
  key = filler.id;
  for (const std::string* part : {&name, &filler.kind, &filler.country, &filler.wikidata}) key.append(1, '\x1f').append(*part);
}

bool is_named(const Filler& filler) {
  return !filler.id.empty() || !filler.name.empty() || !filler.kind.empty() || !filler.country.empty() || !filler.wikidata.empty();
}

void put(Statement& statement, int& index, const Quote* quote) {
  if (quote == nullptr) {
    for (int i = 0; i < 3; ++i) statement.bind_null(++index);
    return;
  }
  statement.bind_view(++index, quote->text);
  statement.bind(++index, std::int64_t{quote->span.start});
  statement.bind(++index, std::int64_t{quote->span.end});
}

const Quote* pointer(const std::optional<Quote>& quote) { return quote ? &*quote : nullptr; }

std::optional<Quote> quote_at(const Cursor& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return Quote{row.text(column), {static_cast<std::uint32_t>(row.integer(column + 1)), static_cast<std::uint32_t>(row.integer(column + 2))}};
}

template <typename Enum>
Enum word_at(const Cursor& row, int column) {
  const std::string word = row.text(column);
  const std::optional<Enum> value = extract::parse_word<Enum>(word);
  if (!value) throw SqlError("the word \"" + word + "\" in mentions is not one of this version", false);
  return *value;
}

// Columns of kSelect, in its order.
Mention mention_at(const Cursor& row) {
  Mention m;
  m.id = row.text(0);
  m.type = row.text(1);
  m.status = word_at<extract::EventStatus>(row, 2);
  m.modality = word_at<extract::Modality>(row, 3);
  m.polarity = word_at<extract::Polarity>(row, 4);
  m.attribution.relation = word_at<extract::SourceRelation>(row, 5);
  if (!row.is_null(6)) m.confirmation = extract::Confirmation{word_at<extract::ConfirmationState>(row, 6), {}, {}};
  m.in_title = row.integer(7) != 0;
  m.trigger = *quote_at(row, 8);
  m.evidence = *quote_at(row, 11);
  m.attribution.cue = quote_at(row, 14);
  if (m.confirmation) m.confirmation->cue = quote_at(row, 17);
  m.polarity_cue = quote_at(row, 20);
  m.modality_cue = quote_at(row, 23);
  m.document = {row.text(26), row.text(27), row.text(28), row.text(29), row.text(30), row.text(31), row.text(40), row.integer(41) != 0};
  m.superseded = !row.text(39).empty();
  if (m.superseded) m.document.sha256 = row.text(39);
  m.rule = row.text(32);
  m.codes.plover = row.text(33);
  m.codes.cameo = row.text(34);
  if (!row.is_null(35)) m.codes.gta = static_cast<int>(row.integer(35));
  m.codes.mast = row.text(36);
  m.tradewire_version = row.text(37);
  m.rules_version = row.text(38);
  return m;
}

constexpr std::string_view kSelect =
    "SELECT m.key, m.type, m.status, m.modality, m.polarity, m.relation, m.confirmation, m.in_title,"
    " m.trigger_text, m.trigger_start, m.trigger_end, s.text, s.start_byte, s.end_byte,"
    " m.attribution_cue, m.attribution_cue_start, m.attribution_cue_end,"
    " m.confirmation_cue, m.confirmation_cue_start, m.confirmation_cue_end,"
    " m.polarity_cue, m.polarity_cue_start, m.polarity_cue_end, m.modality_cue, m.modality_cue_start, m.modality_cue_end,"
    " d.key, d.url, d.title, d.site, d.published, d.sha256,"
    " p.rule, p.plover, p.cameo, p.gta, p.mast, p.tradewire_version, p.rules_version, m.superseded, d.copy_of, d.summary_only"
    " FROM mentions m JOIN documents d ON d.id = m.document JOIN provenances p ON p.id = m.provenance"
    " JOIN passages s ON s.id = m.passage WHERE m.id = ?";

constexpr std::string_view kSelectFillers =
    "SELECT f.role, f.text, f.start_byte, f.end_byte, f.implied, f.office, f.value, f.unit, f.currency, f.date, f.precision,"
    " n.entity, n.name, n.kind, n.country, n.wikidata, f.named"
    " FROM fillers f LEFT JOIN entities n ON n.id = f.entity WHERE f.mention = ? ORDER BY f.position";

Filler filler_at(const Cursor& row) {
  Filler f;
  f.text = row.text(1);
  f.span = {static_cast<std::uint32_t>(row.integer(2)), static_cast<std::uint32_t>(row.integer(3))};
  f.implied = row.integer(4) != 0;
  f.office = row.text(5);
  if (!row.is_null(6)) f.value = row.real(6);
  f.unit = row.text(7);
  f.currency = row.text(8);
  f.date = row.text(9);
  f.precision = row.text(10);
  if (row.integer(16) == 0) return f;
  f.id = row.text(11);
  f.name = row.text(12);
  f.kind = row.text(13);
  f.country = row.text(14);
  f.wikidata = row.text(15);
  return f;
}

}  // namespace

void MentionRows::forget() {
  entities_.clear();
  unindexed_.clear();
  passages_.clear();
  provenances_.clear();
}

std::int64_t MentionRows::exact_entity_row(const Filler& filler, const std::string& name) {
  make_key(key_, filler, name);
  if (const auto found = entities_.find(key_); found != entities_.end()) return found->second;
  std::optional<std::int64_t> row = connection_.number(
      "SELECT id FROM entities WHERE entity = ? AND name = ? AND kind = ? AND country = ? AND wikidata = ?", filler.id, name,
      filler.kind, filler.country, filler.wikidata);
  if (!row) {
    row = connection_.insert("INSERT INTO entities (entity, name, kind, country, wikidata, folded) VALUES (?, ?, ?, ?, ?, ?)",
                             filler.id, name, filler.kind, filler.country, filler.wikidata, base::fold_case(name));
  }
  entities_.emplace(key_, *row);
  return *row;
}

std::int64_t MentionRows::entity_row(const Filler& filler) {
  return exact_entity_row(filler, filler.name.empty() ? filler.text : filler.name);
}

std::int64_t MentionRows::provenance_row(const Mention& m) {
  const std::int64_t gta = m.codes.gta.value_or(-1);
  key_ = m.rule;
  for (const std::string* part : {&m.codes.plover, &m.codes.cameo, &m.codes.mast, &m.tradewire_version, &m.rules_version}) {
    key_.append(1, '\x1f').append(*part);
  }
  key_.append(1, '\x1f').append(std::to_string(gta));
  if (const auto found = provenances_.find(key_); found != provenances_.end()) return found->second;
  std::optional<std::int64_t> row = connection_.number(
      "SELECT id FROM provenances WHERE rule = ? AND plover = ? AND cameo = ? AND COALESCE(gta, -1) = ? AND mast = ?"
      " AND tradewire_version = ? AND rules_version = ?",
      m.rule, m.codes.plover, m.codes.cameo, gta, m.codes.mast, m.tradewire_version, m.rules_version);
  if (!row) {
    row = connection_.insert(
        "INSERT INTO provenances (rule, plover, cameo, gta, mast, tradewire_version, rules_version) VALUES (?, ?, ?, ?, ?, ?, ?)",
        m.rule, m.codes.plover, m.codes.cameo, m.codes.gta, m.codes.mast, m.tradewire_version, m.rules_version);
  }
  provenances_.emplace(key_, *row);
  return *row;
}

// 0 for none. What has no name of its own is found by its text; measures are not looked for.
std::int64_t MentionRows::filler_entity(const Filler& f) {
  if (is_named(f)) return exact_entity_row(f, f.name);
  return !f.value && f.date.empty() ? entity_row(f) : 0;
}

std::vector<Seat> MentionRows::seats(const Mention& m) {
  std::vector<Seat> seats;
  const auto take = [&](std::uint8_t role, const Filler& f) {
    const std::int64_t entity = filler_entity(f);
    if (entity == 0) return;
    seats.push_back({role, entity, seat_party(f.id, is_named(f) ? f.name : f.text, f.kind, f.country)});
  };
  for (const extract::RoleFiller& role : m.roles) take(static_cast<std::uint8_t>(role.role), role.filler);
  if (m.attribution.source) take(kSourceSeat, *m.attribution.source);
  if (m.confirmation && m.confirmation->by) take(kConfirmerSeat, *m.confirmation->by);
  return seats;
}

void MentionRows::insert_filler(std::int64_t mention, int position, std::string_view role, const Filler& f) {
  const bool named = is_named(f);
  const std::int64_t row = filler_entity(f);
  const std::optional<std::int64_t> entity = row == 0 ? std::nullopt : std::optional(row);
  connection_.run(
      "INSERT INTO fillers (mention, position, role, text, start_byte, end_byte, implied, named, entity, office, value, unit, currency, date,"
      " precision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      mention, position, role, f.text, f.span.start, f.span.end, f.implied, named, entity, f.office, f.value, f.unit, f.currency, f.date,
      f.precision);
}

void MentionRows::index_words() {
  const std::string_view sql = connection_.engine() == Engine::kSqlite
                                   ? "INSERT INTO passage_text (rowid, text) VALUES (?, ?)"
                                   : "INSERT INTO passage_text (passage, words) VALUES (?, to_tsvector('tradewire_words', ?))";
  for (const auto& [row, text] : unindexed_) connection_.run(sql, row, *text);
  unindexed_.clear();
  passages_.clear();
}

std::size_t MentionRows::PassageHash::operator()(const Passage& p) const {
  return static_cast<std::size_t>(p.digest ^ (static_cast<std::uint64_t>(p.document) * 0x9E3779B97F4A7C15ULL));
}

// Mentions of one sentence share it.
std::int64_t MentionRows::passage_row(std::int64_t document, bool in_title, std::uint32_t start, const std::string& text) {
  const auto [known, is_new] = passages_.try_emplace({document, in_title, start, base::hash64(text)}, 0);
  if (!is_new) return known->second;
  known->second = connection_.insert("INSERT INTO passages (document, in_title, start_byte, end_byte, text) VALUES (?, ?, ?, ?, ?)", document,
                                     in_title, start, static_cast<std::size_t>(start) + text.size(), text);
  unindexed_.emplace_back(known->second, &text);
  return known->second;
}

std::int64_t MentionRows::insert(const Mention& m, const MentionPlace& place) {
  const std::int64_t provenance = provenance_row(m);
  if (!m.document.title.empty()) passage_row(place.document, true, 0, m.document.title);
  const std::int64_t passage = passage_row(place.document, m.in_title, m.evidence.span.start, m.evidence.text);
  Statement& statement = connection_.prepared_insert(
      "INSERT INTO mentions (key, document, passage, event, type, block, time, status, modality, polarity, relation, confirmation, copy, digest,"
      " in_title, trigger_text, trigger_start, trigger_end, attribution_cue, attribution_cue_start,"
      " attribution_cue_end, confirmation_cue, confirmation_cue_start, confirmation_cue_end, polarity_cue, polarity_cue_start,"
      " polarity_cue_end, modality_cue, modality_cue_start, modality_cue_end, provenance, superseded)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int i = 0;
  const auto text = [&](std::string_view value) { statement.bind_view(++i, value); };
  const auto number = [&](std::int64_t value) { statement.bind(++i, value); };
  text(m.id);
  number(place.document);
  number(passage);
  number(place.event);
  text(m.type);
  text(place.block);
  number(place.time);
  text(to_string(m.status));
  text(to_string(m.modality));
  text(to_string(m.polarity));
  text(to_string(m.attribution.relation));
  m.confirmation ? text(to_string(m.confirmation->state)) : statement.bind_null(++i);
  number(place.copy);
  number(place.digest);
  number(m.in_title);
  put(statement, i, &m.trigger);
  put(statement, i, pointer(m.attribution.cue));
  put(statement, i, m.confirmation ? pointer(m.confirmation->cue) : nullptr);
  put(statement, i, pointer(m.polarity_cue));
  put(statement, i, pointer(m.modality_cue));
  number(provenance);
  text(m.superseded ? std::string_view(m.document.sha256) : "");
  const std::int64_t id = connection_.inserted(statement);
  int position = 0;
  for (const extract::RoleFiller& role : m.roles) insert_filler(id, position++, to_string(role.role), role.filler);
  if (m.attribution.source) insert_filler(id, position++, kSource, *m.attribution.source);
  if (m.confirmation && m.confirmation->by) insert_filler(id, position++, kConfirmer, *m.confirmation->by);
  return id;
}

void MentionRows::remove_all(std::int64_t document) {
  if (connection_.engine() == Engine::kSqlite) {
    connection_.run(
        "INSERT INTO passage_text (passage_text, rowid, text) SELECT 'delete', id, text FROM passages WHERE document = ?", document);
  }
  connection_.run("DELETE FROM fillers WHERE mention IN (SELECT id FROM mentions WHERE document = ?)", document);
  connection_.run("DELETE FROM mentions WHERE document = ?", document);
  connection_.run("DELETE FROM passages WHERE document = ?", document);
}

Mention MentionRows::load(std::int64_t id) {
  Mention m;
  {
    const std::string sql(kSelect);
    Cursor row = connection_.query(sql, id);
    if (!row.next()) throw SqlError("a mention is missing: row " + std::to_string(id), false);
    m = mention_at(row);
  }
  Cursor row = connection_.query(kSelectFillers, id);
  while (row.next()) {
    const std::string role = row.text(0);
    if (role == kSource) {
      m.attribution.source = filler_at(row);
    } else if (role == kConfirmer && m.confirmation) {
      m.confirmation->by = filler_at(row);
    } else {
      m.roles.push_back({word_at<extract::Role>(row, 0), filler_at(row)});
    }
  }
  return m;
}

std::vector<Mention> MentionRows::load(const std::vector<std::int64_t>& rows) {
  std::vector<Mention> mentions;
  mentions.reserve(rows.size());
  for (const std::int64_t row : rows) mentions.push_back(load(row));
  return mentions;
}

}  // namespace tradewire::store
