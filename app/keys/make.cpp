#include "keys/make.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "keys/folder.h"
#include "keys/made.h"

namespace candor::keys {
namespace {

constexpr std::string_view kPemEnd = "-----END CERTIFICATE-----\n";
constexpr int kMostCertificates = 32;

/// "Ana López" → "ana-l-pez": what a file may be called. May be empty.
std::string file_word(const std::string& name) {
  std::string word;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool fine = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (fine) {
      word += lower;
    } else if (!word.empty() && word.back() != '-') {
      word += '-';
    }
  }
  while (!word.empty() && word.back() == '-') word.pop_back();
  return word;
}

std::string stem_of(Role role, const std::string& name) {
  std::string stem(role_name(role));
  if (role != Role::clinician) return stem;
  const std::string word = file_word(name);
  return word.empty() ? stem : stem + "-" + word;
}

bool is_taken(const std::filesystem::path& folder, const std::string& stem) {
  return is_there(folder / (stem + ".key")) || is_there(folder / (stem + ".crt")) ||
         is_there(folder / (stem + ".csr"));
}

Result<std::vector<crypto::Certificate>> split(std::string_view answer, const std::string& where) {
  std::vector<crypto::Certificate> all;
  while (answer.find("-----BEGIN") != std::string_view::npos) {
    const std::size_t end = answer.find(kPemEnd);
    const std::size_t size = end == std::string_view::npos ? answer.size() : end + kPemEnd.size();
    auto certificate = crypto::Certificate::from_pem(answer.substr(0, size), where);
    if (!certificate) return fail(certificate);
    all.push_back(std::move(*certificate));
    answer.remove_prefix(size);
    if (all.size() > kMostCertificates) break;
  }
  if (all.empty() || all.size() > kMostCertificates) {
    return fail(ErrorCode::bad_format, "holds no certificates", where,
                "give the file that candor keys enroll --request wrote");
  }
  return all;
}

/// The authority that a folder trusts: its own, else the one that the first answer brings.
Result<crypto::Certificate> trusted(const std::filesystem::path& folder,
                                    const std::vector<crypto::Certificate>& brought,
                                    const std::string& where) {
  if (is_there(folder / "ca.crt")) return load_certificate(folder / "ca.crt");
  const auto ca = std::find_if(brought.begin(), brought.end(), [](const auto& one) {
    return one.is_for(crypto::Purpose::authority);
  });
  if (ca != brought.end()) return *ca;
  return fail(ErrorCode::not_found, "brings no authority, and there is none here", where,
              "give the file that candor keys enroll --request wrote");
}

/// The request in the folder that asked for this certificate, without its ending.
std::optional<std::filesystem::path> asked_for(const std::filesystem::path& folder,
                                               const crypto::Certificate& certificate) {
  for (const std::filesystem::path& file : files_ending(folder, ".csr")) {
    const auto pem = read_file(file, kLargestFile);
    if (!pem) continue;
    const auto request = crypto::read_request(*pem, file.string());
    if (request && request->key_id == certificate.key_id()) {
      return std::filesystem::path(file).replace_extension();
    }
  }
  return std::nullopt;
}

/// Where a certificate goes; nothing when the folder has it or has no use for it.
Result<std::optional<std::filesystem::path>> place_for(const std::filesystem::path& folder,
                                                       const crypto::Certificate& certificate,
                                                       Role role) {
  const auto there = certificates_of(folder, role);
  if (!there) return fail(there);
  for (const Placed& placed : *there) {
    if (placed.certificate == certificate) return std::optional<std::filesystem::path>();
  }
  if (const auto stem = asked_for(folder, certificate)) {
    return std::optional(std::filesystem::path(*stem) += ".crt");
  }
  switch (role) {
    case Role::ca:  // trusted() has seen to it that there is one only
      return std::optional(folder / "ca.crt");
    case Role::record:
    case Role::recovery:
    case Role::archive: {
      int number = 1;
      while (is_taken(folder, numbered(role_name(role), number))) ++number;
      return std::optional(folder / (numbered(role_name(role), number) + ".crt"));
    }
    case Role::kiosk:
    case Role::clinician:
      break;
  }
  return fail(ErrorCode::refused,
              "no key here asked for the certificate " + certificate.common_name(), folder.string(),
              "install it where candor keys enroll made the request");
}

}  // namespace

Result<Office> open_office(const std::filesystem::path& clinic_folder,
                           std::string_view passphrase) {
  auto ca = load_clinic_key(clinic_folder / "ca.key", passphrase);
  if (!ca) return fail(ca);
  auto record = newest(clinic_folder, Role::record);
  if (!record) return fail(record);
  auto recovery = newest(clinic_folder, Role::recovery);
  if (!recovery) return fail(recovery);
  auto archive = newest(clinic_folder, Role::archive);
  if (!archive) return fail(archive);
  return Office{clinic_folder,
                {std::move(ca->key), std::move(ca->certificate)},
                std::move(record->certificate),
                std::move(recovery->certificate),
                std::move(archive->certificate)};
}

