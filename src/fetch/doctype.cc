#include "fetch/doctype.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/unicode.h"

namespace tradewire::fetch {
namespace {

constexpr std::size_t kMostPutIn = 1U << 20;
constexpr std::size_t kMostEntities = 1000;
constexpr int kDeepest = 16;

using Entities = std::map<std::string, std::string_view, std::less<>>;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view skip_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view take_word(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && !is_blank(text[end]) && text[end] != '>') ++end;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

// The declarations between the brackets: [begin, end) of the text between them.
struct InternalSubset {
  std::size_t doctype = 0;  // where "<!DOCTYPE" stands
  std::size_t begin = 0, end = 0;
  std::size_t after = 0;    // behind the closing ">"
};

// A place behind a quoted text, or behind one character.
std::size_t step(std::string_view xml, std::size_t at) {
  if (xml[at] != '"' && xml[at] != '\'') return at + 1;
  const std::size_t close = xml.find(xml[at], at + 1);
  return close == std::string_view::npos ? xml.size() : close + 1;
}

std::optional<InternalSubset> find_subset(std::string_view xml) {
  const std::string start = base::to_lower(xml.substr(0, std::min<std::size_t>(xml.size(), 4096)));
  InternalSubset subset;
  subset.doctype = start.find("<!doctype");
  if (subset.doctype == std::string::npos) return std::nullopt;
  std::size_t at = subset.doctype + 9;
  while (at < xml.size() && xml[at] != '[' && xml[at] != '>') at = step(xml, at);
  if (at >= xml.size() || xml[at] == '>') return std::nullopt;
  subset.begin = ++at;
  while (at < xml.size() && xml[at] != ']') {
    if (xml.substr(at).starts_with("<!--")) {
      at = xml.find("-->", at);
      if (at == std::string_view::npos) return std::nullopt;
      at += 3;
    } else {
      at = step(xml, at);
    }
  }
  if (at >= xml.size()) return std::nullopt;
  subset.end = at;
  const std::size_t close = xml.find('>', at);
  subset.after = close == std::string_view::npos ? xml.size() : close + 1;
  return subset;
}

Entities read_entities(std::string_view subset) {
  Entities entities;
  for (std::size_t at = subset.find("<!ENTITY"); at != std::string_view::npos; at = subset.find("<!ENTITY", at + 8)) {
    std::string_view rest = skip_blanks(subset.substr(at + 8));
    const std::string_view name = take_word(rest);
    rest = skip_blanks(rest);
    // Parameter and external entities have a "%" or a word before the quote.
    if (name.empty() || name == "%" || rest.empty() || (rest[0] != '"' && rest[0] != '\'')) continue;
    const std::size_t close = rest.find(rest[0], 1);
    if (close == std::string_view::npos || entities.size() >= kMostEntities) break;
    entities.emplace(std::string(name), rest.substr(1, close - 1));  // the first declaration binds
  }
  return entities;
}

class Expansion {
 public:
  explicit Expansion(const Entities& entities) : entities_(entities) {}

  void write(std::string_view text, std::string& out, int depth) {
    while (!text.empty()) {
      const std::size_t stop = std::min(text.find_first_of("&<"), text.size());
      out += text.substr(0, stop);
      text.remove_prefix(stop);
      if (text.empty()) return;
      std::size_t length = 1;
      if (text.starts_with("<![CDATA[")) {
        length = std::min(text.find("]]>"), text.size());
      } else if (text[0] == '&') {
        const std::size_t end = text.substr(0, 256).find(';');
        const auto found = end == std::string_view::npos ? entities_.end() : entities_.find(text.substr(1, end - 1));
        if (found != entities_.end() && depth < kDeepest && found->second.size() <= left_) {
          left_ -= found->second.size();
          write(found->second, out, depth + 1);
          text.remove_prefix(end + 1);
          continue;
        }
      }
      out += text.substr(0, length);
      text.remove_prefix(length);
    }
  }

 private:
  const Entities& entities_;
  std::size_t left_ = kMostPutIn;
};

}  // namespace

std::string expand_entities(std::string_view xml) {
  const auto subset = find_subset(xml);
  if (!subset) return std::string(xml);
  const Entities entities = read_entities(xml.substr(subset->begin, subset->end - subset->begin));
  std::string out(xml.substr(0, subset->doctype));
  Expansion(entities).write(xml.substr(subset->after), out, 0);
  return out;
}

}  // namespace tradewire::fetch
