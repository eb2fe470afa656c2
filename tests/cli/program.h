// Runs the built program as a user would, and keeps what it said.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "paths.h"

namespace tradewire::cli {

struct ProgramRun {
  int code = -1;
  std::string out;
  std::string err;
};

// `arguments` is a shell's text after the program's name; `input` is its standard input.
inline ProgramRun run_program(const std::string& arguments, const std::string& input = {}) {
  const auto folder = std::filesystem::temp_directory_path() / ("tradewire-cli-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::string in = (folder / "in").string();
  const std::string out = (folder / "out").string();
  const std::string err = (folder / "err").string();
  (void)base::write_file(in, input);
  const std::string command = "{ " + program() + " " + arguments + "; } <" + in + " >" + out + " 2>" + err;
  const int status = std::system(command.c_str());
  ProgramRun run{WIFEXITED(status) ? WEXITSTATUS(status) : -1, *base::read_file(out), *base::read_file(err)};
  std::filesystem::remove_all(folder);
  return run;
}

inline std::size_t count_lines(const std::string& text) {
  std::size_t lines = 0;
  for (const char c : text) lines += c == '\n' ? 1U : 0U;
  return lines;
}

}  // namespace tradewire::cli
