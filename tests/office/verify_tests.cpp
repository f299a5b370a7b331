#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/file_batch.h"
#include "crypto/cms.h"
#include "export/fhir.h"
#include "export/manifest.h"
#include "export/pdf.h"
#include "export/sample_records.h"
#include "export/sealed.h"
#include "office/clinic.h"
#include "office/verify.h"
#include "record/addendum.h"
#include "support/error_of.h"

namespace candor::office_tests {
namespace {

namespace samples = exporting::samples;
using office::Checked;
using office::Finding;
using office::Trouble;
using office::VerifyWith;

VerifyWith with_ca(const Clinic& clinic) {
  return {clinic.ring.ca, {}, {}};
}

VerifyWith with_keys(const Clinic& clinic) {
  return {clinic.ring.ca, {}, clinic.office_keys()};
}

VerifyWith with_head(const Clinic& clinic, const record::Head& head) {
  return {clinic.ring.ca, {{head, "heads:1"}}, {}};
}

/// What is found in a file. Something that cannot even be opened counts as found.
std::vector<Finding> findings(const std::filesystem::path& file, const VerifyWith& with) {
  const auto all = office::verify({file}, with);
  if (!all) return {{Trouble::file, 0, to_string(all.error())}};
  std::vector<Finding> found;
  for (const Checked& one : *all) {
    found.insert(found.end(), one.findings.begin(), one.findings.end());
  }
  return found;
}

std::set<std::int64_t> entries_in(const std::vector<Finding>& found) {
  std::set<std::int64_t> entries;
  for (const Finding& one : found) entries.insert(one.entry);
  return entries;
}

bool says(const std::vector<Finding>& found, const std::string& words) {
  return std::any_of(found.begin(), found.end(), [&words](const Finding& one) {
    return one.what.find(words) != std::string::npos;
  });
}

std::string bytes_of(const std::filesystem::path& file) {
  return read_file(file, 100'000'000).value();
}

void put(const std::filesystem::path& file, const std::string& bytes) {
  REQUIRE(write_file_of_batch(file, bytes));  // thousands of times: no disk is waited for
}

TEST_CASE("verify: a sound ledger has no findings, and says how much was looked at") {
  const Clinic clinic;
  const auto heads = clinic.make_ledger(5);
  VerifyWith with = with_keys(clinic);
  for (const record::Head& head : heads) with.heads.push_back({head, "kept"});
  const auto all = office::verify({clinic.ledger_file()}, with);
  REQUIRE(all);
  REQUIRE(all->size() == 1);
  const Checked& one = all->front();
  for (const Finding& finding : one.findings) FAIL_CHECK(finding.what);
  CHECK(one.entries == 5);
  CHECK(one.heads == 5);
  CHECK(one.contents == 5);
  CHECK(one.head == record::head_line(heads.back()));
  CHECK_FALSE(one.own_authority);
}

TEST_CASE("verify: every flip in a stored column is found, by the entry's number (S-04, P-03)") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(3));
  const std::string good = bytes_of(clinic.ledger_file());
  const auto file = clinic.home.path() / "flipped.sqlite";
  put(file, good);
  REQUIRE(findings(file, with_ca(clinic)).empty());
  std::vector<record::Entry> entries;
  std::string prev(64, '0');
  {
    const auto ledger = record::Ledger::open(clinic.ledger_file());
    REQUIRE(ledger->each([&](const record::Entry& entry) {
      entries.push_back(entry);
      return true;
    }));
  }
  int flips = 0;
  for (const record::Entry& entry : entries) {
    const std::string fixed = entry.header_text;
    // The columns as they lie in the row, so that no other place of the file is meant.
    const std::string row = entry.header.id + entry.header_text + entry.blob + entry.blob_hash +
                            prev + entry.chain + entry.signature + entry.signer;
    const std::size_t begin = good.find(row);
    REQUIRE(begin != std::string::npos);
    const std::size_t step = entry.seq == 2 ? 1 : 7;
    for (std::size_t at = 0; at < row.size(); at += step) {
      std::string bad = good;
      bad[begin + at] = static_cast<char>(bad[begin + at] ^ (1 << (at % 8)));
      put(file, bad);
      const auto found = findings(file, with_ca(clinic));
      CAPTURE(entry.seq);
      CAPTURE(at);
      REQUIRE_FALSE(found.empty());
      const auto named = entries_in(found);
      // A changed chain value, id or prev may also show in the file or the entry behind it.
      CHECK((named.count(entry.seq) == 1 || named.count(0) == 1));
      ++flips;
    }
    prev = entry.chain;
  }
  CHECK(flips > 2000);
}

