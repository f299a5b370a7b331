#include "kiosk/pack_watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

namespace candor::kiosk {
namespace {

namespace fs = std::filesystem;

/// Names, sizes and times of all files below.
void list(const fs::path& folder, std::string& text) {
  std::error_code error;
  std::vector<std::string> lines;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    const auto changed = fs::last_write_time(entry->path(), ignored);
    const auto size = entry->is_regular_file(ignored) ? entry->file_size(ignored) : 0;
    lines.push_back(fmt::format("{}\t{}\t{}\n", entry->path().string(), size,
                                changed.time_since_epoch().count()));
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) text += line;
  if (error) text += folder.string() + "\t" + error.message() + "\n";
}

}  // namespace

std::string listing_of(const fs::path& pack_folder) {
  std::string text;
  const fs::path content = pack_folder.parent_path();
  list(pack_folder, text);
  list(content / "shared", text);
  for (const char* name : {"clinic.json", "plain-words.json"}) {
    std::error_code error;
    text += fmt::format("{}\t{}\n", name,
                        fs::last_write_time(content / name, error).time_since_epoch().count());
  }
  return text;
}

PackWatch::PackWatch(fs::path pack_folder)
    : m_pack_folder(std::move(pack_folder)), m_seen(listing_of(m_pack_folder)), m_before(m_seen) {}

bool PackWatch::look(std::int64_t steady_ms) {
  if (m_has_looked && steady_ms - m_looked_ms < kLookMs) return false;
  m_has_looked = true;
  m_looked_ms = steady_ms;
  std::string now = listing_of(m_pack_folder);
  const bool at_rest = now == m_before;
  m_before = std::move(now);
  if (!at_rest || m_before == m_seen) return false;
  m_seen = m_before;
  return true;
}

}  // namespace candor::kiosk
