#include "fetch/inflate.h"

#include <algorithm>
#include <array>

#include <zlib.h>

namespace tradewire::fetch {
namespace {

constexpr int kGzipOrZlib = MAX_WBITS + 32;
constexpr int kRaw = -MAX_WBITS;

// Frees the stream on every way out.
struct InflateStream {
  explicit InflateStream(int window_bits) { ready = inflateInit2(&z, window_bits) == Z_OK; }
  ~InflateStream() {
    if (ready) inflateEnd(&z);
  }
  InflateStream(const InflateStream&) = delete;
  InflateStream& operator=(const InflateStream&) = delete;
  z_stream z{};
  bool ready = false;
};

// Inflates until the input or the limit ends. False when not a byte could be read.
bool inflate_with(int window_bits, std::string_view bytes, std::uint64_t limit, Unpacked& out) {
  InflateStream stream(window_bits);
  if (!stream.ready) return false;
  std::array<char, 32768> buffer{};
  stream.z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.z.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), 0xFFFFFFFFU));
  out.complete = false;
  for (;;) {
    stream.z.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.z.avail_out = static_cast<uInt>(buffer.size());
    const int code = inflate(&stream.z, Z_NO_FLUSH);
    const std::size_t got = buffer.size() - stream.z.avail_out;
    const std::size_t room = static_cast<std::size_t>(limit) - out.bytes.size();
    out.bytes.append(buffer.data(), std::min(got, room));
    if (got > room) return true;
    if (code == Z_STREAM_END) {
      out.complete = true;
      // Another member may follow; what is no member is padding.
      if (stream.z.avail_in < 2 || stream.z.next_in[0] != 0x1F || stream.z.next_in[1] != 0x8B) return true;
      if (inflateReset(&stream.z) != Z_OK) return true;
      out.complete = false;
      continue;
    }
    if (code != Z_OK || (got == 0 && stream.z.avail_in == 0)) return !out.bytes.empty();
  }
}

std::optional<std::size_t> chunk_size(std::string_view line) {
  std::size_t size = 0;
  std::size_t digits = 0;
  for (const char c : line) {
    int value = -1;
    if (c >= '0' && c <= '9') value = c - '0';
    if (c >= 'a' && c <= 'f') value = c - 'a' + 10;
    if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
    if (value < 0) break;
    if (++digits > 8) return std::nullopt;
    size = size * 16 + static_cast<std::size_t>(value);
  }
  if (digits == 0) return std::nullopt;
  const std::string_view rest = line.substr(digits);
  return rest.empty() || rest[0] == ';' || rest[0] == ' ' || rest[0] == '\t' ? std::optional(size) : std::nullopt;
}

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.size() > 2 && bytes.substr(0, 2) == "\x1F\x8B"; }

Unpacked inflate_all(std::string_view bytes, std::uint64_t limit) {
  Unpacked out;
  if (inflate_with(kGzipOrZlib, bytes, limit, out)) return out;
  out = {};
  if (!is_gzip(bytes)) inflate_with(kRaw, bytes, limit, out);
  return out;
}

std::optional<Unpacked> dechunk(std::string_view bytes) {
  Unpacked out;
  out.complete = false;
  bool first = true;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) break;
    std::string_view line = bytes.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto size = chunk_size(line);
    if (!size) {
      if (first) return std::nullopt;
      break;
    }
    first = false;
    bytes.remove_prefix(end + 1);
    if (*size == 0) {
      out.complete = true;
      break;
    }
    out.bytes.append(bytes.substr(0, *size));
    if (bytes.size() < *size) break;
    bytes.remove_prefix(*size);
    if (bytes.starts_with("\r\n")) {
      bytes.remove_prefix(2);
    } else if (bytes.starts_with("\n")) {
      bytes.remove_prefix(1);
    }
  }
  if (first) return std::nullopt;
  return out;
}

std::string gzip(std::string_view bytes) {
  z_stream z{};
  if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out;
  out.resize(deflateBound(&z, static_cast<uLong>(bytes.size())));
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

}  // namespace tradewire::fetch
