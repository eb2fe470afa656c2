#include "fetch/url_host.h"

#include <array>
#include <cstdint>
#include <vector>

#include "base/idna.h"
#include "base/unicode.h"

namespace tradewire::fetch {
namespace {

bool is_one_of(unsigned char c, std::string_view set) { return set.find(static_cast<char>(c)) != std::string_view::npos; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_forbidden_in_host(unsigned char c) { return c == 0 || is_one_of(c, "\t\n\r #/:<>?@[\\]^|"); }

bool is_forbidden_in_domain(unsigned char c) { return is_forbidden_in_host(c) || c <= 0x1F || c == '%' || c == 0x7F; }

// "0x1F", "017", "31"; nothing when it is no number. Values are capped far above 2^32.
std::optional<std::uint64_t> parse_ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  unsigned radix = 10;
  if (text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    radix = 16;
    text.remove_prefix(2);
  } else if (text.size() >= 2 && text[0] == '0') {
    radix = 8;
    text.remove_prefix(1);
  }
  constexpr std::uint64_t kCap = 1ULL << 40;
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= radix) return std::nullopt;
    value = value * radix + static_cast<unsigned>(digit);
    if (value > kCap) value = kCap;
  }
  return value;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Whether the last label makes the host an IPv4 address, right or wrong.
bool ends_in_number(std::string_view host) {
  auto parts = split(host, '.');
  if (parts.back().empty()) {
    if (parts.size() == 1) return false;
    parts.pop_back();
  }
  const std::string_view last = parts.back();
  if (last.empty()) return false;
  if (last.find_first_not_of("0123456789") == std::string_view::npos) return true;
  return parse_ipv4_number(last).has_value();
}

std::optional<std::string> parse_ipv4(std::string_view host) {
  auto parts = split(host, '.');
  if (parts.back().empty() && parts.size() > 1) parts.pop_back();
  if (parts.size() > 4) return std::nullopt;
  std::vector<std::uint64_t> numbers;
  for (const std::string_view part : parts) {
    const auto number = parse_ipv4_number(part);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  std::uint64_t address = numbers.back();
  if (address >= (1ULL << (8 * (5 - numbers.size())))) return std::nullopt;
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    if (numbers[i] > 255) return std::nullopt;
    address += numbers[i] << (8 * (3 - i));
  }
  return std::to_string(address >> 24) + "." + std::to_string((address >> 16) & 255) + "." +
         std::to_string((address >> 8) & 255) + "." + std::to_string(address & 255);
}

using Pieces = std::array<std::uint16_t, 8>;

// The dotted tail of an IPv6 address; false on failure.
bool parse_embedded_ipv4(std::string_view text, std::size_t at, Pieces& pieces, std::size_t& piece) {
  if (piece > 6) return false;
  int numbers_seen = 0;
  while (at < text.size()) {
    int value = -1;
    if (numbers_seen > 0) {
      if (text[at] != '.' || numbers_seen >= 4) return false;
      ++at;
    }
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return false;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
      const int digit = text[at] - '0';
      if (value == 0) return false;
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) return false;
      ++at;
    }
    pieces[piece] = static_cast<std::uint16_t>(pieces[piece] * 256 + value);
    if (++numbers_seen == 2 || numbers_seen == 4) ++piece;
  }
  return numbers_seen == 4;
}

