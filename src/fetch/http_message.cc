#include "fetch/http_message.h"

#include <algorithm>
#include <cstdlib>

#include "base/unicode.h"

namespace tradewire::fetch {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

int status_of(std::string_view line) {
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return 0;
  const int status = std::atoi(std::string(line.substr(blank + 1, 4)).c_str());
  return status >= 100 && status <= 999 ? status : 0;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) { return a.size() == b.size() && lower(a) == lower(b); }

std::string_view HttpHead::field(std::string_view name) const {
  for (auto at = fields.rbegin(); at != fields.rend(); ++at) {
    if (equals_ignoring_case(at->first, name)) return at->second;
  }
  return {};
}

HttpHead parse_http_head(std::string_view text) {
  HttpHead head;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (first && line.starts_with("HTTP/")) {
      head.status_line = trimmed(line);
      head.status = status_of(line);
    } else if ((line.starts_with(' ') || line.starts_with('\t')) && !head.fields.empty()) {
      head.fields.back().second += " " + std::string(trimmed(line));
    } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
      head.fields.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
    first = false;
  }
  return head;
}

std::optional<HttpMessage> split_http_message(std::string_view bytes) {
  if (!bytes.starts_with("HTTP/")) return std::nullopt;
  std::size_t end = 0;
  for (;;) {
    const std::size_t line_end = bytes.find('\n', end);
    if (line_end == std::string_view::npos) return HttpMessage{parse_http_head(bytes), {}};
    const std::string_view line = trimmed(bytes.substr(end, line_end - end));
    if (line.empty()) return HttpMessage{parse_http_head(bytes.substr(0, end)), bytes.substr(line_end + 1)};
    end = line_end + 1;
  }
}

std::string media_type(std::string_view content_type) { return lower(trimmed(content_type.substr(0, content_type.find(';')))); }

std::string charset_of(std::string_view content_type) {
  std::size_t at = content_type.find(';');
  while (at != std::string_view::npos) {
    const std::size_t end = content_type.find(';', at + 1);
    const std::string_view parameter = trimmed(content_type.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
    const std::size_t equals = parameter.find('=');
    if (equals != std::string_view::npos && equals_ignoring_case(trimmed(parameter.substr(0, equals)), "charset")) {
      std::string_view value = trimmed(parameter.substr(equals + 1));
      while (!value.empty() && (value.front() == '"' || value.front() == '\'')) value.remove_prefix(1);
      while (!value.empty() && (value.back() == '"' || value.back() == '\'')) value.remove_suffix(1);
      return lower(value);
    }
    at = end;
  }
  return {};
}

}  // namespace tradewire::fetch
