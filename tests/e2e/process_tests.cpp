// The real program in a process of its own, on a screen of its own, with real pointer and keys.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "e2e/close_request.h"
#include "e2e/waiting_room.h"
#include "support/demonstration_keys.h"

namespace candor::e2e {
namespace {

namespace fs = std::filesystem;

constexpr kiosk::WindowSize kScreen{1920, 1080};
constexpr const char* kPitch = "0.248";

/// A program that is ended with this object.
class Process {
 public:
  Process() = default;

  explicit Process(pid_t pid) : m_pid(pid) {}

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  ~Process() { end(); }

  /// Once false, it stays false.
  [[nodiscard]] bool is_alive() {
    if (m_pid > 0 && ::waitpid(m_pid, nullptr, WNOHANG) != 0) m_pid = -1;
    return m_pid > 0;
  }

  void signal(int number) const {
    if (m_pid > 0) ::kill(m_pid, number);
  }

  /// Waits for its end. Its exit code; 128 and the signal when that ended it, as a shell says it.
  [[nodiscard]] int exit_code() {
    int status = 0;
    REQUIRE(m_pid > 0);
    REQUIRE(::waitpid(std::exchange(m_pid, -1), &status, 0) > 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  void end() {
    if (m_pid <= 0) return;
    ::kill(m_pid, SIGTERM);
    ::waitpid(m_pid, nullptr, 0);
    m_pid = -1;
  }

 private:
  pid_t m_pid = -1;
};

/// Starts an Xvfb on a free number; returns ":12".
pid_t start_screen(std::string& display) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  const std::string geometry =
      std::to_string(kScreen.width) + "x" + std::to_string(kScreen.height) + "x24";
  const pid_t server = ::fork();
  REQUIRE(server >= 0);
  if (server == 0) {
    ::dup2(pipe[1], 3);
    ::dup2(::open("/dev/null", O_WRONLY), 2);
    ::execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", geometry.c_str(), "-nolisten",
             "tcp", "-noreset", nullptr);
    ::_exit(127);
  }
  ::close(pipe[1]);
  char letter = 0;
  display = ":";
  while (::read(pipe[0], &letter, 1) == 1 && letter != '\n') display += letter;
  ::close(pipe[0]);
  REQUIRE_MESSAGE(display.size() > 1, "Xvfb did not start");
  return server;
}

/// `candor kiosk` over the whole of a screen of its own.
struct RealKiosk {
  support::SamplePack pack;
  support::TemporaryFolder data;
  std::string display;
  Process screen{start_screen(display)};
  Process candor;

  explicit RealKiosk(const std::vector<std::string>& flags = {}) : candor(start(flags)) {}

  [[nodiscard]] std::filesystem::path clinic() const { return data.path() / "clinic"; }

  [[nodiscard]] pid_t start(const std::vector<std::string>& flags) const {
    support::make_demonstration_keys(data.path() / "kiosk", clinic(), std::time(nullptr));
    std::vector<std::string> words{(support::build_folder() / "candor").string(),
                                   "kiosk",
                                   "--content",
                                   pack.content().string(),
                                   "--data",
                                   (data.path() / "kiosk").string(),
                                   "--mm-per-pixel",
                                   kPitch};
    words.insert(words.end(), flags.begin(), flags.end());
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ::setenv("DISPLAY", display.c_str(), 1);
      ::execv(arguments.front(), arguments.data());
      ::_exit(127);
    }
    return child;
  }

  [[nodiscard]] support::Ran run(const std::string& command) const {
    return support::run("DISPLAY=" + display + " " + command + " 2>&1");
  }

  /// The colour at a place of the glass, as the screen shows it.
  [[nodiscard]] std::string pixel(int x, int y) const {
    const auto seen = run("import -window root -crop 1x1+" + std::to_string(x) + "+" +
                          std::to_string(y) + " -depth 8 txt:-");
    const auto hash = seen.output.find('#', seen.output.find('\n'));
    return hash == std::string::npos ? seen.output : seen.output.substr(hash, 7);
  }

  /// A finger on the middle of a widget, past the tap guard.
  void touch(const ui::Rect& rect) const {
    const int x = static_cast<int>(rect.x + rect.width / 2);
    const int y = static_cast<int>(rect.y + rect.height / 2);
    CHECK(run("xdotool mousemove " + std::to_string(x) + " " + std::to_string(y) +
              " sleep 0.7 mousedown 1 sleep 0.1 mouseup 1")
              .exit_code == 0);
  }

  [[nodiscard]] bool has_window() const {
    return run("xdotool search --onlyvisible --name '^Candor$'").exit_code == 0;
  }

  /// Asks until it is so, or so long that it never will be.
  template <typename Question>
  [[nodiscard]] bool comes(const Question& question) const {
    constexpr auto kLongest = std::chrono::seconds(30);  // a hang fails; nothing is timed
    constexpr int kPauseUs = 50'000;
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < kLongest) {
      if (question()) return true;
      ::usleep(kPauseUs);
    }
    return false;
  }
};

/// What the whole screen shows, as a number that another picture does not have.
std::string picture(const RealKiosk& kiosk) {
  return kiosk.run("import -window root -depth 8 rgb:- | sha256sum").output;
}

constexpr const char* kPrimary = "#0B5563";  // the coloured half of the welcome screen

bool is_welcome(const RealKiosk& kiosk) {
  return kiosk.pixel(12, 400) == kPrimary;
}

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
  REQUIRE(kiosk.comes([&] { return is_welcome(kiosk); }));
  REQUIRE(kiosk.has_window());

  for (const char* chord : {"Escape", "alt+F4", "ctrl+w", "ctrl+q", "ctrl+c", "ctrl+alt+Delete",
                            "super+d", "alt+Tab", "F11", "Return", "space"}) {
    CAPTURE(chord);
    CHECK(kiosk.run(std::string("xdotool key --delay 20 ") + chord).exit_code == 0);
    CHECK(kiosk.candor.is_alive());
  }
  // What a desktop sends when somebody closes a window.
  CHECK(ask_to_close(kiosk.display, "Candor"));
  // A touch after all that is still answered, so the kiosk has seen it all.
  kiosk.touch(language);
  CHECK(kiosk.comes([&] { return !is_welcome(kiosk); }));
  CHECK(kiosk.candor.is_alive());
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
  REQUIRE(kiosk.comes([&] { return is_welcome(kiosk); }));
  for (const ui::Rect& rect : touches) {
    const std::string before = picture(kiosk);
    kiosk.touch(rect);
    REQUIRE(kiosk.comes([&] { return picture(kiosk) != before; }));
  }
  REQUIRE(kiosk.candor.is_alive());
  kiosk.candor.signal(SIGTERM);
  // Somebody in a hurry: the second must not cut short what the first began.
  kiosk.candor.signal(SIGTERM);
  kiosk.candor.signal(SIGINT);
  CHECK(kiosk.candor.exit_code() == 0);
  const auto ledger = record::Ledger::open(kiosk.data.path() / "kiosk" / "ledger.sqlite");
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
    REQUIRE(kiosk.comes([&] { return is_welcome(kiosk); }));
    kiosk.candor.signal(number);
    CHECK(kiosk.candor.exit_code() == 0);
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
  RealKiosk kiosk({"--window", "1920x1080"});
  REQUIRE(kiosk.comes([&] { return kiosk.has_window() && is_welcome(kiosk); }));
  REQUIRE(ask_to_close(kiosk.display, "Candor"));
  CHECK(kiosk.comes([&] { return !kiosk.candor.is_alive(); }));
}

}  // namespace
}  // namespace candor::e2e
