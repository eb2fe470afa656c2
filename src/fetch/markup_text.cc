#include "fetch/markup_text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <map>

#include <iconv.h>

#include "base/embedded.h"
#include "base/unicode.h"
#include "base/yaml.h"
#include "fetch/http_message.h"

namespace tradewire::fetch {
namespace {

constexpr std::size_t kMaxReference = 32;

std::map<std::string, char32_t, std::less<>> read_entities() {
  std::map<std::string, char32_t, std::less<>> entities;
  const auto* file = base::find_embedded("sources/entities.yaml");
  const auto root = file == nullptr ? base::Result<base::YamlNode>(base::Error{}) : base::decode_yaml(file->bytes);
  if (!root) return entities;
  for (const auto& [name, value] : root->entries) entities[name] = static_cast<char32_t>(std::atoi(value.scalar.c_str()));
  return entities;
}

char32_t named_character(std::string_view name) {
  static const auto kEntities = read_entities();
  const auto found = kEntities.find(name);
  return found == kEntities.end() ? 0 : found->second;
}

// What &#128; to &#159; mean to every browser.
char32_t from_windows_1252(char32_t c) {
  constexpr std::array<char16_t, 32> kTable = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
                                               0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};
  return c >= 0x80 && c <= 0x9F ? kTable[c - 0x80] : c;
}

// Names that mean more than they say, as browsers read them.
std::string converter_name(std::string_view label) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kWider = {{
      {"iso-8859-1", "windows-1252"}, {"latin1", "windows-1252"}, {"us-ascii", "windows-1252"}, {"ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"}, {"gb2312", "gb18030"}, {"gbk", "gb18030"}, {"shift_jis", "cp932"}, {"shift-jis", "cp932"},
      {"sjis", "cp932"}, {"euc-kr", "cp949"}, {"ks_c_5601-1987", "cp949"}, {"big5", "big5-hkscs"}, {"tis-620", "cp874"}}};
  for (const auto& [name, wider] : kWider) {
    if (equals_ignoring_case(label, name)) return std::string(wider);
  }
  return std::string(label);
}

// Nothing when the encoding is unknown or, without `force`, the bytes do not fit it.
std::optional<std::string> convert(std::string_view bytes, std::string_view label, bool force) {
  const iconv_t converter = iconv_open("UTF-8", converter_name(label).c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  std::string out;
  std::array<char, 16384> buffer{};
  char* in = const_cast<char*>(bytes.data());
  std::size_t left = bytes.size();
  bool good = true;
  while (left > 0) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const std::size_t code = iconv(converter, &in, &left, &to, &room);
    const int cause = errno;
    out.append(buffer.data(), buffer.size() - room);
    if (code != static_cast<std::size_t>(-1) || cause == E2BIG) continue;
    if (!force) {
      good = false;
      break;
    }
    base::append_utf8(out, 0xFFFD);
    ++in;
    --left;
  }
  iconv_close(converter);
  return good ? std::optional(std::move(out)) : std::nullopt;
}

// The encoding that the first bytes betray, by a mark or by where their zeros stand; empty when they do not.
std::pair<std::string_view, std::size_t> encoding_of_first_bytes(std::string_view bytes) {
  const auto begins = [&](std::string_view mark) { return bytes.starts_with(mark); };
  if (begins("\xEF\xBB\xBF")) return {"utf-8", 3};
  if (begins(std::string_view("\xFF\xFE\0\0", 4))) return {"utf-32le", 4};
  if (begins(std::string_view("\0\0\xFE\xFF", 4))) return {"utf-32be", 4};
  if (begins("\xFF\xFE")) return {"utf-16le", 2};
  if (begins("\xFE\xFF")) return {"utf-16be", 2};
  if (begins(std::string_view("<\0\0\0", 4))) return {"utf-32le", 0};
  if (begins(std::string_view("\0\0\0<", 4))) return {"utf-32be", 0};
  if (begins(std::string_view("<\0", 2))) return {"utf-16le", 0};
  if (begins(std::string_view("\0<", 2))) return {"utf-16be", 0};
  if (begins("\x4C\x6F\xA7\x94")) return {"cp037", 0};
  return {};
}

