// Which sources file a command reads. Shared by `sources`, `fetch` and `run`.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "fetch/source_list.h"

namespace tradewire::cli {

// $XDG_CONFIG_HOME/tradewire/sources.yaml.
std::string user_sources_path();

// The file named; else the user's own when it exists; else the list that ships with the program.
base::Result<std::vector<fetch::Source>> load_sources(const std::string& path);

}  // namespace tradewire::cli
