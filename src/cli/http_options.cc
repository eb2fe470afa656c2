#include "cli/http_options.h"

#include <ctime>

#include <CLI/CLI.hpp>

#include "cli/terminal.h"
#include "fetch/url.h"

namespace tradewire::cli {

base::UnixTime system_time() { return std::time(nullptr); }

namespace {

// "2.5", or "example.org=2.5".
void set_host_delay(const std::string& text, fetch::HttpOptions& http) {
  const std::size_t mark = text.rfind('=');
  const std::string number = text.substr(mark == std::string::npos ? 0 : mark + 1);
  double seconds = 0;
  if (!CLI::detail::lexical_cast(number, seconds) || !(seconds >= 0)) throw CLI::ValidationError("--host-delay", "not a number of seconds: " + text);
  if (mark == std::string::npos) {
    http.min_host_delay = seconds;
  } else {
    http.host_delays[text.substr(0, mark)] = seconds;
  }
}

}  // namespace

void keep_host_delays(const std::vector<fetch::Source>& sources, fetch::HttpOptions& http) {
  for (const fetch::Source& source : sources) {
    const auto url = fetch::parse_url(source.url);
    if (source.host_delay > 0 && url) http.host_delays.try_emplace(*url->host, source.host_delay);
  }
}

void add_http_options(CLI::App& command, fetch::HttpOptions& http) {
  command.add_option("--max-transfers", http.max_transfers, "Transfers at once")->capture_default_str();
  command.add_option("--timeout", http.total_timeout, "Seconds that one transfer may take")->capture_default_str();
  command.add_option("--retries", http.max_retries, "Times a request is sent again after a passing fault")->capture_default_str();
  command
      .add_option_function<std::vector<std::string>>(
          "--host-delay", [&http](const std::vector<std::string>& given) { for (const std::string& one : given) set_host_delay(one, http); },
          "Least seconds between two requests to a host, or the seconds for one HOST; may be repeated")
      ->type_name("[HOST=]SECONDS")
      ->allow_extra_args(false);
  command.add_option("--allow-host", http.allowed_hosts, "Host that may have a private address; may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);  // what follows the one name is an address to fetch
  command.add_option("--user-agent", http.user_agent, "How to call oneself, with a contact; its first word is what robots.txt files know")->type_name("TEXT");
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
