// Loading: files of rows and entries become records, records become entities and their names in the trie.
//
// A file says what it holds and how its rows are to be read (rules/entities/README.md):
//
//     entities: company
//     columns: [name, country, also]
//     rows:
//       - JL Mag Rare-Earth | CN | JL Mag; JL MAG Rare-Earth
//     entries:
//       - {name: TSMC, country: TW, also: [Taiwan Semiconductor Manufacturing]}
#include <algorithm>
#include <array>

#include "base/embedded.h"
#include "base/file.h"
#include "base/unicode.h"
#include "extract/gazetteer_data.h"

namespace tradewire::extract {
namespace {

using base::Error;
using base::YamlNode;

enum Field : std::uint8_t {
  kName, kId, kCountry, kAlso, kWeak, kWikidata, kParent, kAdjectives, kPeople, kMetonyms, kClasses, kOffices, kHs,
  kOfficial, kTitles, kFieldCount
};
constexpr std::array<std::string_view, kFieldCount> kFieldNames = {
    "name", "id", "country", "also", "weak", "wikidata", "parent", "adjectives", "people", "metonyms", "classes",
    "offices", "hs", "official", "titles"};

struct KindInfo {
  std::string_view word;
  std::string_view prefix;
  EntityKind kind;
};
constexpr std::array<KindInfo, 8> kKinds = {{{"country", "country:", EntityKind::kCountry},
                                             {"bloc", "bloc:", EntityKind::kBloc},
                                             {"body", "gov:", EntityKind::kBody},
                                             {"person", "person:", EntityKind::kPerson},
                                             {"company", "company:", EntityKind::kCompany},
                                             {"commodity", "commodity:", EntityKind::kCommodity},
                                             {"instrument", "instrument:", EntityKind::kInstrument},
                                             {"place", "place:", EntityKind::kPlace}}};

// One record as its file gives it; views into the file's nodes.
struct Record {
  EntityKind kind = EntityKind::kPlace;
  std::string id;
  std::array<std::string_view, kFieldCount> fields;
  const YamlNode* endings = nullptr;  // of plurals: each is added to every name
  const EntityFile* file = nullptr;
  const YamlNode* node = nullptr;
  bool dropped = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (const auto part = trimmed(text.substr(0, end)); !part.empty()) out.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// "JL Mag Rare-Earth" is "jl-mag-rare-earth": ids are plain ASCII whatever the name is.
std::string slug(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t letter = base::next_code_point(name, at);
    const char32_t c = plain_letter(letter);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += static_cast<char>(c);
    } else if (c != '.' && c != '\'' && !out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

Error wrong(const EntityFile& file, const YamlNode& node, std::string what, std::string mend = {}) {
  return {std::move(what), base::place(file.path, node), std::move(mend)};
}

std::optional<List> list_named(std::string_view name) {
  for (unsigned i = 0; i < static_cast<unsigned>(List::kCount); ++i) {
    if (to_string(static_cast<List>(i)) == name) return static_cast<List>(i);
  }
  return std::nullopt;
}

constexpr std::size_t kUsualRecords = 8192;

class Loader {
 public:
  base::Status read(const EntityFile& file) {
    const YamlNode* kind = file.root.find("entities");
    if (kind == nullptr || !kind->is_scalar()) {
      return wrong(file, file.root, "no 'entities:' key", "say which kind of entities the file holds");
    }
    if (kind->scalar == "classes") return read_classes(file);
    if (kind->scalar == "words") return read_words(file);
    const auto info = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindInfo& k) { return k.word == kind->scalar; });
    if (info == kKinds.end()) {
      return wrong(file, *kind, "unknown kind '" + kind->scalar + "'",
                   "country, bloc, body, person, company, commodity, instrument, place, classes or words");
    }
    return read_records(file, *info);
  }

  base::Result<std::unique_ptr<GazetteerData>> finish();

  Loader() {
    records_.reserve(kUsualRecords);
    by_id_.reserve(kUsualRecords);
    data_->trie.reserve(kUsualRecords * 4);
  }

 private:
  base::Status read_records(const EntityFile& file, const KindInfo& info);
  base::Status read_rows(const EntityFile& file, const KindInfo& info, const YamlNode& columns, const YamlNode& rows);
  base::Status read_entry(const EntityFile& file, const KindInfo& info, const YamlNode& entry);
  base::Status add(const KindInfo& info, Record record);
  base::Status read_classes(const EntityFile& file);
  base::Status read_class(const EntityFile& file, const std::string& name, const YamlNode& node, bool office);
  base::Status read_words(const EntityFile& file);

