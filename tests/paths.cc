#include "paths.h"

#include <cstdlib>

namespace tradewire {

const std::string& source_dir() {
  static const std::string path = TRADEWIRE_SOURCE_DIR;
  return path;
}

const std::string& program() {
  static const char* other = std::getenv("TRADEWIRE_PROGRAM");
  static const std::string path = other == nullptr ? TRADEWIRE_PROGRAM : other;
  return path;
}

}  // namespace tradewire
