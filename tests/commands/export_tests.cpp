#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "base/file.h"
#include "base/json.h"
#include "commands/program.h"
#include "content/digest.h"
#include "crypto/cms.h"
#include "crypto/crypto.h"
#include "export/addenda_file.h"
#include "export/manifest.h"
#include "export/pdf.h"
#include "export/read_csv.h"
#include "export/sample_records.h"
#include "export/sealed.h"
#include "keys/make.h"
#include "record/addendum.h"
#include "record/head.h"
#include "record/ledger.h"
#include "record/record.h"
#include "record/seal.h"
#include "record/stored_pack.h"
#include "support/demonstration_keys.h"

namespace candor::commands_tests {
namespace {

namespace samples = exporting::samples;

/// A ledger with three records of three days between entries of other kinds.
struct Office {
  support::TemporaryFolder home;
  support::DemonstrationKeys keys;
  std::vector<record::Record> records{samples::signed_full(), samples::declined(),
                                      samples::unfinished()};

  Office() {
    auto ledger = open_ledger();
    append(ledger, "opened-1", record::EntryKind::opened, {{"visit", ""}});
    int day = 0;
    for (record::Record& made : records) {
      made.id = std::string(1, static_cast<char>('a' + day)) + made.id.substr(1);
      made.ended.utc_ms += day++ * 86'400'000LL;
      append(ledger, made.id, record::EntryKind::record, record::to_json(made));
    }
    append(ledger, "act-1", record::EntryKind::staff_act,
           {{"visit", ""}, {"act", "saw-lost-visit"}, {"by", "Ben Cho"}, {"as", "front desk"}});
  }

  [[nodiscard]] record::Ledger open_ledger() const {
    const keys::Keyring ring = keys.keyring();
    auto ledger = record::Ledger::open(
        file(), record::Keeper{ring.kiosk, ring.kiosk_certificate, {ring.ca, ring.record}});
    if (!ledger) FAIL(to_string(ledger.error()));
    return *std::move(ledger);
  }

  void append(record::Ledger& ledger, const std::string& id, record::EntryKind kind,
              Json content) const {
    content["id"] = id;
    const keys::Keyring ring = keys.keyring();
    const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
    record::Header header;
    header.id = id;
    header.kind = kind;
    header.kiosk = "A";
    header.created = samples::at(0);
    const auto blob = seal.close(content, support::kDemonstrationNow);
    REQUIRE(blob);
    const auto stored = ledger.append(header, *blob);
    if (!stored) FAIL(to_string(stored.error()));
  }

  /// Content that patients saw, and one more record that was made with it.
  record::StoredPack store_pack(const std::string& name, char first_digit) {
    record::StoredPack pack;
    pack.pack = name;
    pack.version = "1";
    pack.files = {{"clinic.json", "{}"}, {"pack.json", "{}"}, {"pages/010-about.json", "{}"}};
    pack.files[1].text = name;
    std::map<std::string, std::string> digests;
    for (const auto& file : pack.files) digests[file.name] = crypto::sha256_hex(file.text);
    pack.digest = content::pack_digest(digests);
    auto ledger = open_ledger();
    append(ledger, "pack." + pack.digest, record::EntryKind::pack, record::to_json(pack));
    records.push_back(samples::signed_full());
    record::Record& made = records.back();
    made.id = std::string(1, first_digit) + made.id.substr(1);
    made.pack_digest = pack.digest;
    append(ledger, made.id, record::EntryKind::record, record::to_json(made));
    return pack;
  }

  /// The folder that a pack is exported to.
  [[nodiscard]] std::filesystem::path content_of(const record::StoredPack& pack) const {
    return out() / ("content-" + pack.digest.substr(0, 12));
  }

  /// An addendum by a person, in the office's own ledger, or in the kiosk's.
  enum class Where { office_ledger, kiosk_ledger };

  [[nodiscard]] record::Addendum addendum_to(const record::Record& made,
                                             const std::string& kind) const {
    record::Addendum addendum;
    addendum.id = std::string(31, '0') + std::to_string(kind.size() % 10);
    addendum.kind = kind;
    addendum.refers_to = made.id;
    addendum.by = "Ana Lopez";
    addendum.role = "front desk";
    addendum.said = "by telephone";
    addendum.at = samples::at(90);
    const auto ledger = record::Ledger::open(file());
    REQUIRE(ledger);
    REQUIRE(ledger->each([&](const record::Entry& entry) {
      if (entry.header.id == made.id) addendum.blob_hash = entry.blob_hash;
      return true;
    }));
    return addendum;
  }

  void add(const record::Addendum& addendum, Where where = Where::office_ledger) const {
    const keys::Keyring ring = keys.keyring();
    const record::Seal seal(person.key, person.certificate, {ring.record, ring.recovery});
    record::Header header;
    header.id = addendum.id;
    header.kind = record::EntryKind::addendum;
    header.refers_to = addendum.refers_to;
    header.kiosk = where == Where::office_ledger ? "office" : "A";
    header.outcome = addendum.kind;
    header.created = addendum.at;
    const auto blob = seal.close(record::to_json(addendum), support::kDemonstrationNow);
    REQUIRE(blob);
    auto ledger = where == Where::kiosk_ledger
                      ? open_ledger()
                      : record::Ledger::open(home.path() / "office.sqlite",
                                             record::Keeper{person.key, person.certificate, {}})
                            .value();
    REQUIRE(ledger.append(header, *blob));
  }

  /// One who works in the office, with a key of her own.
  keys::ClinicKey person = enroll("Ana Lopez");

