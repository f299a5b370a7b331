#include <doctest/doctest.h>

#include "walker.h"

namespace candor::visit {

// --- checks
// -----------------------------------------------------------------------------------------

TEST_CASE("visit: a right answer to a check opens the way on") {
  Walker walker;
  walker.to_spot(kCheck);
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.tell(GiveCheck{kCheck, "one"}));
  CHECK(walker.state().answers.back().correct);
  CHECK(walker.state().flags.empty());
  CHECK(walker.tell(Next{}));
}

TEST_CASE("visit: one wrong answer to a check asks to try again, without any flag") {
  Walker walker;
  walker.to_spot(kCheck);
  CHECK(walker.tell(GiveCheck{kCheck, "two"}));
  CHECK(misses(walker.state(), kCheck) == 1);
  CHECK(walker.state().flags.empty());
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.tell(GiveCheck{kCheck, "one"}));
  CHECK(misses(walker.state(), kCheck) == 0);
  CHECK(walker.tell(Next{}));
}

TEST_CASE("visit: two misses raise the pack's flag once and let the patient go on (S-15)") {
  Walker walker;
  walker.to_spot(kCheck);
  walker.tell(GiveCheck{kCheck, "two"});
  CHECK(walker.tell(GiveCheck{kCheck, "three"}));
  REQUIRE(walker.state().flags.size() == 1);
  CHECK(walker.flag(1).cause == FlagCause::check);
  CHECK(walker.flag(1).reason == "Explain how long it takes");
  CHECK(walker.caused<Notify>());
  CHECK(walker.tell(GiveCheck{kCheck, "two"}));
  CHECK(walker.state().flags.size() == 1);
  CHECK(walker.tell(Next{}));
}

TEST_CASE("visit: a right answer after two misses leaves the flag for staff") {
  Walker walker;
  walker.to_spot(kCheck);
  walker.tell(GiveCheck{kCheck, "two"});
  walker.tell(GiveCheck{kCheck, "two"});
  CHECK(walker.tell(GiveCheck{kCheck, "one"}));
  CHECK(walker.flag(1).state == FlagState::open);
}

TEST_CASE("visit: an unknown option of a check is refused") {
  Walker walker;
  walker.to_spot(kCheck);
  CHECK_FALSE(walker.tell(GiveCheck{kCheck, "four"}));
  CHECK(walker.state().answers.empty());
}

// --- choices
// ----------------------------------------------------------------------------------------

TEST_CASE("visit: a choice takes known options only, several where allowed, 'none' only alone") {
  Walker walker;
  walker.to_spot(kHealth);
  CHECK_FALSE(walker.tell(Next{}));
  CHECK_FALSE(walker.tell(GiveChoice{kHealth, {}}));
  CHECK_FALSE(walker.tell(GiveChoice{kHealth, {"scarf"}}));
  CHECK_FALSE(walker.tell(GiveChoice{kHealth, {"hat", "hat"}}));
  CHECK_FALSE(walker.tell(GiveChoice{kHealth, {"hat", "none"}}));
  CHECK(walker.tell(GiveChoice{kHealth, {"hat", "heart"}}));
  CHECK(walker.state().answers.back().options == std::vector<std::string>{"heart", "hat"});
  CHECK(walker.tell(Next{}));
  CHECK_FALSE(walker.tell(GiveChoice{kMood, {"yes", "no"}}));
}

TEST_CASE("visit: each chosen option raises its own flag, and 'note' does not hold up signing") {
  Walker walker;
  walker.to_spot(kHealth);
  CHECK(walker.tell(GiveChoice{kHealth, {"heart", "glasses"}}));
  REQUIRE(walker.state().flags.size() == 2);
  CHECK(walker.flag(1).option == "heart");
  CHECK(walker.flag(1).blocks);
  CHECK(walker.flag(2).option == "glasses");
  CHECK_FALSE(walker.flag(2).blocks);
  CHECK(blocking_flags(walker.state()).size() == 1);
}

TEST_CASE("visit: choosing again raises no second flag while one is open") {
  Walker walker;
  walker.to_spot(kHealth);
  walker.tell(GiveChoice{kHealth, {"heart"}});
  walker.tell(GiveChoice{kHealth, {"heart", "hat"}});
  walker.tell(GiveChoice{kHealth, {"heart"}});
  CHECK(walker.state().flags.size() == 1);
}

