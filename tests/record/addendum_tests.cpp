#include <doctest/doctest.h>

#include <string>

#include "record/addendum.h"

using candor::canonical;
using candor::ErrorCode;
using candor::Json;
using candor::record::Addendum;
using candor::record::parse_addendum;

namespace {

Addendum withdrawal() {
  Addendum one;
  one.id = "0123456789abcdef0123456789abcdef";
  one.kind = candor::record::addendum_kind::kWithdrawn;
  one.refers_to = "7f3a90c2d4e15b6880aa11bb22cc33dd";
  one.blob_hash = std::string(64, 'b');
  one.by = "Grace Kim";
  one.role = "front desk";
  one.said = "Called at 9: “I do not want it”.";
  one.at = {1'795'278'600'000, 5, -480, "America/Los_Angeles"};
  return one;
}

}  // namespace

TEST_CASE("addendum: what is written is read back, kinds of others too") {
  Addendum one = withdrawal();
  for (const char* kind : {"withdrawn", "clinician", "seen-by-the-lab-2"}) {
    one.kind = kind;
    const auto back = parse_addendum(canonical(to_json(one)), "entry 3");
    REQUIRE(back);
    CHECK(*back == one);
  }
}

TEST_CASE("addendum: a property that is missing, unknown, wrong or twice is refused and named") {
  const Json good = to_json(withdrawal());
  for (const auto& item : good.items()) {
    const std::string& name = item.key();
    CAPTURE(name);
    Json json = good;
    json.erase(name);
    const auto missing = parse_addendum(canonical(json), "entry 3");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::bad_format);
    CHECK(missing.error().what.find("\"" + name + "\" is missing") != std::string::npos);
    CHECK(missing.error().where == "entry 3");
    json[name] = 7;
    CHECK_FALSE(parse_addendum(canonical(json), ""));
  }
  Json more = good;
  more["note"] = "";
  CHECK_FALSE(parse_addendum(canonical(more), ""));
  for (const char* kind : {"", "Withdrawn", "with drawn", "../withdrawn"}) {
    CAPTURE(kind);
    Json json = good;
    json["kind"] = kind;
    CHECK_FALSE(parse_addendum(canonical(json), ""));
  }
  Json json = good;
  json["blob_hash"] = std::string(64, 'B');
  CHECK_FALSE(parse_addendum(canonical(json), ""));
  CHECK_FALSE(parse_addendum(canonical(good) + " ", ""));
}
