// What the demonstration of tools/run leaves, in the hands of programs that know nothing of Candor.
// The same script and the same program walk the same visit, only without pictures.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/file.h"
#include "base/json.h"
#include "export/archive_office.h"
#include "fhir/validators.h"
#include "keys/keys.h"
#include "support/fakes.h"

namespace candor::e2e {
namespace {

namespace fs = std::filesystem;
using support::run;

class Demonstration {
 public:
  Demonstration() {
    REQUIRE(std::getenv("DISPLAY") != nullptr);
    const auto ran = run(fmt::format("'{}' '{}' '{}' --pictures no 2>&1",
                                     (support::source_folder() / "tools" / "demonstrate").string(),
                                     support::build_folder().string(), folder().string()));
    // `candor verify` of the ledger and of the export comes last and said that both are sound.
    REQUIRE_MESSAGE(ran.exit_code == 0, ran.output);
  }

  [[nodiscard]] const fs::path& folder() const { return m_folder.path(); }

  [[nodiscard]] fs::path clinic() const { return folder() / "data-clinic"; }

  /// The one exported file of a record whose name ends so; the manifest and the index are none.
  [[nodiscard]] fs::path exported(const std::string& ending) const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder() / "export")) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("manifest") || name.starts_with("index")) continue;
      const auto dot = name.find('.');
      if (dot != std::string::npos && name.substr(dot) == ending) found.push_back(entry.path());
    }
    REQUIRE_MESSAGE(found.size() == 1, "files " << ending << ": " << found.size());
    return found.front();
  }

  /// Runs a command line in the folder, with $ca, the clinic's authority.
  [[nodiscard]] support::Ran shell(const std::string& command) const {
    return run(fmt::format("cd '{}' && ca=data-clinic/ca.crt && {{ {}; }} 2>&1", folder().string(),
                           command));
  }

 private:
  support::TemporaryFolder m_folder;
};

void check(const support::Ran& ran, const std::string& words = {}) {
  CHECK_MESSAGE(ran.exit_code == 0, ran.output);
  CHECK_MESSAGE(ran.output.find(words) != std::string::npos, ran.output);
}

std::string bytes_of(const fs::path& file) {
  const auto bytes = read_file(file, 10'000'000);
  REQUIRE(bytes);
  return *bytes;
}

}  // namespace

TEST_CASE(
    "e2e: what the demonstration leaves is accepted by OpenSSL, pdfsig, qpdf and the FHIR "
    "validators (S-07, S-21, S-24, F-03)") {
  const Demonstration made;
  const std::string record = bytes_of(made.exported(".json"));

  // A visit of today, as far as it can be one: signed, and practice.
  const Json told = Json::parse(record);
  CHECK(told["outcome"] == "signed");
  CHECK(told["practice"] == true);
  const std::int64_t now = SystemClock().now().utc_ms;
  constexpr std::int64_t kHourMs = 3'600'000;
  CHECK(told["ended"]["utc_ms"] <= now);
  CHECK(told["started"]["utc_ms"] >= now - kHourMs);

  // The keys, the exported message and the manifest, by openssl alone, on this machine's day.
  for (const char* role : {"record", "recovery", "archive"}) {
    check(made.shell(fmt::format("openssl verify -CAfile $ca data-clinic/{}.crt", role)));
  }
  check(
      made.shell(fmt::format("openssl cms -verify -cades -binary -inform DER -in '{}' -CAfile $ca "
                             "-out message.json",
                             made.exported(".cms").string())),
      "CAdES Verification successful");
  CHECK(bytes_of(made.folder() / "message.json") == record);
  check(made.shell("openssl cms -verify -cades -binary -inform DER -in export/manifest.cms "
                   "-CAfile $ca -out manifest.json"),
        "CAdES Verification successful");
  CHECK(bytes_of(made.folder() / "manifest.json") ==
        bytes_of(made.folder() / "export" / "manifest.json"));

  // The sealed record in the ledger, opened with the clinic's key and no Candor.
  check(
      made.shell("sqlite3 'file:data/ledger.sqlite?mode=ro' \"SELECT hex(blob) FROM entry WHERE "
                 "header ->> 'kind' = 'record'\" | basenc --base16 --decode --ignore-garbage "
                 ">sealed.der"));
  check(
      made.shell("openssl cms -decrypt -inform DER -binary -in sealed.der "
                 "-recip data-clinic/record.crt -inkey data-clinic/record.key "
                 "-passin file:data-clinic/passphrase.txt -out signed.der"));
  CHECK(bytes_of(made.folder() / "signed.der") == bytes_of(made.exported(".cms")));

  const fs::path pdf = made.exported(".pdf");
  const auto ca = keys::load_certificate(made.clinic() / "ca.crt");
  REQUIRE(ca);
  const std::string said = exporting::samples::pdfsig(pdf, *ca);
  CAPTURE(said);
  for (const char* words :
       {"Signature is Valid.", "Certificate is Trusted.", "Total document signed"}) {
    CHECK(said.find(words) != std::string::npos);
  }
  CHECK(said.find("not signed") == std::string::npos);
  check(made.shell(fmt::format("qpdf --check '{}'", pdf.string())));

  check(run(fhir_tests::validators() + "'" + made.exported(".fhir.json").string() + "' 2>&1"));
}

}  // namespace candor::e2e
