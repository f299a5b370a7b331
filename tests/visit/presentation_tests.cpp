#include <doctest/doctest.h>

#include "walker.h"

namespace candor::visit {

TEST_CASE("visit: only a language of the pack can be chosen") {
  Walker walker;
  CHECK_FALSE(walker.tell(ChooseLanguage{"tlh"}));
  CHECK(walker.tell(ChooseLanguage{"es"}));
  CHECK(walker.state().language == "es");
}

TEST_CASE(
    "visit: the language changes at any time, no answer is lost, and each tells its language") {
  Walker walker;
  walker.to_spot(kHealth);
  REQUIRE(walker.tell(GiveChoice{kHealth, {"hat"}}));
  const auto before = walker.state().answers;
  CHECK(walker.tell(ChooseLanguage{"es"}));
  CHECK(walker.state().answers == before);
  CHECK(walker.state().step == 2);
  REQUIRE(walker.tell(GiveChoice{kHealth, {"none"}}));
  CHECK(walker.state().answers[before.size() - 1].language == "en");
  CHECK(walker.state().answers.back().language == "es");
}

TEST_CASE("visit: every change of language, size and colours is kept for the record") {
  Walker walker;
  walker.to_steps();
  REQUIRE(walker.state().presentations.size() == 1);
  CHECK(walker.tell(ChooseSize{TextSize::largest}));
  CHECK(walker.tell(ChooseTheme{Theme::black}));
  CHECK(walker.tell(ChooseLanguage{"es"}));
  CHECK(walker.tell(ChooseLanguage{"es"}));  // no change
  const auto& kept = walker.state().presentations;
  REQUIRE(kept.size() == 4);
  CHECK(kept[3].language == "es");
  CHECK(kept[3].size == TextSize::largest);
  CHECK(kept[3].theme == Theme::black);
  CHECK(kept[1].at.utc_ms < kept[3].at.utc_ms);
}

TEST_CASE("visit: a record that is being saved is not changed by how the screen looks") {
  Walker walker;
  walker.to_decision();
  REQUIRE(walker.sign());
  const auto kept = walker.state().presentations;
  CHECK(walker.tell(ChooseLanguage{"es"}));
  CHECK(walker.state().language == "es");
  CHECK(walker.state().presentations == kept);
}

TEST_CASE("visit: 'I need an interpreter' tells staff at once and the visit goes on") {
  Walker walker;
  CHECK(walker.tell(NeedInterpreter{}));
  CHECK(walker.state().stage == Stage::interpreter);
  CHECK(walker.state().needs_interpreter);
  CHECK(walker.state().language == "en");
  CHECK(walker.caused<Notify>());
  REQUIRE(walker.state().flags.size() == 1);
  CHECK(walker.flag(1).cause == FlagCause::interpreter);
  CHECK(walker.flag(1).urgency == Urgency::soon);
  CHECK(walker.flag(1).blocks);
  CHECK(walker.tell(NeedInterpreter{}));
  CHECK(walker.state().flags.size() == 1);
  CHECK(walker.tell(Next{}));
  CHECK(walker.state().stage == Stage::who);
  walker.to_review();
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.tell(ResolveFlag{1, kNurse, "Interpreter is here"}));
  CHECK(walker.tell(Next{}));
  CHECK(required_signers(walker.pack(), walker.state()) ==
        std::vector<Role>{Role::patient, Role::interpreter});
}

TEST_CASE("visit: asked for in the middle, an interpreter does not change the patient's language") {
  Walker walker;
  walker.to_steps();
  REQUIRE(walker.tell(ChooseLanguage{"es"}));
  CHECK(walker.tell(NeedInterpreter{}));
  CHECK(walker.state().language == "es");
  CHECK(walker.state().stage == Stage::steps);
  CHECK(walker.tell(WithdrawQuestion{1}));
  CHECK_FALSE(walker.state().needs_interpreter);
}

TEST_CASE("visit: a language found after all takes the request for an interpreter back") {
  Walker walker;
  walker.tell(NeedInterpreter{});
  CHECK(walker.tell(Back{}));
  CHECK(walker.state().stage == Stage::language);
  CHECK(walker.tell(ChooseLanguage{"es"}));
  CHECK_FALSE(walker.state().needs_interpreter);
  CHECK(walker.flag(1).state == FlagState::withdrawn);
  CHECK(walker.flag(1).closed_by == "patient");
}

