// Making keys: the first ones, more kiosks and people, newer ones; nothing is ever overwritten.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "base/file.h"
#include "crypto/cms.h"
#include "keys/make.h"
#include "support/demonstration_keys.h"
#include "support/error_of.h"

namespace candor::keys_tests {
namespace {

using support::error_of;

namespace fs = std::filesystem;
using keys::Role;
using support::DemonstrationKeys;
using support::kDemonstrationNow;
using support::kDemonstrationPassphrase;

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kLater = kDemonstrationNow + 30 * kDay;

void put(const fs::path& path, const std::string& text) {
  REQUIRE(write_file_atomic(path, text).has_value());
}

using Content = std::map<fs::path, std::string>;

Content content(const fs::path& folder) {
  Content files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files[entry.path()] = read_file(entry.path(), 65536).value();
  }
  return files;
}

/// Every file of before is there still, unchanged.
bool kept(const Content& before, const Content& after) {
  return std::all_of(before.begin(), before.end(), [&](const auto& file) {
    const auto found = after.find(file.first);
    return found != after.end() && found->second == file.second;
  });
}

keys::InitOptions options(const fs::path& data, const fs::path& clinic) {
  keys::InitOptions options;
  options.data_folder = data;
  options.clinic_folder = clinic;
  options.clinic = "Sample Clinic";
  options.passphrase = kDemonstrationPassphrase;
  options.use = keys::Use::demonstration;
  options.now_utc_s = kDemonstrationNow;
  return options;
}

keys::Office office(const DemonstrationKeys& made) {
  return keys::open_office(made.clinic_folder(), kDemonstrationPassphrase).value();
}

/// A request made in the folder, answered by the office and put there.
keys::Files enroll(const DemonstrationKeys& made, const keys::RequestOptions& wanted,
                   std::int64_t now = kDemonstrationNow) {
  const auto asked = keys::request(wanted).value();
  const std::string given =
      keys::answer(office(made), wanted.role, asked.request, wanted.name, now).value();
  return keys::install(wanted.folder, given, "the answer", now).value();
}

TEST_CASE("keys: init never touches keys that are there, in either folder") {
  const support::TemporaryFolder folder;
  const fs::path data = folder.path() / "data";
  const fs::path clinic = folder.path() / "clinic";
  REQUIRE(keys::init(options(data, clinic)).has_value());
  const Content before = content(folder.path());
  const auto again = keys::init(options(data, clinic));
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().code == ErrorCode::conflict);
  const auto other_kiosk = keys::init(options(folder.path() / "data2", clinic));
  REQUIRE_FALSE(other_kiosk.has_value());
  CHECK(other_kiosk.error().code == ErrorCode::conflict);
  CHECK(other_kiosk.error().next.find("candor keys enroll") != std::string::npos);
  CHECK_FALSE(keys::init(options(data, folder.path() / "clinic2")).has_value());
  CHECK(content(folder.path()) == before);
}

TEST_CASE("keys: one file of a clinic's folder is enough for init to leave it alone") {
  for (const char* name : {"ca.key", "record.key", "recovery.crt", "archive.key"}) {
    CAPTURE(name);
    const support::TemporaryFolder folder;
    fs::create_directory(folder.path() / "clinic");
    put(folder.path() / "clinic" / name, "precious");
    const Content before = content(folder.path());
    CHECK_FALSE(keys::init(options(folder.path() / "data", folder.path() / "clinic")).has_value());
    CHECK(content(folder.path()) == before);
  }
}

TEST_CASE("keys: the clinic's private keys are refused a place in the kiosk's folder") {
  const support::TemporaryFolder folder;
  const fs::path data = folder.path() / "data";
  for (const fs::path& clinic : {data, data / "clinic", data / "x" / ".." / "clinic"}) {
    const auto refused = keys::init(options(data, clinic));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::refused);
  }
  CHECK(content(folder.path()).empty());
}

