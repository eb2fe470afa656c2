// ArchiveSource: answers requests from a WARC file instead of the network, so that cron runs, tests and demonstrations
// share one code path.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "fetch/page.h"

namespace tradewire::fetch {

// The last capture of an address answers; redirects and revisit records are followed inside the archive. A request
// whose ETag or Last-Modified is the captured one gets 304. An address that is not there is a 404-like Error.
class ArchiveSource : public PageSource {
 public:
  // A .warc or .warc.gz file, or a folder of them. Keeps offsets in memory, not bodies.
  static base::Result<std::unique_ptr<ArchiveSource>> open(const std::string& path);
  ~ArchiveSource() override;

  void fetch(std::vector<PageRequest> requests, const OnPage& done, const std::function<bool()>& stop) override;

  // The addresses of all pages that may hold an article (see is_web_page), in the order of the archive, each once.
  std::vector<std::string> urls() const;

 private:
  struct State;
  explicit ArchiveSource(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Calls `each` for every successful page of an archive, in order, revisits resolved where the archive allows; stops
// when it returns false. Damaged records are told to `damaged` and skipped.
base::Status for_each_page(const std::string& path, const std::function<bool(Page)>& each,
                           const std::function<void(const base::Error&)>& damaged = {});

}  // namespace tradewire::fetch
