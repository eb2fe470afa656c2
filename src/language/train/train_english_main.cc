// train_english TREEBANKS WORDNET MODEL [option=value...]: learns the English model.
//
// TREEBANKS holds ewt.train.conllu and gum.train.conllu, WORDNET the database files of WordNet 3.0. The result depends
// on nothing but these files and the options.
#include <charconv>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "language/train/learners.h"
#include "language/train/lemma_learner.h"
#include "language/train/vocabulary.h"

namespace tradewire::language::train {
namespace {

constexpr std::string_view kAbout =
    "language: en\n"
    "treebank: UD English EWT, https://universaldependencies.org/treebanks/en_ewt (CC BY-SA 4.0)\n"
    "treebank: UD English GUM, https://universaldependencies.org/treebanks/en_gum, the documents under CC BY or in the public domain (CC BY 4.0)\n"
    "lexicon: WordNet 3.0, Copyright 2006 by Princeton University (WordNet licence)\n"
    "licence of the model: CC BY-SA 4.0\n";

struct Options {
  std::map<std::string, double> values = {{"tag_epochs", 7},    {"parse_epochs", 9}, {"folds", 4},   {"tag_margin", 30}, {"parse_margin", 30},
                                          {"tag_weights", 6.5e5}, {"parse_weights", 2e6}, {"least", 2}, {"often", 3}, {"headlines", 15}};
  double operator[](const std::string& name) const { return values.at(name); }
};

Schedule tagger_schedule(const Options& options) {
  return {static_cast<int>(options["tag_epochs"]), static_cast<float>(options["tag_margin"]), static_cast<std::uint32_t>(options["least"]), static_cast<std::size_t>(options["tag_weights"]), 1};
}

Schedule parser_schedule(const Options& options) {
  return {static_cast<int>(options["parse_epochs"]), static_cast<float>(options["parse_margin"]), static_cast<std::uint32_t>(options["least"]), static_cast<std::size_t>(options["parse_weights"]), 2};
}

// Every so many sentences (0: none) once more in the style of headlines: content words with a capital, no full stop. The
// treebanks hold few headlines, the news many.
Treebank headlines_of(const Treebank& bank, std::size_t every) {
  Treebank result;
  result.text = bank.text;
  for (std::size_t s = 0; every > 0 && s < bank.sentences.size(); s += every) {
    Sentence sentence = bank.sentences[s];
    std::vector<TreebankWord> words = bank.words[s];
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Upos upos = sentence.tokens[i].upos;
      const bool small = upos == Upos::kAdp || upos == Upos::kDet || upos == Upos::kCconj || upos == Upos::kPart || upos == Upos::kSconj;
      char& letter = result.text[sentence.tokens[i].span.start];
      if ((small && i > 0) || letter < 'a' || letter > 'z') continue;
      letter = static_cast<char>(letter - 32);
      words[i].form = std::string(base::slice(result.text, sentence.tokens[i].span));
    }
    const bool full_stop = words.size() > 3 && words.back().form == "." && sentence.tokens.back().head >= 0;
    if (full_stop) {
      sentence.tokens.pop_back();
      words.pop_back();
    }
    result.sentences.push_back(std::move(sentence));
    result.words.push_back(std::move(words));
  }
  return result;
}

std::vector<TaggedSentence> tagged_sentences(const std::vector<const Treebank*>& banks, const TagSet& tags, const HashIndex& lexicon) {
  std::vector<TaggedSentence> result;
  for (const Treebank* bank : banks) {
    for (std::size_t s = 0; s < bank->sentences.size(); ++s) {
      TaggedSentence sentence{TaggerInput(bank->sentences[s], bank->text, lexicon), {}};
      for (std::size_t i = 0; i < bank->words[s].size(); ++i) sentence.tags.push_back(tags.tag_of(bank->sentences[s].tokens[i], bank->words[s][i]));
      result.push_back(std::move(sentence));
    }
  }
  return result;
}

// The tags that a tagger gives to sentences that it has not learned from: what the parser will meet.
std::vector<std::vector<std::uint8_t>> jackknife(const std::vector<TaggedSentence>& sentences, std::size_t tags, const Options& options, const HashIndex& lexicon) {
  std::vector<std::vector<std::uint8_t>> predicted(sentences.size());
  const auto folds = static_cast<std::size_t>(options["folds"]);
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<const TaggedSentence*> rest;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      if (s / 20 % folds != fold) rest.push_back(&sentences[s]);
    }
    Schedule schedule = tagger_schedule(options);
    schedule.epochs = (schedule.epochs + 1) / 2;
    const std::string section = learn_tagger(rest, tags, schedule);
    Model model;
    model.lexicon = lexicon;
    model.tags.resize(tags);
    model.tagger = *SparseTable::over(section);
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      if (s / 20 % folds == fold) predicted[s] = predict_tags(sentences[s].input, model);
    }
  }
  return predicted;
}

