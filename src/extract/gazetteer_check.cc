// The linter of entity files: what loads, but is likely a slip.
#include <algorithm>
#include <map>
#include <set>

#include "base/unicode.h"
#include "extract/gazetteer.h"

namespace tradewire::extract {
namespace {

// Successors may share the month in which one follows the other.
constexpr std::int64_t kHandover = 45;

// The offices of which a country has several at a time: "shared" of the classes file.
std::set<std::string> shared_offices(std::span<const EntityFile> files) {
  std::set<std::string> out;
  for (const EntityFile& file : files) {
    if (const base::YamlNode* shared = file.root.find("shared")) {
      for (const std::string& office : shared->strings()) out.insert(office);
    }
  }
  return out;
}

// A record as its file writes it.
struct Row {
  std::string kind, country, name;
  std::vector<std::string> also;
  std::string where;
};

std::string trimmed(std::string_view text) { return std::string(base::trim(text)); }

std::vector<std::string> cut(std::string_view text, char border) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(border, from), text.size());
    parts.push_back(trimmed(text.substr(from, end - from)));
    from = end + 1;
  }
  return parts;
}

std::vector<Row> rows_of(const EntityFile& file, const std::string& kind) {
  std::vector<Row> out;
  const base::YamlNode* columns = file.root.find("columns");
  const std::vector<std::string> names = columns == nullptr ? std::vector<std::string>{} : columns->strings();
  const auto cell = [&](const std::vector<std::string>& cells, std::string_view column) {
    const auto at = static_cast<std::size_t>(std::ranges::find(names, column) - names.begin());
    return at < cells.size() ? cells[at] : std::string();
  };
  if (const base::YamlNode* rows = file.root.find("rows")) {
    for (const base::YamlNode& row : rows->items) {
      const auto cells = cut(row.scalar, '|');
      out.push_back({kind, cell(cells, "country"), cell(cells, "name"), cut(cell(cells, "also"), ';'), base::place(file.path, row)});
    }
  }
  if (const base::YamlNode* entries = file.root.find("entries")) {
    for (const base::YamlNode& entry : entries->items) {
      const base::YamlNode* name = entry.find("name");
      const base::YamlNode* also = entry.find("also");
      const base::YamlNode* country = entry.find("country");
      if (name != nullptr) out.push_back({kind, country == nullptr ? "" : country->scalar, name->scalar, also == nullptr ? std::vector<std::string>{} : also->strings(), base::place(file.path, entry)});
    }
  }
  return out;
}

std::vector<Row> all_rows(std::span<const EntityFile> files) {
  std::vector<Row> out;
  for (const EntityFile& file : files) {
    const base::YamlNode* kind = file.root.find("entities");
    if (kind == nullptr || kind->scalar == "classes" || kind->scalar == "words") continue;
    for (Row& row : rows_of(file, kind->scalar)) out.push_back(std::move(row));
  }
  return out;
}

// A name that two records of one kind and country give for themselves.
void check_aliases(const std::vector<Row>& rows, std::vector<base::Error>& out) {
  std::map<std::string, const Row*> owners;
  for (const Row& row : rows) {
    for (const std::string& alias : row.also) {
      if (alias.empty()) continue;
      const auto [owner, is_new] = owners.emplace(row.kind + "|" + row.country + "|" + base::to_lower(alias), &row);
      if (is_new || owner->second->name == row.name) continue;
      out.push_back({"'" + alias + "' is a name of '" + owner->second->name + "' and of '" + row.name + "'", row.where, "leave it to one of them"});
    }
  }
}

bool overlap(const Tenure& a, const Tenure& b) {
  const auto day = [](const std::optional<base::Date>& date, std::int64_t open) { return date ? base::to_days(*date) : open; };
  const std::int64_t start = std::max(day(a.from, -1000000), day(b.from, -1000000));
  const std::int64_t end = std::min(day(a.to, 1000000), day(b.to, 1000000));
  return end - start > kHandover;
}

}  // namespace

std::vector<base::Error> check_entities(std::span<const EntityFile> files) {
  auto gazetteer = Gazetteer::from_files(files);
  if (!gazetteer) return {gazetteer.error()};
  const std::set<std::string> shared = shared_offices(files);
  const std::vector<Row> rows = all_rows(files);
  std::map<std::string, std::string> where;
  for (const Row& row : rows) where.emplace(row.name, row.where);
  const auto place_of = [&](const std::string& name) {
    const auto at = where.find(name);
    return at == where.end() ? std::string() : at->second;
  };
  std::vector<base::Error> out;
  std::map<std::string, std::vector<const Tenure*>> by_office;
  for (const Entity& entity : gazetteer->entities()) {
    for (const Tenure* tenure : gazetteer->offices(entity)) {
      if (!shared.contains(std::string(tenure->office))) by_office[std::string(tenure->office) + "/" + std::string(tenure->country)].push_back(tenure);
    }
    for (const Entity* other : gazetteer->lookup(entity.name)) {
      const bool same = other->kind == entity.kind && other->country == entity.country && other != &entity;
      if (!same) continue;
      out.push_back({"'" + entity.name + "' is a name of " + other->id + " too", place_of(entity.name), "drop the alias there, or merge the two"});
    }
  }
  check_aliases(rows, out);
  for (const auto& [office, tenures] : by_office) {
    for (std::size_t i = 0; i < tenures.size(); ++i) {
      for (std::size_t j = i + 1; j < tenures.size(); ++j) {
        if (tenures[i]->person == tenures[j]->person || !overlap(*tenures[i], *tenures[j])) continue;
        out.push_back({tenures[i]->person->name + " and " + tenures[j]->person->name + " both hold " + office, place_of(tenures[j]->person->name),
                       "mend a period, or name the office under 'shared' in the classes file"});
      }
    }
  }
  return out;
}

}  // namespace tradewire::extract
