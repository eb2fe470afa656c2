#include "fetch/run_lock.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace tradewire::fetch {

base::Result<RunLock> RunLock::take(const std::string& path) {
  std::error_code code;
  const auto folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder, code);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return base::Error{std::strerror(errno), path, "give a path in a folder that can be written", base::ErrorKind::kStore};
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return RunLock(fd);
  const int cause = errno;
  ::close(fd);
  if (cause == EWOULDBLOCK) return base::Error{"another run holds the lock", path, "wait until it ends", base::ErrorKind::kBusy};
  return base::Error{std::strerror(cause), path, "", base::ErrorKind::kStore};
}

RunLock::~RunLock() {
  if (fd_ >= 0) ::close(fd_);
}

RunLock::RunLock(RunLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

RunLock& RunLock::operator=(RunLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

}  // namespace tradewire::fetch
