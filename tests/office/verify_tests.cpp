#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/file_batch.h"
#include "crypto/cms.h"
#include "crypto/crypto.h"
#include "crypto/tree.h"
#include "export/addenda_file.h"
#include "export/fhir.h"
#include "export/manifest.h"
#include "export/pdf.h"
#include "export/sample_records.h"
#include "export/sealed.h"
#include "office/clinic.h"
#include "office/verify.h"
#include "record/addendum.h"
#include "record/seal.h"
#include "support/error_of.h"
#include "support/prove.h"

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

std::string flipped(std::string bytes, std::size_t place, int bit) {
  bytes[place] = static_cast<char>(bytes[place] ^ (1 << bit));
  return bytes;
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
    const std::size_t step = entry.seq == 2 ? 1 : support::prove_step(7);
    for (std::size_t at = 0; at < row.size(); at += step) {
      for (const int bit : support::prove_bits(at)) {
        put(file, flipped(good, begin + at, bit));
        const auto found = findings(file, with_ca(clinic));
        CAPTURE(entry.seq);
        CAPTURE(at);
        CAPTURE(bit);
        REQUIRE_FALSE(found.empty());
        const auto named = entries_in(found);
        // A changed chain value, id or prev may also show in the file or the entry behind it.
        CHECK((named.count(entry.seq) == 1 || named.count(0) == 1));
        ++flips;
      }
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
    for (std::size_t at = 0; at < column.size(); at += support::prove_step(5)) {
      for (const int bit : support::prove_bits(at)) {
        put(file, flipped(good, begin + at, bit));
        CAPTURE(column.substr(0, 20));
        CAPTURE(at);
        CAPTURE(bit);
        CHECK_FALSE(findings(file, with_ca(clinic)).empty());
      }
    }
  }
}

TEST_CASE("verify: a file cut at any length is found (P-03)") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(3));
  const std::string good = bytes_of(clinic.ledger_file());
  const auto file = clinic.home.path() / "cut.sqlite";
  // Every day at the ends of SQLite's pages and at places between them.
  const std::size_t step = support::prove_step(819);
  for (std::size_t length = 0; length < good.size(); length += length % 4096 == 0 ? 1U : step) {
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

TEST_CASE("verify: a kiosk's ledger that a nurse wrote anew with her own key is found (S-06)") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(3));
  const keys::ClinicKey nina = clinic.enroll("Nina");
  std::vector<record::Entry> entries;
  {
    const auto ledger = record::Ledger::open(clinic.ledger_file()).value();
    REQUIRE(ledger.each([&](const record::Entry& entry) {
      entries.push_back(entry);
      return true;
    }));
  }
  // The first entry is gone, the header of the second says something else, and all is chained anew.
  clinic.sql("DELETE FROM entry");
  {
    auto ledger =
        record::Ledger::open(clinic.ledger_file(), {nina.key, nina.certificate, {}}).value();
    entries[1].header.outcome = "declined";
    for (std::size_t i = 1; i < entries.size(); ++i) {
      REQUIRE(ledger.append(entries[i].header, entries[i].blob));
    }
  }
  const auto found = findings(clinic.ledger_file(), with_ca(clinic));
  CHECK(entries_in(found) == std::set<std::int64_t>{1, 2});
  CHECK(says(found, "entry 1: the head is signed with Nina, and a person may not sign such"));
  CHECK_FALSE(findings(clinic.ledger_file(), {}).empty());  // also when no authority is given
}

TEST_CASE("verify: an end that a nurse adds to a kiosk's ledger is found (P-08)") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(1));
  const keys::ClinicKey nina = clinic.enroll("Nina");
  {
    auto ledger =
        record::Ledger::open(clinic.ledger_file(), {nina.key, nina.certificate, {}}).value();
    record::Header end = Clinic::header("expired.e1", record::EntryKind::expired);
    end.kiosk = "office";
    end.refers_to = "e1";
    clinic.store(ledger, end, Json{{"entry", "e1"}, {"kept_until", ""}},
                 {nina.key, nina.certificate});
  }
  CHECK(says(findings(clinic.ledger_file(), with_ca(clinic)),
             "entry 2: its head is signed by a clinician in the ledger of a kiosk"));
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
      clinic.store(ledger, Clinic::header_of(made), record::to_json(made), by_ana);
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