TEST_CASE("keys: names that a certificate cannot carry are refused before anything is written") {
  const support::TemporaryFolder folder;
  for (const std::string& clinic :
       {std::string(), std::string(65, 'x'), std::string("two\nlines"), std::string("\xff\xfe")}) {
    auto wanted = options(folder.path() / "data", folder.path() / "clinic");
    wanted.clinic = clinic;
    const auto refused = keys::init(wanted);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::bad_value);
  }
  CHECK(content(folder.path()).empty());
  auto wanted = options(folder.path() / "data", folder.path() / "clinic");
  wanted.clinic = "Clínica 李 & Söhne";
  REQUIRE(keys::init(wanted).has_value());
  CHECK(keys::load_certificate(folder.path() / "clinic" / "ca.crt").value().organization() ==
        wanted.clinic);
}

TEST_CASE("keys: an init that cannot finish leaves nothing behind") {
  const support::TemporaryFolder folder;
  put(folder.path() / "data", "a file where the folder should be");
  CHECK_FALSE(keys::init(options(folder.path() / "data", folder.path() / "clinic")).has_value());
  for (const auto& [path, text] : content(folder.path())) CHECK(path.filename() == "data");
  // Here the last file but two cannot be written: a folder has its name.
  fs::create_directories(folder.path() / "clinic2" / "issued");
  put(folder.path() / "clinic2" / "issued" / "x", "");
  fs::remove_all(folder.path() / "clinic2" / "issued");
  put(folder.path() / "clinic2" / "issued", "a file");
  CHECK_FALSE(keys::init(options(folder.path() / "data2", folder.path() / "clinic2")).has_value());
  CHECK(content(folder.path()).size() == 2);
}

TEST_CASE("keys: real keys carry no mark of a demonstration and are not practice") {
  const support::TemporaryFolder folder;
  auto wanted = options(folder.path() / "data", folder.path() / "clinic");
  wanted.use = keys::Use::real;
  REQUIRE(keys::init(wanted).has_value());
  CHECK_FALSE(keys::load_keyring(wanted.data_folder, kDemonstrationNow).value().demonstration);
}

TEST_CASE("keys: what a demonstration authority issues is a demonstration, whatever is asked") {
  const DemonstrationKeys made;
  const support::TemporaryFolder own;
  enroll(made, {Role::clinician, own.path(), "Ana Lopez", "a passphrase of her own",
                keys::Order::first, crypto::Stretching::quick});
  const auto key =
      keys::load_clinic_key(own.path() / "clinician-ana-lopez.key", "a passphrase of her own");
  REQUIRE(key.has_value());
  CHECK(keys::is_demonstration(key->certificate));
  CHECK(keys::role_of(key->certificate) == Role::clinician);
  CHECK(key->certificate.common_name() == "Ana Lopez");
  const auto ca = keys::load_certificate(made.clinic_folder() / "ca.crt").value();
  CHECK(keys::check_role(key->certificate, Role::clinician, ca, kDemonstrationNow).has_value());
  CHECK_FALSE(keys::check_role(key->certificate, Role::kiosk, ca, kDemonstrationNow).has_value());
  CHECK_FALSE(keys::check_role(key->certificate, Role::archive, ca, kDemonstrationNow).has_value());
}

TEST_CASE("keys: a second kiosk asks, the office answers, and the kiosk can seal") {
  const DemonstrationKeys made;
  const support::TemporaryFolder second;
  const fs::path folder = keys::kiosk_keys_folder(second.path());
  const auto asked = keys::request({Role::kiosk, folder, "Kiosk B", {}}).value();
  // Until the answer comes, the kiosk says what it waits for.
  const auto waiting = keys::load_keyring(second.path(), kDemonstrationNow);
  REQUIRE_FALSE(waiting.has_value());
  CHECK(waiting.error().where == asked.request_file.string());
  CHECK(waiting.error().next.find("--certificate") != std::string::npos);
  const std::string given =
      keys::answer(office(made), Role::kiosk, asked.request, "Kiosk B", kDemonstrationNow).value();
  CHECK(given.find("PRIVATE") == std::string::npos);
  REQUIRE(keys::install(folder, given, "answer", kDemonstrationNow).has_value());
  const auto keyring = keys::load_keyring(second.path(), kDemonstrationNow);
  REQUIRE(keyring.has_value());
  CHECK(keyring->kiosk_certificate.common_name() == "Kiosk B");
  CHECK(keyring->record == made.keyring().record);
  CHECK_FALSE(fs::exists(asked.request_file));
  CHECK(error_of(keys::install(folder, given, "answer", kDemonstrationNow)).code ==
        ErrorCode::conflict);
}

