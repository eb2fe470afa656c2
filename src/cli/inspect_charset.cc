// `tradewire inspect charset` and `inspect decode`: which encoding a page is in, and a text in UTF-8.
#include <CLI/CLI.hpp>

#include "article/charset.h"
#include "article/encodings.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "pipeline/inputs.h"

namespace tradewire::cli {
namespace {

int run_charset(const std::string& file, const std::string& content_type) {
  const auto bytes = pipeline::read_input(file);
  if (!bytes) {
    complain(pipeline::located(bytes.error(), file));
    return kNothingDone;
  }
  Output output;
  output.line(std::string(article::sniff_encoding(*bytes, content_type)));
  output.flush();
  return kDone;
}

int run_decode(const std::string& label, const std::string& file) {
  const auto encoding = article::encoding_of_label(label);
  if (!encoding) {
    complain(base::Error{"no such encoding", label, "give a label of the WHATWG Encoding Standard, such as utf-8 or gbk", base::ErrorKind::kUsage});
    return kUsage;
  }
  const auto bytes = pipeline::read_input(file);
  if (!bytes) {
    complain(pipeline::located(bytes.error(), file));
    return kNothingDone;
  }
  Output output;
  output.bytes(article::decode(*encoding, *bytes));
  output.flush();
  return kDone;
}

}  // namespace

void add_inspect_charset(CLI::App& inspect, Invocation& call) {
  struct Options {
    std::string label;
    std::string file = "-";
    std::string content_type;
  };
  auto options = std::make_shared<Options>();
  CLI::App* charset = inspect.add_subcommand("charset", "Print the name of a page's encoding");
  charset->add_option("FILE", options->file, "An HTML page; - is standard input")->capture_default_str();
  charset->add_option("--content-type", options->content_type, "The HTTP header that came with it");
  charset->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_charset(options->file, options->content_type); }; });
  CLI::App* decode = inspect.add_subcommand("decode", "Print a text in UTF-8");
  decode->add_option("LABEL", options->label, "Its encoding: utf-8, gbk, windows-1252 ...")->required();
  decode->add_option("FILE", options->file, "A text; - is standard input")->capture_default_str();
  decode->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_decode(options->label, options->file); }; });
}

}  // namespace tradewire::cli