  [[nodiscard]] keys::ClinicKey enroll(const std::string& name) const {
    const auto desk = keys::open_office(keys.clinic_folder(), support::kDemonstrationPassphrase);
    REQUIRE(desk);
    keys::RequestOptions options;
    options.role = keys::Role::clinician;
    options.folder = home.path() / name;
    options.name = name;
    options.passphrase = support::kDemonstrationPassphrase;
    options.stretching = crypto::Stretching::quick;
    REQUIRE(make_folder(options.folder));
    const auto asked = keys::request(options);
    if (!asked) FAIL(to_string(asked.error()));
    const auto answer = keys::answer(*desk, keys::Role::clinician, asked->request, name,
                                     support::kDemonstrationNow);
    REQUIRE(answer);
    REQUIRE(keys::install(options.folder, *answer, "answer", support::kDemonstrationNow));
    return keys::load_clinic_key(asked->key_file, support::kDemonstrationPassphrase).value();
  }

  [[nodiscard]] std::string archive_flag() const {
    return " --archive-key '" + (keys.clinic_folder() / "archive.key").string() + "' ";
  }

  [[nodiscard]] std::string stem(std::size_t record) const {
    return (out() / exporting::file_stem(records[record])).string();
  }

  /// Name, inode and time of each file: the same only when nothing was written.
  [[nodiscard]] std::string stamp() const {
    return support::run("stat -c '%n %i %y' '" + out().string() + "'/*").output;
  }

  [[nodiscard]] std::filesystem::path file() const { return home.path() / "ledger.sqlite"; }

  [[nodiscard]] std::filesystem::path out() const { return home.path() / "out"; }

  [[nodiscard]] std::string key_flags() const {
    return "--key '" + (keys.clinic_folder() / "record.key").string() + "' --passphrase-file '" +
           keys.passphrase_file().string() + "' ";
  }

  [[nodiscard]] std::string arguments(const std::string& more) const {
    return "export '" + file().string() + "' --out '" + out().string() + "' " + key_flags() + more;
  }

  [[nodiscard]] Ran run(const std::string& more = "") const {
    return candor(home.path(), arguments(more));
  }

  /// For a shell.
  [[nodiscard]] std::string command(const std::string& more) const {
    return "'" + (support::build_folder() / "candor").string() + "' " + arguments(more);
  }

  /// How many files of a kind were written.
  [[nodiscard]] int count(const std::string& ending) const {
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(out())) {
      if (entry.path().extension() == ending) ++found;
    }
    return found;
  }
};

TEST_CASE("export: every record becomes a PDF and its exact JSON, and the last line says so") {
  const Office office;
  const Ran ran = office.run();
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "3 records: 3 PDF, 3 JSON, index, trail in " + office.out().string() +
                     "; 8 files written, 0 unchanged\n"));
  CHECK(office.count(".pdf") == 3);
  CHECK(office.count(".json") == 3);
  for (const record::Record& made : office.records) {
    const auto json = office.out() / (exporting::file_stem(made) + ".json");
    CAPTURE(json);
    CHECK(read_file(json, 1'000'000).value_or("") == canonical(record::to_json(made)));
  }
}

TEST_CASE("export: the PDF can be read, and its name says nothing about the person") {
  const Office office;
  REQUIRE(office.run("--format pdf").exit_code == 0);
  const auto pdf = office.out() / (exporting::file_stem(office.records[0]) + ".pdf");
  const Ran text = support::run("pdftotext -layout '" + pdf.string() + "' - 2>&1");
  CHECK(text.exit_code == 0);
  const std::string name = office.records[0].patient.name;
  CHECK(text.output.find(name) != std::string::npos);
  CHECK(pdf.string().find(name.substr(0, name.find(' '))) == std::string::npos);
}

TEST_CASE("export: a second run changes no file") {
  const Office office;
  REQUIRE(office.run().exit_code == 0);
  const std::string before = office.stamp();
  const Ran again = office.run();
  CHECK(again.exit_code == 0);
  CHECK(has(again, "; 0 files written, 8 unchanged"));
  CHECK(office.stamp() == before);
}

constexpr const char* kEverything = "--format pdf,json,fhir,csv,cms ";

TEST_CASE("export: with the archive's key everything is there, sealed, and a manifest names it") {
  const Office office;
  const Ran ran = office.run(kEverything + office.archive_flag());
  CAPTURE(ran.output);
  REQUIRE(ran.exit_code == 0);
  CHECK(has(ran, "3 records: 3 sealed PDF, 3 JSON, 3 FHIR, 3 CMS, index, trail, manifest in "));
  CHECK(has(ran, "; 16 files written, 0 unchanged\n"));
  const crypto::Certificate ca = office.keys.keyring().ca;
  const auto sealed = read_file(office.out() / "manifest.cms", 1'000'000).value();
  const auto checked = crypto::verify_cms(sealed, ca);
  REQUIRE(checked);
  CHECK(checked->content == read_file(office.out() / "manifest.json", 1'000'000).value());
  const auto manifest = exporting::parse_manifest(checked->content, "manifest");
  REQUIRE(manifest);
  REQUIRE(manifest->files.size() == 14);
  for (const exporting::ManifestFile& file : manifest->files) {
    const auto bytes = read_file(office.out() / file.name, 10'000'000);
    CAPTURE(file.name);
    REQUIRE(bytes);
    CHECK(exporting::manifest_file(file.name, *bytes) == file);
  }
  const auto head = record::parse_head(manifest->head, "manifest");
  REQUIRE(head);
  CHECK(head->seq == 5);
}

TEST_CASE("export: the sealed PDF holds and carries the record and the head of its own entry") {
  const Office office;
  REQUIRE(office.run("--format pdf,cms" + office.archive_flag()).exit_code == 0);
  const crypto::Certificate ca = office.keys.keyring().ca;
  const auto pdf = read_file(office.stem(1) + ".pdf", 10'000'000).value();
  const auto sealed = exporting::open_sealed_pdf(pdf, ca, "pdf");
  if (!sealed) FAIL(to_string(sealed.error()));
  REQUIRE(sealed->attachments.size() == 2);
  CHECK(sealed->attachments[0].bytes == canonical(record::to_json(office.records[1])));
  const auto message =
      crypto::verify_cms(read_file(office.stem(1) + ".cms", 1'000'000).value(), ca);
  REQUIRE(message);
  CHECK(message->content == sealed->attachments[0].bytes);
  const auto ledger = record::Ledger::open(office.file());
  REQUIRE(ledger);
  const auto entry = ledger->entry(3);
  REQUIRE(entry);
  CHECK(entry->header.id == office.records[1].id);
  const Ran text = support::run("pdftotext -raw '" + office.stem(1) + ".pdf' - | tr -d ' \\n'");
  CHECK(text.output.find(entry->chain) != std::string::npos);
}

