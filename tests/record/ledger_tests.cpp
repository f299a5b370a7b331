#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "crypto/crypto.h"
#include "record/ledger.h"
#include "record/ledger_samples.h"

namespace {

using namespace candor::record_tests;
using candor::ErrorCode;
using candor::record::Damage;
using candor::record::Entry;
using candor::record::EntryKind;
using candor::record::Header;
using candor::record::Ledger;
using candor::support::TemporaryFolder;

constexpr auto kReadWrite = Access::read_write;
constexpr auto kReadOnly = Access::read_only;

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Takes the guards away, changes the file, and leaves it to be found.
void tamper(const std::filesystem::path& file, const std::string& sql) {
  const auto ran = sqlite(file,
                          "DROP TRIGGER entry_keep; DROP TRIGGER entry_stay; DROP TRIGGER "
                          "entry_add; " +
                              sql);
  INFO(ran.output);
  REQUIRE(ran.exit_code == 0);
}

}  // namespace

TEST_CASE("ledger: what was appended is there after closing, in order and unchanged") {
  const TemporaryFolder folder;
  std::vector<std::string> chains;
  {
    auto ledger = open_ledger(folder.path(), kReadWrite);
    for (int i = 1; i <= 3; ++i) {
      chains.push_back(ledger.append(header("e" + std::to_string(i)), blob(i)).value().chain);
    }
    CHECK(ledger.size().value() == 3);
  }
  for (const auto access : {kReadWrite, kReadOnly}) {
    const auto entries = entries_of(open_ledger(folder.path(), access));
    REQUIRE(entries.size() == 3);
    for (int i = 1; i <= 3; ++i) {
      const Entry& entry = entries[static_cast<std::size_t>(i - 1)];
      CHECK(entry.seq == i);
      CHECK(entry.header == header("e" + std::to_string(i)));
      CHECK(entry.blob == blob(i));
      CHECK(entry.chain == chains[static_cast<std::size_t>(i - 1)]);
    }
  }
}

TEST_CASE("ledger: every kind of entry and any bytes come back") {
  const TemporaryFolder folder;
  auto ledger = open_ledger(folder.path(), kReadWrite);
  std::vector<Header> headers;
  std::vector<std::string> blobs;
  int number = 0;
  for (const EntryKind kind : {EntryKind::opened, EntryKind::record, EntryKind::flag_now,
                               EntryKind::addendum, EntryKind::staff_act, EntryKind::pack,
                               EntryKind::clock_jump, EntryKind::backup, EntryKind::expired}) {
    Header each;
    each.id = "id" + std::to_string(++number);
    each.kind = kind;
    each.refers_to = "e\"\\ \xc3\xa9";
    each.created = {-1, 0, 345, "Asia/Kathmandu"};
    headers.push_back(each);
    blobs.push_back(kind == EntryKind::opened ? "" : std::string("\0\xff\n'", 4));
    REQUIRE(ledger.append(each, blobs.back()).has_value());
  }
  const auto entries = entries_of(ledger);
  REQUIRE(entries.size() == headers.size());
  for (std::size_t i = 0; i < headers.size(); ++i) {
    CHECK(entries[i].header == headers[i]);
    CHECK(entries[i].blob == blobs[i]);
  }
}

TEST_CASE("ledger: reading can stop at any entry") {
  const TemporaryFolder folder;
  const auto ledger = open_ledger(make_ledger(folder.path(), 5), kReadOnly);
  int seen = 0;
  CHECK(ledger.each([&seen](const Entry&) { return ++seen < 2; }).has_value());
  CHECK(seen == 2);
}

TEST_CASE("ledger: a retry stores the same record once and gives the same chain value") {
  const TemporaryFolder folder;
  std::string first;
  {
    auto ledger = open_ledger(folder.path(), kReadWrite);
    first = ledger.append(header("same"), blob(1)).value().chain;
    CHECK(ledger.append(header("other"), blob(2)).value().chain != first);
    CHECK(ledger.append(header("same"), blob(1)).value().chain == first);
  }
  auto again = open_ledger(folder.path(), kReadWrite);
  CHECK(again.append(header("same"), blob(1)).value().chain == first);
  CHECK(again.size().value() == 2);
}

