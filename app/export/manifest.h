// The manifest of an export: the SHA-256 of every file and the ledger's signed head, sealed by the
// clinic's archive. FORMATS.md beside this file says what stands in it.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "export/archive.h"

namespace candor::exporting {

struct ManifestFile {
  std::string name;    ///< in the export's folder; of a pack's file with its own folders
  std::string sha256;  ///< hex
  std::size_t size = 0;

  friend bool operator==(const ManifestFile&, const ManifestFile&) = default;
};

struct Manifest {
  std::string clinic;
  std::string software;
  std::string head;  ///< the ledger's signed head as a line; may be empty
  Moment made;
  std::vector<ManifestFile> files;
  /// Whose key opened the records, by its certificate's name: the use of the recovery key shows.
  std::string opened_with;
  /// The signed head of the office's own ledger beside it; empty, and left out: there was none.
  std::string office_head;

  friend bool operator==(const Manifest&, const Manifest&) = default;
};

/// The entry of a file with these bytes.
[[nodiscard]] ManifestFile manifest_file(const std::string& name, std::string_view bytes);

/// The manifest as canonical JSON, its files sorted by name.
[[nodiscard]] std::string to_json_text(const Manifest& manifest);
/// Reads one back. Fails with bad_format, naming `where`: anything but what to_json_text() writes.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view bytes, const std::string& where);

/// The manifest signed with the clinic's archive key: CMS in DER, the JSON inside, as
/// `openssl cms -verify` reads it. Fails as crypto::sign_cms().
[[nodiscard]] Result<std::string> sealed_manifest(const Manifest& manifest, const Seal& seal);

}  // namespace candor::exporting
