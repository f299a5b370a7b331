// Not a test: a kiosk that signs visit after visit until it is killed. It tells what it does on
// file descriptor 3, a line each: "sign" before the tap on "Sign", "saved RECORD" once the glass
// says so.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "e2e/harness.h"
#include "e2e/walks.h"

namespace candor::e2e {
namespace {

constexpr int kReport = 3;

void tell(const std::string& what) {
  const std::string line = what + "\n";
  if (::write(kReport, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    throw Stuck("nobody listens");
  }
}

void sign_one(Harness& kiosk) {
  Person person;
  person.name = "B";
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
  kiosk.sign();
  kiosk.wait_ms(600);
  tell("sign");
  kiosk.tap_at_once("sign");
  if (!kiosk.shows("Your answers are saved")) throw Stuck("not saved:\n" + kiosk.text_on_glass());
  tell("saved " + kiosk.app().visit()->record_id);
  kiosk.tap("finish");
}

}  // namespace
}  // namespace candor::e2e

int main(int count, char** words) {
  using namespace candor::e2e;
  if (count != 4) return EXIT_FAILURE;
  try {
    Setup setup;
    setup.content = words[1];
    setup.pack = "sample";
    setup.data = words[2];
    setup.window = {640, 360};
    setup.mm_per_pixel = 0.744;
    setup.seed = std::stoull(words[3]);
    auto kiosk = Harness::open(setup);
    if (!kiosk) throw Stuck(to_string(kiosk.error()));
    tell("started");
    while (true) sign_one(**kiosk);
  } catch (const std::exception& stuck) {
    fmt::print(stderr, "{}\n", stuck.what());
    return EXIT_FAILURE;
  }
}