TEST_CASE("ledger: the same id with other content is a conflict and changes nothing") {
  const TemporaryFolder folder;
  auto ledger = open_ledger(folder.path(), kReadWrite);
  REQUIRE(ledger.append(header("same"), blob(1)).has_value());
  const auto refused = ledger.append(header("same"), blob(2));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::conflict);
  CHECK(ledger.append(header("next"), blob(3)).has_value());
  const auto entries = entries_of(ledger);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].blob == blob(1));
}

TEST_CASE("ledger: an entry without id, not in UTF-8 or far too large is refused") {
  const TemporaryFolder folder;
  auto ledger = open_ledger(folder.path(), kReadWrite);
  CHECK(ledger.append(header(""), blob(1)).error().code == ErrorCode::bad_value);
  CHECK(ledger.append(header("\xff"), blob(1)).error().code == ErrorCode::bad_value);
  CHECK(ledger.append(header("big"), std::string(65U << 20, 'x')).error().code ==
        ErrorCode::too_large);
  CHECK(ledger.size().value() == 0);
  CHECK(ledger.append(header("good"), blob(1)).has_value());
}

TEST_CASE("ledger: only its owner may read the files, while in use and after") {
  const TemporaryFolder folder;
  auto ledger = open_ledger(folder.path(), kReadWrite);
  REQUIRE(ledger.append(header("e1"), blob(1)).has_value());
  const auto names = names_in(folder.path());
  CHECK(names.size() == 3);
  for (const std::string& name : names) {
    CAPTURE(name);

    struct stat about {};

    REQUIRE(::stat((folder.path() / name).c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
  }
}

TEST_CASE("ledger: no other program's mistake can change, delete or replace an entry (S-04)") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 3);
  const std::string columns =
      "entry(seq, id, header, blob, blob_hash, prev, chain, signature, signer)";
  const std::string head = entries_of(open_ledger(file, kReadOnly)).back().chain;
  const auto values = [](const std::string& seq_and_id, const std::string& prev) {
    return " VALUES (" + seq_and_id + ", '{}', x'', 'h', '" + prev + "', 'c', x'', 's')";
  };
  for (const std::string& sql : std::vector<std::string>{
           "UPDATE entry SET blob = x'00' WHERE seq = 2",
           "UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 2", "DELETE FROM entry WHERE seq = 3",
           "DELETE FROM entry",
           "REPLACE INTO " + columns +
               " SELECT 2, 'e2', header, x'00', blob_hash, prev, chain, signature, signer FROM "
               "entry "
               "WHERE seq = 2",
           "INSERT OR REPLACE INTO " + columns + values("4, 'e1'", head),
           "INSERT OR IGNORE INTO " + columns + values("4, 'e1'", head),
           "INSERT INTO " + columns + values("5, 'e5'", head),
           "INSERT INTO " + columns + values("NULL, 'e5'", head),
           "INSERT INTO " + columns + values("4, 'e4'", "other"), "UPDATE meta SET value = '2'",
           "DELETE FROM meta", "DELETE FROM certificate", "UPDATE certificate SET pem = ''",
           "REPLACE INTO meta VALUES ('format', '2')"}) {
    CAPTURE(sql);
    CHECK(sqlite(file, sql).exit_code != 0);
    CHECK(read_all(file).has_value());
    CHECK(open_ledger(file, kReadOnly).size().value() == 3);
  }
}

TEST_CASE("ledger: guards that were dropped are back after the next start") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 2);
  REQUIRE(sqlite(file,
                 "DROP TRIGGER entry_stay; DROP TRIGGER entry_keep; CREATE TRIGGER entry_keep "
                 "BEFORE UPDATE ON entry BEGIN SELECT 1; END")
              .exit_code == 0);
  CHECK(open_ledger(file, kReadWrite).size().value() == 2);
  CHECK(sqlite(file, "DELETE FROM entry WHERE seq = 2").exit_code != 0);
  CHECK(sqlite(file, "UPDATE entry SET blob = x'00'").exit_code != 0);
}

