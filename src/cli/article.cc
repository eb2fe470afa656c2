// `tradewire article`: pages in, clean articles out.
#include "article/article.h"

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "pipeline/inputs.h"

namespace tradewire::cli {
namespace {

struct ArticleOptions {
  std::vector<std::string> files;
  std::string format = "json";
  std::string url;
};

void print(Output& output, const article::Article& article, const std::string& source, const std::string& format) {
  if (format == "text") {
    output.line(article.text);
  } else {
    output.line(article::to_json(article, source));
  }
}

int run_article(const ArticleOptions& options) {
  Output output;
  bool failed = false;
  for (const std::string& file : options.files) {
    if (!output.open()) break;
    // One byte more, so that a longer page is known as one.
    const auto bytes = pipeline::read_input(file, article::kLargestPage + 1);
    auto article = bytes ? article::extract_article(*bytes, {options.url, ""}) : base::Result<article::Article>(bytes.error());
    if (article) {
      print(output, *article, file, options.format);
    } else {
      complain(pipeline::located(article.error(), file));
      failed = true;
    }
  }
  output.flush();
  return failed ? kSomeInputsFailed : kDone;
}

}  // namespace

void add_article(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<ArticleOptions>();
  CLI::App* command = app.add_subcommand("article", "Print the clean article of news pages");
  command->add_option("FILE", options->files, "HTML pages; - is standard input")->default_val("-");
  command->add_option("--format", options->format, "json (one line a page) or text")
      ->check(CLI::IsMember({"json", "jsonl", "text"}))
      ->capture_default_str();
  command->add_option("--url", options->url, "Where the page came from, for its relative links and its date");
  command->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_article(*options); }; });
}

}  // namespace tradewire::cli
