// Internationalised domain names: an adapter over ICU's implementation of UTS #46.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tradewire::base {

// "bücher.example" as "xn--bcher-kva.example", by UTS #46 ToASCII without transitional processing, with CheckBidi and
// CheckJoiners, without CheckHyphens, STD3 rules and length checks, as the WHATWG URL Standard asks. Nothing when the name is not valid.
std::optional<std::string> domain_to_ascii(std::string_view name);

}  // namespace tradewire::base
