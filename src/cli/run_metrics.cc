#include "cli/run_metrics.h"

#include "base/file.h"
#include "fetch/metrics.h"

namespace tradewire::cli {
namespace {

// All are gauges: each run writes the figures of that run alone.
template <typename Number>
fetch::Metric gauge(const char* name, const char* help, Number value) {
  return {std::string("tradewire_run_") + name, help, fetch::Metric::Type::kGauge, static_cast<double>(value), {}};
}

}  // namespace

base::Status write_metrics(const std::string& path, const RunFigures& figures) {
  const pipeline::RunSummary& summary = figures.summary;
  std::vector<fetch::Metric> metrics = {
      gauge("sources", "Sources that were due", summary.sources),
      gauge("sources_unchanged", "Sources that answered 304", summary.sources_unchanged),
      gauge("sources_failed", "Sources that failed", summary.sources_failed),
      gauge("pages", "Pages fetched for articles", summary.pages),
      gauge("pages_unchanged", "Pages looked at again that had not changed", summary.pages_unchanged),
      gauge("pages_failed", "Pages without an article", summary.pages_failed),
      gauge("documents", "Documents new or changed in the store", summary.documents),
      gauge("mentions", "Mentions new in the store", summary.mentions),
      gauge("changes", "Changes of events", summary.changes),
      gauge("stopped", "1 when a signal ended the run before all was done", summary.stopped ? 1 : 0),
      gauge("duration_seconds", "How long the run took", figures.seconds),
      gauge("finished_timestamp_seconds", "When the run ended", figures.finished_at)};
  if (figures.http != nullptr) {
    const fetch::HttpCounters& http = *figures.http;
    metrics.push_back(gauge("requests", "HTTP requests sent", http.requests));
    metrics.push_back(gauge("retries", "HTTP requests sent again", http.retries));
    metrics.push_back(gauge("redirects", "Redirects followed", http.redirects));
    metrics.push_back(gauge("barred", "Requests that robots.txt barred", http.barred));
    metrics.push_back(gauge("refused", "Requests to addresses that are not public", http.refused));
    metrics.push_back(gauge("failures", "Requests that ended without an answer", http.failures));
    metrics.push_back(gauge("body_bytes", "Bytes of bodies, decompressed", http.body_bytes));
  }
  return base::write_file(path, fetch::to_prometheus(metrics));
}

}  // namespace tradewire::cli
