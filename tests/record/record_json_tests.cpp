#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "record/record.h"
#include "record/record_samples.h"

namespace {

using namespace candor::record_tests;
using candor::canonical;
using candor::ErrorCode;
using candor::Json;
using candor::record::from_json;
using candor::record::parse;
using candor::record::Record;
using candor::record::to_json;

/// Calls `at` with every place in a JSON value, as a pointer.
template <typename At>
void walk(const Json& json, const Json::json_pointer& here, const At& at) {
  at(here);
  if (json.is_object()) {
    for (const auto& [name, child] : json.items()) walk(child, here / name, at);
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) walk(json[i], here / i, at);
  }
}

/// "/shown/0/text" as the error names it: shown[0].text
std::string spelled(const Json::json_pointer& pointer) {
  std::string name;
  std::string rest = pointer.to_string();
  while (!rest.empty()) {
    const auto end = rest.find('/', 1);
    const std::string part = rest.substr(1, end == std::string::npos ? end : end - 1);
    const bool is_index = part.find_first_not_of("0123456789") == std::string::npos;
    if (is_index) {
      name += "[" + part + "]";
    } else {
      name += (name.empty() ? "" : ".") + part;
    }
    rest = end == std::string::npos ? "" : rest.substr(end);
  }
  return name;
}

}  // namespace

TEST_CASE("record: a full record comes back as it was") {
  const Record record = full_record();
  const std::string bytes = canonical(to_json(record));
  const auto read = parse(bytes, "entry 1");
  REQUIRE(read.has_value());
  CHECK(*read == record);
  CHECK(canonical(to_json(*read)) == bytes);
}

TEST_CASE("record: any record comes back as it was, and its bytes are the same each time") {
  const bool holds = rc::check("there and back", [] {
    const Record record = random_record();
    const std::string bytes = canonical(to_json(record));
    const auto read = parse(bytes, "here");
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == record);
    RC_ASSERT(canonical(to_json(*read)) == bytes);
  });
  CHECK(holds);
}

TEST_CASE("record: its keys are ASCII and its numbers whole, as canonical JSON wants") {
  const Json json = to_json(full_record());
  walk(json, Json::json_pointer(), [&json](const Json::json_pointer& place) {
    CHECK_FALSE(json[place].is_number_float());
    CHECK(place.to_string().find_first_not_of("abcdefghijklmnopqrstuvwxyz_/0123456789") ==
          std::string::npos);
  });
}

TEST_CASE("record: a missing property is refused and named, wherever it is") {
  const Json whole = to_json(full_record());
  int tried = 0;
  walk(whole, Json::json_pointer(), [&](const Json::json_pointer& place) {
    if (place.empty() || !whole[place.parent_pointer()].is_object()) return;
    if (place.to_string() == "/listened" || place.to_string() == "/replays") return;
    CAPTURE(place.to_string());
    Json json = whole;
    json[place.parent_pointer()].erase(place.back());
    const auto read = from_json(json);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::bad_format);
    CHECK(read.error().what == "\"" + spelled(place) + "\" is missing");
    ++tried;
  });
  CHECK(tried > 120);
}

TEST_CASE("record: who approved the content comes back, older records without it are read") {
  Record record = full_record();
  record.pack_approvals = {{"Dr. Ruth Lee", "physician", "2026-11-21T08:30:00.000-08:00", "k1"}};
  const Json json = to_json(record);
  const auto back = from_json(json);
  REQUIRE(back);
  CHECK(*back == record);
  record.pack_approvals.clear();
  CHECK_FALSE(to_json(record).contains("pack_approvals"));
  Json empty = to_json(record);
  empty["pack_approvals"] = Json::array();
  CHECK_FALSE(from_json(empty));
}

TEST_CASE("record: what was listened to comes back, a record of which nothing was heard lacks it") {
  Record record = full_record();
  REQUIRE_FALSE(record.listened.empty());
  REQUIRE_FALSE(record.replays.empty());
  const auto back = from_json(to_json(record));
  REQUIRE(back);
  CHECK(back->listened == record.listened);
  CHECK(back->replays == record.replays);
  record.listened.clear();
  record.replays.clear();
  const Json json = to_json(record);
  CHECK_FALSE(json.contains("listened"));
  CHECK_FALSE(json.contains("replays"));
  // As a record was written before there was such a thing.
  CHECK(from_json(json).has_value());
  for (const char* name : {"listened", "replays"}) {
    Json empty = json;
    empty[name] = Json::array();
    CHECK_FALSE(from_json(empty).has_value());
  }
}

TEST_CASE("record: an unknown property is refused, wherever it is") {
  const Json whole = to_json(full_record());
  int tried = 0;
  walk(whole, Json::json_pointer(), [&](const Json::json_pointer& place) {
    if (!whole[place].is_object()) return;
    CAPTURE(place.to_string());
    Json json = whole;
    json[place]["mood"] = "fine";
    const auto read = from_json(json);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().what.find("mood\" is not a property of this format") != std::string::npos);
    CHECK(read.error().what.find("fine") == std::string::npos);
    ++tried;
  });
  CHECK(tried > 15);
}