TEST_CASE("verify: with the key, a header that says something else than its record is found") {
  const Clinic clinic;
  record::Record made = samples::signed_full();
  record::Header header = Clinic::header_of(made);
  std::string words;
  SUBCASE("nothing else") {}
  SUBCASE("another outcome") {
    header.outcome = "declined";
    words = "its header says another outcome (declined) than its record (signed)";
  }
  SUBCASE("another visit") {
    header.visit += "0";
    words = "another visit";
  }
  SUBCASE("another episode") {
    header.episode += "0";
    words = "another episode";
  }
  SUBCASE("another kiosk") {
    header.kiosk = "B";
    words = "another kiosk (B) than its record (A)";
  }
  SUBCASE("nothing is owed any more") {
    header.waiting_for = {"nothing"};
    words = "another list of what is owed";
  }
  SUBCASE("an open flag is hidden") {
    made.waiting_for = {"flag"};
    header.waiting_for.clear();
    words = "another list of what is owed () than its record (flag)";
  }
  SUBCASE("it may be erased on the day of the visit") {
    header.keep_until = iso_date(local_date(made.ended));
    words = "which is less than 6 years after its visit";
  }
  SUBCASE("it may be erased a day early") {
    Date day = record::keep_until(local_date(made.ended), made.patient.birth, 6);
    REQUIRE(day.day > 1);
    --day.day;
    header.keep_until = iso_date(day);
    words = "which is less than 6 years after its visit";
  }
  SUBCASE("it refers to something") {
    header.refers_to = "x";
    words = "its header refers to another entry";
  }
  {
    auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
    clinic.store(ledger, header, record::to_json(made), clinic.kiosk());
  }
  CHECK(findings(clinic.ledger_file(), with_ca(clinic)).empty());
  const auto found = findings(clinic.ledger_file(), with_keys(clinic));
  CHECK(found.size() == (words.empty() ? 0 : 1));
  if (!words.empty()) CHECK(says(found, words));
}

TEST_CASE("verify: with the key, contents of the other kinds must be as FORMAT.md lists them") {
  const Clinic clinic;
  record::Header header = Clinic::header("e1", record::EntryKind::opened);
  header.visit = "A-1";
  Json content{{"visit", "A-1"}};
  std::string words;
  SUBCASE("as it is listed") {}
  SUBCASE("another visit") {
    content["visit"] = "A-2";
    words = "another visit";
  }
  SUBCASE("a property more") {
    content["note"] = 1;
    words = "a property that is not known";
  }
  SUBCASE("one less") {
    content.erase("visit");
    words = "no \"visit\"";
  }
  SUBCASE("a number for a text") {
    content["visit"] = 7;
    words = "\"visit\" in its content";
  }
  SUBCASE("a backup's") {
    header.kind = record::EntryKind::backup;
    content = {{"seq", "1"}, {"chain", ""}};
    words = "\"seq\" in its content";
  }
  SUBCASE("a pack's") {
    header.kind = record::EntryKind::pack;
    content = {{"pack", "p"},
               {"version", "1"},
               {"digest", "d"},
               {"approvals", Json::array()},
               {"files", Json::array({Json{{"name", "a"}}})}};
    words = "files[0].text\" is missing";
  }
  {
    auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
    clinic.store(ledger, header, content, clinic.kiosk());
  }
  const auto found = findings(clinic.ledger_file(), with_keys(clinic));
  CHECK(found.size() == (words.empty() ? 0 : 1));
  if (!words.empty()) CHECK(says(found, words));
}

TEST_CASE("verify: with the key, an end that names another entry or day inside is found (P-08)") {
  const Clinic clinic;
  record::Header first = Clinic::header("e1", record::EntryKind::staff_act);
  first.keep_until = "2020-02-03";
  record::Header end = Clinic::header("expired.e1", record::EntryKind::expired);
  end.refers_to = "e1";
  Json content{{"entry", "e1"}, {"kept_until", "2020-02-03"}};
  std::string words;
  SUBCASE("the same") {}
  SUBCASE("another entry") {
    content["entry"] = "e2";
    words = "its header ends another entry than its content";
  }
  SUBCASE("another day") {
    content["kept_until"] = "2019-02-03";
    words = "kept until 2019-02-03, and that one says 2020-02-03";
  }
  {
    auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
    clinic.store(ledger, first, Json::object(), clinic.kiosk());
    clinic.store(ledger, end, content, clinic.kiosk());
    REQUIRE(ledger.erase("e1", {2026, 11, 21}));
  }
  CHECK(findings(clinic.ledger_file(), with_ca(clinic)).empty());
  const auto found = findings(clinic.ledger_file(), with_keys(clinic));
  CHECK(found.size() == (words.empty() ? 0 : 1));
  if (!words.empty()) CHECK(says(found, words));
}

