#include "article/charset.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>

#include "article/encodings.h"
#include "base/unicode.h"

namespace tradewire::article {
namespace {

constexpr std::size_t kPrescan = 1024;
constexpr std::size_t kSample = 64U << 10U;
constexpr std::string_view kFallback = "windows-1252";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool starts_folded(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::equal(lower_case.begin(), lower_case.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

// "Prescan a byte stream to determine its encoding": the parts of the HTML standard's algorithm by their names there. Told
// to look `like_the_parser`, it reads no element within a script, a style sheet, a title or a text field.
class MetaPrescan {
 public:
  explicit MetaPrescan(std::string_view bytes, bool like_the_parser = false) : bytes_(bytes), like_the_parser_(like_the_parser) {}

  std::optional<std::string_view> run() {
    for (; at_ < bytes_.size(); ++at_) {
      const std::string_view rest = bytes_.substr(at_);
      if (rest.starts_with("<!--")) {
        const std::size_t end = bytes_.find("-->", at_ + 2);
        if (end == std::string_view::npos) return std::nullopt;
        at_ = end + 2;
      } else if (starts_folded(rest, "<meta") && rest.size() > 5 && (is_blank(rest[5]) || rest[5] == '/')) {
        at_ += 5;
        if (const auto found = meta()) return found;
      } else if (rest[0] == '<' && rest.size() > 1 && (is_letter(rest[1]) || (rest[1] == '/' && rest.size() > 2 && is_letter(rest[2])))) {
        const std::string_view raw = like_the_parser_ ? raw_text_element(rest) : std::string_view();
        while (at_ < bytes_.size() && !is_blank(bytes_[at_]) && bytes_[at_] != '>') ++at_;
        while (at_ < bytes_.size() && next_attribute()) {}
        if (!raw.empty()) skip_to_end_of(raw);
      } else if (rest[0] == '<' && rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
        const std::size_t end = bytes_.find('>', at_);
        if (end == std::string_view::npos) return std::nullopt;
        at_ = end;
      }
    }
    return std::nullopt;
  }

 private:
  static std::string_view raw_text_element(std::string_view tag) {
    constexpr std::array<std::string_view, 8> kRaw = {"<script", "<style", "<title", "<textarea", "<noscript", "<iframe", "<xmp", "<noembed"};
    for (const std::string_view start : kRaw) {
      if (starts_folded(tag, start) && tag.size() > start.size() && !is_letter(tag[start.size()])) return start.substr(1);
    }
    return {};
  }

  void skip_to_end_of(std::string_view name) {
    for (at_ = bytes_.find("</", at_); at_ != std::string_view::npos; at_ = bytes_.find("</", at_ + 2)) {
      if (starts_folded(bytes_.substr(at_ + 2), name)) return;
    }
    at_ = bytes_.size();
  }

  struct Attribute {
    std::string name;
    std::string_view value;
  };

  std::optional<Attribute> next_attribute() {
    while (at_ < bytes_.size() && (is_blank(bytes_[at_]) || bytes_[at_] == '/')) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return std::nullopt;
    Attribute attribute;
    while (at_ < bytes_.size() && !(bytes_[at_] == '=' && !attribute.name.empty()) && !is_blank(bytes_[at_]) && bytes_[at_] != '/' && bytes_[at_] != '>') {
      attribute.name.push_back(lower(bytes_[at_++]));
    }
    while (at_ < bytes_.size() && is_blank(bytes_[at_])) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] != '=') return attribute;
    ++at_;
    while (at_ < bytes_.size() && is_blank(bytes_[at_])) ++at_;
    if (at_ >= bytes_.size() || bytes_[at_] == '>') return attribute;
    if (bytes_[at_] == '"' || bytes_[at_] == '\'') {
      const std::size_t end = bytes_.find(bytes_[at_], at_ + 1);
      if (end == std::string_view::npos) {
        at_ = bytes_.size();
        return std::nullopt;
      }
      attribute.value = bytes_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
      return attribute;
    }
    const std::size_t start = at_;
    while (at_ < bytes_.size() && !is_blank(bytes_[at_]) && bytes_[at_] != '>') ++at_;
    attribute.value = bytes_.substr(start, at_ - start);
    return attribute;
  }

  std::optional<std::string_view> meta() {
    bool got_pragma = false;
    std::optional<bool> need_pragma;
    std::optional<std::string_view> charset;
    bool seen_pragma = false;
    bool seen_content = false;
    bool seen_charset = false;
    while (const auto attribute = next_attribute()) {
      if (attribute->name == "http-equiv" && !seen_pragma) {
        seen_pragma = true;
        if (starts_folded(attribute->value, "content-type") && attribute->value.size() == 12) got_pragma = true;
      } else if (attribute->name == "content" && !seen_content) {
        seen_content = true;
        const auto named = encoding_of_label(charset_of(attribute->value));
        if (named && !charset) {
          charset = named;
          need_pragma = true;
        }
      } else if (attribute->name == "charset" && !seen_charset) {
        seen_charset = true;
        charset = encoding_of_label(attribute->value);
        need_pragma = false;
      }
    }
    // An element that does not end within the bytes that are read says nothing.
    if (at_ >= bytes_.size()) return std::nullopt;
    if (!need_pragma || (*need_pragma && !got_pragma) || !charset) return std::nullopt;
    if (charset->starts_with("UTF-16")) return "UTF-8";
    return *charset == "x-user-defined" ? kFallback : *charset;
  }

  std::string_view bytes_;
  bool like_the_parser_;
  std::size_t at_ = 0;
};

std::optional<std::string_view> xml_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return std::nullopt;
  const std::string_view head = bytes.substr(0, bytes.find('>'));
  const std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) return std::nullopt;
  std::size_t start = at + 8;
  while (start < head.size() && static_cast<unsigned char>(head[start]) <= ' ') ++start;
  if (start >= head.size() || head[start] != '=') return std::nullopt;
  ++start;
  while (start < head.size() && static_cast<unsigned char>(head[start]) <= ' ') ++start;
  if (start >= head.size() || (head[start] != '"' && head[start] != '\'')) return std::nullopt;
  const std::size_t end = head.find(head[start], start + 1);
  if (end == std::string_view::npos) return std::nullopt;
  const auto found = encoding_of_label(head.substr(start + 1, end - start - 1));
  return found && found->starts_with("UTF-16") ? std::optional<std::string_view>("UTF-8") : found;
}

