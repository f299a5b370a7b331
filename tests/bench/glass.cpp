#include "bench/glass.h"

#include "bench/bench.h"
#include "e2e/walks.h"

namespace candor::bench {
namespace {

constexpr std::int64_t kGuardMs = 600;

void frame(e2e::Harness& kiosk) {
  kiosk.window().poll();
  kiosk.app().step();
}

/// Presses through all parts of a page.
void press_on(e2e::Harness& kiosk) {
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
}

}  // namespace

e2e::Setup setup_in(const std::filesystem::path& data) {
  e2e::Setup setup;
  setup.content = support::source_folder() / "content";
  setup.pack = "ketamine-iv";
  setup.data = data;
  return setup;
}

double press(e2e::Harness& kiosk, const std::string& button, const std::function<bool()>& done) {
  kiosk.wait_ms(kGuardMs);
  const ui::Node* node = kiosk.find(button);
  if (node == nullptr) throw e2e::Stuck("there is no '" + button + "'\n" + kiosk.text_on_glass());
  const double x = double(node->rect.x + node->rect.width / 2);
  const double y = double(node->rect.y + node->rect.height / 2);
  kiosk.window().post_pointer(x, y, false);
  kiosk.window().post_pointer(x, y, true);
  while (kiosk.window().has_posted()) frame(kiosk);  // it never rests under a finger
  kiosk.window().post_pointer(x, y, false);
  double taken = 0.0;
  constexpr int kMostFrames = 10;
  for (int frames = 0; frames == 0 || !done(); ++frames) {
    if (frames == kMostFrames) throw e2e::Stuck("'" + button + "' changed nothing");
    const Stopwatch watch;
    frame(kiosk);
    taken += watch.milliseconds();
  }
  kiosk.window().post_pointer(0, 0, false);
  kiosk.settle();
  return taken;
}

double turn(e2e::Harness& kiosk, const std::string& button) {
  const std::string before = kiosk.text_on_glass();
  return press(kiosk, button, [&] { return kiosk.text_on_glass() != before; });
}

bool is_reading(e2e::Harness& kiosk) {
  const auto step = visit::current_step(kiosk.app().pack(), *kiosk.app().visit());
  return step && step->kind == visit::StepKind::read;
}

void to_reading_pages(e2e::Harness& kiosk, const std::string& language) {
  e2e::Person person;
  person.language = language;
  e2e::arrive(kiosk, person, "first");
  for (;;) {
    if (is_reading(kiosk)) {
      press_on(kiosk);
      if (is_reading(kiosk)) return;
    } else if (!e2e::answer_step(kiosk, person)) {
      throw e2e::Stuck("no two pages for reading follow each other");
    }
  }
}

}  // namespace candor::bench
