// `tradewire rules diff`: what two rule sets make of the same documents.
#include <algorithm>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/folders.h"
#include "cli/terminal.h"
#include "extract/extractor.h"
#include "pipeline/inputs.h"
#include "pipeline/stored_documents.h"

namespace tradewire::cli {
namespace {

using extract::Mention;

struct DiffOptions {
  std::string old_rules, new_rules;
  std::vector<std::string> files;
};

// What a mention says, not how it was found.
std::string summary(const Mention& mention) {
  std::string text = mention.type + " [" + mention.trigger.text + "]";
  for (const auto& [role, filler] : mention.roles) text += " " + std::string(to_string(role)) + "='" + filler.text + "'";
  return text + " " + std::string(to_string(mention.polarity)) + " " + std::string(to_string(mention.modality)) + " " + std::string(to_string(mention.status));
}

bool same_place(const Mention& a, const Mention& b) { return a.in_title == b.in_title && a.trigger.span == b.trigger.span; }

// Prints the differences, and counts them.
class Comparison {
 public:
  explicit Comparison(Output& output) : output_(output) {}

  void add(const std::vector<Mention>& before, const std::vector<Mention>& after) {
    ++documents_;
    // A mention is the same one when type and trigger are; else what has the same trigger has become another.
    std::vector<const Mention*> lost = without(before, after);
    std::vector<const Mention*> gained = without(after, before);
    for (const Mention& is : after) {
      const auto was = std::ranges::find(before, is.id, &Mention::id);
      if (was != before.end() && summary(*was) != summary(is)) print_changed(*was, is);
    }
    std::erase_if(lost, [&](const Mention* was) {
      const auto is = std::ranges::find_if(gained, [&](const Mention* mention) { return same_place(*was, *mention); });
      if (is == gained.end()) return false;
      print_changed(*was, **is);
      gained.erase(is);
      return true;
    });
    for (const Mention* mention : lost) ++lost_, print(*mention, "- ");
    for (const Mention* mention : gained) ++gained_, print(*mention, "+ ");
  }

  std::string total() const {
    return std::to_string(gained_) + " mentions gained, " + std::to_string(lost_) + " lost, " + std::to_string(changed_) + " changed in " +
           std::to_string(documents_) + " documents";
  }

 private:
  static std::vector<const Mention*> without(const std::vector<Mention>& some, const std::vector<Mention>& others) {
    std::vector<const Mention*> out;
    for (const Mention& mention : some) {
      if (std::ranges::find(others, mention.id, &Mention::id) == others.end()) out.push_back(&mention);
    }
    return out;
  }
  void head(const Mention& mention) { output_.line(mention.document.id + ": " + mention.evidence.text); }
  void print(const Mention& mention, const char* sign) {
    head(mention);
    output_.line("  " + std::string(sign) + summary(mention) + "  " + mention.rule);
  }
  void print_changed(const Mention& was, const Mention& is) {
    ++changed_;
    head(is);
    output_.line("  - " + summary(was) + "  " + was.rule);
    output_.line("  + " + summary(is) + "  " + is.rule);
  }

  Output& output_;
  std::size_t documents_ = 0, gained_ = 0, lost_ = 0, changed_ = 0;
};

using Visit = std::function<bool(const extract::Document&)>;

// Exit code of a walk over files; those that cannot be read are told.
int visit_files(const std::vector<std::string>& files, const Visit& visit) {
  bool failed = false;
  for (const std::string& file : files) {
    const auto read = pipeline::read_documents(file, {}, [&](pipeline::DocumentTask task) {
      const auto document = task();
      if (document) return visit(*document);
      complain(document.error());
      failed = true;
      return true;
    });
    if (!read) complain(read.error());
    failed = failed || !read;
  }
  return failed ? kSomeInputsFailed : kDone;
}

int visit_store(const std::string& path, const Visit& visit) {
  const auto store = store::open_store(path, {.create = false});
  if (!store) return complain(store.error()), kNothingDone;
  const auto done = pipeline::visit_documents(**store, visit);
  if (!done) complain(done.error());
  return done ? kDone : kNothingDone;
}

int diff_rules(const DiffOptions& options, const GlobalOptions& global) {
  const auto before = extract::Extractor::load({.rules = options.old_rules});
  if (!before) return complain(before.error()), kUsage;
  const auto after = extract::Extractor::load({.rules = options.new_rules.empty() ? global.rules : options.new_rules});
  if (!after) return complain(after.error()), kUsage;
  Output output;
  Comparison comparison(output);
  const Visit visit = [&](const extract::Document& document) {
    comparison.add(before->extract(document), after->extract(document));
    return output.open();
  };
  const int code = options.files.empty() ? visit_store(store_path(global.store), visit) : visit_files(options.files, visit);
  output.flush();
  if (!global.quiet && code != kNothingDone) complain(comparison.total());
  return code;
}

}  // namespace

void add_rules_diff(CLI::App& rules, Invocation& call) {
  auto options = std::make_shared<DiffOptions>();
  CLI::App* command = rules.add_subcommand("diff", "Show the mentions that one rule set gains, loses or changes against another");
  command->add_option("OLD", options->old_rules, "Folder of rules that overlays the built-in ones")->required()->check(CLI::ExistingDirectory);
  command->add_option("NEW", options->new_rules, "The other folder (default: the rules in use)")->check(CLI::ExistingDirectory);
  command->add_option("--over", options->files, "Documents to compare over, as for extract (default: those of the store)");
  command->callback([&call, options] { call.run = [options](const GlobalOptions& global) { return diff_rules(*options, global); }; });
}

}  // namespace tradewire::cli
