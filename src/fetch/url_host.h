// The host part of a URL: domains, IPv4 in all its spellings, IPv6 (WHATWG URL Standard, section 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tradewire::fetch {

// The serialised host, or nothing on failure. `special`: the URL's scheme is http, https, ws, wss, ftp or file.
std::optional<std::string> parse_host(std::string_view input, bool special);

// Characters that each part of a URL must not hold as they are.
enum class EncodeSet { kControl, kFragment, kQuery, kSpecialQuery, kPath, kUserinfo };
bool must_encode(unsigned char byte, EncodeSet set);
void append_encoded(std::string& out, std::string_view text, EncodeSet set);
std::string percent_decode(std::string_view text);

}  // namespace tradewire::fetch
