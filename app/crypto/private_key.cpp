#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "crypto/openssl.h"

namespace candor::crypto {
namespace {

constexpr int kStrongRounds = 600'000;
constexpr int kQuickRounds = 2'048;
constexpr int kSaltBytes = 16;

using KeyInfoPtr = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;
using SealedKeyPtr = std::unique_ptr<X509_SIG, Freed<X509_SIG_free>>;
using AlgorithmPtr = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;

/// One block of a PEM text, wiped on release.
class Block {
 public:
  Block() = default;

  ~Block() {
    OPENSSL_secure_clear_free(m_name, m_name == nullptr ? 0 : std::string_view(m_name).size());
    OPENSSL_secure_clear_free(m_header, 0);
    OPENSSL_secure_clear_free(m_data, static_cast<std::size_t>(m_size));
  }

  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  /// False when there is no block, or anything but blanks after it.
  [[nodiscard]] bool read(std::string_view pem) {
    if (!fits_openssl(pem)) return false;
    const BioPtr bio = bio_over(pem);
    // Secure: every buffer that OpenSSL uses on the way is wiped, with or without a secure heap.
    if (bio == nullptr || PEM_read_bio_ex(bio.get(), &m_name, &m_header, &m_data, &m_size,
                                          PEM_FLAG_SECURE | PEM_FLAG_EAY_COMPATIBLE) != 1) {
      return false;
    }
    char* rest = nullptr;
    const long left = BIO_get_mem_data(bio.get(), &rest);
    return std::all_of(rest, rest + std::max(left, 0L),
                       [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; });
  }

  [[nodiscard]] std::string_view name() const { return m_name; }

  [[nodiscard]] const unsigned char* data() const { return m_data; }

  [[nodiscard]] long size() const { return m_size; }

 private:
  char* m_name = nullptr;
  char* m_header = nullptr;
  unsigned char* m_data = nullptr;
  long m_size = 0;
};

tl::unexpected<Error> no_key(const std::string& where) {
  ERR_clear_error();
  return fail(ErrorCode::bad_format, "is not one EC P-256 private key in PEM (PKCS#8)", where,
              "check that it is the right file, and whole");
}

/// The key inside an encrypted block, or nothing when the passphrase does not open it.
KeyInfoPtr opened(const Block& block, std::string_view passphrase) {
  const unsigned char* at = block.data();
  const SealedKeyPtr sealed(d2i_X509_SIG(nullptr, &at, block.size()));
  if (sealed == nullptr || at != block.data() + block.size()) return nullptr;
  return KeyInfoPtr(
      PKCS8_decrypt(sealed.get(), passphrase.data(), static_cast<int>(passphrase.size())));
}

KeyInfoPtr plain(const Block& block) {
  const unsigned char* at = block.data();
  KeyInfoPtr info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, block.size()));
  if (at != block.data() + block.size()) return nullptr;
  return info;
}

}  // namespace

bool is_p256(const EVP_PKEY* key) {
  if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return false;
  std::string group(64, '\0');
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1) return false;
  return group.substr(0, size) == "prime256v1";
}

PrivateKey::PrivateKey(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

Result<PrivateKey> PrivateKey::generate() {
  KeyPtr key(EVP_EC_gen("P-256"));
  if (key == nullptr) {
    return fail(ErrorCode::refused, with_reason("OpenSSL could not make a key"), {},
                "check that libssl3 of Debian is installed and whole");
  }
  return PrivateKey(std::make_shared<const Data>(Data{std::move(key)}));
}

Result<PrivateKey> PrivateKey::from_pem(std::string_view pem, std::string_view passphrase,
                                        const std::string& where) {
  ERR_clear_error();
  Block block;
  if (!block.read(pem) || !fits_openssl(passphrase)) return no_key(where);
  KeyInfoPtr info;
  if (block.name() == PEM_STRING_PKCS8) {
    if (passphrase.empty()) {
      return fail(ErrorCode::refused, "this key is under a passphrase", where,
                  "give its passphrase in a file");
    }
    info = opened(block, passphrase);
    if (info == nullptr) {
      ERR_clear_error();
      return fail(ErrorCode::refused, "the passphrase does not open this key", where,
                  "check the passphrase, and that the file is whole");
    }
  } else if (block.name() == PEM_STRING_PKCS8INF) {
    if (!passphrase.empty()) {
      return fail(ErrorCode::refused, "this key is not under a passphrase, as it must be", where,
                  "encrypt it with: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -out NEW");
    }
    info = plain(block);
  }
  if (info == nullptr) return no_key(where);
  KeyPtr key(EVP_PKCS82PKEY(info.get()));
  if (!is_p256(key.get())) return no_key(where);
  ERR_clear_error();
  return PrivateKey(std::make_shared<const Data>(Data{std::move(key)}));
}

Result<std::string> PrivateKey::to_pem(std::string_view passphrase, Stretching stretching) const {
  const auto failed = [] {
    return fail(ErrorCode::refused, with_reason("OpenSSL could not write the key"));
  };
  if (!fits_openssl(passphrase)) return failed();
  const KeyInfoPtr info(EVP_PKEY2PKCS8(m_data->key.get()));
  const BioPtr out = bio_memory();
  if (info == nullptr || out == nullptr) return failed();
  if (passphrase.empty()) {
    if (PEM_write_bio_PKCS8_PRIV_KEY_INFO(out.get(), info.get()) != 1) return failed();
    return bio_text(out);
  }
  const int rounds = stretching == Stretching::strong ? kStrongRounds : kQuickRounds;
  // Without a salt and an IV of ours, OpenSSL draws both.
  AlgorithmPtr algorithm(PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), rounds, nullptr, kSaltBytes, nullptr,
                                           NID_hmacWithSHA256));
  if (algorithm == nullptr) return failed();
  const SealedKeyPtr sealed(PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()),
                                           info.get(), algorithm.get()));
  if (sealed == nullptr) return failed();
  static_cast<void>(algorithm.release());  // belongs to `sealed` now
  if (PEM_write_bio_PKCS8(out.get(), sealed.get()) != 1) return failed();
  return bio_text(out);
}

Result<std::string> PrivateKey::sign(std::string_view bytes) const {
  const DigestContextPtr context(EVP_MD_CTX_new());
  std::size_t size = 0;
  std::string signature;
  const bool begun =
      context != nullptr &&
      EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_data->key.get()) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, openssl_bytes(bytes), bytes.size()) == 1;
  if (begun) {
    signature.resize(size);
    if (EVP_DigestSign(context.get(), openssl_bytes(signature), &size, openssl_bytes(bytes),
                       bytes.size()) == 1) {
      signature.resize(size);
      return signature;
    }
  }
  return fail(ErrorCode::refused, with_reason("OpenSSL could not sign"));
}

}  // namespace candor::crypto
