#include <doctest/doctest.h>

#include "present/scratch.h"
#include "support/handwriting.h"

namespace candor::present {
namespace {

void change(Scratch& scratch, const Action& action) {
  CHECK(edit(scratch, action));
}

}  // namespace

TEST_CASE("present: every way of signing is taken as drawn") {
  const auto all = support::signatures();
  CHECK(all.size() >= 30);
  for (const auto& each : all) {
    CAPTURE(each.name);
    CHECK(judge_mark(each.strokes) == MarkKind::drawn);
  }
}

TEST_CASE("present: dots and lines are asked about, not refused") {
  for (const auto& each : support::doubtful_marks()) {
    CAPTURE(each.name);
    CHECK(judge_mark(each.strokes) == MarkKind::tiny);
  }
}

TEST_CASE("present: only an empty pad is empty") {
  CHECK(judge_mark({}) == MarkKind::empty);
  CHECK(judge_mark({visit::Stroke{}, visit::Stroke{}}) == MarkKind::empty);
}

TEST_CASE("present: erasing takes one character, not one byte") {
  const auto erased = [](std::string text) {
    erase_last_character(text);
    return text;
  };
  CHECK(erased("Ana") == "An");
  CHECK(erased("Peña") == "Peñ");
  CHECK(erased("Peñ") == "Pe");
  CHECK(erased("王小明") == "王小");
  CHECK(erased("a😀") == "a");
  CHECK(erased("").empty());
  CHECK(erased("\x80\x80").empty());
}

TEST_CASE("present: white space around and in runs inside a text is taken away") {
  CHECK(trimmed("  Ana   Lopez ") == "Ana Lopez");
  CHECK(trimmed("\tAna\nLopez") == "Ana Lopez");
  CHECK(trimmed("   ").empty());
  CHECK(trimmed("").empty());
  CHECK(trimmed("José") == "José");
}

TEST_CASE("present: touching one of several changes only what it stands for") {
  Scratch scratch;
  SUBCASE("one of several: the last touch counts") {
    change(scratch, Pick{"wait"});
    change(scratch, Pick{"drive"});
    CHECK(scratch.picked == std::vector<std::string>{"drive"});
  }
  SUBCASE("several at once: each touch adds or takes away") {
    change(scratch, Pick{"heart", true, false});
    change(scratch, Pick{"hat", true, false});
    CHECK(scratch.picked == std::vector<std::string>{"heart", "hat"});
    change(scratch, Pick{"heart", true, false});
    CHECK(scratch.picked == std::vector<std::string>{"hat"});
  }
  SUBCASE("none of these takes the others away") {
    change(scratch, Pick{"heart", true, false});
    change(scratch, Pick{"hat", true, false});
    change(scratch, Pick{"none", true, true});
    CHECK(scratch.picked == std::vector<std::string>{"none"});
  }
  SUBCASE("fields of one form keep their own choice") {
    change(scratch, Pick{"means/friend"});
    change(scratch, Pick{"contact/phone"});
    change(scratch, Pick{"means/bus"});
    CHECK(scratch.picked == std::vector<std::string>{"contact/phone", "means/bus"});
  }
  CHECK(scratch.picked_any);
}

TEST_CASE("present: a touch takes the reminder to choose away") {
  Scratch scratch;
  scratch.asked_to_choose = true;
  change(scratch, Pick{"wait"});
  CHECK_FALSE(scratch.asked_to_choose);
}

TEST_CASE("present: names get their capitals by themselves") {
  Scratch scratch;
  change(scratch, Focus{"name"});
  CHECK(scratch.shift);
  change(scratch, TypeText{"A"});
  CHECK_FALSE(scratch.shift);
  change(scratch, TypeText{" "});
  CHECK(scratch.shift);
  change(scratch, Shift{});
  CHECK_FALSE(scratch.shift);
  change(scratch, TypeText{"l"});
  CHECK(scratch.typed["name"] == "A l");
  change(scratch, Erase{});
  change(scratch, Erase{});
  change(scratch, Erase{});
  CHECK(scratch.typed["name"].empty());
  CHECK(scratch.shift);
  change(scratch, Erase{});
  CHECK(scratch.typed["name"].empty());
}

TEST_CASE("present: typing ends at a length that no name needs, between whole characters") {
  Scratch scratch;
  change(scratch, Focus{"name"});
  for (int i = 0; i < 300; ++i) change(scratch, TypeText{"ñ"});
  CHECK(scratch.typed["name"].size() == 200);
}

TEST_CASE("present: typing takes the last problem away and goes to the field in use only") {
  Scratch scratch;
  scratch.typed["other"] = "kept";
  scratch.problem = "Please type a name.";
  change(scratch, Focus{"name"});
  change(scratch, TypeText{"A"});
  CHECK(scratch.problem.empty());
  CHECK(scratch.typed["other"] == "kept");
  CHECK(scratch.typed["name"] == "A");
}

TEST_CASE("present: the keyboard's layers change and a new field starts with letters") {
  Scratch scratch;
  change(scratch, SetLayer{KeyLayer::accents});
  CHECK(scratch.layer == KeyLayer::accents);
  change(scratch, SetLayer{KeyLayer::digits});
  CHECK(scratch.layer == KeyLayer::digits);
  change(scratch, Focus{"name"});
  CHECK(scratch.layer == KeyLayer::letters);
}

TEST_CASE("present: a masked answer is shown and hidden again by touch") {
  Scratch scratch;
  change(scratch, Reveal{"safety.mood"});
  CHECK(scratch.revealed == std::set<std::string>{"safety.mood"});
  change(scratch, Reveal{"safety.mood"});
  CHECK(scratch.revealed.empty());
}

TEST_CASE("present: parts of a long page go on and back, never before the first") {
  Scratch scratch;
  change(scratch, More{});
  change(scratch, More{});
  CHECK(scratch.part == 2);
  change(scratch, LessAbove{});
  change(scratch, LessAbove{});
  change(scratch, LessAbove{});
  CHECK(scratch.part == 0);
}

TEST_CASE("present: a sheet opens at its first part, and gives the page back where it was left") {
  Scratch scratch;
  scratch.part = 3;
  change(scratch, OpenPanel{Panel::stop});
  CHECK(scratch.panel == Panel::stop);
  CHECK(scratch.part == 0);
  change(scratch, More{});
  change(scratch, OpenPanel{Panel::language});
  CHECK(scratch.part == 0);
  change(scratch, OpenPanel{Panel::none});
  CHECK(scratch.panel == Panel::none);
  CHECK(scratch.part == 3);
  change(scratch, OpenPanel{Panel::none});
  CHECK(scratch.part == 3);
}

TEST_CASE("present: Clear and another way to sign leave nothing of the last try") {
  Scratch scratch;
  scratch.strokes = support::signatures().front().strokes;
  scratch.stroke_start_ms = 500;
  scratch.mark_accepted = true;
  scratch.problem = "Please sign in the box, or choose another way.";
  scratch.panel = Panel::another_way;
  SUBCASE("Clear") {
    change(scratch, ClearPad{});
  }
  SUBCASE("a mark") {
    change(scratch, SignAs{visit::SignedHow::mark});
    CHECK(scratch.how == visit::SignedHow::mark);
    CHECK(scratch.panel == Panel::none);
    CHECK(scratch.focused.empty());
  }
  SUBCASE("typed") {
    change(scratch, SignAs{visit::SignedHow::typed});
    CHECK(scratch.how == visit::SignedHow::typed);
    CHECK(scratch.focused == "signer-name");
  }
  CHECK(scratch.strokes.empty());
  CHECK(scratch.stroke_start_ms < 0);
  CHECK_FALSE(scratch.mark_accepted);
  CHECK(scratch.problem.empty());
}

TEST_CASE("present: the other edits do what they say") {
  Scratch scratch;
  scratch.panel = Panel::is_this_mark;
  change(scratch, AcceptMark{});
  CHECK(scratch.mark_accepted);
  CHECK(scratch.panel == Panel::none);
  change(scratch, PickStaffOption{"answered"});
  CHECK(scratch.staff_option == "answered");
  scratch.problem = "Please choose what was said.";
  change(scratch, OpenFlag{2});
  CHECK(scratch.open_flag == 2);
  CHECK(scratch.staff_option.empty());
  CHECK(scratch.problem.empty());
  change(scratch, PickPresence{"video"});
  CHECK(scratch.presence == "video");
  change(scratch, PickInterpreter{"relative"});
  CHECK(scratch.interpreter_kind == "relative");
  scratch.picked = {"drive"};
  scratch.check_given = true;
  change(scratch, TryAgain{});
  CHECK(scratch.picked.empty());
  CHECK(scratch.picked_any);
  CHECK_FALSE(scratch.check_given);
}

TEST_CASE("present: what is no edit is left to the kiosk") {
  Scratch scratch;
  const Scratch before = scratch;
  for (const Action& action :
       {Action(Pause{}), Action(SubmitName{}), Action(visit::Next{}), Action(StartVisit{"en"}),
        Action(AskPin{}), Action(StillHere{}), Action(SubmitSignature{}), Action(ToAttract{})}) {
    CHECK_FALSE(edit(scratch, action));
  }
  CHECK(scratch.typed == before.typed);
  CHECK(scratch.panel == before.panel);
}

}  // namespace candor::present
