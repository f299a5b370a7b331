// Who may seal, open and sign: the roles of a clinic's keys, where they lie, and loading them.
//
// The kiosk's data folder, DIR/keys (folder 0700, files 0600):
//   ca.crt record.crt recovery.crt archive.crt kiosk.crt, and kiosk.key without a passphrase, since
//   a kiosk starts without anybody there. It can sign and seal with that, never open.
// The clinic's folder, which is never on a kiosk:
//   ca.key record.key recovery.key archive.key, each under the passphrase, with their certificates;
//   issued/ROLE-FINGERPRINT.crt, every certificate given to a kiosk or a person.
// After a rotation the newer file lies beside the older one: kiosk-2.crt, record-2.key. Nothing is
// ever overwritten or renamed. A certificate is written last, so a key without one is not in use.
// Of several certificates of a role the one that begins last is in use.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/crypto.h"
#include "crypto/keys.h"

namespace candor::keys {

/// The unit (OU) that every certificate of a demonstration carries, the authority's too.
inline constexpr std::string_view kDemonstrationUnit = "Demonstration, not for real use";

/// Passphrases have at least so many characters.
inline constexpr std::size_t kShortestPassphrase = 12;

enum class Role {
  ca,         ///< issues the certificates of one clinic
  record,     ///< opens records, in the office
  recovery,   ///< opens records too; kept offline, for the day the record key is lost
  archive,    ///< signs PDFs and manifests, in the office
  kiosk,      ///< signs and seals on one kiosk
  clinician,  ///< one person's: signs addenda and approvals
};

/// "kiosk": how files begin, what --role takes, and the certificate's title.
[[nodiscard]] std::string_view role_name(Role role);
/// Nothing for a word that is no role.
[[nodiscard]] std::optional<Role> parse_role(std::string_view word);
/// The role that a certificate's title names.
[[nodiscard]] std::optional<Role> role_of(const crypto::Certificate& certificate);
[[nodiscard]] bool is_demonstration(const crypto::Certificate& certificate);
/// What the key of a role is for.
[[nodiscard]] crypto::Purpose purpose_of(Role role);

/// The certificate is one of that role, issued by `ca`, and valid at that moment.
/// Fails with refused and says why and what to do.
[[nodiscard]] Result<void> check_role(const crypto::Certificate& certificate, Role role,
                                      const crypto::Certificate& ca, std::int64_t at_utc_s);
/// What is left to check of who signed a message that was verified under the authority: whether the
/// signer is one of that role. Fails as check_role().
[[nodiscard]] Result<void> check_signer_role(const crypto::Certificate& signer, Role role);

/// DIR/keys.
[[nodiscard]] std::filesystem::path kiosk_keys_folder(const std::filesystem::path& data_folder);

/// What a kiosk needs to sign and seal.
struct Keyring {
  crypto::PrivateKey kiosk;
  crypto::Certificate kiosk_certificate;
  crypto::Certificate ca;
  crypto::Certificate record;
  crypto::Certificate recovery;
  bool demonstration = false;  ///< made for practice: nothing sealed with it is a consent
};

/// Loads a kiosk's keys and checks each against the authority and the time. Fails with not_found
/// (no keys, or one missing), refused (others can read the key; not from this authority, not of its
/// role, not valid now), bad_format. Messages say what to do next.
[[nodiscard]] Result<Keyring> load_keyring(const std::filesystem::path& data_folder,
                                           std::int64_t at_utc_s);

/// A private key of the clinic with its certificate.
struct ClinicKey {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};

/// Reads a passphrase from a file that only its owner can read: one line, without its line end, at
/// least kShortestPassphrase characters. Fails with refused, bad_value, not_found, unreadable.
[[nodiscard]] Result<crypto::Secret> read_passphrase(const std::filesystem::path& file);

/// Loads NAME.key with NAME.crt beside it. Fails with refused (wrong passphrase, no passphrase on
/// it, others can read it, certificate and key do not belong together), not_found, bad_format.
/// Does not check the certificate against an authority or the time: see check_role.
[[nodiscard]] Result<ClinicKey> load_clinic_key(const std::filesystem::path& key_file,
                                                std::string_view passphrase);

/// The key of that file and the other ones of its role in the same folder, the newest first: what
/// was sealed before a rotation is opened with the older ones. Fails as load_clinic_key.
[[nodiscard]] Result<std::vector<ClinicKey>> load_opening_keys(
    const std::filesystem::path& key_file, std::string_view passphrase);

/// The certificate in a file. Fails with not_found, unreadable, bad_format.
[[nodiscard]] Result<crypto::Certificate> load_certificate(const std::filesystem::path& file);

/// One certificate, or request still waiting for one, of a folder.
struct Shown {
  std::filesystem::path file;
  std::optional<crypto::Certificate> certificate;
  std::optional<Role> role;
  bool in_use = false;                ///< the one of its role that is used now
  bool has_key = false;               ///< the private key lies beside it
  std::vector<std::string> problems;  ///< sentences: expired, readable by others, damaged
};

/// Everything in the kiosk's data folder or the clinic's folder: certificates and waiting requests.
/// Fails with not_found when there are none.
[[nodiscard]] Result<std::vector<Shown>> show(const std::filesystem::path& folder,
                                              std::int64_t at_utc_s);

}  // namespace candor::keys
