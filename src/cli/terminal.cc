#include "cli/terminal.h"

#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/commands.h"

namespace tradewire::cli {

void Output::bytes(std::string_view bytes) {
  if (open_ && std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) open_ = false;
}

void Output::line(std::string_view line) {
  bytes(line);
  bytes("\n");
}

void Output::flush() {
  if (open_ && std::fflush(stdout) != 0) open_ = false;
}

void complain(std::string_view message) {
  std::fprintf(stderr, "tradewire: %.*s\n", static_cast<int>(message.size()), message.data());
}

void complain(const base::Error& error) { complain(error.message()); }

bool is_terminal(std::FILE* stream) { return ::isatty(::fileno(stream)) == 1; }

bool use_color(std::FILE* stream) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return is_terminal(stream) && (no_color == nullptr || *no_color == '\0') &&
         (term == nullptr || std::string_view(term) != "dumb");
}

std::size_t terminal_width(std::FILE* stream) {
  winsize size{};
  if (!is_terminal(stream) || ::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

int exit_code(const base::Error& error) {
  switch (error.kind) {
    case base::ErrorKind::kUsage: return kUsage;
    case base::ErrorKind::kBusy: return kLocked;
    case base::ErrorKind::kInput: return kSomeInputsFailed;
    default: return kNothingDone;
  }
}

}  // namespace tradewire::cli
