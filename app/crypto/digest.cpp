#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "crypto/crypto.h"
#include "crypto/sodium.h"

namespace candor::crypto {

// Not by libsodium: OpenSSL uses the processor's own instructions and is five times as fast.
std::string sha256(std::string_view bytes) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  unsigned int length = 0;
  const int done = EVP_Digest(bytes.data(), bytes.size(), bytes_of(digest.data()), &length,
                              EVP_sha256(), nullptr);
  CANDOR_CHECK(done == 1 && length == digest.size());
  return digest;
}

std::string sha256_hex(std::string_view bytes) {
  const std::string digest = sha256(bytes);
  // sodium_bin2hex also writes a terminating zero.
  std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes_of(digest.data()), digest.size());
  return hex.data();
}

// Not by libsodium either: nothing that is written so is secret, and its care takes ten times as
// long.
std::string base64(std::string_view bytes) {
  constexpr std::size_t kPiece = 3U * 1024 * 1024;         // OpenSSL counts in int
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and the zero at the end of C's text
  std::size_t at = 0;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kPiece))) {
    const std::string_view piece = bytes.substr(0, kPiece);
    at += static_cast<std::size_t>(EVP_EncodeBlock(
        bytes_of(text.data() + at), bytes_of(piece.data()), static_cast<int>(piece.size())));
  }
  text.pop_back();
  return text;
}

std::string from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  std::size_t length = 0;
  const int wrong =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (wrong != 0) return {};
  bytes.resize(length);
  return base64(bytes) == text ? bytes : std::string();
}

}  // namespace candor::crypto