/// A kiosk's ledger with one record, and an addendum to it in the office's own beside it.
struct WithdrawnRecord {
  Clinic clinic;
  keys::ClinicKey ana = clinic.enroll("Ana Lopez");
  record::Record made = samples::declined();
  record::Addendum addendum;

  WithdrawnRecord() {
    {
      auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
      clinic.store(ledger, Clinic::header_of(made), record::to_json(made), clinic.kiosk());
      addendum.blob_hash = ledger.entry(1)->blob_hash;
    }
    addendum.id = std::string(32, 'a');
    addendum.kind = "withdrawn";
    addendum.refers_to = made.id;
    addendum.by = "Ana Lopez";
    addendum.role = "front desk";
    addendum.at = kNow;
  }

  void add() const {
    record::Header header = Clinic::header(addendum.id, record::EntryKind::addendum);
    header.kiosk = "office";
    header.refers_to = addendum.refers_to;
    header.outcome = addendum.kind;
    auto ledger = record::Ledger::open(clinic.home.path() / "office.sqlite",
                                       {ana.key, ana.certificate, {clinic.ring.ca}})
                      .value();
    clinic.store(ledger, header, record::to_json(addendum), {ana.key, ana.certificate});
  }

  [[nodiscard]] std::vector<Checked> check() const {
    return office::verify({clinic.home.path()}, with_keys(clinic)).value();
  }
};

TEST_CASE("verify: the office's own ledger is checked with the one beside it") {
  const WithdrawnRecord office;
  CHECK(office.check().front().office.empty());
  office.add();
  const auto all = office.check();
  REQUIRE(all.size() == 2);
  for (const Checked& one : all) {
    CAPTURE(one.file);
    CHECK(one.findings.empty());
    CHECK(one.notes.empty());
    CHECK(one.contents == 1);
  }
  CHECK(all[0].office == all[1].file);
  CHECK(all[1].addenda == 1);
}

TEST_CASE(
    "verify: beside an older backup a newer addendum is noted, to another record of its id it "
    "is found") {
  WithdrawnRecord office;
  SUBCASE("the record came after the backup") {
    office.addendum.refers_to = std::string(32, 'b');
    office.add();
    const auto all = office.check();
    CHECK(all[1].findings.empty());
    REQUIRE(all[1].notes.size() == 1);
    CHECK(all[1].notes[0].find("in none of the ledgers that were given") != std::string::npos);
  }
  SUBCASE("the record was exchanged") {
    office.addendum.blob_hash = std::string(64, 'c');
    office.add();
    const auto all = office.check();
    CHECK(all[1].notes.empty());
    CHECK(says(all[1].findings, "entry 1: this addendum refers to a record that is not there as"));
  }
}

TEST_CASE("verify: what was added to the file of a ledger is found") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(2));
  const auto sqlite = [&clinic](const std::string& statements) {
    REQUIRE(
        support::run("sqlite3 '" + clinic.ledger_file().string() + "' \"" + statements + "\" 2>&1")
            .exit_code == 0);
  };
  std::string words;
  SUBCASE("a table with the name of a guard") {
    sqlite("DROP TRIGGER entry_add; CREATE TABLE entry_add(hidden TEXT)");
    words = "something was added to the tables of this ledger";
  }
  SUBCASE("a table of SQLite's own") {
    sqlite("ANALYZE");
    words = "something was added to the tables of this ledger";
  }
  SUBCASE("an index") {
    sqlite("CREATE INDEX entry_stay2 ON entry(chain)");
    words = "something was added to the tables of this ledger";
  }
  SUBCASE("another statement in a guard") {
    sqlite(
        "DROP TRIGGER entry_stay; CREATE TRIGGER entry_stay AFTER DELETE ON entry BEGIN SELECT 1; "
        "END");
    words = "the guard entry_stay of this ledger was changed";
  }
  SUBCASE("some bytes behind the last page") {
    put(clinic.ledger_file(), bytes_of(clinic.ledger_file()) + "hidden");
    words = "bytes were added behind the last page";
  }
  SUBCASE("a page behind the last one") {
    put(clinic.ledger_file(), bytes_of(clinic.ledger_file()) + std::string(4096, 'X'));
    words = "bytes were added behind the last page";
  }
  const auto found = findings(clinic.ledger_file(), with_ca(clinic));
  REQUIRE(found.size() == 1);
  CAPTURE(found[0].what);
  CHECK(says(found, words));
}

