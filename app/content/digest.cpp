#include "content/digest.h"

#include "crypto/crypto.h"

namespace candor::content {

std::string pack_digest(const std::map<std::string, std::string>& file_digests) {
  // One line a file: name, a tab, its SHA-256. File names have no control characters.
  std::string list = "candor pack 1\n";
  for (const auto& [name, digest] : file_digests) {
    list.append(name).append("\t").append(digest).append("\n");
  }
  return crypto::sha256_hex(list);
}

}  // namespace candor::content
