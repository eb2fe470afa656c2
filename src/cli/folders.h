// Where things are when nothing else is said: the XDG base directories.
#pragma once

#include <string>

namespace tradewire::cli {

// $XDG_DATA_HOME/tradewire, else ~/.local/share/tradewire: the database and the archive.
std::string data_folder();

// $XDG_CONFIG_HOME/tradewire, else ~/.config/tradewire: sources.yaml.
std::string config_folder();

// `chosen`, else tradewire.db in the data folder.
std::string store_path(const std::string& chosen);

// What files that belong to a store (its lock, its archive) begin with: its path, or a name in data_folder() for one on a
// server.
std::string beside_store(const std::string& store);

}  // namespace tradewire::cli
