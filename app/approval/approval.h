// A clinician's yes to one version of a pack: a signature over the digest of everything a patient
// could see. It lies in the pack's folder as approvals/NAME.cms, where NAME begins with the key
// that signed; one changed byte of the pack, and it no longer fits. Reads and writes no file.
//
// The signed content is canonical JSON: "approval" (1, the form of what follows), "at" (the
// signature's time as local time), "by", "digest", "pack", "role", "utc_offset_minutes", "version".
// `openssl cms -verify -inform DER -in FILE -CAfile ca.crt -purpose any` shows it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "content/pack.h"
#include "crypto/keys.h"
#include "keys/keys.h"

namespace candor::approval {

/// Signs the pack's digest. `role` is the signer's own word for what they are: "physician". The
/// name is the certificate's. Fails with bad_value (no role, longer than a line of 64 characters,
/// control characters in it) and as crypto::sign_cms().
[[nodiscard]] Result<std::string> sign(const content::Pack& pack, const keys::ClinicKey& person,
                                       const std::string& role, const Moment& now);

/// Reads one signature: who approved what, and when. Fails with bad_format or refused: damaged, not
/// from a clinician of this authority, not an approval, or its time is not the signature's.
[[nodiscard]] Result<content::Approval> read(std::string_view der, const crypto::Certificate& ca,
                                             const std::string& where);

/// What the signatures in a pack's folder are worth.
struct Judged {
  /// Of this very version, at most one a person, in the order of their files.
  std::vector<content::Approval> sound;
  /// Sentences about the others: "approvals/x.cms: it is for another version of this pack".
  std::vector<std::string> problems;
};

[[nodiscard]] Judged judge(const content::Pack& pack, const crypto::Certificate& ca);

/// The same pack with its sound approvals; `problems` of judge() are left to the caller.
[[nodiscard]] std::shared_ptr<const content::Pack> with_approvals(const content::Pack& pack,
                                                                  Judged judged);

/// The name of the file for this person's approval: one a person, so that a new one replaces
/// theirs.
[[nodiscard]] std::string file_name(const crypto::Certificate& person);

}  // namespace candor::approval
