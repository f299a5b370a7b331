// The scripted patient of tools/run on a machine without a display: one whole visit in the real
// window, a screenshot of every screen, the ledger. tools/demonstrate exports and checks what it
// leaves.
#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "e2e/harness.h"
#include "e2e/walks.h"
#include "voice/rig.h"

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
  bool listen = false;   ///< every page is also listened to
  bool pictures = true;  ///< every screen is kept as a picture
  candor::e2e::Hands hands = candor::e2e::Hands::finger;
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
    } else if (words[i] == "--listen") {
      wish.listen = value == "yes";
    } else if (words[i] == "--pictures") {
      wish.pictures = value != "no";
    } else if (words[i] == "--hands") {
      if (value == "keys")
        wish.hands = candor::e2e::Hands::keys;
      else if (value == "switches")
        wish.hands = candor::e2e::Hands::switches;
      else if (value != "finger")
        return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  if (words.size() % 2 != 0 || wish.out.empty()) return std::nullopt;
  return wish;
}

/// A loudspeaker without sound, so that what is marked while somebody listens can be seen.
struct Silent {
  candor::voice::FakeOutput* out = nullptr;

  std::unique_ptr<candor::voice::Speaker> speaker() {
    auto output = std::make_unique<candor::voice::FakeOutput>();
    out = output.get();
    return std::make_unique<candor::voice::Speaker>(
        std::make_unique<candor::voice::FakeSynthesiser>(), std::move(output));
  }
};

/// The visit is one of today and has ended when its record is exported: the machine's time, long
/// enough before now.
candor::Moment start_of_visit() {
  constexpr std::int64_t kLongerThanAVisitMs = std::int64_t{30} * 60'000;
  candor::Moment start = candor::SystemClock().now();
  start.utc_ms -= kLongerThanAVisitMs;
  return start;
}

/// Listens to the page up to a word of its second sentence, and takes a picture of it.
void shoot_heard(candor::e2e::Harness& kiosk, const Silent& silent, const fs::path& folder,
                 const std::string& name) {
  constexpr std::int64_t kTurn = 20;
  constexpr std::size_t kThirdWord = 250;
  if (!kiosk.has("listen")) return;
  kiosk.tap("listen");
  if (kiosk.has("aloud.yes")) {
    kiosk.shoot(folder, "aloud");
    kiosk.tap("aloud.yes");
  }
  kiosk.wait_ms(kTurn);
  silent.out->end();
  kiosk.wait_ms(kTurn);
  kiosk.wait_ms(kTurn);
  if (!kiosk.app().listening().speaks()) {
    // There was one sentence only.
    kiosk.tap("listen");
    kiosk.wait_ms(kTurn);
  }
  silent.out->heard = kThirdWord;
  kiosk.wait_ms(kTurn);
  kiosk.shoot(folder, name + "-heard");
  if (kiosk.app().listening().speaks()) kiosk.tap("listen");
}

}  // namespace

int main(int count, char** arguments) {
  const auto wish = read(std::vector<std::string>(arguments + 1, arguments + count));
  if (!wish) {
    fmt::print(
        stderr,
        "usage: candor-demo --out FOLDER [--window WxH] [--mm-per-pixel F] [--size NAME] "
        "[--theme NAME] [--language TAG] [--name NAME] [--ring yes] [--listen yes] [--pictures no] "
        "[--hands finger|keys|switches]\n");
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
  setup.start = start_of_visit();
  if (!wish->pictures) setup.sight = candor::e2e::Sight::not_looked_at;
  Silent silent;
  if (wish->listen) setup.speaker = [&silent] { return silent.speaker(); };
  auto opened = candor::e2e::Harness::open(setup);
  if (!opened) return fail_with(to_string(opened.error()));
  candor::e2e::Harness& kiosk = **opened;
  bool chosen = false;
  const auto shoot = [&](const std::string& name) {
    if (!chosen && name == "who") {
      chosen = true;
      candor::e2e::choose_display(kiosk, wish->size, wish->theme);
    }
    if (wish->ring) kiosk.strike(candor::kiosk::Key::tab);
    if (!wish->pictures) return;
    kiosk.shoot(out / "screens", name);
    if (wish->listen) shoot_heard(kiosk, silent, out / "screens", name);
  };
  try {
    candor::e2e::Person person;
    const bool by_finger = wish->hands == candor::e2e::Hands::finger;
    // With two switches each letter takes many presses.
    if (!by_finger) person = candor::e2e::of_few_words();
    person.language = wish->language;
    if (!wish->name.empty()) person.name = wish->name;
    kiosk.use(wish->hands);
    arrive(kiosk, person, "first", shoot);
    answer_all(kiosk, person, shoot);
    if (by_finger)
      decide(kiosk, shoot);
    else
      decide_by_press(kiosk, shoot);
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
  if (wish->pictures) fmt::print("every screen of one visit: {}\n", (out / "screens").string());
  fmt::print("the sealed record: {}\nthe clinic's keys: {}\n",
             (out / "data" / "ledger.sqlite").string(), setup.clinic().string());
  return 0;
}
