// tradewire: extracts trade and policy events from the news. See tradewire(1).
#include "cli/commands.h"

int main(int argc, char** argv) { return tradewire::cli::run(argc, argv); }
