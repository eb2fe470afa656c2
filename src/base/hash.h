// Digests: SHA-256 for identities and provenance, SHA-1 for WARC's payload digests (through OpenSSL), and a fast
// 64-bit hash for tables. None depends on the machine or the run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tradewire::base {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

// 32 characters of RFC 4648 base 32, as WARC writers print it.
std::string sha1_base32(std::string_view bytes);

// FNV-1a with a final avalanche. Stable across releases: model files and stored ids rely on it.
constexpr std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) {
  std::uint64_t h = 14695981039346656037ULL ^ seed;
  for (const char c : bytes) {
    h ^= static_cast<unsigned char>(c);
    h *= 1099511628211ULL;
  }
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15ULL;
  return h ^ (h >> 29);
}

}  // namespace tradewire::base
