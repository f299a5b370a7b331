#include <doctest/doctest.h>

#include <set>

#include "crypto/crypto.h"
#include "kiosk/parked.h"
#include "support/fakes.h"
#include "visit/visit.h"

namespace candor::kiosk {
namespace {

using Refusal = ParkedVisits::Refusal;

visit::State visit_of(const std::string& name, const std::string& code) {
  visit::State state;
  state.id = VisitId{"B-" + name};
  state.pack_id = "some-pack";
  state.language = "en";
  state.identity.name = name;
  state.identity.birth = {1958, 3, 14};
  if (!code.empty()) state.code.hash = crypto::hash_pin(code).value();
  return state;
}

struct Desk {
  support::ManualClock clock;
  support::SeededRandom random{7};
  ParkedVisits parked{"B", Timings{}};

  std::string park(const visit::State& state, ParkReason why = ParkReason::paused) {
    auto ticket = parked.park(state, why, clock.now(), random);
    REQUIRE(ticket);
    return *ticket;
  }
};

visit::Flag flag(visit::Urgency urgency, visit::FlagState state, bool blocks) {
  visit::Flag made;
  made.urgency = urgency;
  made.state = state;
  made.blocks = blocks;
  made.reason = "Chest pain right now";
  return made;
}

TEST_CASE("parked: ticket and return code bring back exactly the same visit, once") {
  Desk desk;
  const visit::State before = visit_of("Ada Lovelace", "4071");
  const std::string ticket = desk.park(before);
  const auto opened = desk.parked.open_with_code(ticket, "4071");
  REQUIRE(opened.state);
  CHECK(*opened.state == before);
  CHECK(desk.parked.rows().empty());
  CHECK(desk.parked.open_with_code(ticket, "4071").refusal == Refusal::no_such_ticket);
}

TEST_CASE("parked: the ticket alone opens nothing") {
  Desk desk;
  const std::string ticket = desk.park(visit_of("Ada Lovelace", "4071"));
  CHECK_FALSE(desk.parked.open_with_code(ticket, "").state);
  CHECK_FALSE(desk.parked.open_with_code(ticket, ticket.substr(2)).state);
}

TEST_CASE("parked: a code opens only its own visit") {
  Desk desk;
  const std::string ada = desk.park(visit_of("Ada Lovelace", "4071"));
  const std::string bob = desk.park(visit_of("Bob Stone", "8205"));
  CHECK_FALSE(desk.parked.open_with_code(ada, "8205").state);
  const auto opened = desk.parked.open_with_code(bob, "8205");
  REQUIRE(opened.state);
  CHECK(opened.state->identity.name == "Bob Stone");
}

TEST_CASE("parked: after three wrong tries only staff open it") {
  Desk desk;
  const visit::State before = visit_of("Ada Lovelace", "4071");
  const std::string ticket = desk.park(before);
  CHECK(desk.parked.open_with_code(ticket, "1111").tries_left == 2);
  CHECK(desk.parked.open_with_code(ticket, "2222").tries_left == 1);
  CHECK(desk.parked.open_with_code(ticket, "3333").refusal == Refusal::staff_only);
  CHECK(desk.parked.open_with_code(ticket, "4071").refusal == Refusal::staff_only);
  CHECK(desk.parked.rows().at(0).staff_only);
  const auto opened = desk.parked.open_by_staff(ticket);
  REQUIRE(opened.state);
  CHECK(*opened.state == before);
}

TEST_CASE("parked: wrong tries on one ticket do not lock another") {
  Desk desk;
  const std::string ada = desk.park(visit_of("Ada Lovelace", "4071"));
  const std::string bob = desk.park(visit_of("Bob Stone", "8205"));
  for (int i = 0; i < 3; ++i) static_cast<void>(desk.parked.open_with_code(ada, "0000"));
  CHECK(desk.parked.open_with_code(bob, "8205").state);
}

TEST_CASE("parked: a visit without a return code is for staff only") {
  Desk desk;
  const std::string ticket = desk.park(visit_of("Ada Lovelace", ""));
  CHECK(desk.parked.open_with_code(ticket, "").refusal == Refusal::staff_only);
  CHECK(desk.parked.open_by_staff(ticket).state);
}

TEST_CASE("parked: tickets are a letter and three digits, and never alike") {
  Desk desk;
  std::set<std::string> tickets;
  for (int i = 0; i < 8; ++i) tickets.insert(desk.park(visit_of("P" + std::to_string(i), "4071")));
  CHECK(tickets.size() == 8);
  for (const std::string& ticket : tickets) {
    CAPTURE(ticket);
    REQUIRE(ticket.size() == 5);
    CHECK(ticket.substr(0, 2) == "B ");
    CHECK(ticket.find_first_not_of("0123456789", 2) == std::string::npos);
  }
}

TEST_CASE("parked: a ticket may be typed as people type") {
  Desk desk;
  const std::string ticket = desk.park(visit_of("Ada Lovelace", "4071"));
  const std::string digits = ticket.substr(2);
  for (const std::string& typed : {digits, "b" + digits, "B-" + digits, " b " + digits + " "}) {
    CAPTURE(typed);
    CHECK(desk.parked.open_with_code(typed, "0000").refusal != Refusal::no_such_ticket);
    // Back to no wrong tries for the next form.
    auto opened = desk.parked.open_by_staff(ticket);
    REQUIRE(opened.state);
    desk.random = support::SeededRandom{7};
    REQUIRE(desk.park(*opened.state) == ticket);
  }
  CHECK(desk.parked.open_with_code("", "4071").refusal == Refusal::no_such_ticket);
  CHECK(desk.parked.open_with_code("A" + digits, "4071").refusal == Refusal::no_such_ticket);
}

TEST_CASE("parked: the ninth visit is refused and nothing is lost") {
  Desk desk;
  for (int i = 0; i < 8; ++i) desk.park(visit_of("P" + std::to_string(i), "4071"));
  CHECK(desk.parked.is_full());
  const auto ninth = desk.parked.park(visit_of("Ninth", "4071"), ParkReason::paused,
                                      desk.clock.now(), desk.random);
  REQUIRE_FALSE(ninth);
  CHECK(ninth.error().code == ErrorCode::too_large);
  CHECK(desk.parked.rows().size() == 8);
}

TEST_CASE("parked: walked away waits 30 minutes, waiting for staff four hours") {
  Desk desk;
  desk.park(visit_of("Away", "4071"), ParkReason::walked_away);
  desk.park(visit_of("Paused", "4071"), ParkReason::paused);
  desk.park(visit_of("Staff", "4071"), ParkReason::waiting_for_staff);
  CHECK(desk.parked.next_deadline_ms() == desk.clock.now().steady_ms + 30 * 60'000);
  desk.clock.advance_ms(30 * 60'000 - 1);
  CHECK(desk.parked.expire(desk.clock.now()).empty());
  desk.clock.advance_ms(1);
  const auto expired = desk.parked.expire(desk.clock.now());
  REQUIRE(expired.size() == 2);
  REQUIRE(expired[0].state);
  CHECK(expired[0].state->identity.name == "Away");
  CHECK(expired[1].state->identity.name == "Paused");
  CHECK(desk.parked.rows().size() == 1);
  desk.clock.advance_minutes(4 * 60 - 30);
  REQUIRE(desk.parked.expire(desk.clock.now()).size() == 1);
  CHECK_FALSE(desk.parked.next_deadline_ms());
}

TEST_CASE("parked: setting the wall clock ends no visit early") {
  Desk desk;
  desk.park(visit_of("Ada Lovelace", "4071"), ParkReason::walked_away);
  Moment tomorrow = desk.clock.now();
  tomorrow.utc_ms += 86'400'000;
  CHECK(desk.parked.expire(tomorrow).empty());
}

TEST_CASE("parked: closing hands out every visit") {
  Desk desk;
  desk.park(visit_of("Ada Lovelace", "4071"));
  desk.park(visit_of("Bob Stone", "8205"), ParkReason::waiting_for_staff);
  CHECK(desk.parked.take_all().size() == 2);
  CHECK(desk.parked.rows().empty());
}

TEST_CASE("parked: staff see initials and counts, never a name or a reason") {
  Desk desk;
  visit::State state = visit_of("Ada Lovelace", "4071");
  state.flags = {flag(visit::Urgency::routine, visit::FlagState::open, true),
                 flag(visit::Urgency::now, visit::FlagState::resolved, true),
                 flag(visit::Urgency::soon, visit::FlagState::open, false)};
  desk.park(state);
  const ParkedRow row = desk.parked.rows().at(0);
  CHECK(row.initials == visit::initials(state));
  CHECK(row.initials.find("Lovelace") == std::string::npos);
  CHECK(row.flags.open == 2);
  CHECK(row.flags.blocking == 1);
  CHECK(row.flags.most_urgent == visit::Urgency::soon);
  CHECK_FALSE(row.flags.unacknowledged_now);
  CHECK_FALSE(desk.parked.has_urgent());
}

TEST_CASE("parked: an urgent flag stays visible until staff have acknowledged it") {
  Desk desk;
  visit::State state = visit_of("Ada Lovelace", "4071");
  state.flags = {flag(visit::Urgency::now, visit::FlagState::open, true)};
  const std::string ticket = desk.park(state);
  CHECK(desk.parked.has_urgent());
  auto opened = desk.parked.open_by_staff(ticket);
  REQUIRE(opened.state);
  opened.state->flags[0].acknowledged = true;
  desk.park(*opened.state);
  CHECK_FALSE(desk.parked.has_urgent());
}

}  // namespace
}  // namespace candor::kiosk