TEST_CASE("ledger: a change to any column of an entry is found, and the entry is named") {
  for (const std::string& change : std::vector<std::string>{
           "UPDATE entry SET blob = CAST(replace(CAST(blob AS TEXT), 'Yes', 'yes') AS BLOB) WHERE "
           "seq = 3",
           "UPDATE entry SET blob = CAST(blob || x'0a' AS BLOB) WHERE seq = 3",
           "UPDATE entry SET header = replace(header, 'signed', 'sighed') WHERE seq = 3",
           "UPDATE entry SET header = header || ' ' WHERE seq = 3",
           "UPDATE entry SET id = 'e9' WHERE seq = 3",
           "UPDATE entry SET prev = replace(prev, substr(prev, 1, 2), 'zz') WHERE seq = 3",
           "UPDATE entry SET chain = replace(chain, substr(chain, 1, 2), 'zz') WHERE seq = 3"}) {
    CAPTURE(change);
    const TemporaryFolder folder;
    const auto file = make_ledger(folder.path(), 5);
    REQUIRE(read_all(file).has_value());
    tamper(file, change);
    const auto read = read_all(file);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::bad_format);
    CHECK(read.error().what.starts_with("entry 3 is damaged"));

    // The rest is sound and can still be read.
    std::vector<std::int64_t> sound;
    std::vector<std::int64_t> damaged;
    const auto ledger = open_ledger(file, kReadOnly);
    CHECK(ledger
              .each(
                  [&](const Entry& entry) {
                    sound.push_back(entry.seq);
                    return true;
                  },
                  [&](const Damage& damage) { damaged.push_back(damage.seq); })
              .has_value());
    CHECK(damaged == std::vector<std::int64_t>{3});
    CHECK(sound == std::vector<std::int64_t>{1, 2, 4, 5});
  }
}

TEST_CASE("ledger: an entry rewritten with a fitting chain value of its own breaks at the next") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 4);
  const auto entries = entries_of(open_ledger(file, kReadOnly));
  const std::string header_text = sqlite(file, "SELECT header FROM entry WHERE seq = 2").output;
  const std::string forged = "{}";
  const std::string chain = candor::crypto::sha256_hex(
      "candor-ledger-1\n2\n" + entries[0].chain + "\n" +
      candor::crypto::sha256_hex(header_text.substr(0, header_text.size() - 1)) + "\n" +
      candor::crypto::sha256_hex(forged) + "\n");
  tamper(file, "UPDATE entry SET blob = CAST('{}' AS BLOB), blob_hash = '" +
                   candor::crypto::sha256_hex(forged) + "', chain = '" + chain + "' WHERE seq = 2");
  const auto read = read_all(file);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().what.starts_with("entry 3 is damaged: it does not follow"));
}

TEST_CASE("ledger: a missing entry is found and named") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 6);
  SUBCASE("the first") {
    tamper(file, "DELETE FROM entry WHERE seq = 1");
    CHECK(read_all(file).error().what.starts_with("entry 1 is missing"));
  }
  SUBCASE("one in the middle") {
    tamper(file, "DELETE FROM entry WHERE seq = 3");
    CHECK(read_all(file).error().what.starts_with("entry 3 is missing"));
  }
  SUBCASE("several") {
    tamper(file, "DELETE FROM entry WHERE seq IN (3, 4)");
    CHECK(read_all(file).error().what == "entry 3 is missing, with all up to 4");
  }
  SUBCASE("and those behind moved up") {
    tamper(file, "DELETE FROM entry WHERE seq = 3; UPDATE entry SET seq = seq - 1 WHERE seq > 3");
    CHECK(read_all(file).error().what.starts_with("entry 3 is damaged"));
  }
}

TEST_CASE("ledger: two entries that changed places are found") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 4);
  tamper(file,
         "UPDATE entry SET seq = -2 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3; UPDATE "
         "entry SET seq = 3 WHERE seq = -2");
  CHECK(read_all(file).error().what.starts_with("entry 2 is damaged"));
}

TEST_CASE("ledger: no flipped byte of the file passes for a different record") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 3);
  const auto truth = entries_of(open_ledger(file, kReadOnly));
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const auto damaged = folder.path() / "damaged.sqlite";
  int found = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 13) {
    if (bytes[at] == '\0' && at % 10 != 0) continue;  // mostly free space
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x11);
    std::ofstream(damaged, std::ios::binary | std::ios::trunc) << changed;
    CAPTURE(at);
    const auto ledger = try_ledger(damaged, kReadOnly);
    if (!ledger) {
      ++found;
      continue;
    }
    std::size_t next = 0;
    const auto read = ledger->each([&](const Entry& entry) {
      // Whatever is told as sound is what was stored.
      REQUIRE(next < truth.size());
      CHECK(entry.blob == truth[next].blob);
      CHECK(entry.header == truth[next].header);
      ++next;
      return true;
    });
    if (!read) ++found;
  }
  CHECK(found > 10);
}

