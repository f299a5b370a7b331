#include <doctest/doctest.h>

#include "visit/steps.h"
#include "walker.h"

namespace candor::visit {

TEST_CASE("visit: reading blocks that follow each other share a step, every question has its own") {
  const content::Pack pack = sample_pack();
  const std::vector<Step> steps = steps_of(pack, "first");
  const std::vector<StepKind> kinds = {
      StepKind::read, StepKind::check,     StepKind::choice,    StepKind::choice,
      StepKind::form, StepKind::statement, StepKind::statement, StepKind::statement,
      StepKind::read, StepKind::sign};
  REQUIRE(steps.size() == kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    CAPTURE(i);
    CHECK(steps[i].kind == kinds[i]);
  }
  CHECK(steps[0].count == 2);
  CHECK(steps[1].first == 2);
  CHECK(steps[3].number == 2);
  CHECK(steps[7].page_number == 4);
  CHECK(steps[7].number == 3);
  CHECK(count_of(steps, StepKind::statement) == 3);
  CHECK(page_count(pack, "first") == 5);
}

TEST_CASE("visit: reading blocks of two pages do not share a step") {
  content::Pack pack = sample_pack();
  pack.walks = {{"plain", "Plain", {"one", "two"}, {Role::patient}}};
  pack.pages = {
      {"one", "One", {{"a", content::TextBlock{"A"}, {}}}},
      {"two", "Two", {{"b", content::TextBlock{"B"}, {}}, {"c", content::TextBlock{"C"}, {}}}}};
  const std::vector<Step> steps = steps_of(pack, "plain");
  REQUIRE(steps.size() == 2);
  CHECK(steps[1].count == 2);
  CHECK(steps[1].page_number == 2);
}

TEST_CASE("visit: an unknown walk has no steps") {
  CHECK(steps_of(sample_pack(), "no-such-walk").empty());
  CHECK(page_count(sample_pack(), "no-such-walk") == 0);
}

TEST_CASE(
    "visit: the patient goes on only when everything on a reading step was on the glass (S-05)") {
  Walker walker;
  walker.to_steps();
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.tell(Shown{kFirstText, "d1", 900}));
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.tell(Shown{kSecondText, "d2", 900}));
  CHECK(walker.tell(Next{}));
  CHECK(walker.state().step == 1);
}

TEST_CASE("visit: back goes one step back and keeps every answer (S-14)") {
  Walker walker;
  walker.to_spot(kMood);
  const auto answers = walker.state().answers;
  CHECK(walker.tell(Back{}));
  CHECK(walker.state().step == 2);
  CHECK(walker.tell(Back{}));
  CHECK(walker.tell(Back{}));
  CHECK(walker.state().step == 0);
  CHECK(walker.state().furthest_step == 3);
  CHECK(walker.state().answers == answers);
}

TEST_CASE("visit: from an earlier step one touch leads back to the furthest one, not beyond") {
  Walker walker;
  walker.to_spot(kMood);
  walker.tell(Back{});
  walker.tell(Back{});
  CHECK_FALSE(walker.tell(GoToStep{2}));
  CHECK_FALSE(walker.tell(GoToStep{4}));
  CHECK(walker.tell(GoToStep{3}));
  CHECK(walker.state().step == 3);
}

TEST_CASE(
    "visit: back from the first step leads to the choice of the walk, unless staff chose it") {
  Walker walker;
  walker.to_steps();
  CHECK(walker.tell(Back{}));
  CHECK(walker.state().stage == Stage::walk);
  CHECK(walker.tell(ChooseWalk{"return"}));
  CHECK(walker.state().walk == "return");
  CHECK(current_step(walker.pack(), walker.state())->kind == StepKind::choice);

  Start start = Walker::some_start();
  start.walk = "first";
  Walker given(sample_pack(), start);
  given.to_steps();
  CHECK(given.state().stage == Stage::steps);
  CHECK(can_go_back(walker.pack(), walker.state()));
  CHECK_FALSE(can_go_back(given.pack(), given.state()));
  CHECK_FALSE(given.tell(Back{}));
}

TEST_CASE("visit: a pack with one walk does not ask which") {
  content::Pack pack = sample_pack();
  pack.walks.pop_back();
  Walker walker(pack);
  walker.to_walk();
  CHECK(walker.state().stage == Stage::steps);
  CHECK(walker.state().walk == "first");
}

TEST_CASE("visit: the review leads to each answer and Next brings it back") {
  Walker walker;
  walker.to_review();
  REQUIRE(walker.tell(GoToStep{2}));
  CHECK(walker.state().stage == Stage::steps);
  CHECK(walker.state().from_review);
  CHECK(walker.tell(GiveChoice{kHealth, {"hat"}}));
  CHECK(walker.tell(Next{}));
  CHECK(walker.state().stage == Stage::review);
  CHECK_FALSE(walker.state().from_review);
}

TEST_CASE("visit: the signature is no step to jump to") {
  Walker walker;
  walker.to_review();
  CHECK_FALSE(walker.tell(GoToStep{9}));
  CHECK_FALSE(walker.tell(GoToStep{10}));
  CHECK_FALSE(walker.tell(GoToStep{-1}));
}

TEST_CASE("visit: Next on the review goes to the first answer that is missing") {
  Walker walker;
  walker.to_review();
  // Taking an answer back and leaving by Back leaves a gap behind.
  REQUIRE(walker.tell(GoToStep{2}));
  REQUIRE(walker.tell(GiveChoice{kHealth, {}}));
  CHECK_FALSE(walker.tell(Next{}));
  REQUIRE(walker.tell(Back{}));
  REQUIRE(walker.state().stage == Stage::review);
  CHECK(walker.ready().obstacle == Obstacle::step_missing);
  CHECK(walker.tell(Next{}));
  CHECK(walker.state().stage == Stage::steps);
  CHECK(walker.state().step == 2);
  CHECK(walker.state().from_review);
}

TEST_CASE("visit: from the decision the patient may go back to the review until someone signs") {
  Walker walker;
  walker.to_decision();
  CHECK(walker.tell(Back{}));
  CHECK(walker.state().stage == Stage::review);
  CHECK(walker.tell(Next{}));
  CHECK(walker.sign(SignedHow::mark));
  REQUIRE(walker.state().stage == Stage::decision);
  CHECK_FALSE(walker.tell(Back{}));
  CHECK_FALSE(walker.tell(GoToStep{2}));
}

}  // namespace candor::visit
