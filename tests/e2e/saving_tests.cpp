// A full disk at the worst moment: nobody is told "saved", nothing is lost, nothing is stored
// twice.
#include <doctest/doctest.h>

#include "e2e/waiting_room.h"
#include "support/full_disk.h"

namespace candor::e2e {
namespace {

/// Through the walk to a signature that cannot be stored.
void sign_in_vain(Harness& kiosk) {
  const Person person;
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  const support::FullDisk full;
  decide(kiosk);
  REQUIRE(key(kiosk) == "save-failed");
  CHECK(kiosk.shows("Your answers are not saved yet"));
  CHECK(kiosk.shows("Please ask a member of staff to come here."));
  CHECK_FALSE(kiosk.shows("Your answers are saved"));
  kiosk.tap("retry");
  CHECK(key(kiosk) == "save-failed");
}

TEST_CASE("e2e: what cannot be stored is not called saved, and a retry stores it once") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  sign_in_vain(kiosk);
  CHECK(room.records().empty());
  kiosk.tap("retry");
  CHECK(key(kiosk) == "receipt");
  CHECK(kiosk.shows("Your answers are saved"));
  const record::Record record = room.record();
  CHECK(record.outcome == "signed");
  CHECK(record.signatures.size() == 1);
  kiosk.tap("finish");
  CHECK(room.records().size() == 1);
}

TEST_CASE("e2e: a decision that could not be stored is stored once its waiting time is over") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  sign_in_vain(kiosk);
  kiosk.tap("pause");
  REQUIRE(key(kiosk) == "ticket");
  {
    // The disk is still full: the visit is not given up, and staff are called.
    const support::FullDisk full;
    kiosk.wait_ms(30 * 60'000);
    CHECK(kiosk.app().parked().rows().size() == 1);
    CHECK(kiosk.shows("Staff needed"));
  }
  kiosk.wait_ms(4 * 60 * 60'000);
  CHECK(kiosk.app().parked().rows().empty());
  const record::Record record = room.record();
  CHECK(record.outcome == "signed");
  CHECK(record.signatures.size() == 1);
}

}  // namespace
}  // namespace candor::e2e
