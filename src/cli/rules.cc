// `tradewire rules list|check|test|diff`: the rule author's tools.
#include <map>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "extract/extractor.h"
#include "pipeline/inputs.h"
#include "pipeline/rule_examples.h"

namespace tradewire::cli {
namespace {

struct RulesOptions {
  std::string only;
  std::string old_rules, new_rules;
  std::vector<std::string> files;
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
  for (const rules::Finding& finding : pipeline::run_examples(*extractor, *library, options.only).silent) output.line("lint: " + line_of(finding));
  output.flush();
  return kDone;
}

int test_rules(const RulesOptions& options, const GlobalOptions& global) {
  const auto library = rules::Library::open(global.rules);
  if (!library) return complain(library.error()), kUsage;
  const auto extractor = extract::Extractor::load({.rules = global.rules});
  if (!extractor) return complain(extractor.error()), kUsage;
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

// One line a mention that both rule sets may share: what it says, not how it was found.
std::string summary(const extract::Mention& mention) {
  std::string text = mention.type + " [" + mention.trigger.text + "]";
  for (const auto& [role, filler] : mention.roles) text += " " + std::string(to_string(role)) + "='" + filler.text + "'";
  return text + " " + std::string(to_string(mention.polarity)) + " " + std::string(to_string(mention.modality)) + " " + std::string(to_string(mention.status));
}

void print_difference(Output& output, const std::vector<extract::Mention>& before, const std::vector<extract::Mention>& after) {
  std::map<std::string, std::pair<const extract::Mention*, const extract::Mention*>> pairs;
  for (const auto& mention : before) pairs[mention.id].first = &mention;
  for (const auto& mention : after) pairs[mention.id].second = &mention;
  for (const auto& [id, pair] : pairs) {
    const auto [was, is] = pair;
    if (was != nullptr && is != nullptr && summary(*was) == summary(*is)) continue;
    const extract::Mention& any = is != nullptr ? *is : *was;
    output.line(any.document.id + ": " + any.evidence.text);
    if (was != nullptr) output.line("  - " + summary(*was) + "  " + was->rule);
    if (is != nullptr) output.line("  + " + summary(*is) + "  " + is->rule);
  }
}

int diff_rules(const RulesOptions& options, const GlobalOptions& global) {
  const auto before = extract::Extractor::load({.rules = options.old_rules});
  if (!before) return complain(before.error()), kUsage;
  const auto after = extract::Extractor::load({.rules = options.new_rules.empty() ? global.rules : options.new_rules});
  if (!after) return complain(after.error()), kUsage;
  Output output;
  bool failed = false;
  for (const std::string& file : options.files) {
    const auto read = pipeline::read_documents(file, {}, [&](pipeline::DocumentTask task) {
      const auto document = task();
      if (!document) complain(document.error());
      failed = failed || !document;
      if (document) print_difference(output, before->extract(*document), after->extract(*document));
      return output.open();
    });
    if (!read) complain(read.error());
    failed = failed || !read;
  }
  output.flush();
  return failed ? kSomeInputsFailed : kDone;
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
  CLI::App* diff = add(*rules, call, options, "diff", "Show what two rule sets make of documents", diff_rules);
  diff->add_option("OLD", options->old_rules, "Folder of rules that overlays the built-in ones")->required()->check(CLI::ExistingDirectory);
  diff->add_option("--new", options->new_rules, "The other folder (default: the rules in use)")->check(CLI::ExistingDirectory);
  diff->add_option("--over", options->files, "Documents to compare over: as for extract")->required();
}

}  // namespace tradewire::cli
