// A line on the terminal that says how far a command is. It is written over in place and gone before anything else is said.
#pragma once

#include <chrono>
#include <string_view>

namespace tradewire::cli {

class Progress {
 public:
  // Writes nothing, not one control character, unless it is `wanted` and standard error is a terminal.
  explicit Progress(bool wanted);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Shows `text`, cut to the width of the terminal; at most ten times a second.
  void show(std::string_view text);
  // To be called before a line is written to the terminal.
  void clear();

 private:
  bool on_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace tradewire::cli
