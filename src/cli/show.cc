// `tradewire show`: one event with all that is known of it.
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/terminal.h"
#include "output/event_json.h"
#include "output/event_table.h"
#include "output/mention_json.h"
#include "store/store.h"

namespace tradewire::cli {
namespace {

struct ShowOptions {
  std::string id;
  std::string format = "text";
};

int run_show(const ShowOptions& options, const GlobalOptions& global) {
  const auto store = store::open_store(store_path(global.store), {.read_only = true, .create = false});
  if (!store) return complain(store.error()), kNothingDone;
  const auto detail = (*store)->show(options.id);
  if (!detail) return complain(detail.error()), exit_code(detail.error());
  Output output;
  if (options.format == "text") {
    output.bytes(output::to_text({&detail->event, &detail->mentions}, use_color(stdout)));
  } else {
    output.line(output::to_json(detail->event));
    for (const extract::Mention& mention : detail->mentions) output.line(output::to_json(mention));
  }
  output.flush();
  return kDone;
}

}  // namespace

void add_show(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = app.add_subcommand("show", "Show one event: evidence, history, links, sources");
  command->add_option("ID", options->id, "An event's or a mention's id, or the beginning of an event's")->required();
  command->add_option("--format", options->format, "text, or jsonl: the event's line, then those of its mentions")
      ->check(CLI::IsMember({"text", "jsonl"}))
      ->capture_default_str();
  command->callback([&call, options] { call.run = [options](const GlobalOptions& global) { return run_show(*options, global); }; });
}

}  // namespace tradewire::cli
