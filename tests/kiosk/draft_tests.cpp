#include <doctest/doctest.h>

#include "kiosk/draft.h"

namespace candor::kiosk {
namespace {

visit::State on_a_form() {
  visit::State state;
  state.stage = visit::Stage::steps;
  state.step = 4;
  return state;
}

present::Scratch half_a_form() {
  present::Scratch scratch;
  scratch.typed = {{"name", "Müller"}, {"phone", "555"}};
  scratch.picked = {"means/friend"};
  scratch.picked_any = true;
  return scratch;
}

TEST_CASE("draft: what is typed and touched comes back on the page it belongs to") {
  const visit::State state = on_a_form();
  const Draft draft = draft_of(state, half_a_form());
  const auto again = draft_from(to_json(draft));
  REQUIRE(again);
  CHECK(*again == draft);
  const present::Scratch scratch = scratch_of(state, *again);
  CHECK(scratch.typed == half_a_form().typed);
  CHECK(scratch.picked == half_a_form().picked);
  CHECK(scratch.picked_any);
}

TEST_CASE("draft: on every other page there is nothing") {
  const Draft draft = draft_of(on_a_form(), half_a_form());
  visit::State other = on_a_form();
  SUBCASE("another step") {
    other.step = 5;
  }
  SUBCASE("another stage") {
    other.stage = visit::Stage::decision;
  }
  SUBCASE("another part of who one is") {
    other.identity_step = visit::IdentityStep::year;
  }
  SUBCASE("another signer") {
    other.signatures.emplace_back();
  }
  const present::Scratch scratch = scratch_of(other, draft);
  CHECK(scratch.typed.empty());
  CHECK(scratch.picked.empty());
  CHECK_FALSE(scratch.picked_any);
}

TEST_CASE("draft: neither codes nor ink nor a signer's word wait") {
  present::Scratch scratch = half_a_form();
  for (const char* field : {"code", "pin", "ticket", "signer-ready"}) scratch.typed[field] = "4711";
  scratch.strokes = {{{1, 2, 3}}};
  const Draft draft = draft_of(on_a_form(), scratch);
  CHECK(draft.typed == half_a_form().typed);
  CHECK(to_json(draft).dump().find("4711") == std::string::npos);
  CHECK(scratch_of(on_a_form(), draft).strokes.empty());
}

TEST_CASE("draft: what is not a draft is not read") {
  Json json = to_json(draft_of(on_a_form(), half_a_form()));
  SUBCASE("nothing") {
    json = Json();
  }
  SUBCASE("a part is missing") {
    json.erase("typed");
  }
  SUBCASE("of another kind") {
    json["picked"] = "means/friend";
  }
  CHECK_FALSE(draft_from(json));
}

}  // namespace
}  // namespace candor::kiosk
