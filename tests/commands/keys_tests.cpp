// `candor keys`, run as a person at a shell would.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "commands/program.h"

namespace candor::commands_tests {
namespace {

namespace fs = std::filesystem;

/// A computer with a passphrase file and a place for the two folders.
struct Desk {
  support::TemporaryFolder home;
  fs::path data = home.path() / "kiosk";
  fs::path clinic = home.path() / "clinic";

  Desk() {
    write("passphrase", "correct horse battery staple\n");
    write("own", "her own long passphrase\n");
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(home.path() / name) << text;
    fs::permissions(home.path() / name, fs::perms::owner_read | fs::perms::owner_write);
  }

  [[nodiscard]] std::string file(const std::string& name) const {
    return "'" + (home.path() / name).string() + "'";
  }

  [[nodiscard]] Ran operator()(const std::string& arguments) const {
    return candor(home.path(), "keys " + arguments);
  }

  [[nodiscard]] Ran init(const std::string& more = "--demonstration") const {
    return (*this)("init --data " + file("kiosk") + " --clinic 'Sample Clinic' --out " +
                   file("clinic") + " --passphrase-file " + file("passphrase") + " " + more);
  }

  /// "--ca … --passphrase-file …"
  [[nodiscard]] std::string office() const {
    return " --ca " + file("clinic") + " --passphrase-file " + file("passphrase");
  }
};

TEST_CASE("commands: keys init makes both folders, and a second time changes nothing") {
  const Desk desk;
  const Ran made = desk.init();
  CAPTURE(made.output);
  REQUIRE(made.exit_code == 0);
  CHECK(has(made, "Demonstration, not for real use"));
  for (const char* name :
       {"ca.crt", "record.crt", "recovery.crt", "archive.crt", "kiosk.crt", "kiosk.key"}) {
    CAPTURE(name);
    CHECK(fs::exists(desk.data / "keys" / name));
    CHECK(has(made, (desk.data / "keys" / name).string()));
  }
  for (const char* name : {"ca.key", "record.key", "recovery.key", "archive.key"}) {
    CAPTURE(name);
    CHECK(fs::exists(desk.clinic / name));
    CHECK_FALSE(fs::exists(desk.data / "keys" / name));
  }
  const Ran again = desk.init();
  CHECK(again.exit_code == 3);
  CHECK(has(again, "this kiosk has keys already, and they are not overwritten"));
  CHECK(has(again, "candor keys rotate"));
}

TEST_CASE("commands: openssl reads what keys init wrote, and knows whom it names") {
  const Desk desk;
  REQUIRE(desk.init("--name 'Kiosk C' --demonstration").exit_code == 0);
  const auto openssl = [&](const std::string& arguments) {
    return support::run("cd '" + desk.clinic.string() + "' && openssl " + arguments + " 2>&1");
  };
  const Ran chain = openssl(
      "verify -x509_strict -CAfile ca.crt record.crt recovery.crt "
      "archive.crt ../kiosk/keys/kiosk.crt");
  CAPTURE(chain.output);
  CHECK(chain.exit_code == 0);
  const Ran subject = openssl("x509 -noout -subject -in ../kiosk/keys/kiosk.crt");
  CHECK(has(subject, "O = Sample Clinic"));
  CHECK(has(subject, "OU = \"Demonstration, not for real use\""));
  CHECK(has(subject, "CN = Kiosk C"));
  CHECK(openssl("pkey -noout -in record.key -passin file:../passphrase").exit_code == 0);
  CHECK(openssl("pkey -noout -in record.key -passin pass:wrong").exit_code != 0);
}

TEST_CASE("commands: real keys are stretched so that guessing is slow") {
  const Desk desk;
  REQUIRE(desk.init("").exit_code == 0);
  const Ran printed = support::run("openssl asn1parse -in " + desk.file("clinic/record.key"));
  CHECK(has(printed, ":0927C0"));  // 600,000 rounds
  CHECK(has(printed, "hmacWithSHA256"));
  CHECK(has(printed, "aes-256-cbc"));
}

TEST_CASE("commands: a passphrase that is short or that others can read makes no keys") {
  const Desk desk;
  desk.write("passphrase", "too short\n");
  const Ran shorter = desk.init();
  CHECK(shorter.exit_code == 3);
  CHECK(has(shorter, "the passphrase has fewer than 12 characters"));
  CHECK_FALSE(has(shorter, "too short"));
  desk.write("passphrase", "correct horse battery staple\n");
  fs::permissions(desk.home.path() / "passphrase", fs::perms::others_read, fs::perm_options::add);
  const Ran open = desk.init();
  CHECK(open.exit_code == 3);
  CHECK(has(open, "others on this computer can read it"));
  CHECK(has(open, "chmod 600"));
  CHECK_FALSE(fs::exists(desk.clinic));
  CHECK_FALSE(fs::exists(desk.data));
}

TEST_CASE("commands: wrong usage of keys is exit code 2 and says what is missing") {
  const Desk desk;
  for (const char* arguments : {"",
                                "frobnicate",
                                "init",
                                "init --data d --out o --clinic c",
                                "enroll",
                                "enroll --role boss",
                                "enroll --role record --name x --data d",
                                "enroll --role kiosk --data d",
                                "enroll --role kiosk --name B",
                                "enroll --role clinician --name A --data d",
                                "enroll --role clinician --name A --out o",
                                "enroll --role kiosk --name B --data d --ca c",
                                "enroll --role kiosk --request r",
                                "enroll --request r --certificate c",
                                "enroll --certificate c",
                                "rotate",
                                "rotate --role clinician",
                                "rotate --role ca",
                                "rotate --role kiosk",
                                "rotate --role record",
                                "show",
                                "init --passphrase 'on the command line'"}) {
    CAPTURE(arguments);
    const Ran ran = desk(arguments);
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 2);
    CHECK(has(ran, "candor: "));
    CHECK(has(ran, "candor --help"));
  }
}

TEST_CASE("commands: a clinician gets a key under a passphrase of their own") {
  const Desk desk;
  REQUIRE(desk.init().exit_code == 0);
  const std::string wanted = "enroll --role clinician --name 'Ana Lopez' --out " +
                             desk.file("ana") + " --own-passphrase-file " + desk.file("own") +
                             desk.office();
  const Ran made = desk(wanted);
  CAPTURE(made.output);
  REQUIRE(made.exit_code == 0);
  const fs::path key = desk.home.path() / "ana" / "clinician-ana-lopez.key";
  CHECK(support::run("openssl pkey -noout -in '" + key.string() +
                     "' -passin file:" + desk.file("own"))
            .exit_code == 0);
  CHECK(fs::exists(desk.home.path() / "ana" / "clinician-ana-lopez.crt"));
  const Ran again = desk(wanted);
  CHECK(again.exit_code == 3);
  CHECK(has(again, "not overwritten"));
}

TEST_CASE("commands: a wrong passphrase of the clinic leaves no key behind") {
  const Desk desk;
  REQUIRE(desk.init().exit_code == 0);
  desk.write("passphrase", "not the clinic's words\n");
  const Ran refused =
      desk("enroll --role kiosk --name 'Kiosk B' --data " + desk.file("second") + desk.office());
  CHECK(refused.exit_code == 3);
  CHECK(has(refused, "the passphrase does not open this key"));
  CHECK_FALSE(fs::exists(desk.home.path() / "second"));
}

TEST_CASE("commands: a kiosk far from the office asks, is answered and installs") {
  const Desk desk;
  REQUIRE(desk.init().exit_code == 0);
  const Ran asked = desk("enroll --role kiosk --name 'Kiosk B' --data " + desk.file("second"));
  CAPTURE(asked.output);
  REQUIRE(asked.exit_code == 0);
  CHECK(has(asked, "kiosk.csr"));
  const Ran waiting = desk("show " + desk.file("second"));
  CHECK(has(waiting, "waits for its certificate"));
  const Ran answered =
      desk("enroll --role kiosk --request " + desk.file("second/keys/kiosk.csr") + desk.office());
  CAPTURE(answered.output);
  REQUIRE(answered.exit_code == 0);
  CHECK(has(answered, "Kiosk B is now kiosk of Sample Clinic"));
  const Ran installed = desk("enroll --data " + desk.file("second") + " --certificate " +
                             desk.file("second/keys/kiosk.csr.answer"));
  CAPTURE(installed.output);
  REQUIRE(installed.exit_code == 0);
  const Ran shown = desk("show " + desk.file("second"));
  CAPTURE(shown.output);
  CHECK(shown.exit_code == 0);
  CHECK(has(shown, "kiosk: Kiosk B, Sample Clinic"));
}

TEST_CASE("commands: rotating leaves the old keys, and shows which is in use") {
  const Desk desk;
  REQUIRE(desk.init().exit_code == 0);
  const Ran kiosk = desk("rotate --role kiosk --data " + desk.file("kiosk") + desk.office());
  CAPTURE(kiosk.output);
  REQUIRE(kiosk.exit_code == 0);
  const Ran record = desk("rotate --role record --data " + desk.file("kiosk") + desk.office());
  CAPTURE(record.output);
  REQUIRE(record.exit_code == 0);
  for (const char* name :
       {"kiosk/keys/kiosk.key", "kiosk/keys/kiosk-2.key", "kiosk/keys/kiosk-2.crt",
        "kiosk/keys/record-2.crt", "clinic/record.key", "clinic/record-2.key"}) {
    CAPTURE(name);
    CHECK(fs::exists(desk.home.path() / name));
  }
  CHECK_FALSE(fs::exists(desk.data / "keys" / "record-2.key"));
}

TEST_CASE("commands: keys show says who, until when and whether it is a demonstration") {
  const Desk desk;
  REQUIRE(desk.init().exit_code == 0);
  const Ran shown = desk("show " + desk.file("kiosk"));
  CAPTURE(shown.output);
  CHECK(shown.exit_code == 0);
  CHECK(has(shown, "kiosk: Kiosk A, Sample Clinic"));
  CHECK(has(shown, ", in use, with its private key"));
  CHECK(has(shown, "Demonstration, not for real use"));
  const std::string print =
      support::run("openssl x509 -noout -fingerprint -sha256 -in " +
                   desk.file("kiosk/keys/kiosk.crt") + " | sed 's/.*=//; s/://g' | tr A-F a-f")
          .output;
  std::string ours = shown.output;
  ours.erase(std::remove(ours.begin(), ours.end(), ' '), ours.end());
  CHECK(ours.find("SHA-256" + print.substr(0, 64)) != std::string::npos);
  CHECK(has(desk("show " + desk.file("nowhere")), "there are no keys here"));
  CHECK(desk("show " + desk.file("nowhere")).exit_code == 3);
}

TEST_CASE("commands: keys show finds a key that others can read") {
  const Desk desk;
  REQUIRE(desk.init().exit_code == 0);
  fs::permissions(desk.data / "keys" / "kiosk.key", fs::perms::group_read, fs::perm_options::add);
  const Ran shown = desk("show " + desk.file("kiosk"));
  CHECK(shown.exit_code == 1);
  CHECK(has(shown, "others on this computer can read it"));
}

}  // namespace
}  // namespace candor::commands_tests
