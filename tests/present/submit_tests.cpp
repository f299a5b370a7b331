#include <doctest/doctest.h>

#include "journey.h"
#include "support/handwriting.h"

namespace candor::present {
namespace {

struct Room {
  std::shared_ptr<const content::Pack> pack = loaded_sample();
  content::Words words = own_words();
  Journey journey{*pack, words};
};

template <typename Kind>
const Kind* as(const visit::Event& event) {
  return std::get_if<Kind>(&event);
}

std::string problem_of(const Journey& journey, const Action& action) {
  const Submission submission = journey.submits(action);
  CHECK(submission.events.empty());
  return submission.problem;
}

}  // namespace

TEST_CASE("present: a name is taken without stray spaces, and not without letters") {
  Room room;
  Journey& journey = room.journey;
  journey.to_identity();
  CHECK(problem_of(journey, SubmitName{}) == "Please type a name.");
  journey.scratch.typed["name"] = "   ";
  CHECK(problem_of(journey, SubmitName{}) == "Please type a name.");
  journey.scratch.typed["name"] = "  Ana  Lopez ";
  const Submission submission = journey.submits(SubmitName{});
  CHECK(submission.problem.empty());
  REQUIRE(submission.events.size() == 1);
  REQUIRE(as<visit::GiveName>(submission.events[0]));
  CHECK(as<visit::GiveName>(submission.events[0])->name == "Ana Lopez");
}

TEST_CASE("present: a name given before is kept when nothing new is typed") {
  Room room;
  Journey& journey = room.journey;
  journey.to_identity();
  journey.must(visit::GiveName{"Ana Lopez"});
  journey.must(visit::Back{});
  const Submission submission = journey.submits(SubmitName{});
  REQUIRE(submission.events.size() == 1);
  CHECK(as<visit::GiveName>(submission.events[0])->name == "Ana Lopez");
  journey.scratch.typed["name"] = "";
  CHECK(problem_of(journey, SubmitName{}) == "Please type a name.");
}

TEST_CASE("present: who decides for a patient gives name and relation") {
  Room room;
  Journey& journey = room.journey;
  journey.to_who();
  journey.must(visit::ChooseWho{visit::AtScreen::parent});
  CHECK(problem_of(journey, SubmitRepresentative{}) == "Please type your name.");
  journey.scratch.typed["representative"] = "Maria Lopez";
  CHECK(problem_of(journey, SubmitRepresentative{}) == "Please type your relation to the patient.");
  journey.scratch.typed["relation"] = "mother ";
  const Submission submission = journey.submits(SubmitRepresentative{});
  REQUIRE(submission.events.size() == 1);
  CHECK(as<visit::GiveRepresentative>(submission.events[0])->relation == "mother");
}

TEST_CASE("present: only a year that makes a real date of birth is taken") {
  Room room;
  Journey& journey = room.journey;
  journey.to_identity();
  journey.must(visit::GiveName{"Ana Lopez"});
  const std::string four = "Please type the year with four digits.";
  const std::string no_date = "That date does not exist. Please check day, month and year.";
  const auto asked = [&](int month, int day, const std::string& year) {
    Journey here = journey;
    here.must(visit::GiveMonth{month});
    here.must(visit::GiveDay{day});
    here.scratch.typed["year"] = year;
    return here.submits(SubmitYear{}).problem;
  };
  CHECK(asked(4, 12, "1958").empty());
  for (const char* wrong : {"", "58", "195", "19580", "abcd", "19.8"}) {
    CAPTURE(wrong);
    CHECK(asked(4, 12, wrong) == four);
  }
  CHECK(asked(2, 29, "2001") == no_date);
  CHECK(asked(2, 29, "2000").empty());
  // The clock stands on 2026-11-21.
  CHECK(asked(11, 21, "2026").empty());
  CHECK(asked(11, 22, "2026") == no_date);
  CHECK(asked(11, 22, "2027") == no_date);
  CHECK(asked(11, 22, "1905").empty());
  CHECK(asked(11, 21, "1905") == no_date);
  CHECK(asked(1, 1, "0000") == no_date);
}

TEST_CASE("present: a choice is given and goes on, and nothing is given without a touch (P-11)") {
  Room room;
  Journey& journey = room.journey;
  journey.to_spot({"safety", "mood"});
  Submission nothing = journey.submits(SubmitChoice{});
  CHECK(nothing.events.empty());
  CHECK(nothing.problem.empty());
  CHECK(edit(journey.scratch, Pick{"low"}));
  const Submission given = journey.submits(SubmitChoice{});
  REQUIRE(given.events.size() == 2);
  CHECK(as<visit::GiveChoice>(given.events[0])->options == std::vector<std::string>{"low"});
  CHECK(as<visit::Next>(given.events[1]));
  for (const auto& event : given.events) journey.must(event);
  journey.must(visit::Back{});
  journey.scratch = {};
  const Submission kept = journey.submits(SubmitChoice{});
  REQUIRE(kept.events.size() == 1);
  CHECK(as<visit::Next>(kept.events[0]));
}

TEST_CASE("present: a check is given only when something was touched here") {
  Room room;
  Journey& journey = room.journey;
  journey.to_spot({"safety", "what-you-know"});
  CHECK(journey.submits(SubmitCheck{}).events.empty());
  CHECK(edit(journey.scratch, Pick{"drive"}));
  const Submission given = journey.submits(SubmitCheck{});
  REQUIRE(given.events.size() == 1);
  CHECK(as<visit::GiveCheck>(given.events[0])->option == "drive");
  journey.must(given.events[0]);
  CHECK(edit(journey.scratch, TryAgain{}));
  CHECK(journey.submits(SubmitCheck{}).events.empty());
}

TEST_CASE("present: a form says which field lacks its answer") {
  Room room;
  Journey& journey = room.journey;
  journey.to_spot({"safety", "ride"});
  CHECK(problem_of(journey, SubmitForm{}) == "Please choose: How do you get home?");
  CHECK(edit(journey.scratch, Pick{"means/friend"}));
  CHECK(problem_of(journey, SubmitForm{}) == "Please fill in: Who comes?");
  journey.scratch.typed["name"] = " Carlos ";
  SUBCASE("a phone number that is too short") {
    for (const char* number : {"5", "555-01", "call me"}) {
      journey.scratch.typed["phone"] = number;
      CHECK(problem_of(journey, SubmitForm{}) ==
            "Please type the whole phone number, at least 7 digits.");
    }
  }
  SUBCASE("a phone number that may stay empty") {
    const Submission given = journey.submits(SubmitForm{});
    REQUIRE(given.events.size() == 3);
    CHECK(as<visit::GiveField>(given.events[0])->option == "friend");
    CHECK(as<visit::GiveField>(given.events[1])->text == "Carlos");
    CHECK(as<visit::Next>(given.events[2]));
  }
  SUBCASE("everything") {
    journey.scratch.typed["phone"] = "(555) 010-4477";
    CHECK(journey.submits(SubmitForm{}).events.size() == 4);
  }
}

TEST_CASE("present: without a ride nobody is asked for its driver") {
  Room room;
  Journey& journey = room.journey;
  journey.to_spot({"safety", "ride"});
  CHECK(edit(journey.scratch, Pick{"means/none-yet"}));
  const Submission given = journey.submits(SubmitForm{});
  CHECK(given.problem.empty());
  REQUIRE(given.events.size() == 2);
  for (const auto& event : given.events) journey.must(event);
}

TEST_CASE("present: a form that is opened again keeps what was given") {
  Room room;
  Journey& journey = room.journey;
  journey.to_spot({"safety", "ride"});
  journey.pass_step();
  journey.must(visit::Back{});
  const Submission kept = journey.submits(SubmitForm{});
  CHECK(kept.problem.empty());
  REQUIRE(kept.events.size() == 1);
  CHECK(as<visit::Next>(kept.events[0]));
}

TEST_CASE("present: an optional field that was emptied is taken back") {
  Room room;
  Journey& journey = room.journey;
  journey.to_spot({"safety", "ride"});
  journey.pass_step();
  journey.must(visit::Back{});
  journey.scratch.typed["phone"] = "";
  const Submission given = journey.submits(SubmitForm{});
  CHECK(given.problem.empty());
  REQUIRE(given.events.size() == 2);
  REQUIRE(as<visit::GiveField>(given.events[0]));
  CHECK(as<visit::GiveField>(given.events[0])->field == "phone");
  CHECK(as<visit::GiveField>(given.events[0])->text.empty());
  for (const auto& event : given.events) journey.must(event);
}

TEST_CASE("present: an empty pad is refused, and everything else is signed with its meaning") {
  Room room;
  Journey& journey = room.journey;
  journey.to_decision();
  CHECK(problem_of(journey, SubmitSignature{}) == "Please sign in the box, or choose another way.");
  journey.scratch.strokes = {visit::Stroke{}};
  CHECK(problem_of(journey, SubmitSignature{}) == "Please sign in the box, or choose another way.");
  journey.scratch.pad_width_um = 120'000;
  journey.scratch.pad_height_um = 45'000;
  SUBCASE("a signature") {
    journey.scratch.strokes = support::signatures().front().strokes;
    const Submission given = journey.submits(SubmitSignature{});
    REQUIRE(given.events.size() == 1);
    const visit::Signature& signature = as<visit::Sign>(given.events[0])->signature;
    CHECK(signature.how == visit::SignedHow::drawn);
    CHECK(signature.name == "Ana Lopez");
    CHECK(signature.strokes == journey.scratch.strokes);
    CHECK(signature.pad_width_um == 120'000);
    CHECK(signature.meaning.find("I choose to have a tea drip at Hill Clinic.") == 0);
    journey.must(given.events[0]);
  }
  SUBCASE("a dot is labelled as a mark") {
    journey.scratch.strokes = support::doubtful_marks().front().strokes;
    const Submission given = journey.submits(SubmitSignature{});
    REQUIRE(given.events.size() == 1);
    CHECK(as<visit::Sign>(given.events[0])->signature.how == visit::SignedHow::mark);
    journey.must(given.events[0]);
  }
}

TEST_CASE("present: a typed signature needs a name and holds no strokes") {
  Room room;
  Journey& journey = room.journey;
  journey.to_decision();
  journey.scratch.how = visit::SignedHow::typed;
  CHECK(problem_of(journey, SubmitSignature{}) == "Please type your name.");
  journey.scratch.typed["signer-name"] = " ";
  CHECK(problem_of(journey, SubmitSignature{}) == "Please type your name.");
  journey.scratch.typed["signer-name"] = "Ana Lopez";
  const Submission given = journey.submits(SubmitSignature{});
  REQUIRE(given.events.size() == 1);
  const visit::Signature& signature = as<visit::Sign>(given.events[0])->signature;
  CHECK(signature.name == "Ana Lopez");
  CHECK(signature.strokes.empty());
  journey.must(given.events[0]);
}

TEST_CASE("present: a witness signs under their own name and role") {
  Room room;
  Journey& journey = room.journey;
  journey.to_steps("return");
  journey.to_decision();
  journey.sign();
  REQUIRE(journey.state.signing == visit::Role::witness);
  journey.scratch.typed = {{"signer-name", "Noor Haddad"}, {"signer-relation", "nurse"}};
  journey.scratch.strokes = support::signatures().front().strokes;
  journey.scratch.pad_width_um = 120'000;
  journey.scratch.pad_height_um = 45'000;
  const Submission given = journey.submits(SubmitSignature{});
  REQUIRE(given.events.size() == 1);
  const visit::Signature& signature = as<visit::Sign>(given.events[0])->signature;
  CHECK(signature.role == visit::Role::witness);
  CHECK(signature.name == "Noor Haddad");
  CHECK(signature.relation == "nurse");
  CHECK(signature.presence.empty());
  CHECK(signature.meaning == "I saw the patient sign.");
  journey.must(given.events[0]);
}

TEST_CASE("present: problems are told in the language of the visit") {
  Room room;
  Journey& journey = room.journey;
  journey.to_spot({"safety", "ride"});
  journey.must(visit::ChooseLanguage{"es"});
  const std::string problem = problem_of(journey, SubmitForm{});
  CHECK_FALSE(problem.empty());
}

TEST_CASE("present: an action that submits nothing gives no event") {
  Room room;
  for (const Action& action : {Action(Pause{}), Action(More{}), Action(visit::Next{})}) {
    CHECK(room.journey.submits(action).events.empty());
    CHECK(room.journey.submits(action).problem.empty());
  }
}

}  // namespace candor::present
