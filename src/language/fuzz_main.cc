// fuzz_language: any bytes through segmenter, tagger and parser with the built-in model; and a small model with some of its
// bytes changed through the loader, which must refuse it or give one that analyses. Built with the preset fuzz.
#include <cstdlib>
#include <string_view>

#include "base/embedded.h"
#include "language/analyzer.h"
#include "language/conllu.h"
#include "language/model.h"

namespace {

using tradewire::language::Analyzer;
using tradewire::language::Sentence;

void check(bool holds) {
  if (!holds) std::abort();
}

void analyse(const Analyzer& analyzer, std::string_view text) {
  std::uint32_t end = 0;
  for (Sentence& bare : analyzer.segment(text)) {
    const Sentence sentence = analyzer.parse(std::move(bare), text);
    std::size_t roots = 0;
    for (const auto& token : sentence.tokens) {
      check(token.span.start >= end && token.span.start < token.span.end && token.span.end <= text.size());
      check(token.head < static_cast<std::int32_t>(sentence.tokens.size()));
      roots += token.head < 0;
      end = token.span.end;
    }
    check(roots == 1);
    check(!tradewire::language::write_conllu(sentence, text, analyzer, 1).empty());
  }
}

const Analyzer& english() {
  static const Analyzer analyzer = *Analyzer::load("en");
  return analyzer;
}

using Sections = std::vector<std::pair<std::string, std::string>>;

Sections small_model() {
  using tradewire::language::HashIndex;
  using tradewire::language::SparseTable;
  const std::string index = HashIndex::build({{1, 1}, {1ULL << 40, 2}});
  std::vector<tradewire::language::WeightRow> rows;
  for (std::uint64_t i = 0; i < 40; ++i) {
    rows.push_back({i << 32 | i, {}, i});
    for (std::uint16_t label = 0; label < i % 30 + 1; ++label) rows.back().weights.emplace_back(label, 1.0F);
  }
  const std::string table = SparseTable::build(rows);
  return {{"about", "small"}, {"tags", "NOUN\t0\nVERB\t1"}, {"features", "_\nNumber=Plur"}, {"rules", "0\t0\t\t\n1\t1\ty\t"},
          {"actions", "0\tdep\n1\tnsubj\n2\tobj"}, {"lexicon", index}, {"spelling", index}, {"words", index}, {"ends", index}, {"tagger", table}, {"parser", table}};
}

// Three bytes of input change one byte of a section, whose sum is right all the same.
void load(std::string_view input) {
  static const Sections sections = small_model();
  Sections changed = sections;
  for (std::size_t i = 0; i + 3 < input.size() && i < 40; i += 4) {
    const auto number = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(input[i + at])); };
    std::string& bytes = changed[number(0) % changed.size()].second;
    bytes[(number(1) << 8 | number(2)) % bytes.size()] = input[i + 3];
  }
  const std::string model = tradewire::language::write_model(changed);
  if (const auto analyzer = Analyzer::from_bytes(model)) analyse(*analyzer, "Officials met in Lima. They left.");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  analyse(english(), input);
  load(input);
  (void)tradewire::language::read_conllu(input, "fuzz");
  return 0;
}