TEST_CASE(
    "verify: every flip in the ledger's certificates and in what it says of itself is found") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(2));
  const std::string good = bytes_of(clinic.ledger_file());
  const auto file = clinic.home.path() / "flipped.sqlite";
  std::vector<std::string> columns{"A Candor ledger. Entries are sealed: signed by a kiosk or a"};
  {
    const auto ledger = record::Ledger::open(clinic.ledger_file());
    columns.push_back(ledger->id());
    const auto certificates = ledger->certificates();
    REQUIRE(certificates);
    REQUIRE(certificates->size() == 4);
    for (const auto& one : *certificates) columns.push_back(one.fingerprint() + one.pem());
  }
  for (const std::string& column : columns) {
    const std::size_t begin = good.rfind(column);
    REQUIRE(begin != std::string::npos);
    for (std::size_t at = 0; at < column.size(); at += 5) {
      std::string bad = good;
      bad[begin + at] = static_cast<char>(bad[begin + at] ^ (1 << (at % 7)));
      put(file, bad);
      CAPTURE(column.substr(0, 20));
      CAPTURE(at);
      CHECK_FALSE(findings(file, with_ca(clinic)).empty());
    }
  }
}

TEST_CASE("verify: a file cut at any length is found (P-03)") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(3));
  const std::string good = bytes_of(clinic.ledger_file());
  const auto file = clinic.home.path() / "cut.sqlite";
  for (std::size_t length = 0; length < good.size(); length += length % 4096 == 0 ? 1U : 819U) {
    put(file, good.substr(0, length));
    CAPTURE(length);
    CHECK_FALSE(findings(file, with_ca(clinic)).empty());
  }
}

TEST_CASE("verify: swapping, deleting, moving and numbering anew are found (P-03)") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(5));
  std::set<std::int64_t> expected;
  SUBCASE("two blobs with their hashes change places") {
    clinic.sql(
        "CREATE TEMP TABLE t AS SELECT seq, blob, blob_hash FROM entry; UPDATE entry SET blob = "
        "(SELECT blob FROM t WHERE t.seq = 6 - entry.seq), blob_hash = (SELECT blob_hash FROM t "
        "WHERE t.seq = 6 - entry.seq) WHERE seq IN (2, 4)");
    expected = {2, 4};
  }
  SUBCASE("an entry in the middle is deleted") {
    clinic.sql("DELETE FROM entry WHERE seq = 3");
    expected = {3};
  }
  SUBCASE("several are deleted") {
    clinic.sql("DELETE FROM entry WHERE seq IN (2, 3)");
    expected = {2};
  }
  SUBCASE("the first is deleted") {
    clinic.sql("DELETE FROM entry WHERE seq = 1");
    expected = {1};
  }
  SUBCASE("one is deleted and the others numbered anew") {
    clinic.sql(
        "DELETE FROM entry WHERE seq = 3; UPDATE entry SET seq = 3 WHERE seq = 4; UPDATE entry SET "
        "seq = 4 WHERE seq = 5");
    expected = {3, 4};
  }
  SUBCASE("two change their numbers") {
    clinic.sql(
        "UPDATE entry SET seq = 99 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3; UPDATE "
        "entry SET seq = 3 WHERE seq = 99");
    expected = {2, 3};
  }
  SUBCASE("one is there twice") {
    clinic.sql(
        "INSERT INTO entry SELECT 6, id || 'x', header, blob, blob_hash, prev, chain, signature, "
        "signer FROM entry WHERE seq = 5");
    expected = {6};
  }
  SUBCASE("a content was erased without a word") {
    clinic.sql("UPDATE entry SET blob = x'' WHERE seq = 4");
    expected = {4};
  }
  const auto found = findings(clinic.ledger_file(), with_ca(clinic));
  const auto named = entries_in(found);
  for (const std::int64_t seq : expected) {
    CAPTURE(seq);
    CHECK(named.count(seq) == 1);
  }
}

