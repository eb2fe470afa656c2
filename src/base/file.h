// Files: read whole, written complete or not at all.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tradewire::base {

// The bytes of a regular file, the first `most` when there are more. Errors: no such file, a folder, not readable; `where`
// is the path.
Result<std::string> read_file(const std::string& path, std::size_t most = std::string::npos);

// Likewise of standard input.
Result<std::string> read_standard_input(std::size_t most = std::string::npos);

// Writes beside the target and renames over it, so that a reader sees the old file or the new one, never a part.
Status write_file(const std::string& path, std::string_view bytes);

// The regular files below `folder` whose names end in `suffix`, relative to it, sorted. An absent folder has none.
std::vector<std::string> files_below(const std::string& folder, std::string_view suffix);

}  // namespace tradewire::base
