// The headphone socket, played by a pipe: what the kernel writes, and what the kiosk makes of it.
#include <doctest/doctest.h>
#include <linux/input.h>

#include <string>

#include "kiosk/headphone_socket.h"
#include "kiosk/headphones.h"
#include "support/fakes.h"

namespace candor::kiosk {
namespace {

using Change = Headphones::Change;

struct Rig {
  support::TemporaryFolder folder;
  std::filesystem::path path = folder.path() / "event3";
  Headphones headphones{path};
  std::int64_t now = 0;

  Change look(std::int64_t later_ms = 250) { return headphones.look(now += later_ms); }
};

TEST_CASE("headphones: putting them in and pulling them out are told once each (A-02)") {
  Rig rig;
  const HeadphoneSocket socket(rig.path);
  CHECK(rig.look() == Change::none);
  CHECK(rig.headphones.can_be_used());
  CHECK_FALSE(rig.headphones.are_in());
  socket.write(plugged_in());
  CHECK(rig.look() == Change::put_in);
  CHECK(rig.headphones.are_in());
  CHECK(rig.look() == Change::none);
  socket.write(plugged_in());
  CHECK(rig.look() == Change::none);
  socket.write(pulled_out());
  CHECK(rig.look() == Change::pulled_out);
  CHECK_FALSE(rig.headphones.are_in());
  CHECK_FALSE(rig.headphones.is_broken());
}

TEST_CASE("headphones: a loose contact between two looks counts as it ended") {
  Rig rig;
  const HeadphoneSocket socket(rig.path);
  (void)rig.look();
  socket.write(plugged_in() + pulled_out() + plugged_in() + pulled_out());
  CHECK(rig.look() == Change::none);
  socket.write(plugged_in() + pulled_out() + plugged_in());
  CHECK(rig.look() == Change::put_in);
}

TEST_CASE("headphones: other switches are not taken for it, and half an event waits for its rest") {
  Rig rig;
  const HeadphoneSocket socket(rig.path);
  (void)rig.look();
  socket.write(socket_event(EV_SW, SW_LID, 1) + socket_event(EV_SW, SW_MICROPHONE_INSERT, 1) +
               socket_event(EV_KEY, SW_HEADPHONE_INSERT, 1));
  CHECK(rig.look() == Change::none);
  const std::string bytes = plugged_in();
  socket.write(bytes.substr(0, 5));
  CHECK(rig.look() == Change::none);
  socket.write(bytes.substr(5));
  CHECK(rig.look() == Change::put_in);
}

TEST_CASE(
    "headphones: where the kernel lost events and cannot tell, nothing counts as plugged in") {
  Rig rig;
  const HeadphoneSocket socket(rig.path);
  (void)rig.look();
  socket.write(plugged_in());
  CHECK(rig.look() == Change::put_in);
  socket.write(socket_event(EV_SYN, SYN_DROPPED, 0));
  CHECK(rig.look() == Change::pulled_out);
}

TEST_CASE("headphones: a socket that is missing is told to staff, looked for, and found") {
  Rig rig;
  CHECK(rig.look() == Change::none);
  CHECK(rig.headphones.is_broken());
  CHECK_FALSE(rig.headphones.can_be_used());
  const HeadphoneSocket socket(rig.path);
  socket.write(plugged_in());
  // Not at every turn.
  CHECK(rig.look() == Change::none);
  CHECK(rig.headphones.is_broken());
  CHECK(rig.look(5'000) == Change::put_in);
  CHECK_FALSE(rig.headphones.is_broken());
}

TEST_CASE("headphones: a socket that goes away takes what was plugged in with it") {
  Rig rig;
  HeadphoneSocket socket(rig.path);
  (void)rig.look();
  socket.write(plugged_in());
  CHECK(rig.look() == Change::put_in);
  socket.take_away();
  CHECK(rig.look() == Change::pulled_out);
  CHECK(rig.headphones.is_broken());
  CHECK(rig.look(5'000) == Change::none);
}

TEST_CASE("headphones: something else in its place ends nothing") {
  const support::TemporaryFolder folder;
  for (const char* what : {"/dev/null", "/proc/self/mem", ""}) {
    CAPTURE(what);
    const std::string path = *what == '\0' ? folder.path().string() : what;
    Headphones headphones{path};
    for (int i = 0; i < 4; ++i) CHECK(headphones.look(i * 5'000) == Change::none);
    CHECK_FALSE(headphones.are_in());
  }
}

TEST_CASE("headphones: without a configured switch nothing is looked at, and nobody is woken") {
  Headphones headphones{{}};
  CHECK(headphones.look(0) == Change::none);
  CHECK_FALSE(headphones.next_look_ms());
  CHECK_FALSE(headphones.is_broken());
  CHECK_FALSE(headphones.can_be_used());
}

}  // namespace
}  // namespace candor::kiosk
