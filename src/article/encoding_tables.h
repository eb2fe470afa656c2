// The index tables of the WHATWG Encoding Standard, as views into the embedded file models/encodings.model.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

namespace tradewire::article {

// From pointers to code points.
struct EncodingIndex {
  const unsigned char* points = nullptr;  // two bytes each, little endian
  const unsigned char* high = nullptr;    // a bit for each entry beyond U+FFFF; null when there are none
  std::uint32_t size = 0;

  // 0 when the pointer has no code point.
  char32_t operator[](std::uint32_t pointer) const {
    if (pointer >= size) return 0;
    const auto low = static_cast<char32_t>(points[2 * pointer] | points[2 * pointer + 1] << 8);
    return high != nullptr && (high[pointer / 8] >> (pointer % 8) & 1) != 0 ? low + 0x20000 : low;
  }
};

class EncodingTables {
 public:
  // Read once from the binary.
  static const EncodingTables& built_in();

  // An index without entries when there is none of that name.
  const EncodingIndex& index(std::string_view name) const;
  // The code point of a four-byte pointer of gb18030, 0 for none.
  char32_t gb18030_range(std::uint32_t pointer) const;
  const std::unordered_map<std::string_view, std::string_view>& labels() const { return labels_; }

 private:
  EncodingTables();
  void read_labels(std::string_view lines);

  std::unordered_map<std::string_view, EncodingIndex> indexes_;
  std::unordered_map<std::string_view, std::string_view> labels_;
  const unsigned char* ranges_ = nullptr;
  std::uint32_t range_count_ = 0;
};

}  // namespace tradewire::article