std::string declared_encoding(std::string_view text) {
  const std::string_view head = text.substr(0, 1024);
  const std::size_t start = head.find("<?xml");
  if (start == std::string_view::npos) return {};
  const std::string_view declaration = head.substr(start, head.find("?>", start) - start);
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return end == std::string_view::npos ? std::string() : std::string(declaration.substr(at + 1, end - at - 1));
}

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool is_name(char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// The reference at `text[0]` == '&' with its length; 0 when there is none.
std::pair<char32_t, std::size_t> reference_at(std::string_view text) {
  const std::size_t end = text.substr(0, kMaxReference).find(';');
  if (end == std::string_view::npos || end < 2) return {0, 0};
  const char32_t c = character_of(text.substr(1, end - 1));
  return {c, c == 0 ? 0 : end + 1};
}

// Writes well-formed XML from a loose scan of tags.
class Mender {
 public:
  explicit Mender(std::string_view xml) : rest_(xml) {}

  std::string run() {
    while (!rest_.empty()) {
      if (rest_[0] == '<') {
        tag();
      } else {
        const std::size_t end = std::min(rest_.find('<'), rest_.size());
        escape(rest_.substr(0, end), false);
        rest_.remove_prefix(end);
      }
    }
    while (!open_.empty()) close();
    return std::move(out_);
  }

 private:
  void tag() {
    if (rest_.starts_with("<!--")) {
      skip_past("-->");
    } else if (rest_.starts_with("<![CDATA[")) {
      const std::size_t end = rest_.find("]]>");
      out_ += rest_.substr(0, end);
      out_ += "]]>";
      rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 3);
    } else if (rest_.starts_with("<?")) {
      skip_past("?>");
    } else if (rest_.starts_with("<!")) {
      skip_past(">");
    } else if (rest_.starts_with("</")) {
      end_tag();
    } else if (rest_.size() > 1 && is_name_start(rest_[1])) {
      start_tag();
    } else {
      out_ += "&lt;";
      rest_.remove_prefix(1);
    }
  }

  void skip_past(std::string_view mark) {
    const std::size_t end = rest_.find(mark);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + mark.size());
  }

  std::string take_name() {
    std::size_t end = 0;
    while (end < rest_.size() && is_name(rest_[end])) ++end;
    std::string name(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return name;
  }

  void end_tag() {
    rest_.remove_prefix(2);
    const std::string name = take_name();
    skip_past(">");
    if (std::find(open_.begin(), open_.end(), name) == open_.end()) return;
    while (open_.back() != name) close();
    close();
  }

  void start_tag() {
    rest_.remove_prefix(1);
    const std::string name = take_name();
    if ((name == "item" || name == "entry") && std::find(open_.begin(), open_.end(), name) != open_.end()) {
      while (open_.back() != name) close();
      close();
    }
    out_ += "<" + name;
    std::vector<std::string> seen;
    bool empty = false;
    while (!rest_.empty() && rest_[0] != '>' && rest_[0] != '<') {
      if (rest_[0] == '/') {
        empty = rest_.size() > 1 && rest_[1] == '>';
        rest_.remove_prefix(1);
      } else if (is_name_start(rest_[0])) {
        attribute(seen);
      } else {
        rest_.remove_prefix(1);
      }
    }
    if (rest_.starts_with(">")) rest_.remove_prefix(1);
    out_ += empty ? "/>" : ">";
    if (!empty) open_.push_back(name);
  }

  void attribute(std::vector<std::string>& seen) {
    const std::string name = take_name();
    while (!rest_.empty() && is_blank(rest_[0])) rest_.remove_prefix(1);
    std::string_view value;
    if (rest_.starts_with("=")) {
      rest_.remove_prefix(1);
      while (!rest_.empty() && is_blank(rest_[0])) rest_.remove_prefix(1);
      if (!rest_.empty() && (rest_[0] == '"' || rest_[0] == '\'')) {
        const std::size_t end = rest_.find(rest_[0], 1);
        value = rest_.substr(1, std::min(end, rest_.find('<', 1)) - 1);
        rest_.remove_prefix(std::min(value.size() + (end == std::string_view::npos ? 1 : 2), rest_.size()));
      } else {
        std::size_t end = 0;
        while (end < rest_.size() && !is_blank(rest_[end]) && rest_[end] != '>') ++end;
        value = rest_.substr(0, end);
        rest_.remove_prefix(end);
      }
    }
    if (std::find(seen.begin(), seen.end(), name) != seen.end()) return;
    seen.push_back(name);
    out_ += " " + name + "=\"";
    escape(value, true);
    out_ += '"';
  }

  void close() {
    out_ += "</" + open_.back() + ">";
    open_.pop_back();
  }

  void escape(std::string_view text, bool in_attribute) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '&' && reference_at(text.substr(i)).second == 0) {
        out_ += "&amp;";
      } else if (text[i] == '<') {
        out_ += "&lt;";
      } else if (text[i] == '"' && in_attribute) {
        out_ += "&quot;";
      } else {
        out_ += text[i];
      }
    }
  }

  std::string_view rest_;
  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace

