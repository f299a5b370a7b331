// The scripted patient of tools/run on a machine without a display: one whole visit in the real
// window, a screenshot of every screen, the ledger; the PDF and JSON come from `candor export`.
#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
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

/// What a walk is to look like: for a look at other glass, text sizes and colours.
struct Wish {
  fs::path out;
  candor::kiosk::WindowSize window{1920, 1080};
  double mm_per_pixel = 0.248;
  std::string size;      ///< "small", "large", "largest"; empty: as it starts
  std::string theme;     ///< "white", "black", "soft"; empty: as it starts
  std::string language;  ///< empty: the pack's first
  std::string name;      ///< of the patient, typed on that language's keyboard; empty: Ana Lopez
  bool ring = false;     ///< every picture shows the ring of focus
};

std::optional<Wish> read(const std::vector<std::string>& words) {
  Wish wish;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    const std::string& value = words[i + 1];
    if (words[i] == "--out") {
      wish.out = value;
    } else if (words[i] == "--window") {
      if (std::sscanf(value.c_str(), "%dx%d", &wish.window.width, &wish.window.height) != 2) {
        return std::nullopt;
      }
    } else if (words[i] == "--mm-per-pixel") {
      wish.mm_per_pixel = std::strtod(value.c_str(), nullptr);
      if (wish.mm_per_pixel <= 0) return std::nullopt;
    } else if (words[i] == "--size") {
      wish.size = value;
    } else if (words[i] == "--theme") {
      wish.theme = value;
    } else if (words[i] == "--language") {
      wish.language = value;
    } else if (words[i] == "--name") {
      wish.name = value;
    } else if (words[i] == "--ring") {
      wish.ring = value == "yes";
    } else {
      return std::nullopt;
    }
  }
  if (words.size() % 2 != 0 || wish.out.empty()) return std::nullopt;
  return wish;
}

void choose_display(candor::e2e::Harness& kiosk, const Wish& wish) {
  if (wish.size.empty() && wish.theme.empty()) return;
  kiosk.tap("display");
  const auto choose = [&](const std::string& id) {
    while (!kiosk.has(id) && kiosk.has("more")) kiosk.tap("more");
    kiosk.tap(id);
  };
  if (!wish.theme.empty()) choose("theme." + wish.theme);
  while (kiosk.has("above")) kiosk.tap("above");
  if (!wish.size.empty()) choose("size." + wish.size);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("close");
}

}  // namespace

int main(int count, char** arguments) {
  const auto wish = read(std::vector<std::string>(arguments + 1, arguments + count));
  if (!wish) {
    fmt::print(stderr,
               "usage: candor-demo --out FOLDER [--window WxH] [--mm-per-pixel F] [--size NAME] "
               "[--theme NAME] [--language TAG] [--name NAME] [--ring yes]\n");
    return 2;
  }
  const fs::path& out = wish->out;
  std::error_code error;
  fs::remove_all(out / "data", error);
  fs::remove_all(out / "data-clinic", error);
  fs::remove_all(out / "screens", error);
  candor::e2e::Setup setup;
  setup.content = candor::support::source_folder() / "content";
  setup.pack = "ketamine-iv";
  setup.data = out / "data";
  setup.window = wish->window;
  setup.mm_per_pixel = wish->mm_per_pixel;
  auto opened = candor::e2e::Harness::open(setup);
  if (!opened) return fail_with(to_string(opened.error()));
  candor::e2e::Harness& kiosk = **opened;
  bool chosen = false;
  const auto shoot = [&](const std::string& name) {
    if (!chosen && name == "who") {
      chosen = true;
      choose_display(kiosk, *wish);
    }
    if (wish->ring) kiosk.strike(candor::kiosk::Key::tab);
    kiosk.shoot(out / "screens", name);
  };
  try {
    candor::e2e::Person person;
    person.language = wish->language;
    if (!wish->name.empty()) person.name = wish->name;
    arrive(kiosk, person, "first", shoot);
    answer_all(kiosk, person, shoot);
    decide(kiosk, shoot);
    find_somewhere(kiosk, "sheet");
    if (kiosk.has("sheet")) {
      kiosk.tap("sheet");
      shoot("take-home-sheet");
    }
    tap_somewhere(kiosk, "finish");
    shoot("welcome-again");
  } catch (const candor::e2e::Stuck& stuck) {
    return fail_with(stuck.what());
  }
  fmt::print("every screen of one visit: {}\nthe sealed record: {}\nthe clinic's keys: {}\n",
             (out / "screens").string(), (out / "data" / "ledger.sqlite").string(),
             setup.clinic().string());
  return 0;
}