TEST_CASE("ledger: the file cut at any length is reported or whole, never shorter in silence") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 40);
  const auto size = std::filesystem::file_size(file);
  const auto cut = folder.path() / "cut.sqlite";
  for (std::uintmax_t length = 0; length < size; length += 1499) {
    CAPTURE(length);
    std::filesystem::copy_file(file, cut, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(cut, length);
    CHECK_FALSE(read_all(cut).has_value());
  }
}

TEST_CASE("ledger: a ledger of a newer version is refused untouched, in clear words") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 1);
  REQUIRE(sqlite(file, "PRAGMA user_version = 2").exit_code == 0);
  for (const auto access : {kReadWrite, kReadOnly}) {
    const auto ledger = try_ledger(file, access);
    REQUIRE_FALSE(ledger.has_value());
    CHECK(ledger.error().code == ErrorCode::newer_version);
    CHECK(ledger.error().what.find("newer Candor") != std::string::npos);
  }
  CHECK(sqlite(file, "SELECT count(*) FROM entry").output == "1\n");
}

TEST_CASE("ledger: another program's file is refused and not touched") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "ledger.sqlite";
  SUBCASE("a database") {
    REQUIRE(sqlite(file, "CREATE TABLE photo(name TEXT)").exit_code == 0);
  }
  SUBCASE("a text") {
    std::ofstream(file) << std::string(5000, 'x');
  }
  SUBCASE("a short text") {
    std::ofstream(file) << "hello";
  }
  std::ifstream in(file, std::ios::binary);
  const std::string before(std::istreambuf_iterator<char>(in), {});
  for (const auto access : {kReadWrite, kReadOnly}) {
    const auto ledger = try_ledger(file, access);
    REQUIRE_FALSE(ledger.has_value());
    CHECK(ledger.error().code == ErrorCode::bad_format);
  }
  std::ifstream again(file, std::ios::binary);
  CHECK(std::string(std::istreambuf_iterator<char>(again), {}) == before);
  CHECK(names_in(folder.path()) == std::vector<std::string>{"ledger.sqlite"});
}

TEST_CASE("ledger: tables that were changed or added are refused") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 1);
  SUBCASE("a table more") {
    REQUIRE(sqlite(file, "CREATE TABLE x(y)").exit_code == 0);
  }
  SUBCASE("a trigger more") {
    REQUIRE(
        sqlite(file, "CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM meta WHERE 0; END")
            .exit_code == 0);
  }
  SUBCASE("a column more") {
    REQUIRE(sqlite(file, "ALTER TABLE entry ADD COLUMN note TEXT").exit_code == 0);
  }
  for (const auto access : {kReadWrite, kReadOnly}) {
    CHECK(try_ledger(file, access).error().code == ErrorCode::bad_format);
  }
}

TEST_CASE("ledger: reading a ledger that nobody uses leaves no file beside it") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 3);
  const std::vector<std::string> only = {"ledger.sqlite"};
  REQUIRE(names_in(folder.path()) == only);
  const auto ledger = open_ledger(file, kReadOnly);
  CHECK(entries_of(ledger).size() == 3);
  CHECK(names_in(folder.path()) == only);
}

TEST_CASE("ledger: the office can read while the kiosk writes, and sees the newest entry") {
  const TemporaryFolder folder;
  auto kiosk = open_ledger(folder.path(), kReadWrite);
  REQUIRE(kiosk.append(header("e1"), blob(1)).has_value());
  const auto office = open_ledger(folder.path(), kReadOnly);
  CHECK(entries_of(office).size() == 1);
  REQUIRE(kiosk.append(header("e2"), blob(2)).has_value());
  CHECK(entries_of(office).size() == 2);
}

TEST_CASE("ledger: a kiosk that starts to write during a reading without locks is noticed") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 3);
  const auto office = open_ledger(file, kReadOnly);
  auto kiosk = open_ledger(file, kReadWrite);
  REQUIRE(kiosk.append(header("new"), blob(9)).has_value());
  const auto read = office.each([](const Entry&) { return true; });
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().code == ErrorCode::locked);
}