char32_t character_of(std::string_view reference) {
  if (reference.size() < 2 || reference[0] != '#') return named_character(reference);
  const bool hex = reference[1] == 'x' || reference[1] == 'X';
  const std::string digits(reference.substr(hex ? 2 : 1));
  if (digits.empty() || digits.size() > 8 || digits.find_first_not_of(hex ? "0123456789abcdefABCDEF" : "0123456789") != std::string::npos) return 0;
  const auto value = static_cast<char32_t>(std::strtoul(digits.c_str(), nullptr, hex ? 16 : 10));
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0xFFFD;
  return from_windows_1252(value);
}

std::string decode_references(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto [c, length] = text[i] == '&' ? reference_at(text.substr(i)) : std::pair<char32_t, std::size_t>{0, 0};
    if (length > 0) {
      base::append_utf8(out, c);
      i += length;
    } else {
      out += text[i++];
    }
  }
  return out;
}

std::string collapse_space(std::string_view text) {
  std::string out;
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(text, at);
    if (base::is_space(c)) {
      pending = !out.empty();
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    base::append_utf8(out, from_windows_1252(c));
    (void)start;
  }
  return out;
}

std::string html_to_text(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return collapse_space(html);
  constexpr std::array<std::string_view, 9> kInline = {"a", "b", "i", "em", "strong", "span", "u", "sup", "font"};
  std::string text;
  while (!html.empty()) {
    const std::size_t start = std::min(html.find('<'), html.size());
    text += html.substr(0, start);
    html.remove_prefix(start);
    if (html.empty()) break;
    if (html.starts_with("<!--")) {
      const std::size_t end = html.find("-->");
      html = end == std::string_view::npos ? std::string_view{} : html.substr(end + 3);
      continue;
    }
    const std::size_t name_at = html.starts_with("</") ? 2 : 1;
    const bool is_declaration = html.size() > 2 && html[1] == '!' && (is_name_start(html[2]) || html[2] == '[') && html.find('>') != std::string_view::npos;
    if (html.size() <= name_at || !(is_name_start(html[name_at]) || is_declaration || html[1] == '?')) {
      text += '<';
      html.remove_prefix(1);
      continue;
    }
    std::size_t name_end = name_at;
    while (name_end < html.size() && is_name(html[name_end])) ++name_end;
    const std::string name = ascii_lower(html.substr(name_at, name_end - name_at));
    const std::size_t end = html.find('>');
    html = end == std::string_view::npos ? std::string_view{} : html.substr(end + 1);
    if (std::find(kInline.begin(), kInline.end(), name) == kInline.end()) text += ' ';
    if (name_at == 1 && (name == "script" || name == "style")) {
      const std::size_t close = ascii_lower(html).find("</" + name);
      html = close == std::string::npos ? std::string_view{} : html.substr(close);
    }
  }
  return collapse_space(decode_references(text));
}

