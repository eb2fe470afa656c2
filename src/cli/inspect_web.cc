// `tradewire inspect robots|url|links`: what the fetcher makes of a robots.txt, an address, a page's links.
#include <CLI/CLI.hpp>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "fetch/links.h"
#include "fetch/robots.h"
#include "fetch/url.h"
#include "pipeline/inputs.h"

namespace tradewire::cli {
namespace {

struct WebOptions {
  std::string file;
  std::string agent;
  std::string url;
  std::string base;
};

// Exit 0 allowed, 1 not allowed; the deciding line on standard output.
int run_robots(const WebOptions& options) {
  const auto bytes = pipeline::read_input(options.file);
  if (!bytes) {
    complain(bytes.error());
    return kUsage;
  }
  const auto verdict = fetch::Robots::parse(*bytes).verdict(options.agent, options.url);
  Output output;
  if (!verdict.line.empty()) output.line(verdict.line);
  output.flush();
  return verdict.allowed ? kDone : kSomeInputsFailed;
}

int run_url(const WebOptions& options, bool has_base) {
  base::Result<fetch::Url> url = base::Error{};
  if (has_base) {
    const auto base_url = fetch::parse_url(options.base);
    url = base_url ? fetch::parse_url(options.url, &*base_url) : base_url;
  } else {
    url = fetch::parse_url(options.url);
  }
  if (!url) {
    complain(url.error());
    return kSomeInputsFailed;
  }
  Output output;
  output.line(url->href());
  output.flush();
  return kDone;
}

int run_links(const WebOptions& options) {
  const auto bytes = pipeline::read_input(options.file);
  if (!bytes) {
    complain(bytes.error());
    return kSomeInputsFailed;
  }
  const auto links = fetch::page_links(*bytes, options.base);
  Output output;
  for (const auto& feed : links.feeds) {
    output.line(base::JsonWriter().begin_object().member("url", feed.url).key("kind").string("feed").member("type", feed.type).member("title", feed.title).end_object().take());
  }
  if (!links.canonical.empty()) output.line(base::JsonWriter().begin_object().member("url", links.canonical).key("kind").string("canonical").end_object().take());
  for (const auto& link : links.links) {
    output.line(base::JsonWriter().begin_object().member("url", link.url).key("kind").string("link").member("text", link.text).member("rel", link.rel).end_object().take());
  }
  output.flush();
  return kDone;
}

}  // namespace

void add_inspect_web(CLI::App& inspect, Invocation& call) {
  auto options = std::make_shared<WebOptions>();
  CLI::App* robots = inspect.add_subcommand("robots", "Tell whether a robots.txt lets a crawler fetch a URL (exit 0 yes, 1 no)");
  robots->add_option("FILE", options->file, "The robots.txt; - is standard input")->required();
  robots->add_option("AGENT", options->agent, "The crawler's product token")->required();
  robots->add_option("URL", options->url, "An absolute URL, or a path")->required();
  robots->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_robots(*options); }; });

  CLI::App* url = inspect.add_subcommand("url", "Print the normalised absolute URL of a reference");
  url->add_option("REFERENCE", options->url, "An absolute URL, or a reference to the base")->required();
  url->add_option("BASE", options->base, "The absolute URL that it stands in");
  url->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_url(*options, !options->base.empty()); }; });

  CLI::App* links = inspect.add_subcommand("links", "Print the links of a page and the feeds that it announces");
  links->add_option("FILE", options->file, "An HTML page; - is standard input")->default_val("-");
  links->add_option("--base", options->base, "Where the page came from")->type_name("URL");
  links->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_links(*options); }; });
}

}  // namespace tradewire::cli