TEST_CASE("verify: one bad certificate takes nothing from the others") {
  const Clinic clinic;
  static_cast<void>(clinic.make_ledger(2));
  clinic.sql("INSERT INTO certificate VALUES (hex(zeroblob(32)), 'none')");
  const auto all = office::verify({clinic.ledger_file()}, with_ca(clinic)).value();
  CHECK(all.front().heads == 2);
  REQUIRE(all.front().findings.size() == 1);
  CHECK(says(all.front().findings, "certificate 000000000000"));
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
    const std::size_t step = support::prove_step(is_padding ? 101 : is_near_seal ? 1 : 11);
    if (at % step != 0) continue;
    for (const int bit : support::prove_bits(at)) {
      const auto opened = exporting::open_sealed_pdf(flipped(paper.pdf, at, bit), ca, "bad");
      if (!opened) continue;
      CAPTURE(at);
      CAPTURE(bit);
      CHECK((at > place->begin && at < place->end));  // only digits of unprotected parts of the CMS
      CHECK(opened->signer == good->signer);
      CHECK(opened->at == good->at);
      REQUIRE(opened->attachments.size() == good->attachments.size());
      CHECK(opened->attachments[0].bytes == good->attachments[0].bytes);
      ++survived;
    }
  }
  CHECK(survived < (support::at_length() ? 100 : 40));  // of some hundred thousand, or thousand
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
  CHECK(office::verify({bundle_file}, with).value().front().words.empty());

  // A bundle is as good as the PDF in it.
  const auto with_pdf = [&](const std::string& bytes) {
    std::string other = forged;
    const std::string data = crypto::base64(*pdf);
    const auto at = other.find(data);
    REQUIRE(at != std::string::npos);
    put(bundle_file, other.replace(at, data.size(), crypto::base64(bytes)));
    return office::verify({bundle_file}, with).value().front();
  };
  CHECK(says(with_pdf("").findings, "there is no PDF in it"));
  CHECK(says(with_pdf("no PDF").findings, "there is no PDF in it"));
  std::string broken = *pdf;
  broken[1000] = static_cast<char>(broken[1000] ^ 1);
  CHECK(says(with_pdf(broken).findings, "the PDF in it: "));
  const keys::ClinicKey nina = clinic.enroll("Nina");
  const auto by_nina = exporting::to_sealed_pdf(exported, *fonts,
                                                {nina.key, nina.certificate, clinic.ring.ca, kNow});
  REQUIRE(by_nina);
  CHECK(says(with_pdf(*by_nina).findings, "is not one for this role"));
  // One that was never sealed cannot be compared with anything: not a finding, and not good.
  const Checked bare = with_pdf(exporting::to_pdf(exported, *fonts).value());
  CHECK(bare.findings.empty());
  CHECK(bare.words == "not-compared");
  CHECK_FALSE(bare.is_signed);
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
    for (const int bit : support::prove_bits(at)) {
      const auto opened = crypto::verify_cms(flipped(good, at, bit), clinic.ring.ca);
      if (!opened) continue;
      CAPTURE(at);
      CAPTURE(bit);
      CHECK(opened->content == stored);
      CHECK(opened->signer == clinic.ring.kiosk_certificate);
      CHECK(opened->signed_at_s == Clinic::now_s());
    }
  }
  for (std::size_t length = 0; length < good.size(); length += support::prove_step(13)) {
    put(file, good.substr(0, length));
    CAPTURE(length);
    CHECK_FALSE(findings(file, with_ca(clinic)).empty());
  }
}

/// The order of P-256: a signature (r, s) holds exactly when (r, order - s) does.
constexpr unsigned char kOrder[32] = {
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51};

