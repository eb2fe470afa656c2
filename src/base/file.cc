#include "base/file.h"

#include <cerrno>
#include <cstring>
#include <algorithm>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tradewire::base {
namespace {

// Closes on every way out; -1 owns nothing.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Error system_error(const std::string& path, std::string mend) {
  return Error{std::strerror(errno), path, std::move(mend)};
}

Result<std::string> read_all(int fd, const std::string& name, std::size_t expected, std::size_t most) {
  std::string bytes;
  bytes.resize(std::min(expected, most - 1) + 1);
  std::size_t used = 0;
  while (used < most) {
    if (used == bytes.size()) bytes.resize(std::min(bytes.size() * 2, most));
    const ssize_t got = ::read(fd, bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(name, "");
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t most) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_error(path, errno == ENOENT ? "give a file that exists, or - for standard input" : "");
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return system_error(path, "");
  if (S_ISDIR(info.st_mode)) return Error{"is a folder", path, "name the files in it"};
  return read_all(file.get(), path, S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) : 65536, most);
}

Result<std::string> read_standard_input(std::size_t most) { return read_all(STDIN_FILENO, "standard input", 65536, most); }

Status write_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".part" + std::to_string(::getpid());
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) return system_error(path, "give a path in a folder that exists and can be written");
    while (!bytes.empty()) {
      const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) {
        const Error error = system_error(path, "");
        ::unlink(beside.c_str());
        return error;
      }
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    ::fsync(file.get());
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    const Error error = system_error(path, "");
    ::unlink(beside.c_str());
    return error;
  }
  return Done{};
}

std::vector<std::string> files_below(const std::string& folder, std::string_view suffix) {
  std::vector<std::string> found;
  std::error_code code;
  std::filesystem::recursive_directory_iterator at(folder, std::filesystem::directory_options::skip_permission_denied, code);
  for (; !code && at != std::filesystem::recursive_directory_iterator(); at.increment(code)) {
    if (!at->is_regular_file(code)) continue;
    const std::string name = std::filesystem::relative(at->path(), folder, code).generic_string();
    if (name.ends_with(suffix)) found.push_back(name);
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace tradewire::base
