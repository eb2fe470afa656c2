// `tradewire explain`: what each stage made of a text: sentences, entities, rules that fired and why others did not.
#include <algorithm>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/extractor.h"
#include "cli/terminal.h"
#include "extract/extractor.h"
#include "extract/judge.h"
#include "pipeline/inputs.h"

namespace tradewire::cli {
namespace {

using extract::Explanation;

std::string words(const extract::Analysis& analysis, const extract::TokenRange& range) {
  const auto& tokens = analysis.sentences[range.sentence].tokens;
  return std::string(base::slice(analysis.text, {tokens[range.first].span.start, tokens[range.last - 1].span.end}));
}

std::string describe(const extract::EntityMention& mention) {
  std::string text(to_string(mention.kind));
  if (mention.entity != nullptr) text += " " + mention.entity->name + (mention.entity->id.empty() ? "" : " (" + mention.entity->id + ")");
  for (const extract::Entity* member : mention.members) text += " " + member->name + ";";
  if (!mention.date.empty()) text += " " + mention.date;
  if (mention.reference) text += ", by reference";
  if (mention.metonym) text += ", its government";
  return text;
}

void print_candidate(Output& output, const Explanation::Part& part, std::size_t i) {
  const extract::Candidate& candidate = part.candidates[i];
  output.line("  ==> " + candidate.type + " at '" + words(part.analysis, candidate.trigger) + "' by " + candidate.rule);
  for (const extract::Argument& argument : candidate.arguments) {
    output.line("      " + std::string(to_string(argument.role)) + ": " + words(part.analysis, argument.tokens));
  }
  for (const std::string& step : extract::explain_judgement(part.judgements[i])) output.line("      " + step);
}

void print_sentence(Output& output, const Explanation::Part& part, std::uint32_t index) {
  const extract::Analysis& analysis = part.analysis;
  const language::Sentence& sentence = analysis.sentences[index];
  output.line("");
  output.line(base::slice(analysis.text, sentence.span));
  for (const extract::EntityMention& mention : analysis.entities) {
    if (mention.tokens.sentence == index) output.line("  " + std::string(base::slice(analysis.text, mention.span)) + " = " + describe(mention));
  }
  for (const extract::TriggerTrace& trace : part.triggers) {
    if (!sentence.span.contains(trace.span)) continue;
    output.line("  " + std::string(trace.fired ? "+ " : "- ") + std::string(base::slice(analysis.text, trace.span)) + ": " + trace.rule + ": " + trace.outcome);
  }
  for (std::size_t i = 0; i < part.candidates.size(); ++i) {
    if (part.candidates[i].trigger.sentence == index) print_candidate(output, part, i);
  }
}

void print_passed_over(Output& output, const extract::Analysis& analysis, std::uint32_t index) {
  output.line("");
  output.line(base::slice(analysis.text, analysis.sentences[index].span));
  output.line("  no frame has a word of it as its trigger and finds the words that it asks for beside it");
}

void print(Output& output, const Explanation& all) {
  if (!all.in_domain) output.line("no word of $domain (rules/words/engine.yaml): the text is taken to speak of no act, and no rule is tried");
  for (const Explanation::Part* part : {&all.title, &all.body}) {
    if (part->analysis.sentences.empty()) continue;
    output.line((part->analysis.in_title ? "title: " : "text: ") + std::to_string(part->analysis.sentences.size()) + " sentences, " +
                std::to_string(part->passed.size()) + " with trigger words, " + std::to_string(part->candidates.size()) + " mentions" +
                (part->analysis.official_text ? ", an official text" : ""));
    for (std::uint32_t index = 0; index < part->analysis.sentences.size(); ++index) {
      if (std::ranges::binary_search(part->passed, index)) print_sentence(output, *part, index);
      else print_passed_over(output, part->analysis, index);
    }
  }
}

struct ExplainOptions {
  std::string file = "-";
  std::string input;
  pipeline::InputOptions inputs;
};

int run_explain(const ExplainOptions& options, const GlobalOptions& global) {
  const auto extractor = load_extractor(global);
  if (!extractor) return kUsage;
  Output output;
  bool failed = false;
  const auto read = pipeline::read_documents(options.file, options.inputs, [&](pipeline::DocumentTask task) {
    const auto document = task();
    if (document) print(output, *extractor->explain(*document));
    if (!document) complain(document.error());
    failed = failed || !document;
    return output.open();
  });
  if (!read) complain(read.error());
  output.flush();
  return failed || !read ? kSomeInputsFailed : kDone;
}

}  // namespace

void add_explain(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command = app.add_subcommand("explain", "Show which rules fired on a text, and why others did not");
  command->add_option("FILE", options->file, "A document, as for extract; - is standard input")->capture_default_str();
  command->add_option("--input", options->input, "html, text, jsonl or warc (default: by the first bytes)")
      ->check(CLI::IsMember({"html", "text", "jsonl", "warc"}));
  command->add_option("--published", options->inputs.published, "Publication date of inputs that tell none (YYYY-MM-DD)");
  command->callback([&call, options] {
    options->inputs.format = pipeline::parse_input_format(options->input);
    call.run = [options](const GlobalOptions& global) { return run_explain(*options, global); };
  });
}

}  // namespace tradewire::cli