std::optional<Pieces> parse_ipv6(std::string_view text) {
  Pieces pieces{};
  std::size_t piece = 0;
  std::optional<std::size_t> compress;
  std::size_t at = 0;
  if (!text.empty() && text[0] == ':') {
    if (text.size() < 2 || text[1] != ':') return std::nullopt;
    at = 2;
    compress = ++piece;
  }
  while (at < text.size()) {
    if (piece == 8) return std::nullopt;
    if (text[at] == ':') {
      if (compress) return std::nullopt;
      ++at;
      compress = ++piece;
      continue;
    }
    unsigned value = 0;
    std::size_t length = 0;
    while (length < 4 && at < text.size() && hex_value(text[at]) >= 0) {
      value = value * 16 + static_cast<unsigned>(hex_value(text[at]));
      ++at;
      ++length;
    }
    if (at < text.size() && text[at] == '.') {
      if (length == 0 || !parse_embedded_ipv4(text, at - length, pieces, piece)) return std::nullopt;
      break;
    }
    if (at < text.size()) {
      if (text[at] != ':' || ++at == text.size()) return std::nullopt;
    }
    pieces[piece++] = static_cast<std::uint16_t>(value);
  }
  if (compress) {
    std::size_t swaps = piece - *compress;
    piece = 7;
    while (piece != 0 && swaps > 0) {
      std::swap(pieces[piece], pieces[*compress + swaps - 1]);
      --piece;
      --swaps;
    }
  } else if (piece != 8) {
    return std::nullopt;
  }
  return pieces;
}

// The first longest run of two or more zero pieces.
std::pair<std::size_t, std::size_t> longest_zero_run(const Pieces& pieces) {
  std::size_t best_start = 8;
  std::size_t best_length = 1;
  for (std::size_t i = 0; i < 8;) {
    std::size_t end = i;
    while (end < 8 && pieces[end] == 0) ++end;
    if (end - i > best_length) {
      best_start = i;
      best_length = end - i;
    }
    i = end == i ? i + 1 : end;
  }
  return {best_start, best_start == 8 ? 0 : best_length};
}

std::string serialise_ipv6(const Pieces& pieces) {
  const auto [zero_start, zero_length] = longest_zero_run(pieces);
  std::string out = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == zero_start) {
      out += i == 0 ? "::" : ":";
      i += zero_length - 1;
      continue;
    }
    std::array<char, 8> digits{};
    std::snprintf(digits.data(), digits.size(), "%x", pieces[i]);
    out += digits.data();
    if (i != 7) out += ':';
  }
  return out + "]";
}

std::optional<std::string> parse_opaque_host(std::string_view input) {
  for (const char c : input) {
    if (is_forbidden_in_host(static_cast<unsigned char>(c))) return std::nullopt;
  }
  std::string out;
  append_encoded(out, input, EncodeSet::kControl);
  return out;
}

}  // namespace

bool must_encode(unsigned char c, EncodeSet set) {
  if (c <= 0x1F || c > 0x7E) return true;
  switch (set) {
    case EncodeSet::kControl: return false;
    case EncodeSet::kFragment: return is_one_of(c, " \"<>`");
    case EncodeSet::kQuery: return is_one_of(c, " \"#<>");
    case EncodeSet::kSpecialQuery: return is_one_of(c, " \"#<>'");
    case EncodeSet::kPath: return is_one_of(c, " \"#<>?^`{}");
    case EncodeSet::kUserinfo: return is_one_of(c, " \"#<>?^`{}/:;=@[\\]|");
  }
  return false;
}

void append_encoded(std::string& out, std::string_view text, EncodeSet set) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (must_encode(byte, set)) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::optional<std::string> parse_host(std::string_view input, bool special) {
  if (!input.empty() && input.front() == '[') {
    if (input.back() != ']') return std::nullopt;
    const auto pieces = parse_ipv6(input.substr(1, input.size() - 2));
    if (!pieces) return std::nullopt;
    return serialise_ipv6(*pieces);
  }
  if (!special) return parse_opaque_host(input);
  const std::string domain = base::to_valid_utf8(percent_decode(input));
  const auto ascii = base::domain_to_ascii(domain);
  if (!ascii || ascii->empty()) return std::nullopt;
  for (const char c : *ascii) {
    if (is_forbidden_in_domain(static_cast<unsigned char>(c))) return std::nullopt;
  }
  if (ends_in_number(*ascii)) return parse_ipv4(*ascii);
  return ascii;
}

}  // namespace tradewire::fetch
