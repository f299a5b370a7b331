#include <algorithm>
#include <array>

#include "crypto/crypto.h"
#include "crypto/sodium.h"

namespace candor::crypto {
namespace {

// Small on purpose: a PIN of a few digits is protected by counting wrong tries, and the screen must
// answer at once. The salt still keeps two people with one PIN apart.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemoryBytes = 8U * 1024 * 1024;

}  // namespace

Result<std::string> hash_pin(std::string_view pin) {
  require_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), pin.data(), pin.size(), kPasses, kMemoryBytes) != 0) {
    return fail(ErrorCode::no_space, "there is not enough memory to hash a code", {},
                "end other programs and retry");
  }
  return std::string(hash.data());
}

bool verify_pin(const std::string& hash, std::string_view pin) {
  require_sodium();
  // libsodium takes a field of fixed size; a string that does not fit in it is no hash of ours.
  std::array<char, crypto_pwhash_STRBYTES> field{};
  if (hash.size() >= field.size() || hash.find('\0') != std::string::npos) return false;
  std::copy(hash.begin(), hash.end(), field.begin());
  return crypto_pwhash_str_verify(field.data(), pin.data(), pin.size()) == 0;
}

void wipe(std::string& text) {
  // An earlier, longer text may still lie between size and capacity.
  text.resize(text.capacity());
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace candor::crypto