  void make_entities();
  base::Status name_all();
  base::Status name_record(const Record& record, std::uint32_t index);
  void name_plurals(const Record& record, std::uint32_t index);
  void name_country(const Record& record, std::uint32_t index);
  base::Status add_offices(const Record& record, std::uint32_t index);
  base::Status add_office(const Record& record, std::uint32_t index, std::string_view text);
  void index_tenures();
  void add_name(std::string_view name, SenseKind kind, std::uint32_t target, bool metonym = false, bool weak = false);

  std::string_view keep(std::string text) { return data_->strings.emplace_back(std::move(text)); }

  std::unique_ptr<GazetteerData> data_ = std::make_unique<GazetteerData>();
  std::vector<Record> records_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<std::uint32_t> tenure_people_;
  std::unordered_map<std::string, std::uint32_t> office_index_;
};

std::optional<Field> field_named(std::string_view name) {
  const auto at = std::find(kFieldNames.begin(), kFieldNames.end(), name);
  if (at == kFieldNames.end()) return std::nullopt;
  return static_cast<Field>(at - kFieldNames.begin());
}

base::Status Loader::read_records(const EntityFile& file, const KindInfo& info) {
  const YamlNode* columns = nullptr;
  for (const auto& [key, value] : file.root.entries) {
    if (key == "columns") {
      columns = &value;
    } else if (key == "rows") {
      if (columns == nullptr) return wrong(file, value, "rows without columns", "put 'columns: [name, ...]' above");
      if (auto done = read_rows(file, info, *columns, value); !done) return done;
    } else if (key == "entries") {
      for (const YamlNode& entry : value.items) {
        if (auto done = read_entry(file, info, entry); !done) return done;
      }
    } else if (key != "entities" && key != "about" && key != "source" && key != "endings") {
      return wrong(file, value, "unknown key '" + key + "'", "entities, about, source, endings, columns, rows or entries");
    }
  }
  return base::Done{};
}

base::Status Loader::read_rows(const EntityFile& file, const KindInfo& info, const YamlNode& columns, const YamlNode& rows) {
  std::vector<Field> fields;
  for (const YamlNode& column : columns.items) {
    const auto field = field_named(column.scalar);
    if (!field) return wrong(file, column, "unknown column '" + column.scalar + "'");
    fields.push_back(*field);
  }
  for (const YamlNode& row : rows.items) {
    if (!row.is_scalar()) return wrong(file, row, "a row must be one line of text", "quote it when it holds ': '");
    Record record;
    record.file = &file;
    record.node = &row;
    std::string_view rest = row.scalar;
    for (std::size_t i = 0; !rest.empty(); ++i) {
      if (i == fields.size()) return wrong(file, row, "more cells than columns");
      const std::size_t end = std::min(rest.find('|'), rest.size());
      record.fields[fields[i]] = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (auto done = add(info, std::move(record)); !done) return done;
  }
  return base::Done{};
}

base::Status Loader::read_entry(const EntityFile& file, const KindInfo& info, const YamlNode& entry) {
  if (!entry.is_map()) return wrong(file, entry, "an entry must be a map", "such as {name: Acme, country: US}");
  Record record;
  record.file = &file;
  record.node = &entry;
  for (const auto& [key, value] : entry.entries) {
    const auto field = field_named(key);
    if (!field) return wrong(file, value, "unknown key '" + key + "'");
    std::string text;
    for (const std::string& part : value.strings()) text += (text.empty() ? "" : ";") + part;
    record.fields[*field] = keep(std::move(text));
  }
  return add(info, std::move(record));
}

base::Status Loader::add(const KindInfo& info, Record record) {
  record.kind = info.kind;
  record.endings = record.file->root.find("endings");
  if (record.fields[kName].empty()) return wrong(*record.file, *record.node, "an entity without name");
  std::string_view given = record.fields[kId];
  const bool by_code = info.kind == EntityKind::kCountry;
  std::string tail = by_code ? std::string(record.fields[kCountry]) : given.empty() ? slug(record.fields[kName]) : std::string(given);
  if (tail.empty()) {
    return wrong(*record.file, *record.node, "no id can be made from the name", "give an id in plain letters");
  }
  // A body of no country is an international organisation.
  const bool international = info.kind == EntityKind::kBody && record.fields[kCountry].empty();
  record.id = std::string(international ? "org:" : info.prefix) + tail;
  if (const auto old = by_id_.find(record.id); old != by_id_.end()) {
    if (!record.file->overlay) {
      const Record& first = records_[old->second];
      return wrong(*record.file, *record.node, "the id '" + record.id + "' is taken",
                   "it stands in " + base::place(first.file->path, *first.node) + " too: merge them, or give an id");
    }
    records_[old->second].dropped = true;
  }
  by_id_[record.id] = records_.size();
  records_.push_back(std::move(record));
  return base::Done{};
}

base::Status Loader::read_classes(const EntityFile& file) {
  for (const auto& [key, value] : file.root.entries) {
    if (key == "entities" || key == "about" || key == "shared") continue;  // shared: of check_entities()
    if (key == "defaults") {
      for (const auto& [office, country] : value.entries) data_->default_countries[office] = country.scalar;
      continue;
    }
    if (key != "bodies" && key != "offices") {
      return wrong(file, value, "unknown key '" + key + "'", "bodies, offices or defaults");
    }
    for (const auto& [name, node] : value.entries) {
      if (auto done = read_class(file, name, node, key == "offices"); !done) return done;
    }
  }
  return base::Done{};
}

base::Status Loader::read_class(const EntityFile& file, const std::string& name, const YamlNode& node, bool office) {
  const std::vector<std::string> names = node.strings();
  if (names.empty()) return wrong(file, node, "a class without names", "give a list of names, the printed one first");
  auto& classes = office ? data_->offices : data_->body_classes;
  auto index = static_cast<std::uint32_t>(classes.size());
  const auto old = std::find_if(classes.begin(), classes.end(), [&](const NamedClass& c) { return c.name == name; });
  if (old != classes.end()) {
    index = static_cast<std::uint32_t>(old - classes.begin());
  } else {
    classes.push_back({name, names.front()});
  }
  if (office) office_index_[name] = index;
  for (const std::string& text : names) {
    // Classes are common nouns: "commerce ministry" and "Ministry of Commerce" alike.
    add_name(base::to_lower(text), office ? SenseKind::kOffice : SenseKind::kBodyClass, index);
  }
  return base::Done{};
}

base::Status Loader::read_words(const EntityFile& file) {
  for (const auto& [key, value] : file.root.entries) {
    if (key == "entities" || key == "about") continue;
    const auto list = list_named(key);
    if (!list) return wrong(file, value, "unknown word list '" + key + "'");
    for (const std::string& text : value.strings()) {
      const std::vector<Word> words = words_of(text);
      if (words.size() == 1) {
        data_->lists[words[0].folded] |= bit(*list);
      } else {
        add_name(text, SenseKind::kWord, static_cast<std::uint32_t>(*list));
      }
    }
  }
  return base::Done{};
}

void Loader::add_name(std::string_view name, SenseKind kind, std::uint32_t target, bool metonym, bool weak) {
  std::vector<Word> words = words_of(name);
  std::erase_if(words, [](const Word& word) { return word.folded == 0; });
  if (words.empty() || words.size() > 31) return;
  TrieName entry;
  entry.sense = {kind, target, metonym, weak};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].capital && !base::is_digit(static_cast<unsigned char>(name[words[i].span.start]))) entry.capital_mask |= 1U << i;
    if (words[i].all_capitals && words[i].span.size() > 1) entry.acronym_mask |= 1U << i;
  }
  data_->trie.insert(words, entry);
}

