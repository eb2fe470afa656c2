// `tradewire inspect language`: texts in, sentences, tags and trees out, as CoNLL-U.
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "language/analyzer.h"
#include "language/conllu.h"
#include "pipeline/inputs.h"

namespace tradewire::cli {
namespace {

struct LanguageOptions {
  std::vector<std::string> files;
  std::string input = "text";
};

struct Segmented {
  std::string text;
  std::vector<language::Sentence> sentences;
};

base::Result<Segmented> segment(const language::Analyzer& analyzer, const std::string& file, const std::string& input) {
  auto bytes = pipeline::read_input(file);
  if (!bytes) return bytes.error();
  if (input == "text") {
    auto sentences = analyzer.segment(*bytes);
    return Segmented{*std::move(bytes), std::move(sentences)};
  }
  auto treebank = language::read_conllu(*bytes, file);
  if (!treebank) return treebank.error();
  return Segmented{std::move(treebank->text), std::move(treebank->sentences)};
}

int run_language(const LanguageOptions& options) {
  const auto analyzer = language::Analyzer::load("en");
  if (!analyzer) {
    complain(analyzer.error());
    return kNothingDone;
  }
  Output output;
  bool failed = false;
  for (const std::string& file : options.files) {
    auto segmented = segment(*analyzer, file, options.input);
    if (!segmented) {
      complain(pipeline::located(segmented.error(), file));
      failed = true;
      continue;
    }
    std::size_t number = 0;
    for (language::Sentence& sentence : segmented->sentences) {
      if (!output.open()) break;
      const auto parsed = analyzer->parse(std::move(sentence), segmented->text);
      output.bytes(language::write_conllu(parsed, segmented->text, *analyzer, ++number));
    }
  }
  output.flush();
  return failed ? kSomeInputsFailed : kDone;
}

}  // namespace

void add_inspect_language(CLI::App& inspect, Invocation& call) {
  auto options = std::make_shared<LanguageOptions>();
  CLI::App* command = inspect.add_subcommand("language", "Print sentences, tags and trees of texts as CoNLL-U");
  command->add_option("FILE", options->files, "Texts; - is standard input")->default_val("-");
  command->add_option("--input", options->input, "text, or conllu: keep its sentences and tokens")
      ->check(CLI::IsMember({"text", "conllu"}))
      ->capture_default_str();
  command->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_language(*options); }; });
}

}  // namespace tradewire::cli
