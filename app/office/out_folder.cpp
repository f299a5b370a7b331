#include "office/out_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/file_batch.h"

namespace candor::office {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = 512U * 1024 * 1024;
constexpr std::size_t kLongestStem = 150;
constexpr std::string_view kPackFolder = "content-";
constexpr std::size_t kPackDigits = 12;
constexpr std::size_t kRandomEnd = 7;  // ".XXXXXX"

/// A folder that is held open, or none.
class Held {
 public:
  explicit Held(int descriptor = -1) : m_descriptor(descriptor) {}

  Held(Held&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

  Held& operator=(Held&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
  }

  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

  ~Held() {
    if (m_descriptor >= 0) ::close(m_descriptor);
  }

  [[nodiscard]] int get() const { return m_descriptor; }

 private:
  int m_descriptor;
};

/// Something in a folder that is open, whatever lies by now where that folder was found.
fs::path inside(int folder, std::string_view name) {
  return fs::path("/proc/self/fd") / std::to_string(folder) / name;
}

bool is_plain_part(std::string_view part) {
  constexpr std::size_t kLongest = 200;
  return !part.empty() && part.size() <= kLongest && part.front() != '.' &&
         std::none_of(part.begin(), part.end(), [](char letter) {
           const auto code = static_cast<unsigned char>(letter);
           return code < 0x20 || code == 0x7f || letter == '\\' || letter == '/';
         });
}

/// ".addendum-12.cms"
bool is_addendum_end(std::string_view end) {
  constexpr std::string_view kBegin = ".addendum-";
  constexpr std::string_view kEnd = ".cms";
  constexpr std::size_t kMostDigits = 6;
  if (!end.starts_with(kBegin) || !end.ends_with(kEnd)) return false;
  if (end.size() <= kBegin.size() + kEnd.size()) return false;
  const std::string_view number =
      end.substr(kBegin.size(), end.size() - kBegin.size() - kEnd.size());
  return number[0] != '0' && number.size() <= kMostDigits &&
         number.find_first_not_of("0123456789") == std::string_view::npos;
}

/// The NAME in ".NAME.XXXXXX", as write_file_atomic() calls a file that is not whole yet.
std::string_view name_of_half(std::string_view name) {
  if (name.size() <= kRandomEnd + 1 || name[0] != '.' || name[name.size() - kRandomEnd] != '.') {
    return {};
  }
  return name.substr(1, name.size() - kRandomEnd - 1);
}

bool is_regular(const fs::directory_entry& entry) {
  std::error_code error;
  return entry.symlink_status(error).type() == fs::file_type::regular;
}

/// What was left half written in a folder, and in those of packs in it. No link is followed.
void remove_half_written(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> left;
  std::vector<fs::path> packs;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (is_export_name(name_of_half(name)) && is_regular(*entry)) left.push_back(entry->path());
    if (is_pack_folder(name) && !entry->is_symlink(error)) packs.push_back(entry->path());
  }
  for (const fs::path& pack : packs) {
    for (fs::recursive_directory_iterator entry(pack, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      if (is_plain_part(name_of_half(name)) && is_regular(*entry)) left.push_back(entry->path());
    }
  }
  for (const fs::path& file : left) fs::remove(file, error);
}

}  // namespace

bool is_export_name(std::string_view name) {
  constexpr std::array<std::string_view, 6> kEnds{".pdf",       ".json", ".addenda.json",
                                                  ".fhir.json", ".csv",  ".cms"};
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot > kLongestStem || name[0] == '-') {
    return false;
  }
  const std::string_view end = name.substr(dot);
  if (std::find(kEnds.begin(), kEnds.end(), end) == kEnds.end() && !is_addendum_end(end)) {
    return false;
  }
  return std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(dot), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::string pack_folder(std::string_view digest) {
  return std::string(kPackFolder) + std::string(digest.substr(0, kPackDigits));
}

bool is_pack_folder(std::string_view name) {
  return name.starts_with(kPackFolder) && name.size() == kPackFolder.size() + kPackDigits &&
         name.find_first_not_of("0123456789abcdef", kPackFolder.size()) == std::string_view::npos;
}

bool is_pack_file_name(std::string_view name) {
  std::size_t end = name.find('/');
  if (end == std::string_view::npos || !is_pack_folder(name.substr(0, end))) return false;
  while (end != std::string_view::npos) {
    const std::size_t begin = end + 1;
    end = name.find('/', begin);
    const std::size_t length = (end == std::string_view::npos ? name.size() : end) - begin;
    if (!is_plain_part(name.substr(begin, length))) return false;
  }
  return true;
}

class OutFolder::Place {
 public:
  Place(Held folder, fs::path path, std::string told)
      : m_folder(std::move(folder)), m_path(std::move(path)), m_told(std::move(told)) {}

  [[nodiscard]] const fs::path& path() const { return m_path; }