TEST_CASE("visit: a changed answer withdraws its flag, choosing it anew raises another") {
  Walker walker;
  walker.to_spot(kHealth);
  walker.tell(GiveChoice{kHealth, {"heart"}});
  CHECK(walker.tell(GiveChoice{kHealth, {"none"}}));
  CHECK(walker.flag(1).state == FlagState::withdrawn);
  CHECK(walker.flag(1).closed_by == "patient");
  CHECK(walker.tell(GiveChoice{kHealth, {"heart"}}));
  REQUIRE(walker.state().flags.size() == 2);
  CHECK(walker.flag(2).state == FlagState::open);
  CHECK(walker.state().answers.size() == 4);  // with the check's; every answer is kept
}

TEST_CASE("visit: what staff have dealt with is not asked of them again by the same answer") {
  Walker walker;
  walker.to_spot(kHealth);
  walker.tell(GiveChoice{kHealth, {"heart"}});
  REQUIRE(walker.tell(ResolveFlag{1, kNurse, "Doctor says it is fine"}));
  walker.tell(GiveChoice{kHealth, {"heart", "hat"}});
  CHECK(walker.state().flags.size() == 1);
}

TEST_CASE(
    "visit: an urgent answer is told and stored at once and outlives a change of the answer") {
  Walker walker;
  walker.to_spot(kMood);
  CHECK(walker.tell(GiveChoice{kMood, {"yes"}}));
  CHECK(walker.caused<Notify>());
  CHECK(walker.caused<StoreFlagNow>());
  REQUIRE(urgent_flag(walker.state()) != nullptr);
  CHECK(walker.tell(GiveChoice{kMood, {"no"}}));
  CHECK(walker.flag(1).state == FlagState::open);
  CHECK(walker.tell(GiveChoice{kMood, {"yes"}}));
  CHECK(walker.state().flags.size() == 1);
  walker.tell(GiveChoice{kMood, {"no"}});
  CHECK_FALSE(walker.tell(AcknowledgeFlag{1, Staff{}}));
  CHECK(walker.tell(AcknowledgeFlag{1, kNurse}));
  CHECK(urgent_flag(walker.state()) == nullptr);
  CHECK(walker.flag(1).acknowledged_by == "Noor Haddad");
  CHECK(walker.flag(1).state == FlagState::open);
  CHECK_FALSE(blocking_flags(walker.state()).empty());
  CHECK_FALSE(walker.tell(AcknowledgeFlag{1, kNurse}));
  CHECK(walker.tell(ResolveFlag{1, kNurse, "Talked, safe today"}));
  CHECK(blocking_flags(walker.state()).empty());
}

TEST_CASE("visit: an answer is taken only by the block on the screen") {
  Walker walker;
  walker.to_spot(kHealth);
  CHECK_FALSE(walker.tell(GiveChoice{kMood, {"no"}}));
  CHECK_FALSE(walker.tell(GiveReply{kRisks, Reply::yes}));
  CHECK_FALSE(walker.tell(GiveCheck{kHealth, "heart"}));
}

// --- forms
// ------------------------------------------------------------------------------------------

TEST_CASE("visit: a form is done when every required field has what its kind asks for") {
  Walker walker;
  walker.to_spot(kRide);
  CHECK_FALSE(walker.tell(Next{}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "means", "", "rocket"}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "means", "car", ""}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "colour", "red", ""}));
  CHECK(walker.tell(GiveField{kRide, "means", "", "car"}));
  CHECK_FALSE(walker.tell(Next{}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "name", "  ", ""}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "name", "Carlos", "car"}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "name", std::string(201, 'x'), ""}));
  CHECK(walker.tell(GiveField{kRide, "name", " Carlos ", ""}));
  CHECK(last_answer(walker.state(), kRide, "name")->text == "Carlos");
  CHECK_FALSE(walker.tell(Next{}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "phone", "555-010", ""}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "phone", "call 5550100", ""}));
  CHECK(walker.tell(GiveField{kRide, "phone", "+1 (555) 010-0100", ""}));
  CHECK(walker.tell(Next{}));
}

