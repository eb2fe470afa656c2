// `tradewire inspect`: a door to each stage alone, for finding out why, and for conformance suites.
#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace tradewire::cli {

void add_inspect(CLI::App& app, Invocation& call) {
  CLI::App* inspect = app.add_subcommand("inspect", "Look into one stage alone");
  inspect->require_subcommand(1);
  add_inspect_language(*inspect, call);
  add_inspect_feed(*inspect, call);
  add_inspect_web(*inspect, call);
  add_inspect_charset(*inspect, call);
}

}  // namespace tradewire::cli