void Loader::make_entities() {
  std::erase_if(records_, [](const Record& record) { return record.dropped; });
  data_->entities.reserve(records_.size());
  for (const Record& record : records_) {
    Entity entity;
    entity.id = record.id;
    entity.name = record.fields[kName];
    entity.kind = record.kind;
    entity.country = record.fields[kCountry];
    entity.wikidata = record.fields[kWikidata];
    const bool political = record.kind == EntityKind::kCountry || record.kind == EntityKind::kBloc ||
                           record.kind == EntityKind::kBody || !record.fields[kOffices].empty();
    entity.official = record.fields[kOfficial].empty() ? political : record.fields[kOfficial] == "yes";
    data_->entities.push_back(std::move(entity));
  }
  for (std::uint32_t i = 0; i < data_->entities.size(); ++i) {
    const Entity& entity = data_->entities[i];
    data_->by_id.emplace(entity.id, i);
    const bool government = entity.kind == EntityKind::kCountry || entity.kind == EntityKind::kBloc;
    if (government && !entity.country.empty()) data_->by_country.emplace(entity.country, i);
  }
}

void Loader::name_country(const Record& record, std::uint32_t index) {
  for (const auto name : split(record.fields[kAdjectives], ';')) add_name(name, SenseKind::kAdjective, index);
  for (const auto name : split(record.fields[kPeople], ';')) add_name(name, SenseKind::kPeople, index);
  for (const auto name : split(record.fields[kMetonyms], ';')) add_name(name, SenseKind::kEntity, index, true);
}

