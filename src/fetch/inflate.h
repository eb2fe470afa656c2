// Undoing what HTTP and archives do to bytes: gzip, zlib and raw deflate, chunked transfer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tradewire::fetch {

struct Unpacked {
  std::string bytes;
  bool complete = true;  // false: the input ended or broke early, or the limit was reached
};

bool is_gzip(std::string_view bytes);

// All members of a gzip stream, or a zlib or raw deflate stream. Never more than `limit` bytes.
Unpacked inflate_all(std::string_view bytes, std::uint64_t limit);

// The body of a chunked message; nothing when it is not chunked at all.
std::optional<Unpacked> dechunk(std::string_view bytes);

// One gzip member of its own.
std::string gzip(std::string_view bytes);

}  // namespace tradewire::fetch
