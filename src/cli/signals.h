// SIGINT, SIGTERM and SIGHUP as a wish to stop: what is done is kept, the rest is left to the next call.
#pragma once

namespace tradewire::cli {

// From now on these signals do not end the program but make stop_asked() true.
void stop_on_signals();
bool stop_asked();

}  // namespace tradewire::cli