TEST_CASE("keys: the office decides the role, a request for more is not heard (S-06)") {
  const DemonstrationKeys made;
  const auto key = crypto::PrivateKey::generate().value();
  const std::string greedy =
      crypto::make_request(key, {"Mallory", "Sample Clinic", "", "ca"}).value();
  const std::string given =
      keys::answer(office(made), Role::clinician, greedy, "Mallory", kDemonstrationNow).value();
  const auto certificate =
      crypto::Certificate::from_pem(given.substr(0, given.find("-----END") + 26), "answer").value();
  CHECK(certificate.title() == "clinician");
  CHECK(certificate.unit() == keys::kDemonstrationUnit);
  CHECK_FALSE(certificate.is_for(crypto::Purpose::authority));
}

TEST_CASE("keys: an answer for another kiosk or from another clinic is refused") {
  const DemonstrationKeys made;
  const DemonstrationKeys other;
  const fs::path folder = keys::kiosk_keys_folder(made.data_folder());
  const support::TemporaryFolder elsewhere;
  const Content before = content(folder);
  const auto asked = keys::request({Role::kiosk, elsewhere.path(), "Kiosk B", {}}).value();
  const std::string stray =
      keys::answer(office(made), Role::kiosk, asked.request, "Kiosk B", kDemonstrationNow).value();
  const auto unasked = keys::install(folder, stray, "stray", kDemonstrationNow);
  REQUIRE_FALSE(unasked.has_value());
  CHECK(unasked.error().what.find("no key here asked for") != std::string::npos);
  const std::string foreign =
      keys::answer(office(other), Role::kiosk, asked.request, "Kiosk B", kDemonstrationNow).value();
  const auto refused = keys::install(folder, foreign, "foreign", kDemonstrationNow);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::refused);
  CHECK_FALSE(keys::install(folder, "", "empty", kDemonstrationNow).has_value());
  CHECK_FALSE(keys::install(folder, stray.substr(0, stray.size() - 40), "cut", kDemonstrationNow)
                  .has_value());
  CHECK(content(folder) == before);
}

TEST_CASE("keys: a kiosk's first key is never replaced, a newer one lies beside it") {
  const DemonstrationKeys made;
  const fs::path folder = keys::kiosk_keys_folder(made.data_folder());
  const Content before = content(folder);
  const auto first = keys::request({Role::kiosk, folder, "Kiosk A", {}});
  REQUIRE_FALSE(first.has_value());
  CHECK(first.error().code == ErrorCode::conflict);
  const auto old = made.keyring();
  enroll(made, {Role::kiosk, folder, "Kiosk A", {}, keys::Order::next}, kLater);
  CHECK(kept(before, content(folder)));
  CHECK(fs::exists(folder / "kiosk-2.key"));
  const auto now = keys::load_keyring(made.data_folder(), kLater).value();
  CHECK_FALSE(now.kiosk_certificate == old.kiosk_certificate);
  // What the old key signed still verifies.
  const std::string old_words =
      crypto::sign_cms("words", old.kiosk, old.kiosk_certificate, kDemonstrationNow).value();
  CHECK(crypto::verify_cms(old_words, now.ca).value().content == "words");
}

TEST_CASE("keys: a newer kiosk key that has no certificate yet is not in use") {
  const DemonstrationKeys made;
  const fs::path folder = keys::kiosk_keys_folder(made.data_folder());
  const auto old = made.keyring();
  REQUIRE(keys::request({Role::kiosk, folder, "Kiosk A", {}, keys::Order::next}).has_value());
  CHECK(made.keyring().kiosk_certificate == old.kiosk_certificate);
}