TEST_CASE("record: a value of the wrong type is refused and named, wherever it is") {
  const Json whole = to_json(full_record());
  walk(whole, Json::json_pointer(), [&](const Json::json_pointer& place) {
    CAPTURE(place.to_string());
    for (const Json& wrong : {Json(1.5), Json(Json::object()), Json(Json::array({Json::array()})),
                              Json("no such word"), Json(true), Json(7), Json(1ULL << 63)}) {
      if (wrong.type() == whole[place].type() && !wrong.is_number() && !wrong.is_object()) continue;
      if (whole[place].is_number() && wrong == 7) continue;
      CAPTURE(wrong.dump());
      Json json = whole;
      json[place] = wrong;
      const auto read = from_json(json);
      REQUIRE_FALSE(read.has_value());
      // A number where the format stands may also be a later format.
      CHECK((read.error().code == ErrorCode::bad_format || place.to_string() == "/format"));
    }
  });
}

TEST_CASE("record: a word that the format does not have is refused") {
  const Json whole = to_json(full_record());
  for (const char* const place :
       {"/outcome", "/at_screen", "/presented/0/size", "/presented/0/theme", "/shown/0/size",
        "/shown/0/theme", "/answers/0/kind", "/statements/0/replies/0/reply", "/flags/0/cause",
        "/flags/0/urgency", "/flags/0/state", "/signatures/0/role", "/signatures/0/how",
        "/valid_until", "/patient/birth"}) {
    CAPTURE(place);
    Json json = whole;
    json[Json::json_pointer(place)] = "perhaps";
    CHECK(from_json(json).error().code == ErrorCode::bad_format);
  }
}

TEST_CASE("record: dates that the calendar does not have are refused") {
  Json json = to_json(full_record());
  for (const char* date : {"1990-02-30", "1990-13-01", "1990-2-28", "90-02-28", "1990-02-28 ",
                           "1990/02/28", "-990-02-28", "0000-00-00"}) {
    CAPTURE(date);
    json["patient"]["birth"] = date;
    CHECK_FALSE(from_json(json).has_value());
  }
  json["patient"]["birth"] = "2000-02-29";
  CHECK(from_json(json).has_value());
}

TEST_CASE("record: a record of a later format is told apart from a damaged one") {
  Json json = to_json(full_record());
  json["format"] = 2;
  json["something_new"] = true;
  json.erase("ride");
  CHECK(from_json(json).error().code == ErrorCode::newer_version);
  json["format"] = -1;
  CHECK(from_json(json).error().code == ErrorCode::bad_format);
}

TEST_CASE("record: one that says it is real and gives a reason for practice is refused") {
  Json json = to_json(full_record());
  json["practice"] = false;
  CHECK(from_json(json).error().code == ErrorCode::bad_format);
  json["practice_reasons"] = Json::array();
  CHECK(from_json(json).has_value());
  json["practice"] = true;
  CHECK(from_json(json).error().code == ErrorCode::bad_format);
}

TEST_CASE("record: other bytes for the same record are refused") {
  const std::string bytes = canonical(to_json(full_record()));
  CHECK(parse(bytes + "\n", "x").error().code == ErrorCode::bad_format);
  CHECK(parse(" " + bytes, "x").error().code == ErrorCode::bad_format);
  CHECK(parse(to_json(full_record()).dump(1), "x").error().code == ErrorCode::bad_format);
  std::string twice = bytes;  // an outcome before the outcome: readers differ in which one counts
  twice.insert(1, "\"outcome\":\"declined\",");
  CHECK(parse(twice, "x").error().code == ErrorCode::bad_format);
}

TEST_CASE("record: bytes cut at any length are refused, with the place in front") {
  const std::string bytes = canonical(to_json(full_record()));
  for (std::size_t length = 0; length < bytes.size(); length += 7) {
    const auto read = parse(bytes.substr(0, length), "entry 5");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().where == "entry 5");
  }
}

TEST_CASE("record: no message about a wrong record repeats what a patient wrote") {
  const std::string secret = "SECRETWORDS";
  const Json whole = to_json(full_record());
  walk(whole, Json::json_pointer(), [&](const Json::json_pointer& place) {
    Json json = whole;
    json[place] = Json::array({secret, {{secret, secret}}});
    const auto read = from_json(json);
    if (!read) CHECK(to_string(read.error()).find(secret) == std::string::npos);
    if (whole[place].is_object()) {
      json = whole;
      json[place][secret] = 1;
      CHECK(to_string(from_json(json).error()).find(secret) == std::string::npos);
    }
  });
}
