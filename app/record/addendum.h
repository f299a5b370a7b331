// An addendum: what happened to a record after it was sealed. Never changes the record; each is an
// entry of its own in the ledger, signed by a person's key. FORMAT.md beside this file is the
// contract.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"

namespace candor::record {

/// The kinds that Candor writes. The list is open: a reader keeps and prints other kinds as well.
namespace addendum_kind {
inline constexpr std::string_view kClinician = "clinician";  ///< the talk that a consent needs
inline constexpr std::string_view kWithdrawn = "withdrawn";
inline constexpr std::string_view kCorrected = "corrected";
inline constexpr std::string_view kCopyGiven = "copy-given";
inline constexpr std::string_view kRideConfirmed = "ride-confirmed";
inline constexpr std::string_view kFlagSettled = "flag-settled";  ///< what was open when it ended
inline constexpr std::string_view kTeamTold = "team-told";        ///< of the withdrawal before it
}  // namespace addendum_kind

struct Addendum {
  std::string id;         ///< 32 hex digits, the id of its entry
  std::string kind;       ///< lower-case words with hyphens
  std::string refers_to;  ///< the id of the record
  std::string blob_hash;  ///< SHA-256 (hex) of the record's blob as it is stored
  std::string by;         ///< the name of who signs it
  std::string role;       ///< "clinician", "front desk", …
  std::string said;       ///< their words; may be empty
  Moment at;

  friend bool operator==(const Addendum&, const Addendum&) = default;
};

/// Whether a word has the form of a kind: lower-case letters, digits and hyphens, at most 40.
[[nodiscard]] bool is_addendum_kind(std::string_view kind);
/// Whether it is one of those that Candor writes itself.
[[nodiscard]] bool is_known_addendum_kind(std::string_view kind);

/// Which of those a word was probably meant to be: the one with the fewest letters to change.
[[nodiscard]] std::string_view nearest_addendum_kind(std::string_view kind);

/// Whether a role is one of FORMAT.md's open list. Others are stored as they are written.
[[nodiscard]] bool is_known_role(std::string_view role);
/// Whether it is one of that list whose holders do not talk with patients about a treatment.
[[nodiscard]] bool is_desk_role(std::string_view role);

/// The stored form: canonical(to_json(addendum)).
[[nodiscard]] Json to_json(const Addendum& addendum);
/// The addendum in the bytes of an entry; `where` (a file, an entry) begins the error. Fails with
/// bad_format on a missing, unknown or wrong property, and when the bytes are not in the stored
/// form.
[[nodiscard]] Result<Addendum> parse_addendum(std::string_view bytes, const std::string& where);

}  // namespace candor::record