TEST_CASE(
    "verify: a cut tail is found against a head that was kept, and what is missing is said "
    "(P-03)") {
  const Clinic clinic;
  const auto heads = clinic.make_ledger(6);
  SUBCASE("one") {
    clinic.sql("DELETE FROM entry WHERE seq = 6");
    CHECK(findings(clinic.ledger_file(), with_ca(clinic)).empty());  // the chain alone cannot know
    const auto found = findings(clinic.ledger_file(), with_head(clinic, heads[5]));
    REQUIRE(found.size() == 1);
    CHECK(found[0].trouble == Trouble::missing);
    CHECK(says(found, "entry 6 is missing at the end"));
  }
  SUBCASE("several") {
    clinic.sql("DELETE FROM entry WHERE seq > 3");
    const auto found = findings(clinic.ledger_file(), with_head(clinic, heads[5]));
    CHECK(says(found, "entries 4 to 6 are missing at the end"));
    CHECK(findings(clinic.ledger_file(), with_head(clinic, heads[2])).empty());
  }
  SUBCASE("all") {
    clinic.sql("DELETE FROM entry");
    CHECK(says(findings(clinic.ledger_file(), with_head(clinic, heads[0])), "entry 1 is missing"));
  }
}

TEST_CASE("verify: a ledger written anew with the kiosk's own key is found against a kept head") {
  const Clinic clinic;
  const auto heads = clinic.make_ledger(3);
  SUBCASE("with another id") {
    std::filesystem::remove(clinic.ledger_file());
    static_cast<void>(clinic.make_ledger(3));
    CHECK(findings(clinic.ledger_file(), with_ca(clinic)).empty());
    CHECK(says(findings(clinic.ledger_file(), with_head(clinic, heads[2])),
               "this head is of another ledger"));
  }
  SUBCASE("with the same id") {
    clinic.sql("DELETE FROM entry WHERE seq > 1");
    {
      auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
      for (const char* id : {"other-2", "other-3"}) {
        clinic.store(ledger, Clinic::header(id, record::EntryKind::staff_act), Json::object(),
                     clinic.kiosk());
      }
    }
    CHECK(findings(clinic.ledger_file(), with_ca(clinic)).empty());
    CHECK(says(findings(clinic.ledger_file(), with_head(clinic, heads[1])), "was written anew"));
  }
}

TEST_CASE("verify: a kept head that was made up is found") {
  const Clinic clinic;
  const auto heads = clinic.make_ledger(2);
  record::Head head = heads[1];
  SUBCASE("its signature") {
    head.signature.back() = static_cast<char>(head.signature.back() ^ 1);
  }
  SUBCASE("its number") {
    head.seq = 7;
  }
  CHECK(says(findings(clinic.ledger_file(), with_head(clinic, head)), "this head does not hold"));
}

TEST_CASE("verify: a clinic of one's own is found with the true authority, not without") {
  const Clinic clinic;
  const Clinic forger;
  static_cast<void>(forger.make_ledger(2));
  const auto found = findings(forger.ledger_file(), with_ca(clinic));
  CHECK(entries_in(found) == std::set<std::int64_t>{1, 2});
  CHECK(says(found, "does not come from the clinic's authority"));
  const auto alone = office::verify({forger.ledger_file()}, {});
  REQUIRE(alone);
  CHECK(alone->front().findings.empty());
  CHECK(alone->front().own_authority);
}

TEST_CASE(
    "verify: only kiosks and persons sign heads, and only while their certificates hold (S-06)") {
  const Clinic clinic;
  const keys::ClinicKey archive = clinic.keys.clinic_key(keys::Role::archive);
  {
    auto ledger = record::Ledger::open(clinic.ledger_file(),
                                       {archive.key, archive.certificate, {clinic.ring.ca}})
                      .value();
    clinic.store(ledger, Clinic::header("a", record::EntryKind::staff_act), Json::object(),
                 clinic.kiosk());
  }
  {
    auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
    record::Header late = Clinic::header("b", record::EntryKind::staff_act);
    late.created.utc_ms += 20LL * 365 * 86'400'000;
    clinic.store(ledger, late, Json::object(), clinic.kiosk());
  }
  const auto found = findings(clinic.ledger_file(), with_ca(clinic));
  CHECK(entries_in(found) == std::set<std::int64_t>{1, 2});
  CHECK(says(found, "is not the certificate of a kiosk or a person"));
  CHECK(says(found, "did not hold at its time"));
}