void Loader::name_plurals(const Record& record, std::uint32_t index) {
  for (const std::string& ending : record.endings->strings()) {
    add_name(std::string(record.fields[kName]) + ending, SenseKind::kEntity, index);
    for (const auto alias : split(record.fields[kAlso], ';')) add_name(std::string(alias) + ending, SenseKind::kEntity, index);
  }
}

base::Status Loader::name_record(const Record& record, std::uint32_t index) {
  Entity& entity = data_->entities[index];
  const std::string_view name = record.fields[kName];
  // A name that is given among the weak ones is weak itself.
  const auto weak = split(record.fields[kWeak], ';');
  if (std::find(weak.begin(), weak.end(), name) == weak.end()) add_name(name, SenseKind::kEntity, index);
  for (const auto alias : split(record.fields[kAlso], ';')) add_name(alias, SenseKind::kEntity, index);
  if (record.endings != nullptr) name_plurals(record, index);
  for (const auto alias : weak) add_name(alias, SenseKind::kEntity, index, false, true);
  name_country(record, index);
  for (const auto name_of_class : split(record.fields[kClasses], ';')) {
    data_->class_bodies.try_emplace(std::string(name_of_class) + "/" + entity.country, index);
  }
  if (!record.fields[kHs].empty()) data_->chapters.emplace(&entity, record.fields[kHs]);
  if (const auto parent = record.fields[kParent]; !parent.empty()) {
    if (!data_->by_id.contains(parent)) return wrong(*record.file, *record.node, "no entity '" + std::string(parent) + "'", "parent must be an id");
    entity.parent = parent;
  } else if (entity.kind == EntityKind::kBody) {
    if (const auto at = data_->by_country.find(entity.country); at != data_->by_country.end()) {
      entity.parent = data_->entities[at->second].id;
    }
  }
  return add_offices(record, index);
}

// The last name: the last word, or the first where family names stand first.
std::string_view surname_of(std::string_view name, std::string_view country) {
  if (Gazetteer::family_name_first(country)) return name.substr(0, name.find(' '));
  const std::size_t space = name.rfind(' ');
  return space == std::string_view::npos ? std::string_view() : name.substr(space + 1);
}

base::Status Loader::add_offices(const Record& record, std::uint32_t index) {
  if (record.kind != EntityKind::kPerson) return base::Done{};
  if (record.fields[kWeak].empty()) {
    add_name(surname_of(record.fields[kName], record.fields[kCountry]), SenseKind::kSurname, index);
  }
  for (const auto text : split(record.fields[kOffices], ';')) {
    if (auto done = add_office(record, index, text); !done) return done;
  }
  return base::Done{};
}

// "commerce-minister 2025-02-21..", "trade-minister@EU 2019-12..2024-11": class, whose when not the person's country's,
// first and last day.
base::Status Loader::add_office(const Record& record, std::uint32_t index, std::string_view text) {
  const std::size_t space = std::min(text.find(' '), text.size());
  std::string_view office = text.substr(0, space);
  std::string_view period = trimmed(text.substr(space));
  std::string_view country = record.fields[kCountry];
  if (const std::size_t at = office.find('@'); at != std::string_view::npos) {
    country = office.substr(at + 1);
    office = office.substr(0, at);
  }
  const auto found = office_index_.find(std::string(office));
  if (found == office_index_.end()) {
    return wrong(*record.file, *record.node, "unknown office '" + std::string(office) + "'", "name it in the classes file");
  }
  Tenure tenure;
  tenure.office = data_->offices[found->second].name;
  tenure.title = data_->offices[found->second].title;
  tenure.country = keep(std::string(country));
  const std::size_t dots = period.find("..");
  const std::string_view from = period.substr(0, std::min(dots, period.size()));
  const std::string_view to = dots == std::string_view::npos ? period : period.substr(dots + 2);
  tenure.from = parse_period(from, false);
  tenure.to = parse_period(to, true);
  if ((!from.empty() && !tenure.from) || (!to.empty() && !tenure.to)) {
    return wrong(*record.file, *record.node, "'" + std::string(period) + "' is no period", "write 2019-12..2024-11 or 2025-02-21..");
  }
  tenure_people_.push_back(index);
  data_->tenures.push_back(tenure);
  return base::Done{};
}