TEST_CASE("visit: a date field takes a day of the calendar") {
  Walker walker;
  walker.to_spot(kRide);
  CHECK_FALSE(walker.tell(GiveField{kRide, "day", "2026-02-30", ""}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "day", "21.11.2026", ""}));
  CHECK_FALSE(walker.tell(GiveField{kRide, "day", "2026-1-01", ""}));
  CHECK(walker.tell(GiveField{kRide, "day", "2026-02-28", ""}));
}

TEST_CASE("visit: 'I do not have a ride yet' needs no name, and staff are told") {
  Walker walker;
  walker.to_spot(kRide);
  CHECK(walker.tell(GiveField{kRide, "means", "", "not-yet"}));
  REQUIRE(walker.state().flags.size() == 1);
  CHECK(walker.flag(1).cause == FlagCause::ride);
  CHECK(walker.flag(1).reason == "No ride home yet");
  CHECK(walker.tell(Next{}));
  walker.to_review();
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.ready().obstacle == Obstacle::flag_open);
  CHECK(walker.ready().step == 4);
  SUBCASE("a ride found later withdraws it") {
    REQUIRE(walker.tell(GoToStep{4}));
    CHECK(walker.tell(GiveField{kRide, "means", "", "car"}));
    CHECK(walker.flag(1).state == FlagState::withdrawn);
    CHECK_FALSE(walker.tell(Next{}));  // Now the name and phone are asked.
  }
  SUBCASE("staff can deal with it") {
    CHECK(walker.tell(ResolveFlag{1, kNurse, "Clinic calls a taxi"}));
    CHECK(walker.tell(Next{}));
    CHECK(walker.state().stage == Stage::decision);
  }
}

TEST_CASE("visit: a field can be taken back, and both the text and that are kept") {
  Walker walker;
  walker.to_spot(kRide);
  REQUIRE(walker.tell(GiveField{kRide, "name", "Carlos", ""}));
  const std::size_t count = walker.state().answers.size();
  CHECK(walker.tell(GiveField{kRide, "name", "Carlos", ""}));  // the same again
  CHECK(walker.state().answers.size() == count);
  CHECK(walker.tell(GiveField{kRide, "name", "", ""}));
  CHECK(walker.state().answers.size() == count + 1);
  CHECK(walker.state().answers[count - 1].text == "Carlos");
}

// --- statements
// -------------------------------------------------------------------------------------

TEST_CASE("visit: 'no' to a required statement tells staff and holds up signing") {
  Walker walker;
  walker.to_spot(kRisks);
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.tell(GiveReply{kRisks, Reply::no}));
  REQUIRE(walker.state().flags.size() == 1);
  CHECK(walker.flag(1).cause == FlagCause::statement);
  CHECK(walker.tell(GiveReply{kRisks, Reply::no}));
  CHECK(walker.state().flags.size() == 1);
  CHECK(walker.tell(Next{}));
  walker.to_review();
  CHECK(walker.ready().obstacle == Obstacle::flag_open);
  CHECK(walker.ready().flag == 1);
  CHECK(walker.ready().step == 5);
  CHECK_FALSE(walker.tell(Next{}));
}

TEST_CASE("visit: 'no' to an optional statement is simply recorded (P-11)") {
  Walker walker;
  walker.to_spot(kPhotos);
  CHECK(walker.tell(GiveReply{kPhotos, Reply::no}));
  CHECK(walker.state().flags.empty());
  walker.tell(Next{});
  walker.to_review();
  CHECK(walker.ready().obstacle == Obstacle::none);
}

TEST_CASE("visit: 'does not apply' only where the pack allows it, and then it counts as answered") {
  Walker walker;
  walker.to_spot(kRisks);
  CHECK_FALSE(walker.tell(GiveReply{kRisks, Reply::not_applicable}));
  walker.to_spot(kPregnancy);
  CHECK(walker.tell(GiveReply{kPregnancy, Reply::not_applicable}));
  walker.tell(Next{});
  walker.to_review();
  CHECK(walker.ready().obstacle == Obstacle::none);
}

