#include <doctest/doctest.h>

#include <filesystem>

#include "kiosk/data_folder.h"
#include "support/fakes.h"

namespace candor::kiosk {
namespace {

TEST_CASE("data folder: a new one is made, readable by its user only") {
  support::TemporaryFolder temporary;
  const auto path = temporary.path() / "a" / "data";
  const auto folder = DataFolder::open(path);
  REQUIRE(folder);
  CHECK(folder->ledger_path() == path / "ledger.sqlite");
  CHECK(read_file(path / "VERSION", 100).value() == "1\n");
  const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
  CHECK((std::filesystem::status(path).permissions() & others) == std::filesystem::perms::none);
}

TEST_CASE("data folder: a second kiosk on it is refused until the first has gone") {
  support::TemporaryFolder temporary;
  {
    const auto first = DataFolder::open(temporary.path());
    REQUIRE(first);
    const auto second = DataFolder::open(temporary.path());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::locked);
    CHECK(second.error().where == temporary.path());
    CHECK(second.error().next.find("--data") != std::string::npos);
  }
  CHECK(DataFolder::open(temporary.path()));
}

TEST_CASE("data folder: one that a newer Candor has used is left alone") {
  support::TemporaryFolder temporary;
  REQUIRE(write_file_atomic(temporary.path() / "VERSION", "2\n"));
  const auto folder = DataFolder::open(temporary.path());
  REQUIRE_FALSE(folder);
  CHECK(folder.error().code == ErrorCode::newer_version);
  CHECK(read_file(temporary.path() / "VERSION", 100).value() == "2\n");
}

TEST_CASE("data folder: a damaged VERSION is refused, not overwritten") {
  support::TemporaryFolder temporary;
  for (const char* bad : {"", "\n", "zero", "-1", "0", "1.5", "99999999999999999999"}) {
    CAPTURE(bad);
    REQUIRE(write_file_atomic(temporary.path() / "VERSION", bad));
    const auto folder = DataFolder::open(temporary.path());
    REQUIRE_FALSE(folder);
    CHECK(folder.error().code == ErrorCode::bad_format);
    CHECK(read_file(temporary.path() / "VERSION", 100).value() == bad);
  }
}

TEST_CASE("data folder: a file in its place is refused") {
  support::TemporaryFolder temporary;
  REQUIRE(write_file_atomic(temporary.path() / "data", "x"));
  CHECK_FALSE(DataFolder::open(temporary.path() / "data"));
}

}  // namespace
}  // namespace candor::kiosk
