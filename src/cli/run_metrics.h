// The figures of a run for Prometheus, as `--metrics` writes them.
#pragma once

#include <string>

#include "base/result.h"
#include "fetch/http_source.h"
#include "pipeline/run.h"

namespace tradewire::cli {

struct RunFigures {
  pipeline::RunSummary summary;
  const fetch::HttpCounters* http = nullptr;  // null: nothing was asked of the network
  double seconds = 0;
  base::UnixTime finished_at = 0;
};

base::Status write_metrics(const std::string& path, const RunFigures& figures);

}  // namespace tradewire::cli
