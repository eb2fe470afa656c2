#include "language/train/lemma_learner.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/hash.h"
#include "base/unicode.h"
#include "language/lemmatizer.h"

namespace tradewire::language::train {
namespace {

using RuleCounts = std::map<LemmaRule, std::size_t>;

std::optional<LemmaRule> edit(LemmaRule::Case letters, const std::string& form, const std::string& lemma) {
  const std::string start = apply({letters, 0, ""}, form);
  std::size_t common = 0;
  while (common < start.size() && common < lemma.size() && start[common] == lemma[common]) ++common;
  if (common == 0 || start.size() - common > 8 || lemma.size() - common > 8) return std::nullopt;
  return LemmaRule{letters, static_cast<std::uint8_t>(start.size() - common), lemma.substr(common)};
}

LemmaRule best(const RuleCounts& counts) {
  return std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

struct End {
  RuleCounts counts;
  std::uint64_t shorter = 0;  // the key of the end that is one byte shorter
};

struct Observed {
  std::map<std::pair<std::string, std::uint8_t>, RuleCounts> forms;  // as written
  std::map<std::pair<std::string, std::uint8_t>, RuleCounts> lowers;
  std::map<std::pair<std::size_t, std::uint64_t>, End> ends;  // by length and key
};

void observe_end(Observed& observed, const std::string& form, std::uint8_t tag, const LemmaRule& rule) {
  const std::string lower = base::to_lower(form);
  std::uint64_t shorter = 0;
  for (std::size_t length = 0; length <= kLongestLemmaEnd; ++length) {
    const std::uint64_t key = mix(lemma_end(lower, length), tag);
    End& end = observed.ends[{length, key}];
    ++end.counts[rule];
    end.shorter = std::exchange(shorter, key);
    if (length >= lower.size()) break;
  }
}

Observed observe(const std::vector<const Treebank*>& banks, const TagSet& tags) {
  Observed observed;
  for (const Treebank* bank : banks) {
    for (std::size_t s = 0; s < bank->sentences.size(); ++s) {
      for (std::size_t i = 0; i < bank->words[s].size(); ++i) {
        const Token& token = bank->sentences[s].tokens[i];
        const TreebankWord& word = bank->words[s][i];
        if (token.lemma == "_" && word.form != "_") continue;
        const std::uint8_t tag = tags.tag_of(token, word);
        const LemmaRule rule = rule_for(word.form, token.lemma, token.upos);
        ++observed.forms[{normalized(word.form), tag}][rule];
        ++observed.lowers[{base::to_lower(normalized(word.form)), tag}][rule];
        if (word.features.find("Typo=Yes") == std::string::npos) observe_end(observed, word.form, tag, rule);
      }
    }
  }
  return observed;
}

class RuleNumbers {
 public:
  std::uint32_t operator()(const LemmaRule& rule) {
    const auto [at, added] = numbers_.emplace(rule, static_cast<std::uint32_t>(numbers_.size() + 1));
    if (added) section += (section.empty() ? "" : "\n") + spell(rule);
    return at->second;
  }
  std::string section;

 private:
  std::map<LemmaRule, std::uint32_t> numbers_;
};

// An end gets a rule of its own when it asks for another than the end that is one byte shorter.
Pairs learn_ends(const Observed& observed, RuleNumbers& number) {
  std::map<std::uint64_t, std::uint32_t> inherited;
  std::map<std::uint64_t, std::uint32_t> own;
  for (const auto& [key, end] : observed.ends) {
    RuleCounts counts = end.counts;
    // The whole lemma of another word is no rule.
    std::erase_if(counts, [](const auto& item) { return item.first.strip == LemmaRule::kWhole; });
    const auto shorter = inherited.find(end.shorter);
    const std::uint32_t before = key.first == 0 || shorter == inherited.end() ? 0 : shorter->second;
    const std::uint32_t rule = counts.empty() ? before : number(best(counts));
    inherited[key.second] = rule;
    if (rule != before) own.emplace(key.second, rule);
  }
  return {own.begin(), own.end()};
}

void add_irregular(const std::vector<IrregularForm>& irregular, const TagSet& tags, RuleNumbers& number, std::map<std::uint64_t, std::uint32_t>& words) {
  for (const IrregularForm& form : irregular) {
    const std::string part(to_string(form.upos));
    for (std::size_t tag = 0; tag < tags.names.size(); ++tag) {
      const std::string& name = tags.names[tag];
      const bool ing = form.form.ends_with("ing");
      const bool verbal = ing ? name.starts_with("VERB/VBG") : name.starts_with("VERB/VBD") || name.starts_with("VERB/VBN");
      const bool fits = form.upos == Upos::kVerb ? verbal : name.starts_with(part + "/NNS");
      if (fits) words.emplace(mix(base::hash64(form.form), tag), number(rule_for(form.form, form.lemma, form.upos)));
    }
  }
}

}  // namespace

LemmaRule rule_for(const std::string& form, const std::string& lemma, Upos upos) {
  using Case = LemmaRule::Case;
  std::vector<Case> cases = {Case::kLower, Case::kKeep, Case::kTitle};
  if (upos == Upos::kPropn || upos == Upos::kX || upos == Upos::kPunct || upos == Upos::kSym) cases = {Case::kKeep, Case::kTitle, Case::kLower};
  if (upos == Upos::kNum && form.find(',') != std::string::npos) cases = {Case::kFigure};
  std::optional<LemmaRule> result;
  for (const Case letters : cases) {
    const auto rule = edit(letters, form, lemma);
    if (rule && (!result || rule->strip + rule->add.size() < result->strip + result->add.size())) result = rule;
  }
  return result.value_or(LemmaRule{Case::kKeep, LemmaRule::kWhole, lemma});
}

LemmaSections learn_lemmas(const std::vector<const Treebank*>& banks, const TagSet& tags, const std::vector<IrregularForm>& irregular) {
  const Observed observed = observe(banks, tags);
  RuleNumbers number;
  LemmaSections sections;
  sections.ends = learn_ends(observed, number);
  std::map<std::uint64_t, std::uint32_t> words;
  for (const auto& [key, counts] : observed.lowers) words.emplace(mix(base::hash64(key.first), key.second), number(best(counts)));
  for (const auto& [key, counts] : observed.forms) {
    const auto lower = words.at(mix(base::hash64(base::to_lower(key.first)), key.second));
    if (number(best(counts)) != lower) words.emplace(mix(as_written(base::hash64(key.first, 1)), key.second), number(best(counts)));
  }
  add_irregular(irregular, tags, number, words);
  sections.words.assign(words.begin(), words.end());
  sections.rules = number.section;
  return sections;
}

}  // namespace tradewire::language::train
