// The content that patients saw, taken out of a ledger: folders that `candor render` and
// `candor check` read as they read today's content.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "office/clinic_keys.h"
#include "office/out_folder.h"
#include "office/reading.h"

namespace candor::office {

struct PackCount {
  std::int64_t packs = 0;
  std::int64_t damaged = 0;
};

struct PackEar {
  std::function<void(const Error&)> problem;  ///< a damaged one, which is left out
  /// Each file, once.
  std::function<void(const std::string& name, std::string_view bytes, OutFolder::Written)> stored;
};

/// Writes stored packs as content-DIGEST/PACK, DIGEST its first 12 digits, with the clinic's values
/// and shared pages beside it and its approvals inside. `digests` keeps only these; nothing: all.
/// Of content that was stored again with other approvals, all approvals are there, of each name the
/// newest. Fails when nothing more can be written, or the ledger cannot be read.
[[nodiscard]] Result<PackCount> export_packs(const Reading& reading, const ClinicKeys& keys,
                                             const std::optional<std::set<std::string>>& digests,
                                             const OutFolder& out, const PackEar& ear);

}  // namespace candor::office
