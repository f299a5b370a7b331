#include <doctest/doctest.h>

#include "walker.h"

namespace candor::visit {

TEST_CASE("visit: language, who, identity, walk and steps follow each other") {
  Walker walker;
  CHECK(walker.state().stage == Stage::language);
  CHECK(walker.tell(ChooseLanguage{"en"}));
  CHECK(walker.state().stage == Stage::who);
  CHECK(walker.tell(ChooseWho{AtScreen::patient}));
  CHECK(walker.state().stage == Stage::identity);
  walker.to_confirm();
  CHECK(walker.tell(ConfirmIdentity{}));
  CHECK(walker.caused<StoreOpened>());
  CHECK(walker.state().identity_confirmed);
  CHECK(walker.state().stage == Stage::walk);
  CHECK_FALSE(walker.tell(ChooseWalk{"no-such-walk"}));
  CHECK(walker.tell(ChooseWalk{"first"}));
  CHECK(walker.state().stage == Stage::steps);
  CHECK(walker.state().step == 0);
}

TEST_CASE("visit: nothing is opened in the ledger before the identity is confirmed") {
  Walker walker;
  walker.to_confirm();
  CHECK_FALSE(walker.caused<StoreOpened>());
  CHECK_FALSE(walker.state().identity_confirmed);
}

TEST_CASE("visit: a day, month or year that cannot be is refused") {
  Walker walker;
  walker.to_identity();
  REQUIRE(walker.tell(GiveName{"Ana Lopez"}));
  CHECK_FALSE(walker.tell(GiveMonth{0}));
  CHECK_FALSE(walker.tell(GiveMonth{13}));
  REQUIRE(walker.tell(GiveMonth{2}));
  CHECK_FALSE(walker.tell(GiveDay{30}));
  CHECK_FALSE(walker.tell(GiveDay{0}));
  REQUIRE(walker.tell(GiveDay{29}));
  SUBCASE("no such day that year") {
    CHECK_FALSE(walker.tell(GiveYear{1959}));
  }
  SUBCASE("in the future") {
    CHECK_FALSE(walker.tell(GiveYear{2028}));
  }
  SUBCASE("older than anyone") {
    CHECK_FALSE(walker.tell(GiveYear{1904}));
  }
  SUBCASE("a leap year") {
    CHECK(walker.tell(GiveYear{1960}));
    CHECK(walker.state().identity.birth == Date{1960, 2, 29});
  }
}

TEST_CASE("visit: a name is trimmed, and an empty, endless or broken one is refused") {
  Walker walker;
  walker.to_identity();
  CHECK_FALSE(walker.tell(GiveName{"   "}));
  CHECK_FALSE(walker.tell(GiveName{std::string(201, 'x')}));
  CHECK_FALSE(walker.tell(GiveName{"bad \xff byte"}));
  CHECK_FALSE(walker.tell(GiveName{"two\nlines"}));
  CHECK(walker.tell(GiveName{"  王芳 "}));
  CHECK(walker.state().identity.name == "王芳");
}

TEST_CASE("visit: each identity step takes only its own answer, and back goes one step back") {
  Walker walker;
  walker.to_identity();
  CHECK_FALSE(walker.tell(GiveYear{1958}));
  CHECK_FALSE(walker.tell(Next{}));
  CHECK_FALSE(walker.tell(ConfirmIdentity{}));
  REQUIRE(walker.tell(GiveName{"Ana Lopez"}));
  REQUIRE(walker.tell(GiveMonth{3}));
  CHECK(walker.state().identity_step == IdentityStep::day);
  CHECK(walker.tell(Back{}));
  CHECK(walker.state().identity_step == IdentityStep::month);
  CHECK(walker.tell(Next{}));  // The month is still known and is not asked again.
  CHECK(walker.state().identity_step == IdentityStep::day);
}

TEST_CASE("visit: a date that stopped being one by going back is not carried on") {
  Walker walker;
  walker.to_confirm();
  for (int i = 0; i < 4; ++i) REQUIRE(walker.tell(Back{}));
  REQUIRE(walker.state().identity_step == IdentityStep::month);
  REQUIRE(walker.tell(GiveMonth{3}));
  REQUIRE(walker.tell(GiveDay{31}));
  REQUIRE(walker.tell(Back{}));
  REQUIRE(walker.tell(Back{}));
  REQUIRE(walker.tell(GiveMonth{2}));
  CHECK_FALSE(walker.tell(Next{}));
}

TEST_CASE("visit: 'Not me' forgets name, date and code and asks again") {
  Walker walker;
  walker.to_confirm();
  CHECK(walker.tell(NotMe{}));
  CHECK(walker.state().identity == Identity{});
  CHECK(walker.state().code == ReturnCode{});
  CHECK(walker.state().identity_step == IdentityStep::name);
  CHECK(walker.state().stage == Stage::identity);
}

TEST_CASE("visit: what staff gave before the visit is not asked again but is read back") {
  Start start = Walker::some_start();
  start.language = "es";
  start.identity.name = "Ana Lopez";
  start.identity.birth = {1958, 3, 14};
  start.identity.name_source = "staff";
  Walker walker(sample_pack(), start);
  CHECK(walker.state().stage == Stage::who);
  REQUIRE(walker.tell(ChooseWho{AtScreen::patient}));
  CHECK(walker.state().identity_step == IdentityStep::code);
  REQUIRE(walker.tell(GiveCode{"hash"}));
  CHECK(walker.state().identity_step == IdentityStep::confirm);
  CHECK(walker.state().identity.name_source == "staff");
}

TEST_CASE("visit: an impossible language, walk or birth date from staff is not taken over") {
  Start start = Walker::some_start();
  start.language = "tlh";
  start.walk = "sideways";
  start.identity.birth = {2030, 1, 1};
  const Walker walker(sample_pack(), start);
  CHECK(walker.state().stage == Stage::language);
  CHECK(walker.state().walk.empty());
  CHECK(walker.state().identity.birth == Date{});
}

TEST_CASE("visit: a minor is stopped privately, and only staff can go on (S-18)") {
  Walker walker;
  walker.to_identity();
  REQUIRE(walker.tell(GiveName{"Tim Young"}));
  REQUIRE(walker.tell(GiveMonth{11}));
  REQUIRE(walker.tell(GiveDay{22}));
  REQUIRE(walker.tell(GiveYear{2008}));  // 18 tomorrow
  CHECK(walker.state().too_young);
  CHECK(walker.caused<Notify>());
  REQUIRE(walker.state().flags.size() == 1);
  CHECK(walker.flag(1).cause == FlagCause::minor);
  CHECK(walker.flag(1).blocks);
  CHECK(walker.ready().obstacle == Obstacle::too_young);
  for (const Event& event :
       std::vector<Event>{Next{}, Back{}, NotMe{}, GiveYear{1958}, GiveCode{"h"}, ConfirmIdentity{},
                          Decline{}, OnPaper{}}) {
    CAPTURE(event.index());
    CHECK_FALSE(walker.tell(event));
  }
  SUBCASE("staff stop it: nothing is kept") {
    CHECK(walker.tell(StopByStaff{kNurse, "too young"}));
    CHECK(walker.caused<Wipe>());
    CHECK_FALSE(walker.caused<StoreRecord>());
    CHECK(walker.state().stage == Stage::finished);
  }
  SUBCASE("it was a slip of the finger: staff let the date be given again") {
    CHECK(walker.tell(ResolveFlag{1, kNurse, "Wrong year typed"}));
    CHECK_FALSE(walker.state().too_young);
    CHECK(walker.state().identity_step == IdentityStep::month);
    CHECK(walker.state().identity.birth == Date{});
    REQUIRE(walker.tell(GiveMonth{11}));
    REQUIRE(walker.tell(GiveDay{22}));
    REQUIRE(walker.tell(GiveYear{2009}));
    CHECK(walker.state().too_young);
    CHECK(walker.state().flags.size() == 2);
  }
  SUBCASE("they can leave") {
    CHECK(walker.tell(Leave{"walked away"}));
    CHECK(walker.state().stage == Stage::finished);
  }
}

TEST_CASE("visit: on the birthday itself one is old enough (S-18)") {
  Walker walker;
  walker.to_identity();
  walker.tell(GiveName{"Tim Old"});
  walker.tell(GiveMonth{11});
  walker.tell(GiveDay{21});
  CHECK(walker.tell(GiveYear{2008}));
  CHECK_FALSE(walker.state().too_young);
  CHECK(walker.state().flags.empty());
}

TEST_CASE(
    "visit: a parent gives name and relation, and staff must see papers before signing (S-18)") {
  Walker walker;
  REQUIRE(walker.tell(ChooseLanguage{"en"}));
  REQUIRE(walker.tell(ChooseWho{AtScreen::parent}));
  CHECK(walker.state().stage == Stage::who);
  CHECK_FALSE(walker.tell(Next{}));
  CHECK_FALSE(walker.tell(GiveRepresentative{"Maria Lopez", ""}));
  CHECK(walker.tell(GiveRepresentative{"Maria Lopez", "mother"}));
  CHECK(walker.state().stage == Stage::identity);
  REQUIRE(walker.state().flags.size() == 1);
  CHECK(walker.flag(1).cause == FlagCause::representative);
  CHECK(walker.flag(1).blocks);
  walker.to_review();
  CHECK_FALSE(walker.tell(Next{}));
  CHECK(walker.ready().obstacle == Obstacle::flag_open);
  CHECK(walker.tell(ResolveFlag{1, kNurse, "Guardianship papers seen"}));
  CHECK(walker.tell(Next{}));
  CHECK(walker.state().signing == Role::representative);
}

TEST_CASE("visit: who is at the screen can be changed, and papers stand only for who showed them") {
  Walker walker;
  walker.to_identity(AtScreen::parent);
  REQUIRE(walker.tell(Back{}));
  REQUIRE(walker.state().stage == Stage::who);
  SUBCASE("back again asks who, and the patient needs no papers") {
    REQUIRE(walker.tell(Back{}));
    CHECK(walker.state().stage == Stage::who);
    CHECK_FALSE(walker.state().at_screen_chosen);
    REQUIRE(walker.tell(ChooseWho{AtScreen::patient}));
    CHECK(walker.flag(1).state == FlagState::withdrawn);
    CHECK(walker.state().representative_name.empty());
  }
  SUBCASE("the same person again raises nothing new") {
    REQUIRE(walker.tell(GiveRepresentative{"Maria Lopez", "mother"}));
    CHECK(walker.state().flags.size() == 1);
  }
  SUBCASE("another person needs papers of their own") {
    REQUIRE(walker.tell(ResolveFlag{1, kNurse, "Papers seen"}));
    REQUIRE(walker.tell(GiveRepresentative{"Pedro Lopez", "uncle"}));
    CHECK(walker.state().flags.size() == 2);
    CHECK(walker.flag(2).state == FlagState::open);
  }
}

TEST_CASE("visit: a helper says how they help, and the patient still signs") {
  Walker walker;
  REQUIRE(walker.tell(ChooseLanguage{"en"}));
  CHECK_FALSE(walker.tell(ToggleHelp{"reading"}));
  REQUIRE(walker.tell(ChooseWho{AtScreen::helper}));
  CHECK(walker.tell(ToggleHelp{"touching"}));
  CHECK(walker.tell(ToggleHelp{"reading"}));
  CHECK_FALSE(walker.tell(ToggleHelp{"deciding"}));
  CHECK(walker.state().helped_by == std::vector<std::string>{"reading", "touching"});
  CHECK(walker.tell(ToggleHelp{"reading"}));
  CHECK(walker.state().helped_by == std::vector<std::string>{"touching"});
  CHECK(walker.tell(Next{}));
  walker.to_decision();
  CHECK(walker.state().signing == Role::patient);
}

TEST_CASE("visit: staff check the identity by name, and a later change undoes that (S-16)") {
  Walker walker;
  walker.to_confirm();
  CHECK_FALSE(walker.tell(CheckIdentity{Staff{"", "nurse"}, "778"}));
  CHECK(walker.tell(CheckIdentity{kNurse, "778"}));
  CHECK(walker.state().identity.checked_by == "Noor Haddad");
  CHECK(walker.state().identity.checked_as == "nurse");
  CHECK(walker.state().identity.chart_number == "778");
  CHECK(walker.state().identity.chart_source == "staff");
  for (int i = 0; i < 5; ++i) REQUIRE(walker.tell(Back{}));
  REQUIRE(walker.tell(GiveName{"Eva Lopez"}));
  CHECK(walker.state().identity.checked_by.empty());
}

TEST_CASE("visit: initials are the first letters of the first and the last name") {
  State state;
  CHECK(initials(state).empty());
  state.identity.name = "Ana Maria Lopez";
  CHECK(initials(state) == "A. L.");
  state.identity.name = "Élodie";
  CHECK(initials(state) == "É.");
  state.identity.name = "王芳";
  CHECK(initials(state) == "王.");
}

}  // namespace candor::visit
