// The decoders, each named after its section of the Standard and written in its terms: a byte comes in, with what is left
// of earlier ones, and gives a code point, an error, or nothing yet; an error may give bytes back.
#include "article/encodings.h"

#include <cstdint>

#include "article/encoding_tables.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

constexpr char32_t kError = 0xFFFD;

class Decoder {
 public:
  Decoder(std::string_view bytes, std::string& out) : bytes_(bytes), out_(out), tables_(EncodingTables::built_in()) {}

  void single_byte(const EncodingIndex& index) {
    for (const char c : bytes_) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80) {
        out_.push_back(c);
        continue;
      }
      const char32_t point = index[byte - 0x80U];
      emit(point == 0 ? kError : point);
    }
  }

  void user_defined() {
    for (const char c : bytes_) {
      const auto byte = static_cast<unsigned char>(c);
      emit(byte < 0x80 ? byte : 0xF780U + byte - 0x80U);
    }
  }

  void utf16(bool big_endian) {
    char32_t lead = 0;
    std::size_t at = 0;
    for (; at + 1 < bytes_.size(); at += 2) {
      const char32_t first = static_cast<unsigned char>(bytes_[at]);
      const char32_t second = static_cast<unsigned char>(bytes_[at + 1]);
      const char32_t unit = big_endian ? first << 8U | second : second << 8U | first;
      const bool trail = unit >= 0xDC00 && unit <= 0xDFFF;
      if (lead != 0 && trail) {
        emit(0x10000 + ((lead - 0xD800) << 10U) + (unit - 0xDC00));
        lead = 0;
        continue;
      }
      if (lead != 0) emit(kError);
      lead = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
      if (lead == 0) emit(trail ? kError : unit);
    }
    if (lead != 0 || at < bytes_.size()) emit(kError);
  }

  // A trail byte that fits no character: an error, and an ASCII byte is read again.
  void fail(unsigned char byte) {
    emit(kError);
    if (byte < 0x80) --at_;
  }

  void shift_jis() {
    const EncodingIndex& index = tables_.index("jis0208");
    unsigned char lead = 0;
    while (at_ < bytes_.size()) {
      const unsigned char byte = next();
      if (lead != 0) {
        const std::uint32_t offset = byte < 0x7F ? 0x40 : 0x41;
        const std::uint32_t lead_offset = lead < 0xA0 ? 0x81 : 0xC1;
        char32_t point = 0;
        if ((byte >= 0x40 && byte <= 0x7E) || (byte >= 0x80 && byte <= 0xFC)) {
          const std::uint32_t pointer = (lead - lead_offset) * 188 + byte - offset;
          point = pointer >= 8836 && pointer <= 10715 ? 0xE000 - 8836 + pointer : index[pointer];
        }
        lead = 0;
        point != 0 ? emit(point) : fail(byte);
      } else if (byte <= 0x80) {
        emit(byte);
      } else if (byte >= 0xA1 && byte <= 0xDF) {
        emit(0xFF61U - 0xA1U + byte);
      } else if ((byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC)) {
        lead = byte;
      } else {
        emit(kError);
      }
    }
    if (lead != 0) emit(kError);
  }

  void euc_jp() {
    const EncodingIndex& jis0208 = tables_.index("jis0208");
    const EncodingIndex& jis0212 = tables_.index("jis0212");
    unsigned char lead = 0;
    bool three_bytes = false;
    while (at_ < bytes_.size()) {
      const unsigned char byte = next();
      if (lead == 0x8E && byte >= 0xA1 && byte <= 0xDF) {
        lead = 0;
        emit(0xFF61U - 0xA1U + byte);
      } else if (lead == 0x8F && byte >= 0xA1 && byte <= 0xFE) {
        three_bytes = true;
        lead = byte;
      } else if (lead != 0) {
        char32_t point = 0;
        if (lead >= 0xA1 && lead <= 0xFE && byte >= 0xA1 && byte <= 0xFE) {
          point = (three_bytes ? jis0212 : jis0208)[(lead - 0xA1U) * 94 + byte - 0xA1U];
        }
        lead = 0;
        three_bytes = false;
        point != 0 ? emit(point) : fail(byte);
      } else if (byte < 0x80) {
        emit(byte);
      } else if (byte == 0x8E || byte == 0x8F || (byte >= 0xA1 && byte <= 0xFE)) {
        lead = byte;
      } else {
        emit(kError);
      }
    }
    if (lead != 0) emit(kError);
  }

  void euc_kr() {
    const EncodingIndex& index = tables_.index("euc-kr");
    two_bytes([&](unsigned char lead, unsigned char byte) {
      return byte >= 0x41 && byte <= 0xFE ? index[(lead - 0x81U) * 190 + byte - 0x41U] : 0;
    });
  }

  void big5() {
    const EncodingIndex& index = tables_.index("big5");
    two_bytes([&](unsigned char lead, unsigned char byte) -> char32_t {
      if (!((byte >= 0x40 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xFE))) return 0;
      const std::uint32_t pointer = (lead - 0x81U) * 157 + byte - (byte < 0x7F ? 0x40U : 0x62U);
      // Four pointers stand for two code points.
      if (pointer == 1133 || pointer == 1135 || pointer == 1164 || pointer == 1166) {
        emit(pointer < 1140 ? 0xCA : 0xEA);
        return pointer == 1133 || pointer == 1164 ? 0x304 : 0x30C;
      }
      return index[pointer];
    });
  }

  void gb18030() {
    const EncodingIndex& index = tables_.index("gb18030");
    unsigned char first = 0;
    unsigned char second = 0;
    unsigned char third = 0;
    while (at_ < bytes_.size()) {
      const unsigned char byte = next();
      if (third != 0) {
        char32_t point = 0;
        const bool is_fourth = byte >= 0x30 && byte <= 0x39;
        if (is_fourth) {
          point = tables_.gb18030_range(((first - 0x81U) * 10 + second - 0x30U) * 1260 + (third - 0x81U) * 10 + byte - 0x30U);
        } else {
          at_ -= 3;
        }
        first = second = third = 0;
        emit(point == 0 ? kError : point);
      } else if (second != 0) {
        if (byte >= 0x81 && byte <= 0xFE) {
          third = byte;
          continue;
        }
        at_ -= 2;
        first = second = 0;
        emit(kError);
      } else if (first != 0) {
        if (byte >= 0x30 && byte <= 0x39) {
          second = byte;
          continue;
        }
        char32_t point = 0;
        if ((byte >= 0x40 && byte <= 0x7E) || (byte >= 0x80 && byte <= 0xFE)) {
          point = index[(first - 0x81U) * 190 + byte - (byte < 0x7F ? 0x40U : 0x41U)];
        }
        first = 0;
        point != 0 ? emit(point) : fail(byte);
      } else if (byte < 0x80) {
        emit(byte);
      } else if (byte == 0x80) {
        emit(0x20AC);
      } else if (byte <= 0xFE) {
        first = byte;
      } else {
        emit(kError);
      }
    }
    if (first != 0) emit(kError);
  }

  void iso_2022_jp();

 private:
  unsigned char next() { return static_cast<unsigned char>(bytes_[at_++]); }
  void emit(char32_t point) { base::append_utf8(out_, point); }

  // Encodings of ASCII and pairs of bytes that start with 81 to FE.
  template <typename Lookup>
  void two_bytes(Lookup lookup) {
    unsigned char lead = 0;
    while (at_ < bytes_.size()) {
      const unsigned char byte = next();
      if (lead != 0) {
        const char32_t point = lookup(lead, byte);
        lead = 0;
        point != 0 ? emit(point) : fail(byte);
      } else if (byte < 0x80) {
        emit(byte);
      } else if (byte >= 0x81 && byte <= 0xFE) {
        lead = byte;
      } else {
        emit(kError);
      }
    }
    if (lead != 0) emit(kError);
  }

  std::string_view bytes_;
  std::string& out_;
  const EncodingTables& tables_;
  std::size_t at_ = 0;
};

