// What every command that uses the network has in common: its options, and keeping what came.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "fetch/http_source.h"
#include "fetch/source_list.h"
#include "fetch/warc.h"

namespace CLI {
class App;
}

namespace tradewire::cli {

base::UnixTime system_time();

// --max-transfers, --timeout, --retries, --host-delay, --allow-host, --user-agent, --ca-file and --proxy.
void add_http_options(CLI::App& command, fetch::HttpOptions& http);

// Adds the pauses that sources ask for on their hosts; what the command line said stands.
void keep_host_delays(const std::vector<fetch::Source>& sources, fetch::HttpOptions& http);

// Keeps every response that comes with `http` in the archive in `folder`. REQUIRES: the run lock is held.
base::Result<std::shared_ptr<fetch::ArchiveWriter>> record_into(const std::string& folder, fetch::HttpOptions& http);

}  // namespace tradewire::cli
