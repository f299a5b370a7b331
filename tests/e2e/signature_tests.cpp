// Signing by hand, by mark, by keyboard, with a witness.
#include <doctest/doctest.h>

#include <cmath>

#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

/// To the decision page. The walk `return` wants a witness in any case, `first` only the patient.
void come_to_decision(Harness& kiosk, const std::string& walk) {
  const Person person;
  arrive(kiosk, person, walk);
  answer_all(kiosk, person);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
  REQUIRE(key(kiosk) == "decision.patient");
}

TEST_CASE("e2e: an empty pad is refused with words, and a drawn signature keeps its true size") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  come_to_decision(kiosk, "first");
  kiosk.tap("sign");
  CHECK(key(kiosk) == "decision.patient");
  CHECK(kiosk.shows("Please sign in the box, or choose another way."));
  CHECK(kiosk.app().visit()->signatures.empty());
  CHECK(room.records().empty());
  const ui::Rect pad = kiosk.find("pad")->rect;
  kiosk.draw_on_pad({{{0.25, 0.5}, {0.5, 0.25}, {0.75, 0.5}, {0.5, 0.6}}});
  kiosk.tap("sign");
  CHECK(key(kiosk) == "receipt");
  const record::Record record = room.record();
  REQUIRE(record.signatures.size() == 1);
  const record::Signature& signature = record.signatures[0];
  CHECK(signature.how == "drawn");
  CHECK(std::abs(double(signature.pad_width_um) - double(pad.width) * 496) < 1);
  CHECK(std::abs(double(signature.pad_height_um) - double(pad.height) * 496) < 1);
  REQUIRE(signature.strokes.size() == 1);
  REQUIRE(signature.strokes[0].size() == 4);
  const auto near = [&](const visit::StrokePoint& at, double x, double y) {
    return std::abs(at.x_um - x * signature.pad_width_um) < 500 &&
           std::abs(at.y_um - y * signature.pad_height_um) < 500;
  };
  CHECK(near(signature.strokes[0][0], 0.25, 0.5));
  CHECK(near(signature.strokes[0][1], 0.5, 0.25));
  CHECK(near(signature.strokes[0][2], 0.75, 0.5));
  CHECK(near(signature.strokes[0][3], 0.5, 0.6));
}

TEST_CASE("e2e: a dot is asked about once, then it counts as a mark with a witness") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  come_to_decision(kiosk, "first");
  kiosk.draw_on_pad({{{0.5, 0.5}}});
  kiosk.tap("sign");
  CHECK(kiosk.shows("Is this your mark?"));
  kiosk.tap("mark.again");
  CHECK(key(kiosk) == "decision.patient");
  CHECK_FALSE(kiosk.find("pad")->selected);
  kiosk.draw_on_pad({{{0.5, 0.5}}});
  kiosk.tap("sign");
  kiosk.tap("mark.yes");
  REQUIRE(key(kiosk) == "decision.signer");
  CHECK(room.records().empty());
  kiosk.tap("next");
  CHECK(key(kiosk) == "decision.signer");
  CHECK(kiosk.shows("Please type a name."));
  kiosk.type("Wim");
  kiosk.tap("field.signer-relation");
  kiosk.type("Friend");
  kiosk.tap("next");
  REQUIRE(key(kiosk) == "decision.witness");
  kiosk.sign();
  kiosk.tap("sign");
  CHECK(key(kiosk) == "receipt");
  const record::Record record = room.record();
  REQUIRE(record.signatures.size() == 2);
  CHECK(record.signatures[0].role == "patient");
  CHECK(record.signatures[0].how == "mark");
  CHECK(record.signatures[1].role == "witness");
  CHECK(record.signatures[1].name == "Wim");
  CHECK(record.signatures[1].relation == "Friend");
  CHECK(record.signatures[1].meaning == "I saw the patient sign.");
}

TEST_CASE("e2e: a typed name is signed too by a witness, here staff known by their PIN (A-17)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  come_to_decision(kiosk, "first");
  kiosk.tap("sign.another-way");
  kiosk.tap("sign.type");
  kiosk.tap("sign");
  CHECK(kiosk.shows("Please type your name."));
  kiosk.type("Ana Lopez");
  kiosk.tap("sign");
  REQUIRE(key(kiosk) == "decision.signer");
  kiosk.tap("pause");
  const std::string ticket = ticket_on_glass(kiosk);
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  kiosk.tap("staff.witness");
  REQUIRE(key(kiosk) == "decision.witness");
  kiosk.sign();
  kiosk.tap("sign");
  CHECK(key(kiosk) == "receipt");
  const record::Record record = room.record();
  REQUIRE(record.signatures.size() == 2);
  CHECK(record.signatures[0].how == "typed");
  CHECK(record.signatures[0].name == "Ana Lopez");
  CHECK(record.signatures[0].strokes.empty());
  CHECK(record.signatures[1].role == "witness");
  CHECK(record.signatures[1].name == kNurse);
  CHECK(record.signatures[1].relation == kNurseRole);
}

