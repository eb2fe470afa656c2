// Undoing Content-Encoding: gzip, deflate, brotli and zstd, in the order in which they were applied. curl does it on the
// network; archives hold bodies as they came.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "fetch/inflate.h"

namespace tradewire::fetch {

// The body without the codings that `field` lists ("gzip", "br, gzip"). Nothing when the body does not begin as they
// promise: crawlers undo a coding and leave the field. Never more than `limit` bytes.
std::optional<Unpacked> decode_content(std::string_view field, std::string_view body, std::uint64_t limit);

}  // namespace tradewire::fetch
