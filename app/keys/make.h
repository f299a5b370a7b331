// Making keys: a clinic's first ones, one more kiosk or person, and newer ones. No key or
// certificate that is there is ever overwritten; whoever calls sees every file that was written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/keys.h"
#include "keys/keys.h"

namespace candor::keys {

using Files = std::vector<std::filesystem::path>;

enum class Use {
  real,
  demonstration,  ///< marked in every certificate; passphrases are stretched quickly
};

struct InitOptions {
  std::filesystem::path data_folder;
  std::filesystem::path clinic_folder;  ///< for the private keys of the clinic; not in data_folder
  std::string clinic;                   ///< the clinic's name, at most 64 characters
  std::string kiosk = "Kiosk A";
  std::string_view passphrase;
  Use use = Use::real;
  std::int64_t now_utc_s = 0;
};

/// Makes a clinic's authority, its record, recovery and archive keys and this kiosk's key. When it
/// fails, the files it wrote are removed. Fails with conflict (keys are there already), bad_value
/// (a name), refused (the clinic's folder lies in the kiosk's), unwritable, no_space.
[[nodiscard]] Result<Files> init(const InitOptions& options);

/// The office: the authority's key, opened, and the certificates in use.
struct Office {
  std::filesystem::path folder;
  crypto::Authority authority;
  crypto::Certificate record;
  crypto::Certificate recovery;
  crypto::Certificate archive;

  [[nodiscard]] Use use() const {
    return is_demonstration(authority.certificate) ? Use::demonstration : Use::real;
  }
};

/// Opens the clinic's folder with its passphrase. Fails as load_clinic_key.
[[nodiscard]] Result<Office> open_office(const std::filesystem::path& clinic_folder,
                                         std::string_view passphrase);

/// First key of its role in that place, or one more beside those that are there.
enum class Order { first, next };

struct RequestOptions {
  Role role = Role::kiosk;
  /// The folder of the files: DIR/keys of a kiosk, the clinic's, or a person's own.
  std::filesystem::path folder;
  std::string name;             ///< "Kiosk B", "Ana Lopez"
  std::string_view passphrase;  ///< for the new key; empty for a kiosk's
  Order order = Order::first;
  crypto::Stretching stretching = crypto::Stretching::strong;
};

struct Requested {
  std::filesystem::path key_file;
  std::filesystem::path request_file;
  std::string request;  ///< PEM
};

/// Makes a private key and a request for a certificate of it (NAME.key, NAME.csr). Fails with
/// conflict when Order::first finds one there, bad_value, unwritable, no_space.
[[nodiscard]] Result<Requested> request(const RequestOptions& options);

/// Issues a certificate for a request and notes it in the clinic's folder (issued/). The answer is
/// that certificate followed by the authority's and those in use, in PEM. Fails as crypto::issue.
[[nodiscard]] Result<std::string> answer(const Office& office, Role role, std::string_view request,
                                         const std::string& name, std::int64_t now_utc_s);

/// Puts an answer's certificates beside the key that asked for it, and those that are new to the
/// folder with them; the request is removed. In a kiosk's folder also takes newer certificates of
/// the clinic without any key. Each must come from the authority of this folder (the first answer
/// brings the authority). Fails with refused (another authority, or no key here asked for it),
/// bad_format, conflict (nothing in it is new), unwritable, no_space.
[[nodiscard]] Result<Files> install(const std::filesystem::path& folder, std::string_view answer,
                                    const std::string& where, std::int64_t now_utc_s);

/// request(), answer() and install() in one go, where the clinic's folder is at hand. Fails as
/// they do; then no key is left.
[[nodiscard]] Result<Files> make_at_once(const Office& office, const RequestOptions& options,
                                         std::int64_t now_utc_s);

/// A newer record, recovery or archive key in the clinic's folder, under the same passphrase; the
/// older ones stay, to open and verify what they sealed and signed. Fails as request and answer.
[[nodiscard]] Result<Files> rotate_clinic_key(const Office& office, Role role,
                                              std::string_view passphrase, std::int64_t now_utc_s);

}  // namespace candor::keys
