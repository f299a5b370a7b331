#include <algorithm>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "keys/folder.h"
#include "keys/made.h"
#include "keys/make.h"

namespace candor::keys {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kYear = 365 * kDay;
/// Certificates begin a day early: the clocks of an office and of a kiosk differ.
constexpr std::int64_t kEarly = kDay;

/// A key of the clinic with its certificate.
struct Pair {
  Role role;
  ClinicKey key;
};

std::string common_name(Role role) {
  switch (role) {
    case Role::ca:
      return "Clinic authority";
    case Role::record:
      return "Record key";
    case Role::recovery:
      return "Recovery key";
    case Role::archive:
      return "Archive";
    case Role::kiosk:
    case Role::clinician:
      break;
  }
  return {};
}

Result<ClinicKey> make_pair(const crypto::Authority& authority, Role role, const std::string& name,
                            std::int64_t now_utc_s) {
  auto key = crypto::PrivateKey::generate();
  if (!key) return fail(key);
  const auto asked = crypto::make_request(*key, {name, {}, {}, std::string(role_name(role))});
  if (!asked) return fail(asked);
  auto certificate = issue_for(authority, role, *asked, name, now_utc_s);
  if (!certificate) return fail(certificate);
  return ClinicKey{std::move(*key), std::move(*certificate)};
}

bool lies_in(const std::filesystem::path& inner, const std::filesystem::path& outer) {
  std::error_code error;
  const auto a = std::filesystem::weakly_canonical(std::filesystem::absolute(inner), error);
  const auto b = std::filesystem::weakly_canonical(std::filesystem::absolute(outer), error);
  return std::mismatch(b.begin(), b.end(), a.begin(), a.end()).first == b.end();
}

/// The keys are made in neither folder when one of the two has some.
Result<void> check_folders(const InitOptions& options) {
  if (lies_in(options.clinic_folder, options.data_folder)) {
    return fail(ErrorCode::refused, "lies in the kiosk's own folder",
                options.clinic_folder.string(),
                "choose a folder elsewhere: the clinic's private keys never stay on a kiosk");
  }
  const std::filesystem::path kiosk = kiosk_keys_folder(options.data_folder);
  std::error_code error;
  // A folder without anything in it is what a try that failed leaves.
  if (is_there(kiosk) && !std::filesystem::is_empty(kiosk, error)) {
    return fail(ErrorCode::conflict, "this kiosk has keys already, and they are not overwritten",
                kiosk.string(),
                "look at them with candor keys show; make newer ones with candor keys rotate");
  }
  for (const Role role : {Role::ca, Role::record, Role::recovery, Role::archive}) {
    for (const char* end : {".key", ".crt"}) {
      const auto path = options.clinic_folder / (std::string(role_name(role)) + end);
      if (is_there(path)) {
        return fail(ErrorCode::conflict, "is there already, and is not overwritten", path.string(),
                    "give an empty folder; for one more kiosk of this clinic use candor keys "
                    "enroll");
      }
    }
  }
  return {};
}

Result<void> write_pair(Made& made, const std::filesystem::path& folder, const Pair& pair,
                        std::string_view passphrase, Use use) {
  auto pem = pair.key.key.to_pem(passphrase, stretching_of(use));
  if (!pem) return fail(pem);
  const crypto::Secret secret(std::move(*pem));
  const std::string stem(role_name(pair.role));
  if (auto written = made.write(folder / (stem + ".key"), secret.view()); !written) return written;
  return made.write(folder / (stem + ".crt"), pair.key.certificate.pem());
}

}  // namespace

Made::~Made() {
  for (const std::filesystem::path& file : m_files) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }
}

Result<void> Made::write(const std::filesystem::path& path, std::string_view bytes) {
  auto written = write_new_file(path, bytes);
  if (written) m_files.push_back(path);
  return written;
}

Files Made::keep() {
  return std::exchange(m_files, {});
}

