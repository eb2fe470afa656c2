#include "rules/patterns.h"

#include <re2/re2.h>

namespace tradewire::rules {
namespace {

constexpr const char* kSlot = "[^,;:()]{1,90}?";  // a noun phrase: what stands there is snapped to one afterwards

// {role} becomes a named group role_n; other braces stay.
base::Result<std::string> expand(const std::string& expression) {
  std::string out;
  int number = 0;
  for (std::size_t at = 0; at < expression.size(); ++at) {
    const std::size_t close = expression[at] == '{' ? expression.find('}', at) : std::string::npos;
    const std::string name = close == std::string::npos ? "" : expression.substr(at + 1, close - at - 1);
    if (name.empty() || name.front() < 'a' || name.front() > 'z') {
      out += expression[at];
      continue;
    }
    if (!role_by_name(name)) return base::Error{"'" + name + "' is no role", "", "use a role in braces"};
    out += "(?P<" + name + "_" + std::to_string(number++) + ">" + kSlot + ")";
    at = close;
  }
  return out;
}

}  // namespace

struct PatternSet::Entry {
  Entry(std::size_t t, std::string name, const std::string& expression) : type(t), id(std::move(name)), re(expression, RE2::Quiet) {}
  std::size_t type;
  std::string id;
  RE2 re;
};

PatternSet::PatternSet() = default;
PatternSet::~PatternSet() = default;

base::Status PatternSet::add(std::size_t type, std::string id, const std::string& expression) {
  const auto expanded = expand(expression);
  if (!expanded) return expanded.error();
  auto entry = std::make_unique<Entry>(type, std::move(id), *expanded);
  if (!entry->re.ok()) return base::Error{"no RE2 expression: " + entry->re.error(), "", "see the syntax of RE2"};
  entries_.push_back(std::move(entry));
  return base::Done{};
}

std::vector<PatternHit> PatternSet::match(std::string_view text) const {
  std::vector<PatternHit> hits;
  const auto span_of = [&](const re2::StringPiece& piece) {
    const auto start = static_cast<std::uint32_t>(piece.data() - text.data());
    return base::Span{start, start + static_cast<std::uint32_t>(piece.size())};
  };
  for (const auto& entry : entries_) {
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(entry->re.NumberOfCapturingGroups()) + 1);
    const re2::StringPiece all(text.data(), text.size());
    if (!entry->re.Match(all, 0, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) continue;
    PatternHit hit{entry->type, entry->id, span_of(groups[0]), {}};
    for (const auto& [number, name] : entry->re.CapturingGroupNames()) {
      const re2::StringPiece& piece = groups[static_cast<std::size_t>(number)];
      if (piece.data() == nullptr || piece.empty()) continue;
      if (name == "trigger") hit.trigger = span_of(piece);
      const auto role = role_by_name(std::string_view(name).substr(0, name.find('_')));
      if (role) hit.roles.emplace_back(*role, span_of(piece));
    }
    hits.push_back(std::move(hit));
  }
  return hits;
}

}  // namespace tradewire::rules
