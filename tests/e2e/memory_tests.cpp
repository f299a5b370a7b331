// What a patient typed is gone from the real kiosk's memory once the visit has ended, and until
// then nobody gets at it. Only for builds without sanitizers: those keep freed memory as it was for
// a while, and their leak check reads memory itself.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "e2e/process_memory.h"
#include "e2e/real_kiosk.h"
#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

constexpr kiosk::WindowSize kScreen{1280, 800};
constexpr double kPitch = 0.372;

Person marked_person() {
  Person person;
  person.name = "Quillon Vexworthy";
  person.ride_name = "Zanthorp Mugwimble";
  person.ride_phone = "5550194486";
  person.words = "brumblewick snagglefoot";
  return person;
}

std::vector<std::string> marks() {
  return {"Quillon",    "Vexworthy",   "Zanthorp",   "Mugwimble",
          "5550194486", "brumblewick", "snagglefoot"};
}

/// One more form, in which anything may be typed.
void ask_for_words(const support::SamplePack& pack) {
  pack.replace("sample/pages/20-safety.json", R"(    {
      "type": "acknowledge",
      "id": "stop",)",
               R"(    {
      "type": "form",
      "id": "worry",
      "title": "What you want us to know",
      "purpose": "We talk about it with you.",
      "fields": [{ "id": "words", "kind": "text", "label": "What worries you?" }]
    },
    {
      "type": "acknowledge",
      "id": "stop",)");
}

/// The gestures of a whole visit, as the same kiosk in a window of this process takes them.
struct Visit {
  std::vector<Gesture> to_review;
  std::vector<Gesture> to_end;  ///< from the review: signing, and closing the receipt
};

Visit rehearse() {
  RoomOptions options;
  options.window = kScreen;
  options.mm_per_pixel = kPitch;
  options.prepare = ask_for_words;
  WaitingRoom room(options);
  Harness& kiosk = room.kiosk();
  const Person person = marked_person();
  Visit visit;
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  REQUIRE(key(kiosk) == "review");
  const auto at_review = static_cast<std::ptrdiff_t>(kiosk.gestures().size());
  decide(kiosk);
  kiosk.tap("finish");
  REQUIRE(key(kiosk) == "welcome");
  visit.to_review = {kiosk.gestures().begin(), kiosk.gestures().begin() + at_review};
  visit.to_end = {kiosk.gestures().begin() + at_review, kiosk.gestures().end()};
  return visit;
}

std::set<std::string> words_of(const std::vector<MemoryTrace>& traces) {
  std::set<std::string> words;
  for (const MemoryTrace& trace : traces) words.insert(trace.word);
  return words;
}

/// In a child: what it starts is a program like any other of its user, also where that is root.
bool give_up_rights() {
  for (int right = 0; right <= CAP_LAST_CAP; ++right) {
    if (::prctl(PR_CAPBSET_DROP, right) != 0) return errno == EPERM && ::geteuid() != 0;
  }
  return true;
}

/// 0 when another program of the same user may look into this process; else the error it gets.
int looking_into(pid_t process) {
  const std::string file = "/proc/" + std::to_string(process) + "/environ";
  const pid_t other = ::fork();
  REQUIRE(other >= 0);
  if (other == 0) {
    __user_cap_header_struct version{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none{};
    if (::syscall(SYS_capset, &version, none.data()) != 0) ::_exit(255);
    ::_exit(::open(file.c_str(), O_RDONLY | O_CLOEXEC) >= 0 ? 0 : errno);
  }
  int status = 0;
  REQUIRE(::waitpid(other, &status, 0) == other);
  REQUIRE(WIFEXITED(status));
  return WEXITSTATUS(status);
}

/// Its limit of core dumps, soft and hard, as the kernel says it.
std::string core_limit(pid_t process) {
  return support::run("sed -n 's/^Max core file size *//p' /proc/" + std::to_string(process) +
                      "/limits")
      .output;
}

/// As high as it may be.
bool allow_core_dumps() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_max == 0) return false;
  limit.rlim_cur = limit.rlim_max;
  return ::setrlimit(RLIMIT_CORE, &limit) == 0;
}

TEST_CASE(
    "e2e: the real kiosk leaves no core dump, and no other program of its user may look into it") {
  REQUIRE(std::getenv("DISPLAY") != nullptr);
  // A program that does nothing for it shows that both can be seen.
  const pid_t plain = ::fork();
  REQUIRE(plain >= 0);
  if (plain == 0) {
    if (!allow_core_dumps() || !give_up_rights()) ::_exit(126);
    ::execlp("sleep", "sleep", "60", nullptr);
    ::_exit(127);
  }
  RealKiosk kiosk({.screen = kScreen, .mm_per_pixel = kPitch, .in_child = [] {
                     return allow_core_dumps() && give_up_rights();
                   }});
  const bool is_up = kiosk.comes([&] { return kiosk.shows_welcome(); });
  const std::string plain_limit = core_limit(plain);
  const int into_plain = looking_into(plain);
  ::kill(plain, SIGKILL);
  ::waitpid(plain, nullptr, 0);
  REQUIRE(is_up);
  REQUIRE_MESSAGE(plain_limit.find_first_not_of("0 bytes\n") != std::string::npos,
                  "this system forbids core dumps itself: allow them (ulimit -Hc unlimited)");
  REQUIRE(into_plain == 0);

  const std::string limit = core_limit(kiosk.candor().pid());
  CAPTURE(limit);
  CHECK(limit.find_first_not_of("0 bytes\n") == std::string::npos);
  CHECK(limit.find('0') != limit.rfind('0'));
  CHECK(looking_into(kiosk.candor().pid()) == EACCES);
}

