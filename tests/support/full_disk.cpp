#include "support/full_disk.h"

namespace candor::support {

FullDisk::FullDisk(rlim_t bytes) {
  m_before_signal = ::signal(SIGXFSZ, SIG_IGN);
  ::getrlimit(RLIMIT_FSIZE, &m_before);
  rlimit limit = m_before;
  limit.rlim_cur = bytes;
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

FullDisk::~FullDisk() {
  ::setrlimit(RLIMIT_FSIZE, &m_before);
  static_cast<void>(::signal(SIGXFSZ, m_before_signal));
}

}  // namespace candor::support
