// The scripted patient of tools/run on a machine without a display: one whole visit in the real
// window, a screenshot of every screen, the ledger; the PDF and JSON come from `candor export`.
#include <fmt/core.h>

#include <filesystem>
#include <string>
#include <vector>

#include "e2e/harness.h"
#include "e2e/walks.h"

namespace {

namespace fs = std::filesystem;

int fail_with(const std::string& message) {
  fmt::print(stderr, "candor-demo: {}\n", message);
  return 3;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() != 2 || words[0] != "--out") {
    fmt::print(stderr, "usage: candor-demo --out FOLDER\n");
    return 2;
  }
  const fs::path out = words[1];
  std::error_code error;
  fs::remove_all(out / "data", error);
  fs::remove_all(out / "screens", error);
  candor::e2e::Setup setup;
  setup.content = candor::support::source_folder() / "content";
  setup.pack = "ketamine-iv";
  setup.data = out / "data";
  auto opened = candor::e2e::Harness::open(setup);
  if (!opened) return fail_with(to_string(opened.error()));
  candor::e2e::Harness& kiosk = **opened;
  const auto shoot = [&](const std::string& name) { kiosk.shoot(out / "screens", name); };
  try {
    const candor::e2e::Person person;
    arrive(kiosk, person, "first", shoot);
    answer_all(kiosk, person, shoot);
    decide(kiosk, shoot);
    if (kiosk.has("sheet")) {
      kiosk.tap("sheet");
      shoot("take-home-sheet");
    }
    while (kiosk.has("more")) kiosk.tap("more");
    kiosk.tap("finish");
    shoot("welcome-again");
  } catch (const candor::e2e::Stuck& stuck) {
    return fail_with(stuck.what());
  }
  fmt::print("every screen of one visit: {}\nthe record: {}\n", (out / "screens").string(),
             (out / "data" / "ledger.sqlite").string());
  return 0;
}
