// The exported PDF as an archive takes it: PDF/A-3u, the record inside, sealed.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "base/file.h"
#include "crypto/crypto.h"
#include "export/archive.h"
#include "export/archive_office.h"
#include "export/paper_trail.h"
#include "export/pdf.h"
#include "export/preflight.h"
#include "export/sample_records.h"

using namespace candor::exporting;
namespace record = candor::record;
namespace text = candor::text;
using candor::support::run;
using samples::objections;
using samples::PaperTrail;

namespace {

std::string sealed_pdf(const ExportedRecord& exported, const samples::ArchiveOffice& office) {
  text::Fonts const fonts = samples::pinned_fonts();
  const auto bytes = to_sealed_pdf(exported, fonts, office.seal());
  REQUIRE(bytes);
  return *bytes;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string pdfsig_after(std::string bytes, const samples::ArchiveOffice& office,
                         const std::function<void(std::string&)>& change) {
  change(bytes);
  const PaperTrail::File file(bytes);
  return samples::pdfsig(file.path(), office.ca.certificate);
}

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

record::Addendum addendum(const std::string& kind) {
  return {std::string(32, '5'), kind,        samples::signed_full().id, std::string(64, 'b'),
          "Dr. Ada Okafor",     "clinician", "Said with “quotes”.",     samples::at(900)};
}

ExportedRecord with_addenda() {
  ExportedRecord exported = samples::exported(samples::with_others());
  exported.addenda = {addendum("clinician"), addendum("withdrawn")};
  exported.head = "candor-head-1 " + std::string(32, '7') + " 12 " + samples::chain();
  return exported;
}

std::vector<ExportedRecord> all_kinds() {
  std::vector<ExportedRecord> all;
  for (const record::Record& one :
       {samples::signed_full(), samples::signed_real(), samples::declined(), samples::on_paper(),
        samples::stopped_by_staff(), samples::unfinished(), samples::very_long()}) {
    all.push_back(samples::exported(one));
  }
  all.push_back(with_addenda());
  return all;
}

}  // namespace

TEST_CASE("archive: Preflight finds nothing that PDF/A-3u does not allow, sealed or not (S-25)") {
  const samples::ArchiveOffice office;
  text::Fonts const fonts = samples::pinned_fonts();
  const candor::support::TemporaryFolder folder;
  std::size_t files = 0;
  for (const ExportedRecord& one : all_kinds()) {
    const auto plain = to_pdf(one, fonts);
    const auto sealed = to_sealed_pdf(one, fonts, office.seal());
    REQUIRE(plain);
    REQUIRE(sealed);
    std::ofstream(folder.path() / fmt::format("{}.pdf", ++files), std::ios::binary) << *plain;
    std::ofstream(folder.path() / fmt::format("{}.pdf", ++files), std::ios::binary) << *sealed;
  }
  for (const std::string& line : objections(folder.path(), files)) FAIL_CHECK(line);
}

TEST_CASE("archive: Preflight is a gate that closes: what is taken away is missed") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::signed_full();
  one.patient.name = "Αλέξανδρος Петров";  // in a font that Cairo embeds as CIDFontType2
  one.practice_reasons = {"नमस्ते"};
  const auto whole = to_pdf({one, {}, {}, {}, {}}, fonts);
  REQUIRE(whole);
  const candor::support::TemporaryFolder folder;
  std::size_t files = 0;
  std::ofstream(folder.path() / "whole.pdf", std::ios::binary) << *whole;
  ++files;
  for (const std::string word : {"/CIDToGIDMap", "/OutputIntents", "/Metadata", "/ToUnicode"}) {
    std::string bytes = *whole;
    std::size_t const at = bytes.find(word);
    CAPTURE(word);
    REQUIRE(at != std::string::npos);
    if (word == "/ToUnicode") continue;  // PDF/A-1b does not ask for it; pdffonts does, below
    bytes[at + 1] = 'X';
    const candor::support::TemporaryFolder alone;
    std::ofstream(alone.path() / "cut.pdf", std::ios::binary) << bytes;
    CHECK_FALSE(objections(alone.path(), 1).empty());
  }
  CHECK(objections(folder.path(), files).empty());
}

