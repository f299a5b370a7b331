// Help, version, wrong usage and exit codes of the program.
#include <doctest/doctest.h>

#include "commands/program.h"

namespace candor::commands_tests {
namespace {

struct Shell {
  support::TemporaryFolder home;

  [[nodiscard]] Ran operator()(const std::string& arguments) const {
    return candor(home.path(), arguments);
  }
};

TEST_CASE("commands: help names every command and the exit codes") {
  const Shell shell;
  const Ran ran = shell("--help");
  CHECK(ran.exit_code == 0);
  for (const char* word : {"kiosk", "check", "export", "keys", "staff-pin", "Exit codes: 0"}) {
    CAPTURE(word);
    CHECK(has(ran, word));
  }
  CHECK(shell("-h").exit_code == 0);
  const Ran kiosk = shell("kiosk --help");
  CHECK(kiosk.exit_code == 0);
  for (const char* flag :
       {"--content", "--pack", "--data", "--window", "--mm-per-pixel", "--real", "--config"}) {
    CAPTURE(flag);
    CHECK(has(kiosk, flag));
  }
}

TEST_CASE("commands: the version is the project's") {
  const Shell shell;
  const Ran ran = shell("--version");
  CHECK(ran.exit_code == 0);
  CHECK(ran.output == "candor " CANDOR_VERSION "\n");
}

TEST_CASE("commands: wrong usage is exit code 2 and says where help is") {
  const Shell shell;
  for (const char* arguments :
       {"frobnicate", "kiosk --frobnicate", "kiosk surplus", "--frobnicate", "kiosk --window big",
        "kiosk --window 1920", "kiosk --mm-per-pixel wide", "kiosk --mm-per-pixel 0",
        "kiosk --mm-per-pixel 0.2mm", "kiosk --pack", "check", "export", "export ledger",
        "export ledger --out out --format doc", "export ledger --out out --format ,",
        "export ledger --out out --from yesterday", "export ledger --out out --to 2026-02-30",
        "export ledger --out out --from 2026-11-21 --to 2026-11-20"}) {
    CAPTURE(arguments);
    const Ran ran = shell(arguments);
    CAPTURE(ran.output);
    CHECK(ran.exit_code == 2);
    CHECK(has(ran, "candor: "));
    CHECK(has(ran, "candor --help"));
  }
}

TEST_CASE("commands: an unknown command and a bad value are named") {
  const Shell shell;
  CHECK(has(shell("frobnicate"), "there is no command 'frobnicate'"));
  CHECK(has(shell("kiosk --window big"), "--window big"));
  CHECK(has(shell("export l --key k --passphrase-file p --out o --to 2026-02-30"),
            "--to 2026-02-30"));
}

TEST_CASE("commands: a PIN read from standard input becomes a hash, never shown itself") {
  support::TemporaryFolder home;
  const Ran ran = candor(home.path(), "staff-pin </dev/null");
  CHECK(ran.exit_code == 1);
  const auto with_pin = [&](const std::string& pin, const std::string& arguments = "") {
    return support::run("echo '" + pin + "' | '" + (support::build_folder() / "candor").string() +
                        "' staff-pin " + arguments + " 2>&1");
  };
  const Ran good = with_pin("9024");
  CHECK(good.exit_code == 0);
  CHECK(good.output.rfind("$argon2id$", 0) == 0);
  CHECK_FALSE(has(good, "9024"));
  CHECK(with_pin("9024").output != good.output);  // salted
  CHECK(with_pin("1234").exit_code == 1);
  CHECK(with_pin("90 24").exit_code == 1);
}

TEST_CASE("commands: a PIN that somebody in the configuration has is refused (S-09)") {
  support::TemporaryFolder home;
  const auto with_pin = [&](const std::string& pin, const std::string& config) {
    return support::run("echo '" + pin + "' | '" + (support::build_folder() / "candor").string() +
                        "' staff-pin --config '" + config + "' 2>&1");
  };
  const std::string demo = (support::source_folder() / "tools" / "demo-config.json").string();
  CHECK(with_pin("2468", demo).exit_code == 1);  // the README states these two
  CHECK(with_pin("1357", demo).exit_code == 1);
  CHECK(with_pin("9024", demo).exit_code == 0);
  const Ran missing = with_pin("9024", "/nonexistent.json");
  CHECK(missing.exit_code == 3);
  CHECK(has(missing, "/nonexistent.json: there is no such file"));
}

}  // namespace
}  // namespace candor::commands_tests
