#include "kiosk/preview_findings.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace candor::kiosk {
namespace {

/// Lines of a file by byte.
class Lines {
 public:
  explicit Lines(const std::string& bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      if (bytes[at] == '\n') m_ends.push_back(at);
    }
  }

  /// From 1.
  [[nodiscard]] int line_of(std::size_t offset) const {
    return 1 + static_cast<int>(std::lower_bound(m_ends.begin(), m_ends.end(), offset) -
                                m_ends.begin());
  }

 private:
  std::vector<std::size_t> m_ends;
};

/// What a place of the pack stands for; nothing for what is no part of a page.
std::optional<FindingSpot> spot_of_place(std::string_view name,
                                         const std::map<std::string, FindingSpot>& by_source) {
  const auto after = [&](std::string_view beginning) -> std::optional<std::string> {
    if (name.substr(0, beginning.size()) != beginning) return std::nullopt;
    return std::string(name.substr(beginning.size()));
  };
  if (const auto page = after("page ")) return FindingSpot{*page, {}, {}};
  if (const auto block = after("block ")) {
    const std::size_t slash = block->rfind('/');
    return FindingSpot{block->substr(0, slash), block->substr(slash + 1), {}};
  }
  if (const auto translation = after("translation ")) {
    const std::size_t end = translation->find('\n');
    if (end == std::string::npos) return std::nullopt;
    const auto source = by_source.find(translation->substr(end + 1));
    FindingSpot spot = source == by_source.end() ? FindingSpot{} : source->second;
    spot.language = translation->substr(0, end);
    return spot;
  }
  return std::nullopt;
}

}  // namespace

FindingIndex::FindingIndex(const content::Pack& pack, const content::Origins& origins) {
  std::map<std::string, FindingSpot> by_source;  // where a text stands first
  for (const content::SourceText& text : origins.texts) {
    if (!text.page.empty())
      by_source.try_emplace(text.text, FindingSpot{text.page, text.block, {}});
  }
  std::map<std::string, Lines> lines;
  for (const auto& [name, origin] : origins.places) {
    const auto bytes = pack.files.find(origin.file);
    const auto file = origins.files.find(origin.file);
    if (bytes == pack.files.end() || file == origins.files.end()) continue;
    auto spot = spot_of_place(name, by_source);
    if (!spot) continue;
    const auto own = lines.try_emplace(origin.file, bytes->second).first;
    m_files[file->second].insert_or_assign(own->second.line_of(origin.offset), *std::move(spot));
  }
}

std::optional<FindingSpot> FindingIndex::spot_of(const content::Finding& finding) const {
  const auto file = m_files.find(finding.file);
  if (file == m_files.end() || file->second.empty()) return std::nullopt;
  auto after = file->second.upper_bound(finding.line);
  // Above the first of them: the beginning of the page's file.
  FindingSpot spot = after == file->second.begin() ? after->second : std::prev(after)->second;
  if (spot.page.empty() && spot.language.empty()) return std::nullopt;
  return spot;
}

}  // namespace candor::kiosk
