// Any bytes are a feed, a robots.txt, a URL, an archive: the readers of the stage under libFuzzer. TRADEWIRE_FUZZ_TARGET,
// set by the build, chooses which.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <unistd.h>

#include "base/unicode.h"
#include "fetch/content_coding.h"
#include "fetch/feed.h"
#include "fetch/links.h"
#include "fetch/robots.h"
#include "fetch/sitemap.h"
#include "fetch/url.h"
#include "fetch/warc.h"

namespace {

using namespace tradewire;
using namespace tradewire::fetch;

void require(bool holds) {
  if (!holds) std::abort();
}

// The first line is the Content-Type, the rest the feed.
[[maybe_unused]] void feed(std::string_view data) {
  const std::size_t end = data.find('\n');
  const std::string type(data.substr(0, end == std::string_view::npos ? 0 : end));
  const std::string_view bytes = end == std::string_view::npos ? data : data.substr(end + 1);
  if (const auto read = parse_feed(bytes, {"https://h.example/feed", type})) {
    for (const FeedEntry& entry : read->entries) {
      require(base::is_valid_utf8(entry.title) && base::is_valid_utf8(entry.summary) && base::is_valid_utf8(entry.link));
    }
  }
  (void)parse_sitemap(bytes, "https://h.example/sitemap.xml");
  (void)page_links(bytes, "https://h.example/");
}

// The first line is the URL, the rest the file.
[[maybe_unused]] void robots(std::string_view data) {
  const std::size_t end = std::min(data.find('\n'), data.size());
  const Robots read = Robots::parse(data.substr(std::min(end + 1, data.size())));
  (void)read.verdict("tradewire", data.substr(0, end));
  (void)read.crawl_delay("tradewire");
}

// The first line is the base, the rest the reference. What was parsed reads as itself.
[[maybe_unused]] void url(std::string_view data) {
  const std::size_t end = data.find('\n');
  const auto base = end == std::string_view::npos ? base::Result<Url>(base::Error{}) : parse_url(data.substr(0, end));
  const auto read = parse_url(end == std::string_view::npos ? data : data.substr(end + 1), base ? &*base : nullptr);
  if (!read) return;
  const auto again = parse_url(read->href());
  require(again.ok() && again->href() == read->href());
  const std::string canonical = canonical_url(read->href());
  require(canonical_url(canonical) == canonical);
  if (read->host) (void)registrable_domain(*read->host);
}

[[maybe_unused]] void warc(std::string_view data) {
  static const std::string kPath = "/tmp/tradewire-fuzz-" + std::to_string(::getpid()) + ".warc";
  if (std::FILE* file = std::fopen(kPath.c_str(), "wb")) {
    (void)std::fwrite(data.data(), 1, data.size(), file);
    (void)std::fclose(file);
  }
  auto reader = WarcReader::open(kPath, 1U << 20);
  for (int i = 0; reader && i < 1000; ++i) {
    const auto record = reader->next();
    if (record && !*record) break;
    if (record) (void)exchange_of(**record);
  }
  for (const char* coding : {"gzip", "deflate", "br", "zstd", "br, gzip"}) {
    const auto plain = decode_content(coding, data, 1U << 20);
    require(!plain || plain->bytes.size() <= 1U << 20);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  TRADEWIRE_FUZZ_TARGET(std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
