#include <doctest/doctest.h>

#include "visit/parking.h"
#include "walker.h"

namespace candor::visit {

namespace {

/// Every kind of thing a visit can hold.
State full_state() {
  Walker walker;
  walker.tell(NeedInterpreter{});
  walker.tell(Next{});
  walker.to_identity(AtScreen::parent);
  walker.to_spot(kMood);
  walker.tell(GiveChoice{kMood, {"yes"}});
  walker.tell(AcknowledgeFlag{3, kNurse});
  walker.to_review();
  for (const int flag : {1, 2, 3}) walker.tell(ResolveFlag{flag, kNurse, "Done"});
  walker.to_decision();
  walker.sign(SignedHow::mark);
  return walker.state();
}

}  // namespace

TEST_CASE("visit: a parked visit comes back with everything in it") {
  const State state = full_state();
  REQUIRE(state.signatures.size() == 1);
  REQUIRE(state.flags.size() == 3);
  const Result<State> back = from_json(to_json(state));
  REQUIRE(back);
  CHECK(*back == state);
}

TEST_CASE("visit: parked bytes with a property missing, added or wrong are refused") {
  const Json good = to_json(full_state());
  REQUIRE(from_json(good));
  for (const auto& item : good.items()) {
    const std::string& name = item.key();
    CAPTURE(name);
    Json missing = good;
    missing.erase(name);
    CHECK_FALSE(from_json(missing));
    Json wrong = good;
    wrong[name] = 1.5;
    CHECK_FALSE(from_json(wrong));
  }
  Json added = good;
  added["extra"] = 1;
  CHECK_FALSE(from_json(added));
  Json renamed = good;
  renamed["stage"] = "somewhere";
  CHECK_FALSE(from_json(renamed));
  Json nested = good;
  nested["answers"][0]["extra"] = 1;
  CHECK_FALSE(from_json(nested));
  Json large = good;
  large["step"] = 3'000'000'000;
  CHECK_FALSE(from_json(large));
  large["step"] = 0xffff'ffff'ffff'ffffULL;
  CHECK_FALSE(from_json(large));
  CHECK_FALSE(from_json(Json::array()));
  CHECK_FALSE(from_json(Json()));
}

TEST_CASE("visit: the error about damaged bytes tells nothing of what is in them") {
  Json broken = to_json(full_state());
  broken["identity"]["name"] = 7;
  const Result<State> back = from_json(broken);
  REQUIRE_FALSE(back);
  CHECK(back.error().code == ErrorCode::bad_format);
  CHECK(to_string(back.error()).find("Lopez") == std::string::npos);
}

}  // namespace candor::visit
