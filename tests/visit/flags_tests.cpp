#include <doctest/doctest.h>

#include "visit/late_help.h"
#include "walker.h"

namespace candor::visit {

TEST_CASE(
    "visit: 'Ask staff' tells staff the place, and asking twice there does nothing more (S-14)") {
  Walker walker;
  walker.to_spot(kHealth);
  CHECK(walker.tell(AskStaff{kHealth}));
  CHECK(walker.caused<Notify>());
  CHECK_FALSE(walker.caused<StoreFlagNow>());
  REQUIRE(walker.state().flags.size() == 1);
  CHECK(walker.flag(1).cause == FlagCause::question);
  CHECK(walker.flag(1).spot == kHealth);
  CHECK(walker.flag(1).urgency == Urgency::routine);
  CHECK(walker.flag(1).blocks);
  CHECK(walker.tell(AskStaff{kHealth}));
  CHECK(walker.state().flags.size() == 1);
  CHECK_FALSE(walker.caused<Notify>());
  CHECK(walker.tell(AskStaff{{"screening", ""}}));
  CHECK(walker.state().flags.size() == 2);
  CHECK_FALSE(walker.tell(AskStaff{{"no-such-page", ""}}));
  CHECK_FALSE(walker.tell(AskStaff{{"", "health"}}));
}

TEST_CASE("visit: 'Ask staff' works before the pages too (A-20)") {
  Walker walker;
  CHECK(walker.tell(AskStaff{}));
  CHECK(walker.state().stage == Stage::language);
  walker.to_identity();
  CHECK(walker.tell(AskStaff{}));
  CHECK(walker.state().flags.size() == 1);
}

TEST_CASE("visit: an open question holds up signing until staff resolve it or it is taken back") {
  Walker walker;
  walker.to_steps();
  REQUIRE(walker.tell(AskStaff{{"welcome", ""}}));
  walker.to_review();
  CHECK_FALSE(walker.tell(Next{}));
  SUBCASE("resolved") {
    CHECK(walker.tell(ResolveFlag{1, kNurse, "Answered"}));
  }
  SUBCASE("taken back") {
    CHECK(walker.tell(WithdrawQuestion{1}));
    CHECK(walker.flag(1).closed_by == "patient");
    CHECK_FALSE(walker.tell(WithdrawQuestion{1}));
  }
  CHECK(walker.tell(Next{}));
}

TEST_CASE("visit: the patient cannot withdraw what an answer raised") {
  Walker walker;
  walker.to_spot(kHealth);
  walker.tell(GiveChoice{kHealth, {"heart"}});
  CHECK_FALSE(walker.tell(WithdrawQuestion{1}));
  CHECK_FALSE(walker.tell(WithdrawQuestion{2}));
  CHECK_FALSE(walker.tell(WithdrawQuestion{0}));
}

TEST_CASE("visit: resolving needs a named member of staff and what was said") {
  Walker walker;
  walker.to_steps();
  walker.tell(AskStaff{{"welcome", ""}});
  CHECK_FALSE(walker.tell(ResolveFlag{1, Staff{" ", "nurse"}, "Answered"}));
  CHECK_FALSE(walker.tell(ResolveFlag{1, kNurse, "  "}));
  CHECK_FALSE(walker.tell(ResolveFlag{2, kNurse, "Answered"}));
  CHECK(walker.tell(ResolveFlag{1, kNurse, "Answered"}));
  CHECK(walker.flag(1).state == FlagState::resolved);
  CHECK(walker.flag(1).closed_by == "Noor Haddad");
  CHECK(walker.flag(1).closed_as == "nurse");
  CHECK(walker.flag(1).said == "Answered");
  CHECK_FALSE(walker.tell(ResolveFlag{1, kNurse, "Again"}));
}

TEST_CASE("visit: only an urgent flag is acknowledged") {
  Walker walker;
  walker.to_steps();
  walker.tell(AskStaff{{"welcome", ""}});
  CHECK_FALSE(walker.tell(AcknowledgeFlag{1, kNurse}));
}

TEST_CASE("visit: 'Talk to a nurse' tells staff and frees the kiosk, as often as it is pressed") {
  Walker walker;
  walker.to_steps();
  CHECK(walker.tell(TalkToNurse{}));
  CHECK(walker.caused<Notify>());
  CHECK(walker.caused<Park>());
  CHECK(walker.flag(1).cause == FlagCause::talk);
  CHECK(walker.tell(TalkToNurse{}));
  CHECK(walker.caused<Park>());
  CHECK(walker.state().flags.size() == 1);
}

TEST_CASE("visit: a question between two signatures holds up the second one") {
  Walker walker;
  walker.to_decision();
  REQUIRE(walker.sign(SignedHow::mark));
  CHECK_FALSE(walker.tell(AskStaff{kRisks}));  // No statement can be answered again now.
  CHECK(walker.tell(AskStaff{}));
  CHECK_FALSE(walker.sign());
  CHECK(walker.tell(ResolveFlag{1, kNurse, "Answered"}));
  CHECK(walker.sign());
  CHECK(walker.state().outcome == Outcome::signed_);
}

TEST_CASE("visit: on the receipt one can still ask, and nothing of the record changes") {
  Walker walker;
  walker.to_receipt();
  CHECK(walker.tell(AskStaff{}));
  CHECK(walker.caused<Notify>());
  CHECK_FALSE(walker.flag(1).blocks);
  CHECK(is_late(walker.flag(1)));
  CHECK(waits_for_late_help(walker.state()));
  // Asked twice is asked once, until somebody came.
  CHECK(walker.tell(AskStaff{}));
  CHECK(walker.state().flags.size() == 1);
  CHECK(walker.tell(ResolveFlag{1, kNurse, "Answered"}));
  CHECK_FALSE(waits_for_late_help(walker.state()));
  CHECK(walker.tell(AskStaff{}));
  CHECK(walker.state().flags.size() == 2);
}

}  // namespace candor::visit
