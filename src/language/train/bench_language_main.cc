// bench_language: speed of the English model, in tokens a second on one core, and the time that loading takes.
//
// BENCH_CONLLU names a CoNLL-U file whose text is analysed; without it a paragraph of our own is.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "base/file.h"
#include "language/analyzer.h"
#include "language/conllu.h"

namespace {

using tradewire::language::Analyzer;
using tradewire::language::Sentence;
using tradewire::language::Treebank;

constexpr std::string_view kParagraph =
    "The ministry granted three licences for exports of magnets to Europe on Monday, a spokesman said. Carmakers, which had "
    "waited for weeks, welcomed the step but warned that stocks were low. \"We don't expect shipments before May,\" one buyer "
    "told reporters. Officials in the capital declined to comment on whether further permits would follow.\n";

const Analyzer& english() {
  static const Analyzer analyzer = *Analyzer::load("en");
  return analyzer;
}

const Treebank& material() {
  static const Treebank bank = [] {
    if (const char* path = std::getenv("BENCH_CONLLU")) {
      const auto bytes = tradewire::base::read_file(path);
      if (bytes) return *tradewire::language::read_conllu(*bytes, path);
    }
    Treebank own;
    for (int i = 0; i < 50; ++i) own.text += kParagraph;
    own.sentences = english().segment(own.text);
    return own;
  }();
  return bank;
}

std::vector<Sentence> bare_sentences() {
  std::vector<Sentence> sentences = material().sentences;
  for (Sentence& sentence : sentences) {
    for (auto& token : sentence.tokens) token.lemma.clear();
    sentence.tagged = sentence.parsed = false;
  }
  return sentences;
}

std::int64_t count_tokens(const std::vector<Sentence>& sentences) {
  std::int64_t count = 0;
  for (const Sentence& sentence : sentences) count += static_cast<std::int64_t>(sentence.tokens.size());
  return count;
}

void load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Analyzer::load("en"));
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

void segment(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(english().segment(material().text));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * count_tokens(material().sentences));
}
BENCHMARK(segment)->Unit(benchmark::kMillisecond);

void tag(benchmark::State& state) {
  const auto sentences = bare_sentences();
  for (auto _ : state) {
    for (const Sentence& sentence : sentences) benchmark::DoNotOptimize(english().tag(sentence, material().text));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * count_tokens(sentences));
}
BENCHMARK(tag)->Unit(benchmark::kMillisecond);

void tag_and_parse(benchmark::State& state) {
  const auto sentences = bare_sentences();
  for (auto _ : state) {
    for (const Sentence& sentence : sentences) benchmark::DoNotOptimize(english().parse(sentence, material().text));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * count_tokens(sentences));
}
BENCHMARK(tag_and_parse)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
