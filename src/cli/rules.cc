// `tradewire rules list|check|test`: the rule author's tools; diff is in rules_diff.cc.
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/extractor.h"
#include "cli/terminal.h"
#include "extract/gazetteer.h"
#include "pipeline/rule_examples.h"

namespace tradewire::cli {
namespace {

struct RulesOptions {
  std::string only;
};

std::string line_of(const rules::Finding& finding) {
  return finding.where + ": " + finding.what + (finding.mend.empty() ? "" : " (" + finding.mend + ")");
}

int list_rules(const RulesOptions& options, const GlobalOptions& global) {
  const auto library = rules::Library::open(global.rules);
  if (!library) return complain(library.error()), kUsage;
  const auto set = rules::RuleSet::load(*library);
  if (!set) return complain(set.error()), kUsage;
  Output output;
  for (const rules::EventType& type : set->types()) {
    if (!type.name.starts_with(options.only)) continue;
    output.line(type.name + "\t" + std::to_string(type.frames.size()) + " frames\t" + std::to_string(type.examples.size()) + " examples\t" + type.about);
  }
  output.flush();
  return kDone;
}

// Exit 1 when something must be mended. Lints are told, but do not fail.
int check_rules(const RulesOptions& options, const GlobalOptions& global) {
  const auto library = rules::Library::open(global.rules);
  if (!library) return complain(library.error()), kUsage;
  Output output;
  bool fatal = false;
  for (const rules::Finding& finding : rules::lint(*library)) {
    output.line((finding.fatal ? "error: " : "lint: ") + line_of(finding));
    fatal = fatal || finding.fatal;
  }
  if (fatal) return output.flush(), kSomeInputsFailed;
  const auto extractor = extract::Extractor::load({.rules = global.rules});
  if (!extractor) {
    output.line("error: " + extractor.error().message());
    return output.flush(), kSomeInputsFailed;
  }
  const auto files = extract::entity_files(global.rules);
  if (!files) return complain(files.error()), kUsage;
  for (const base::Error& slip : extract::check_entities(*files)) output.line("lint: " + line_of({slip.where, slip.what, slip.mend, false}));
  for (const rules::Finding& finding : pipeline::run_examples(*extractor, *library, options.only).silent) output.line("lint: " + line_of(finding));
  output.flush();
  return kDone;
}

int test_rules(const RulesOptions& options, const GlobalOptions& global) {
  const auto library = rules::Library::open(global.rules);
  if (!library) return complain(library.error()), kUsage;
  const auto extractor = load_extractor(global);
  if (!extractor) return kUsage;
  const auto report = pipeline::run_examples(*extractor, *library, options.only);
  Output output;
  for (const rules::Finding& failure : report.failures) {
    output.line(failure.where + ": " + failure.what);
    output.line("    " + failure.mend);
  }
  output.flush();
  if (!global.quiet) {
    complain(std::to_string(report.examples - report.failures.size()) + " of " + std::to_string(report.examples) + " examples give what they want");
  }
  return report.failures.empty() ? kDone : kSomeInputsFailed;
}

template <typename Run>
CLI::App* add(CLI::App& rules, Invocation& call, const std::shared_ptr<RulesOptions>& options, const char* name, const char* about, Run act) {
  CLI::App* command = rules.add_subcommand(name, about);
  command->callback([&call, options, act] { call.run = [options, act](const GlobalOptions& global) { return act(*options, global); }; });
  return command;
}

}  // namespace

void add_rules(CLI::App& app, Invocation& call) {
  auto options = std::make_shared<RulesOptions>();
  CLI::App* rules = app.add_subcommand("rules", "List, check, test and compare the rules");
  rules->require_subcommand(1);
  add(*rules, call, options, "list", "Print the event types with their frames and examples", list_rules)
      ->add_option("TYPE", options->only, "Only types that begin so");
  add(*rules, call, options, "check", "Find mistakes in the rule files", check_rules)->add_option("TYPE", options->only, "Only types that begin so");
  add(*rules, call, options, "test", "Run the examples of the rule files", test_rules)->add_option("TYPE", options->only, "Only types that begin so");
  add_rules_diff(*rules, call);
}

}  // namespace tradewire::cli
