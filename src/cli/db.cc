// `tradewire db`: care of the store. (Its `reextract` is in reextract.cc.)
#include <CLI/CLI.hpp>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/terminal.h"
#include "store/store.h"

namespace tradewire::cli {
namespace {

std::string info_line(const store::StoreInfo& info) {
  base::JsonWriter writer;
  const auto count = [&](const char* key, std::uint64_t value) { writer.key(key).integer(static_cast<std::int64_t>(value)); };
  writer.begin_object().key("store").string(info.where).key("engine").string(info.engine).key("schema").integer(info.schema_version);
  count("documents", info.documents);
  count("mentions", info.mentions);
  count("events", info.events);
  count("changes", info.changes);
  count("entities", info.entities);
  writer.member("first_published", info.first_published).member("last_published", info.last_published);
  count("bytes", info.bytes);
  writer.end_object();
  return writer.take();
}

int run_info(const GlobalOptions& global) {
  const auto store = store::open_store(store_path(global.store), {.read_only = true, .create = false});
  if (!store) return complain(store.error()), kNothingDone;
  const auto info = (*store)->info();
  if (!info) return complain(info.error()), kNothingDone;
  Output output;
  output.line(info_line(*info));
  output.flush();
  return kDone;
}

int run_check(const GlobalOptions& global) {
  const auto store = store::open_store(store_path(global.store), {.read_only = true, .create = false});
  if (!store) return complain(store.error()), kNothingDone;
  const auto faults = (*store)->check();
  if (!faults) return complain(faults.error()), kNothingDone;
  for (const std::string& fault : *faults) complain(store_path(global.store) + ": " + fault);
  return faults->empty() ? kDone : kNothingDone;
}

}  // namespace

void add_db(CLI::App& app, Invocation& call) {
  CLI::App* command = app.add_subcommand("db", "Care of the store");
  command->require_subcommand(1);
  command->add_subcommand("info", "Print what the store holds as a JSON line")->callback([&call] { call.run = run_info; });
  command->add_subcommand("check", "Look for damage; silent when all is well")->callback([&call] { call.run = run_check; });
}

}  // namespace tradewire::cli
