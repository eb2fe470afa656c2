// `tradewire report`: the events as a page to look at, a feed to subscribe to, or a mail.
#include <CLI/CLI.hpp>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/event_options.h"
#include "cli/folders.h"
#include "cli/terminal.h"
#include "output/report.h"
#include "store/store.h"

namespace tradewire::cli {
namespace {

struct ReportOptions {
  EventOptions filters;
  std::string format = "html";
  std::string title = "Trade and policy events";
  std::string feed_url;
  std::string file = "-";
};

std::string formatted(const std::vector<output::ReportEvent>& events, const ReportOptions& options) {
  const output::ReportHead head{options.title, "", options.feed_url};
  if (options.format == "atom") return output::to_atom(events, head);
  if (options.format == "md") return output::to_mail(events, head);
  return output::to_html(events, head);
}

int run_report(const ReportOptions& options, const GlobalOptions& global) {
  const auto query = query_of(options.filters);
  if (!query) return complain(query.error()), kUsage;
  const auto store = store::open_store(store_path(global.store), {.read_only = true, .create = false});
  if (!store) return complain(store.error()), kNothingDone;
  const auto details = (*store)->details(*query);
  if (!details) return complain(details.error()), kNothingDone;
  std::vector<output::ReportEvent> events;
  for (const store::EventDetail& detail : *details) events.push_back({detail.event, detail.mentions});
  const std::string report = formatted(events, options);
  if (options.file == "-") {
    Output output;
    output.bytes(report);
    output.flush();
    return kDone;
  }
  const auto written = base::write_file(options.file, report);
  if (!written) return complain(written.error()), kNothingDone;
  return kDone;
}

}  // namespace

void add_report(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = app.add_subcommand("report", "Write the events as one HTML page, an Atom feed or Markdown");
  add_event_options(*command, options->filters);
  command->add_option("--format", options->format, "html, atom or md")->check(CLI::IsMember({"html", "atom", "md"}))->capture_default_str();
  command->add_option("--title", options->title, "The report's title")->type_name("TEXT")->capture_default_str();
  command->add_option("--feed-url", options->feed_url, "Where the Atom feed will be found")->type_name("URL");
  command->add_option("-o,--output", options->file, "File to write; - is standard output")->type_name("FILE")->capture_default_str();
  command->callback([&call, options] { call.run = [options](const GlobalOptions& global) { return run_report(*options, global); }; });
}

}  // namespace tradewire::cli
