#include "fetch/metrics.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <set>

namespace tradewire::fetch {
namespace {

std::string escaped(std::string_view text, bool with_quotes) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '"' && with_quotes) {
      out += "\\\"";
    } else {
      out += c;
    }
  }
  return out;
}

std::string number(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  std::array<char, 40> buffer{};
  const bool whole = std::trunc(value) == value && std::fabs(value) < 1e15;
  std::snprintf(buffer.data(), buffer.size(), whole ? "%.0f" : "%.9g", value);
  return buffer.data();
}

std::string sample(const Metric& metric) {
  std::string line = metric.name;
  if (!metric.labels.empty()) {
    line += '{';
    for (const auto& [name, value] : metric.labels) {
      if (line.back() != '{') line += ',';
      line += name + "=\"" + escaped(value, true) + "\"";
    }
    line += '}';
  }
  return line + " " + number(metric.value) + "\n";
}

}  // namespace

std::string to_prometheus(const std::vector<Metric>& metrics) {
  std::string out;
  std::set<std::string> written;
  for (const Metric& metric : metrics) {
    if (!written.insert(metric.name).second) continue;
    out += "# HELP " + metric.name + " " + escaped(metric.help, false) + "\n";
    out += "# TYPE " + metric.name + (metric.type == Metric::Type::kCounter ? " counter\n" : " gauge\n");
    for (const Metric& other : metrics) {
      if (other.name == metric.name) out += sample(other);
    }
  }
  return out;
}

}  // namespace tradewire::fetch
