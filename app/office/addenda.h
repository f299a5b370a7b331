// What happened to a record later: addenda that a person signs in the office. They go into the
// office's own ledger beside the kiosk's, because a backup is never changed and the kiosk's chain
// goes on elsewhere.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/keys.h"
#include "keys/keys.h"
#include "record/ledger.h"
#include "record/seal.h"

namespace candor::office {

/// Who signs in the office: a person's key, checked against the clinic's authority.
struct Person {
  keys::ClinicKey key;
  crypto::Certificate ca;

  /// As the certificate names them.
  [[nodiscard]] std::string name() const { return key.certificate.common_name(); }
};

/// Opens a person's key; the authority is `ca_file`, else ca.crt beside the key. Fails as
/// keys::read_passphrase(), keys::load_clinic_key(), keys::load_certificate(), keys::check_role()
/// (the key of a clinician, valid now).
[[nodiscard]] Result<Person> load_person(const std::filesystem::path& key_file,
                                         const std::filesystem::path& passphrase_file,
                                         const std::optional<std::filesystem::path>& ca_file,
                                         std::int64_t at_utc_s);

/// Whom a person seals for: the newest certificates of the record and the recovery key that the
/// ledger holds and the authority issued. Fails with not_found when one is missing, and as
/// record::Ledger::certificates().
[[nodiscard]] Result<std::vector<crypto::Certificate>> recipients_in(const record::Ledger& ledger,
                                                                     const crypto::Certificate& ca,
                                                                     std::int64_t at_utc_s);

struct NewAddendum {
  std::string
      record;  ///< the id of the record that it is about, or at least 8 digits it begins with
  std::string kind;
  std::string by;  ///< must be the name in the person's certificate; empty: taken from there
  std::string role;
  std::string said;  ///< what the clinician attests; of other kinds it may be empty
};

struct Added {
  std::filesystem::path file;  ///< the office's ledger
  std::string record;          ///< the whole id of the record
  std::string id;
  record::Stored stored;
};

/// The ids of the records with a withdrawal in the office's ledger beside `ledger` and no later
/// `team-told`, in the order of their first withdrawals; those whose content was erased are left
/// out. The headers tell, so no key is needed. Nothing when there is no such ledger. Fails as
/// record::Ledger::open() and each().
[[nodiscard]] Result<std::vector<std::string>> untold_withdrawals(
    const std::filesystem::path& ledger);

/// Signs, seals and stores an addendum to a record of `ledger` (a file or a folder; only read).
/// Fails with not_found (no such record), conflict (several ids begin so), refused (its content was
/// erased; another name than the key's; a
/// clinician's talk by a role of the desk), bad_value (a kind of the wrong form, no role, a
/// clinician or a team that was told without words, not in UTF-8), bad_format (the record's entry
/// is damaged), and as hold_office_ledger(), record::Ledger::open() and append().
[[nodiscard]] Result<Added> add_addendum(const std::filesystem::path& ledger,
                                         const NewAddendum& wanted, const Person& person,
                                         const Moment& now, Random& random);

}  // namespace candor::office