TEST_CASE("export: a second sealed run changes no file, although signatures are random") {
  const Office office;
  REQUIRE(office.run(kEverything + office.archive_flag()).exit_code == 0);
  const std::string before = office.stamp();
  const Ran again = office.run(kEverything + office.archive_flag());
  CAPTURE(again.output);
  CHECK(again.exit_code == 0);
  CHECK(has(again, "; 0 files written, 16 unchanged"));
  CHECK(office.stamp() == before);
}

TEST_CASE("export: a sealed file that was changed is written again, with all that names it") {
  const Office office;
  REQUIRE(office.run(kEverything + office.archive_flag()).exit_code == 0);
  const std::string name = office.stem(0) + ".pdf";
  const std::string good = read_file(name, 10'000'000).value();
  const auto place = exporting::find_seal(good, "");
  REQUIRE(place);
  std::string bad = good;
  SUBCASE("in its content") {
    bad[1000] = static_cast<char>(bad[1000] ^ 1);
  }
  SUBCASE("in its signature") {
    char& digit = bad[place->begin + 40];
    digit = digit == '0' ? '1' : '0';
  }
  SUBCASE("in the padding") {
    bad[place->end - 10] = '7';
  }
  SUBCASE("behind its end") {
    bad += "\n";
  }
  SUBCASE("cut off") {
    bad.resize(bad.size() / 2);
  }
  REQUIRE(write_file_atomic(name, bad));
  const Ran again = office.run(kEverything + office.archive_flag());
  CAPTURE(again.output);
  CHECK(again.exit_code == 0);
  CHECK(has(again, "; 4 files written, 12 unchanged"));  // the PDF, its bundle, the manifest's two
  const auto healed = read_file(name, 10'000'000).value();
  CHECK(exporting::open_sealed_pdf(healed, office.keys.keyring().ca, "pdf"));
}

TEST_CASE("export: half a file that a kill left goes with the next run, other files stay") {
  // faulty_files_tests.cpp kills it at every step.
  const Office office;
  REQUIRE(make_folder(office.out()));
  REQUIRE(
      support::run("printf half > '" + office.out().string() + "/.index.csv.Ab12Cd'").exit_code ==
      0);
  REQUIRE(support::run("printf mine > '" + office.out().string() + "/.notes.txt'").exit_code == 0);
  const Ran ran = office.run(kEverything + office.archive_flag());
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(support::run("ls -A '" + office.out().string() + "' | wc -l").output == "17\n");
  CHECK(read_file(office.out() / ".notes.txt", 10).value() == "mine");
  const Ran again = office.run(kEverything + office.archive_flag());
  CHECK(has(again, "; 0 files written, 16 unchanged"));
}

TEST_CASE("export: only the archive's key seals (S-06)") {
  const Office office;
  const Ran ran =
      office.run("--archive-key '" + (office.keys.clinic_folder() / "recovery.key").string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "recovery.key"));
  CHECK(has(ran, "is not one for this role"));
  CHECK_FALSE(std::filesystem::exists(office.out()));
}

TEST_CASE("export: a withdrawal in the office's ledger stands first in the PDF, and is counted") {
  const Office office;
  Office::Where where = Office::Where::office_ledger;
  SUBCASE("beside a backup") {
    where = Office::Where::office_ledger;
  }
  SUBCASE("in the ledger itself") {
    where = Office::Where::kiosk_ledger;
  }
  office.add(office.addendum_to(office.records[0], "withdrawn"), where);
  const Ran ran = office.run("--format pdf,json,csv");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "; 1 withdrawn\n"));
  CHECK(has(ran, "nobody is noted to have told the treatment team: " + office.records[0].id + ";"));
  const Ran text = support::run("pdftotext -layout '" + office.stem(0) + ".pdf' - | head -20");
  CHECK(text.output.find("Withdrawn") != std::string::npos);
  const Ran other = support::run("pdftotext -layout '" + office.stem(1) + ".pdf' - | head -20");
  CHECK(other.output.find("Withdrawn") == std::string::npos);
  const std::string index = read_file(office.out() / "index.csv", 100'000).value();
  CHECK(index.find("withdrawn,") != std::string::npos);
}