/// From the first page to the interpreter's own page, after staff have said that they are here.
void come_to_interpreter(Harness& kiosk) {
  const Person person;
  arrive(kiosk, person, "first");
  kiosk.tap("language");
  kiosk.tap("language.interpreter");
  answer_all(kiosk, person);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("wait");
  const std::string ticket = ticket_on_glass(kiosk);
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  resolve_all(kiosk, "interpreter-here");
  kiosk.tap("give-back");
  REQUIRE(key(kiosk) == "review");
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
  kiosk.sign();
  kiosk.tap("sign");
  REQUIRE(key(kiosk) == "decision.interpreter-kind");
}

void give_name(Harness& kiosk) {
  REQUIRE(key(kiosk) == "decision.signer");
  tap_somewhere(kiosk, "field.signer-name");
  kiosk.type("Li");
  tap_somewhere(kiosk, "field.signer-relation");
  kiosk.type("Son");
}

TEST_CASE(
    "e2e: who interprets is asked, nobody under 18 may, and a relative needs staff's reason") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  come_to_interpreter(kiosk);
  kiosk.tap("next");
  CHECK(key(kiosk) == "decision.interpreter-kind");
  CHECK(kiosk.shows("Please choose who interprets."));
  tap_somewhere(kiosk, "interpreter.too-young");
  tap_somewhere(kiosk, "presence.here");
  kiosk.tap("next");
  CHECK(key(kiosk) == "decision.interpreter-kind");
  CHECK(kiosk.shows("Nobody under 18 may interpret."));

  tap_somewhere(kiosk, "interpreter.relative");
  kiosk.tap("next");
  const std::string ticket = ticket_on_glass(kiosk);
  staff_in(kiosk);
  kiosk.tap("open." + ticket);
  kiosk.tap("flag.2");
  CHECK(kiosk.shows("Why does this person interpret?"));
  tap_somewhere(kiosk, "resolve");
  CHECK(kiosk.shows("Please choose what was said."));
  tap_somewhere(kiosk, "said.another");
  kiosk.tap("resolve");
  CHECK(kiosk.shows("Please choose what was said."));
  kiosk.type("Asked two");
  tap_somewhere(kiosk, "resolve");
  kiosk.tap("give-back");
  REQUIRE(key(kiosk) == "decision.interpreter-kind");
  // What was chosen before is still there.
  CHECK(kiosk.find("interpreter.relative")->selected);
  kiosk.tap("next");
  give_name(kiosk);
  kiosk.tap("next");
  REQUIRE(key(kiosk) == "decision.interpreter");
  kiosk.sign();
  kiosk.tap("sign");
  CHECK(key(kiosk) == "receipt");
  const record::Record record = room.record();
  REQUIRE(record.signatures.size() == 2);
  const record::Signature& signature = record.signatures[1];
  CHECK(signature.role == "interpreter");
  CHECK(signature.name == "Li");
  CHECK(signature.presence == "here");
  CHECK(signature.kind == "relative");
  CHECK(signature.kind_reason == "Asked two");
  CHECK(signature.kind_agreed_by == kNurse);
  CHECK(signature.kind_agreed_as == kNurseRole);
  REQUIRE(record.flags.size() == 2);
  CHECK(record.flags[1].reason == "A relative or friend wants to interpret");
}

TEST_CASE("e2e: a trained interpreter signs without asking staff again") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  come_to_interpreter(kiosk);
  tap_somewhere(kiosk, "interpreter.trained");
  tap_somewhere(kiosk, "presence.here");
  kiosk.tap("next");
  give_name(kiosk);
  kiosk.tap("next");
  REQUIRE(key(kiosk) == "decision.interpreter");
  kiosk.sign();
  kiosk.tap("sign");
  const record::Record record = room.record();
  REQUIRE(record.signatures.size() == 2);
  CHECK(record.signatures[1].kind == "trained");
  CHECK(record.signatures[1].kind_reason.empty());
}

}  // namespace
}  // namespace candor::e2e