/// The same ECDSA signature (DER) with its other s. Needs no key.
std::string with_other_s(const std::string& signature) {
  crypto_tests::Tree tree = crypto_tests::Tree::read(signature);
  std::string& s = tree.at({1}).bytes;
  std::string digits = s;
  digits.insert(0, digits.size() < 32 ? 32 - digits.size() : 0, '\0');
  digits = digits.substr(digits.size() - 32);
  int borrow = 0;
  for (std::size_t i = 32; i-- > 0;) {
    const int digit = kOrder[i] - static_cast<unsigned char>(digits[i]) - borrow;
    borrow = digit < 0 ? 1 : 0;
    digits[i] = static_cast<char>(digit + 256 * borrow);
  }
  REQUIRE(borrow == 0);
  digits.erase(0, std::min(digits.find_first_not_of('\0'), digits.size() - 1));
  if ((static_cast<unsigned char>(digits[0]) & 0x80U) != 0) digits.insert(0, 1, '\0');
  REQUIRE(digits != s);
  s = digits;
  return tree.write();
}

/// The same signed message with the other s in its signature.
std::string message_with_other_s(const std::string& message) {
  crypto_tests::Tree tree = crypto_tests::Tree::read(message);
  std::string& signature = tree.at({1, 0}).children.back().at({0}).children.back().bytes;
  signature = with_other_s(signature);
  return tree.write();
}

TEST_CASE("verify: a signature with its other s says the same by the same then, and is good") {
  const Clinic clinic;
  const std::string stored = canonical(record::to_json(samples::unfinished()));
  const std::string good =
      crypto::sign_cms(stored, clinic.ring.kiosk, clinic.ring.kiosk_certificate, Clinic::now_s())
          .value();
  const std::string other = message_with_other_s(good);
  REQUIRE(other != good);
  const auto file = clinic.home.path() / "a.cms";
  put(file, other);
  const auto all = office::verify({file}, with_ca(clinic));
  REQUIRE(all);
  CHECK(all->front().findings.empty());
  CHECK(all->front().signer == clinic.ring.kiosk_certificate.common_name());
  CHECK(all->front().signed_at_s == Clinic::now_s());
  const auto opened = crypto::verify_cms(other, clinic.ring.ca);
  REQUIRE(opened);
  CHECK(opened->content == stored);
  CHECK(opened->signer == clinic.ring.kiosk_certificate);
}

TEST_CASE(
    "verify: in a ledger the other s of a head is the same head, and that of a content is found") {
  const Clinic clinic;
  const auto heads = clinic.make_ledger(3);
  const auto hex = [](const std::string& bytes) {
    std::string digits;
    for (const char byte : bytes) {
      digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    }
    return digits;
  };
  SUBCASE("of a head") {
    clinic.sql("UPDATE entry SET signature = x'" + hex(with_other_s(heads[1].signature)) +
               "' WHERE seq = 2");
    VerifyWith with = with_keys(clinic);
    for (const record::Head& head : heads) with.heads.push_back({head, "kept"});
    const auto all = office::verify({clinic.ledger_file()}, with);
    REQUIRE(all);
    for (const Finding& finding : all->front().findings) FAIL_CHECK(finding.what);
    CHECK(all->front().heads == 3);
  }
  SUBCASE("of what is sealed, sealed again for the clinic") {
    const auto entry = record::Ledger::open(clinic.ledger_file())->entry(2);
    REQUIRE(entry);
    const auto message = record::open_blob(*entry, clinic.office_keys().openers, "entry 2");
    REQUIRE(message);
    const auto blob = crypto::encrypt_cms(message_with_other_s(std::string(message->view())),
                                          {clinic.ring.record, clinic.ring.recovery});
    REQUIRE(blob);
    std::string change = "UPDATE entry SET blob = x'" + hex(*blob) + "'";
    SUBCASE("alone") {}
    SUBCASE("with its hash") {
      change += ", blob_hash = '" + crypto::sha256_hex(*blob) + "'";
    }
    clinic.sql(change + " WHERE seq = 2");
    // The content and its signature would do; the chain does not let them pass.
    const auto found = findings(clinic.ledger_file(), with_keys(clinic));
    CHECK(entries_in(found).count(2) == 1);
    CHECK(found.front().trouble == Trouble::damaged);
  }
}

/// As a kiosk makes it: each digest is that of its words.
record::Record with_digests(record::Record made) {
  for (record::Shown& one : made.shown) one.digest = crypto::sha256_hex(one.text);
  return made;
}

