// What robots.txt said, by origin: in memory, or as files between runs.
#include <filesystem>
#include <map>

#include "base/file.h"
#include "base/hash.h"
#include "fetch/http_source.h"

namespace tradewire::fetch {
namespace {

class MemoryCache : public RobotsCache {
 public:
  std::optional<RobotsCopy> find(const std::string& origin) override {
    const auto found = copies_.find(origin);
    return found == copies_.end() ? std::nullopt : std::optional(found->second);
  }
  void keep(const std::string& origin, const RobotsCopy& copy) override { copies_[origin] = copy; }

 private:
  std::map<std::string, RobotsCopy> copies_;
};

// One file an origin: a line with origin, status and time, then the body. A file that does not read is no copy.
class FolderCache : public RobotsCache {
 public:
  explicit FolderCache(std::string folder) : folder_(std::move(folder)) {}

  std::optional<RobotsCopy> find(const std::string& origin) override {
    const auto bytes = base::read_file(path_of(origin));
    if (!bytes) return std::nullopt;
    const std::size_t line_end = bytes->find('\n');
    const std::string line = bytes->substr(0, line_end);
    RobotsCopy copy;
    long long time = 0;
    if (line_end == std::string::npos || !line.starts_with(origin + " ") ||
        std::sscanf(line.c_str() + origin.size(), "%d %lld", &copy.status, &time) != 2) {
      return std::nullopt;
    }
    copy.fetched_at = time;
    copy.body = bytes->substr(line_end + 1);
    return copy;
  }

  void keep(const std::string& origin, const RobotsCopy& copy) override {
    std::error_code code;
    std::filesystem::create_directories(folder_, code);
    const std::string head = origin + " " + std::to_string(copy.status) + " " + std::to_string(copy.fetched_at) + "\n";
    (void)base::write_file(path_of(origin), head + copy.body).ok();  // a cache that cannot be written is only slower
  }

 private:
  std::string path_of(const std::string& origin) const { return folder_ + "/" + base::sha256_hex(origin).substr(0, 32) + ".txt"; }

  std::string folder_;
};

}  // namespace

std::unique_ptr<RobotsCache> memory_robots_cache() { return std::make_unique<MemoryCache>(); }

std::unique_ptr<RobotsCache> folder_robots_cache(const std::string& folder) { return std::make_unique<FolderCache>(folder); }

}  // namespace tradewire::fetch
