#include "cli/folders.h"

#include <cstdlib>

namespace tradewire::cli {
namespace {

std::string xdg_folder(const char* variable, const char* below_home) {
  const char* chosen = std::getenv(variable);
  if (chosen != nullptr && *chosen == '/') return std::string(chosen) + "/tradewire";
  const char* home = std::getenv("HOME");
  return std::string(home == nullptr ? "." : home) + below_home + "/tradewire";
}

}  // namespace

std::string data_folder() { return xdg_folder("XDG_DATA_HOME", "/.local/share"); }

std::string config_folder() { return xdg_folder("XDG_CONFIG_HOME", "/.config"); }

std::string store_path(const std::string& chosen) { return chosen.empty() ? data_folder() + "/tradewire.db" : chosen; }

std::string beside_store(const std::string& store) {
  return store.find("://") != std::string::npos ? data_folder() + "/postgresql" : store;
}

}  // namespace tradewire::cli
