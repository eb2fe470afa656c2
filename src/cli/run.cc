// `tradewire run`: what cron calls. Fetch all sources that are due, extract, store, print what is new.
#include "pipeline/run.h"

#include <chrono>
#include <filesystem>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/extractor.h"
#include "cli/folders.h"
#include "cli/http_options.h"
#include "cli/progress.h"
#include "cli/run_metrics.h"
#include "cli/signals.h"
#include "cli/sources.h"
#include "cli/terminal.h"
#include "fetch/archive_source.h"
#include "fetch/http_source.h"
#include "fetch/run_lock.h"
#include "output/change_json.h"
#include "output/mention_json.h"
#include "pipeline/watch_list.h"

namespace tradewire::cli {
namespace {

constexpr int kRunCacheKib = 4 << 10;  // of the store: a run is to stay small beside what else the machine does

struct Options {
  std::string sources;
  std::string replay;
  std::string archive;
  std::string metrics;
  std::string watch;
  bool no_archive = false;
  bool changes = false;
  bool all = false;
  fetch::HttpOptions http;
};

// The pages of an archive as sources of their own, when no sources file says how to read it.
std::vector<fetch::Source> pages_of(const fetch::ArchiveSource& archive) {
  std::vector<fetch::Source> sources;
  for (const std::string& url : archive.urls()) {
    fetch::Source source;
    source.name = url;
    source.url = url;
    source.kind = fetch::SourceKind::kPage;
    sources.push_back(std::move(source));
  }
  return sources;
}

base::Result<pipeline::WatchList> find_watch_list(const Options& options) {
  if (options.watch.empty()) return pipeline::WatchList();
  const auto root = base::read_yaml(options.watch);
  if (!root) return base::Error{root.error().what, root.error().where, root.error().mend, base::ErrorKind::kUsage};
  return pipeline::WatchList::parse(*root, options.watch);
}

// Where pages come from, and what must live as long as that.
struct Network {
  std::unique_ptr<fetch::PageSource> pages;
  std::shared_ptr<fetch::ArchiveWriter> archive;
  const fetch::HttpSource* http = nullptr;  // of pages, when it is the network
  std::vector<fetch::Source> sources;
};

base::Result<Network> replay_network(const Options& options) {
  auto archive = fetch::ArchiveSource::open(options.replay);
  if (!archive) return archive.error();
  Network network;
  if (options.sources.empty()) {
    network.sources = pages_of(**archive);
  } else {
    auto sources = fetch::read_sources(options.sources);
    if (!sources) return sources.error();
    network.sources = *std::move(sources);
  }
  network.pages = *std::move(archive);
  return network;
}

base::Result<Network> open_network(Options options, const GlobalOptions& global, const std::string& store_path, Progress& progress) {
  if (!options.replay.empty()) return replay_network(options);
  Network network;
  auto sources = load_sources(options.sources);
  if (!sources) {
    base::Error error = sources.error();
    error.kind = base::ErrorKind::kUsage;
    return error;
  }
  network.sources = *std::move(sources);
  keep_host_delays(network.sources, options.http);
  if (!options.no_archive) {
    const std::string folder = options.archive.empty() ? store_path + ".archive" : options.archive;
    auto archive = record_into(folder, options.http);
    if (!archive) return archive.error();
    network.archive = *std::move(archive);
  }
  if (global.verbose > 0) {
    options.http.log = [&progress](std::string_view line) {
      progress.clear();
      complain(line);
    };
  }
  auto http = fetch::HttpSource::open(options.http, fetch::folder_robots_cache(store_path + ".robots"));
  if (!http) return http.error();
  network.http = http->get();
  network.pages = *std::move(http);
  return network;
}

void print(Output& output, const store::Added& added, const pipeline::WatchList& watch, bool changes) {
  if (changes) {
    for (const store::Change& change : added.changes) {
      if (!change.mention || watch.passes(*change.mention)) output.line(output::to_json(change));
    }
  } else {
    for (const extract::Mention& mention : added.mentions) {
      if (watch.passes(mention)) output.line(output::to_json(mention));
    }
  }
  output.flush();
}

std::string describe(const pipeline::RunSummary& s) {
  std::string text = std::to_string(s.sources) + " sources (" + std::to_string(s.sources_unchanged) + " unchanged, " +
                     std::to_string(s.sources_failed) + " failed), " + std::to_string(s.pages) + " pages (" +
                     std::to_string(s.pages_unchanged) + " unchanged, " + std::to_string(s.pages_failed) + " failed), " + std::to_string(s.documents) + " new documents, " +
                     std::to_string(s.mentions) + " new mentions";
  if (s.stopped) text += "; stopped before the end";
  return text;
}

// A run in which nothing could be fetched is one that could not be done.
int code_of(const pipeline::RunSummary& summary) {
  if (summary.sources > 0 && summary.sources_failed == summary.sources) return kNothingDone;
  return summary.sources_failed + summary.pages_failed > 0 ? kSomeInputsFailed : kDone;
}

int fail(const base::Error& error) {
  complain(error);
  const int code = exit_code(error);
  return code == kSomeInputsFailed ? kNothingDone : code;
}

int run_with(Network& network, store::Store& store, const extract::Extractor& extractor, const pipeline::WatchList& watch,
             const Options& options, const GlobalOptions& global, Progress& progress) {
  Output output;
  pipeline::RunOptions run;
  run.sources = network.sources;
  run.ignore_schedule = options.all || !options.replay.empty();
  run.now = system_time;
  run.stop = [&output] { return stop_asked() || !output.open(); };
  pipeline::RunEvents events;
  events.stored = [&](const store::Added& added) {
    if (is_terminal(stdout)) progress.clear();
    print(output, added, watch, options.changes);
  };
  events.failed = [&](const base::Error& error) {
    progress.clear();
    if (!global.quiet) complain(error);
  };
  events.progress = [&progress](const std::string& text) { progress.show(text); };
  const auto start = std::chrono::steady_clock::now();
  const auto summary = pipeline::run(run, *network.pages, extractor, store, events);
  progress.clear();
  if (!summary) return fail(summary.error());
  if (!options.metrics.empty()) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto written = write_metrics(options.metrics, {*summary, network.http == nullptr ? nullptr : &network.http->counters(), seconds, system_time()});
    if (!written) complain(written.error());
  }
  if (!global.quiet) complain(describe(*summary));
  return code_of(*summary);
}

int run_command(const Options& options, const GlobalOptions& global) {
  stop_on_signals();
  const std::string path = store_path(global.store);
  const std::string beside = beside_store(path);
  std::error_code ignored;  // the store's own error tells more
  std::filesystem::create_directories(std::filesystem::path(beside).parent_path(), ignored);
  const auto lock = fetch::RunLock::take(beside + ".lock");
  if (!lock) return global.quiet && lock.error().kind == base::ErrorKind::kBusy ? kLocked : fail(lock.error());
  const auto watch = find_watch_list(options);
  if (!watch) return fail(watch.error());
  const auto extractor = load_extractor(global);
  if (!extractor) return kUsage;
  auto store = store::open_store(path, {.cache_kib = kRunCacheKib});
  if (!store) return fail(store.error());
  Progress progress(!global.quiet);
  auto network = open_network(options, global, beside, progress);
  if (!network) return fail(network.error());
  return run_with(*network, **store, *extractor, *watch, options, global, progress);
}

void add_options(CLI::App& command, Options& options) {
  command.add_option("--sources", options.sources, "YAML file of sources (default: sources.yaml in the configuration folder, else the built-in list)")
      ->type_name("FILE");
  command.add_option("--replay", options.replay, "Read pages from a WARC file or a folder of them instead of the network")
      ->type_name("ARCHIVE");
  command.add_option("--archive", options.archive, "Folder for the raw responses (default: beside the store)")->type_name("DIR");
  command.add_flag("--no-archive", options.no_archive, "Keep no raw responses");
  command.add_flag("--changes", options.changes, "Print changes of events (tradewire.change/1) instead of new mentions");
  command.add_option("--watch", options.watch, "YAML list of types, entities and commodities; only what meets it is printed")->type_name("FILE");
  command.add_flag("--all", options.all, "Fetch every source and look at all its pages, due or not");
  command.add_option("--metrics", options.metrics, "Write figures of the run in Prometheus text format")->type_name("FILE");
  add_http_options(command, options.http);
}

}  // namespace

void add_run(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("run", "Fetch the sources that are due, extract, store, and print what is new");
  add_options(*command, *options);
  command->callback([&call, options] { call.run = [options](const GlobalOptions& global) { return run_command(*options, global); }; });
}

}  // namespace tradewire::cli
