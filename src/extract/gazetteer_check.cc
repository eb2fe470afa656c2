// The linter of entity files: what loads, but is likely a slip.
#include <algorithm>
#include <map>
#include <set>

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

// Where a record stands, by its name: the first cell of a row, or the name of an entry.
std::map<std::string, std::string> places(std::span<const EntityFile> files) {
  std::map<std::string, std::string> out;
  for (const EntityFile& file : files) {
    const base::YamlNode* columns = file.root.find("columns");
    const std::vector<std::string> names = columns == nullptr ? std::vector<std::string>{} : columns->strings();
    const auto column = static_cast<std::size_t>(std::find(names.begin(), names.end(), "name") - names.begin());
    if (const base::YamlNode* rows = file.root.find("rows")) {
      for (const base::YamlNode& row : rows->items) {
        std::string_view rest = row.scalar;
        for (std::size_t i = 0; i < column && !rest.empty(); ++i) rest.remove_prefix(std::min(rest.find('|') + 1, rest.size()));
        std::string name(rest.substr(0, rest.find('|')));
        while (!name.empty() && name.back() == ' ') name.pop_back();
        while (!name.empty() && name.front() == ' ') name.erase(0, 1);
        out.emplace(std::move(name), base::place(file.path, row));
      }
    }
    if (const base::YamlNode* entries = file.root.find("entries")) {
      for (const base::YamlNode& entry : entries->items) {
        if (const base::YamlNode* name = entry.find("name")) out.emplace(name->scalar, base::place(file.path, entry));
      }
    }
  }
  return out;
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
  const std::map<std::string, std::string> where = places(files);
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