  /// Whether a regular file is there.
  [[nodiscard]] Result<bool> is_there() const {
    std::error_code error;
    const fs::file_type type = fs::symlink_status(m_path, error).type();
    if (type == fs::file_type::not_found) return false;
    if (type == fs::file_type::regular) return true;
    return fail(ErrorCode::refused, "is a link or no regular file", m_told,
                "remove it or export to another folder");
  }

  /// As people know the file.
  [[nodiscard]] tl::unexpected<Error> told(const Error& error) const {
    return fail(error.code, error.what, m_told, error.next);
  }

 private:
  Held m_folder;
  fs::path m_path;
  std::string m_told;
};

Result<OutFolder> OutFolder::open(const fs::path& folder) {
  const fs::path path = folder.has_filename() ? folder : folder.parent_path();
  std::error_code error;
  if (fs::is_symlink(fs::symlink_status(path, error))) {
    return fail(ErrorCode::refused, "is a link", path.string(), "name the folder itself");
  }
  if (auto made = make_folder(path); !made) return fail(made);
  const int lock = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (lock < 0) {
    return fail(ErrorCode::unwritable,
                std::string("cannot be opened (") + std::strerror(errno) + ")", path.string(),
                "check its permissions");
  }
  OutFolder out(path, lock);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return fail(ErrorCode::locked, "another export is writing to this folder", path.string(),
                "wait until it has ended");
  }
  remove_half_written(path);
  return out;
}

OutFolder::OutFolder(OutFolder&& other) noexcept
    : m_path(std::move(other.m_path)), m_lock(std::exchange(other.m_lock, -1)) {}

OutFolder::~OutFolder() {
  if (m_lock >= 0) ::close(m_lock);
}

Result<std::optional<OutFolder::Place>> OutFolder::find(const std::string& name,
                                                        Folders folders) const {
  const fs::path told = m_path / name;
  if (is_export_name(name)) return std::optional<Place>(Place(Held(), told, told.string()));
  if (!is_pack_file_name(name)) {
    return fail(ErrorCode::refused, "is not a name for an exported file", name,
                "the ledger may be damaged");
  }
  Held held;
  fs::path reached = m_path;
  for (const fs::path& part : fs::path(name).parent_path()) {
    const int from = held.get() >= 0 ? held.get() : m_lock;
    reached /= part;
    if (folders == Folders::made && ::mkdir(inside(from, part.string()).c_str(), 0700) != 0 &&
        errno != EEXIST) {
      const bool is_full = errno == ENOSPC || errno == EDQUOT;
      return fail(is_full ? ErrorCode::no_space : ErrorCode::unwritable,
                  is_full ? "the disk is full"
                          : std::string("cannot be written (") + std::strerror(errno) + ")",
                  reached.string(),
                  is_full ? "free some space and retry" : "check its permissions");
    }
    Held next(::openat(from, part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (next.get() < 0 && errno == ENOENT) return std::optional<Place>();
    if (next.get() < 0 && (errno == ELOOP || errno == ENOTDIR)) {
      return fail(ErrorCode::refused, "is a link or no folder", reached.string(),
                  "remove it or export to another folder");
    }
    if (next.get() < 0) {
      return fail(ErrorCode::unwritable,
                  std::string("cannot be opened (") + std::strerror(errno) + ")", reached.string(),
                  "check its permissions");
    }
    held = std::move(next);
  }
  fs::path path = inside(held.get(), told.filename().string());
  return std::optional<Place>(Place(std::move(held), std::move(path), told.string()));
}

Result<std::optional<std::string>> OutFolder::read(const std::string& name) const {
  const auto place = find(name, Folders::as_they_are);
  if (!place) return fail(place);
  if (!*place) return std::optional<std::string>();
  const auto there = (*place)->is_there();
  if (!there) return fail(there);
  if (!*there) return std::optional<std::string>();
  auto bytes = read_file((*place)->path(), kLargestFile);
  if (!bytes) return (*place)->told(bytes.error());
  return std::optional<std::string>(*std::move(bytes));
}

Result<OutFolder::Written> OutFolder::write(const std::string& name, std::string_view bytes) const {
  const auto place = find(name, Folders::made);
  if (!place) return fail(place);
  if (!*place) {
    return fail(ErrorCode::unwritable, "its folder was taken away meanwhile",
                (m_path / name).string(), "export again");
  }
  const auto there = (*place)->is_there();
  if (!there) return fail(there);
  const fs::path& path = (*place)->path();
  std::error_code error;
  if (*there && fs::file_size(path, error) == bytes.size()) {
    const auto old = read_file(path, kLargestFile);
    if (old && *old == bytes) return Written::before;
  }
  if (auto written = write_file_of_batch(path, bytes); !written) {
    return (*place)->told(written.error());
  }
  return Written::now;
}

Result<void> OutFolder::keep() const {
  return keep_written(m_path);
}

}  // namespace candor::office
