#include "base/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/file_batch.h"

namespace candor {
namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int value) : m_value(value) {}

  ~Descriptor() {
    if (m_value >= 0) ::close(m_value);
  }

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return m_value; }

  [[nodiscard]] bool is_open() const { return m_value >= 0; }

  /// Closes now and says whether that worked: a full disk may show only here.
  [[nodiscard]] bool close() { return ::close(std::exchange(m_value, -1)) == 0; }

 private:
  int m_value;
};

tl::unexpected<Error> write_failure(const std::filesystem::path& path, int cause) {
  if (cause == ENOSPC || cause == EDQUOT) {
    return fail(ErrorCode::no_space, "the disk is full", path.string(),
                "free some space and retry");
  }
  return fail(ErrorCode::unwritable,
              std::string("cannot be written (") + std::strerror(cause) + ")", path.string(),
              "check that the folder exists and may be written to");
}

tl::unexpected<Error> is_there_already(const std::filesystem::path& path) {
  return fail(ErrorCode::conflict, "is there already, and is not overwritten", path.string(),
              "choose another folder");
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

enum class Existing { replaced, kept };
enum class Lasting { now, later };

/// Gives a finished temporary file its name.
bool put_in_place(const std::string& temporary, const std::filesystem::path& path,
                  Existing existing) {
  if (existing == Existing::replaced) return ::rename(temporary.c_str(), path.c_str()) == 0;
  if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) {
    return true;
  }
  // Some file systems cannot do that; a second name, which never replaces one, does it there.
  if (errno != EINVAL) return false;
  if (::link(temporary.c_str(), path.c_str()) != 0) return false;
  ::unlink(temporary.c_str());
  return true;
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

/// Makes new and changed names in a file's folder last. On failure errno says why.
bool sync_folder_of(const std::filesystem::path& path) {
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.is_open() && ::fsync(folder.get()) == 0;
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes,
                        Existing existing, Lasting lasting) {
  const std::filesystem::path folder = folder_of(path);
  std::string temporary = (folder / ("." + path.filename().string() + ".XXXXXX")).string();
  Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file.is_open()) return write_failure(path, errno);
  const bool stored = write_all(file.get(), bytes) &&
                      (lasting == Lasting::later || ::fsync(file.get()) == 0) && file.close() &&
                      put_in_place(temporary, path, existing);
  if (!stored) {
    const int cause = errno;
    ::unlink(temporary.c_str());
    if (cause == EEXIST && existing == Existing::kept) return is_there_already(path);
    return write_failure(path, cause);
  }
  if (lasting == Lasting::later || sync_folder_of(path)) return {};
  const int cause = errno;
  // A new name that may not last is taken back, so that a second try finds no file in its way. What
  // was replaced cannot come back.
  if (existing == Existing::kept) ::unlink(path.c_str());
  return write_failure(path, cause);
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit) {
  // Without O_NONBLOCK, opening a named pipe would wait for a writer.
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open()) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return fail(ErrorCode::not_found, "there is no such file", path.string());
    }
    return fail(ErrorCode::unreadable,
                std::string("cannot be opened (") + std::strerror(errno) + ")", path.string(),
                "check its permissions");
  }

  struct stat about {};

  if (::fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return fail(ErrorCode::unreadable, "is not a regular file", path.string());
  }
  if (static_cast<std::size_t>(about.st_size) > limit) {
    return fail(ErrorCode::too_large, "is larger than " + std::to_string(limit) + " bytes",
                path.string());
  }
  std::string bytes;
  std::array<char, 65536> chunk{};
  for (;;) {
    const ssize_t got = ::read(file.get(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return fail(ErrorCode::unreadable,
                  std::string("cannot be read (") + std::strerror(errno) + ")", path.string());
    }
    if (got == 0) return bytes;
    bytes.append(chunk.data(), static_cast<std::size_t>(got));
    if (bytes.size() > limit) {
      return fail(ErrorCode::too_large, "is larger than " + std::to_string(limit) + " bytes",
                  path.string());
    }
  }
}

Result<void> write_file_atomic(const std::filesystem::path& path, std::string_view bytes) {
  return write_file(path, bytes, Existing::replaced, Lasting::now);
}

Result<void> write_new_file(const std::filesystem::path& path, std::string_view bytes) {
  return write_file(path, bytes, Existing::kept, Lasting::now);
}

Result<void> write_file_of_batch(const std::filesystem::path& path, std::string_view bytes) {
  return write_file(path, bytes, Existing::replaced, Lasting::later);
}

Result<void> keep_written(const std::filesystem::path& folder) {
  const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open.is_open() && ::syncfs(open.get()) == 0) return {};
  return write_failure(folder, errno);
}

Result<void> create_empty_file(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
  if (!file.is_open() && errno == EEXIST) return {};
  if (!file.is_open()) return write_failure(path, errno);
  // The name must last, too.
  if (sync_folder_of(path)) return {};
  const int cause = errno;
  ::unlink(path.c_str());
  return write_failure(path, cause);
}

Result<void> move_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  const Descriptor file(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open() || ::fsync(file.get()) != 0 ||
      !put_in_place(from.string(), to, Existing::kept)) {
    return errno == EEXIST ? is_there_already(to) : write_failure(to, errno);
  }
  if (sync_folder_of(to)) return {};
  const int cause = errno;
  static_cast<void>(::rename(to.c_str(), from.c_str()));
  return write_failure(to, cause);
}

Result<void> replace_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  const Descriptor file(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  const bool replaced = file.is_open() && ::fsync(file.get()) == 0 &&
                        put_in_place(from.string(), to, Existing::replaced) && sync_folder_of(to);
  return replaced ? Result<void>() : write_failure(to, errno);
}

Result<void> make_folder(const std::filesystem::path& path) {
  if (path.empty()) return {};
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return {};
  if (auto parent = make_folder(path.parent_path() == path ? "" : path.parent_path()); !parent) {
    return parent;
  }
  if (::mkdir(path.c_str(), 0700) != 0) {
    const int cause = errno;
    // Another program may have made it meanwhile.
    if (cause == EEXIST && std::filesystem::is_directory(path, error)) return {};
    return write_failure(path, cause == EEXIST ? ENOTDIR : cause);
  }
  if (sync_folder_of(path)) return {};
  const int cause = errno;
  ::rmdir(path.c_str());
  return write_failure(path, cause);
}

Result<FileLock> FileLock::take(const std::filesystem::path& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.is_open()) return write_failure(path, errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::locked, "another process holds this folder", path.string());
  }
  return FileLock(::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(m_descriptor, other.m_descriptor);
  return *this;
}

FileLock::~FileLock() {
  if (m_descriptor >= 0) ::close(m_descriptor);
}

}  // namespace candor
