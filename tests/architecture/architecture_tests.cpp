// The tree against its map, and each rule against a mistake that it must catch.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "architecture/rules.h"
#include "support/fakes.h"

namespace candor::architecture {
namespace {

const std::vector<std::string> kCode{".cpp", ".h"};

std::vector<Room> the_map() {
  const auto files = files_below(support::source_folder(), "app", {"README.md"});
  const auto readme = std::find_if(files.begin(), files.end(),
                                   [](const File& file) { return file.path == "app/README.md"; });
  REQUIRE(readme != files.end());
  return read_map(readme->text);
}

std::vector<Room> small_map() {
  return read_map(
      "| level | room | what it does | doors |\n"
      "| --- | --- | --- | --- |\n"
      "| 0 | `base` | small things | nlohmann/json |\n"
      "| 4 | `record` | what was agreed, `FORMAT.md` | SQLite |\n"
      "| 4 | `present` | what one screen shows | |\n"
      "| 5 | `ui` | widgets | Dear ImGui |\n");
}

void expect_none(const Problems& problems) {
  for (const std::string& problem : problems) FAIL_CHECK(problem);
}

/// The CMakeLists.txt of each folder below `folder`.
std::map<std::string, std::string> lists_below(const std::string& folder) {
  std::map<std::string, std::string> lists;
  for (const File& file : files_below(support::source_folder(), folder, {"CMakeLists.txt"})) {
    lists[file.path.substr(0, file.path.rfind('/'))] = file.text;
  }
  return lists;
}

TEST_CASE("architecture: rooms include only rooms of a lower level") {
  const auto map = the_map();
  REQUIRE(map.size() >= 10);
  const auto files = files_below(support::source_folder(), "app", kCode);
  REQUIRE(files.size() > 20);
  for (const File& file : files) expect_none(wrong_includes(map, file));
}

TEST_CASE("architecture: each outside library has one door") {
  for (const File& file : files_below(support::source_folder(), "app", kCode)) {
    expect_none(wrong_doors(file));
  }
  expect_none(wrong_door_names(the_map()));
}

TEST_CASE("architecture: every room is on the map") {
  std::vector<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(support::source_folder() / "app")) {
    if (entry.is_directory()) folders.push_back(entry.path().filename().string());
  }
  expect_none(unmapped_rooms(the_map(), folders));
}

TEST_CASE("architecture: every source file of a room is built") {
  const auto lists = lists_below("app");
  for (const File& file : files_below(support::source_folder(), "app", {".cpp"})) {
    const std::string folder = file.path.substr(0, file.path.rfind('/'));
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    CAPTURE(file.path);
    if (folder == "app") {
      CHECK(is_listed("../" + name, lists.at("app/commands")));
      continue;
    }
    REQUIRE(lists.count(folder) == 1);
    CHECK(is_listed(name, lists.at(folder)));
  }
}

TEST_CASE("architecture: every test file is run") {
  const auto lists = lists_below("tests");
  const auto tests = files_below(support::source_folder(), "tests", {"_tests.cpp"});
  REQUIRE(tests.size() > 5);
  for (const File& file : tests) {
    const std::string folder = file.path.substr(0, file.path.rfind('/'));
    CAPTURE(file.path);
    REQUIRE(lists.count(folder) == 1);
    CHECK(is_listed(file.path.substr(file.path.rfind('/') + 1), lists.at(folder)));
    expect_none(split_names(file));
  }
}

TEST_CASE("architecture: nothing in the screens or in a visit outlives a visit") {
  for (const char* room : {"app/ui", "app/visit", "app/present"}) {
    for (const File& file : files_below(support::source_folder(), room, kCode)) {
      expect_none(lasting_state(file));
    }
  }
}

TEST_CASE("architecture: the program knows no procedure") {
  for (const File& file : files_below(support::source_folder(), "app", {""})) {
    expect_none(named_procedures(file));
  }
  for (const File& file : files_below(support::source_folder(), "assets/words", {".json"})) {
    expect_none(named_procedures(file));
  }
}

// --- each rule catches its mistake
// -----------------------------------------------------------------

TEST_CASE("architecture: the map's table is read") {
  const auto map = small_map();
  REQUIRE(map.size() == 4);
  CHECK(map[1].name == "record");
  CHECK(map[1].level == 4);
  CHECK(map[1].doors == std::vector<std::string>{"SQLite"});
  CHECK(map[2].doors.empty());
}

TEST_CASE("architecture: an include of a higher room is caught") {
  const File file{"app/record/x.cpp", "#include <string>\n#include \"ui/theme.h\"\n"};
  CHECK(wrong_includes(small_map(), file) ==
        Problems{"app/record/x.cpp:2: room record (level 4) includes room ui (level 5)"});
}

TEST_CASE("architecture: an include of another room of the same level is caught") {
  const File file{"app/record/x.cpp", "#include \"present/page.h\""};
  CHECK(wrong_includes(small_map(), file).size() == 1);
}

TEST_CASE(
    "architecture: an include without a room, or of a room as if it were a library, is caught") {
  CHECK(wrong_includes(small_map(), {"app/ui/x.cpp", "#include \"theme.h\""}).size() == 1);
  CHECK(wrong_includes(small_map(), {"app/ui/x.cpp", "#  include <record/record.h>"}).size() == 1);
}

TEST_CASE("architecture: what is allowed is not caught") {
  const File file{"app/ui/x.cpp",
                  "#include \"ui/x.h\"\n#include <vector>\n#include <sys/stat.h>\n"
                  "#include \"base/result.h\"\n#include \"present/page.h\"\n#include <imgui.h>\n"};
  CHECK(wrong_includes(small_map(), file).empty());
  CHECK(wrong_doors(file).empty());
  CHECK(wrong_includes(small_map(), {"app/main.cpp", "#include \"ui/x.h\""}).empty());
}

TEST_CASE("architecture: a library outside its door is caught") {
  const auto caught = [](const std::string& path, const std::string& header) {
    return wrong_doors({path, "#include <" + header + ">"}).size() == 1;
  };
  CHECK(caught("app/export/pdf.cpp", "pango/pangocairo.h"));
  CHECK(caught("app/export/pdf.cpp", "cairo/cairo-pdf.h"));
  CHECK(caught("app/kiosk/app.cpp", "sqlite3.h"));
  CHECK(caught("app/kiosk/app.cpp", "imgui.h"));
  CHECK(caught("app/kiosk/app.cpp", "GLFW/glfw3.h"));
  CHECK(caught("app/ui/theme.cpp", "GL/gl.h"));
  CHECK(caught("app/kiosk/parked.cpp", "sodium.h"));
  CHECK(caught("app/present/page.cpp", "unicode/msgfmt.h"));
  CHECK(caught("app/present/page.cpp", "md4c.h"));
  CHECK(caught("app/kiosk/config.cpp", "CLI/CLI.hpp"));
  CHECK(caught("app/record/record.cpp", "nlohmann/json.hpp"));
  CHECK(caught("app/ui/icons.cpp", "librsvg/rsvg.h"));
  CHECK(caught("app/export/pdf.cpp", "qrencode.h"));
  CHECK(caught("app/text/picture.cpp", "png.h"));
  CHECK(caught("app/export/pdf.cpp", "qpdf/QPDF.hh"));
  CHECK_FALSE(caught("app/kiosk/window.cpp", "GLFW/glfw3.h"));
  CHECK_FALSE(caught("app/kiosk/window.cpp", "backends/imgui_impl_glfw.h"));
}

TEST_CASE("architecture: a door that only the map or only the rules know is caught") {
  auto map = the_map();
  REQUIRE(wrong_door_names(map).empty());
  map.front().doors.emplace_back("libcurl");
  CHECK(wrong_door_names(map) == Problems{"the map's door base → libcurl has no rule"});
  map.front().doors = {};
  CHECK(wrong_door_names(map) == Problems{"the map does not name the door base → nlohmann/json"});
}

TEST_CASE("architecture: a room that is missing from the map, or from the tree, is caught") {
  CHECK(unmapped_rooms(small_map(), {"base", "record", "present", "ui", "cloud"}) ==
        Problems{"app/cloud is not on the map"});
  CHECK(unmapped_rooms(small_map(), {"base", "record", "ui"}) ==
        Problems{"the room present of the map has no folder"});
}

TEST_CASE("architecture: a file that CMake does not name is caught") {
  const std::string cmake = "candor_tests(kiosk SOURCES parked_tests.cpp\n  # window_tests.cpp\n)";
  CHECK(is_listed("parked_tests.cpp", cmake));
  CHECK_FALSE(is_listed("window_tests.cpp", cmake));  // a comment is no list
  CHECK_FALSE(is_listed("arked_tests.cpp", cmake));
}

TEST_CASE("architecture: a test's name that ctest would split is caught") {
  const std::string begin = std::string("TEST_") + "CASE(";
  CHECK(split_names({"tests/ui/x_tests.cpp",
                     "\n" + begin + "\n    \"ui: one, \"\n    \"two; three\") {"}) ==
        Problems{"tests/ui/x_tests.cpp:4: a semicolon in the name of a test"});
  CHECK(split_names({"tests/ui/x_tests.cpp", begin + "\"ui: one (two)\") {\n  int n = 0;\n}"})
            .empty());
}

TEST_CASE("architecture: state that outlives a visit is caught") {
  const auto caught = [](const std::string& line) {
    return lasting_state({"app/ui/x.cpp", line}).size() == 1;
  };
  CHECK(caught("  static int n = 0;"));
  CHECK(caught("  static std::map<std::string, int> cache;"));
  CHECK(caught("  static bool is_open{false};"));
  CHECK(caught("  static const auto words = load();"));
  CHECK(caught("  static char buffer[64];"));
  CHECK(caught("thread_local int depth;"));
  CHECK(caught("std::string g_name;"));
  CHECK(caught("int counter = 0;"));
  CHECK(caught("std::vector<std::string> names{};"));
  CHECK(caught("static Scratch scratch;"));

  CHECK_FALSE(caught("  static constexpr int kMost = 8;"));
  CHECK_FALSE(caught("  [[nodiscard]] static Result<Window> open(const Options& options);"));
  CHECK_FALSE(caught("  static Size measure(double width = 0.0);"));
  CHECK_FALSE(caught("constexpr int kMost = 8;"));
  CHECK_FALSE(caught("constinit std::mutex faces_in_use;"));
  CHECK_FALSE(caught("const std::string kName = \"x\";"));
  CHECK_FALSE(caught("using Problems = std::vector<std::string>;"));
  CHECK_FALSE(caught("struct Page;"));
  CHECK_FALSE(caught("  int local = 0;"));
  CHECK_FALSE(caught("  return static_cast<int>(x);"));
  CHECK_FALSE(caught("[[nodiscard]] std::string to_string(Outcome outcome);"));
  CHECK_FALSE(caught("// static int n = 0;"));
}

TEST_CASE("architecture: a procedure's name in the program is caught") {
  CHECK(named_procedures({"app/ui/x.cpp", "// fine\nshow(\"Your Ketamine drip\");"}) ==
        Problems{"app/ui/x.cpp:2: names a procedure (ketamine)"});
  CHECK(named_procedures({"app/visit/x.h", "bool is_infusion = true;"}).size() == 1);
  CHECK(named_procedures({"app/visit/x.h", "std::string procedure;"}).empty());
}

}  // namespace
}  // namespace candor::architecture