TEST_CASE(
    "export: addenda lie beside the record's JSON and CMS, whose bytes stay as signed (S-07)") {
  const Office office;
  const std::string formats = "--format json,cms " + office.archive_flag();
  REQUIRE(office.run(formats).exit_code == 0);
  const std::string json = read_file(office.stem(0) + ".json", 1'000'000).value();
  const std::string message = read_file(office.stem(0) + ".cms", 1'000'000).value();
  CHECK(office.count(".json") == 4);
  const record::Addendum talk = office.addendum_to(office.records[0], "clinician");
  record::Addendum last = office.addendum_to(office.records[0], "withdrawn");
  last.id.back() = 'f';
  office.add(talk);
  office.add(last);
  const Ran ran = office.run(formats);
  CAPTURE(ran.output);
  REQUIRE(ran.exit_code == 0);
  CHECK(has(ran, "3 records: 3 JSON, 3 CMS, manifest in "));
  CHECK(has(ran, "; 5 files written, 6 unchanged; 1 withdrawn"));  // two of them the manifest's
  CHECK(read_file(office.stem(0) + ".json", 1'000'000).value() == json);
  CHECK(json == canonical(record::to_json(office.records[0])));
  CHECK(read_file(office.stem(0) + ".cms", 1'000'000).value() == message);
  const std::string beside = read_file(office.stem(0) + ".addenda.json", 100'000).value();
  const auto addenda = exporting::parse_addenda(beside, "addenda");
  if (!addenda) FAIL(to_string(addenda.error()));
  CHECK(*addenda == std::vector<record::Addendum>{talk, last});
  CHECK(exporting::is_withdrawn(*addenda));
  // Each is what its person signed, to the byte.
  const crypto::Certificate ca = office.keys.keyring().ca;
  int number = 0;
  for (const record::Addendum& one : {talk, last}) {
    const auto file = office.stem(0) + ".addendum-" + std::to_string(++number) + ".cms";
    const auto checked = crypto::verify_cms(read_file(file, 100'000).value(), ca);
    REQUIRE(checked);
    CHECK(checked->signer == office.person.certificate);
    CHECK(checked->content == canonical(record::to_json(one)));
    CHECK(beside.find(checked->content) != std::string::npos);
  }
  CHECK_FALSE(std::filesystem::exists(office.stem(1) + ".addenda.json"));
  CHECK_FALSE(std::filesystem::exists(office.stem(1) + ".addendum-1.cms"));
  const std::string before = office.stamp();
  const Ran again = office.run(formats);
  CHECK(has(again, "; 0 files written, 11 unchanged"));
  CHECK(office.stamp() == before);

  const auto check = [&office](const std::string& path) {
    return candor(office.home.path(), "verify '" + path + "' --ca '" +
                                          (office.keys.clinic_folder() / "ca.crt").string() + "'");
  };
  const Ran good = check(office.out().string());
  CAPTURE(good.output);
  CHECK(good.exit_code == 0);
  CHECK(has(good, "9 files as it says"));
  for (const char* end : {".addenda.json", ".addendum-1.cms", ".addendum-2.cms"}) {
    CAPTURE(end);
    CHECK(check(office.stem(0) + end).exit_code == 0);
    std::filesystem::remove(office.stem(0) + end);
    const Ran gone = check(office.out().string());
    CHECK(gone.exit_code == 1);
    CHECK(has(gone, exporting::file_stem(office.records[0]) + end + ": there is no such file"));
  }
  CHECK(office.run(formats).exit_code == 0);
  CHECK(office.stamp() != before);
  // Whoever looks at the record alone is told as well.
  for (const char* end : {".json", ".cms"}) {
    const Ran alone = check(office.stem(0) + end);
    CAPTURE(alone.output);
    CHECK(has(alone, "this decision was withdrawn later, as " +
                         exporting::file_stem(office.records[0]) + ".addenda.json beside it says"));
    CHECK_FALSE(has(check(office.stem(1) + end), "beside it says"));
  }
  // An export without the office's ledger has them no longer, and says what lies there still.
  std::filesystem::remove(office.home.path() / "office.sqlite");
  const Ran without = office.run(formats);
  CAPTURE(without.output);
  CHECK(has(without, "Note: 3 files of an earlier export lie in this folder"));
}

TEST_CASE("export: it says which addenda it has, and its manifest shows later when they are gone") {
  const Office office;
  const Ran without = office.run("--format csv");
  CHECK(has(without, "no " + (office.home.path() / "office.sqlite").string() + " beside it"));
  office.add(office.addendum_to(office.records[0], "withdrawn"));
  const Ran ran = office.run("--format csv" + office.archive_flag());
  CAPTURE(ran.output);
  REQUIRE(ran.exit_code == 0);
  CHECK(has(ran, "with 1 addendum from " + (office.home.path() / "office.sqlite").string()));
  const auto manifest = exporting::parse_manifest(
      read_file(office.out() / "manifest.json", 100'000).value(), "manifest");
  REQUIRE(manifest);
  const auto head = record::parse_head(manifest->office_head, "manifest");
  REQUIRE(head);
  CHECK(head->seq == 1);
  CHECK(read_file(office.out() / "index.csv", 100'000).value().find(manifest->office_head) !=
        std::string::npos);
  const auto check = [&office] {
    return candor(office.home.path(), "verify '" + office.file().string() + "' --ca '" +
                                          (office.keys.clinic_folder() / "ca.crt").string() +
                                          "' --heads '" +
                                          (office.out() / "manifest.json").string() + "'");
  };
  const Ran good = check();
  CAPTURE(good.output);
  CHECK(good.exit_code == 0);
  std::filesystem::remove(office.home.path() / "office.sqlite");
  const Ran gone = check();
  CHECK(gone.exit_code == 1);
  CHECK(has(gone, "it may be an office.sqlite that was taken away"));
}

TEST_CASE("export: never into a kiosk's own folder") {
  const Office office;
  for (const auto& out : {office.keys.data_folder(), office.keys.data_folder() / "a" / "b"}) {
    const Ran ran = candor(office.home.path(), "export '" + office.file().string() + "' --out '" +
                                                   out.string() + "' " + office.key_flags());
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 3);
    CHECK(has(ran, "this is in a kiosk's own folder"));
  }
  CHECK_FALSE(std::filesystem::exists(office.keys.data_folder() / "a"));
  CHECK(support::run("ls '" + office.keys.data_folder().string() + "'/*.pdf 2>/dev/null | wc -l")
            .output == "0\n");
}

TEST_CASE("export: what an earlier manifest named and the new one does not is told of") {
  const Office office;
  REQUIRE(office.run("--format json" + office.archive_flag()).exit_code == 0);
  const Ran ran =
      office.run("--format json" + office.archive_flag() + " --id " + office.records[0].id);
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "Note: 2 files of an earlier export lie in this folder"));
  CHECK(has(ran, exporting::file_stem(office.records[1]) + ".json"));
  // Whoever checks the folder is told the same.
  const Ran checked =
      candor(office.home.path(), "verify '" + office.out().string() + "' --ca '" +
                                     (office.keys.clinic_folder() / "ca.crt").string() + "'");
  CAPTURE(checked.output);
  CHECK(checked.exit_code == 0);
  CHECK(has(checked, "Note: the manifest does not name, so nothing was checked of: "));
  CHECK(has(checked, exporting::file_stem(office.records[2]) + ".json"));
}

TEST_CASE("export: the key of another role is named at once, and nothing is called damaged") {
  const Office office;
  const Ran ran =
      candor(office.home.path(),
             "export '" + office.file().string() + "' --out '" + office.out().string() +
                 "' --key '" + (office.keys.clinic_folder() / "archive.key").string() +
                 "' --passphrase-file '" + office.keys.passphrase_file().string() + "'");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "archive.key: this is the archive key; give record.key"));
  CHECK_FALSE(has(ran, "damaged"));
  CHECK_FALSE(std::filesystem::exists(office.out()));
}

TEST_CASE("export: an addendum that does not fit does not count, and is named") {
  const Office office;
  record::Addendum addendum = office.addendum_to(office.records[0], "withdrawn");
  std::string why;
  SUBCASE("to other bytes") {
    addendum.blob_hash[0] = addendum.blob_hash[0] == '0' ? '1' : '0';
    why = "to another record with the same id";
  }
  SUBCASE("in another's name") {
    addendum.by = "Ben Cho";
    why = "this addendum names Ben Cho and was signed by Ana Lopez";
  }
  office.add(addendum);
  const Ran ran = office.run("--format csv");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "office.sqlite: entry 1"));
  CHECK(has(ran, why));
  CHECK(has(ran, "3 records: index, trail"));
  CHECK(has(ran, "; 1 damaged"));
  // The trail has it, and says that it does not count.
  const auto trail = support::read_csv(read_file(office.out() / "trail.csv", 100'000).value());
  REQUIRE(trail.size() == 7);
  CHECK(trail.back()[6] == "office");
  CHECK(trail.back()[5] == "withdrawn");
  CHECK(trail.back()[10] == "damaged");
  CHECK(read_file(office.out() / "index.csv", 100'000).value().find("withdrawn,") ==
        read_file(office.out() / "index.csv", 100'000).value().rfind("withdrawn,"));
}

TEST_CASE("export: an addendum signed by a kiosk does not count (S-06)") {
  const Office office;
  const record::Addendum addendum = office.addendum_to(office.records[0], "withdrawn");
  {
    auto ledger = office.open_ledger();
    record::Header header;
    const keys::Keyring ring = office.keys.keyring();
    const record::Seal seal(ring.kiosk, ring.kiosk_certificate, {ring.record, ring.recovery});
    header.id = addendum.id;
    header.kind = record::EntryKind::addendum;
    header.refers_to = addendum.refers_to;
    header.outcome = addendum.kind;
    header.created = addendum.at;
    const auto blob = seal.close(record::to_json(addendum), support::kDemonstrationNow);
    REQUIRE(blob);
    REQUIRE(ledger.append(header, *blob));
  }
  const Ran ran = office.run("--format json");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "a clinician must have signed it"));
}

TEST_CASE("export: the trail has a line for each entry, with who did what and when (P-02)") {
  const Office office;
  const auto record_at = [&](std::size_t i) { return office.records[i].id; };
  {
    auto ledger = office.open_ledger();
    office.append(ledger, "pins.1.3", record::EntryKind::staff_act,
                  {{"visit", ""}, {"act", "wrong-pins"}, {"by", ""}, {"as", ""}, {"tries", 3}});
    office.append(ledger, "flag-1", record::EntryKind::flag_now,
                  {{"visit", ""},
                   {"flag", 1},
                   {"page", "about"},
                   {"block", "now"},
                   {"reason", "=HYPERLINK(\"http://x\",\"chest pain\")"}});
    office.append(ledger, "backup-1", record::EntryKind::backup,
                  {{"seq", 7}, {"chain", std::string(64, 'c')}});
  }
  office.add(office.addendum_to(office.records[1], "corrected"));
  const Ran ran = office.run("--format csv" + office.archive_flag());
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "3 records: index, trail, manifest in "));
  const auto read = [&office] {
    return support::read_csv(read_file(office.out() / "trail.csv", 100'000).value());
  };
  const auto rows = read();
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    REQUIRE(row.size() == 12);
    lines.push_back(row[0] + "|" + row[2] + "|" + row[3] + "|" + row[5] + "|" + row[10]);
  }
  CHECK(lines == std::vector<std::string>{
                     "number|kind|who|what|content", "1|opened||a visit began|opened",
                     "2|record||the visit ended: |apart", "3|record||the visit ended: |apart",
                     "4|record||the visit ended: |apart",
                     "5|staff-act|Ben Cho|saw that this visit has no outcome|opened",
                     "6|staff-act||3 wrong PINs in a row at the staff door|opened",
                     "7|flag-now||urgent flag 1 at about/now: =HYPERLINK(\"http://x\",\"chest "
                     "pain\")|opened",
                     "8|backup||a backup up to entry 7|opened",
                     "1|addendum|Ana Lopez|corrected: by telephone|opened"});
  CHECK(rows[5][1] == iso_local(samples::at(0)));
  CHECK(rows[9][8] == record_at(1));
  // The manifest names it, and a change to it is found.
  const auto check = [&office] {
    return candor(office.home.path(), "verify '" + office.out().string() + "' --ca '" +
                                          (office.keys.clinic_folder() / "ca.crt").string() + "'");
  };
  CHECK(check().exit_code == 0);
  const std::string before = office.stamp();
  CHECK(office.run("--format csv" + office.archive_flag()).exit_code == 0);
  CHECK(office.stamp() == before);
  REQUIRE(write_file_atomic(office.out() / "trail.csv", "number\r\n"));
  CHECK(has(check(), "trail.csv: this file is not the one that the manifest names"));
  // Of one record it tells nothing of anybody else's.
  REQUIRE(office.run("--format csv --id " + record_at(1)).exit_code == 0);
  const auto of_one = read();
  REQUIRE(of_one.size() == 3);
  CHECK(of_one[1][9] == record_at(1));
  CHECK(of_one[2][8] == record_at(1));
  REQUIRE(office.run("--format csv --from 2026-11-22").exit_code == 0);
  CHECK(read().size() == 1);
}

TEST_CASE("export: an entry that its signer may not make is in the trail as damaged, and named") {
  const Office office;
  {
    const keys::Keyring ring = office.keys.keyring();
    const record::Seal seal(office.person.key, office.person.certificate,
                            {ring.record, ring.recovery});
    record::Header header;
    header.id = "act-2";
    header.kind = record::EntryKind::staff_act;
    header.kiosk = "A";
    header.created = samples::at(0);
    const Json content{{"id", "act-2"}, {"visit", ""}, {"act", "x"}, {"by", "Ben Cho"}, {"as", ""}};
    const auto blob = seal.close(content, support::kDemonstrationNow);
    REQUIRE(blob);
    auto ledger = office.open_ledger();
    REQUIRE(ledger.append(header, *blob));
  }
  const Ran ran = office.run("--format csv");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "entry 6: Ana Lopez may not seal such an entry"));
  CHECK(has(ran, "; 1 damaged"));
  const auto rows = support::read_csv(read_file(office.out() / "trail.csv", 100'000).value());
  REQUIRE(rows.size() == 7);
  CHECK(rows[6][3].empty());
  CHECK(rows[6][10] == "damaged");
}

TEST_CASE("export: without a list of formats an addendum leaves no stale index or trail") {
  const Office office;
  REQUIRE(office.run().exit_code == 0);
  office.add(office.addendum_to(office.records[0], "withdrawn"));
  const char* note = "Note: index.csv and trail.csv in this folder are of an earlier export";
  CHECK(has(office.run("--format json"), note));
  const Ran ran = office.run();
  REQUIRE(ran.exit_code == 0);
  CHECK_FALSE(has(ran, note));
  const auto index = support::read_csv(read_file(office.out() / "index.csv", 100'000).value());
  REQUIRE(index.size() == 4);
  CHECK(index[1][22] == "withdrawn");  // the kinds of all addenda
  CHECK(read_file(office.out() / "trail.csv", 100'000).value().find("withdrawn: by telephone") !=
        std::string::npos);
}

TEST_CASE("export: only the records that were asked for by id, an unknown id is told") {
  const Office office;
  REQUIRE(office.run("--format json --id " + office.records[2].id).exit_code == 0);
  CHECK(office.count(".json") == 1);
  CHECK(std::filesystem::exists(office.stem(2) + ".json"));
  const Ran unknown = office.run("--format json --id " + office.records[0].id + " --id nobody");
  CHECK(unknown.exit_code == 3);
  CHECK(has(unknown, "nobody: there is no sound record with this id"));
  CHECK(std::filesystem::exists(office.stem(0) + ".json"));
}

TEST_CASE("export: no link leads what patients saw out of the folder") {
  Office office;
  const auto pack = office.store_pack("sample", 'd');
  const auto evil = office.home.path() / "evil";
  REQUIRE(make_folder(evil / "pages"));
  REQUIRE(write_file_atomic(evil / "clinic.json", "precious"));
  REQUIRE(write_file_atomic(evil / "pack.json", "precious"));
  REQUIRE(make_folder(office.out()));
  std::filesystem::path link = office.content_of(pack);
  SUBCASE("the content's folder") {
    std::filesystem::create_directory_symlink("../evil", link);
  }
  SUBCASE("a folder in it") {
    REQUIRE(make_folder(link));
    link /= "sample";
    std::filesystem::create_directory_symlink("../../evil", link);
  }
  const Ran ran = office.run("--format packs");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, link.string() + ": is a link"));
  CHECK(read_file(evil / "clinic.json", 100).value() == "precious");
  CHECK(read_file(evil / "pack.json", 100).value() == "precious");
  CHECK(std::filesystem::is_empty(evil / "pages"));
}

TEST_CASE("export: a changed file of what patients saw is found, and one that was added is told") {
  Office office;
  const auto pack = office.store_pack("sample", 'd');
  const Ran ran = office.run("--format packs" + office.archive_flag());
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "4 records: 1 version of what patients saw, manifest in "));
  CHECK(has(ran, "; 5 files written, 0 unchanged"));
  const auto check = [&office] {
    return candor(office.home.path(), "verify '" + office.out().string() + "' --ca '" +
                                          (office.keys.clinic_folder() / "ca.crt").string() + "'");
  };
  const Ran good = check();
  CAPTURE(good.output);
  CHECK(good.exit_code == 0);
  CHECK_FALSE(has(good, "does not name"));
  CHECK(
      has(office.run("--format packs" + office.archive_flag()), "; 0 files written, 5 unchanged"));
  const auto folder = office.content_of(pack) / "sample";
  REQUIRE(write_file_atomic(folder / "more.json", "{}"));
  CHECK(has(check(),
            "nothing was checked of: content-" + pack.digest.substr(0, 12) + "/sample/more.json"));
  REQUIRE(write_file_atomic(folder / "pages" / "010-about.json", "{ }"));
  const Ran changed = check();
  CHECK(changed.exit_code == 1);
  CHECK(has(changed, "/sample/pages/010-about.json: this file is not the one"));
}

