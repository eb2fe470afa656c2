// What a command says and where: data on standard output, messages on standard error.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tradewire::cli {

// Lines of data on standard output. A reader that goes away (a broken pipe) is no failure: open() turns false, and the
// command ends with success.
class Output {
 public:
  // Writes `line` and a line end, and flushes when standard output is a terminal or a pipe somebody waits on.
  void line(std::string_view line);
  // Writes bytes as they are.
  void bytes(std::string_view bytes);
  void flush();
  bool open() const { return open_; }

 private:
  bool open_ = true;
};

// "tradewire: where: what (mend)" on standard error.
void complain(const base::Error& error);
void complain(std::string_view message);

// Standard error or output is a terminal, NO_COLOR is unset and TERM is not "dumb".
bool is_terminal(std::FILE* stream);
bool use_color(std::FILE* stream);
// The columns of the terminal; 0 when it is none or does not say.
std::size_t terminal_width(std::FILE* stream);

// The exit code that a failure of the whole command has.
int exit_code(const base::Error& error);

}  // namespace tradewire::cli
