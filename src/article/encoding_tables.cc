#include "article/encoding_tables.h"

#include <algorithm>

#include "base/embedded.h"

namespace tradewire::article {
namespace {

constexpr std::string_view kMagic = "TWENC001";
constexpr std::size_t kHead = 24;  // name, kind, count

std::uint32_t u32(const unsigned char* at) {
  return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8 | static_cast<std::uint32_t>(at[2]) << 16 |
         static_cast<std::uint32_t>(at[3]) << 24;
}

}  // namespace

const EncodingTables& EncodingTables::built_in() {
  static const EncodingTables tables;
  return tables;
}

EncodingTables::EncodingTables() {
  const base::EmbeddedFile* file = base::find_embedded("models/encodings.model");
  if (file == nullptr || !file->bytes.starts_with(kMagic)) return;
  const std::string_view bytes = file->bytes;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t at = kMagic.size() + 4;
  for (std::uint32_t left = u32(data + kMagic.size()); left > 0 && at + kHead <= bytes.size(); --left) {
    std::string_view name = bytes.substr(at, 16);
    name = name.substr(0, name.find('\0'));
    const std::uint32_t kind = u32(data + at + 16);
    const std::uint32_t count = u32(data + at + 20);
    at += kHead;
    switch (kind) {
      case 0:
        read_labels(bytes.substr(at, count));
        at += count;
        break;
      case 1:
      case 2:
        indexes_[name] = {data + at, kind == 2 ? data + at + 2 * std::size_t{count} : nullptr, count};
        at += 2 * std::size_t{count} + (kind == 2 ? (count + 7) / 8 : 0);
        break;
      default:
        ranges_ = data + at;
        range_count_ = count;
        at += 8 * std::size_t{count};
    }
  }
}

void EncodingTables::read_labels(std::string_view lines) {
  while (!lines.empty()) {
    std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    const std::string_view name = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), name.size() + 1));
    while (!line.empty()) {
      const std::string_view label = line.substr(0, line.find(' '));
      labels_[label] = name;
      line.remove_prefix(std::min(line.size(), label.size() + 1));
    }
  }
}

const EncodingIndex& EncodingTables::index(std::string_view name) const {
  static const EncodingIndex kEmpty;
  const auto found = indexes_.find(name);
  return found == indexes_.end() ? kEmpty : found->second;
}

char32_t EncodingTables::gb18030_range(std::uint32_t pointer) const {
  if ((pointer > 39419 && pointer < 189000) || pointer > 1237575 || range_count_ == 0) return 0;
  if (pointer == 7457) return 0xE7C7;
  std::uint32_t low = 0;
  std::uint32_t high = range_count_;
  while (high - low > 1) {
    const std::uint32_t middle = (low + high) / 2;
    (u32(ranges_ + 8 * std::size_t{middle}) <= pointer ? low : high) = middle;
  }
  return u32(ranges_ + 8 * std::size_t{low} + 4) + pointer - u32(ranges_ + 8 * std::size_t{low});
}

}  // namespace tradewire::article
