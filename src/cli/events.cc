// `tradewire events`: what the store knows, the feed of changes, and the analyst's decisions.
#include <ctime>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/event_options.h"
#include "cli/folders.h"
#include "cli/terminal.h"
#include "output/change_json.h"
#include "output/event_json.h"
#include "output/event_table.h"
#include "store/store.h"

namespace tradewire::cli {
namespace {

using OpenStore = base::Result<std::unique_ptr<store::Store>>;

struct EventsOptions {
  EventOptions filters;
  std::string changed_since;
  std::string format = "jsonl";
};

struct DecisionOptions {
  std::vector<std::string> ids;
  bool undo = false;
};

void print(Output& output, const std::vector<store::Event>& events, const std::string& format) {
  if (format == "csv") return output.bytes(output::to_csv(events));
  if (format == "md") return output.bytes(output::to_markdown(events));
  if (format == "table") return output.bytes(output::to_table(events, use_color(stdout), terminal_width(stdout)));
  const bool array = format == "json";
  if (array) output.line("[");
  for (std::size_t i = 0; i < events.size() && output.open(); ++i) {
    output.line(output::to_json(events[i]) + (array && i + 1 < events.size() ? "," : ""));
  }
  if (array) output.line("]");
}

int print_changes(store::Store& store, const std::string& since, const store::EventQuery& query) {
  const auto time = time_of(since, "--changed-since");
  if (!time) return complain(time.error()), kUsage;
  const auto changes = store.changes(*time, query);
  if (!changes) return complain(changes.error()), kNothingDone;
  Output output;
  for (const store::Change& change : *changes) output.line(output::to_json(change));
  output.flush();
  return kDone;
}

int run_events(const EventsOptions& options, const GlobalOptions& global) {
  const auto query = query_of(options.filters);
  if (!query) return complain(query.error()), kUsage;
  OpenStore store = store::open_store(store_path(global.store), {.read_only = true, .create = false});
  if (!store) return complain(store.error()), kNothingDone;
  if (!options.changed_since.empty()) return print_changes(**store, options.changed_since, *query);
  const auto events = (*store)->events(*query);
  if (!events) return complain(events.error()), kNothingDone;
  Output output;
  print(output, *events, options.format);
  output.flush();
  return kDone;
}

using Decide = std::function<base::Result<std::vector<store::Change>>(store::Store&, const DecisionOptions&, base::UnixTime)>;

int run_decision(const Decide& decide, const DecisionOptions& options, const GlobalOptions& global) {
  OpenStore store = store::open_store(store_path(global.store), {.create = false});
  if (!store) return complain(store.error()), kNothingDone;
  const auto changes = decide(**store, options, static_cast<base::UnixTime>(std::time(nullptr)));
  if (!changes) return complain(changes.error()), changes.error().kind == base::ErrorKind::kInput ? kSomeInputsFailed : exit_code(changes.error());
  Output output;
  for (const store::Change& change : *changes) output.line(output::to_json(change));
  output.flush();
  return kDone;
}

void add_decision(CLI::App& events, Invocation& call, const std::string& name, const std::string& about, const std::string& ids, int least, const char* undo,
                  Decide decide) {
  auto options = std::make_shared<DecisionOptions>();
  CLI::App* command = events.add_subcommand(name, about);
  command->add_option("ID", options->ids, ids)->required()->expected(least, 1000);
  if (undo != nullptr) command->add_flag("--undo", options->undo, undo);
  command->callback([&call, options, decide] { call.run = [options, decide](const GlobalOptions& global) { return run_decision(decide, *options, global); }; });
}

void add_decisions(CLI::App& events, Invocation& call) {
  add_decision(events, call, "merge", "Make one event of several, for good", "Events", 2, nullptr,
               [](store::Store& store, const DecisionOptions& o, base::UnixTime now) { return store.merge(o.ids, now); });
  add_decision(events, call, "split", "Make an event of its own of some of an event's mentions, for good", "An event, then mentions of it", 2, nullptr,
               [](store::Store& store, const DecisionOptions& o, base::UnixTime now) {
                 return store.split(o.ids.front(), {o.ids.begin() + 1, o.ids.end()}, now);
               });
  add_decision(events, call, "reject", "Leave an event out of all answers: it is none", "Event", 1, "Take the rejection back",
               [](store::Store& store, const DecisionOptions& o, base::UnixTime now) { return store.reject(o.ids.front(), !o.undo, now); });
  add_decision(events, call, "pin", "Keep an event's mentions together and its id as it is", "Event", 1, "Let it go again",
               [](store::Store& store, const DecisionOptions& o, base::UnixTime now) { return store.pin(o.ids.front(), !o.undo, now); });
}

}  // namespace

void add_events(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<EventsOptions>();
  CLI::App* command = app.add_subcommand("events", "Query the stored events; merge, split, reject or pin them");
  add_event_options(*command, options->filters);
  command->add_option("--changed-since", options->changed_since, "Print what changed since then, as tradewire.change/1 lines")->type_name("TIME");
  command->add_option("--format", options->format, "jsonl, json, csv, table or md")
      ->check(CLI::IsMember({"jsonl", "json", "csv", "table", "md"}))
      ->capture_default_str();
  command->require_subcommand(0, 1);
  add_decisions(*command, call);
  command->callback([&call, options, command] {
    if (!command->get_subcommands().empty()) return;
    call.run = [options](const GlobalOptions& global) { return run_events(*options, global); };
  });
}

}  // namespace tradewire::cli
