#include <doctest/doctest.h>

#include "visit/late_help.h"
#include "walker.h"

namespace candor::visit {

TEST_CASE("visit: 'I do not want this' is asked once, kindly, and can be taken back") {
  Walker walker;
  walker.to_spot(kHealth);
  CHECK_FALSE(walker.tell(ConfirmDecline{"no reason"}));
  CHECK(walker.tell(Decline{}));
  CHECK(walker.state().declining);
  CHECK_FALSE(walker.tell(GiveChoice{kHealth, {"none"}}));
  CHECK(walker.tell(CancelDecline{}));
  CHECK(walker.tell(GiveChoice{kHealth, {"none"}}));
  CHECK(walker.tell(Decline{}));
  SUBCASE("with a reason") {
    CHECK(walker.tell(ConfirmDecline{" I want to think about it "}));
    CHECK(walker.state().outcome_reason == "I want to think about it");
  }
  SUBCASE("without") {
    CHECK(walker.tell(ConfirmDecline{""}));
  }
  CHECK(walker.caused<StoreRecord>());
  CHECK(walker.state().outcome == Outcome::declined);
  CHECK(walker.state().outcome_by.empty());
  CHECK(walker.state().stage == Stage::saving);
  CHECK_FALSE(walker.state().declining);
}

TEST_CASE("visit: before the identity is confirmed every ending leaves no trace") {
  Walker walker;
  walker.to_confirm();
  SUBCASE("declined") {
    REQUIRE(walker.tell(Decline{}));
    CHECK(walker.tell(ConfirmDecline{""}));
  }
  SUBCASE("on paper") {
    CHECK(walker.tell(OnPaper{}));
  }
  SUBCASE("stopped") {
    CHECK(walker.tell(StopByStaff{kNurse, "wrong patient"}));
  }
  SUBCASE("left") {
    CHECK(walker.tell(Leave{"walked away"}));
  }
  REQUIRE(walker.effects().size() == 1);
  CHECK(walker.caused<Wipe>());
  State empty;
  empty.stage = Stage::finished;
  CHECK(walker.state() == empty);
}

TEST_CASE("visit: each ending has its outcome, who ended it and why") {
  Walker walker;
  walker.to_steps();
  SUBCASE("on paper") {
    CHECK(walker.tell(OnPaper{}));
    CHECK(walker.state().outcome == Outcome::on_paper);
    CHECK(walker.state().outcome_by.empty());
  }
  SUBCASE("stopped by staff") {
    CHECK_FALSE(walker.tell(StopByStaff{kNurse, " "}));
    CHECK_FALSE(walker.tell(StopByStaff{Staff{}, "wrong patient"}));
    CHECK(walker.tell(StopByStaff{kNurse, "wrong patient"}));
    CHECK(walker.state().outcome == Outcome::stopped_by_staff);
    CHECK(walker.state().outcome_by == "Noor Haddad");
    CHECK(walker.state().outcome_as == "nurse");
    CHECK(walker.state().outcome_reason == "wrong patient");
  }
  SUBCASE("unfinished") {
    CHECK(walker.tell(Leave{"parked too long"}));
    CHECK(walker.state().outcome == Outcome::unfinished);
    CHECK(walker.state().outcome_reason == "parked too long");
  }
  CHECK(walker.caused<StoreRecord>());
  CHECK(walker.state().stage == Stage::saving);
}

TEST_CASE("visit: saved is said only after it was saved, and a failure can be tried again") {
  Walker walker;
  walker.to_decision();
  REQUIRE(walker.sign());
  const std::string id = walker.state().record_id;
  CHECK_FALSE(walker.tell(Finish{}));
  CHECK_FALSE(walker.tell(ShowSheet{}));
  CHECK(walker.tell(SaveFailed{}));
  CHECK(walker.state().stage == Stage::save_failed);
  CHECK_FALSE(walker.tell(Saved{"K7F3-9Q2M", "candor-head-1"}));
  CHECK_FALSE(
      walker.tell(Leave{"closing"}));  // The visit stays alive until it is stored or stopped.
  CHECK(walker.tell(RetrySave{}));
  CHECK(walker.caused<StoreRecord>());
  CHECK(walker.state().record_id == id);
  CHECK(walker.tell(Saved{"K7F3-9Q2M", "candor-head-1"}));
  CHECK(walker.state().stage == Stage::receipt);
  CHECK(walker.state().proof_code == "K7F3-9Q2M");
}

TEST_CASE("visit: a retry stores the very same record") {
  Walker walker;
  walker.to_decision();
  REQUIRE(walker.sign());
  State stored = walker.state();
  walker.tell(SaveFailed{});
  // Help is in reach, and stands beside the record.
  CHECK(walker.tell(AskStaff{}));
  CHECK(walker.caused<Notify>());
  const Flag help = walker.state().flags.back();
  CHECK(is_late(help));
  CHECK_FALSE(help.blocks);
  CHECK(walker.tell(ResolveFlag{help.number, kNurse, "Answered"}));
  CHECK(walker.state().flags.back().state == FlagState::resolved);
  CHECK_FALSE(walker.tell(Shown{kPaper, "d", 100}));
  CHECK_FALSE(walker.tell(CheckIdentity{kNurse, "778"}));
  walker.tell(ChooseSize{TextSize::large});
  walker.tell(RetrySave{});
  stored.size = TextSize::large;
  State again = walker.state();
  again.flags.pop_back();
  CHECK(again == stored);
}

TEST_CASE("visit: a decision that could not be saved can still be taken back") {
  Walker walker;
  walker.to_decision();
  REQUIRE(walker.sign());
  const std::string id = walker.state().record_id;
  CHECK_FALSE(walker.tell(OnPaper{}));  // The record is on its way to disk.
  CHECK_FALSE(walker.tell(StopByStaff{kNurse, "wrong patient"}));
  walker.tell(SaveFailed{});
  SUBCASE("declined") {
    CHECK(walker.tell(Decline{}));
    CHECK_FALSE(walker.tell(RetrySave{}));
    CHECK(walker.tell(ConfirmDecline{""}));
    CHECK(walker.state().outcome == Outcome::declined);
  }
  SUBCASE("on paper") {
    CHECK(walker.tell(OnPaper{}));
    CHECK(walker.state().outcome == Outcome::on_paper);
  }
  SUBCASE("stopped") {
    CHECK(walker.tell(StopByStaff{kNurse, "other"}));
    CHECK(walker.state().outcome == Outcome::stopped_by_staff);
  }
  CHECK(walker.state().record_id != id);
  CHECK(walker.caused<StoreRecord>());
}

TEST_CASE("visit: the record's id follows from the visit and the outcome") {
  Walker one;
  one.to_steps();
  one.tell(OnPaper{});
  Walker two;
  two.to_decision();
  two.tell(OnPaper{});
  CHECK(one.state().record_id == two.state().record_id);
  Start other = Walker::some_start();
  other.id.value = "A-fedcba9876543210";
  Walker three(sample_pack(), other);
  three.to_steps();
  three.tell(OnPaper{});
  CHECK(three.state().record_id != one.state().record_id);
}

TEST_CASE("visit: the receipt shows the sheet when asked, and finishing forgets everything") {
  Walker walker;
  walker.to_receipt();
  CHECK(walker.tell(ShowSheet{}));
  CHECK(walker.state().sheet_shown);
  CHECK_FALSE(walker.tell(Decline{}));
  CHECK_FALSE(walker.tell(StopByStaff{kNurse, "other"}));
  SUBCASE("finished") {
    CHECK(walker.tell(Finish{}));
  }
  SUBCASE("walked away") {
    CHECK(walker.tell(Leave{"walked away"}));
  }
  CHECK(walker.caused<Wipe>());
  CHECK_FALSE(walker.caused<StoreRecord>());
  State empty;
  empty.stage = Stage::finished;
  CHECK(walker.state() == empty);
  CHECK_FALSE(walker.tell(ChooseLanguage{"en"}));
  CHECK_FALSE(walker.tell(Finish{}));
}

TEST_CASE("visit: open flags stay open in the record of a visit that was not signed") {
  Walker walker;
  walker.to_spot(kMood);
  walker.tell(GiveChoice{kMood, {"yes"}});
  walker.tell(Leave{"walked away"});
  CHECK(walker.flag(1).state == FlagState::open);
  CHECK(walker.tell(AcknowledgeFlag{1, kNurse}));
  CHECK_FALSE(walker.tell(ResolveFlag{1, kNurse, "Found them"}));
}

}  // namespace candor::visit
