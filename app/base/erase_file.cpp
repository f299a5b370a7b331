#include "base/erase_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace candor {
namespace {

/// Writes zeros over all of an open file. False, with errno, when that failed.
bool overwrite(int file) {
  struct stat about {};

  if (::fstat(file, &about) != 0) return false;
  constexpr std::size_t kPiece = 64U * 1024;
  const std::array<char, kPiece> zeros{};
  for (off_t left = about.st_size; left > 0;) {
    const ssize_t written =
        ::write(file, zeros.data(), std::min(kPiece, static_cast<std::size_t>(left)));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    left -= written;
  }
  return ::fsync(file) == 0;
}

}  // namespace

Result<void> erase_file(const std::filesystem::path& path) {
  const auto failed = [&path](int cause) {
    return fail(cause == ENOENT   ? ErrorCode::not_found
                : cause == ENOSPC ? ErrorCode::no_space
                                  : ErrorCode::unwritable,
                std::string("cannot be erased (") + std::strerror(cause) + ")", path.string(),
                "check who may write to it, and run it again");
  };
  std::error_code error;
  const auto kind = std::filesystem::symlink_status(path, error).type();
  if (kind == std::filesystem::file_type::regular) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) return failed(errno);
    const int cause = overwrite(file) ? 0 : errno;
    ::close(file);
    if (cause != 0) return failed(cause);
  }
  if (::unlink(path.c_str()) != 0) return failed(errno);
  return {};
}

}  // namespace candor
