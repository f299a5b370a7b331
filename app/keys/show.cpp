#include <algorithm>
#include <set>
#include <utility>

#include "base/file.h"
#include "keys/folder.h"
#include "keys/keys.h"

namespace candor::keys {
namespace {

/// What is wrong with a certificate and the key beside it, in sentences.
void look_at(Shown& shown, const std::optional<crypto::Certificate>& ca, std::int64_t at_utc_s) {
  const std::filesystem::path key = std::filesystem::path(shown.file).replace_extension(".key");
  shown.has_key = is_there(key);
  if (shown.has_key) {
    if (auto closed = check_private(key); !closed) {
      shown.problems.push_back(to_string(closed.error()));
    }
  }
  if (!shown.certificate) return;
  shown.role = role_of(*shown.certificate);
  if (!shown.role) {
    shown.problems.emplace_back("names no role");
    return;
  }
  if (!ca) return;
  // An older one may have ended: it only verifies and opens what is older still.
  const std::int64_t at = shown.in_use ? at_utc_s : shown.certificate->validity().from_utc_s + 1;
  if (auto good = check_role(*shown.certificate, *shown.role, *ca, at); !good) {
    shown.problems.push_back(to_string(good.error()));
  }
}

}  // namespace

Result<std::vector<Shown>> show(const std::filesystem::path& folder, std::int64_t at_utc_s) {
  const std::filesystem::path kiosk = kiosk_keys_folder(folder);
  const std::filesystem::path place = is_there(kiosk) ? kiosk : folder;
  std::optional<crypto::Certificate> ca;
  if (const auto loaded = load_certificate(place / "ca.crt")) ca = *loaded;

  // In use: the first of its role. A person's certificates stand for themselves.
  std::set<std::filesystem::path> in_use;
  for (const Role role : {Role::ca, Role::record, Role::recovery, Role::archive, Role::kiosk}) {
    const auto all = certificates_of(place, role);
    if (!all) continue;
    for (const Placed& placed : *all) {
      if (role == Role::kiosk && !is_there(placed.key_file())) continue;
      in_use.insert(placed.file);
      break;
    }
  }
  std::vector<Shown> found;
  for (const std::filesystem::path& file : files_ending(place, ".crt")) {
    Shown shown;
    shown.file = file;
    const auto name = parse_stem(file.stem().string());
    shown.in_use = in_use.count(file) > 0 || (name && name->role == Role::clinician);
    auto certificate = load_certificate(file);
    if (certificate) {
      shown.certificate = std::move(*certificate);
    } else {
      shown.problems.push_back(to_string(certificate.error()));
    }
    look_at(shown, ca, at_utc_s);
    found.push_back(std::move(shown));
  }
  for (const std::filesystem::path& file : files_ending(place / "issued", ".crt")) {
    Shown shown;
    shown.file = file;
    auto certificate = load_certificate(file);
    if (certificate) {
      shown.certificate = std::move(*certificate);
    } else {
      shown.problems.push_back(to_string(certificate.error()));
    }
    look_at(shown, ca, at_utc_s);
    found.push_back(std::move(shown));
  }
  for (const std::filesystem::path& file : files_ending(place, ".csr")) {
    Shown shown;
    shown.file = file;
    if (const auto name = parse_stem(file.stem().string())) shown.role = name->role;
    look_at(shown, ca, at_utc_s);
    found.push_back(std::move(shown));
  }
  if (found.empty()) {
    return fail(ErrorCode::not_found, "there are no keys here", folder.string(),
                "give a kiosk's data folder or the clinic's folder");
  }
  // A kiosk that was never answered has only its request, and that is no fault.
  if (!ca && found.front().certificate) {
    found.front().problems.push_back((place / "ca.crt").string() +
                                     ": the authority's certificate is missing or damaged");
  }
  // A kiosk's folder is closed to others as a whole.
  if (place == kiosk) {
    if (auto closed = check_private(place); !closed) {
      found.front().problems.push_back(to_string(closed.error()));
    }
  }
  return found;
}

}  // namespace candor::keys
