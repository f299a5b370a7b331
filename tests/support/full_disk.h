// A disk on which no file can grow.
#pragma once

#include <sys/resource.h>

#include <csignal>

namespace candor::support {

/// While this lives, no file of this process can grow beyond `bytes`: a write fails as it does on a
/// full disk, with EFBIG in place of ENOSPC.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes = 1);
  ~FullDisk();
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit m_before{};
  sighandler_t m_before_signal = nullptr;
};

}  // namespace candor::support