TEST_CASE("e2e: after a visit nothing that was typed is left in the real kiosk's memory (P-01)") {
  REQUIRE(std::getenv("DISPLAY") != nullptr);
  const Visit visit = rehearse();
  RealKiosk kiosk({.screen = kScreen, .mm_per_pixel = kPitch, .prepare = ask_for_words});
  REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
  CHECK(memory_traces(kiosk.candor().pid(), marks()).empty());
  for (std::size_t i = 0; i < visit.to_review.size(); ++i) {
    CAPTURE(i);
    kiosk.repeat(visit.to_review[i]);
  }
  // The search finds what is there: every word is needed until the visit is stored.
  const auto during = words_of(memory_traces(kiosk.candor().pid(), marks()));
  for (const std::string& mark : marks()) {
    CAPTURE(mark);
    REQUIRE(during.contains(mark));
  }
  for (const Gesture& gesture : visit.to_end) kiosk.repeat(gesture);
  REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
  REQUIRE(kiosk.candor().is_alive());
  const auto left = memory_traces(kiosk.candor().pid(), marks());
  for (const MemoryTrace& trace : left) FAIL_CHECK(to_string(trace));
  CHECK(left.empty());
  // It was this person's visit that was stored.
  const auto ledger = record::Ledger::open(kiosk.data());
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
  CHECK(records.front().outcome == "signed");
  CHECK(records.front().patient.name == marked_person().name);
}

TEST_CASE("e2e: a visit that waits cannot be read from the real kiosk's memory") {
  REQUIRE(std::getenv("DISPLAY") != nullptr);
  std::vector<Gesture> gestures;
  {
    RoomOptions options;
    options.window = kScreen;
    options.mm_per_pixel = kPitch;
    WaitingRoom room(options);
    arrive(room.kiosk(), marked_person(), "first");
    room.kiosk().tap("pause");
    REQUIRE(key(room.kiosk()) == "ticket");
    gestures = room.kiosk().gestures();
  }
  const std::vector<std::string> names{"Quillon", "Vexworthy"};
  RealKiosk kiosk({.screen = kScreen, .mm_per_pixel = kPitch});
  REQUIRE(kiosk.comes([&] { return kiosk.shows_welcome(); }));
  const Gesture pause = gestures.back();
  gestures.pop_back();
  for (const Gesture& gesture : gestures) kiosk.repeat(gesture);
  REQUIRE(words_of(memory_traces(kiosk.candor().pid(), names)).size() == names.size());
  kiosk.repeat(pause);
  std::vector<MemoryTrace> left;
  const bool is_clean = kiosk.comes([&] {
    left = memory_traces(kiosk.candor().pid(), names);
    return left.empty();
  });
  for (const MemoryTrace& trace : left) FAIL_CHECK(to_string(trace));
  REQUIRE(is_clean);
  REQUIRE(kiosk.candor().is_alive());
  // It is there all the same: switched off, the kiosk stores it.
  kiosk.candor().signal(SIGTERM);
  CHECK(kiosk.candor().exit_code() == 0);
  const auto ledger = record::Ledger::open(kiosk.data());
  REQUIRE(ledger);
  std::string name;
  REQUIRE(ledger->each([&](const record::Entry& entry) {
    if (entry.header.kind != record::EntryKind::record) return true;
    const auto record = record::parse(content_of(entry, kiosk.clinic()), "the ledger");
    REQUIRE(record);
    name = record->patient.name;
    return true;
  }));
  CHECK(name == marked_person().name);
}

TEST_CASE("e2e: the search through memory finds a word in every form in which it could lie") {
  const std::string word = "Mugwimble";
  // Put together here, so that it stands nowhere else in this program's memory.
  for (const std::string& form :
       {std::string("Mugwim") + "ble", std::string("M\0u\0g\0w\0i\0m\0b\0l\0e\0", 18),
        std::string("M\0\0\0u\0\0\0g\0\0\0w\0\0\0i\0\0\0m\0\0\0b\0\0\0l\0\0\0e\0\0\0", 36),
        std::string("4d75677769"
                    "6d626c65"),
        std::string("TXVnd2lt"
                    "Ymxl")}) {
    CAPTURE(form);
    auto planted = std::make_unique<std::string>("before it " + form + " and behind");
    const auto address = reinterpret_cast<std::uintptr_t>(planted->data()) + 10;
    bool is_found = false;
    for (const MemoryTrace& trace : memory_traces(::getpid(), {word})) {
      is_found = is_found || trace.address == address;
    }
    CHECK(is_found);
  }
}

}  // namespace
}  // namespace candor::e2e
