// What patients saw, taken out of a ledger years later.
#include <doctest/doctest.h>

#include <map>
#include <optional>
#include <set>

#include "base/file.h"
#include "content/load.h"
#include "crypto/crypto.h"
#include "office/clinic.h"
#include "office/stored_packs.h"
#include "record/stored_pack.h"
#include "support/sample_pack.h"

namespace candor::office_tests {
namespace {

std::shared_ptr<const content::Pack> loaded_from(const std::filesystem::path& folder) {
  const content::Loaded loaded = content::load_pack(folder);
  REQUIRE(loaded.pack);
  return loaded.pack;
}

/// As a kiosk stores it.
record::StoredPack stored(const content::Pack& pack) {
  record::StoredPack stored{"pack." + pack.digest, pack.id, pack.version, pack.digest, {}, {}, {}};
  for (const auto& [name, text] : pack.files) stored.files.push_back({name, text});
  stored.approvals.push_back({"approvals/nina.cms", crypto::base64("DER")});
  return stored;
}

struct Archive {
  Clinic clinic;
  support::SamplePack sample;
  std::shared_ptr<const content::Pack> pack = loaded_from(sample.folder());
  std::vector<std::string> problems;
  std::map<std::string, std::string> files;
  int newly = 0;  ///< of these, written now

  /// A ledger with this as its only entry, then its packs as folders.
  office::PackCount taken_out(const record::StoredPack& stored) {
    auto ledger = record::Ledger::open(clinic.ledger_file(), clinic.keeper()).value();
    clinic.store(ledger, Clinic::header(stored.id, record::EntryKind::pack), to_json(stored),
                 clinic.kiosk());
    return written();
  }

  /// What is in the ledger, as folders; `digests`: only these.
  office::PackCount written(const std::optional<std::set<std::string>>& digests = {}) {
    const auto keys = clinic.office_keys();
    const auto reading = office::Reading::open(clinic.ledger_file(), keys.ca,
                                               [](const Error& error) { FAIL(to_string(error)); });
    REQUIRE(reading);
    const auto folder = office::OutFolder::open(out());
    REQUIRE(folder);
    files.clear();
    newly = 0;
    const auto count = office::export_packs(
        *reading, keys, digests, *folder,
        {[this](const Error& problem) { problems.push_back(to_string(problem)); },
         [this](const std::string& name, std::string_view bytes, office::OutFolder::Written when) {
           files[name] = std::string(bytes);
           newly += when == office::OutFolder::Written::now ? 1 : 0;
         }});
    if (!count) FAIL(to_string(count.error()));
    return *count;
  }

  [[nodiscard]] std::filesystem::path out() const { return clinic.home.path() / "out"; }

  [[nodiscard]] std::filesystem::path folder() const {
    return out() / ("content-" + pack->digest.substr(0, 12)) / pack->id;
  }
};

TEST_CASE(
    "stored pack: years later the very pages are there, under the digest of the record (S-08)") {
  Archive archive;
  const office::PackCount count = archive.taken_out(stored(*archive.pack));
  CHECK(count.packs == 1);
  CHECK(count.damaged == 0);
  const auto again = loaded_from(archive.folder());
  CHECK(again->digest == archive.pack->digest);
  CHECK(again->files == archive.pack->files);
  CHECK(read_file(archive.folder() / "approvals" / "nina.cms", 100).value() == "DER");
}

TEST_CASE("stored pack: one changed byte is no longer what the digest names") {
  Archive archive;
  record::StoredPack changed = stored(*archive.pack);
  changed.files.front().text += " ";
  CHECK(archive.taken_out(changed).damaged == 1);
  REQUIRE(archive.problems.size() == 1);
  CHECK(archive.problems[0].find("entry 1") != std::string::npos);
  CHECK(archive.problems[0].find("not those of its digest") != std::string::npos);
  CHECK(std::filesystem::is_empty(archive.out()));
}

TEST_CASE("stored pack: taken out again, nothing is written, and every file was told of once") {
  Archive archive;
  archive.taken_out(stored(*archive.pack));
  CHECK(archive.newly == static_cast<int>(archive.files.size()));
  CHECK(archive.files.size() == archive.pack->files.size() + 1);
  for (const auto& [name, bytes] : archive.files) {
    CAPTURE(name);
    CHECK(read_file(archive.out() / name, 10'000'000).value() == bytes);
  }
  CHECK(archive.written().packs == 1);
  CHECK(archive.newly == 0);
}

TEST_CASE("stored pack: approved again, it has all approvals, of one name the newest") {
  Archive archive;
  auto again = stored(*archive.pack);
  archive.taken_out(again);
  again.id += ".0123456789abcdef";
  again.approvals = {{"approvals/nina.cms", crypto::base64("LATER")},
                     {"approvals/ruth.cms", crypto::base64("DER")}};
  CHECK(archive.taken_out(again).packs == 1);
  CHECK(read_file(archive.folder() / "approvals" / "nina.cms", 100).value() == "LATER");
  CHECK(read_file(archive.folder() / "approvals" / "ruth.cms", 100).value() == "DER");
  archive.written();
  CHECK(archive.newly == 0);
}

TEST_CASE("stored pack: of chosen records only the content that they were made with") {
  Archive archive;
  archive.taken_out(stored(*archive.pack));
  CHECK(archive.written(std::set<std::string>{archive.pack->digest}).packs == 1);
  CHECK_FALSE(archive.files.empty());
  CHECK(archive.written(std::set<std::string>{std::string(64, 'a')}).packs == 0);
  CHECK(archive.files.empty());
}

TEST_CASE("stored pack: no name leads out of the folder") {
  for (const char* name : {"../clinic.json", "/etc/passwd", "pages/../../x.json", "pages//x.json",
                           ".hidden", "pages/", "a\\b", "", "pages/.", "x\n"}) {
    CAPTURE(name);
    record::StoredPack bad{"pack.1", "sample", "1", "", {}, {{name, "x"}}, {}};
    CHECK_FALSE(record::parse_stored_pack(canonical(to_json(bad)), "entry 1"));
    record::StoredPack named{"pack.1", name, "1", "", {}, {}, {}};
    CHECK_FALSE(record::parse_stored_pack(canonical(to_json(named)), "entry 1"));
  }
}

}  // namespace
}  // namespace candor::office_tests
