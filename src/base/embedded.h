// The data files that the build put into the binary: rules/, models/ and the report's page.
//
// The table is generated from the folders by src/base/embed_main.cc and linked from the target `embedded`. A YAML
// file is there in the compact form of base/yaml.h; every other file as it is.
#pragma once

#include <span>
#include <string_view>

namespace tradewire::base {

struct EmbeddedFile {
  std::string_view path;   // "rules/events/tariff/cut.yaml", "models/english.model"
  std::string_view bytes;  // alive as long as the program; aligned to 64 bytes
};

// Sorted by path.
std::span<const EmbeddedFile> embedded_files();

// The files whose path starts with `prefix`, as a part of the table above.
std::span<const EmbeddedFile> embedded_files(std::string_view prefix);

// Null when there is no such file.
const EmbeddedFile* find_embedded(std::string_view path);

}  // namespace tradewire::base
