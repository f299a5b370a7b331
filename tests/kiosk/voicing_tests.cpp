// What is said of the glass: all of a new page, then only what is new.
#include <doctest/doctest.h>

#include "kiosk/voicing.h"
#include "support/fakes.h"

namespace candor::kiosk {
namespace {

using present::Aloud;
using Kind = present::SpokenControl::Kind;
using Said = std::vector<std::string>;

/// A page with a heading, a field and a button, and somebody who hears of it.
struct Ear {
  Ear() {
    auto loaded = content::Words::load(support::source_folder() / "assets" / "words");
    REQUIRE(loaded);
    words = *std::move(loaded);
    voicing.turn_on();
    page.key = "page";
    page.personal = false;
    page.elements.push_back({present::Heading{"What is your name?"}, false, {}, {}});
    page.elements.push_back({present::Fields{{field}}, false, {}, {}});
  }

  Said news() {
    page.elements[1].content = present::Fields{{field}};
    const Told told{page, page.key + "#0", present::script_of(page, words), control, spoken};
    Said said;
    first_of_focus = 0;
    for (const auto& each : voicing.news(told, aloud, words).sentences) {
      if (!each.of_focus) ++first_of_focus;
      said.push_back(each.say);
    }
    return said;
  }

  void put_notice(const std::string& text) {
    if (page.elements.size() > 2) page.elements.pop_back();
    page.elements.push_back(
        {present::Notice{present::CalloutLook::caution, text, true}, false, {}, {}});
  }

  int first_of_focus = 0;  ///< sentences before those of the control
  content::Words words;
  Voicing voicing;
  present::Page page;
  present::Field field{"name", "Name", "", false, true, {}};
  std::string control = "next";
  present::SpokenControl spoken{Kind::button, "Next", {}, false, false, false};
  Aloud aloud = Aloud::everything;
};

TEST_CASE(
    "voicing: a new page is said from its heading on, then the control, the same is not news") {
  Ear ear;
  CHECK(ear.news() ==
        Said{"What is your name?", "Name", "Nothing is typed yet.", "Next", "Button."});
  CHECK(ear.first_of_focus == 3);
  CHECK_FALSE(ear.voicing.has_told_control());
  CHECK(ear.news().empty());
  ear.page.language = "es";
  CHECK(ear.news().size() == 5);
  ear.voicing.repeat();
  CHECK(ear.news().size() == 5);
}

TEST_CASE("voicing: another control, or another state of it, is said alone and at once") {
  Ear ear;
  (void)ear.news();
  ear.control = "yes";
  ear.spoken = {Kind::choice, "Yes", {}, false, false, false};
  CHECK(ear.news() == Said{"Yes", "Not chosen."});
  CHECK(ear.voicing.has_told_control());
  ear.spoken.selected = true;
  CHECK(ear.news() == Said{"Yes", "This one is chosen."});
  CHECK(ear.news().empty());
  ear.voicing.repeat_control();
  CHECK(ear.news() == Said{"Yes", "This one is chosen."});
}

TEST_CASE("voicing: what is wrong is said with the field's name, and again when it stays (A-12)") {
  Ear ear;
  (void)ear.news();
  ear.put_notice("Please type a name.");
  CHECK(ear.news() == Said{"Name", "Please type a name."});
  CHECK(ear.news().empty());
  ear.voicing.expect_answer();
  CHECK(ear.news() == Said{"Name", "Please type a name."});
  ear.put_notice("Please fill in both fields.");
  CHECK(ear.news() == Said{"Name", "Please fill in both fields."});
}

TEST_CASE("voicing: something that was pressed is answered, be it with where one is") {
  Ear ear;
  (void)ear.news();
  ear.voicing.expect_answer();
  CHECK(ear.news() == Said{"Next", "Button."});
  CHECK(ear.news().empty());
}

TEST_CASE("voicing: letters are echoed where that is allowed, else their number (A-03, A-04)") {
  Ear ear;
  (void)ear.news();
  ear.field.value = "Ñ";
  SUBCASE("allowed") {
    CHECK(ear.news() == Said{"Ñ"});
    ear.field.value = "Ñu";
    CHECK(ear.news() == Said{"u"});
    ear.field.value = "Ñ";
    CHECK(ear.news() == Said{"Erased: u"});
    ear.field.value = "Ñ ";
    CHECK(ear.news() == Said{"space"});
  }
  SUBCASE("not allowed") {
    ear.aloud = Aloud::open_only;
    CHECK(ear.news() == Said{"1 character typed"});
    ear.field.value = "Ñu";
    CHECK(ear.news() == Said{"2 characters typed"});
  }
  SUBCASE("hidden") {
    ear.field.masked = true;
    ear.field.value = "47";
    CHECK(ear.news() == Said{"2 characters typed"});
  }
}

TEST_CASE(
    "voicing: where all of a page is left out, that is said, what frames it is not left out") {
  Ear ear;
  ear.aloud = Aloud::open_only;
  ear.page.personal = true;
  const std::string help = "To hear it, or to get help with it, press the speech key.";
  CHECK(ear.news() == Said{"This is not said aloud.", help, "Next", "Button."});
  ear.control = "april";
  ear.spoken = {Kind::button, "April", {}, false, false, true};
  CHECK(ear.news() == Said{"This is not said aloud."});
  // Another page on the way is told by its place, and the field by what one can do there.
  ear.page.key = "step.2";
  ear.page.header = present::Header{"The clinic", 0.2, {}, {}};
  ear.page.footer = present::Footer{};
  ear.page.footer->where = "Page 3 of 14";
  ear.control = "field.name";
  ear.spoken = {Kind::field, "Name", "Ana", false, false, true, true};
  CHECK(ear.news() == Said{"Page 3 of 14", "This is not said aloud.", help, "You can type now."});
  // Off the way, the bars too would tell what somebody decides.
  ear.page.key = "decline";
  ear.page.header->progress = -1;
  ear.page.footer->where = "Touch a reason to confirm";
  ear.control = "next";
  ear.spoken = {Kind::button, "Go back", {}, false, false, false};
  CHECK(ear.news() == Said{"This is not said aloud.", help, "Go back", "Button."});
}

}  // namespace
}  // namespace candor::kiosk