void Decoder::iso_2022_jp() {
  enum class State { kAscii, kRoman, kKatakana, kLead, kTrail, kEscapeStart, kEscape };
  const EncodingIndex& index = tables_.index("jis0208");
  State state = State::kAscii;
  State output = State::kAscii;
  unsigned char lead = 0;
  bool just_switched = false;
  while (true) {
    const bool end = at_ >= bytes_.size();
    const int byte = end ? -1 : static_cast<int>(next());
    if (byte == 0x1B && state != State::kEscapeStart && state != State::kEscape) {
      if (state == State::kTrail) emit(kError);
      state = State::kEscapeStart;
      continue;
    }
    switch (state) {
      case State::kAscii:
      case State::kRoman:
      case State::kKatakana: {
        if (end) return;
        just_switched = false;
        if (state == State::kKatakana) {
          emit(byte >= 0x21 && byte <= 0x5F ? static_cast<char32_t>(0xFF61 - 0x21 + byte) : kError);
        } else if (byte >= 0x80 || byte == 0x0E || byte == 0x0F) {
          emit(kError);
        } else if (state == State::kRoman && (byte == 0x5C || byte == 0x7E)) {
          emit(byte == 0x5C ? 0xA5 : 0x203E);
        } else {
          emit(static_cast<char32_t>(byte));
        }
        break;
      }
      case State::kLead:
        if (end) return;
        just_switched = false;
        if (byte >= 0x21 && byte <= 0x7E) {
          lead = static_cast<unsigned char>(byte);
          state = State::kTrail;
        } else {
          emit(kError);
        }
        break;
      case State::kTrail: {
        state = State::kLead;
        char32_t point = 0;
        if (byte >= 0x21 && byte <= 0x7E) point = index[(lead - 0x21U) * 94 + static_cast<std::uint32_t>(byte) - 0x21U];
        emit(point == 0 ? kError : point);
        break;
      }
      case State::kEscapeStart:
        if (byte == 0x24 || byte == 0x28) {
          lead = static_cast<unsigned char>(byte);
          state = State::kEscape;
          break;
        }
        if (!end) --at_;
        just_switched = false;
        state = output;
        emit(kError);
        break;
      case State::kEscape: {
        bool known = true;
        if (lead == 0x28 && byte == 0x42) {
          state = State::kAscii;
        } else if (lead == 0x28 && byte == 0x4A) {
          state = State::kRoman;
        } else if (lead == 0x28 && byte == 0x49) {
          state = State::kKatakana;
        } else if (lead == 0x24 && (byte == 0x40 || byte == 0x42)) {
          state = State::kLead;
        } else {
          known = false;
        }
        if (known) {
          output = state;
          if (just_switched) emit(kError);
          just_switched = true;
          break;
        }
        at_ -= end ? 1 : 2;
        just_switched = false;
        state = output;
        emit(kError);
        break;
      }
    }
  }
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

}  // namespace