crypto::Stretching stretching_of(Use use) {
  switch (use) {
    case Use::real:
      return crypto::Stretching::strong;
    case Use::demonstration:
      return crypto::Stretching::quick;
  }
  return crypto::Stretching::strong;
}

crypto::Validity validity_of(Role role, std::int64_t now_utc_s) {
  int years = 0;
  switch (role) {
    case Role::ca:
      years = 30;  // as long as any other certificate may be issued and hold
      break;
    case Role::record:
    case Role::recovery:
    case Role::archive:
      years = 10;
      break;
    case Role::kiosk:
    case Role::clinician:
      years = 5;
      break;
  }
  return {now_utc_s - kEarly, now_utc_s + years * kYear};
}

Result<crypto::Certificate> issue_for(const crypto::Authority& authority, Role role,
                                      std::string_view request, const std::string& name,
                                      std::int64_t now_utc_s) {
  const crypto::Name subject{name, authority.certificate.organization(),
                             authority.certificate.unit(), std::string(role_name(role))};
  crypto::Validity validity = validity_of(role, now_utc_s);
  validity.until_utc_s =
      std::min(validity.until_utc_s, authority.certificate.validity().until_utc_s);
  return crypto::issue(authority, request, subject, purpose_of(role), validity);
}

Result<void> note_issued(const std::filesystem::path& clinic_folder, Role role,
                         const crypto::Certificate& certificate) {
  const std::filesystem::path folder = clinic_folder / "issued";
  if (auto made = make_folder(folder); !made) return made;
  return write_new_file(folder / (std::string(role_name(role)) + "-" +
                                  certificate.fingerprint().substr(0, 16) + ".crt"),
                        certificate.pem());
}

Result<Files> init(const InitOptions& options) {
  if (options.clinic.empty()) {
    return fail(ErrorCode::bad_value, "the clinic's name is empty", "--clinic", "give its name");
  }
  if (auto free = check_folders(options); !free) return fail(free);
  auto ca_key = crypto::PrivateKey::generate();
  if (!ca_key) return fail(ca_key);
  const std::string unit(options.use == Use::demonstration ? kDemonstrationUnit : "");
  auto ca = crypto::make_authority(
      *ca_key, {common_name(Role::ca), options.clinic, unit, std::string(role_name(Role::ca))},
      validity_of(Role::ca, options.now_utc_s));
  if (!ca) return fail(ca);
  const crypto::Authority authority{*ca_key, *ca};
  std::vector<Pair> pairs{{Role::ca, {*ca_key, *ca}}};
  for (const Role role : {Role::record, Role::recovery, Role::archive}) {
    auto pair = make_pair(authority, role, common_name(role), options.now_utc_s);
    if (!pair) return fail(pair);
    pairs.push_back({role, std::move(*pair)});
  }
  const auto kiosk = make_pair(authority, Role::kiosk, options.kiosk, options.now_utc_s);
  if (!kiosk) return fail(kiosk);

  const std::filesystem::path kiosk_folder = kiosk_keys_folder(options.data_folder);
  if (auto made = make_folder(options.clinic_folder); !made) return fail(made);
  if (auto made = make_folder(kiosk_folder); !made) return fail(made);
  Made made;
  for (const Pair& pair : pairs) {
    if (auto written =
            write_pair(made, options.clinic_folder, pair, options.passphrase, options.use);
        !written) {
      return fail(written);
    }
  }
  for (const Pair& pair : pairs) {
    const auto path = kiosk_folder / (std::string(role_name(pair.role)) + ".crt");
    if (auto written = made.write(path, pair.key.certificate.pem()); !written) return fail(written);
  }
  if (auto written = write_pair(made, kiosk_folder, {Role::kiosk, *kiosk}, {}, options.use);
      !written) {
    return fail(written);
  }
  if (auto noted = note_issued(options.clinic_folder, Role::kiosk, kiosk->certificate); !noted) {
    return fail(noted);
  }
  return made.keep();
}

}  // namespace candor::keys
