// Which screen a finding is about: from file and line to page and block.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "content/finding.h"
#include "content/origins.h"
#include "content/pack.h"

namespace candor::kiosk {

/// What a finding points at.
struct FindingSpot {
  std::string page;
  std::string block;     ///< empty: the page as a whole
  std::string language;  ///< of a translation; else empty
};

/// A loaded pack's files, line by line. Also for findings of a later version that does not load:
/// then it is about the lines as they were.
class FindingIndex {
 public:
  FindingIndex() = default;
  FindingIndex(const content::Pack& pack, const content::Origins& origins);

  /// Nothing for a finding about the whole pack, the clinic or a file that no page is in.
  [[nodiscard]] std::optional<FindingSpot> spot_of(const content::Finding& finding) const;

 private:
  /// By file as findings name it, then by the line on which it begins.
  std::map<std::string, std::map<int, FindingSpot>> m_files;
};

}  // namespace candor::kiosk