Result<Requested> request(const RequestOptions& options) {
  std::string stem = stem_of(options.role, options.name);
  if (options.order == Order::first && is_taken(options.folder, stem)) {
    return fail(ErrorCode::conflict, "there is a key already, and it is not overwritten",
                (options.folder / (stem + ".key")).string(),
                options.role == Role::clinician
                    ? "choose another folder for the new one"
                    : "make a newer one beside it with candor keys rotate");
  }
  for (int number = 1; is_taken(options.folder, stem); ++number) {
    stem = numbered(stem_of(options.role, options.name), number);
  }
  const auto key = crypto::PrivateKey::generate();
  if (!key) return fail(key);
  const auto pem =
      crypto::make_request(*key, {options.name, {}, {}, std::string(role_name(options.role))});
  if (!pem) return fail(pem);
  auto key_pem = key->to_pem(options.passphrase, options.stretching);
  if (!key_pem) return fail(key_pem);
  const crypto::Secret secret(std::move(*key_pem));
  if (auto made = make_folder(options.folder); !made) return fail(made);
  Made made;
  const std::filesystem::path key_file = options.folder / (stem + ".key");
  const std::filesystem::path request_file = options.folder / (stem + ".csr");
  if (auto written = made.write(key_file, secret.view()); !written) return fail(written);
  if (auto written = made.write(request_file, *pem); !written) return fail(written);
  made.keep();
  return Requested{key_file, request_file, *pem};
}

Result<std::string> answer(const Office& office, Role role, std::string_view request,
                           const std::string& name, std::int64_t now_utc_s) {
  const auto certificate = issue_for(office.authority, role, request, name, now_utc_s);
  if (!certificate) return fail(certificate);
  if (auto noted = note_issued(office.folder, role, *certificate); !noted) return fail(noted);
  std::string text = certificate->pem() + office.authority.certificate.pem();
  for (const crypto::Certificate* one : {&office.record, &office.recovery, &office.archive}) {
    text += one->pem();
  }
  return text;
}

Result<Files> install(const std::filesystem::path& folder, std::string_view answer,
                      const std::string& where, std::int64_t now_utc_s) {
  const auto brought = split(answer, where);
  if (!brought) return fail(brought);
  const auto ca = trusted(folder, *brought, where);
  if (!ca) return fail(ca);
  // All are checked before the first is written; the one that asked comes first in an answer and is
  // written last, as it puts the key to use.
  std::vector<std::pair<std::filesystem::path, const crypto::Certificate*>> places;
  for (auto one = brought->rbegin(); one != brought->rend(); ++one) {
    const auto role = role_of(*one);
    if (!role) {
      return fail(ErrorCode::refused, "the certificate " + one->common_name() + " has no role",
                  where, "give the file that candor keys enroll --request wrote");
    }
    if (*role == Role::ca && !(*one == *ca)) {
      return fail(ErrorCode::refused, "comes from another clinic's authority than the one here",
                  where, "compare the fingerprints that candor keys show prints in both places");
    }
    if (auto good = check_role(*one, *role, *ca, now_utc_s); !good) {
      return fail(ErrorCode::refused, good.error().what, where, good.error().next);
    }
    const auto place = place_for(folder, *one, *role);
    if (!place) return fail(place);
    if (place->has_value()) places.emplace_back(**place, &*one);
  }
  if (places.empty()) {
    return fail(ErrorCode::conflict, "every certificate in it is here already", where);
  }
  Made made;
  for (const auto& [path, certificate] : places) {
    if (auto written = made.write(path, certificate->pem()); !written) return fail(written);
  }
  for (const auto& [path, certificate] : places) {
    std::error_code ignored;  // a request that stays does no harm
    std::filesystem::remove(std::filesystem::path(path).replace_extension(".csr"), ignored);
  }
  return made.keep();
}

Result<Files> rotate_clinic_key(const Office& office, Role role, std::string_view passphrase,
                                std::int64_t now_utc_s) {
  if (role != Role::record && role != Role::recovery && role != Role::archive) {
    return fail(ErrorCode::bad_value, "is not a key of the clinic's folder that can be renewed",
                std::string(role_name(role)), "write record, recovery or archive");
  }
  const auto old = newest(office.folder, role);
  if (!old) return fail(old);
  return make_at_once(office,
                      {role, office.folder, old->certificate.common_name(), passphrase, Order::next,
                       stretching_of(office.use())},
                      now_utc_s);
}

Result<Files> make_at_once(const Office& office, const RequestOptions& options,
                           std::int64_t now_utc_s) {
  const auto asked = request(options);
  if (!asked) return fail(asked);
  // A key without a certificate would stand in the way of a second try.
  Made made;
  made.add(asked->key_file);
  made.add(asked->request_file);
  const auto given = answer(office, options.role, asked->request, options.name, now_utc_s);
  if (!given) return fail(given);
  const auto installed = install(options.folder, *given, asked->request_file.string(), now_utc_s);
  if (!installed) return fail(installed);
  made.keep();
  Files files{asked->key_file};
  files.insert(files.end(), installed->begin(), installed->end());
  return files;
}

}  // namespace candor::keys