TEST_CASE("visit: how long a block was on the glass adds up, by how it looked") {
  Walker walker;
  walker.to_steps();
  CHECK(walker.tell(Shown{kFirstText, "d1", 1000}));
  CHECK(walker.tell(Shown{kFirstText, "d1", 500}));
  REQUIRE(walker.state().shown.size() == 1);
  CHECK(walker.state().shown[0].visible_ms == 1500);
  REQUIRE(walker.tell(ChooseSize{TextSize::large}));
  CHECK(walker.tell(Shown{kFirstText, "d1", 700}));
  CHECK(walker.tell(Shown{kFirstText, "d2", 700}));
  REQUIRE(walker.state().shown.size() == 3);
  CHECK(walker.state().shown[1].size == TextSize::large);
  CHECK(walker.state().shown[0].visible_ms == 1500);
}

TEST_CASE("visit: what was heard of a block adds up, by its speed, each sentence once") {
  Walker walker;
  walker.to_steps();
  CHECK(walker.tell(Heard{kFirstText, "d1", 1, 3, 100, 900, true}));
  CHECK(walker.tell(Heard{kFirstText, "d1", 0, 3, 100, 400, false}));
  CHECK(walker.tell(Heard{kFirstText, "d1", 0, 3, 100, 800, true}));
  CHECK(walker.tell(Heard{kFirstText, "d1", 1, 3, 100, 900, true}));
  REQUIRE(walker.state().heard.size() == 1);
  CHECK(walker.state().heard[0].to_end == std::vector<std::int32_t>{0, 1});
  CHECK(walker.state().heard[0].of == 3);
  CHECK(walker.state().heard[0].heard_ms == 3000);
  CHECK(walker.state().heard[0].speed == 100);
  CHECK(walker.state().heard[0].language == walker.state().language);
  CHECK(walker.tell(Heard{kFirstText, "d1", 2, 3, 80, 700, true}));
  REQUIRE(walker.state().heard.size() == 2);
  CHECK(walker.state().heard[1].to_end == std::vector<std::int32_t>{2});
  for (const Heard& wrong :
       {Heard{{"screening", "no-such-block"}, "d1", 0, 1, 100, 1, true},
        Heard{kFirstText, "", 0, 1, 100, 1, true}, Heard{kFirstText, "d1", 1, 1, 100, 1, true},
        Heard{kFirstText, "d1", -1, 1, 100, 1, true}, Heard{kFirstText, "d1", 0, 1, 0, 1, true},
        Heard{kFirstText, "d1", 0, 1, 100, -1, true},
        Heard{kFirstText, "d1", 0, 2'000, 100, 1, true}}) {
    CHECK_FALSE(walker.tell(wrong));
  }
}

TEST_CASE("visit: each block that was asked for once more is kept, with when and how") {
  Walker walker;
  walker.to_steps();
  CHECK(walker.tell(Again{kFirstText, AgainHow::shown}));
  CHECK(walker.tell(Again{kFirstText, AgainHow::heard}));
  CHECK_FALSE(walker.tell(Again{{"screening", "no-such-block"}, AgainHow::heard}));
  REQUIRE(walker.state().replays.size() == 2);
  CHECK(walker.state().replays[0].how == AgainHow::shown);
  CHECK(walker.state().replays[1].how == AgainHow::heard);
  CHECK(walker.state().replays[1].spot == kFirstText);
}

TEST_CASE("visit: only blocks of the walk can have been shown, and only during it") {
  Walker walker;
  CHECK_FALSE(walker.tell(Shown{kFirstText, "d1", 100}));
  walker.to_walk();
  REQUIRE(walker.tell(ChooseWalk{"return"}));
  CHECK_FALSE(walker.tell(Shown{kFirstText, "d1", 100}));
  CHECK_FALSE(walker.tell(Shown{{"screening", "no-such-block"}, "d1", 100}));
  CHECK_FALSE(walker.tell(Shown{{"screening", ""}, "d1", 100}));
  CHECK_FALSE(walker.tell(Shown{kHealth, "", 100}));
  CHECK_FALSE(walker.tell(Shown{kHealth, "d1", -1}));
  CHECK(walker.tell(Shown{kHealth, "d1", 0}));
}

}  // namespace candor::visit
