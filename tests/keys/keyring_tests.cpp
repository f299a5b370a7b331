// Loading keys: what a kiosk and an office refuse, and in which words.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "base/file.h"
#include "crypto/cms.h"
#include "keys/keys.h"
#include "support/demonstration_keys.h"
#include "support/error_of.h"

namespace candor::keys_tests {
namespace {

using support::error_of;

namespace fs = std::filesystem;
using support::DemonstrationKeys;
using support::kDemonstrationNow;
using support::kDemonstrationPassphrase;

constexpr std::int64_t kYear = 365 * 86'400;

void give_to_others(const fs::path& path) {
  fs::permissions(path, fs::perms::group_read, fs::perm_options::add);
}

void write(const fs::path& path, const std::string& text,
           fs::perms mode = fs::perms::owner_read | fs::perms::owner_write) {
  std::ofstream(path, std::ios::binary) << text;
  fs::permissions(path, mode);
}

TEST_CASE("keys: a kiosk loads what was made for it, and knows a demonstration") {
  const DemonstrationKeys made;
  const auto keyring = keys::load_keyring(made.data_folder(), kDemonstrationNow);
  REQUIRE(keyring.has_value());
  CHECK(keyring->demonstration);
  CHECK(keyring->kiosk_certificate.belongs_to(keyring->kiosk));
  CHECK(keyring->kiosk_certificate.organization() == "Sample Clinic");
  CHECK(keyring->kiosk_certificate.common_name() == "Kiosk A");
  // What this kiosk seals, the clinic opens.
  const std::string sealed =
      crypto::encrypt_cms("words", {keyring->record, keyring->recovery}).value();
  for (const keys::Role role : {keys::Role::record, keys::Role::recovery}) {
    const keys::ClinicKey key = made.clinic_key(role);
    CHECK(crypto::decrypt_cms(sealed, key.key, key.certificate).value() == "words");
  }
}

TEST_CASE("keys: a folder without keys says how to make them") {
  const support::TemporaryFolder folder;
  const auto none = keys::load_keyring(folder.path(), kDemonstrationNow);
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == ErrorCode::not_found);
  CHECK(none.error().what == "this kiosk has no keys");
  CHECK(none.error().next.find("candor keys init --data") != std::string::npos);
}

TEST_CASE("keys: each missing file of a kiosk is named") {
  for (const char* name : {"ca.crt", "record.crt", "recovery.crt", "kiosk.crt", "kiosk.key"}) {
    CAPTURE(name);
    const DemonstrationKeys made;
    fs::remove(made.data_folder() / "keys" / name);
    const auto loaded = keys::load_keyring(made.data_folder(), kDemonstrationNow);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == ErrorCode::not_found);
    const std::string named = std::string(name) == "kiosk.crt" ? "kiosk.key" : name;
    CHECK(loaded.error().where == (made.data_folder() / "keys" / named).string());
    CHECK_FALSE(loaded.error().next.empty());
  }
}

TEST_CASE("keys: a kiosk's key that others can read is refused, in words") {
  const DemonstrationKeys made;
  for (const fs::path& path :
       {made.data_folder() / "keys" / "kiosk.key", made.data_folder() / "keys"}) {
    CAPTURE(path);
    const fs::perms before = fs::status(path).permissions();
    give_to_others(path);
    const auto loaded = keys::load_keyring(made.data_folder(), kDemonstrationNow);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == ErrorCode::refused);
    CHECK(loaded.error().what == "others on this computer can read it");
    CHECK(loaded.error().where == path.string());
    CHECK(loaded.error().next.find("chmod") != std::string::npos);
    fs::permissions(path, before);
    CHECK(keys::load_keyring(made.data_folder(), kDemonstrationNow).has_value());
  }
}

TEST_CASE("keys: certificates of another clinic are refused") {
  const DemonstrationKeys ours;
  const DemonstrationKeys theirs;
  for (const char* name : {"record.crt", "recovery.crt", "ca.crt"}) {
    CAPTURE(name);
    const fs::path path = ours.data_folder() / "keys" / name;
    const std::string before = read_file(path, 65536).value();
    write(path, read_file(theirs.data_folder() / "keys" / name, 65536).value());
    const auto loaded = keys::load_keyring(ours.data_folder(), kDemonstrationNow);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == ErrorCode::refused);
    write(path, before);
  }
  // Another kiosk's key under our certificate.
  write(ours.data_folder() / "keys" / "kiosk.key",
        read_file(theirs.data_folder() / "keys" / "kiosk.key", 65536).value());
  const auto loaded = keys::load_keyring(ours.data_folder(), kDemonstrationNow);
  REQUIRE_FALSE(loaded.has_value());
  CHECK(loaded.error().what == "is not the key of the certificate beside it");
}

TEST_CASE("keys: a certificate in another role's place is refused") {
  const DemonstrationKeys made;
  const fs::path folder = made.data_folder() / "keys";
  write(folder / "recovery.crt", read_file(folder / "record.crt", 65536).value());
  const auto loaded = keys::load_keyring(made.data_folder(), kDemonstrationNow);
  REQUIRE_FALSE(loaded.has_value());
  CHECK(loaded.error().code == ErrorCode::refused);
  CHECK(loaded.error().where == (folder / "recovery.crt").string());
  CHECK(loaded.error().what.find("is not one for this role") != std::string::npos);
}

