// What the kiosk says when it cannot start: each on its own line, with exit code 3.
#include <doctest/doctest.h>

#include <ctime>
#include <filesystem>

#include "base/file.h"
#include "commands/program.h"
#include "support/demonstration_keys.h"
#include "support/sample_pack.h"

namespace candor::commands_tests {
namespace {

/// Gives a data folder the keys that a kiosk needs.
void make_keys(const std::filesystem::path& folder) {
  support::make_demonstration_keys(folder, folder.string() + "-clinic", std::time(nullptr));
}

enum class Keys { made, none };

struct Place {
  support::SamplePack pack;
  support::TemporaryFolder home;

  explicit Place(Keys keys = Keys::made) {
    if (keys == Keys::made) make_keys(data());
  }

  [[nodiscard]] std::filesystem::path data() const { return home.path() / "data"; }

  [[nodiscard]] Ran kiosk(const std::string& arguments, const std::string& before = "") const {
    return candor(home.path(),
                  "kiosk --content '" + pack.content().string() + "' --data '" + data().string() +
                      "' " + arguments,
                  before);
  }
};

void expect(const Ran& ran, int exit_code, const std::string& words) {
  CAPTURE(ran.output);
  CAPTURE(words);
  CHECK(ran.exit_code == exit_code);
  CHECK(has(ran, words));
}

TEST_CASE("kiosk: without a display it says so") {
  const Place place;
  expect(place.kiosk("--window 1280x800"), 3, "screen: there is no screen to draw on");
}

TEST_CASE("kiosk: no subcommand means the kiosk") {
  const Place place;
  const std::string flags =
      "--content '" + place.pack.content().string() + "' --data '" + place.data().string() + "'";
  expect(candor(place.home.path(), flags), 3, "there is no screen to draw on");
  CHECK(candor(place.home.path(), "").exit_code == 3);
}

TEST_CASE("kiosk: without keys it does not start, and says how to make them") {
  const Place place(Keys::none);
  const Ran ran = place.kiosk("");
  expect(ran, 3, "candor keys init");
  CHECK_FALSE(std::filesystem::exists(place.data() / "ledger.sqlite"));
}

TEST_CASE("kiosk: a key that others can read is refused") {
  const Place place;
  std::filesystem::permissions(place.data() / "keys" / "kiosk.key",
                               std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  expect(place.kiosk(""), 3, "kiosk.key");
  CHECK_FALSE(std::filesystem::exists(place.data() / "ledger.sqlite"));
}

TEST_CASE("kiosk: the data folder is by default below XDG_DATA_HOME, else the home folder") {
  const Place place(Keys::none);
  make_keys(place.home.path() / ".local/share/candor");
  make_keys(place.data() / "candor");
  const std::string flags = "kiosk --content '" + place.pack.content().string() + "'";
  expect(candor(place.home.path(), flags), 3, "no screen");
  CHECK(std::filesystem::exists(place.home.path() / ".local/share/candor/ledger.sqlite"));
  expect(candor(place.home.path(), flags, "XDG_DATA_HOME='" + place.data().string() + "'"), 3,
         "no screen");
  CHECK(std::filesystem::exists(place.data() / "candor" / "ledger.sqlite"));
}

TEST_CASE("kiosk: a missing content folder is named") {
  const Place place;
  expect(candor(place.home.path(), "kiosk --content /nonexistent"), 3,
         "/nonexistent: there is no such content folder; check --content");
}

TEST_CASE("kiosk: a content folder without packs is named") {
  const Place place;
  expect(candor(place.home.path(), "kiosk --content '" + place.home.path().string() + "'"), 3,
         "there is no pack in this folder");
}

TEST_CASE("kiosk: a wrong pack is answered with those there are") {
  const Place place;
  const Ran ran = place.kiosk("--pack tea");
  expect(ran, 3, "there is no pack 'tea'");
  CHECK(has(ran, "--pack: sample"));
}

TEST_CASE("kiosk: with several packs it does not guess which one patients see") {
  const Place place;
  std::filesystem::copy(place.pack.folder(), place.pack.content() / "other",
                        std::filesystem::copy_options::recursive);
  const Ran ran = place.kiosk("");
  expect(ran, 3, "there are several packs");
  CHECK(has(ran, "other, sample"));
  expect(place.kiosk("--pack sample"), 3, "no screen");
}

TEST_CASE("kiosk: a pack with mistakes never reaches a patient") {
  const Place place;
  place.pack.replace("sample/pack.json", "\"minimum_age\"", "\"minimum_aje\"");
  const Ran ran = place.kiosk("");
  expect(ran, 3, "minimum_aje");
  CHECK(has(ran, "candor check "));
}

TEST_CASE("kiosk: --real refuses to start as practice and names every reason (P-14)") {
  const Place place;
  const Ran ran = place.kiosk("--real");
  expect(ran, 3, "visits cannot be real yet");
  CHECK(has(ran, "not real: no clinician has approved this content"));
  CHECK(has(ran, "not real: no staff are set up"));
  CHECK(has(ran, "not real: the keys are for demonstration"));
  // Nothing was opened or created before that.
  CHECK_FALSE(std::filesystem::exists(place.data() / "ledger.sqlite"));
}

TEST_CASE("kiosk: a real kiosk in the configuration refuses in the same way") {
  const Place place;
  REQUIRE(write_file_atomic(place.home.path() / "kiosk.json", R"({"real": true})"));
  expect(place.kiosk("--config '" + (place.home.path() / "kiosk.json").string() + "'"), 3,
         "visits cannot be real yet");
}

TEST_CASE("kiosk: a configuration that is missing, broken or misspelt is named") {
  const Place place;
  expect(place.kiosk("--config /nonexistent.json"), 3, "/nonexistent.json: there is no such file");
  const std::string file = (place.home.path() / "kiosk.json").string();
  REQUIRE(write_file_atomic(file, "{"));
  expect(place.kiosk("--config '" + file + "'"), 3, file + ": this is not valid JSON");
  REQUIRE(write_file_atomic(file, R"({"stafff": []})"));
  expect(place.kiosk("--config '" + file + "'"), 3, "property /stafff is not");
}

TEST_CASE("kiosk: flags win over the configuration") {
  const Place place;
  const std::string file = (place.home.path() / "kiosk.json").string();
  REQUIRE(write_file_atomic(file, R"({"pack": "tea"})"));
  expect(place.kiosk("--config '" + file + "'"), 3, "there is no pack 'tea'");
  expect(place.kiosk("--pack sample --config '" + file + "'"), 3, "no screen");
}

TEST_CASE("kiosk: a second kiosk on the same data folder is refused") {
  const Place place;
  REQUIRE(make_folder(place.data()));
  const auto held = FileLock::take(place.data() / "kiosk.lock");
  REQUIRE(held);
  expect(place.kiosk(""), 3, place.data().string() + ": another kiosk is using this data folder");
}

TEST_CASE("kiosk: a data folder or a ledger of a newer Candor is left alone") {
  const Place place;
  REQUIRE(make_folder(place.data()));
  REQUIRE(write_file_atomic(place.data() / "VERSION", "99\n"));
  expect(place.kiosk(""), 3, "a newer Candor has used this data folder");
  CHECK_FALSE(std::filesystem::exists(place.data() / "ledger.sqlite"));
}

TEST_CASE("kiosk: a data folder that cannot be made is named") {
  const Place place(Keys::none);
  REQUIRE(write_file_atomic(place.data(), "a file"));
  expect(place.kiosk(""), 3, place.data().string());
}

TEST_CASE("kiosk: a ledger that is none is not overwritten") {
  const Place place;
  REQUIRE(make_folder(place.data()));
  REQUIRE(write_file_atomic(place.data() / "ledger.sqlite", "not a ledger"));
  expect(place.kiosk(""), 3, "ledger.sqlite");
  CHECK(read_file(place.data() / "ledger.sqlite", 100).value() == "not a ledger");
}

TEST_CASE("kiosk: glass that is too small to read is refused with its measures") {
  const Place place;
  const std::string screen = "xvfb-run -n 187 -s '-screen 0 1920x1080x24 -nolisten tcp'";
  expect(place.kiosk("--window 1024x768", screen), 3, "1024x768");
  expect(place.kiosk("--window 1280x800 --mm-per-pixel 0.1", screen), 3, "128 mm wide");
}

}  // namespace
}  // namespace candor::commands_tests
