// Apache Preflight as a judge of our PDFs.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace candor::exporting::samples {

/// What Preflight says of the PDFs in a folder, but for what PDF/A-3u allows; checks that it looked
/// at so many files.
[[nodiscard]] std::vector<std::string> objections(const std::filesystem::path& folder,
                                                  std::size_t files);

}  // namespace candor::exporting::samples