TEST_CASE("archive: the document says its language, level, title and dates, twice the same") {
  text::Fonts const fonts = samples::pinned_fonts();
  record::Record one = samples::with_others();
  one.clinic = "Müller & Søn <\x01>\xC3";
  const auto bytes = to_pdf({one, {}, {}, {}, {}}, fonts);
  REQUIRE(bytes);
  CHECK(has(*bytes, "/Lang (en)"));
  CHECK(has(*bytes, "/Lang (es)"));
  CHECK(has(*bytes, "<pdfaid:part>3</pdfaid:part>"));
  CHECK(has(*bytes, "<pdfaid:conformance>U</pdfaid:conformance>"));
  CHECK(has(*bytes, "<xmp:CreateDate>2026-11-21T08:44:07-08:00</xmp:CreateDate>"));
  CHECK(has(*bytes, "(D:20261121084407-08'00')"));
  CHECK(has(*bytes, "<rdf:li>Müller &amp; Søn &lt;&gt;</rdf:li>"));
  CHECK_FALSE(has(*bytes, "/S /Transparency"));
  const PaperTrail::File file(*bytes);
  const std::string info = run("pdfinfo " + file.path()).output;
  CHECK(has(info, "Author:          Müller & Søn <>"));
  CHECK(run("pdfinfo -struct " + file.path() + " 2>&1").exit_code == 0);
}

TEST_CASE("archive: who has the paper read aloud is not told on each page whose it is") {
  const samples::ArchiveOffice office;
  const PaperTrail::File file(sealed_pdf(samples::exported(samples::signed_real()), office));
  const std::string aloud = run("pdfinfo -struct-text " + file.path() + " 2>&1").output;
  const std::string seen = run("pdftotext " + file.path() + " -").output;
  CHECK(has(aloud, "Decision and signatures"));
  for (const char* const words : {"· proof code", "· born", "Page 1 of"}) {
    CAPTURE(words);
    CHECK(has(seen, words));
    CHECK_FALSE(has(aloud, words));
  }
  // A reader that goes by the drawing is told that they are for the eye.
  const std::string drawing = run("qpdf --qdf " + file.path() + " -").output;
  CHECK(has(drawing, "/Artifact BMC q /frame Do Q EMC"));
}

TEST_CASE("archive: a drawn signature tells those who cannot see it whose it is") {
  text::Fonts const fonts = samples::pinned_fonts();
  const auto bytes = to_pdf(samples::exported(samples::signed_full()), fonts);
  REQUIRE(bytes);
  const PaperTrail::File file(*bytes);
  const std::string json = run("qpdf --json=2 --json-key=qpdf " + file.path()).output;
  CHECK(has(json, "\"/Alt\": \"u:Drawn by hand: Patient, Ana López-Núñez\""));
}

TEST_CASE(
    "archive: the record and its addenda come out byte for byte, as associated files (S-07)") {
  const ExportedRecord exported = with_addenda();
  const samples::ArchiveOffice office;
  const std::string sealed = sealed_pdf(exported, office);
  const PaperTrail::File file(sealed);
  const candor::support::TemporaryFolder folder;
  CHECK(run(fmt::format("pdfdetach -saveall -o {} {}", folder.path().string(), file.path()))
            .exit_code == 0);
  CHECK(read(folder.path() / "record.json") == exported.stored);
  CHECK(read(folder.path() / "addendum-1.json") == candor::canonical(to_json(exported.addenda[0])));
  const auto second = record::parse_addendum(read(folder.path() / "addendum-2.json"), "");
  REQUIRE(second);
  CHECK(*second == exported.addenda[1]);
  std::size_t associated = 0;
  for (std::size_t at = 0; (at = sealed.find("/AFRelationship /Source", at)) != std::string::npos;
       ++at) {
    ++associated;
  }
  CHECK(associated == 4);
}