TEST_CASE("export: of chosen records only what these patients saw, of all records all") {
  Office office;
  const auto first = office.store_pack("first", 'd');
  const auto second = office.store_pack("second", 'e');
  const auto is_there = [&office](const record::StoredPack& pack) {
    return std::filesystem::exists(office.content_of(pack) / pack.pack / "pack.json");
  };
  const Ran one = office.run("--format packs --id " + office.records[4].id);
  CHECK(has(one, "1 record: 1 version of what patients saw in "));
  CHECK_FALSE(is_there(first));
  CHECK(is_there(second));
  CHECK(has(office.run("--format packs --from 2100-01-01"), "0 records: 0 versions of"));
  CHECK_FALSE(is_there(first));
  CHECK(has(office.run("--format packs"), "5 records: 2 versions of"));
  CHECK(is_there(first));
}

TEST_CASE("export: the 8 digits in a file's name choose a record, as for an addendum") {
  Office office;
  const std::string digits = office.records[2].id.substr(0, 8);
  const Ran ran = office.run("--format json,csv --id " + digits + " --id " + office.records[2].id);
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "1 record: 1 JSON, index, trail in "));
  CHECK(office.count(".json") == 1);
  CHECK(std::filesystem::exists(office.stem(2) + ".json"));
  // The trail has this record's entry, too, and no other record's.
  CHECK(support::read_csv(read_file(office.out() / "trail.csv", 100'000).value()).size() == 2);
  // Fewer digits are none.
  const Ran few = office.run("--format json --id " + digits.substr(0, 7));
  CHECK(few.exit_code == 3);
  CHECK(has(few, digits.substr(0, 7) + ": there is no sound record with this id"));
  // Two that begin so are not guessed among, and a whole id is no beginning of another.
  {
    auto ledger = office.open_ledger();
    record::Record twin = office.records[2];
    twin.id.back() = twin.id.back() == '0' ? '1' : '0';
    office.append(ledger, twin.id, record::EntryKind::record, record::to_json(twin));
  }
  const Ran twins = office.run("--format json --id " + digits);
  CAPTURE(twins.output);
  CHECK(twins.exit_code == 3);
  CHECK(has(twins, "2 records have an id that begins with " + digits));
  CHECK(has(office.run("--format json --id " + office.records[2].id), "1 record: 1 JSON"));
}

TEST_CASE("export: a PDF made without the office's ledger says that it saw no addenda from there") {
  const Office office;
  const auto read = [&office] {
    return support::run("pdftotext '" + office.stem(0) + ".pdf' - | tr '\\n' ' '").output;
  };
  const Ran without =
      office.run("--format pdf --id " + office.records[0].id + office.archive_flag());
  CAPTURE(without.output);
  REQUIRE(without.exit_code == 0);
  CHECK(read().find("No office ledger (office.sqlite) lay beside") != std::string::npos);
  CHECK(read().find("The ledger holds none for this record.") == std::string::npos);
  // Programs that take the summary from standard output do not get the warning with it.
  const auto quiet =
      support::run(office.command("--format pdf --id " + office.records[0].id) + " 2>/dev/null");
  CHECK(quiet.output.find("beside it") == std::string::npos);
  // With it, the paper says what was seen, and the old one does not stay.
  office.add(office.addendum_to(office.records[1], "corrected"));
  REQUIRE(
      office.run("--format pdf --id " + office.records[0].id + office.archive_flag()).exit_code ==
      0);
  CHECK(read().find("No office ledger") == std::string::npos);
  CHECK(read().find("The ledger holds none for this record.") != std::string::npos);
  const Ran checked =
      candor(office.home.path(), "verify '" + office.stem(0) + ".pdf' --ca '" +
                                     (office.keys.clinic_folder() / "ca.crt").string() + "'");
  CAPTURE(checked.output);
  CHECK(checked.exit_code == 0);
}

TEST_CASE("export: what was opened with the recovery key says so, in the index and in the PDF") {
  const Office office;
  const auto exported = [&office](const char* key) {
    const Ran ran = candor(
        office.home.path(),
        "export '" + office.file().string() + "' --out '" + office.out().string() + "' --key '" +
            (office.keys.clinic_folder() / key).string() + "' --passphrase-file '" +
            office.keys.passphrase_file().string() + "' --format pdf,csv");
    CAPTURE(ran.output);
    REQUIRE(ran.exit_code == 0);
    const auto index = support::read_csv(read_file(office.out() / "index.csv", 100'000).value());
    REQUIRE(index.size() == 4);
    CHECK(index[0].back() == "opened_with");
    const auto detached =
        support::run("cd '" + office.home.path().string() +
                     "' && mkdir -p attached && pdfdetach -saveall -o attached '" + office.stem(0) +
                     ".pdf' && cat attached/this-file.json");
    const auto json = parse_json(detached.output, "this-file.json", 2);
    REQUIRE(json);
    CHECK(json->at("opened_with") == index[1].back());
    return index[1].back();
  };
  CHECK(exported("recovery.key") == "recovery");
  CHECK(exported("record.key") == "record");
}

TEST_CASE("export: a PDF says which entry of the ledger holds what was on the screen") {
  Office office;
  const auto pack = office.store_pack("sample", 'd');
  REQUIRE(office.run("--format pdf --id " + office.records[3].id).exit_code == 0);
  const std::string words =
      support::run("pdftotext '" + office.stem(3) + ".pdf' - | tr '\\n' ' '").output;
  CHECK(words.find("content with the digest " + pack.digest) != std::string::npos);
  CHECK(words.find("which entry 6 of the ledger holds") != std::string::npos);
  CHECK(words.find("export --format packs") != std::string::npos);
}

TEST_CASE("export: file names tell no patient's name unless asked, and then only plain letters") {
  const Office office;
  REQUIRE(office.run(kEverything + office.archive_flag()).exit_code == 0);
  const std::string surname = "lopez";
  CHECK(support::run("ls '" + office.out().string() + "'").output.find(surname) ==
        std::string::npos);
  REQUIRE(office.run("--names --format json").exit_code == 0);
  const std::string list = support::run("ls '" + office.out().string() + "'").output;
  CHECK(list.find("_ana-lopez-nunez.json") != std::string::npos);
}

TEST_CASE("export: a folder that is a link is refused") {
  const Office office;
  REQUIRE(make_folder(office.home.path() / "elsewhere"));
  std::filesystem::create_directory_symlink(office.home.path() / "elsewhere", office.out());
  const Ran ran = office.run();
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, office.out().string() + ": is a link"));
  CHECK(std::filesystem::is_empty(office.home.path() / "elsewhere"));
}

TEST_CASE("export: a wrong format or day is wrong usage, and nothing is written") {
  const Office office;
  for (const char* flags : {"--format pdf,doc", "--format ''", "--from 2026-13-01"}) {
    CAPTURE(flags);
    CHECK(office.run(flags).exit_code == 2);
  }
  CHECK_FALSE(std::filesystem::exists(office.out()));
}

TEST_CASE("export: a folder is as good as the ledger file in it") {
  const Office office;
  const Ran ran =
      candor(office.home.path(), "export '" + office.home.path().string() + "' --out '" +
                                     office.out().string() + "' " + office.key_flags());
  CHECK(ran.exit_code == 0);
  CHECK(office.count(".json") == 3);
}

TEST_CASE("export: only the formats and the days that were asked for") {
  const Office office;
  const Date second = local_date(office.records[1].ended);
  REQUIRE(office.run("--format json --from " + iso_date(second) + " --to " + iso_date(second))
              .exit_code == 0);
  CHECK(office.count(".pdf") == 0);
  REQUIRE(office.count(".json") == 1);
  CHECK(
      std::filesystem::exists(office.out() / (exporting::file_stem(office.records[1]) + ".json")));
  REQUIRE(office.run("--format json --from " + iso_date(second)).exit_code == 0);
  CHECK(office.count(".json") == 2);
}

TEST_CASE("export: nothing to export is done, not a failure") {
  const Office office;
  const Ran ran = office.run("--from 2100-01-01");
  CHECK(ran.exit_code == 0);
  CHECK(has(ran, "0 records"));
}

TEST_CASE("export: reading leaves the ledger as it was") {
  const Office office;
  const std::string before = read_file(office.file(), 10'000'000).value();
  REQUIRE(office.run().exit_code == 0);
  CHECK(read_file(office.file(), 10'000'000).value() == before);
}

TEST_CASE("export: a missing ledger, or something that is none, is exit code 3") {
  const Office office;
  const support::TemporaryFolder home;
  const std::string out = " --out '" + (home.path() / "out").string() + "' " + office.key_flags();
  const Ran missing = candor(home.path(), "export /nonexistent.sqlite" + out);
  CHECK(missing.exit_code == 3);
  CHECK(has(missing, "/nonexistent.sqlite: there is no such ledger"));
  REQUIRE(write_file_atomic(home.path() / "x", "hello"));
  CHECK(candor(home.path(), "export '" + (home.path() / "x").string() + "'" + out).exit_code == 3);
  CHECK_FALSE(std::filesystem::exists(home.path() / "out"));
}

TEST_CASE("export: damage is named by its entry, the sound records are written, exit code 1") {
  const Office office;
  const Ran damaged =
      support::run("sqlite3 '" + office.file().string() +
                   "' \"SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE "
                   "type='trigger'\" | sqlite3 '" +
                   office.file().string() + "' && sqlite3 '" + office.file().string() +
                   "' \"UPDATE entry SET blob = x'7b7d' WHERE seq = 3\" 2>&1");
  CAPTURE(damaged.output);
  REQUIRE(damaged.exit_code == 0);
  const Ran ran = office.run("--format json");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "entry 3 is damaged"));
  CHECK(has(ran, "2 records: 2 JSON"));
  CHECK(has(ran, "1 damaged"));
  CHECK(office.count(".json") == 2);
  for (const std::size_t sound : {0U, 2U}) {
    CHECK(std::filesystem::exists(office.out() /
                                  (exporting::file_stem(office.records[sound]) + ".json")));
  }
}

