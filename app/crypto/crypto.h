// Digests, PIN hashes and secrets in memory that is wiped when released. The door to libsodium
// and, in keys.h and cms.h, to OpenSSL.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/random.h"
#include "base/result.h"

namespace candor::crypto {

/// SHA-256, 32 bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);
/// SHA-256 as 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

/// Base64 (RFC 4648 section 4), padded, on one line.
[[nodiscard]] std::string base64(std::string_view bytes);
/// What base64() was made from; empty for anything else.
[[nodiscard]] std::string from_base64(std::string_view text);

/// SHA-1, 20 bytes, only because an attachment's hash in FHIR R4 must be one: it protects nothing.
[[nodiscard]] std::string sha1_for_fhir(std::string_view bytes);

/// A salted Argon2id hash of a PIN or return code, to be stored. Fails with no_space (memory).
[[nodiscard]] Result<std::string> hash_pin(std::string_view pin);
/// True when `pin` is the one that was hashed; false also for a damaged hash.
[[nodiscard]] bool verify_pin(const std::string& hash, std::string_view pin);

/// Overwrites a string's bytes and empties it; the compiler cannot leave this out.
void wipe(std::string& text);

/// A text that is overwritten when it is released: a passphrase, a private key. Moving it leaves no
/// copy behind.
class Secret {
 public:
  /// Takes the text over; what `text` held is wiped.
  explicit Secret(std::string&& text) : m_text(std::make_unique<std::string>()) {
    m_text->assign(text);
    wipe(text);
  }

  Secret(Secret&&) noexcept = default;

  Secret& operator=(Secret&& other) noexcept {
    std::swap(m_text, other.m_text);
    return *this;
  }

  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  ~Secret() {
    if (m_text != nullptr) wipe(*m_text);
  }

  /// Valid as long as this object; empty after it was moved away.
  [[nodiscard]] std::string_view view() const {
    return m_text == nullptr ? std::string_view() : std::string_view(*m_text);
  }

 private:
  std::unique_ptr<std::string> m_text;
};

/// Bytes encrypted under a key that only this object holds. The key lies in guarded memory that is
/// never swapped (where the system allows locking), cannot be read except while opening, and is
/// wiped on release. Without it, what is inside cannot be read from the process's memory.
class MemoryVault {
 public:
  /// Encrypts `plain` (XChaCha20-Poly1305) under a fresh key. The caller wipes `plain`.
  [[nodiscard]] static MemoryVault seal(std::string_view plain, Random& random);
  MemoryVault(MemoryVault&&) noexcept;
  MemoryVault& operator=(MemoryVault&&) noexcept;
  ~MemoryVault();
  /// The plain bytes. Fails with bad_format when the ciphertext was changed in memory.
  /// The caller wipes them.
  [[nodiscard]] Result<std::string> open() const;
  /// What lies in memory: the ciphertext, valid as long as this object.
  [[nodiscard]] std::string_view ciphertext() const;

 private:
  struct Data;
  explicit MemoryVault(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace candor::crypto