TEST_CASE("ledger: a copy made by VACUUM INTO is a ledger with the same chain") {
  const TemporaryFolder folder;
  auto kiosk = open_ledger(folder.path(), kReadWrite);
  for (int i = 1; i <= 4; ++i) {
    REQUIRE(kiosk.append(header("e" + std::to_string(i)), blob(i)).has_value());
  }
  const auto copy = folder.path() / "backup #1 %20?.sqlite";
  REQUIRE(
      sqlite(folder.path() / "ledger.sqlite", "VACUUM INTO '" + copy.string() + "'").exit_code ==
      0);
  CHECK(entries_of(open_ledger(copy, kReadOnly)).back().chain == entries_of(kiosk).back().chain);
  CHECK(open_ledger(copy, kReadWrite).append(header("e5"), blob(5)).has_value());
}

TEST_CASE("ledger: any order of appends and retries keeps each record once, in order") {
  const bool holds = rc::check("appends and retries", [] {
    const TemporaryFolder folder;
    auto ledger = open_ledger(folder.path(), kReadWrite);
    std::vector<std::pair<std::string, std::string>> stored;
    const int steps = *rc::gen::inRange(1, 12);
    for (int i = 0; i < steps; ++i) {
      const std::string id = "id" + std::to_string(*rc::gen::inRange(0, 6));
      const std::string bytes = *rc::gen::element<std::string>("", "x", std::string(1, '\0'));
      const auto same = std::find_if(stored.begin(), stored.end(),
                                     [&id](const auto& each) { return each.first == id; });
      const auto appended = ledger.append(header(id), bytes);
      if (same != stored.end() && same->second != bytes) {
        RC_ASSERT(!appended && appended.error().code == ErrorCode::conflict);
      } else {
        RC_ASSERT(appended.has_value());
        if (same == stored.end()) stored.emplace_back(id, bytes);
      }
      if (*rc::gen::weightedElement<bool>({{9, false}, {1, true}})) {
        ledger = open_ledger(folder.path(), kReadWrite);
      }
    }
    const auto entries = entries_of(ledger);
    RC_ASSERT(entries.size() == stored.size());
    for (std::size_t i = 0; i < stored.size(); ++i) {
      RC_ASSERT(entries[i].header.id == stored[i].first);
      RC_ASSERT(entries[i].blob == stored[i].second);
    }
  });
  CHECK(holds);
}

TEST_CASE("ledger: a ledger of format 0 is refused in words, and stays as it is") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 1);
  REQUIRE(sqlite(file, "PRAGMA user_version = 0").exit_code == 0);
  for (const auto access : {kReadWrite, kReadOnly}) {
    const auto ledger = try_ledger(file, access);
    REQUIRE_FALSE(ledger.has_value());
    CHECK(ledger.error().code == ErrorCode::refused);
    CHECK(ledger.error().what.find("format 0") != std::string::npos);
    CHECK(ledger.error().next.find("another data folder") != std::string::npos);
  }
  CHECK(sqlite(file, "SELECT count(*) FROM entry").output == "1\n");
}

TEST_CASE("ledger: it keeps the certificates that checking it needs, each once") {
  const TemporaryFolder folder;
  make_ledger(folder.path(), 1);
  const auto kept = open_ledger(make_ledger(folder.path(), 1), kReadOnly).certificates().value();
  CHECK(kept.size() == 4);
  CHECK(std::find(kept.begin(), kept.end(), clinic().authority.certificate) != kept.end());
  CHECK(std::find(kept.begin(), kept.end(), clinic().kiosk.certificate) != kept.end());
}

TEST_CASE("ledger: every entry's head is signed by the kiosk, whichever run wrote it") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 3);
  const auto ledger = open_ledger(file, kReadOnly);
  CHECK(ledger.id().size() == 32);
  for (const Entry& entry : entries_of(ledger)) {
    const std::string text = candor::record::head_text(ledger.id(), entry.seq, entry.chain);
    CHECK(entry.signer == clinic().kiosk.certificate.fingerprint());
    CHECK(clinic().kiosk.certificate.verify(text, entry.signature));
  }
}