TEST_CASE("verify: with the key, what is sealed is looked at as well") {
  const Clinic clinic;
  const keys::ClinicKey ana = clinic.enroll("Ana Lopez");
  const Clinic::By by_ana{ana.key, ana.certificate};
  std::string words;
  {
    auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
    const auto act = [](const char* id) {
      return Clinic::header(id, record::EntryKind::staff_act);
    };
    clinic.store(ledger, act("good"), Json::object(), clinic.kiosk());
    SUBCASE("a content of another entry") {
      clinic.store(ledger, act("moved"), Json{{"id", "good"}}, clinic.kiosk());
      words = "entry 2: its content belongs to another entry";
    }
    SUBCASE("a record that is none") {
      clinic.store(ledger, Clinic::header("r", record::EntryKind::record), Json::object(),
                   clinic.kiosk());
      words = "entry 2: ";
    }
    SUBCASE("a record signed by a person") {
      record::Record made = samples::declined();
      clinic.store(ledger, Clinic::header(made.id, record::EntryKind::record),
                   record::to_json(made), by_ana);
      words = "entry 2: Ana Lopez may not seal such an entry";
    }
    SUBCASE("bytes that nobody can open") {
      REQUIRE(ledger.append(act("noise"), "not sealed at all"));
      words = "entry 2: ";
    }
    SUBCASE("an addendum to a record that is not there") {
      record::Addendum addendum;
      addendum.id = std::string(32, 'a');
      addendum.kind = "withdrawn";
      addendum.refers_to = std::string(32, 'b');
      addendum.blob_hash = std::string(64, 'c');
      addendum.by = "Ana Lopez";
      addendum.role = "front desk";
      addendum.at = kNow;
      record::Header header = Clinic::header(addendum.id, record::EntryKind::addendum);
      header.refers_to = addendum.refers_to;
      header.outcome = addendum.kind;
      clinic.store(ledger, header, record::to_json(addendum), by_ana);
      words = "entry 2: this addendum refers to a record that is not there";
    }
  }
  CHECK(findings(clinic.ledger_file(), with_ca(clinic)).empty());
  const auto found = findings(clinic.ledger_file(), with_keys(clinic));
  REQUIRE(found.size() == 1);
  CAPTURE(found[0].what);
  CHECK(found[0].entry == 2);
  CHECK(says(found, words));
}

TEST_CASE("verify: the office's own ledger is checked with the one beside it") {
  const Clinic clinic;
  const keys::ClinicKey ana = clinic.enroll("Ana Lopez");
  const record::Record made = samples::declined();
  record::Addendum addendum;
  {
    auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
    clinic.store(ledger, Clinic::header(made.id, record::EntryKind::record), record::to_json(made),
                 clinic.kiosk());
    addendum.blob_hash = ledger.entry(1)->blob_hash;
  }
  addendum.id = std::string(32, 'a');
  addendum.kind = "copy-given";
  addendum.refers_to = made.id;
  addendum.by = "Ana Lopez";
  addendum.role = "front desk";
  addendum.at = kNow;
  record::Header header = Clinic::header(addendum.id, record::EntryKind::addendum);
  header.refers_to = addendum.refers_to;
  header.outcome = addendum.kind;
  {
    auto ledger = record::Ledger::open(clinic.home.path() / "office.sqlite",
                                       {ana.key, ana.certificate, {clinic.ring.ca}})
                      .value();
    clinic.store(ledger, header, record::to_json(addendum), {ana.key, ana.certificate});
  }
  const auto all = office::verify({clinic.home.path()}, with_keys(clinic));
  REQUIRE(all);
  REQUIRE(all->size() == 2);
  for (const Checked& one : *all) {
    CAPTURE(one.file);
    CHECK(one.findings.empty());
    CHECK(one.contents == 1);
  }
}

/// A sealed PDF, and who sealed it.
struct SealedPaper {
  Clinic clinic;
  std::string pdf;

  SealedPaper() {
    const auto fonts = text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf");
    REQUIRE(fonts);
    const keys::ClinicKey archive = clinic.keys.clinic_key(keys::Role::archive);
    const record::Record made = samples::unfinished();
    pdf = exporting::to_sealed_pdf({made, canonical(record::to_json(made)), {}, {}, {}}, *fonts,
                                   {archive.key, archive.certificate, clinic.ring.ca, kNow})
              .value();
  }
};

