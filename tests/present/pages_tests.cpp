// What holds on every screen.
#include <doctest/doctest.h>

#include "journey.h"

namespace candor::present {
namespace {

struct Room {
  std::shared_ptr<const content::Pack> pack = loaded_sample();
  content::Words words = own_words();
  std::vector<Screen> screens = every_screen(*pack, words);
};

bool has_heading(const Page& page) {
  if (page.hero && !page.hero->title.empty()) return true;
  return first_of<Heading>(page) != nullptr || first_of<Statement>(page) != nullptr;
}

}  // namespace

TEST_CASE("present: every screen has a key and a heading") {
  const Room room;
  CHECK(room.screens.size() > 60);
  for (const Screen& screen : room.screens) {
    CAPTURE(screen.name);
    CHECK_FALSE(screen.page.key.empty());
    CHECK(has_heading(screen.page));
    CHECK_FALSE(screen.page.more_label.empty());
    CHECK_FALSE(screen.page.above_label.empty());
  }
}

TEST_CASE("present: no screen has more than one main action") {
  const Room room;
  for (const Screen& screen : room.screens) {
    CAPTURE(screen.name);
    int primary = 0;
    for (const Button& each : buttons_of(screen.page))
      primary += each.look == Look::primary ? 1 : 0;
    CHECK(primary <= 1);
  }
}

TEST_CASE("present: no screen has two controls with one id, and each has words") {
  const Room room;
  for (const Screen& screen : room.screens) {
    CAPTURE(screen.name);
    std::set<std::string> ids;
    for (const Button& each : buttons_of(screen.page)) {
      CAPTURE(each.id);
      CHECK_FALSE(each.id.empty());
      CHECK_FALSE(each.label.empty());
      CHECK(ids.insert(each.id).second);
    }
  }
}

TEST_CASE(
    "present: language, text size, Ask staff, Pause and Stop stand on every page of a visit, in "
    "one order") {
  const Room room;
  int framed = 0;
  for (const Screen& screen : room.screens) {
    if (!screen.framed) continue;
    ++framed;
    CAPTURE(screen.name);
    std::vector<std::string> ids;
    for (const Button& each : screen.page.header->buttons) ids.push_back(each.id);
    CHECK(ids == std::vector<std::string>{"language", "display", "ask-staff", "pause"});
    REQUIRE(screen.page.footer);
    REQUIRE(screen.page.footer->stop);
    CHECK(screen.page.footer->stop->id == "stop");
  }
  CHECK(framed > 30);
}

TEST_CASE("present: Ask staff is on every page from the language to the receipt (A-20)") {
  const Room room;
  int with_help = 0;
  std::set<std::string> without;
  for (const Screen& screen : room.screens) {
    if (screen.page.staff) continue;
    CAPTURE(screen.name);
    const auto buttons = buttons_of(screen.page);
    const Button* help = find_button(buttons, "ask-staff");
    if (help == nullptr) {
      without.insert(screen.page.key.substr(0, screen.page.key.find('.')));
      continue;
    }
    ++with_help;
    CHECK(screen.page.header->buttons[2].id == "ask-staff");
  }
  CHECK(with_help > 50);
  // Outside a visit, and while nothing can be touched.
  CHECK(without == std::set<std::string>{"welcome", "saving", "ticket", "return", "keys", "staff"});
}

TEST_CASE("present: nobody is stuck: every screen outside saving has something to touch") {
  const Room room;
  for (const Screen& screen : room.screens) {
    if (screen.name == "saving") continue;
    CAPTURE(screen.name);
    CHECK_FALSE(buttons_of(screen.page).empty());
  }
}

TEST_CASE("present: a kiosk for practice says so on every screen, a real one on none") {
  const Room room;
  for (const Screen& screen : room.screens) {
    CAPTURE(screen.name);
    CHECK(screen.page.practice == "Practice, not a consent");
  }
  Desk real{*room.pack, room.words};
  real.practice = false;
  CHECK(welcome(real).practice.empty());
}

TEST_CASE("present: codes and PINs are masked wherever they are typed") {
  const Room room;
  int masked = 0;
  for (const Screen& screen : room.screens) {
    CAPTURE(screen.name);
    for (const Element& element : screen.page.elements) {
      const auto* fields = std::get_if<Fields>(&element.content);
      if (fields == nullptr) continue;
      for (const Field& field : fields->items) {
        const bool secret = field.id == "code" || field.id == "pin";
        CHECK(field.masked == secret);
        masked += secret ? 1 : 0;
      }
    }
    CHECK(text_of(screen.page).find("4711") == std::string::npos);
    CHECK(text_of(screen.page).find("90210") == std::string::npos);
  }
  CHECK(masked >= 4);
}

TEST_CASE(
    "present: every block of a page that is read reports itself, with the digest of its text") {
  const Room room;
  for (const auto& content_page : room.pack->pages) {
    Journey journey(*room.pack, room.words);
    journey.to_steps();
    while (journey.state.stage == visit::Stage::steps) {
      const auto step = visit::current_step(*room.pack, journey.state);
      if (step->page->id == content_page.id) {
        const Page page = journey.page();
        for (std::size_t i = step->first; i < step->first + step->count; ++i) {
          bool reported = false;
          for (const Element& element : page.elements) {
            if (!element.block) continue;
            CHECK(element.digest.size() == 64);
            reported =
                reported || *element.block == visit::Spot{step->page->id, step->page->blocks[i].id};
          }
          CAPTURE(step->page->blocks[i].id);
          CHECK(reported);
        }
      }
      journey.pass_step();
    }
  }
}

}  // namespace candor::present
