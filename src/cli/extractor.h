// The extractor that the global options ask for.
#pragma once

#include <optional>

#include "cli/commands.h"
#include "extract/extractor.h"

namespace tradewire::cli {

// Nothing, after a complaint, when the rules cannot be used: then the exit code is kUsage.
std::optional<extract::Extractor> load_extractor(const GlobalOptions& global);

}  // namespace tradewire::cli