std::vector<ParsedSentence> parsed_sentences(const std::vector<const Treebank*>& banks, const std::vector<TaggedSentence>& tagged,
                                             const std::vector<std::vector<std::uint8_t>>& predicted, const TagSet& tags) {
  std::vector<ParsedSentence> result;
  std::size_t number = 0;
  for (const Treebank* bank : banks) {
    for (const Sentence& sentence : bank->sentences) {
      ParsedSentence parsed{{}, GoldTree(sentence)};
      for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const std::uint8_t tag = predicted[number][i];
        parsed.words.push_back(parser_word(tagged[number].input.word(i), tag, parse_upos(tags.names[tag].substr(0, tags.names[tag].find('/')))));
      }
      parsed.words.push_back(parser_root());
      result.push_back(std::move(parsed));
      ++number;
    }
  }
  return result;
}

base::Result<std::vector<IrregularForm>> read_irregular(const std::string& wordnet) {
  std::vector<IrregularForm> forms;
  const std::pair<const char*, Upos> parts[] = {{"noun", Upos::kNoun}, {"verb", Upos::kVerb}};
  for (const auto& [part, upos] : parts) {
    const auto pairs = read_exceptions(wordnet, part);
    if (!pairs) return pairs.error();
    for (const auto& [form, lemma] : *pairs) forms.push_back({form, lemma, upos});
  }
  return forms;
}

base::Result<std::string> train(const std::vector<const Treebank*>& treebanks, const std::string& wordnet_folder, const Options& options) {
  const auto wordnet = read_wordnet(wordnet_folder);
  if (!wordnet) return wordnet.error();
  const auto irregular = read_irregular(wordnet_folder);
  if (!irregular) return irregular.error();
  const TagSet tags = build_tags(treebanks);
  const std::string lexicon_section = HashIndex::build(build_lexicon(*wordnet, treebanks, static_cast<std::size_t>(options["often"])));
  const HashIndex lexicon = *HashIndex::over(lexicon_section);
  const LemmaSections lemmas = learn_lemmas(treebanks, tags, *irregular);

  std::vector<Treebank> headlines;
  for (const Treebank* bank : treebanks) headlines.push_back(headlines_of(*bank, static_cast<std::size_t>(options["headlines"])));
  std::vector<const Treebank*> banks = treebanks;
  for (const Treebank& bank : headlines) banks.push_back(&bank);
  const auto tagged = tagged_sentences(banks, tags, lexicon);
  std::vector<const TaggedSentence*> all;
  for (const TaggedSentence& sentence : tagged) all.push_back(&sentence);
  const std::string tagger = learn_tagger(all, tags.names.size(), tagger_schedule(options));

  std::vector<const Sentence*> trees;
  for (const Treebank* bank : banks) {
    for (const Sentence& sentence : bank->sentences) trees.push_back(&sentence);
  }
  const auto actions = collect_actions(trees, 5);
  const auto parsed = parsed_sentences(banks, tagged, jackknife(tagged, tags.names.size(), options, lexicon), tags);
  const std::string parser = learn_parser(parsed, actions, parser_schedule(options));

  std::string action_section;
  for (const Action& action : actions) action_section += (action_section.empty() ? "" : "\n") + spell(action);
  return write_model({{"about", std::string(kAbout)}, {"tags", tags.tags_section}, {"features", tags.features_section},
                      {"rules", lemmas.rules}, {"actions", action_section}, {"lexicon", lexicon_section},
                      {"spelling", HashIndex::build(tags.spelling)}, {"words", HashIndex::build(lemmas.words)},
                      {"ends", HashIndex::build(lemmas.ends)}, {"tagger", tagger}, {"parser", parser}});
}

int fail(const base::Error& error) {
  std::fprintf(stderr, "train_english: %s\n", error.message().c_str());
  return 1;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 3) {
    std::fprintf(stderr, "usage: train_english TREEBANKS WORDNET MODEL [option=value...]\n");
    return 2;
  }
  Options options;
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    const std::size_t equals = arguments[i].find('=');
    if (equals == std::string::npos || !options.values.contains(arguments[i].substr(0, equals))) {
      return fail({"no such option", arguments[i], "see models/README.md"});
    }
    options.values[arguments[i].substr(0, equals)] = std::stod(arguments[i].substr(equals + 1));
  }
  std::vector<Treebank> banks;
  for (const char* name : {"ewt.train.conllu", "gum.train.conllu"}) {
    const std::string path = arguments[0] + "/" + name;
    const auto text = base::read_file(path);
    if (!text) return fail(text.error());
    auto bank = read_conllu(*text, path);
    if (!bank) return fail(bank.error());
    banks.push_back(*std::move(bank));
  }
  std::vector<const Treebank*> views;
  for (const Treebank& bank : banks) views.push_back(&bank);
  const auto model = train(views, arguments[1], options);
  if (!model) return fail(model.error());
  const base::Status written = base::write_file(arguments[2], *model);
  return written ? 0 : fail(written.error());
}

}  // namespace
}  // namespace tradewire::language::train

int main(int argc, char** argv) { return tradewire::language::train::run({argv + 1, argv + argc}); }
