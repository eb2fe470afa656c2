#include "base/hash.h"

#include <array>

#include <openssl/evp.h>

namespace tradewire::base {
namespace {

struct Digest {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
};

Digest digest(std::string_view bytes, const EVP_MD* method) {
  Digest out;
  EVP_Digest(bytes.data(), bytes.size(), out.bytes.data(), &out.size, method, nullptr);
  return out;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const Digest d = digest(bytes, EVP_sha256());
  std::string out;
  out.reserve(2 * d.size);
  for (unsigned i = 0; i < d.size; ++i) {
    out += kHex[d.bytes[i] >> 4];
    out += kHex[d.bytes[i] & 15];
  }
  return out;
}

std::string sha1_base32(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const Digest d = digest(bytes, EVP_sha1());
  std::string out;
  unsigned bits = 0;
  unsigned held = 0;
  for (unsigned i = 0; i < d.size; ++i) {
    bits = (bits << 8) | d.bytes[i];
    held += 8;
    while (held >= 5) {
      held -= 5;
      out += kAlphabet[(bits >> held) & 31];
    }
  }
  return out;
}

}  // namespace tradewire::base
