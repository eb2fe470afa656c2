#include "paths.h"

namespace tradewire {

const std::string& source_dir() {
  static const std::string path = TRADEWIRE_SOURCE_DIR;
  return path;
}

const std::string& program() {
  static const std::string path = TRADEWIRE_PROGRAM;
  return path;
}

}  // namespace tradewire
