// evaluate_conllu GOLD [SYSTEM]          the CoNLL 2018 measures of a system's file
// evaluate_conllu --model FILE GOLD [text]   of a model on GOLD's own tokens, or from its raw text
#include <cstdio>
#include <string>
#include <vector>

#include "base/file.h"
#include "language/analyzer.h"
#include "language/train/evaluation.h"

namespace {

using tradewire::base::Result;
using tradewire::language::Analyzer;
using tradewire::language::Sentence;
using tradewire::language::Treebank;

int fail(const tradewire::base::Error& error) {
  std::fprintf(stderr, "evaluate_conllu: %s\n", error.message().c_str());
  return 1;
}

Result<Treebank> read(const std::string& path) {
  const auto text = tradewire::base::read_file(path);
  if (!text) return text.error();
  return tradewire::language::read_conllu(*text, path);
}

// The analyzer's view of the same text.
Treebank analyse(const Analyzer& analyzer, const Treebank& gold, bool raw) {
  Treebank result;
  result.text = gold.text;
  std::vector<Sentence> sentences = raw ? analyzer.segment(gold.text) : gold.sentences;
  for (Sentence& sentence : sentences) {
    sentence.tagged = sentence.parsed = false;
    Sentence parsed = analyzer.parse(std::move(sentence), gold.text);
    auto& words = result.words.emplace_back();
    for (const auto& token : parsed.tokens) words.push_back({"", std::string(analyzer.features(token)), ""});
    result.sentences.push_back(std::move(parsed));
  }
  return result;
}

int run(const std::vector<std::string>& arguments) {
  const bool with_model = !arguments.empty() && arguments[0] == "--model";
  if (arguments.size() < (with_model ? 3U : 2U)) {
    std::fprintf(stderr, "usage: evaluate_conllu GOLD SYSTEM | evaluate_conllu --model FILE GOLD [text]\n");
    return 2;
  }
  const auto gold = read(arguments[with_model ? 2 : 0]);
  if (!gold) return fail(gold.error());
  Result<Treebank> system = Treebank{};
  if (with_model) {
    const auto bytes = tradewire::base::read_file(arguments[1]);
    if (!bytes) return fail(bytes.error());
    const auto analyzer = Analyzer::from_bytes(*bytes);
    if (!analyzer) return fail(analyzer.error());
    system = analyse(*analyzer, *gold, arguments.size() > 3);
  } else {
    system = read(arguments[1]);
  }
  if (!system) return fail(system.error());
  const auto evaluation = tradewire::language::train::evaluate(*gold, *system);
  if (!evaluation) return fail(evaluation.error());
  std::fputs(tradewire::language::train::to_table(*evaluation).c_str(), stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) { return run({argv + 1, argv + argc}); }
