#include "pipeline/watch_list.h"

#include <algorithm>

#include "base/unicode.h"

namespace tradewire::pipeline {
namespace {

std::vector<std::string> folded(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) out.push_back(base::fold_case(word));
  return out;
}

bool names(const extract::Filler& filler, const std::vector<std::string>& wanted) {
  const std::string name = base::fold_case(filler.name);
  const std::string id = base::fold_case(filler.id);
  const std::string text = base::fold_case(filler.text);
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& w) { return w == name || w == id || w == text; });
}

bool mentions_words(const extract::Filler& filler, const std::vector<std::string>& wanted) {
  if (names(filler, wanted)) return true;
  const std::string text = base::fold_case(filler.text);
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& w) { return text.find(w) != std::string::npos; });
}

}  // namespace

// Greedy with one remembered star: linear in the text for each star, never exponential.
bool matches_glob(std::string_view glob, std::string_view text) {
  std::size_t g = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      mark = t;
    } else if (g < glob.size() && glob[g] == text[t]) {
      ++g;
      ++t;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

base::Result<WatchList> WatchList::parse(const base::YamlNode& root, const std::string& name) {
  constexpr const char* kMend = "a watch list has the keys types, entities and commodities, each a list";
  if (!root.is_map()) return base::Error{"not a watch list", name, kMend, base::ErrorKind::kUsage};
  WatchList list;
  for (const auto& [key, value] : root.entries) {
    if (key == "types") {
      list.types_ = value.strings();
    } else if (key == "entities") {
      list.entities_ = folded(value.strings());
    } else if (key == "commodities") {
      list.commodities_ = folded(value.strings());
    } else {
      return base::Error{"unknown key '" + key + "'", base::place(name, value), kMend, base::ErrorKind::kUsage};
    }
  }
  return list;
}

bool WatchList::passes(const extract::Mention& mention) const {
  const auto type_fits = [&](const std::string& glob) { return matches_glob(glob, mention.type); };
  if (!types_.empty() && !std::any_of(types_.begin(), types_.end(), type_fits)) return false;
  const auto party_fits = [&](const extract::RoleFiller& role) { return names(role.filler, entities_); };
  if (!entities_.empty() && !std::any_of(mention.roles.begin(), mention.roles.end(), party_fits) &&
      !(mention.attribution.source && names(*mention.attribution.source, entities_))) {
    return false;
  }
  const auto good_fits = [&](const extract::RoleFiller& role) {
    return role.role == extract::Role::kCommodity && mentions_words(role.filler, commodities_);
  };
  return commodities_.empty() || std::any_of(mention.roles.begin(), mention.roles.end(), good_fits);
}

}  // namespace tradewire::pipeline