namespace {

/// The ledger with entry e1, whose time is over on 2032-11-22, and e2, kept for ever.
std::filesystem::path make_mortal(const std::filesystem::path& folder) {
  auto ledger = open_ledger(folder, kReadWrite);
  Header first = header("e1");
  first.keep_until = "2032-11-22";
  REQUIRE(ledger.append(first, "SECRETSECRET" + std::string(9'000, 's')).has_value());
  REQUIRE(ledger.append(header("e2"), blob(2)).has_value());
  return folder / "ledger.sqlite";
}

Header expired(const std::string& id) {
  Header header;
  header.id = "expired." + id;
  header.kind = EntryKind::expired;
  header.refers_to = id;
  header.created.utc_ms = 1'984'762'800'000;  // 2032-11-22, 11 o'clock there
  return header;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE(
    "ledger: P-08 no entry is erased a day early, without its end in the ledger, or ever "
    "when it has none") {
  const TemporaryFolder folder;
  auto ledger = open_ledger(make_mortal(folder.path()), kReadWrite);
  CHECK(ledger.erase("e1", {2032, 11, 22}).error().code == ErrorCode::refused);
  REQUIRE(ledger.append(expired("e1"), "sealed").has_value());
  REQUIRE(ledger.append(expired("e2"), "sealed").has_value());
  CHECK(ledger.erase("e1", {2032, 11, 21}).error().code == ErrorCode::refused);
  CHECK(ledger.erase("e2", {2132, 11, 21}).error().code == ErrorCode::refused);
  CHECK(ledger.erase("e9", {2132, 11, 21}).error().code == ErrorCode::not_found);
  const auto erased = ledger.erase("e1", {2032, 11, 22});
  INFO((erased ? std::string() : to_string(erased.error())));
  CHECK(erased.has_value());
}

TEST_CASE("ledger: P-08 erasing that somebody with the file did early is damage, and says why") {
  const TemporaryFolder folder;
  const auto file = make_mortal(folder.path());
  Header end = expired("e1");
  std::string words;
  SUBCASE("the end is of an earlier day") {
    end.created.utc_ms -= 86'400'000;
    words = "is of 2032-11-21, and it must be kept until 2032-11-22";
  }
  SUBCASE("the end has another name") {
    end.id = "other";
    words = "no entry says that its time was over";
  }
  SUBCASE("the end refers to another entry") {
    end.refers_to = "e2";
    words = "does not say that its time was over";
  }
  SUBCASE("the end is of another kind") {
    end.kind = EntryKind::staff_act;
    words = "does not say that its time was over";
  }
  SUBCASE("the entry is kept for ever") {
    end = expired("e2");
    words = "it must be kept for ever";
  }
  const std::string id = end.id == "expired.e2" ? "e2" : "e1";
  {
    auto ledger = open_ledger(file, kReadWrite);
    REQUIRE(ledger.append(end, "sealed").has_value());
    CHECK(ledger.erase(id, {2132, 11, 22}).error().code == ErrorCode::refused);
  }
  REQUIRE(
      sqlite(file, "DROP TRIGGER entry_keep; UPDATE entry SET blob = x'' WHERE id = '" + id + "'")
          .exit_code == 0);
  const auto read = read_all(file);
  REQUIRE_FALSE(read.has_value());
  CAPTURE(read.error().what);
  CHECK(read.error().what.find(words) != std::string::npos);
}

TEST_CASE("ledger: P-08 an end that stands before its entry does not end it") {
  const TemporaryFolder folder;
  {
    auto ledger = open_ledger(folder.path(), kReadWrite);
    REQUIRE(ledger.append(expired("e1"), "sealed").has_value());
    Header first = header("e1");
    first.keep_until = "2032-11-22";
    REQUIRE(ledger.append(first, "content").has_value());
    CHECK(ledger.erase("e1", {2032, 11, 22}).error().code == ErrorCode::refused);
  }
  const auto file = folder.path() / "ledger.sqlite";
  REQUIRE(sqlite(file, "DROP TRIGGER entry_keep; UPDATE entry SET blob = x'' WHERE id = 'e1'")
              .exit_code == 0);
  const auto read = read_all(file);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().what.find("entry 2 is damaged") != std::string::npos);
  CHECK(read.error().what.find("stands before it") != std::string::npos);
}

TEST_CASE(
    "ledger: P-13 an erased entry leaves no byte of its content and a stub that still "
    "checks") {
  const TemporaryFolder folder;
  const auto file = make_mortal(folder.path());
  std::string chain;
  {
    auto ledger = open_ledger(file, kReadWrite);
    chain = entries_of(ledger)[0].chain;
    REQUIRE(ledger.append(expired("e1"), "sealed").has_value());
    REQUIRE(bytes_of(file).find("SECRETSECRET") != std::string::npos);
    REQUIRE(ledger.erase("e1", {2032, 11, 22}).has_value());
    for (const std::string& name : names_in(folder.path())) {
      CAPTURE(name);
      CHECK(bytes_of(folder.path() / name).find("SECRETSECRET") == std::string::npos);
    }
  }
  const auto entries = entries_of(open_ledger(file, kReadOnly));
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].erased);
  CHECK(entries[0].blob.empty());
  CHECK(entries[0].chain == chain);
  CHECK_FALSE(entries[1].erased);
}

TEST_CASE(
    "ledger: old bytes that a reader keeps in the log are told of, and go with the next try") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "ledger.sqlite";
  const auto log = file.string() + "-wal";
  auto ledger = open_ledger(file, kReadWrite);
  Header first = header("e1");
  first.keep_until = "2032-11-22";
  REQUIRE(ledger.append(first, "SECRETSECRET").has_value());
  REQUIRE(ledger.append(expired("e1"), "sealed").has_value());
  const auto reader = open_ledger(file, kReadOnly);
  std::optional<candor::Result<void>> erased;
  const auto read = reader.each([&](const Entry&) {
    erased = ledger.erase("e1", {2032, 11, 22});
    return false;
  });
  REQUIRE(read.has_value());
  REQUIRE(erased.has_value());
  REQUIRE_FALSE(erased->has_value());
  CHECK(erased->error().code == ErrorCode::locked);
  CHECK(erased->error().where == file.string());
  CHECK(erased->error().what.find("still lie on the disk") != std::string::npos);
  CHECK_FALSE(erased->error().next.empty());
  // It is erased all the same, for everybody who looks.
  CHECK(entries_of(open_ledger(file, kReadOnly))[0].erased);
  REQUIRE(bytes_of(log).find("SECRETSECRET") != std::string::npos);
  auto look_in = file;
  SUBCASE("erasing again") {
    REQUIRE(ledger.erase("e1", {2032, 11, 22}).has_value());
  }
  SUBCASE("finishing") {
    REQUIRE(ledger.finish_erasing().has_value());
  }
  SUBCASE("opening anew after a kill") {
    // As a kill leaves them: a copy of the files, with nobody who closes them.
    const auto killed = folder.path() / "killed";
    std::filesystem::create_directory(killed);
    look_in = killed / "ledger.sqlite";
    for (const char* ending : {"", "-wal"}) {
      std::filesystem::copy_file(file.string() + ending, look_in.string() + ending);
    }
    ledger = open_ledger(look_in, kReadWrite);
  }
  CHECK(bytes_of(look_in.string() + "-wal").empty());
  CHECK(bytes_of(look_in).find("SECRETSECRET") == std::string::npos);
}

TEST_CASE("ledger: content that was taken out without an end in the ledger is damage") {
  const TemporaryFolder folder;
  const auto file = make_ledger(folder.path(), 3);
  CHECK(sqlite(file, "UPDATE entry SET blob = x'' WHERE seq = 2").exit_code != 0);
  tamper(file, "UPDATE entry SET blob = x'' WHERE seq = 2");
  CHECK(read_all(file).error().what.find("no entry says that its time was over") !=
        std::string::npos);
}

TEST_CASE("ledger: a copy made while a kiosk writes is whole, and never overwrites a file") {
  const TemporaryFolder folder;
  auto kiosk = open_ledger(folder.path(), kReadWrite);
  for (int i = 1; i <= 4; ++i) {
    REQUIRE(kiosk.append(header("e" + std::to_string(i)), blob(i)).has_value());
  }
  const auto copy = folder.path() / "backup.sqlite";
  REQUIRE(open_ledger(folder.path(), kReadOnly).copy_to(copy).has_value());
  CHECK(entries_of(open_ledger(copy, kReadOnly)).back().chain == entries_of(kiosk).back().chain);
  CHECK(open_ledger(copy, kReadOnly).id() == kiosk.id());
  CHECK(kiosk.copy_to(copy).error().code == ErrorCode::conflict);

  struct stat about {};

  REQUIRE(::stat(copy.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
}
