#include <doctest/doctest.h>

#include <fstream>

#include "kiosk/config.h"
#include "support/fakes.h"

namespace candor::kiosk {
namespace {

Result<Config> parse(const std::string& text) {
  return parse_config(text, "/etc/candor/kiosk.json");
}

void expect_refused(const std::string& text, const std::string& what) {
  CAPTURE(text);
  const auto config = parse(text);
  REQUIRE_FALSE(config);
  CAPTURE(to_string(config.error()));
  CHECK(to_string(config.error()).find("/etc/candor/kiosk.json: ") == 0);
  CHECK(to_string(config.error()).find(what) != std::string::npos);
  CHECK_FALSE(config.error().next.empty());
}

std::string staff(const std::string& name, const std::string& hash = "$argon2id$v=19$x") {
  return R"({"name":")" + name + R"(","role":"nurse","pin_hash":")" + hash + R"("})";
}

TEST_CASE("config: an empty file gives the defaults that the patient was promised") {
  const auto config = parse("{}");
  REQUIRE(config);
  CHECK(*config == Config{});
  CHECK(config->timings.idle_ms == 120'000);
  CHECK(config->timings.warning_ms == 30'000);
  CHECK(config->timings.walked_away_keep_ms == 30 * 60'000);
  CHECK(config->timings.staff_keep_ms == 4 * 3'600'000);
  CHECK(config->timings.receipt_ms == 60'000);
  CHECK(config->timings.tap_guard_ms == 500);
  CHECK(config->staff.empty());
  CHECK_FALSE(config->notify);
  CHECK(config->headphone_switch.empty());
}

TEST_CASE("config: the example file in the repository is one that Candor takes") {
  const auto config =
      load_config(support::source_folder() / "app" / "kiosk" / "config.example.json");
  if (!config) FAIL(to_string(config.error()));
  CHECK(config->kiosk_letter == "B");
  CHECK(config->window == WindowSize{1920, 1080});
  CHECK(config->mm_per_pixel == doctest::Approx(0.248));
  REQUIRE(config->staff.size() == 1);
  CHECK(config->staff[0].role == "registered nurse");
  CHECK(config->staff[0].pin_until == Date{2027, 5, 22});
  REQUIRE(config->notify);
  CHECK(config->notify->arguments == std::vector<std::string>{"--kiosk", "B"});
  CHECK(config->voices == std::map<std::string, std::string>{{"es", "es-419"}});
  CHECK(config->headphone_switch == "/dev/input/by-path/platform-sound-event");
}

TEST_CASE("config: the demonstration's configuration names two people and a pack") {
  const auto config = load_config(support::source_folder() / "tools" / "demo-config.json");
  if (!config) FAIL(to_string(config.error()));
  CHECK(config->staff.size() == 2);
  CHECK_FALSE(config->real);
  CHECK_FALSE(config->pack.empty());
}

TEST_CASE("config: relative paths count from the file's folder") {
  const auto config =
      parse(R"({"content":"content","data":"../data","notify":{"program":"bin/light"}})");
  REQUIRE(config);
  CHECK(config->content == "/etc/candor/content");
  CHECK(config->data == "/etc/data");
  CHECK(config->notify->program == "/etc/candor/bin/light");
}

TEST_CASE("config: an unknown property is named, at every level") {
  expect_refused(R"({"stafff":[]})", "property /stafff is not a property that Candor knows");
  expect_refused(R"({"staff":[{"name":"A","role":"b","pin_hash":"$argon2id$x","pin":"1234"}]})",
                 "property /staff/0/pin");
  expect_refused(R"({"notify":{"program":"/x","args":[]}})", "/notify/args");
  expect_refused(R"({"timings":{"idle":3}})", "/timings/idle");
}

TEST_CASE("config: a doubled property is refused, not silently the last one") {
  expect_refused(R"({"real":true,"real":false})", "real is there twice");
  expect_refused(R"({"staff":[{"name":"A","name":"B"}]})", "name is there twice");
}

TEST_CASE("config: wrong types and values are refused") {
  expect_refused("[]", "must be an object");
  expect_refused(R"({"real":"yes"})", "/real must be true or false");
  expect_refused(R"({"pack":7})", "/pack");
  expect_refused(R"({"pack":""})", "/pack");
  expect_refused(R"({"window":"big"})", "/window");
  expect_refused(R"({"mm_per_pixel":0})", "/mm_per_pixel");
  expect_refused(R"({"mm_per_pixel":"0.2"})", "/mm_per_pixel");
  expect_refused(R"({"kiosk_letter":"AB"})", "/kiosk_letter");
  expect_refused(R"({"kiosk_letter":"b"})", "/kiosk_letter");
  expect_refused(R"({"closing_hours":0})", "/closing_hours");
  expect_refused(R"({"closing_hours":18446744073709551615})", "/closing_hours");
  expect_refused(R"({"closing_hours":4.5})", "/closing_hours");
  expect_refused(R"({"staff":{}})", "/staff");
  expect_refused(R"({"staff":["Ana"]})", "/staff/0 must be an object");
  expect_refused(R"({"notify":{}})", "/notify/program is missing");
  expect_refused(R"({"notify":{"program":"/x","arguments":[1]}})", "/notify/arguments");
}

TEST_CASE("config: text that is not JSON is refused with its place") {
  const auto config = parse("{\"real\": tru}");
  REQUIRE_FALSE(config);
  CHECK(config.error().code == ErrorCode::bad_format);
  CHECK(config.error().where == "/etc/candor/kiosk.json");
}

TEST_CASE("config: times outside what is safe for patients are refused (T-21)") {
  expect_refused(R"({"timings":{"idle_seconds":60}})", "from 120 to 300");
  expect_refused(R"({"timings":{"idle_seconds":301}})", "from 120 to 300");
  expect_refused(R"({"timings":{"warning_seconds":19}})", "from 20 to 45");
  expect_refused(R"({"timings":{"tap_guard_ms":2001}})", "from 200 to 2000");
  const auto config =
      parse(R"({"closing_hours":9,"timings":{"idle_seconds":300,"tap_guard_ms":2000}})");
  REQUIRE(config);
  CHECK(config->timings.idle_ms == 300'000);
  CHECK(config->timings.tap_guard_ms == 2000);
  CHECK(config->timings.staff_keep_ms == 9 * 3'600'000);
}

TEST_CASE("config: a PIN in the clear, a missing role or a name used twice is refused (P-05)") {
  expect_refused("{\"staff\":[" + staff("Ana", "2468") + "]}",
                 "/staff/0/pin_hash is not a PIN hash");
  expect_refused(
      R"({"staff":[{"name":"A","role":"b","pin_hash":"$argon2id$x","pin_until":"2027-02-30"}]})",
      "/staff/0/pin_until must be a day that exists");
  for (const char* voices : {R"(["es"])", R"({"es":1})", R"({"es":""})", R"({"es":"a b"})",
                             R"({"es":"../x"})", R"({"":"es"})"}) {
    expect_refused(R"({"voices":)" + std::string(voices) + "}", "/voices must name a voice");
  }
  expect_refused(R"({"staff":[{"name":"Ana","pin_hash":"$argon2id$x"}]})",
                 "/staff/0/role is missing");
  expect_refused("{\"staff\":[" + staff("Ana") + "," + staff("Ana") + "]}",
                 "/staff/1/name is there twice");
  expect_refused("{\"staff\":[" + staff("Ana\\nB") + "]}", "/staff/0/name has a control character");
  CHECK(parse("{\"staff\":[" + staff("Ana") + "," + staff("Ben") + "]}"));
}

TEST_CASE("config: a missing file says so and what to check") {
  const auto config = load_config("/nonexistent/kiosk.json");
  REQUIRE_FALSE(config);
  CHECK(config.error().code == ErrorCode::not_found);
  CHECK(to_string(config.error()) ==
        "/nonexistent/kiosk.json: there is no such file; check --config");
}

TEST_CASE("config: flags win over the file, and only where they are given") {
  auto config = parse(R"({"content":"/a","pack":"p","data":"/b","window":"1280x800"})");
  REQUIRE(config);
  Flags flags;
  flags.pack = "q";
  flags.window = WindowSize{1920, 1080};
  flags.real = true;
  const Config merged = with_flags(*config, flags);
  CHECK(merged.content == "/a");
  CHECK(merged.data == "/b");
  CHECK(merged.pack == "q");
  CHECK(merged.window == WindowSize{1920, 1080});
  CHECK(merged.real);
  CHECK(with_flags(*config, Flags{}) == *config);
}

TEST_CASE("config: a real kiosk in the file stays real without the flag") {
  const auto config = parse(R"({"real":true})");
  REQUIRE(config);
  CHECK(with_flags(*config, Flags{}).real);
}

TEST_CASE("config: window sizes") {
  CHECK(parse_window_size("1920x1080").value() == WindowSize{1920, 1080});
  for (const char* bad : {"", "x", "1920", "1920x", "x1080", "1920X1080", "-1x5", "1920x1080x3",
                          "100x100", "99999x99999", "1920 x1080", "999999999999x5"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_window_size(bad));
  }
}

TEST_CASE("config: the data folder follows XDG, and ignores a relative XDG_DATA_HOME as it asks") {
  CHECK(default_data_folder("/data", "/home/k").value() == "/data/candor");
  CHECK(default_data_folder(nullptr, "/home/k").value() == "/home/k/.local/share/candor");
  CHECK(default_data_folder("", "/home/k").value() == "/home/k/.local/share/candor");
  CHECK(default_data_folder("data", "/home/k").value() == "/home/k/.local/share/candor");
  CHECK_FALSE(default_data_folder(nullptr, nullptr));
}

TEST_CASE("config: special keys are named, each its own, or none") {
  const auto usual = parse("{}");
  REQUIRE(usual);
  CHECK(usual->keys.move == "F1");
  CHECK(usual->keys.select == "F2");
  CHECK(usual->keys.speak == "F3");
  CHECK(usual->timings.double_strike_ms == 500);
  const auto given = parse(R"({"keys":{"move":"Keypad 5","select":"Page Down","speak":null},)"
                           R"("timings":{"double_strike_ms":2000}})");
  REQUIRE(given);
  CHECK(given->keys.move == "Keypad 5");
  CHECK(given->keys.select == "Page Down");
  CHECK(given->keys.speak.empty());
  CHECK(given->timings.double_strike_ms == 2000);
  expect_refused(R"({"keys":{"move":"F25"}})", "/keys/move is not a key that can be used");
  expect_refused(R"({"keys":{"move":"x"}})", "/keys/move is not a key that can be used");
  expect_refused(R"({"keys":{"move":""}})", "/keys/move");
  expect_refused(R"({"keys":{"hear":"F4"}})", "/keys/hear is not a property that Candor knows");
  expect_refused(R"({"keys":{"select":"F1"}})", "/keys gives one key two meanings");
  expect_refused(R"({"keys":{"move":"F9","select":"F9"}})", "/keys gives one key two meanings");
  expect_refused(R"({"timings":{"double_strike_ms":2001}})", "/timings/double_strike_ms");
}

}  // namespace
}  // namespace candor::kiosk
