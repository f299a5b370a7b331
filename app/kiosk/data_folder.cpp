#include "kiosk/data_folder.h"

#include <string>
#include <utility>

namespace candor::kiosk {
namespace {

constexpr std::size_t kLongestVersion = 64;

/// The number in a VERSION file, or -1.
int version_in(const std::string& text) {
  const std::string digits = text.substr(0, text.find('\n'));
  if (digits.empty() || digits.size() > 6) return -1;
  int version = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return -1;
    version = version * 10 + (digit - '0');
  }
  return version;
}

}  // namespace

DataFolder::DataFolder(std::filesystem::path path, FileLock lock)
    : m_path(std::move(path)), m_lock(std::move(lock)) {}

Result<DataFolder> DataFolder::open(const std::filesystem::path& path) {
  if (auto made = make_folder(path); !made) return fail(made);
  auto lock = FileLock::take(path / "kiosk.lock");
  if (!lock) {
    if (lock.error().code != ErrorCode::locked) return fail(lock);
    return fail(ErrorCode::locked, "another kiosk is using this data folder", path.string(),
                "end that kiosk, or give this one its own --data folder");
  }
  const std::filesystem::path file = path / "VERSION";
  const auto text = read_file(file, kLongestVersion);
  if (text) {
    const int version = version_in(*text);
    if (version < 1) {
      return fail(ErrorCode::bad_format, "does not hold a version number", file.string(),
                  "restore the data folder from a backup, or give another --data folder");
    }
    if (version > kDataVersion) {
      return fail(ErrorCode::newer_version, "a newer Candor has used this data folder",
                  path.string(), "start that Candor, or give another --data folder");
    }
  } else if (text.error().code == ErrorCode::not_found) {
    if (auto written = write_file_atomic(file, std::to_string(kDataVersion) + "\n"); !written) {
      return fail(written);
    }
  } else {
    return fail(text);
  }
  return DataFolder(path, std::move(*lock));
}

}  // namespace candor::kiosk
