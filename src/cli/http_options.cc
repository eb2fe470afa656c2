#include "cli/http_options.h"

#include <ctime>

#include <CLI/CLI.hpp>

#include "cli/terminal.h"

namespace tradewire::cli {

base::UnixTime system_time() { return std::time(nullptr); }

void add_http_options(CLI::App& command, fetch::HttpOptions& http) {
  command.add_option("--max-transfers", http.max_transfers, "Transfers at once")->capture_default_str();
  command.add_option("--timeout", http.total_timeout, "Seconds that one transfer may take")->capture_default_str();
  command.add_option("--retries", http.max_retries, "Times a request is sent again after a passing fault")->capture_default_str();
  command.add_option("--host-delay", http.min_host_delay, "Least seconds between two requests to a host")->capture_default_str();
  command.add_option("--allow-host", http.allowed_hosts, "Host that may have a private address; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);  // what follows the one name is an address to fetch
  command.add_option("--ca-file", http.ca_file, "Certificates to trust instead of the system's")->type_name("FILE");
  command.add_option("--proxy", http.proxy, "Proxy (default: the environment's *_proxy variables)")->type_name("URL");
}

base::Result<std::shared_ptr<fetch::ArchiveWriter>> record_into(const std::string& folder, fetch::HttpOptions& http) {
  auto opened = fetch::ArchiveWriter::open({folder}, system_time);
  if (!opened) return opened.error();
  auto archive = std::make_shared<fetch::ArchiveWriter>(*std::move(opened));
  http.record = [archive](const fetch::Exchange& exchange) {
    const auto written = archive->write(exchange);
    if (!written) complain(written.error());
  };
  return archive;
}

}  // namespace tradewire::cli
