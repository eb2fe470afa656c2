// The head of an HTTP message as text: fields by name, values that carry parameters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tradewire::fetch {

struct HttpHead {
  int status = 0;
  std::string status_line;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string_view field(std::string_view name) const;  // the last of that name; case-insensitive; empty when absent
};

// Splits a message at its first blank line; nothing when it does not begin with "HTTP/".
struct HttpMessage {
  HttpHead head;
  std::string_view body;
};
std::optional<HttpMessage> split_http_message(std::string_view bytes);

HttpHead parse_http_head(std::string_view text);

bool equals_ignoring_case(std::string_view a, std::string_view b);

// "text/html" of "Text/HTML; charset=utf-8", in lower case.
std::string media_type(std::string_view content_type);
// "utf-8" of the same, without quotes; empty when absent.
std::string charset_of(std::string_view content_type);

}  // namespace tradewire::fetch
