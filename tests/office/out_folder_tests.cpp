#include <doctest/doctest.h>

#include "base/file.h"
#include "office/out_folder.h"
#include "support/error_of.h"
#include "support/fakes.h"

namespace candor::office {
namespace {

TEST_CASE("out folder: only names of the known form are written") {
  for (const char* good :
       {"a.pdf", "2026-11-21_signed_7f3a90c2.json", "index.csv", "x.fhir.json", "manifest.cms",
        "_a.pdf", "a.addenda.json", "a.addendum-1.cms", "a.addendum-12.cms"}) {
    CAPTURE(good);
    CHECK(is_export_name(good));
  }
  for (const char* bad : {"",
                          ".pdf",
                          "-a.pdf",
                          "A.pdf",
                          "a.exe",
                          "a.pdf.exe",
                          "../a.pdf",
                          "a/b.pdf",
                          "a b.pdf",
                          "a.PDF",
                          "a",
                          "a..pdf",
                          "\xC3\xA9.pdf",
                          "a.fhir.pdf",
                          "a.addenda.cms",
                          "a.addendum.cms",
                          "a.addendum-.cms",
                          "a.addendum-0.cms",
                          "a.addendum-1.json",
                          "a.addendum-1x.cms",
                          "a.addendum--1.cms",
                          "a.addendum-1/../b.cms"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_export_name(bad));
  }
  CHECK_FALSE(is_export_name(std::string(151, 'a') + ".pdf"));
  CHECK_FALSE(is_export_name(std::string("a\0.pdf", 6)));
  const support::TemporaryFolder home;
  const auto out = OutFolder::open(home.path() / "out");
  REQUIRE(out);
  CHECK(support::error_of(out->write("../a.pdf", "x")).code == ErrorCode::refused);
  CHECK_FALSE(std::filesystem::exists(home.path() / "a.pdf"));
}

TEST_CASE("out folder: the same bytes are not written again, others replace them") {
  const support::TemporaryFolder home;
  const auto out = OutFolder::open(home.path() / "out");
  REQUIRE(out);
  CHECK(out->write("a.json", "one").value() == OutFolder::Written::now);
  CHECK(out->write("a.json", "one").value() == OutFolder::Written::before);
  CHECK(out->write("a.json", "two").value() == OutFolder::Written::now);
  CHECK(out->read("a.json").value() == "two");
  CHECK_FALSE(out->read("b.json").value().has_value());
}

TEST_CASE("out folder: what a kill left half written goes, other files stay") {
  const support::TemporaryFolder home;
  for (const char* name : {".a.pdf.Xy12Zz", ".index.csv.000000", ".profile", ".a.txt.Xy12Zz"}) {
    REQUIRE(write_file_atomic(home.path() / name, "half"));
  }
  REQUIRE(OutFolder::open(home.path()));
  CHECK_FALSE(std::filesystem::exists(home.path() / ".a.pdf.Xy12Zz"));
  CHECK_FALSE(std::filesystem::exists(home.path() / ".index.csv.000000"));
  CHECK(std::filesystem::exists(home.path() / ".profile"));
  CHECK(std::filesystem::exists(home.path() / ".a.txt.Xy12Zz"));
}

TEST_CASE("out folder: links are refused, for the folder and for a file in it") {
  const support::TemporaryFolder home;
  REQUIRE(make_folder(home.path() / "real"));
  std::filesystem::create_directory_symlink(home.path() / "real", home.path() / "link");
  for (const char* name : {"link", "link/"}) {
    CAPTURE(name);
    const Error error = support::error_of(OutFolder::open(home.path() / name));
    CHECK(error.code == ErrorCode::refused);
    CHECK(error.what == "is a link");
  }
  REQUIRE(write_file_atomic(home.path() / "victim", "precious"));
  std::filesystem::create_symlink(home.path() / "victim", home.path() / "real" / "a.json");
  const auto out = OutFolder::open(home.path() / "real");
  REQUIRE(out);
  CHECK(support::error_of(out->write("a.json", "x")).code == ErrorCode::refused);
  CHECK(support::error_of(out->read("a.json")).code == ErrorCode::refused);
  CHECK(read_file(home.path() / "victim", 100).value() == "precious");
}

TEST_CASE("out folder: a second export waits for its turn in words") {
  const support::TemporaryFolder home;
  auto first = OutFolder::open(home.path());
  REQUIRE(first);
  CHECK(support::error_of(OutFolder::open(home.path())).code == ErrorCode::locked);
  { const OutFolder moved = std::move(*first); }
  CHECK(OutFolder::open(home.path()));
}

}  // namespace
}  // namespace candor::office
