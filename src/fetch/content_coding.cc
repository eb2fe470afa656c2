#include "fetch/content_coding.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <brotli/decode.h>
#include <zstd.h>

#include "base/unicode.h"

namespace tradewire::fetch {
namespace {

constexpr std::size_t kPiece = 65536;
constexpr std::size_t kMostCodings = 4;
constexpr int kLargestZstdWindow = 27;  // log2; RFC 8878 asks decoders of the web to take 8 MiB

// Adds a piece within the limit; false when it is full.
bool append(Unpacked& out, const char* data, std::size_t size, std::uint64_t limit) {
  const std::size_t room = static_cast<std::size_t>(limit) - out.bytes.size();
  out.bytes.append(data, std::min(size, room));
  return size <= room;
}

std::optional<Unpacked> unbrotli(std::string_view bytes, std::uint64_t limit) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr),
                                                                                            &BrotliDecoderDestroyInstance);
  Unpacked out;
  out.complete = false;
  std::vector<char> buffer(kPiece);
  const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  for (;;) {
    std::size_t room = buffer.size();
    auto* at = reinterpret_cast<std::uint8_t*>(buffer.data());
    const auto result = BrotliDecoderDecompressStream(decoder.get(), &left, &next, &room, &at, nullptr);
    if (!append(out, buffer.data(), buffer.size() - room, limit)) return out;
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    out.complete = result == BROTLI_DECODER_RESULT_SUCCESS;
    const bool is_none = result == BROTLI_DECODER_RESULT_ERROR || (out.complete && left > 0);
    return is_none && (out.bytes.empty() || out.complete) ? std::nullopt : std::optional(std::move(out));
  }
}

std::optional<Unpacked> unzstd(std::string_view bytes, std::uint64_t limit) {
  if (!bytes.starts_with("\x28\xB5\x2F\xFD")) return std::nullopt;
  const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kLargestZstdWindow);
  Unpacked out;
  out.complete = false;
  std::vector<char> buffer(kPiece);
  ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
  for (;;) {
    ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
    const std::size_t before = input.pos;
    const std::size_t result = ZSTD_decompressStream(context.get(), &output, &input);
    if (ZSTD_isError(result)) return out;
    if (!append(out, buffer.data(), output.pos, limit)) return out;
    if (result == 0 && input.pos == input.size) {
      out.complete = true;
      return out;
    }
    if (output.pos == 0 && input.pos == before) return out;
  }
}

std::optional<Unpacked> undo(std::string_view coding, std::string_view body, std::uint64_t limit) {
  if (coding == "gzip" || coding == "x-gzip") return is_gzip(body) ? std::optional(inflate_all(body, limit)) : std::nullopt;
  if (coding == "br") return unbrotli(body, limit);
  if (coding == "zstd") return unzstd(body, limit);
  if (coding != "deflate") return std::nullopt;
  Unpacked plain = inflate_all(body, limit);
  return plain.bytes.empty() && !plain.complete ? std::nullopt : std::optional(std::move(plain));
}

}  // namespace

std::optional<Unpacked> decode_content(std::string_view field, std::string_view body, std::uint64_t limit) {
  std::vector<std::string> codings;
  while (!field.empty()) {
    const std::size_t comma = field.find(',');
    std::string coding = base::to_lower(base::trim(field.substr(0, comma)));
    if (!coding.empty() && coding != "identity") codings.push_back(std::move(coding));
    field = comma == std::string_view::npos ? std::string_view{} : field.substr(comma + 1);
  }
  if (codings.empty() || codings.size() > kMostCodings || body.empty()) return std::nullopt;
  Unpacked plain{std::string(body), true};
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    auto next = undo(*coding, plain.bytes, limit);
    if (!next) return coding == codings.rbegin() ? std::nullopt : std::optional(std::move(plain));
    next->complete = next->complete && plain.complete;
    plain = *std::move(next);
  }
  return plain;
}

}  // namespace tradewire::fetch
