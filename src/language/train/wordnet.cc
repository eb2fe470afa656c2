#include <algorithm>
#include <charconv>
#include <set>

#include "base/file.h"
#include "base/hash.h"
#include "base/unicode.h"
#include "language/train/vocabulary.h"
#include "language/word_form.h"

namespace tradewire::language::train {
namespace {

std::vector<std::string_view> fields(std::string_view line) {
  std::vector<std::string_view> parts;
  while (!line.empty()) {
    const std::size_t end = line.find(' ');
    if (end != 0) parts.push_back(line.substr(0, end));
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 1);
  }
  return parts;
}

template <typename Visit>
base::Status for_each_line(const std::string& path, Visit visit) {
  const auto text = base::read_file(path);
  if (!text) return text.error();
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    // The licence at the top is indented.
    if (!line.empty() && line[0] != ' ') visit(fields(line));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return base::Done{};
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool is_single_word(std::string_view word) { return word.find('_') == std::string_view::npos && word.size() > 1; }

std::string with_s(const std::string& w) {
  const bool hissing = w.ends_with("s") || w.ends_with("x") || w.ends_with("z") || w.ends_with("ch") || w.ends_with("sh");
  if (hissing) return w + "es";
  if (w.size() > 1 && w.back() == 'y' && !is_vowel(w[w.size() - 2])) return w.substr(0, w.size() - 1) + "ies";
  return w + "s";
}

// The stems to which -ed and -ing are put: "stop" also doubles its last letter.
std::vector<std::string> stems(const std::string& w) {
  std::vector<std::string> result;
  if (w.ends_with("e") && !w.ends_with("ee")) return {w.substr(0, w.size() - 1)};
  result.push_back(w);
  const std::size_t n = w.size();
  const bool doubles = n >= 3 && !is_vowel(w[n - 1]) && is_vowel(w[n - 2]) && !is_vowel(w[n - 3]) && w[n - 1] != 'w' && w[n - 1] != 'x' && w[n - 1] != 'y';
  if (doubles) result.push_back(w + w.back());
  return result;
}

class Builder {
 public:
  void noun(const std::string& w) {
    add(w, kLexNoun);
    add(with_s(w), kLexPlural);
  }
  void verb(const std::string& w) {
    add(w, kLexVerb);
    add(with_s(w), kLexVerbS);
    for (const std::string& stem : stems(w)) {
      const bool y = stem.size() > 1 && stem.back() == 'y' && !is_vowel(stem[stem.size() - 2]);
      add((y ? stem.substr(0, stem.size() - 1) + "i" : stem) + "ed", kLexPast | kLexParticiple);
      add(stem + "ing", kLexIng);
    }
  }
  void adjective(const std::string& w) {
    add(w, kLexAdjective);
    if (w.size() > 6) return;
    for (std::string stem : stems(w)) {
      if (stem.back() == 'y') stem.back() = 'i';
      add(stem + "er", kLexGraded);
      add(stem + "est", kLexGraded);
    }
  }
  void add(const std::string& w, int bits) { words[w] = static_cast<std::uint16_t>(words[w] | bits); }

  std::map<std::string, std::uint16_t> words;
};

std::size_t tagged_senses(const std::vector<std::string_view>& line) {
  // lemma pos synset_count pointer_count pointer... sense_count tagged_sense_count offset...
  std::size_t pointers = 0;
  if (line.size() < 4) return 0;
  std::from_chars(line[3].data(), line[3].data() + line[3].size(), pointers);
  std::size_t tagged = 0;
  if (line.size() > pointers + 5) std::from_chars(line[pointers + 5].data(), line[pointers + 5].data() + line[pointers + 5].size(), tagged);
  return tagged;
}

// Which part of speech most senses that were met in text have.
void add_majorities(const std::map<std::string, std::map<std::string, std::size_t>>& senses, Builder& builder) {
  for (const auto& [word, counts] : senses) {
    std::size_t total = 0;
    for (const auto& [part, number] : counts) total += number;
    for (const auto& [part, number] : counts) {
      if (counts.size() < 2 || number * 3 < total * 2) continue;
      if (part == "noun") builder.add(word, kLexMostlyNoun);
      if (part == "verb") builder.add(word, kLexMostlyVerb);
      if (part == "adj") builder.add(word, kLexMostlyAdjective);
    }
  }
}

// Names are the nouns that the database writes with a capital.
base::Status add_names(const std::string& folder, Builder& builder) {
  std::set<std::string> common;
  const base::Status status = for_each_line(folder + "/data.noun", [&](const auto& line) {
    // offset file type word_count(hex) word lex_id word lex_id ...
    std::size_t count = 0;
    if (line.size() < 5) return;
    std::from_chars(line[3].data(), line[3].data() + line[3].size(), count, 16);
    for (std::size_t i = 0; i < count && 4 + 2 * i < line.size(); ++i) {
      const std::string_view word = line[4 + 2 * i];
      const bool name = word[0] >= 'A' && word[0] <= 'Z';
      // The parts of names of several words are names too: "New_York".
      for (std::size_t at = 0; name && at < word.size();) {
        const std::size_t end = std::min(word.find('_', at), word.size());
        if (word[at] >= 'A' && word[at] <= 'Z') builder.add(base::to_lower(word.substr(at, end - at)), kLexName);
        at = end + 1;
      }
      if (!name && is_single_word(word)) common.insert(std::string(word));
    }
  });
  for (auto& [word, bits] : builder.words) {
    // "china" and "turkey" are both; a noun known only as a name is no common noun.
    if ((bits & kLexName) != 0 && !common.contains(word)) bits = static_cast<std::uint16_t>(bits & ~kLexNoun);
  }
  return status;
}

base::Status add_exceptions(const std::string& folder, Builder& builder) {
  const std::pair<const char*, int> parts[] = {{"noun", kLexPlural}, {"verb", 0}, {"adj", kLexGraded}};
  for (const auto& [part, bits] : parts) {
    const auto pairs = read_exceptions(folder, part);
    if (!pairs) return pairs.error();
    for (const auto& [form, lemma] : *pairs) {
      const int verbal = form.ends_with("ing") ? kLexIng : form.ends_with("s") ? kLexVerbS : kLexPast | kLexParticiple;
      builder.add(form, bits != 0 ? bits : verbal);
    }
  }
  return base::Done{};
}

}  // namespace

base::Result<std::vector<std::pair<std::string, std::string>>> read_exceptions(const std::string& folder, const std::string& part) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const base::Status status = for_each_line(folder + "/" + part + ".exc", [&](const auto& line) {
    if (line.size() >= 2 && is_single_word(line[0]) && is_single_word(line[1])) pairs.emplace_back(line[0], line[1]);
  });
  if (!status) return status.error();
  return pairs;
}

