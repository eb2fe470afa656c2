// `tradewire db reextract`: the stored documents through today's rules.
#include "pipeline/reextract.h"

#include <csignal>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/extractor.h"
#include "cli/folders.h"
#include "cli/http_options.h"
#include "cli/terminal.h"
#include "fetch/run_lock.h"
#include "output/change_json.h"

namespace tradewire::cli {
namespace {

constexpr const char* kClearLine = "\r\x1b[K";

volatile std::sig_atomic_t g_stop = 0;  // a signal handler can reach nothing else

void stop_on_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    action.sa_handler = [](int) { g_stop = 1; };
    sigaction(signal, &action, nullptr);
  }
}

std::string describe(const pipeline::ReextractSummary& s) {
  std::string text = std::to_string(s.documents) + " documents, " + std::to_string(s.changed) + " with other mentions than before, " +
                     std::to_string(s.changes) + " changes of events";
  if (s.resumed_at > 0) text += "; " + std::to_string(s.resumed_at) + " were done before";
  if (s.stopped) text += "; stopped before the end: the next call goes on";
  return text;
}

int run_reextract(bool anew, const GlobalOptions& global) {
  stop_on_signals();
  const std::string path = store_path(global.store);
  const auto lock = fetch::RunLock::take(beside_store(path) + ".lock");
  if (!lock) return complain(lock.error()), exit_code(lock.error());
  const auto extractor = load_extractor(global);
  if (!extractor) return kUsage;
  const auto store = store::open_store(path, {.create = false});
  if (!store) return complain(store.error()), kNothingDone;
  Output output;
  pipeline::ReextractOptions options;
  options.threads = threads_of(global);
  options.anew = anew;
  options.now = system_time();
  options.stop = [&output] { return g_stop != 0 || !output.open(); };
  const bool show = !global.quiet && is_terminal(stderr);
  const auto changed = [&](const store::Added& added) {
    if (show && !added.changes.empty()) std::fputs(kClearLine, stderr);
    for (const store::Change& change : added.changes) output.line(output::to_json(change));
    output.flush();
  };
  const auto progress = [show](std::size_t done, std::size_t all) {
    if (show) std::fprintf(stderr, "%s%zu of %zu documents", kClearLine, done, all);
  };
  const auto summary = pipeline::reextract(**store, *extractor, options, changed, progress);
  if (show) std::fputs(kClearLine, stderr);
  if (!summary) return complain(summary.error()), kNothingDone;
  if (!global.quiet) complain(describe(*summary));
  return summary->stopped && output.open() ? kSomeInputsFailed : kDone;
}

}  // namespace

void add_db_reextract(CLI::App& db, Invocation& call) {
  auto anew = std::make_shared<bool>(false);
  CLI::App* command = db.add_subcommand("reextract", "Extract the stored documents anew with today's rules; print what changes as JSON lines");
  command->add_flag("--anew", *anew, "Begin with the first document, wherever an earlier call stopped");
  command->callback([&call, anew] { call.run = [anew](const GlobalOptions& global) { return run_reextract(*anew, global); }; });
}

}  // namespace tradewire::cli
