#include "article/patterns.h"

#include <algorithm>
#include <array>

#include "base/embedded.h"
#include "base/hash.h"
#include "base/unicode.h"
#include "base/yaml.h"

namespace tradewire::article {
namespace {

struct HintName {
  std::string_view name;
  std::uint32_t bits;
};
constexpr std::array<HintName, 15> kHintNames{{{"body", kHintBody}, {"article", kHintArticle}, {"main", kHintMain},
    {"noise", kHintNoise}, {"inner", kHintInner}, {"hidden", kHintHidden}, {"byline", kHintByline}, {"date", kHintDate},
    {"caption", kHintCaption}, {"title", kHintTitle}, {"updated", kHintUpdated}, {"related", kHintRelated}, {"keep", kHintKeep}, {"logo", kHintLogo}, {"nothing", kHintNothing}}};

constexpr std::size_t kLongestPattern = 3;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::uint64_t extend(std::uint64_t hash, char c) { return (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL; }
constexpr std::uint64_t kSeed = 14695981039346656037ULL;

std::string strip(std::string_view line) {
  std::string text = base::fold_case(base::trim(line));
  while (!text.empty() && std::string_view(".:!?>-|* ").find(text.back()) != std::string_view::npos) text.pop_back();
  return text;
}

}  // namespace

const Patterns& Patterns::built_in() {
  static const Patterns patterns;
  return patterns;
}

Patterns::Patterns() {
  for (const base::EmbeddedFile& file : base::embedded_files("rules/article/")) {
    const base::Result<base::YamlNode> root = base::decode_yaml(file.bytes);
    if (!root) continue;
    for (const auto& [section, lists] : root->entries) {
      for (const auto& [name, list] : lists.entries) {
        const std::vector<std::string> words = list.strings();
        if (section == "classes") {
          for (const HintName& hint : kHintNames) {
            if (hint.name != name) continue;
            for (const std::string& word : words) {
              std::uint64_t hash = kSeed;
              for (const char c : word) {
                if (c != ' ') hash = extend(hash, c);
              }
              hints_[hash] |= hint.bits;
            }
          }
        } else if (section == "months") {
          const int number = std::stoi(name);
          for (const std::string& word : words) months_[base::fold_case(word)] = number;
        } else {
          for (const std::string& word : words) {
            const std::string folded = base::fold_case(word);
            lists_[name].push_back(folded);
            sets_[name].insert(folded);
          }
        }
      }
    }
  }
}

std::uint32_t Patterns::hints(std::string_view value) const {
  std::uint32_t bits = 0;
  // Hashes of the runs that end at the word being read: of this word alone, with the one before, with both before.
  std::array<std::uint64_t, kLongestPattern> runs{kSeed, kSeed, kSeed};
  std::size_t words = 0;
  bool in_word = false;
  char before = 0;
  const auto finish = [&] {
    for (std::size_t i = std::min(kLongestPattern - 1, words) + 1; i-- > 0;) {
      const auto found = hints_.find(runs[i]);
      if (found == hints_.end()) continue;
      if ((found->second & kHintNothing) != 0) break;
      bits |= found->second;
    }
    ++words;
    runs = {kSeed, runs[0], runs[1]};
    in_word = false;
  };
  for (const char c : value) {
    const char low = is_upper(c) ? static_cast<char>(c + 32) : c;
    if (!is_lower(low)) {
      if (in_word) finish();
      if (c == ' ') {
        words = 0;
        runs = {kSeed, kSeed, kSeed};
      }
      before = c;
      continue;
    }
    if (in_word && is_upper(c) && is_lower(before)) finish();
    for (std::uint64_t& run : runs) run = extend(run, low);
    in_word = true;
    before = c;
  }
  if (in_word) finish();
  return bits;
}

bool Patterns::is_line(std::string_view list, std::string_view line) const {
  const auto found = sets_.find(list);
  if (found == sets_.end() || line.size() > 200) return false;
  const std::string text = strip(line);
  return found->second.find(text) != found->second.end();
}

bool Patterns::starts(std::string_view list, std::string_view line) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return false;
  const std::size_t first = line.find_first_not_of("[(*>- ");
  if (first == std::string_view::npos) return false;
  const std::string text = base::fold_case(base::trim(line.substr(first, 160)));
  for (const std::string& phrase : found->second) {
    if (text.size() >= phrase.size() && text.compare(0, phrase.size(), phrase) == 0) {
      // At a word's end, unless the phrase says itself where it ends.
      if (text.size() == phrase.size()) return true;
      const auto next = static_cast<unsigned char>(text[phrase.size()]);
      const auto last = static_cast<unsigned char>(phrase.back());
      const auto is_word = [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80; };
      if (!is_word(last) || !is_word(next) || last >= 0x80) return true;
    }
  }
  return false;
}

const std::vector<std::string>& Patterns::words(std::string_view list) const {
  static const std::vector<std::string> kNone;
  const auto found = lists_.find(list);
  return found == lists_.end() ? kNone : found->second;
}

const WordSet& Patterns::set(std::string_view list) const {
  static const WordSet kNone;
  const auto found = sets_.find(list);
  return found == sets_.end() ? kNone : found->second;
}

int Patterns::month(std::string_view folded) const {
  const auto found = months_.find(folded);
  return found == months_.end() ? 0 : found->second;
}

}  // namespace tradewire::article