base::Result<std::map<std::string, std::uint16_t>> read_wordnet(const std::string& folder) {
  Builder builder;
  std::map<std::string, std::map<std::string, std::size_t>> senses;
  for (const std::string part : {"noun", "verb", "adj", "adv"}) {
    const base::Status status = for_each_line(folder + "/index." + part, [&](const auto& line) {
      if (line.empty() || !is_single_word(line[0])) return;
      const std::string word(line[0]);
      senses[word][part] += tagged_senses(line);
      if (part == "noun") builder.noun(word);
      if (part == "verb") builder.verb(word);
      if (part == "adj") builder.adjective(word);
      if (part == "adv") builder.add(word, kLexAdverb);
    });
    if (!status) return status.error();
  }
  add_majorities(senses, builder);
  for (const base::Status& status : {add_names(folder, builder), add_exceptions(folder, builder)}) {
    if (!status) return status.error();
  }
  return std::move(builder.words);
}

Pairs build_lexicon(const std::map<std::string, std::uint16_t>& wordnet, const std::vector<const Treebank*>& banks, std::size_t often) {
  std::map<std::string, std::map<Upos, std::size_t>> seen;
  for (const Treebank* bank : banks) {
    for (std::size_t s = 0; s < bank->sentences.size(); ++s) {
      for (std::size_t i = 0; i < bank->words[s].size(); ++i) {
        ++seen[base::to_lower(normalized(bank->words[s][i].form))][bank->sentences[s].tokens[i].upos];
      }
    }
  }
  std::map<std::string, std::uint32_t> merged;
  for (const auto& [word, bits] : wordnet) merged[normalized(word)] |= bits;
  std::map<std::vector<Upos>, std::uint32_t> classes;
  for (const auto& [word, counts] : seen) {
    std::size_t total = 0;
    std::vector<std::pair<std::size_t, Upos>> order;
    for (const auto& [upos, number] : counts) {
      total += number;
      order.emplace_back(number, upos);
    }
    if (total < often) continue;
    std::sort(order.rbegin(), order.rend());
    std::vector<Upos> key;
    for (const auto& [number, upos] : order) {
      if (number * 20 >= total && key.size() < 3) key.push_back(upos);
    }
    const auto number = classes.emplace(key, static_cast<std::uint32_t>(classes.size() + 1)).first->second;
    merged[word] |= number << 16;
  }
  Pairs pairs;
  for (const auto& [word, value] : merged) {
    if (value != 0) pairs.emplace_back(base::hash64(word), value);
  }
  return pairs;
}

}  // namespace tradewire::language::train