TEST_CASE("keys: keys that ended, or have not begun, are refused and say what to do (S-11)") {
  const DemonstrationKeys made;
  CHECK(keys::load_keyring(made.data_folder(), kDemonstrationNow + 4 * kYear).has_value());
  CHECK(keys::load_keyring(made.data_folder(), kDemonstrationNow - 86'000).has_value());
  const auto ended = keys::load_keyring(made.data_folder(), kDemonstrationNow + 6 * kYear);
  REQUIRE_FALSE(ended.has_value());
  CHECK(ended.error().what.find("expired") != std::string::npos);
  CHECK(ended.error().next.find("candor keys rotate --role kiosk") != std::string::npos);
  const auto early = keys::load_keyring(made.data_folder(), kDemonstrationNow - kYear);
  REQUIRE_FALSE(early.has_value());
  CHECK(early.error().what.find("not yet valid") != std::string::npos);
  CHECK(early.error().next.find("clock") != std::string::npos);
}

TEST_CASE("keys: damaged files are refused, never read as something else") {
  const DemonstrationKeys made;
  const fs::path folder = made.data_folder() / "keys";
  for (const char* name : {"ca.crt", "record.crt", "kiosk.crt", "kiosk.key"}) {
    CAPTURE(name);
    const std::string before = read_file(folder / name, 65536).value();
    for (const std::string& damaged :
         {std::string(), std::string("no PEM at all"), before.substr(0, before.size() / 2),
          before + before, before + "surplus"}) {
      write(folder / name, damaged);
      CHECK_FALSE(keys::load_keyring(made.data_folder(), kDemonstrationNow).has_value());
    }
    write(folder / name, before);
    CHECK(keys::load_keyring(made.data_folder(), kDemonstrationNow).has_value());
  }
}

TEST_CASE("keys: a clinic's key opens with its passphrase and nothing else") {
  const DemonstrationKeys made;
  const fs::path file = made.clinic_folder() / "record.key";
  CHECK(keys::load_clinic_key(file, kDemonstrationPassphrase).has_value());
  const auto wrong = keys::load_clinic_key(file, "another passphrase");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code == ErrorCode::refused);
  CHECK(wrong.error().what == "the passphrase does not open this key");
  CHECK(error_of(keys::load_clinic_key(file, "")).code == ErrorCode::refused);
  give_to_others(file);
  CHECK(error_of(keys::load_clinic_key(file, kDemonstrationPassphrase)).what ==
        "others on this computer can read it");
}

TEST_CASE("keys: a clinic's key that lies without a passphrase is refused") {
  const DemonstrationKeys made;
  const auto key = made.clinic_key(keys::Role::record);
  write(made.clinic_folder() / "record.key", key.key.to_pem("").value());
  const auto loaded =
      keys::load_clinic_key(made.clinic_folder() / "record.key", kDemonstrationPassphrase);
  REQUIRE_FALSE(loaded.has_value());
  CHECK(loaded.error().what.find("not under a passphrase") != std::string::npos);
}

TEST_CASE("keys: no private key of the clinic lies in the kiosk's folder, and all are encrypted") {
  const DemonstrationKeys made;
  int private_keys = 0;
  for (const auto& entry : fs::recursive_directory_iterator(made.data_folder())) {
    if (!entry.is_regular_file()) continue;
    const std::string text = read_file(entry.path(), 65536).value();
    if (text.find("PRIVATE KEY") == std::string::npos) continue;
    ++private_keys;
    CHECK(entry.path().filename() == "kiosk.key");
  }
  CHECK(private_keys == 1);
  for (const auto& entry : fs::recursive_directory_iterator(made.clinic_folder())) {
    if (!entry.is_regular_file()) continue;
    CAPTURE(entry.path());
    const std::string text = read_file(entry.path(), 65536).value();
    CHECK(text.find("BEGIN PRIVATE KEY") == std::string::npos);
    CHECK((entry.path().extension() == ".key") ==
          (text.find("BEGIN ENCRYPTED PRIVATE KEY") != std::string::npos));
  }
}

TEST_CASE("keys: files are readable by their owner only, folders too") {
  const DemonstrationKeys made;
  for (const fs::path& folder : {made.data_folder() / "keys", made.clinic_folder()}) {
    CHECK(fs::status(folder).permissions() == fs::perms::owner_all);
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      CAPTURE(entry.path());
      CHECK(entry.status().permissions() == (entry.is_directory()
                                                 ? fs::perms::owner_all
                                                 : fs::perms::owner_read | fs::perms::owner_write));
    }
  }
}

TEST_CASE("keys: a passphrase file gives its line without the line end") {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / "passphrase";
  for (const char* end : {"", "\n", "\r\n"}) {
    write(file, std::string("correct horse battery") + end);
    CHECK(keys::read_passphrase(file).value().view() == "correct horse battery");
  }
  write(file, "zwölf Zeichen");
  CHECK(keys::read_passphrase(file).value().view() == "zwölf Zeichen");
}

TEST_CASE("keys: a passphrase that is short, on two lines, or open to others is refused") {
  const support::TemporaryFolder folder;
  const fs::path file = folder.path() / "passphrase";
  for (const char* text : {"", "\n", "eleven char", "ölölölölölö\n"}) {
    write(file, text);
    const auto refused = keys::read_passphrase(file);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().what == "the passphrase has fewer than 12 characters");
    CHECK(refused.error().where == file.string());
  }
  write(file, "correct horse\nbattery staple\n");
  CHECK(error_of(keys::read_passphrase(file)).what == "holds more than one line");
  write(file, "correct horse battery\n");
  give_to_others(file);
  CHECK(error_of(keys::read_passphrase(file)).code == ErrorCode::refused);
  CHECK(error_of(keys::read_passphrase(folder.path() / "none")).code == ErrorCode::not_found);
  CHECK(error_of(keys::read_passphrase(folder.path())).code != ErrorCode::not_found);
}

}  // namespace
}  // namespace candor::keys_tests