TEST_CASE("export: a head that is not signed as it should be is named by its entry, exit code 1") {
  const Office office;
  const Ran changed =
      support::run("sqlite3 '" + office.file().string() +
                   "' \"DROP TRIGGER entry_keep; UPDATE entry SET signature = (SELECT signature "
                   "FROM entry WHERE seq = 1) WHERE seq = 3\" 2>&1");
  CAPTURE(changed.output);
  REQUIRE(changed.exit_code == 0);
  const Ran ran = office.run("--format json");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "entry 3: the signature of its head is wrong"));
  // The record itself was signed, too, and is whole.
  CHECK(office.count(".json") == 3);
}

TEST_CASE("export: a record that cannot be read is named, and the others are written") {
  const Office office;
  {
    auto ledger = office.open_ledger();
    office.append(ledger, "broken", record::EntryKind::record, Json{{"format", 1}});
  }
  const Ran ran = office.run("--format json");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 1);
  CHECK(has(ran, "entry 6"));
  CHECK(has(ran, "1 damaged"));
  CHECK(office.count(".json") == 3);
}

TEST_CASE("export: nothing is written through a link that lies in the folder") {
  const Office office;
  REQUIRE(make_folder(office.out()));
  const auto victim = office.home.path() / "victim";
  REQUIRE(write_file_atomic(victim, "precious"));
  std::filesystem::create_symlink(
      victim, office.out() / (exporting::file_stem(office.records[0]) + ".json"));
  const Ran ran = office.run("--format json");
  CAPTURE(ran.output);
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, "is a link"));
  CHECK(read_file(victim, 100).value() == "precious");
}

TEST_CASE("export: a folder that cannot be written to is named") {
  const Office office;
  REQUIRE(write_file_atomic(office.out(), "a file"));
  const Ran ran = office.run("--format json");
  CHECK(ran.exit_code == 3);
  CHECK(has(ran, office.out().string()));
}

}  // namespace
}  // namespace candor::commands_tests
