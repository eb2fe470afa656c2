// Which network addresses the fetcher may speak to: public ones only, unless the user allowed the host by name.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace tradewire::fetch {

// False for loopback, private, link-local (with the cloud's metadata address), shared, multicast, reserved and
// documentation ranges, and for IPv6 addresses that carry such an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo).
bool is_public_address(const sockaddr& address);

// The same for a text: dotted IPv4, or IPv6 with or without brackets. A text that is no address is not public.
bool is_public_address(std::string_view text);

}  // namespace tradewire::fetch
