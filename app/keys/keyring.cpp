#include <algorithm>
#include <utility>

#include "base/file.h"
#include "keys/folder.h"
#include "keys/keys.h"

namespace candor::keys {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
  }));
}

/// The error again, with the file it is about.
Error about(Error error, const std::filesystem::path& file) {
  error.where = file.string();
  return error;
}

Result<crypto::Certificate> checked(const std::filesystem::path& folder, Role role,
                                    const crypto::Certificate& ca, std::int64_t at_utc_s) {
  auto placed = newest(folder, role);
  if (!placed) return fail(placed);
  if (auto good = check_role(placed->certificate, role, ca, at_utc_s); !good) {
    return tl::unexpected(about(good.error(), placed->file));
  }
  return std::move(placed->certificate);
}

tl::unexpected<Error> still_waits(const std::filesystem::path& request) {
  return fail(ErrorCode::not_found, "this request still waits for its certificate",
              request.string(),
              "issue it in the office with candor keys enroll --request, then install it here with "
              "candor keys enroll --certificate");
}

/// The kiosk's key in use: the newest certificate whose key is here.
Result<ClinicKey> kiosk_key(const std::filesystem::path& folder) {
  auto all = certificates_of(folder, Role::kiosk);
  if (!all) return fail(all);
  for (Placed& placed : *all) {
    const std::filesystem::path key_file = placed.key_file();
    if (!is_there(key_file)) continue;
    const auto pem = read_private_file(key_file);
    if (!pem) return fail(pem);
    auto key = crypto::PrivateKey::from_pem(pem->view(), {}, key_file.string());
    if (!key) return fail(key);
    if (!placed.certificate.belongs_to(*key)) {
      return fail(ErrorCode::refused, "is not the key of the certificate beside it",
                  key_file.string(), "put the files back that candor keys made, from a backup");
    }
    return ClinicKey{std::move(*key), std::move(placed.certificate)};
  }
  if (const auto waiting = files_ending(folder, ".csr"); !waiting.empty()) {
    return still_waits(waiting.front());
  }
  return fail(ErrorCode::not_found, "there is no such file", (folder / "kiosk.key").string(),
              "make a key with: candor keys enroll --role kiosk");
}

/// The certificate beside a private key: the same name with .crt.
std::filesystem::path certificate_file(std::filesystem::path key_file) {
  return key_file.replace_extension(".crt");
}

}  // namespace

std::filesystem::path kiosk_keys_folder(const std::filesystem::path& data_folder) {
  return data_folder / "keys";
}

Result<crypto::Certificate> load_certificate(const std::filesystem::path& file) {
  const auto pem = read_file(file, kLargestFile);
  if (!pem) return fail(pem);
  return crypto::Certificate::from_pem(*pem, file.string());
}

Result<crypto::Secret> read_passphrase(const std::filesystem::path& file) {
  auto bytes = read_private_file(file);
  if (!bytes) return fail(bytes);
  std::string_view line = bytes->view();
  if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
    return fail(ErrorCode::bad_value, "holds more than one line", file.string(),
                "write the passphrase alone into it, on one line");
  }
  if (characters(line) < kShortestPassphrase) {
    return fail(
        ErrorCode::bad_value,
        "the passphrase has fewer than " + std::to_string(kShortestPassphrase) + " characters",
        file.string(), "choose a longer one: five or six words drawn at random are good");
  }
  return crypto::Secret(std::string(line));
}

Result<Keyring> load_keyring(const std::filesystem::path& data_folder, std::int64_t at_utc_s) {
  const std::filesystem::path folder = kiosk_keys_folder(data_folder);
  if (!is_there(folder)) {
    return fail(ErrorCode::not_found, "this kiosk has no keys", folder.string(),
                "make them with: candor keys init --data " + data_folder.string() +
                    " --clinic NAME --out DIR --passphrase-file FILE");
  }
  if (auto closed = check_private(folder); !closed) return fail(closed);
  auto ca = newest(folder, Role::ca);
  if (!ca) {
    // A kiosk that was never answered has nothing but its request.
    const auto waiting = files_ending(folder, ".csr");
    if (ca.error().code == ErrorCode::not_found && !waiting.empty()) {
      return still_waits(waiting.front());
    }
    return fail(ca);
  }
  if (auto good = check_role(ca->certificate, Role::ca, ca->certificate, at_utc_s); !good) {
    return tl::unexpected(about(good.error(), ca->file));
  }
  auto kiosk = kiosk_key(folder);
  if (!kiosk) return fail(kiosk);
  if (auto good = check_role(kiosk->certificate, Role::kiosk, ca->certificate, at_utc_s); !good) {
    return tl::unexpected(about(good.error(), folder / "kiosk.crt"));
  }
  auto record = checked(folder, Role::record, ca->certificate, at_utc_s);
  if (!record) return fail(record);
  auto recovery = checked(folder, Role::recovery, ca->certificate, at_utc_s);
  if (!recovery) return fail(recovery);
  const bool demonstration = is_demonstration(ca->certificate) ||
                             is_demonstration(kiosk->certificate) || is_demonstration(*record) ||
                             is_demonstration(*recovery);
  return Keyring{std::move(kiosk->key), std::move(kiosk->certificate), std::move(ca->certificate),
                 std::move(*record),    std::move(*recovery),          demonstration};
}

Result<ClinicKey> load_clinic_key(const std::filesystem::path& key_file,
                                  std::string_view passphrase) {
  const auto pem = read_private_file(key_file);
  if (!pem) return fail(pem);
  // Without this an empty passphrase would mean "not encrypted".
  if (passphrase.empty()) {
    return fail(ErrorCode::refused, "this key needs its passphrase", key_file.string(),
                "give it with --passphrase-file FILE");
  }
  auto key = crypto::PrivateKey::from_pem(pem->view(), passphrase, key_file.string());
  if (!key) return fail(key);
  auto certificate = load_certificate(certificate_file(key_file));
  if (!certificate) return fail(certificate);
  if (!certificate->belongs_to(*key)) {
    return fail(ErrorCode::refused, "is not the key of the certificate beside it",
                key_file.string(), "put the files back that candor keys made, from a backup");
  }
  return ClinicKey{std::move(*key), std::move(*certificate)};
}

Result<std::vector<ClinicKey>> load_opening_keys(const std::filesystem::path& key_file,
                                                 std::string_view passphrase) {
  std::vector<ClinicKey> keys;
  const auto named = load_clinic_key(key_file, passphrase);
  if (!named) return fail(named);
  const auto name = parse_stem(key_file.stem().string());
  if (!name) return std::vector<ClinicKey>{*named};
  const std::filesystem::path folder = key_file.has_parent_path() ? key_file.parent_path() : ".";
  const auto all = certificates_of(folder, name->role);
  if (!all) return fail(all);
  for (const Placed& placed : *all) {
    if (!is_there(placed.key_file())) continue;
    if (placed.certificate == named->certificate) {
      keys.push_back(*named);
      continue;
    }
    auto key = load_clinic_key(placed.key_file(), passphrase);
    if (!key) return fail(key);
    keys.push_back(std::move(*key));
  }
  return keys;
}

}  // namespace candor::keys
