#include <algorithm>
#include <csignal>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/terminal.h"

namespace tradewire::cli {
namespace {

void add_global_options(CLI::App& app, Invocation& call) {
  app.set_version_flag("--version", std::string("tradewire ") + TRADEWIRE_VERSION);
  app.add_flag("-q,--quiet", call.global.quiet, "No warnings and no summary on standard error");
  app.add_flag("-v,--verbose", call.global.verbose, "Say more on standard error; twice for more still");
  app.add_option("--store", call.global.store, "Database: a path or postgresql://...")->type_name("PATH|URL");
  app.add_option("--rules", call.global.rules, "Folder of rules that overlays the built-in ones")
      ->type_name("DIR")
      ->check(CLI::ExistingDirectory);
  app.add_option("--threads", call.global.threads, "Threads to work with (default: one a processor)")->type_name("N");
  app.set_config("--config", "", "Read options from a TOML file")->type_name("FILE")->check(CLI::ExistingFile);
  app.allow_config_extras(CLI::config_extras_mode::error);
}

// One line that says what is wrong and how to mend it, as every other error of the program.
std::string usage_error(const CLI::App* app, const CLI::Error& error) {
  std::string what = error.what();
  while (!what.empty() && (what.back() == '\n' || what.back() == ':')) what.pop_back();
  std::replace(what.begin(), what.end(), '\n', ' ');
  const bool in_file = dynamic_cast<const CLI::FileError*>(&error) != nullptr || dynamic_cast<const CLI::ConfigError*>(&error) != nullptr;
  const std::string mend = in_file ? "--config takes a TOML file of options, such as store = \"news.db\"; sources belong to run --sources"
                                   : app->get_name() + " --help shows what there is";
  return "tradewire: " + what + " (" + mend + ")\n";
}

// CLI11 has exit codes of its own; help and version are success, everything else is a usage error.
int report(const CLI::App& app, const CLI::ParseError& error) {
  return app.exit(error) == 0 ? kDone : kUsage;
}

}  // namespace

int run(int argc, const char* const* argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a broken pipe shows as a failed write: see Output
  CLI::App app("Extracts trade and policy events from the news.", "tradewire");
  app.require_subcommand(1);
  app.fallthrough();
  app.get_formatter()->column_width(34);
  app.failure_message(usage_error);
  Invocation call;
  add_global_options(app, call);
  add_run(app, call);
  add_fetch(app, call);
  add_extract(app, call);
  add_article(app, call);
  add_sources(app, call);
  add_explain(app, call);
  add_rules(app, call);
  add_events(app, call);
  add_show(app, call);
  add_report(app, call);
  add_db(app, call);
  add_inspect(app, call);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return report(app, error);
  }
  return call.run(call.global);
}

}  // namespace tradewire::cli
