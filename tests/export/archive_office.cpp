#include "export/archive_office.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>

#include "export/sample_records.h"
#include "support/fakes.h"

namespace candor::exporting::samples {

namespace {

// Long before and after every day on which these tests may run: pdfsig asks the real clock.
constexpr crypto::Validity kValidity{1'577'836'800, 4'102'444'800};

crypto::Authority make_ca(const crypto::PrivateKey& key) {
  return {
      key,
      crypto::make_authority(key, {"Riverside CA", "Riverside Clinic", "", ""}, kValidity).value()};
}

crypto::Certificate make_certificate(const crypto::Authority& ca, const crypto::PrivateKey& key) {
  const crypto::Name name{"Riverside Archive", "Riverside Clinic", "", ""};
  return crypto::issue(ca, crypto::make_request(key, name).value(), name, crypto::Purpose::signing,
                       kValidity)
      .value();
}

}  // namespace

ArchiveOffice::ArchiveOffice()
    : ca(make_ca(crypto::PrivateKey::generate().value())),
      key(crypto::PrivateKey::generate().value()),
      certificate(make_certificate(ca, key)) {}

Seal ArchiveOffice::seal() const {
  return {key, certificate, ca.certificate, at(60)};
}

std::string pdfsig(const std::filesystem::path& pdf, const crypto::Certificate& ca) {
  const support::TemporaryFolder trust;
  std::ofstream(trust.path() / "ca.pem") << ca.pem();
  const auto made =
      support::run(fmt::format("cd {} && certutil -N -d sql:. --empty-password && "
                               "certutil -A -d sql:. -n clinic -t 'CT,CT,CT' -i ca.pem 2>&1",
                               trust.path().string()));
  REQUIRE_MESSAGE(made.exit_code == 0, made.output);
  return support::run(
             fmt::format("pdfsig -nssdir sql:{} {} 2>&1", trust.path().string(), pdf.string()))
      .output;
}

}  // namespace candor::exporting::samples
