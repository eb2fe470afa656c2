#include "fetch/address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace tradewire::fetch {
namespace {

struct Range4 {
  std::uint32_t network;
  int bits;
};

// The IANA special-purpose registry of IPv4, and multicast with all above it.
constexpr std::array<Range4, 17> kClosed4 = {{
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared (carrier NAT, and some clouds' metadata)
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local, 169.254.169.254
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments (192.0.0.192 is a metadata address)
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // 6to4 relays
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, broadcast
    {0xA83F8110, 32},  // 168.63.129.16, the Azure platform's own
    {0x64646464, 32},  // 100.100.100.100, Alibaba's metadata
}};

bool is_public4(std::uint32_t address) {
  return std::none_of(kClosed4.begin(), kClosed4.end(), [&](const Range4& range) {
    return (address ^ range.network) >> (32 - range.bits) == 0;
  });
}

using Bytes16 = std::array<std::uint8_t, 16>;

std::uint32_t word(const Bytes16& bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) << 24 | static_cast<std::uint32_t>(bytes[at + 1]) << 16 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 8 | bytes[at + 3];
}

bool is_public6(const Bytes16& bytes) {
  const std::uint32_t first = word(bytes, 0);
  const std::uint32_t second = word(bytes, 4);
  const std::uint32_t third = word(bytes, 8);
  if (first == 0 && second == 0 && (third == 0 || third == 0xFFFF || third == 0xFFFF0000)) {
    return third == 0xFFFF && is_public4(word(bytes, 12));                         // mapped; ::, ::1 and ::a.b.c.d are closed
  }
  if (first == 0x0064FF9B) return second == 0 && third == 0 && is_public4(word(bytes, 12));  // NAT64
  if (first >> 16 == 0x2002) return is_public4((first << 16) | (second >> 16));    // 6to4
  if (first == 0x20010000) return is_public4(~word(bytes, 12));                    // Teredo keeps the client inverted
  if (first >> 9 == 0x20010000 >> 9) return false;                                 // 2001::/23, protocol assignments
  if (first == 0x20010DB8 || first >> 12 == 0x3FFF0) return false;                 // documentation
  return first >> 29 == 1;                                                         // global unicast is 2000::/3 alone
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes16 bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return is_public6(bytes);
  }
  return false;
}

bool is_public_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string name(text.substr(0, text.find('%')));
  in_addr four{};
  if (inet_pton(AF_INET, name.c_str(), &four) == 1) return is_public4(ntohl(four.s_addr));
  Bytes16 bytes{};
  return inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1 && is_public6(bytes);
}

}  // namespace tradewire::fetch