std::optional<std::string_view> encoding_of_label(std::string_view label) {
  while (!label.empty() && is_blank(label.front())) label.remove_prefix(1);
  while (!label.empty() && is_blank(label.back())) label.remove_suffix(1);
  std::string lower(label);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  const auto& labels = EncodingTables::built_in().labels();
  const auto found = labels.find(lower);
  if (found == labels.end()) return std::nullopt;
  return found->second;
}

std::string decode(std::string_view encoding, std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  if (encoding == "UTF-8") return base::to_valid_utf8(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
  if (encoding == "UTF-16LE" && bytes.starts_with("\xFF\xFE")) bytes.remove_prefix(2);
  if (encoding == "UTF-16BE" && bytes.starts_with("\xFE\xFF")) bytes.remove_prefix(2);
  Decoder decoder(bytes, out);
  if (encoding == "UTF-16LE" || encoding == "UTF-16BE") {
    decoder.utf16(encoding == "UTF-16BE");
  } else if (encoding == "GBK" || encoding == "gb18030") {
    decoder.gb18030();
  } else if (encoding == "Big5") {
    decoder.big5();
  } else if (encoding == "EUC-JP") {
    decoder.euc_jp();
  } else if (encoding == "ISO-2022-JP") {
    decoder.iso_2022_jp();
  } else if (encoding == "Shift_JIS") {
    decoder.shift_jis();
  } else if (encoding == "EUC-KR") {
    decoder.euc_kr();
  } else if (encoding == "x-user-defined") {
    decoder.user_defined();
  } else if (encoding == "replacement") {
    if (!bytes.empty()) base::append_utf8(out, kError);
  } else {
    // ISO-8859-8-I differs from ISO-8859-8 in the direction of writing alone.
    const std::string_view name = encoding == "ISO-8859-8-I" ? "ISO-8859-8" : encoding;
    decoder.single_byte(EncodingTables::built_in().index(base::to_lower(name)));
  }
  return out;
}

}  // namespace tradewire::article