void Loader::index_tenures() {
  for (std::size_t i = 0; i < data_->tenures.size(); ++i) data_->tenures[i].person = &data_->entities[tenure_people_[i]];
  std::stable_sort(data_->tenures.begin(), data_->tenures.end(), [](const Tenure& a, const Tenure& b) { return a.from > b.from; });
  for (std::uint32_t i = 0; i < data_->tenures.size(); ++i) {
    const Tenure& tenure = data_->tenures[i];
    data_->by_office[std::string(tenure.office) + "/" + std::string(tenure.country)].push_back(i);
    data_->by_person[tenure.person].push_back(i);
  }
}

base::Status Loader::name_all() {
  for (std::uint32_t i = 0; i < records_.size(); ++i) {
    if (auto done = name_record(records_[i], i); !done) return done;
  }
  return base::Done{};
}

base::Result<std::unique_ptr<GazetteerData>> Loader::finish() {
  make_entities();
  if (auto done = name_all(); !done) return done.error();
  index_tenures();
  return std::move(data_);
}

}  // namespace

std::string_view to_string(List list) {
  static constexpr std::array<std::string_view, static_cast<std::size_t>(List::kCount)> kNames = {
      "government", "nationals", "between", "administration", "possessive", "article", "of", "joiner", "particle", "at",
      "title", "role", "saying", "given", "company-form", "company-word", "no-company", "body-form", "association-form",
      "instrument-form", "numbered-instrument", "goods", "no-name", "no-person", "common-surname", "reference-company",
      "reference-country", "reference-bloc", "reference-body", "reference-person", "reference-instrument",
      "reference-commodity", "reference-pair", "two", "definite", "pronoun-thing", "pronoun-plural", "pronoun-man",
      "pronoun-woman", "pronoun-first", "pronoun-first-single", "pronoun-place", "empty-it", "woman", "official-opening", "origin"};
  return kNames[static_cast<std::size_t>(list)];
}

std::optional<base::Date> parse_period(std::string_view text, bool last_day) {
  base::Date date{0, last_day ? 12 : 1, last_day ? 31 : 1};
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (const char c : text.substr(at, size)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  date.year = number(0, 4);
  if (text.size() >= 7) date.month = number(5, 2);
  if (text.size() == 10) {
    date.day = number(8, 2);
  } else if (last_day && date.month >= 1 && date.month <= 12) {
    date.day = base::from_days(base::to_days(base::add_months({date.year, date.month, 1}, 1)) - 1).day;
  }
  return base::is_valid(date) ? std::optional(date) : std::nullopt;
}

base::Result<Gazetteer> Gazetteer::from_files(std::span<const EntityFile> files) {
  Loader loader;
  for (const EntityFile& file : files) {
    if (auto done = loader.read(file); !done) return done.error();
  }
  auto data = loader.finish();
  if (!data) return data.error();
  return Gazetteer(*std::move(data));
}

base::Result<std::vector<EntityFile>> entity_files(const std::string& overlay) {
  std::vector<EntityFile> files;
  for (const base::EmbeddedFile& embedded : base::embedded_files("rules/entities/")) {
    if (!embedded.path.ends_with(".yaml")) continue;
    auto root = base::decode_yaml(embedded.bytes);
    if (!root) return root.error();
    files.push_back({std::string(embedded.path), *std::move(root), false});
  }
  if (!overlay.empty()) {
    const std::string folder = overlay + "/entities";
    for (const std::string& path : base::files_below(folder, ".yaml")) {
      auto root = base::read_yaml(folder + "/" + path);
      if (!root) return root.error();
      files.push_back({folder + "/" + path, *std::move(root), true});
    }
  }
  return files;
}

base::Result<Gazetteer> Gazetteer::load(const std::string& overlay) {
  const auto files = entity_files(overlay);
  if (!files) return files.error();
  return from_files(*files);
}

}  // namespace tradewire::extract
