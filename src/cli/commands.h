// The command line: one file a subcommand. Each file adds its options to the parser and leaves, when it is chosen, what
// to do in `Invocation::run`. Only this folder knows flags; the stages take values.
//
// To add a subcommand: declare add_<name>() here, define it in <name>.cc after the pattern of article.cc, call it in
// app.cc (a door of `inspect`: in inspect.cc), and describe it in man/tradewire.1.
#pragma once

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace tradewire::cli {

// Exit codes, as the manual documents them.
inline constexpr int kDone = 0;
inline constexpr int kSomeInputsFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kNothingDone = 3;
inline constexpr int kLocked = 75;

// Options that stand before or behind every subcommand.
struct GlobalOptions {
  bool quiet = false;   // no warnings and no summary
  int verbose = 0;
  std::string store;    // path or URL of the database; empty: the XDG data folder's tradewire.db
  std::string rules;    // a folder that overlays the built-in rules; empty: none
  unsigned threads = 0; // 0: as many as there are processors
};

struct Invocation {
  GlobalOptions global;
  std::function<int(const GlobalOptions&)> run;  // gives the exit code
};

void add_run(CLI::App& app, Invocation& call);
void add_fetch(CLI::App& app, Invocation& call);
void add_extract(CLI::App& app, Invocation& call);
void add_article(CLI::App& app, Invocation& call);
void add_sources(CLI::App& app, Invocation& call);
void add_explain(CLI::App& app, Invocation& call);
void add_rules(CLI::App& app, Invocation& call);
void add_events(CLI::App& app, Invocation& call);
void add_show(CLI::App& app, Invocation& call);
void add_report(CLI::App& app, Invocation& call);
void add_db(CLI::App& app, Invocation& call);
void add_inspect(CLI::App& app, Invocation& call);

void add_db_reextract(CLI::App& db, Invocation& call);
void add_rules_diff(CLI::App& rules, Invocation& call);

// The doors of `inspect`.
void add_inspect_language(CLI::App& inspect, Invocation& call);
void add_inspect_feed(CLI::App& inspect, Invocation& call);
void add_inspect_web(CLI::App& inspect, Invocation& call);
void add_inspect_charset(CLI::App& inspect, Invocation& call);

// The number of threads to work with.
unsigned threads_of(const GlobalOptions& global);

// Parses and runs a command line; the whole program.
int run(int argc, const char* const* argv);

}  // namespace tradewire::cli
