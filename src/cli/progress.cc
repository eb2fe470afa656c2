#include "cli/progress.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/terminal.h"

namespace tradewire::cli {
namespace {

constexpr std::size_t kUsualWidth = 80;
constexpr auto kLeastPause = std::chrono::milliseconds(100);

// A dumb terminal cannot take a line back.
bool can_take_back() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) != "dumb";
}

std::size_t terminal_width() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : kUsualWidth;
}

}  // namespace

Progress::Progress(bool wanted) : on_(wanted && is_terminal(stderr) && can_take_back()) {}

void Progress::show(std::string_view text) {
  const auto now = std::chrono::steady_clock::now();
  if (!on_ || (shown_ && now - last_ < kLeastPause)) return;
  last_ = now;
  shown_ = true;
  const std::size_t length = std::min(text.size(), terminal_width() - 1);
  std::fprintf(stderr, "\r\x1b[K%.*s", static_cast<int>(length), text.data());
  std::fflush(stderr);
}

void Progress::clear() {
  if (!shown_) return;
  shown_ = false;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}

}  // namespace tradewire::cli
