#include "keys/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/file.h"

namespace candor::keys {
namespace {

constexpr int kHighestNumber = 9999;

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

 private:
  int m_value;
};

Result<void> check_mode(const struct stat& about, const std::filesystem::path& path) {
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) == 0) return {};
  const bool is_folder = S_ISDIR(about.st_mode);
  return fail(ErrorCode::refused, "others on this computer can read it", path.string(),
              std::string("close it with: chmod ") + (is_folder ? "700 " : "600 ") + path.string() +
                  "; if a key lay open to others, make a new one with candor keys rotate");
}

Result<crypto::Certificate> load(const std::filesystem::path& file) {
  return load_certificate(file);
}

}  // namespace

std::optional<FileName> parse_stem(const std::string& stem) {
  // A person's name stands in the file's name: clinician-ana-lopez.
  if (stem == "clinician" || stem.rfind("clinician-", 0) == 0) return FileName{Role::clinician, 1};
  const std::size_t dash = stem.find('-');
  const auto role = parse_role(stem.substr(0, dash));
  if (!role) return std::nullopt;
  if (dash == std::string::npos) return FileName{*role, 1};
  const std::string digits = stem.substr(dash + 1);
  const bool plain =
      !digits.empty() && digits.size() <= 4 && digits[0] != '0' &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!plain || std::stoi(digits) < 2 || std::stoi(digits) > kHighestNumber) return std::nullopt;
  return FileName{*role, std::stoi(digits)};
}

std::string numbered(std::string_view stem, int number) {
  return number == 1 ? std::string(stem) : std::string(stem) + "-" + std::to_string(number);
}

std::vector<std::filesystem::path> files_ending(const std::filesystem::path& folder,
                                                const std::string& extension) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (auto at = std::filesystem::directory_iterator(folder, error);
       !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    const std::filesystem::path& path = at->path();
    // Files that begin with a dot are still being written.
    if (path.extension() == extension && path.filename().string()[0] != '.') files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::vector<Placed>> certificates_of(const std::filesystem::path& folder, Role role) {
  std::vector<Placed> found;
  for (const std::filesystem::path& file : files_ending(folder, ".crt")) {
    const auto name = parse_stem(file.stem().string());
    if (!name || name->role != role) continue;
    auto certificate = load(file);
    if (!certificate) return fail(certificate);
    found.push_back({file, name->number, std::move(*certificate)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Placed& a, const Placed& b) {
    return std::pair(a.certificate.validity().from_utc_s, a.number) >
           std::pair(b.certificate.validity().from_utc_s, b.number);
  });
  return found;
}

Result<Placed> newest(const std::filesystem::path& folder, Role role) {
  auto found = certificates_of(folder, role);
  if (!found) return fail(found);
  if (found->empty()) {
    return fail(ErrorCode::not_found, "there is no such file",
                (folder / (std::string(role_name(role)) + ".crt")).string(),
                "give the folder that candor keys made, whole");
  }
  return found->front();
}

bool is_there(const std::filesystem::path& path) {
  struct stat about {};

  return ::lstat(path.c_str(), &about) == 0;
}

Result<void> check_private(const std::filesystem::path& path) {
  struct stat about {};

  if (::stat(path.c_str(), &about) != 0) {
    return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::unreadable,
                std::string("cannot be looked at (") + std::strerror(errno) + ")", path.string());
  }
  return check_mode(about, path);
}

Result<crypto::Secret> read_private_file(const std::filesystem::path& file) {
  const Descriptor open(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (open.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return fail(ErrorCode::not_found, "there is no such file", file.string());
    }
    return fail(ErrorCode::unreadable,
                std::string("cannot be opened (") + std::strerror(errno) + ")", file.string(),
                "check its permissions");
  }

  struct stat about {};

  if (::fstat(open.get(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return fail(ErrorCode::unreadable, "is not a regular file", file.string());
  }
  if (auto checked = check_mode(about, file); !checked) return fail(checked);
  // One buffer of the full size: growing would leave copies behind.
  std::string bytes(kLargestFile + 1, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = ::read(open.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      crypto::wipe(bytes);
      return fail(ErrorCode::unreadable, "cannot be read", file.string());
    }
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > kLargestFile) {
    crypto::wipe(bytes);
    return fail(ErrorCode::too_large, "is too large for a key or a passphrase", file.string());
  }
  bytes.resize(size);
  return crypto::Secret(std::move(bytes));
}

}  // namespace candor::keys
