// `tradewire extract`: documents in, mentions out; no state.
#include "extract/extractor.h"

#include <thread>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/extractor.h"
#include "cli/terminal.h"
#include "output/mention_table.h"
#include "pipeline/inputs.h"
#include "pipeline/ordered_pool.h"

namespace tradewire::cli {
namespace {

struct ExtractOptions {
  std::vector<std::string> files;
  std::string input;
  std::string format = "jsonl";
  pipeline::InputOptions inputs;
};

// What one document gave.
struct Outcome {
  std::string rows;
  std::optional<base::Error> error;
};

struct Printer {
  output::MentionFormat format;

  std::string rows(const std::vector<extract::Mention>& mentions) const {
    std::string text;
    for (const extract::Mention& mention : mentions) text.append(text.empty() ? "" : format.between).append(format.row(mention));
    return text;
  }
};

Outcome extract_one(const extract::Extractor& extractor, const Printer& printer, const pipeline::DocumentTask& task) {
  const auto document = task();
  if (!document) return {"", document.error()};
  return {printer.rows(extractor.extract(*document)), std::nullopt};
}

int run_extract(const ExtractOptions& options, const GlobalOptions& global) {
  const auto extractor = load_extractor(global);
  if (!extractor) return kUsage;
  const Printer printer{output::mention_format(options.format, use_color(stdout), terminal_width(stdout))};
  Output output;
  output.bytes(printer.format.head);
  bool failed = false;
  bool first = true;
  const auto fail = [&](const base::Error& error) {
    complain(error);
    failed = true;
  };
  const auto deliver = [&](Outcome outcome) {
    if (outcome.error) fail(*outcome.error);
    if (outcome.rows.empty()) return;
    if (!first) output.bytes(printer.format.between);
    first = false;
    output.bytes(outcome.rows);
    output.flush();  // a reader in the pipe sees each document's events at once
  };
  {
    pipeline::OrderedPool<Outcome> pool(threads_of(global), deliver);
    const auto push = [&](pipeline::DocumentTask task) {
      pool.push([&extractor, &printer, task = std::move(task)] { return extract_one(*extractor, printer, task); });
      return output.open();
    };
    for (const std::string& file : options.files) {
      const auto read = pipeline::read_documents(file, options.inputs, push);
      if (!read) {
        pool.finish();
        fail(read.error());
      }
      if (!output.open()) break;
    }
    pool.finish();
  }
  output.bytes(printer.format.foot);
  output.flush();
  return failed && output.open() ? kSomeInputsFailed : kDone;
}

}  // namespace

unsigned threads_of(const GlobalOptions& global) {
  return global.threads > 0 ? global.threads : std::max(1U, std::thread::hardware_concurrency());
}

void add_extract(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<ExtractOptions>();
  CLI::App* command = app.add_subcommand("extract", "Print the event mentions of documents");
  command->add_option("FILE", options->files, "HTML, plain text, JSON lines of documents, or WARC; - is standard input")
      ->default_val(std::vector<std::string>{"-"});
  command->add_option("--input", options->input, "html, text, jsonl or warc (default: by the first bytes)")
      ->check(CLI::IsMember({"html", "text", "jsonl", "warc"}));
  command->add_option("--format", options->format, "jsonl, json, csv, table or md")
      ->check(CLI::IsMember({"jsonl", "json", "csv", "table", "md"}))
      ->capture_default_str();
  command->add_option("--url", options->inputs.url, "Where an HTML page came from");
  command->add_option("--published", options->inputs.published, "Publication date of inputs that tell none (YYYY-MM-DD)");
  command->callback([&call, options] {
    options->inputs.format = pipeline::parse_input_format(options->input);
    call.run = [options](const GlobalOptions& global) { return run_extract(*options, global); };
  });
}

}  // namespace tradewire::cli
