// The real program in a process of its own, on a screen of its own, with real pointer and keys.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstddef>
#include <string>
#include <vector>

#include "e2e/close_request.h"
#include "e2e/real_kiosk.h"
#include "e2e/waiting_room.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

constexpr kiosk::WindowSize kScreen{1920, 1080};

TEST_CASE(
    "e2e: no key and no wish to close ends the real kiosk, and a touch begins a visit (P-15)") {
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
                            "super+d", "alt+Tab", "F11", "Return"}) {
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

/// A place that is touched.
struct Touch {
  ui::Rect rect;
  Glass glass = Glass::new_page;
};

/// Where a patient touches, from the same pages in a window of this process.
class Touches {
 public:
  explicit Touches(Harness& kiosk) : m_kiosk(kiosk) {}

  void tap(const std::string& name) {
    const ui::Node* node = m_kiosk.find(name);
    REQUIRE_MESSAGE(node != nullptr, name);
    const std::string page = key(m_kiosk);
    m_touches.push_back({node->rect, page == m_page ? Glass::same_page : Glass::new_page});
    m_page = page;
    m_kiosk.tap(name);
  }

  [[nodiscard]] const std::vector<Touch>& all() const { return m_touches; }

 private:
  Harness& m_kiosk;
  std::string m_page;
  std::vector<Touch> m_touches;
};

std::vector<Touch> touches_into_the_pages() {
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
  return touches.all();
}

/// From here on the kernel ends this process, and all that it starts, at its first socket that is
/// not a local one.
bool die_at_first_network_socket() {
  constexpr auto kLoad = static_cast<std::uint16_t>(BPF_LD | BPF_W | BPF_ABS);
  constexpr auto kIsEqual = static_cast<std::uint16_t>(BPF_JMP | BPF_JEQ | BPF_K);
  constexpr auto kReturn = static_cast<std::uint16_t>(BPF_RET | BPF_K);
  std::array<sock_filter, 6> rules{{{kLoad, 0, 0, offsetof(seccomp_data, nr)},
                                    {kIsEqual, 0, 3, SYS_socket},
                                    {kLoad, 0, 0, offsetof(seccomp_data, args)},
                                    {kIsEqual, 1, 0, AF_UNIX},
                                    {kReturn, 0, 0, SECCOMP_RET_KILL_PROCESS},
                                    {kReturn, 0, 0, SECCOMP_RET_ALLOW}}};
  sock_fprog program{static_cast<unsigned short>(rules.size()), rules.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/// Runs a shell command so; its exit code, or 128 and the signal that ended it.
int run_without_network(const std::string& command) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (!die_at_first_network_socket()) ::_exit(126);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// The number of the window that has the keys, and its place and size.
std::string focused_window(const RealKiosk& kiosk) {
  return kiosk.run("xdotool getwindowfocus getwindowgeometry --shell").output;
}

TEST_CASE(
    "e2e: no chord of keys, no button and no stroke from an edge leads out of the kiosk (P-15)") {
  RealKiosk kiosk;
  REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
  const std::string before = focused_window(kiosk);
  CAPTURE(before);
  REQUIRE(before.find("WIDTH=1920\nHEIGHT=1080") != std::string::npos);

  std::vector<std::string> keys{
      "Escape",  "Tab",   "Return",    "space",    "BackSpace",    "Delete", "Insert", "Home",
      "End",     "Prior", "Next",      "Left",     "Right",        "Up",     "Down",   "Menu",
      "Pause",   "Print", "grave",     "minus",    "equal",        "period", "comma",  "slash",
      "Super_L", "Alt_L", "Control_L", "XF86Back", "XF86HomePage", "XF86WWW"};
  for (char letter = 'a'; letter <= 'z'; ++letter) keys.emplace_back(1, letter);
  for (char digit = '0'; digit <= '9'; ++digit) keys.emplace_back(1, digit);
  for (int number = 1; number <= 12; ++number) keys.push_back("F" + std::to_string(number));
  std::size_t chords = 0;
  for (unsigned held = 0; held < 16; ++held) {
    std::string with;
    if ((held & 1U) != 0) with += "ctrl+";
    if ((held & 2U) != 0) with += "alt+";
    if ((held & 4U) != 0) with += "shift+";
    if ((held & 8U) != 0) with += "super+";
    std::string all;
    for (const std::string& each : keys) {
      all += fmt::format(" {}{}", with, each);
      ++chords;
    }
    CAPTURE(with);
    const auto ran = kiosk.run("xdotool key --delay 1" + all);
    CAPTURE(ran.output);
    REQUIRE(ran.exit_code == 0);
    REQUIRE(kiosk.candor().is_alive());
    CHECK(focused_window(kiosk) == before);
  }

  // Keys work the kiosk: it may stand on another of its pages by now, in the same window.

  // Strokes from each edge inwards, with one and with two buttons down, and every other button. The
  // pointer stands for fingers: a second one never reaches the program.
  struct Stroke {
    int from_x, from_y, to_x, to_y;
  };

  constexpr Stroke kStrokes[] = {{0, 540, 960, 540}, {1919, 540, 960, 540},
                                 {960, 0, 960, 540}, {960, 1079, 960, 540},
                                 {0, 0, 700, 500},   {1919, 1079, 1200, 600}};
  const auto point = [](int x, int y) {
    return " mousemove " + std::to_string(x) + " " + std::to_string(y) + " sleep 0.05";
  };
  std::size_t gestures = 0;
  for (const Stroke& stroke : kStrokes) {
    for (const char* buttons : {"1", "13", "2", "3"}) {
      std::string down;
      std::string up;
      for (const char* button = buttons; *button != '\0'; ++button) {
        down += fmt::format(" mousedown {}", *button);
        up += fmt::format(" mouseup {}", *button);
      }
      const std::string moves =
          fmt::format("xdotool{}{} sleep 0.05{}{}{}", point(stroke.from_x, stroke.from_y), down,
                      point((stroke.from_x + stroke.to_x) / 2, (stroke.from_y + stroke.to_y) / 2),
                      point(stroke.to_x, stroke.to_y), up);
      CHECK(kiosk.run(moves).exit_code == 0);
      ++gestures;
    }
  }
  for (int button = 2; button <= 9; ++button) {
    CHECK(
        kiosk.run("xdotool mousemove 960 540 click --repeat 3 --delay 5 " + std::to_string(button))
            .exit_code == 0);
    ++gestures;
  }
  CHECK(kiosk.candor().is_alive());
  CHECK(focused_window(kiosk) == before);
  // It has seen them all: what was sent before a wish to close is handled before it.
  CHECK(ask_to_close(kiosk.display(), "Candor"));
  CHECK(kiosk.run("xdotool key --delay 20 Escape").exit_code == 0);
  CHECK(kiosk.candor().is_alive());
  CHECK(kiosk.has_window());
  CHECK(focused_window(kiosk) == before);
  support::measured("P-15",
                    std::to_string(chords) + " chords and " + std::to_string(gestures) +
                        " gestures: same process, same window over the whole screen, same keys");
}

TEST_CASE(
    "e2e: a kiosk that must not use any network signs nothing less, and so do the office's "
    "commands (P-10)") {
  // A program that opens a socket for the internet is ended, so that this test can fail.
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (!die_at_first_network_socket()) ::_exit(126);
    static_cast<void>(::socket(AF_INET, SOCK_STREAM, 0));
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGSYS);

  const std::vector<Touch> touches = touches_into_the_pages();
  RealKioskOptions options;
  options.in_child = die_at_first_network_socket;
  RealKiosk kiosk(options);
  REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
  for (const Touch& touch : touches) {
    const std::string before = kiosk.picture();
    kiosk.touch(touch.rect, touch.glass);
    REQUIRE(kiosk.comes([&] { return kiosk.picture() != before; }));
  }
  REQUIRE(kiosk.candor().is_alive());
  kiosk.candor().signal(SIGTERM);
  CHECK(kiosk.candor().exit_code() == 0);
  const std::string candor = "'" + (support::build_folder() / "candor").string() + "' ";
  const std::string data = "'" + (kiosk.data()).string() + "'";
  const std::string keys = " --key '" + (kiosk.clinic() / "record.key").string() +
                           "' --passphrase-file '" + (kiosk.clinic() / "passphrase.txt").string() +
                           "'";
  const std::string out = " --out '" + (kiosk.data().parent_path() / "out").string() + "'";
  CHECK(run_without_network(candor + "export " + data + keys + out +
                            " --format pdf,json,fhir,csv,cms >/dev/null 2>&1") == 0);
  CHECK(run_without_network(candor + "verify " + data + keys + " --ca '" +
                            (kiosk.clinic() / "ca.crt").string() + "' >/dev/null 2>&1") == 0);
  CHECK(run_without_network(candor + "backup --data " + data + " '" +
                            (kiosk.data().parent_path() / "backup").string() +
                            "' >/dev/null 2>&1") == 0);
  support::measured(
      "P-10", "kiosk, export, verify and backup ran where the first internet socket is death");
}

TEST_CASE("e2e: a service that is stopped stores the visit on the glass and ends well") {
  const std::vector<Touch> touches = touches_into_the_pages();
  RealKiosk kiosk;
  REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
  for (const Touch& touch : touches) {
    const std::string before = kiosk.picture();
    kiosk.touch(touch.rect, touch.glass);
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
