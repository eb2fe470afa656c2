#include "language/train/evaluation.h"

#include <algorithm>
#include <cstdio>
#include <map>

namespace tradewire::language::train {
namespace {

// One word, with its place in the text without blanks.
struct Unit {
  std::size_t start = 0;
  std::size_t end = 0;
  std::size_t sentence = 0;
  std::size_t index = 0;
};

struct Flat {
  std::string characters;
  std::vector<Unit> words;
  std::vector<std::pair<std::size_t, std::size_t>> sentences;
  std::vector<std::size_t> first_word;  // of each sentence
};

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

Flat flatten(const Treebank& bank) {
  std::vector<std::size_t> place(bank.text.size() + 1);
  Flat flat;
  for (std::size_t i = 0; i < bank.text.size(); ++i) {
    place[i] = flat.characters.size();
    if (!is_blank(bank.text[i])) flat.characters += bank.text[i];
  }
  place[bank.text.size()] = flat.characters.size();
  for (std::size_t s = 0; s < bank.sentences.size(); ++s) {
    const Sentence& sentence = bank.sentences[s];
    flat.sentences.emplace_back(place[sentence.span.start], place[sentence.span.end]);
    flat.first_word.push_back(flat.words.size());
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      const base::Span span = sentence.tokens[i].span;
      flat.words.push_back({place[span.start], place[span.end], s, i});
    }
  }
  return flat;
}

const Token& token(const Treebank& bank, const Unit& unit) { return bank.sentences[unit.sentence].tokens[unit.index]; }

std::string_view base_of(Relation relation) {
  const std::string_view name = to_string(relation);
  return name.substr(0, name.find(':'));
}

constexpr std::size_t kNoWord = static_cast<std::size_t>(-1);

// For each gold word, the system's word over the same characters. Words with the same span are matched in order.
std::vector<std::size_t> align(const Flat& gold, const Flat& system) {
  std::vector<std::size_t> match(gold.words.size(), kNoWord);
  std::size_t j = 0;
  for (std::size_t i = 0; i < gold.words.size(); ++i) {
    const Unit& g = gold.words[i];
    while (j < system.words.size() && std::pair(system.words[j].start, system.words[j].end) < std::pair(g.start, g.end)) ++j;
    if (j < system.words.size() && system.words[j].start == g.start && system.words[j].end == g.end) match[i] = j++;
  }
  return match;
}

std::size_t same(const std::vector<std::pair<std::size_t, std::size_t>>& a, const std::vector<std::pair<std::size_t, std::size_t>>& b) {
  std::size_t count = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++count;
      ++i;
      ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return count;
}

// Whether the heads of two aligned words are aligned too.
bool same_head(const Flat& gold, const Flat& system, const std::vector<std::size_t>& match, std::size_t g, const Token& gold_token, const Token& system_token) {
  if (gold_token.head < 0 || system_token.head < 0) return gold_token.head < 0 && system_token.head < 0;
  const std::size_t gold_head = gold.first_word[gold.words[g].sentence] + static_cast<std::size_t>(gold_token.head);
  const std::size_t system_head = system.first_word[system.words[match[g]].sentence] + static_cast<std::size_t>(system_token.head);
  return match[gold_head] == system_head;
}

}  // namespace

base::Result<Evaluation> evaluate(const Treebank& gold_bank, const Treebank& system_bank) {
  const Flat gold = flatten(gold_bank);
  const Flat system = flatten(system_bank);
  if (gold.characters != system.characters) {
    const auto [at, other] = std::mismatch(gold.characters.begin(), gold.characters.end(), system.characters.begin(), system.characters.end());
    return base::Error{"gold and system are not of the same text", "character " + std::to_string(at - gold.characters.begin()), "analyse the gold file's own text"};
  }
  const auto match = align(gold, system);
  Evaluation result;
  Score score{gold.words.size(), system.words.size(), 0};
  result.words = result.upos = result.lemmas = result.features = result.uas = result.las = result.las_full = score;
  result.sentences = {gold.sentences.size(), system.sentences.size(), same(gold.sentences, system.sentences)};
  for (std::size_t g = 0; g < match.size(); ++g) {
    if (match[g] == kNoWord) continue;
    const Unit& other = system.words[match[g]];
    const Token& right = token(gold_bank, gold.words[g]);
    const Token& found = token(system_bank, other);
    ++result.words.correct;
    result.upos.correct += right.upos == found.upos;
    result.lemmas.correct += right.lemma == "_" || right.lemma == found.lemma;
    const auto& gold_word = gold_bank.words[gold.words[g].sentence][gold.words[g].index];
    result.features.correct += gold_word.features == system_bank.words[other.sentence][other.index].features;
    if (!same_head(gold, system, match, g, right, found)) continue;
    ++result.uas.correct;
    result.las.correct += base_of(right.relation) == base_of(found.relation);
    result.las_full.correct += right.relation == found.relation;
  }
  return result;
}

std::string to_table(const Evaluation& evaluation) {
  const std::pair<const char*, const Score*> rows[] = {{"Words", &evaluation.words}, {"Sentences", &evaluation.sentences}, {"UPOS", &evaluation.upos},
      {"Lemmas", &evaluation.lemmas}, {"UFeats", &evaluation.features}, {"UAS", &evaluation.uas}, {"LAS", &evaluation.las}, {"LAS with subtypes", &evaluation.las_full}};
  std::string table;
  for (const auto& [name, score] : rows) {
    char line[120];
    std::snprintf(line, sizeof line, "%-18s %6.2f  (gold %zu, system %zu, correct %zu)\n", name, score->f1(), score->gold, score->system, score->correct);
    table += line;
  }
  return table;
}

}  // namespace tradewire::language::train