TEST_CASE(
    "verify: every flip in a sealed PDF is found, or says the same by the same at that time") {
  const SealedPaper paper;
  const crypto::Certificate& ca = paper.clinic.ring.ca;
  const auto good = exporting::open_sealed_pdf(paper.pdf, ca, "good");
  if (!good) FAIL(to_string(good.error()));
  const auto place = exporting::find_seal(paper.pdf, "good");
  REQUIRE(place);
  int survived = 0;
  for (std::size_t at = 0; at < paper.pdf.size(); ++at) {
    const bool is_near_seal = at + 200 > place->begin && at < place->end + 200;
    const bool is_padding = at > place->begin + 4000 && at + 200 < place->end;
    if ((!is_near_seal && at % 11 != 0) || (is_padding && at % 101 != 0)) continue;
    std::string bad = paper.pdf;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
    const auto opened = exporting::open_sealed_pdf(bad, ca, "bad");
    if (!opened) continue;
    CAPTURE(at);
    CHECK((at > place->begin && at < place->end));  // only digits of unprotected parts of the CMS
    CHECK(opened->signer == good->signer);
    CHECK(opened->at == good->at);
    REQUIRE(opened->attachments.size() == good->attachments.size());
    CHECK(opened->attachments[0].bytes == good->attachments[0].bytes);
    ++survived;
  }
  CHECK(survived < 40);
}

TEST_CASE("verify: a sealed PDF with something added, cut off or rewritten is found") {
  const SealedPaper paper;
  const auto file = paper.clinic.home.path() / "a.pdf";
  put(file, paper.pdf);
  REQUIRE(findings(file, with_ca(paper.clinic)).empty());
  std::string bad = paper.pdf;
  SUBCASE("a line behind its end") {
    bad += "\n";
  }
  SUBCASE("an update behind its end") {
    bad +=
        "1 0 obj\n<< /Title (forged) >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size "
        "2 >>\nstartxref\n9\n%%EOF\n";
  }
  SUBCASE("its last byte gone") {
    bad.pop_back();
  }
  SUBCASE("half of it gone") {
    bad.resize(bad.size() / 2);
  }
  SUBCASE("rewritten") {
    REQUIRE(support::run("qpdf '" + file.string() + "' '" + file.string() + ".2'").exit_code == 0);
    bad = bytes_of(file.string() + ".2");
  }
  SUBCASE("not sealed") {
    const auto fonts = text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf");
    const record::Record made = samples::unfinished();
    bad = exporting::to_pdf({made, canonical(record::to_json(made)), {}, {}, {}}, *fonts).value();
  }
  put(file, bad);
  CHECK(findings(file, with_ca(paper.clinic)).size() == 1);
}

/// Sealed with the archive's key, whatever it says.
std::string seal_anew(const SealedPaper& paper, const record::Record& drawn,
                      const std::string& stored, const text::Fonts& fonts) {
  const keys::ClinicKey archive = paper.clinic.keys.clinic_key(keys::Role::archive);
  return exporting::to_sealed_pdf({drawn, stored, {}, {}, {}}, fonts,
                                  {archive.key, archive.certificate, paper.clinic.ring.ca, kNow})
      .value();
}

