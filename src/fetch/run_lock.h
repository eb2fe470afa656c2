// RunLock: one run at a time for a store, by flock(2) on a file; the kernel frees it when the process ends in any way.
#pragma once

#include <string>

#include "base/result.h"

namespace tradewire::fetch {

class RunLock {
 public:
  // Takes the lock at once or fails. Error kind kBusy: another run holds it (exit code 75); else the file cannot be made.
  static base::Result<RunLock> take(const std::string& path);
  ~RunLock();
  RunLock(RunLock&& other) noexcept;
  RunLock& operator=(RunLock&& other) noexcept;

 private:
  explicit RunLock(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace tradewire::fetch
