// The real program in a process of its own, on a screen of its own, with real pointer and keys.
#include <doctest/doctest.h>

#include <atomic>
#include <csignal>
#include <string>
#include <vector>

#include "e2e/close_request.h"
#include "e2e/real_kiosk.h"
#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

constexpr kiosk::WindowSize kScreen{1920, 1080};

TEST_CASE("e2e: no key and no wish to close ends the real kiosk, and a touch begins a visit") {
  // Where the language stands on this glass, from the same page in a window of this process.
  ui::Rect language;
  {
    RoomOptions options;
    options.window = kScreen;
    options.mm_per_pixel = 0.248;
    WaitingRoom room(options);
    language = room.kiosk().find("language.en")->rect;
  }
  RealKiosk kiosk;
  REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
  REQUIRE(kiosk.has_window());

  for (const char* chord : {"Escape", "alt+F4", "ctrl+w", "ctrl+q", "ctrl+c", "ctrl+alt+Delete",
                            "super+d", "alt+Tab", "F11", "Return", "space"}) {
    CAPTURE(chord);
    CHECK(kiosk.run(std::string("xdotool key --delay 20 ") + chord).exit_code == 0);
    CHECK(kiosk.candor().is_alive());
  }
  // What a desktop sends when somebody closes a window.
  CHECK(ask_to_close(kiosk.display(), "Candor"));
  // A touch after all that is still answered, so the kiosk has seen it all.
  kiosk.touch(language);
  CHECK(kiosk.comes([&] { return !kiosk.shows_welcome(); }));
  CHECK(kiosk.candor().is_alive());
  CHECK(kiosk.has_window());
}

/// Where a patient touches, from the same pages in a window of this process.
class Touches {
 public:
  explicit Touches(Harness& kiosk) : m_kiosk(kiosk) {}

  void tap(const std::string& name) {
    const ui::Node* node = m_kiosk.find(name);
    REQUIRE_MESSAGE(node != nullptr, name);
    m_rects.push_back(node->rect);
    m_kiosk.tap(name);
  }

  [[nodiscard]] const std::vector<ui::Rect>& rects() const { return m_rects; }

 private:
  Harness& m_kiosk;
  std::vector<ui::Rect> m_rects;
};

std::vector<ui::Rect> touches_into_the_pages() {
  RoomOptions options;
  options.window = kScreen;
  options.mm_per_pixel = 0.248;
  WaitingRoom room(options);
  Touches touches(room.kiosk());
  for (const char* name :
       {"language.en", "who.patient", "key.B", "next", "month.4", "day.12", "key.1", "key.9",
        "key.5", "key.8", "next", "key.4", "key.7", "key.1", "key.2", "next", "identity.yes"}) {
    touches.tap(name);
  }
  REQUIRE(room.kiosk().app().visit()->identity_confirmed);
  return touches.rects();
}

TEST_CASE("e2e: a service that is stopped stores the visit on the glass and ends well") {
  const std::vector<ui::Rect> touches = touches_into_the_pages();
  RealKiosk kiosk;
  REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
  for (const ui::Rect& rect : touches) {
    const std::string before = kiosk.picture();
    kiosk.touch(rect);
    REQUIRE(kiosk.comes([&] { return kiosk.picture() != before; }));
  }
  REQUIRE(kiosk.candor().is_alive());
  kiosk.candor().signal(SIGTERM);
  // Somebody in a hurry: the second must not cut short what the first began.
  kiosk.candor().signal(SIGTERM);
  kiosk.candor().signal(SIGINT);
  CHECK(kiosk.candor().exit_code() == 0);
  const auto ledger = record::Ledger::open(kiosk.data() / "ledger.sqlite");
  REQUIRE(ledger);
  std::vector<record::Record> records;
  REQUIRE(ledger->each([&](const record::Entry& entry) {
    if (entry.header.kind != record::EntryKind::record) return true;
    auto record = record::parse(content_of(entry, kiosk.clinic()), "the ledger");
    REQUIRE(record);
    records.push_back(*std::move(record));
    return true;
  }));
  REQUIRE(records.size() == 1);
  CHECK(records.front().outcome == "unfinished");
  CHECK(records.front().outcome_reason == "the kiosk was switched off");
  CHECK(records.front().patient.name == "B");
}

TEST_CASE("e2e: each signal that stops a service ends a kiosk that nobody uses, without an error") {
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
    CAPTURE(number);
    RealKiosk kiosk;
    REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
    kiosk.candor().signal(number);
    CHECK(kiosk.candor().exit_code() == 0);
  }
}

TEST_CASE("e2e: a kiosk that is switched off stores the visits that wait as unfinished") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  arrive(kiosk, Person{}, "first");
  kiosk.tap("pause");
  kiosk.wait_ms(30'000);
  Person second;
  second.name = "Bo Chen";
  arrive(kiosk, second, "first");
  const std::atomic<bool> stop{true};
  CHECK(kiosk.app().run(stop));
  const auto records = room.records();
  REQUIRE(records.size() == 2);
  for (const record::Record& record : records) CHECK(record.outcome == "unfinished");
  CHECK(records[0].patient.name == second.name);
  CHECK(records[1].patient.name == "Ana Lopez");
}

TEST_CASE("e2e: a kiosk in a window closes when it is asked to, so that the test above can fail") {
  RealKiosk kiosk({.flags = {"--window", "1920x1080"}});
  REQUIRE(kiosk.comes([&] { return kiosk.has_window() && kiosk.shows_welcome(); }));
  REQUIRE(ask_to_close(kiosk.display(), "Candor"));
  CHECK(kiosk.comes([&] { return !kiosk.candor().is_alive(); }));
}

}  // namespace
}  // namespace candor::e2e