TEST_CASE("visit: after staff resolve a flag the patient answers the statement again") {
  Walker walker;
  walker.to_spot(kRisks);
  SUBCASE("said no") {
    walker.tell(GiveReply{kRisks, Reply::no});
  }
  SUBCASE("had a question") {
    walker.tell(GiveReply{kRisks, Reply::question});
  }
  SUBCASE("said yes but asked staff about it") {
    walker.tell(GiveReply{kRisks, Reply::yes});
    walker.tell(AskStaff{kRisks});
  }
  REQUIRE(walker.state().flags.size() == 1);
  walker.tell(Next{});
  walker.to_review();
  CHECK_FALSE(walker.tell(Next{}));
  REQUIRE(walker.tell(ResolveFlag{1, kNurse, "Explained"}));
  CHECK(walker.ready().obstacle == Obstacle::statement_not_agreed);
  CHECK(must_answer_again(walker.state(), kRisks));
  CHECK(walker.tell(Next{}));
  CHECK(walker.state().stage == Stage::steps);
  CHECK(walker.state().step == 5);
  CHECK_FALSE(walker.tell(Next{}));
  const std::size_t before = walker.state().answers.size();
  CHECK(walker.tell(GiveReply{kRisks, Reply::yes}));
  CHECK(walker.state().answers.size() == before + 1);
  CHECK(walker.tell(Next{}));
  CHECK(walker.state().stage == Stage::review);
  CHECK(walker.tell(Next{}));
  CHECK(walker.state().stage == Stage::decision);
}

TEST_CASE("visit: 'no' again after staff explained raises a new flag") {
  Walker walker;
  walker.to_spot(kRisks);
  walker.tell(GiveReply{kRisks, Reply::no});
  walker.tell(ResolveFlag{1, kNurse, "Explained"});
  CHECK(walker.tell(GiveReply{kRisks, Reply::no}));
  REQUIRE(walker.state().flags.size() == 2);
  CHECK(walker.flag(2).state == FlagState::open);
}

TEST_CASE("visit: the patient's own change of mind withdraws the flag and keeps both answers") {
  Walker walker;
  walker.to_spot(kRisks);
  walker.tell(GiveReply{kRisks, Reply::no});
  CHECK(walker.tell(GiveReply{kRisks, Reply::question}));
  REQUIRE(walker.state().flags.size() == 2);
  CHECK(walker.flag(1).state == FlagState::withdrawn);
  CHECK(walker.flag(2).cause == FlagCause::question);
  CHECK(walker.tell(GiveReply{kRisks, Reply::yes}));
  CHECK(walker.flag(2).state == FlagState::withdrawn);
  CHECK(walker.flag(2).closed_by == "patient");
  const auto& answers = walker.state().answers;
  REQUIRE(answers.size() >= 3);
  CHECK(answers[answers.size() - 3].reply == Reply::no);
  CHECK(answers[answers.size() - 2].reply == Reply::question);
  CHECK(answers[answers.size() - 1].reply == Reply::yes);
  walker.tell(Next{});
  walker.to_review();
  CHECK(walker.ready().obstacle == Obstacle::none);
}

TEST_CASE("visit: a question about an optional statement still wants an answer") {
  Walker walker;
  walker.to_spot(kPhotos);
  walker.tell(GiveReply{kPhotos, Reply::question});
  walker.tell(Next{});
  walker.to_review();
  CHECK(walker.ready().obstacle == Obstacle::flag_open);
  REQUIRE(walker.tell(WithdrawQuestion{1}));
  CHECK(walker.ready().obstacle == Obstacle::statement_not_agreed);
  CHECK(must_answer_again(walker.state(), kPhotos));
  CHECK(walker.tell(Next{}));
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.tell(GiveReply{kPhotos, Reply::no}));
  CHECK(walker.tell(Next{}));
  CHECK(walker.ready().obstacle == Obstacle::none);
}

TEST_CASE("visit: a clock that is set back does not make an old answer a new one") {
  const content::Pack pack = sample_pack();
  Walker walker;
  walker.to_spot(kRisks);
  walker.tell(GiveReply{kRisks, Reply::no});
  Moment earlier = walker.now();
  earlier.utc_ms -= 3'600'000;
  const Outcomes resolved =
      apply(pack, walker.state(), ResolveFlag{1, kNurse, "Explained"}, earlier);
  REQUIRE(resolved.accepted);
  CHECK(must_answer_again(resolved.state, kRisks));
}

}  // namespace candor::visit
