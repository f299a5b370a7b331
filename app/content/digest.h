// What one version of a pack is called by: a digest over everything that a patient could see.
#pragma once

#include <map>
#include <string>

namespace candor::content {

/// The digest (SHA-256, hex) of a pack, from its files: name as in the digest → SHA-256 (hex) of
/// its bytes. FORMAT.md of the record describes it, so that anybody can reckon it anew.
[[nodiscard]] std::string pack_digest(const std::map<std::string, std::string>& file_digests);

}  // namespace candor::content
