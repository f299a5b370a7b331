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

constexpr const char* kPackFile = "content-c73ea470a741/sample/pages/010-about.json";

TEST_CASE("out folder: files of a pack lie below its folder, by plain names only") {
  for (const char* good : {kPackFile, "content-c73ea470a741/clinic.json",
                           "content-c73ea470a741/shared/images/Tropf \xC3\xBC.svg"}) {
    CAPTURE(good);
    CHECK(is_pack_file_name(good));
  }
  for (const char* bad :
       {"content-c73ea470a741", "content-c73ea470a741/", "content-c73ea470a74/clinic.json",
        "content-C73EA470A741/clinic.json", "content-c73ea470a7411/clinic.json",
        "clinic/c73ea470a741/x", "content-c73ea470a741/../x", "content-c73ea470a741/a//b",
        "content-c73ea470a741/.hidden", "content-c73ea470a741/a/", "/content-c73ea470a741/a",
        "content-c73ea470a741/a\\b", "content-c73ea470a741/a\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_pack_file_name(bad));
  }
  CHECK_FALSE(is_pack_file_name("content-c73ea470a741/" + std::string(201, 'a')));
  CHECK(pack_folder(std::string(64, 'b')) == "content-" + std::string(12, 'b'));
  const support::TemporaryFolder home;
  const auto out = OutFolder::open(home.path());
  REQUIRE(out);
  CHECK_FALSE(out->read(kPackFile).value().has_value());
  CHECK(std::filesystem::is_empty(home.path()));
  CHECK(out->write(kPackFile, "one").value() == OutFolder::Written::now);
  CHECK(out->write(kPackFile, "one").value() == OutFolder::Written::before);
  CHECK(out->write(kPackFile, "two").value() == OutFolder::Written::now);
  CHECK(out->read(kPackFile).value() == "two");
  CHECK(read_file(home.path() / kPackFile, 100).value() == "two");
  REQUIRE(out->keep());
}

TEST_CASE("out folder: a link on any level of a pack's folders is refused, and named") {
  const support::TemporaryFolder home;
  const auto evil = home.path() / "evil";
  const auto folder = home.path() / "out" / "content-c73ea470a741";
  REQUIRE(make_folder(evil / "sample" / "pages"));
  REQUIRE(make_folder(evil / "pages"));
  const char* kPage = "pages/010-about.json";
  REQUIRE(write_file_atomic(evil / "sample" / kPage, "precious"));
  REQUIRE(write_file_atomic(evil / kPage, "precious"));
  const auto out = OutFolder::open(home.path() / "out");
  REQUIRE(out);
  std::filesystem::path link;
  SUBCASE("the first level") {
    link = folder;
    std::filesystem::create_directory_symlink("../evil", link);
  }
  SUBCASE("one level down") {
    link = folder / "sample";
    REQUIRE(make_folder(folder));
    std::filesystem::create_directory_symlink(evil, link);
  }
  SUBCASE("the last level") {
    link = folder / "sample" / "pages";
    REQUIRE(make_folder(folder / "sample"));
    std::filesystem::create_directory_symlink(evil / "pages", link);
  }
  SUBCASE("the file") {
    link = home.path() / "out" / kPackFile;
    REQUIRE(make_folder(folder / "sample" / "pages"));
    std::filesystem::create_symlink(evil / kPage, link);
  }
  for (const Error& error :
       {support::error_of(out->write(kPackFile, "x")), support::error_of(out->read(kPackFile))}) {
    CHECK(error.code == ErrorCode::refused);
    CHECK(error.what.starts_with("is a link"));
    CHECK(error.where == link.string());
  }
  CHECK(read_file(evil / "sample" / kPage, 100).value() == "precious");
  CHECK(read_file(evil / kPage, 100).value() == "precious");
}

TEST_CASE("out folder: what was left half written of a pack goes, and no link is followed to it") {
  const support::TemporaryFolder home;
  const auto pages = home.path() / "out" / "content-c73ea470a741" / "sample" / "pages";
  REQUIRE(make_folder(pages));
  REQUIRE(make_folder(home.path() / "elsewhere"));
  REQUIRE(write_file_atomic(pages / ".010-about.json.Xy12Zz", "half"));
  REQUIRE(write_file_atomic(pages / "010-about.json", "whole"));
  REQUIRE(write_file_atomic(home.path() / "elsewhere" / ".a.json.Xy12Zz", "another's"));
  std::filesystem::create_directory_symlink(home.path() / "elsewhere", pages / "link");
  std::filesystem::create_directory_symlink(home.path() / "elsewhere",
                                            home.path() / "out" / "content-aaaaaaaaaaaa");
  REQUIRE(OutFolder::open(home.path() / "out"));
  CHECK_FALSE(std::filesystem::exists(pages / ".010-about.json.Xy12Zz"));
  CHECK(std::filesystem::exists(pages / "010-about.json"));
  CHECK(std::filesystem::exists(home.path() / "elsewhere" / ".a.json.Xy12Zz"));
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
