// Where the kiosk's content comes from: the pack's folder, watched while nobody is at the screen,
// and a copy of the last good version in the kiosk's own folder, for the days when the first one is
// broken, half copied or gone.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "content/pack.h"
#include "crypto/keys.h"
#include "rules/check.h"
#include "text/text.h"

namespace candor::kiosk {

/// The pack in `folder`, and what must keep it from patients: what the loader finds, and the errors
/// by the rules of `candor check`.
[[nodiscard]] rules::Checked errors_in(const std::filesystem::path& folder,
                                       const text::Fonts& fonts);

class ContentSource {
 public:
  /// `pack_folder` is only read. `kept_folder` is the kiosk's own, made when needed. `ca` is the
  /// authority whose clinicians approve.
  ContentSource(std::filesystem::path pack_folder, std::filesystem::path kept_folder,
                crypto::Certificate ca);

  /// The version to begin with: the folder's, and when that cannot be shown, the kept one. It
  /// cannot be shown when it does not load, or has an error by the rules of `candor check`; `fonts`
  /// tells which characters have a shape. Once an approved version has run, one without approval is
  /// refused. Fails with bad_format when neither can be shown; `refused()` says why.
  [[nodiscard]] Result<std::shared_ptr<const content::Pack>> start(const text::Fonts& fonts);

  /// Whether the folder has another version to be shown from now on; nullptr when not. A change
  /// counts when two looks after each other see the same: a folder in the middle of being copied is
  /// left alone. Call it only between visits. Costs one listing of names while nothing changes;
  /// the rules are looked at once for each changed version.
  [[nodiscard]] std::shared_ptr<const content::Pack> look(const text::Fonts& fonts);

  /// Why the version in the folder is not shown, for staff; empty when it is.
  [[nodiscard]] const std::string& refused() const { return m_refused; }

 private:
  /// One reading of the folder: a pack, or why there is none.
  struct Seen {
    std::shared_ptr<const content::Pack> pack;
    std::string why_not;
    /// The same for two readings that saw the same.
    [[nodiscard]] std::string mark() const;
  };

  [[nodiscard]] Seen read(const std::filesystem::path& pack_folder) const;
  /// Why the version with this digest, which loads, must not be shown; empty when it may.
  [[nodiscard]] std::string error_in(const content::Pack& pack, const text::Fonts& fonts) const;
  [[nodiscard]] Seen read_kept() const;
  /// Copies a version's files and makes it the kept one. When that fails the older one stays kept.
  [[nodiscard]] Result<void> keep(const content::Pack& pack) const;
  void take(std::shared_ptr<const content::Pack> pack);

  std::filesystem::path m_pack_folder;
  std::filesystem::path m_kept_folder;
  crypto::Certificate m_ca;
  std::shared_ptr<const content::Pack> m_current;
  std::string m_refused;
  std::string m_listing;  ///< of the folder when it was last read
  std::string m_mark;     ///< of the reading before this one
};

}  // namespace candor::kiosk
