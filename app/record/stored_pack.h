// The content that patients saw, as a kiosk stores it with the first visit under a digest: years
// later it shows pictures and layout as they were, which the texts in a record cannot.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace candor::record {

/// A file by its name in the pack's digest ("pages/010-about.json", "shared/images/drip.svg").
struct StoredFile {
  std::string name;
  std::string text;  ///< its bytes, UTF-8
  friend bool operator==(const StoredFile&, const StoredFile&) = default;
};

struct StoredApproval {
  std::string name;  ///< "approvals/nina.cms"
  std::string cms;   ///< the signed message, DER in base64
  friend bool operator==(const StoredApproval&, const StoredApproval&) = default;
};

/// A recording is named by its digest: an hour of speech would not fit beside the records.
struct StoredSound {
  std::string name;
  std::string sha256;
  friend bool operator==(const StoredSound&, const StoredSound&) = default;
};

struct StoredPack {
  std::string id;  ///< of the entry
  std::string pack;
  std::string version;
  std::string digest;
  std::vector<StoredApproval> approvals;
  std::vector<StoredFile> files;
  std::vector<StoredSound> sounds;
  friend bool operator==(const StoredPack&, const StoredPack&) = default;
};

[[nodiscard]] Json to_json(const StoredPack& pack);

/// Reads the content of an entry `pack`. Fails with bad_format: properties, a name that leads out
/// of a folder, or files that do not give the digest; `where` begins the message.
[[nodiscard]] Result<StoredPack> stored_pack_of(const Json& content, const std::string& where);
/// The same from the entry's bytes.
[[nodiscard]] Result<StoredPack> parse_stored_pack(std::string_view bytes,
                                                   const std::string& where);

}  // namespace candor::record