std::string without_html_entities(std::string_view xml) {
  std::string out;
  out.reserve(xml.size());
  for (std::size_t i = 0; i < xml.size();) {
    if (xml[i] == '<' && xml.substr(i).starts_with("<![CDATA[")) {
      const std::size_t end = std::min(xml.find("]]>", i), xml.size());
      for (const char c : xml.substr(i, end - i)) {
        if (static_cast<unsigned char>(c) >= 0x20 || is_blank(c)) out += c;
      }
      i = end;
      continue;
    }
    if (xml[i] == '&' && i + 1 < xml.size()) {
      const auto [c, length] = reference_at(xml.substr(i));
      // Of the numbers only those that stand for no character: the parser would write bytes that are none.
      if (length > 0 && (xml[i + 1] != '#' || c == 0xFFFD) && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'') {
        base::append_utf8(out, c);
        i += length;
        continue;
      }
    }
    if (static_cast<unsigned char>(xml[i]) >= 0x20 || is_blank(xml[i])) out += xml[i];
    ++i;
  }
  return out;
}

std::string mend_xml(std::string_view xml) { return Mender(xml).run(); }

Decoded decode_markup(std::string_view bytes, std::string_view content_type) {
  const auto [by_mark, mark_size] = encoding_of_first_bytes(bytes);
  if (!by_mark.empty() && by_mark != "utf-8" && by_mark != "cp037") {
    return {convert(bytes.substr(mark_size), by_mark, true).value_or(""), false};
  }
  if (by_mark == "utf-8") bytes.remove_prefix(mark_size);
  const std::string readable = by_mark == "cp037" ? convert(bytes, "cp037", true).value_or("") : std::string(bytes.substr(0, 1024));
  const std::string charset = charset_of(content_type);
  const std::string declared = declared_encoding(readable);
  std::vector<std::string> candidates;
  if (by_mark == "utf-8") candidates.emplace_back("utf-8");
  for (const std::string& label : {charset, declared}) {
    // A declaration that can be read byte by byte is not in a two-byte encoding.
    if (!label.empty() && ascii_lower(label).find("utf-16") == std::string::npos && ascii_lower(label).find("utf-32") == std::string::npos) candidates.push_back(label);
  }
  if (by_mark == "cp037") candidates.emplace_back("cp037");
  const std::size_t hopes = candidates.size();
  candidates.emplace_back("utf-8");
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const bool is_utf8 = equals_ignoring_case(candidates[i], "utf-8") || equals_ignoring_case(candidates[i], "utf8");
    // Pages that call themselves Latin-1 or ASCII are often UTF-8; real Latin-1 hardly ever reads as UTF-8 by chance.
    if (is_utf8 || converter_name(candidates[i]) == "windows-1252") {
      if (base::is_valid_utf8(bytes)) return {std::string(bytes), hopes > 0 && i > 0};
      if (is_utf8) continue;
    }
    if (auto text = convert(bytes, candidates[i], converter_name(candidates[i]) == "windows-1252")) return {*std::move(text), hopes > 0 && i > 0};
  }
  // A few broken bytes in what is else UTF-8, or a legacy encoding that nobody declared.
  const bool mostly_utf8 = hopes > 0 && (equals_ignoring_case(candidates[0], "utf-8"));
  if (mostly_utf8) {
    std::string text = base::to_valid_utf8(bytes);
    std::size_t broken = 0;
    for (std::size_t at = text.find("\xEF\xBF\xBD"); at != std::string::npos; at = text.find("\xEF\xBF\xBD", at + 3)) ++broken;
    const auto wide = static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
    if (wide > 4 * broken) return {std::move(text), true};
  }
  return {convert(bytes, "windows-1252", true).value_or(""), true};
}

}  // namespace tradewire::fetch
