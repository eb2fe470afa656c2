#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/unicode.h"
#include "language/hash_index.h"
#include "language/sparse_table.h"
#include "language/train/vocabulary.h"
#include "language/word_form.h"

namespace tradewire::language::train {
namespace {

// What the context decides beside part of speech and fine tag.
std::string tag_name(const Token& token, const TreebankWord& word) {
  std::string name(to_string(token.upos));
  name += "/" + word.fine_tag;
  if (word.features.find("Voice=Pass") != std::string::npos) name += "/pass";
  if (word.features.find("VerbForm=Ger") != std::string::npos) name += "/ger";
  if (word.features.find("Mood=Imp") != std::string::npos) name += "/imp";
  return name;
}

// The features without those that tell of slips of the writer.
std::string clean_features(const std::string& column) {
  std::string out;
  for (std::size_t at = 0; at < column.size();) {
    const std::size_t end = std::min(column.find('|', at), column.size());
    const std::string_view pair = std::string_view(column).substr(at, end - at);
    if (!pair.starts_with("Typo=") && !pair.starts_with("Style=") && !pair.starts_with("ExtPos=")) {
      if (!out.empty()) out += '|';
      out += pair;
    }
    at = end + 1;
  }
  return out.empty() ? "_" : out;
}

template <typename Key>
Key most_frequent(const std::map<Key, std::size_t>& counts) {
  return std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

struct Counts {
  std::map<std::string, std::size_t> tags;
  std::map<std::string, std::map<std::string, std::size_t>> features_of_tag;
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::size_t>> features_of_word;
};

Counts count(const std::vector<const Treebank*>& banks) {
  Counts counts;
  for (const Treebank* bank : banks) {
    for (std::size_t s = 0; s < bank->sentences.size(); ++s) {
      for (std::size_t i = 0; i < bank->words[s].size(); ++i) {
        const TreebankWord& word = bank->words[s][i];
        const std::string name = tag_name(bank->sentences[s].tokens[i], word);
        const std::string features = clean_features(word.features);
        ++counts.tags[name];
        ++counts.features_of_tag[name][features];
        ++counts.features_of_word[{name, base::to_lower(normalized(word.form))}][features];
      }
    }
  }
  return counts;
}

// The tags seen often enough, and at most as many as the table has classes.
std::vector<std::string> frequent_tags(const std::map<std::string, std::size_t>& counts) {
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [name, number] : counts) {
    if (number >= 6) order.emplace_back(number, name);
  }
  std::sort(order.rbegin(), order.rend());
  if (order.size() > SparseTable::kMaxClasses) order.resize(SparseTable::kMaxClasses);
  std::vector<std::string> names;
  for (const auto& [number, name] : order) names.push_back(name);
  return names;
}

}  // namespace

std::uint8_t TagSet::tag_of(const Token& token, const TreebankWord& word) const {
  const auto find = [this](const std::string& name) { return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin()); };
  std::string name = tag_name(token, word);
  std::size_t at = find(name);
  if (at == names.size()) at = find(std::string(to_string(token.upos)) + "/" + word.fine_tag);
  // The most frequent tag of the part of speech: names are in the order of their frequency.
  for (std::size_t i = 0; at == names.size() && i < names.size(); ++i) {
    if (names[i].starts_with(std::string(to_string(token.upos)) + "/")) at = i;
  }
  return static_cast<std::uint8_t>(at == names.size() ? 0 : at);
}

TagSet build_tags(const std::vector<const Treebank*>& banks) {
  const Counts counts = count(banks);
  TagSet set;
  set.names = frequent_tags(counts.tags);
  std::map<std::string, std::size_t> numbers;
  const auto number_of = [&](const std::string& column) {
    const auto [at, added] = numbers.emplace(column, set.feature_columns.size());
    if (added) set.feature_columns.push_back(column);
    return at->second;
  };
  number_of("_");
  std::vector<std::string> usual;
  for (const std::string& name : set.names) {
    usual.push_back(most_frequent(counts.features_of_tag.at(name)));
    set.tags_section += (set.tags_section.empty() ? "" : "\n") + name.substr(0, name.find('/')) + "\t" + std::to_string(number_of(usual.back()));
  }
  for (const auto& [key, columns] : counts.features_of_word) {
    const auto at = std::find(set.names.begin(), set.names.end(), key.first);
    const std::string best = most_frequent(columns);
    const auto tag = static_cast<std::size_t>(at - set.names.begin());
    if (at == set.names.end() || best == usual[tag]) continue;
    set.spelling.emplace_back(mix(base::hash64(key.second), tag), static_cast<std::uint32_t>(number_of(best) + 1));
  }
  for (const std::string& column : set.feature_columns) set.features_section += (set.features_section.empty() ? "" : "\n") + column;
  return set;
}

}  // namespace tradewire::language::train