TEST_CASE("keys: after a rotation the kiosk seals for the new record key, the old opens the old") {
  const DemonstrationKeys made;
  const Content before = content(made.clinic_folder());
  const fs::path folder = keys::kiosk_keys_folder(made.data_folder());
  const auto old = made.keyring();
  const std::string old_words = crypto::encrypt_cms("old", {old.record, old.recovery}).value();
  const auto files =
      keys::rotate_clinic_key(office(made), Role::record, kDemonstrationPassphrase, kLater);
  REQUIRE(files.has_value());
  CHECK(kept(before, content(made.clinic_folder())));
  REQUIRE(keys::install(folder, read_file(made.clinic_folder() / "record-2.crt", 65536).value(),
                        "record-2.crt", kLater)
              .has_value());
  const auto now = keys::load_keyring(made.data_folder(), kLater).value();
  CHECK_FALSE(now.record == old.record);
  CHECK(now.recovery == old.recovery);
  const std::string new_words = crypto::encrypt_cms("new", {now.record, now.recovery}).value();
  // Whichever of the two files is given, both keys come, the newer first.
  for (const char* name : {"record.key", "record-2.key"}) {
    const auto opening =
        keys::load_opening_keys(made.clinic_folder() / name, kDemonstrationPassphrase).value();
    REQUIRE(opening.size() == 2);
    CHECK(crypto::decrypt_cms(new_words, opening[0].key, opening[0].certificate).value() == "new");
    CHECK(crypto::decrypt_cms(old_words, opening[1].key, opening[1].certificate).value() == "old");
    CHECK_FALSE(crypto::decrypt_cms(new_words, opening[1].key, opening[1].certificate).has_value());
  }
  CHECK(keys::open_office(made.clinic_folder(), kDemonstrationPassphrase).value().record ==
        now.record);
}

TEST_CASE("keys: only the clinic's own roles are rotated in its folder") {
  const DemonstrationKeys made;
  for (const Role role : {Role::ca, Role::kiosk, Role::clinician}) {
    CHECK(error_of(keys::rotate_clinic_key(office(made), role, kDemonstrationPassphrase, kLater))
              .code == ErrorCode::bad_value);
  }
}

TEST_CASE("keys: what is shown says who, what is in use, and what is wrong") {
  const DemonstrationKeys made;
  const fs::path folder = keys::kiosk_keys_folder(made.data_folder());
  enroll(made, {Role::kiosk, folder, "Kiosk A", {}, keys::Order::next}, kLater);
  const auto shown = keys::show(made.data_folder(), kLater).value();
  CHECK(shown.size() == 6);
  for (const keys::Shown& one : shown) {
    CAPTURE(one.file);
    CHECK(one.problems.empty());
    CHECK(one.in_use == (one.file.filename() != "kiosk.crt"));
    CHECK(one.has_key == (one.role == Role::kiosk));
  }
  // Seven years on, the newer kiosk key has ended and is named; the older only verifies.
  int ended = 0;
  const auto years_on = keys::show(made.data_folder(), kDemonstrationNow + 7 * 365 * kDay).value();
  for (const keys::Shown& one : years_on) {
    if (one.problems.empty()) continue;
    ++ended;
    CHECK(one.file.filename() == "kiosk-2.crt");
  }
  CHECK(ended == 1);
  fs::permissions(folder / "kiosk.key", fs::perms::others_read, fs::perm_options::add);
  const auto open = keys::show(made.data_folder(), kLater).value();
  CHECK(std::count_if(open.begin(), open.end(),
                      [](const keys::Shown& one) { return !one.problems.empty(); }) == 1);
}

TEST_CASE("keys: the clinic's folder shows what was issued to whom (S-09)") {
  const DemonstrationKeys made;
  const auto shown = keys::show(made.clinic_folder(), kDemonstrationNow).value();
  const auto issued = std::find_if(shown.begin(), shown.end(),
                                   [](const keys::Shown& one) { return one.role == Role::kiosk; });
  REQUIRE(issued != shown.end());
  CHECK(issued->file.parent_path().filename() == "issued");
  CHECK(*issued->certificate == made.keyring().kiosk_certificate);
  const support::TemporaryFolder empty;
  CHECK(error_of(keys::show(empty.path(), kDemonstrationNow)).code == ErrorCode::not_found);
}

}  // namespace
}  // namespace candor::keys_tests
