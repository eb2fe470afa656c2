// `tradewire db`: care of the store. (Its `reextract` is in reextract.cc.)
#include <filesystem>
#include <fstream>
#include <iostream>

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

int run_export(const std::string& file, const GlobalOptions& global) {
  const auto store = store::open_store(store_path(global.store), {.read_only = true, .create = false});
  if (!store) return complain(store.error()), kNothingDone;
  if (file == "-") {
    Output output;
    const auto told = (*store)->export_lines([&](std::string_view line) {
      output.line(line);
      return output.open();
    });
    output.flush();
    return told ? kDone : (complain(told.error()), kNothingDone);
  }
  // Complete or absent: it gets its name when all is written.
  const std::string part = file + ".part";
  std::ofstream out(part, std::ios::binary);
  const auto told = (*store)->export_lines([&](std::string_view line) {
    out << line << '\n';
    return out.good();
  });
  out.close();
  std::error_code code;
  if (told && out.good()) std::filesystem::rename(part, file, code);
  if (told && out.good() && !code) return kDone;
  std::filesystem::remove(part, code);
  complain(told ? base::Error{"cannot be written", file, "", base::ErrorKind::kInput} : told.error());
  return kNothingDone;
}

int run_import(const std::string& file, const GlobalOptions& global) {
  std::ifstream opened;
  if (file != "-") {
    opened.open(file, std::ios::binary);
    if (!opened) return complain(base::Error{"cannot be read", file, "", base::ErrorKind::kInput}), kNothingDone;
  }
  std::istream& in = file == "-" ? std::cin : opened;
  const auto store = store::open_store(store_path(global.store));
  if (!store) return complain(store.error()), kNothingDone;
  const auto rows = (*store)->import_lines([&]() -> std::optional<std::string> {
    std::string line;
    return std::getline(in, line) ? std::optional(line) : std::nullopt;
  });
  if (!rows) return complain(rows.error()), rows.error().kind == base::ErrorKind::kUsage ? kUsage : kNothingDone;
  if (!global.quiet) complain(std::to_string(*rows) + " rows");
  return kDone;
}

void add_transfer(CLI::App& db, Invocation& call, const std::string& name, const std::string& about, int (*run)(const std::string&, const GlobalOptions&)) {
  auto file = std::make_shared<std::string>("-");
  CLI::App* command = db.add_subcommand(name, about);
  command->add_option("FILE", *file, "File of JSON lines; - is standard input or output")->capture_default_str();
  command->callback([&call, file, run] { call.run = [file, run](const GlobalOptions& global) { return run(*file, global); }; });
}

}  // namespace

void add_db(CLI::App& app, Invocation& call) {
  CLI::App* command = app.add_subcommand("db", "Care of the store");
  command->require_subcommand(1);
  command->add_subcommand("info", "Print what the store holds as a JSON line")->callback([&call] { call.run = run_info; });
  command->add_subcommand("check", "Look for damage; silent when all is well")->callback([&call] { call.run = run_check; });
  add_db_reextract(*command, call);
  add_transfer(*command, call, "export", "Write everything that is stored as JSON lines", run_export);
  add_transfer(*command, call, "import", "Fill an empty store with what export wrote", run_import);
}

}  // namespace tradewire::cli
