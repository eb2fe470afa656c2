// The manual and the program's help say the same: every option and command of the one stands in the other.
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "cli/program.h"
#include "paths.h"

namespace tradewire::cli {
namespace {

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  std::set<std::string> found;
  const std::regex expression(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) found.insert((*at)[1]);
  return found;
}

std::string help_of(const std::string& command) { return run_program(command + " --help").out; }

// The part of a help text behind "Subcommands:".
std::set<std::string> subcommands(const std::string& help) {
  const auto at = help.find("Subcommands:");
  return at == std::string::npos ? std::set<std::string>() : matches(help.substr(at), "\n  ([a-z]+)  ");
}

// Options of a command and of those below it.
void collect_options(const std::string& command, std::set<std::string>& options, std::set<std::string>& commands) {
  const std::string help = help_of(command);
  options.merge(matches(help, "(?:  |,)(--[a-z][a-z-]*)"));
  for (const std::string& below : subcommands(help)) {
    commands.insert(command.empty() ? below : command + " " + below);
    collect_options(command.empty() ? below : command + " " + below, options, commands);
  }
}

std::string manual() {
  // mdoc writes a hyphen of an option as "\-" or "-": "Fl -input" is --input.
  std::string text = *base::read_file(source_dir() + "/man/tradewire.1");
  return std::regex_replace(text, std::regex(R"(\\-)"), "-");
}

TEST(Manual, NamesEveryOptionAndCommandThatTheHelpNames) {
  std::set<std::string> options, commands;
  collect_options("", options, commands);
  const std::string text = manual();
  const auto described = matches(text, "Fl -([a-z][a-z-]*)");
  for (const std::string& option : options) EXPECT_TRUE(described.contains(option.substr(2))) << option << " is not in man/tradewire.1";
  for (const std::string& command : commands) {
    EXPECT_NE(text.find("Cm " + command), std::string::npos) << command << " is not in man/tradewire.1";
  }
}

TEST(Manual, NamesNoOptionThatTheProgramDoesNotHave) {
  std::set<std::string> options, commands;
  collect_options("", options, commands);
  for (const std::string& option : matches(manual(), "Fl -([a-z][a-z-]*)")) {
    EXPECT_TRUE(options.contains("--" + option)) << "--" << option << " stands in the manual only";
  }
}

TEST(Manual, IsCleanForTheLinter) {
  if (std::system("command -v mandoc >/dev/null 2>&1") != 0) GTEST_SKIP() << "mandoc is not installed";
  EXPECT_EQ(std::system(("mandoc -T lint -W warning " + source_dir() + "/man/*.[0-9] >&2").c_str()), 0);
}

}  // namespace
}  // namespace tradewire::cli
