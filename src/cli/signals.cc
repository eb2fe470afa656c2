#include "cli/signals.h"

#include <csignal>
#include <initializer_list>

namespace tradewire::cli {
namespace {

volatile std::sig_atomic_t g_stop = 0;  // a signal handler can reach nothing else

}  // namespace

void stop_on_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    action.sa_handler = [](int) { g_stop = 1; };
    sigaction(signal, &action, nullptr);
  }
}

bool stop_asked() { return g_stop != 0; }

}  // namespace tradewire::cli
