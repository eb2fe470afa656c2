#include "base/embedded.h"

#include <algorithm>

namespace tradewire::base {

std::span<const EmbeddedFile> embedded_files(std::string_view prefix) {
  const auto all = embedded_files();
  const auto first = std::lower_bound(all.begin(), all.end(), prefix,
                                      [](const EmbeddedFile& file, std::string_view key) { return file.path < key; });
  auto last = first;
  while (last != all.end() && last->path.starts_with(prefix)) ++last;
  return {first, last};
}

const EmbeddedFile* find_embedded(std::string_view path) {
  const auto found = embedded_files(path);
  return found.empty() || found.front().path != path ? nullptr : &found.front();
}

}  // namespace tradewire::base
