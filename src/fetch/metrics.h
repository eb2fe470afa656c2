// Figures of a run in Prometheus' text exposition format, for node_exporter's textfile collector.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tradewire::fetch {

struct Metric {
  std::string name;  // "tradewire_pages_total"
  std::string help;
  enum class Type { kCounter, kGauge } type = Type::kCounter;
  double value = 0;
  std::vector<std::pair<std::string, std::string>> labels;
};

// Metrics of one name stand together under one HELP and TYPE line, in the order given.
std::string to_prometheus(const std::vector<Metric>& metrics);

}  // namespace tradewire::fetch
