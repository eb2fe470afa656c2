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
  bool parts = false;
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

// As the Standard serialises it: that of what a blob stands for, "null" where there is none.
std::string origin_of(const fetch::Url& url) {
  if (url.scheme == "blob") {
    const auto inner = fetch::parse_url(url.path_text());
    return inner && inner->is_http() ? inner->origin() : "null";
  }
  return url.is_special() && url.scheme != "file" ? url.origin() : "null";
}

// The parts under the names that the URL Standard's interface gives them.
std::string parts_line(const fetch::Url& url) {
  const std::string port = url.port ? std::to_string(*url.port) : "";
  const std::string host = url.host.value_or("");
  const auto marked = [](char mark, const std::optional<std::string>& part) { return part && !part->empty() ? mark + *part : std::string(); };
  base::JsonWriter json;
  json.begin_object().key("href").string(url.href()).key("origin").string(origin_of(url));
  json.key("protocol").string(url.scheme + ":").key("username").string(url.username).key("password").string(url.password);
  json.key("host").string(port.empty() ? host : host + ":" + port).key("hostname").string(host).key("port").string(port);
  json.key("pathname").string(url.path_text()).key("search").string(marked('?', url.query)).key("hash").string(marked('#', url.fragment));
  return json.end_object().take();
}

int run_url(const WebOptions& options) {
  base::Result<fetch::Url> url = base::Error{};
  if (!options.base.empty()) {
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
  output.line(options.parts ? parts_line(*url) : url->href());
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
  url->add_flag("--parts", options->parts, "Print its parts as a line of JSON, under the names of the URL Standard");
  url->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_url(*options); }; });

  CLI::App* links = inspect.add_subcommand("links", "Print the links of a page and the feeds that it announces");
  links->add_option("FILE", options->file, "An HTML page; - is standard input")->default_val("-");
  links->add_option("--base", options->base, "Where the page came from")->type_name("URL");
  links->callback([&call, options] { call.run = [options](const GlobalOptions&) { return run_links(*options); }; });
}

}  // namespace tradewire::cli
