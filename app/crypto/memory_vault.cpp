#include <array>
#include <cstddef>
#include <span>
#include <utility>

#include "crypto/crypto.h"
#include "crypto/sodium.h"

namespace candor::crypto {
namespace {

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

/// sodium_free wipes before it releases.
struct FreeSodium {
  void operator()(unsigned char* memory) const { sodium_free(memory); }
};

using Key = std::unique_ptr<unsigned char, FreeSodium>;

/// Lets the key be read for as long as this lives.
class Readable {
 public:
  explicit Readable(const Key& key) : m_key(key.get()) {
    CANDOR_CHECK(sodium_mprotect_readonly(m_key) == 0);
  }

  ~Readable() { sodium_mprotect_noaccess(m_key); }

  Readable(const Readable&) = delete;
  Readable& operator=(const Readable&) = delete;

 private:
  unsigned char* m_key;
};

}  // namespace

struct MemoryVault::Data {
  Key key;
  std::array<unsigned char, kNonceBytes> nonce{};
  std::string ciphertext;
};

MemoryVault::MemoryVault(std::unique_ptr<Data> data) : m_data(std::move(data)) {}

MemoryVault::MemoryVault(MemoryVault&&) noexcept = default;
MemoryVault& MemoryVault::operator=(MemoryVault&&) noexcept = default;
MemoryVault::~MemoryVault() = default;

MemoryVault MemoryVault::seal(std::string_view plain, Random& random) {
  require_sodium();
  auto data = std::make_unique<Data>();
  data->key.reset(static_cast<unsigned char*>(sodium_malloc(kKeyBytes)));
  CANDOR_CHECK(data->key != nullptr);
  random.fill(std::as_writable_bytes(std::span(data->key.get(), kKeyBytes)));
  random.fill(std::as_writable_bytes(std::span(data->nonce)));
  data->ciphertext.resize(plain.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(data->ciphertext.data()), nullptr,
                                             bytes_of(plain.data()), plain.size(), nullptr, 0,
                                             nullptr, data->nonce.data(), data->key.get());
  CANDOR_CHECK(sodium_mprotect_noaccess(data->key.get()) == 0);
  return MemoryVault(std::move(data));
}

Result<std::string> MemoryVault::open() const {
  CANDOR_CHECK(m_data != nullptr);
  std::string plain(m_data->ciphertext.size() - kTagBytes, '\0');
  const Readable readable(m_data->key);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes_of(plain.data()), nullptr, nullptr, bytes_of(m_data->ciphertext.data()),
      m_data->ciphertext.size(), nullptr, 0, m_data->nonce.data(), m_data->key.get());
  if (opened != 0) {
    return fail(ErrorCode::bad_format, "what was kept in memory has been changed");
  }
  return plain;
}

std::string_view MemoryVault::ciphertext() const {
  CANDOR_CHECK(m_data != nullptr);
  return m_data->ciphertext;
}

}  // namespace candor::crypto