struct Utf8Check {
  std::size_t sequences = 0;  // of more than one byte, well formed
  std::size_t errors = 0;
};

// A sequence that the sample cuts off at its end is no error.
Utf8Check check_utf8(std::string_view bytes) {
  Utf8Check check;
  for (std::size_t at = 0; (at = base::skip_ascii(bytes, at)) < bytes.size();) {
    const std::size_t start = at;
    const bool ill = base::next_code_point(bytes, at) == 0xFFFD && bytes.substr(start, at - start) != "\xEF\xBF\xBD";
    if (!ill) {
      ++check.sequences;
    } else if (at < bytes.size()) {
      ++check.errors;
    }
  }
  return check;
}

std::string_view detect(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  const Utf8Check check = check_utf8(sample);
  if (check.errors == 0) return check.sequences > 0 ? "UTF-8" : kFallback;
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&code), &ucsdet_close);
  if (U_FAILURE(code)) return kFallback;
  ucsdet_enableInputFilter(detector.get(), true);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &code);
  const UCharsetMatch* match = U_FAILURE(code) ? nullptr : ucsdet_detect(detector.get(), &code);
  if (match == nullptr || U_FAILURE(code) || ucsdet_getConfidence(match, &code) < 25) return kFallback;
  const char* name = ucsdet_getName(match, &code);
  return U_FAILURE(code) ? kFallback : encoding_of_label(name).value_or(kFallback);
}

std::optional<std::string_view> declared_encoding(std::string_view bytes, std::string_view content_type) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return "UTF-8";
  if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
  if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (const auto header = encoding_of_label(charset_of(content_type))) return header;
  return prescan_encoding(bytes);
}

bool has_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE");
}

}  // namespace

std::string_view charset_of(std::string_view content_type) {
  for (std::size_t at = 0; at + 7 <= content_type.size(); ++at) {
    if (!starts_folded(content_type.substr(at), "charset")) continue;
    std::size_t start = at + 7;
    while (start < content_type.size() && is_blank(content_type[start])) ++start;
    if (start >= content_type.size() || content_type[start] != '=') continue;
    ++start;
    while (start < content_type.size() && is_blank(content_type[start])) ++start;
    if (start >= content_type.size()) return {};
    if (content_type[start] == '"' || content_type[start] == '\'') {
      const std::size_t end = content_type.find(content_type[start], start + 1);
      return end == std::string_view::npos ? std::string_view() : content_type.substr(start + 1, end - start - 1);
    }
    std::size_t end = start;
    while (end < content_type.size() && !is_blank(content_type[end]) && content_type[end] != ';') ++end;
    return content_type.substr(start, end - start);
  }
  return {};
}

std::optional<std::string_view> prescan_encoding(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("<\0?\0x\0"sv)) return "UTF-16LE";
  if (bytes.starts_with("\0<\0?\0x"sv)) return "UTF-16BE";
  if (const auto found = MetaPrescan(bytes.substr(0, kPrescan)).run()) return found;
  return xml_encoding(bytes.substr(0, kPrescan));
}

std::string_view sniff_encoding(std::string_view bytes, std::string_view content_type) {
  if (const auto declared = declared_encoding(bytes, content_type)) return *declared;
  // "Change the encoding": the parser heeds a declaration behind the bytes of the prescan too.
  if (const auto late = MetaPrescan(bytes.substr(0, kSample), true).run()) return *late;
  return detect(bytes);
}

Decoded decode_page(std::string_view bytes, std::string_view content_type) {
  std::string_view encoding = sniff_encoding(bytes, content_type);
  Decoded page;
  if (!has_mark(bytes)) {
    const Utf8Check check = check_utf8(bytes);
    const std::string_view declared = encoding;
    if (encoding == "UTF-8" && check.errors > 2 && check.errors * 4 > check.sequences) {
      encoding = detect(bytes);
    } else if (encoding != "UTF-8" && check.sequences > 2 && check.errors * 20 < check.sequences) {
      encoding = "UTF-8";
    }
    if (encoding != declared) page.warning = "declared as " + std::string(declared) + ", read as " + std::string(encoding);
  }
  page.encoding = encoding;
  page.text = decode(encoding, bytes);
  return page;
}

}  // namespace tradewire::article
