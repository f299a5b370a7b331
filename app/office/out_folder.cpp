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

/// ".NAME.XXXXXX", as write_file_atomic() calls a file that is not whole yet.
bool is_half_written(std::string_view name) {
  constexpr std::size_t kRandom = 7;
  return name.size() > kRandom + 1 && name[0] == '.' && name[name.size() - kRandom] == '.' &&
         is_export_name(name.substr(1, name.size() - kRandom - 1));
}

void remove_half_written(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> left;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (is_half_written(entry->path().filename().string()) &&
        entry->symlink_status(error).type() == fs::file_type::regular) {
      left.push_back(entry->path());
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

Result<bool> OutFolder::is_there(const std::string& name) const {
  if (!is_export_name(name)) {
    return fail(ErrorCode::refused, "is not a name for an exported file", name,
                "the ledger may be damaged");
  }
  std::error_code error;
  const fs::path path = m_path / name;
  const fs::file_type type = fs::symlink_status(path, error).type();
  if (type == fs::file_type::not_found) return false;
  if (type == fs::file_type::regular) return true;
  return fail(ErrorCode::refused, "is a link or no regular file", path.string(),
              "remove it or export to another folder");
}

Result<std::optional<std::string>> OutFolder::read(const std::string& name) const {
  const auto there = is_there(name);
  if (!there) return fail(there);
  if (!*there) return std::optional<std::string>();
  auto bytes = read_file(m_path / name, kLargestFile);
  if (!bytes) return fail(bytes);
  return std::optional<std::string>(*std::move(bytes));
}

Result<OutFolder::Written> OutFolder::write(const std::string& name, std::string_view bytes) const {
  const auto there = is_there(name);
  if (!there) return fail(there);
  const fs::path path = m_path / name;
  std::error_code error;
  if (*there && fs::file_size(path, error) == bytes.size()) {
    const auto old = read_file(path, kLargestFile);
    if (old && *old == bytes) return Written::before;
  }
  if (auto written = write_file_of_batch(path, bytes); !written) return fail(written);
  return Written::now;
}

Result<void> OutFolder::keep() const {
  return keep_written(m_path);
}

}  // namespace candor::office
