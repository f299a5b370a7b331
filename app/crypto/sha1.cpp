#include <openssl/evp.h>

#include "base/check.h"
#include "crypto/crypto.h"

namespace candor::crypto {

std::string sha1_for_fhir(std::string_view bytes) {
  std::string digest(20, '\0');
  unsigned int length = 0;
  const int done =
      EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                 &length, EVP_sha1(), nullptr);
  CANDOR_CHECK(done == 1 && length == digest.size());
  return digest;
}

}  // namespace candor::crypto