TEST_CASE("verify: a sealed PDF whose pages say something else than its record is found") {
  const SealedPaper paper;
  const auto fonts = std::make_shared<const text::Fonts>(
      text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf").value());
  VerifyWith with = with_ca(paper.clinic);
  with.fonts = fonts;
  const auto file = paper.clinic.home.path() / "a.pdf";
  const auto words_of = [&](const VerifyWith& how) {
    return office::verify({file}, how).value().front().words;
  };
  put(file, paper.pdf);
  CHECK(findings(file, with).empty());
  CHECK(words_of(with) == "same");
  // Without fonts nothing can be compared, and that is said.
  CHECK(words_of(with_ca(paper.clinic)) == "not-compared");

  const record::Record made = samples::unfinished();
  const std::string stored = canonical(record::to_json(made));
  record::Record other = made;
  SUBCASE("another name") {
    other.patient.name = "Somebody Else";
  }
  SUBCASE("another outcome") {
    other.outcome = "declined";
  }
  SUBCASE("another day of birth") {
    other.patient.birth.year += 1;
  }
  put(file, seal_anew(paper, other, stored, *fonts));
  CHECK(findings(file, with_ca(paper.clinic)).empty());  // the seal alone cannot tell
  CHECK(says(findings(file, with), "its pages do not say what its attached record says"));
}

TEST_CASE("verify: all that a PDF prints beside its record is compared too") {
  const Clinic clinic;
  const auto fonts = std::make_shared<const text::Fonts>(
      text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf").value());
  VerifyWith with = with_ca(clinic);
  with.fonts = fonts;
  const keys::ClinicKey archive = clinic.keys.clinic_key(keys::Role::archive);
  const record::Record made = samples::with_others();
  exporting::ExportedRecord exported{made, canonical(record::to_json(made)), {}, {}, {}};
  for (int number = 1; number <= 12; ++number) {
    record::Addendum addendum;
    addendum.id = std::string(30, '1') + (number < 10 ? "0" : "") + std::to_string(number);
    addendum.kind = number == 12 ? "withdrawn" : "dose-" + std::string(1, char('a' + number));
    addendum.refers_to = made.id;
    addendum.blob_hash = std::string(64, '2');
    addendum.by = "Ana Lopez";
    addendum.role = "nurse";
    addendum.at = kNow;
    exported.addenda.push_back(addendum);
  }
  exported.chain = std::string(64, 'c');
  exported.head = "candor-head-1 0123456789abcdef 7 " + exported.chain;
  const auto pdf = exporting::to_sealed_pdf(
      exported, *fonts, {archive.key, archive.certificate, clinic.ring.ca, kNow});
  REQUIRE(pdf);
  const auto file = clinic.home.path() / "a.pdf";
  put(file, *pdf);
  CHECK(findings(file, with).empty());
  CHECK(office::verify({file}, with).value().front().words == "same");

  // The bundle with this PDF in it, and one that says something else.
  const auto bundle = exporting::to_fhir(exported, *pdf).value();
  const auto bundle_file = clinic.home.path() / "a.fhir.json";
  put(bundle_file, bundle);
  CHECK(findings(bundle_file, with).empty());
  CHECK(office::verify({bundle_file}, with).value().front().words == "same");
  std::string forged = bundle;
  const std::string birth_key = "\"birthDate\":\"";
  const auto birth = forged.find(birth_key);
  REQUIRE(birth != std::string::npos);
  char& digit = forged[birth + birth_key.size() + 9];
  digit = digit == '1' ? '2' : '1';
  put(bundle_file, forged);
  CHECK(says(findings(bundle_file, with), "it does not say what the record in its PDF says"));
}

TEST_CASE("verify: what another version made is said to be so, never called the same") {
  const SealedPaper paper;
  // Fonts of another list are another version.
  const support::TemporaryFolder folder;
  const auto list = folder.path() / "fonts.conf";
  put(list,
      "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">"
      "<fontconfig><dir>/usr/share/fonts/opentype/inter</dir></fontconfig>");
  auto other = text::Fonts::open(list);
  if (!other) FAIL(to_string(other.error()));
  VerifyWith with = with_ca(paper.clinic);
  with.fonts = std::make_shared<const text::Fonts>(*std::move(other));
  const auto file = paper.clinic.home.path() / "a.pdf";
  put(file, paper.pdf);
  CHECK(findings(file, with).empty());
  CHECK(office::verify({file}, with).value().front().words == "not-compared");
}

TEST_CASE("verify: only the archive seals PDFs, and another clinic's does not count") {
  const SealedPaper paper;
  const Clinic other;
  const auto file = paper.clinic.home.path() / "a.pdf";
  put(file, paper.pdf);
  CHECK_FALSE(findings(file, with_ca(other)).empty());
  const keys::ClinicKey ana = paper.clinic.enroll("Ana Lopez");
  const auto fonts = text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf");
  const record::Record made = samples::unfinished();
  const auto pdf =
      exporting::to_sealed_pdf({made, canonical(record::to_json(made)), {}, {}, {}}, *fonts,
                               {ana.key, ana.certificate, paper.clinic.ring.ca, kNow});
  REQUIRE(pdf);
  put(file, *pdf);
  CHECK(says(findings(file, with_ca(paper.clinic)), "is not one for this role"));
}

TEST_CASE("verify: every flip in a signed record is found, or says the same by the same then") {
  const Clinic clinic;
  const record::Record made = samples::unfinished();
  const std::string stored = canonical(record::to_json(made));
  const std::string good =
      crypto::sign_cms(stored, clinic.ring.kiosk, clinic.ring.kiosk_certificate, Clinic::now_s())
          .value();
  const auto file = clinic.home.path() / "a.cms";
  put(file, good);
  REQUIRE(findings(file, with_ca(clinic)).empty());
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
    const auto opened = crypto::verify_cms(bad, clinic.ring.ca);
    if (!opened) continue;
    CAPTURE(at);
    CHECK(opened->content == stored);
    CHECK(opened->signer == clinic.ring.kiosk_certificate);
    CHECK(opened->signed_at_s == Clinic::now_s());
  }
  for (std::size_t length = 0; length < good.size(); length += 13) {
    put(file, good.substr(0, length));
    CAPTURE(length);
    CHECK_FALSE(findings(file, with_ca(clinic)).empty());
  }
}

TEST_CASE("verify: a record's JSON proves its form only; another form is found") {
  const Clinic clinic;
  const std::string good = canonical(record::to_json(samples::declined()));
  const auto file = clinic.home.path() / "a.json";
  put(file, good);
  const auto all = office::verify({file}, {});
  REQUIRE(all);
  CHECK(all->front().findings.empty());
  CHECK_FALSE(all->front().is_signed);
  for (const std::string& bad : {good + "\n", " " + good, "{ " + good.substr(1), std::string("{}"),
                                 std::string("{\"a\":1.5}"), std::string("{\"\xC3\xA9\":1}"),
                                 good.substr(0, good.size() / 2), std::string()}) {
    put(file, bad);
    CAPTURE(bad.substr(0, 20));
    CHECK_FALSE(findings(file, {}).empty());
  }
}

TEST_CASE("verify: a manifest names each file that is missing or another") {
  const Clinic clinic;
  const keys::ClinicKey archive = clinic.keys.clinic_key(keys::Role::archive);
  exporting::Manifest manifest;
  manifest.clinic = "Sample Clinic";
  manifest.made = {kNow.utc_ms, 0, kNow.offset_minutes, kNow.zone};
  for (const char* name : {"a.json", "b.json", "c.json"}) {
    put(clinic.home.path() / name, name);
    manifest.files.push_back(exporting::manifest_file(name, name));
  }
  put(clinic.home.path() / "manifest.json", exporting::to_json_text(manifest));
  put(clinic.home.path() / "manifest.cms",
      exporting::sealed_manifest(manifest,
                                 {archive.key, archive.certificate, clinic.ring.ca, manifest.made})
          .value());
  const auto all = office::verify({clinic.home.path()}, with_ca(clinic));
  REQUIRE(all);
  CHECK(all->front().findings.empty());
  CHECK(all->front().files == 3);
  put(clinic.home.path() / "b.json", "other");
  std::filesystem::remove(clinic.home.path() / "c.json");
  put(clinic.home.path() / "manifest.json", "{}");
  const auto found = findings(clinic.home.path(), with_ca(clinic));
  CHECK(found.size() == 3);
  CHECK(says(found, "b.json: this file is not the one that the manifest names"));
  CHECK(says(found, "c.json: there is no such file"));
  CHECK(says(found, "manifest.json: this is not what manifest.cms says"));
}

TEST_CASE("verify: a file of heads is read line by line, and a wrong line is named") {
  const Clinic clinic;
  const auto heads = clinic.make_ledger(2);
  const auto file = clinic.home.path() / "heads.txt";
  put(file, "# kept at the front desk\n\n" + record::head_line(heads[0]) + "\n" +
                record::head_line(heads[1]) + "\r\n");
  const auto read = office::read_heads(file);
  REQUIRE(read);
  REQUIRE(read->size() == 2);
  CHECK((*read)[1].head == heads[1]);
  CHECK((*read)[1].place == file.string() + ":4");
  put(file, record::head_line(heads[0]) + "\nhello\n");
  CHECK(support::error_of(office::read_heads(file)).where == file.string() + ":2");
}

TEST_CASE("verify: what cannot be looked at at all is a failure, not a finding") {
  const Clinic clinic;
  CHECK(support::error_of(office::verify({"/nonexistent"}, {})).code == ErrorCode::not_found);
  put(clinic.home.path() / "a.pdf", "%PDF-1.7\n");
  CHECK(support::error_of(office::verify({clinic.home.path() / "a.pdf"}, {})).code ==
        ErrorCode::refused);
}

}  // namespace
}  // namespace candor::office_tests