TEST_CASE(
    "verify: a record's JSON whose words are not those of their digest is found, with the place") {
  const Clinic clinic;
  record::Record made = with_digests(samples::declined());
  REQUIRE_FALSE(made.shown.empty());
  record::Shown& last = made.shown.back();
  last.text += "!";
  const auto file = clinic.home.path() / "a.json";
  put(file, canonical(record::to_json(made)));
  const auto found = findings(file, {});
  REQUIRE(found.size() == 1);
  CHECK(says(found, "the words of " + last.page + "/" + last.block + " in en are not those of"));
}

TEST_CASE("verify: a record's JSON proves its form only, another form is found") {
  const Clinic clinic;
  const std::string good = canonical(record::to_json(with_digests(samples::declined())));
  const auto file = clinic.home.path() / "a.json";
  put(file, good);
  const auto all = office::verify({file}, {});
  REQUIRE(all);
  CHECK(all->front().findings.empty());
  CHECK_FALSE(all->front().is_signed);
  for (const std::string& bad :
       {good + "\n", " " + good, "{ " + good.substr(1), std::string("{}"),
        std::string("{\"a\":1.5}"), std::string("{\"\xC3\xA9\":1}"), std::string(R"({"\u0001":1})"),
        std::string("{\"\x7f\":1}"), std::string(R"({"addenda":[{"\u007f":1}]})"),
        good.substr(0, good.size() / 2), std::string()}) {
    put(file, bad);
    CAPTURE(bad.substr(0, 20));
    CHECK_FALSE(findings(file, {}).empty());
  }
}

/// An addendum as the office writes it.
record::Addendum addendum_to(const record::Record& made, const std::string& kind) {
  record::Addendum one;
  one.id = crypto::sha256_hex(kind).substr(0, 32);
  one.kind = kind;
  one.refers_to = made.id;
  one.blob_hash = crypto::sha256_hex("blob");
  one.by = "Ana Lopez";
  one.role = "nurse";
  one.said = "by telephone";
  one.at = kNow;
  return one;
}

TEST_CASE("verify: addenda beside the wrong record are found, and the right one's are told of") {
  const Clinic clinic;
  const record::Record made = with_digests(samples::declined());
  const auto record = clinic.home.path() / "a.json";
  const auto addenda = clinic.home.path() / "a.addenda.json";
  put(record, canonical(record::to_json(made)));
  put(addenda, exporting::addenda_text({addendum_to(made, "withdrawn")}));
  const auto all = office::verify({addenda, record}, {});
  REQUIRE(all);
  CHECK(all->at(0).kind == "addenda");
  CHECK(all->at(0).addenda == 1);
  CHECK(all->at(0).findings.empty());
  CHECK_FALSE(all->at(0).is_signed);
  REQUIRE(all->at(1).notes.size() == 1);
  CHECK(all->at(1).notes[0].find("this decision was withdrawn later") == 0);
  put(record, canonical(record::to_json(with_digests(samples::unfinished()))));
  CHECK(says(findings(addenda, {}), "these are not the addenda to a.json beside it"));
  CHECK(office::verify({record}, {})->front().notes.empty());
  put(addenda, "{\"addenda\":[]}");
  CHECK(says(findings(addenda, {}), "there are no addenda in it"));
}

TEST_CASE("verify: an addendum in another's name is found, sound as its signature is (S-06)") {
  const Clinic clinic;
  const keys::ClinicKey person = clinic.enroll("Ben Cho");
  const auto file = clinic.home.path() / "a.addendum-1.cms";
  record::Addendum one = addendum_to(samples::declined(), "withdrawn");
  const auto sign = [&] {
    put(file, crypto::sign_cms(canonical(record::to_json(one)), person.key, person.certificate,
                               Clinic::now_s())
                  .value());
  };
  sign();
  CHECK(says(findings(file, with_ca(clinic)),
             "this addendum names Ana Lopez and was signed by Ben Cho"));
  one.by = "Ben Cho";
  sign();
  CHECK(findings(file, with_ca(clinic)).empty());
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
  // Whoever signed it, it is a manifest that is in doubt and no record.
  const Clinic other;
  const auto doubted = office::verify({clinic.home.path()}, with_ca(other));
  REQUIRE(doubted);
  CHECK(doubted->front().kind == "manifest");
  CHECK(doubted->front().findings.size() == 1);
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