TEST_CASE("archive: pdfsig with the clinic's authority says valid, trusted, total (S-24)") {
  const samples::ArchiveOffice office;
  const std::string sealed = sealed_pdf(samples::exported(samples::signed_real()), office);
  const PaperTrail::File file(sealed);
  const std::string said = samples::pdfsig(file.path(), office.ca.certificate);
  CAPTURE(said);
  CHECK(has(said, "Signature is Valid."));
  CHECK(has(said, "Certificate is Trusted."));
  CHECK(has(said, "Total document signed"));
  CHECK(has(said, "Signer Certificate Common Name: Riverside Archive"));
  CHECK(has(said, "ETSI.CAdES.detached"));
  CHECK_FALSE(has(said, "Signature #2"));
  const auto checked = run("qpdf --check " + file.path() + " 2>&1");
  CHECK_MESSAGE(checked.exit_code == 0, checked.output);
  // Another clinic's authority does not vouch for it.
  const samples::ArchiveOffice stranger;
  CHECK_FALSE(has(samples::pdfsig(file.path(), stranger.ca.certificate), "Certificate is Trusted"));
}

TEST_CASE("archive: what is changed or added after sealing is found (S-24)") {
  const samples::ArchiveOffice office;
  const std::string sealed = sealed_pdf(samples::exported(samples::signed_real()), office);
  const std::size_t place = sealed.find("/Contents <3");
  REQUIRE(place != std::string::npos);
  // Before the seal, behind it, at both ends.
  for (const std::size_t at : {std::size_t{9}, place / 2, place - 3, sealed.size() - 3}) {
    CAPTURE(at);
    CHECK_FALSE(has(pdfsig_after(sealed, office, [at](std::string& bytes) { bytes[at] ^= 1; }),
                    "Signature is Valid."));
  }
  CHECK_FALSE(has(pdfsig_after(sealed, office, [](std::string& bytes) { bytes += "\n%\n"; }),
                  "Total document signed"));
}

TEST_CASE("archive: the paper says what the seal is and is not, and by whom and when") {
  const samples::ArchiveOffice office;
  const std::string sealed = sealed_pdf(samples::exported(samples::signed_real()), office);
  const PaperTrail trail(sealed);
  for (int page = 1; page <= trail.page_count(); ++page) {
    CHECK(has(trail.page(page), std::string(kSealWords)));
  }
  CHECK(trail.says("Sealed by Riverside Archive, Riverside Clinic"));
  CHECK(trail.says("SHA-256 " + office.certificate.fingerprint()));
  CHECK(trail.says("2026-11-21 17:30:00 UTC"));
  text::Fonts const fonts = samples::pinned_fonts();
  CHECK_FALSE(PaperTrail(samples::signed_real(), fonts).says(std::string(kSealWords)));
}

TEST_CASE("archive: a key that is not the certificate's seals nothing") {
  const samples::ArchiveOffice office;
  Seal seal = office.seal();
  seal.key = candor::crypto::PrivateKey::generate().value();
  text::Fonts const fonts = samples::pinned_fonts();
  CHECK_FALSE(to_sealed_pdf(samples::exported(samples::declined()), fonts, seal));
}

TEST_CASE("archive: what is no drawn PDF is refused, whatever it is") {
  text::Fonts const fonts = samples::pinned_fonts();
  const ArchiveAbout about{"t", "a", "en", samples::at(0), {}};
  CHECK_FALSE(to_archive("", about, {}));
  CHECK_FALSE(to_archive("%PDF-1.5\nnonsense", about, {}));
  const auto finished = to_pdf(samples::exported(samples::unfinished()), fonts);
  REQUIRE(finished);
  CHECK_FALSE(to_archive(finished->substr(0, finished->size() / 2), about, {}));
  CHECK_FALSE(to_archive(*finished, about, {}));  // its tags are not the ones that were drawn
}

TEST_CASE("archive: a record cannot forge the place of the seal") {
  record::Record one = samples::signed_full();
  const std::string forged = "/ByteRange [ 0 9999999999 9999999999 9999999999 ] /Contents <" +
                             std::string(16384, '0') + ">";
  one.clinic = forged;
  one.outcome_reason = forged;
  const samples::ArchiveOffice office;
  const PaperTrail::File file(sealed_pdf(samples::exported(one), office));
  const std::string said = samples::pdfsig(file.path(), office.ca.certificate);
  CHECK(has(said, "Signature is Valid."));
  CHECK(has(said, "Total document signed"));
}
