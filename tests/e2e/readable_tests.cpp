// What people read of a signature: on the glass, on paper and in the files that programs read; and
// in every time zone.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <sstream>

#include "base/json.h"
#include "e2e/waiting_room.h"
#include "export/fhir.h"
#include "export/pdf.h"
#include "support/measured.h"

namespace candor::e2e {
namespace {

std::string without_spaces(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\f' && c != '\r' && c != '\t') result += c;
  }
  return result;
}

bool contains(const std::string& text, const std::string& words) {
  return without_spaces(text).find(without_spaces(words)) != std::string::npos;
}

/// The record as its PDF says it, and as its bundle does.
struct Readable {
  std::string pdf_text;
  Json bundle;
};

Readable readable(const record::Record& record) {
  const exporting::ExportedRecord exported{record, canonical(record::to_json(record)), {}, {}, {}};
  const auto fonts = text::Fonts::open(support::source_folder() / "assets/fonts/fonts.conf");
  REQUIRE(fonts);
  const auto pdf = exporting::to_pdf(exported, *fonts);
  REQUIRE(pdf);
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "record.pdf";
  std::ofstream(file, std::ios::binary) << *pdf;
  const auto ran = support::run("pdftotext '" + file.string() + "' - 2>&1");
  REQUIRE(ran.exit_code == 0);
  const auto bundle = exporting::to_fhir(exported, *pdf);
  REQUIRE(bundle);
  return {ran.output, Json::parse(*bundle)};
}

const Json& resource(const Json& bundle, const std::string& type) {
  for (const Json& entry : bundle["entry"]) {
    if (entry["resource"]["resourceType"] == type) return entry["resource"];
  }
  FAIL("no " << type);
  return bundle;
}

TEST_CASE(
    "e2e: name, time and meaning of a signature are on the glass, in PDF, JSON and FHIR (S-01, "
    "S-02)") {
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  const Person person;
  arrive(kiosk, person, "first");
  answer_all(kiosk, person);
  while (kiosk.has("more")) kiosk.tap("more");
  kiosk.tap("next");
  REQUIRE(key(kiosk) == "decision.patient");
  std::string glass = kiosk.text_on_glass();
  while (kiosk.has("more")) {
    kiosk.tap("more");
    glass += kiosk.text_on_glass();
  }
  kiosk.sign();
  kiosk.tap("sign");
  REQUIRE(key(kiosk) == "receipt");
  const record::Record record = room.record();
  REQUIRE(record.signatures.size() == 1);
  const record::Signature& signature = record.signatures[0];
  CHECK(signature.name == person.name);
  CHECK_FALSE(signature.meaning.empty());

  // On the glass, beside the pad: each line of the meaning, the name, the day and the zone.
  CHECK(contains(glass, signature.name));
  std::istringstream lines(signature.meaning);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(contains(glass, line));
  }
  CHECK(contains(glass, "November 21, 2026"));
  CHECK(contains(glass, offset_text(signature.at.offset_minutes)));

  const Readable other = readable(record);
  CHECK(contains(other.pdf_text, "Printed name " + signature.name));
  CHECK(contains(other.pdf_text, signature.meaning));
  CHECK(contains(other.pdf_text, "Signed November 21, 2026"));
  CHECK(contains(other.pdf_text, offset_text(signature.at.offset_minutes)));

  const Json& provenance = resource(other.bundle, "Provenance");
  REQUIRE(provenance["signature"].size() == 1);
  CHECK(provenance["signature"][0]["who"]["display"] == signature.name);
  CHECK(provenance["signature"][0]["when"] == iso_local(signature.at));
  CHECK(provenance["reason"][0]["text"] == signature.meaning);
}

TEST_CASE(
    "e2e: in five zones, and when clocks change in the middle, every time says its offset (S-26)") {
  struct Place {
    const char* zone;
    int offset;
    int offset_later;  ///< after the clocks changed
  };

  // The fourth signs while summer time begins, the fifth while it ends.
  constexpr Place kPlaces[] = {{"UTC", 0, 0},
                               {"Asia/Kathmandu", 345, 345},
                               {"America/St_Johns", -210, -210},
                               {"America/New_York", -300, -240},
                               {"Pacific/Chatham", 825, 765}};
  WaitingRoom room;
  Harness& kiosk = room.kiosk();
  std::size_t times = 0;
  for (const Place& place : kPlaces) {
    CAPTURE(place.zone);
    const auto set_zone = [&](int offset) {
      Moment now = kiosk.clock().now();
      now.offset_minutes = offset;
      now.zone = place.zone;
      kiosk.clock().set(now);
    };
    set_zone(place.offset);
    const std::size_t before = room.records().size();
    const Person person;
    arrive(kiosk, person, "first");
    answer_all(kiosk, person);
    set_zone(place.offset_later);
    decide(kiosk);
    const auto records = room.records();
    REQUIRE(records.size() == before + 1);
    const record::Record& record = records.back();
    CHECK(record.started.offset_minutes == place.offset);
    CHECK(record.signatures[0].at.offset_minutes == place.offset_later);
    CHECK(record.ended.offset_minutes == place.offset_later);
    CHECK(record.ended.utc_ms > record.started.utc_ms);

    // Every moment in the record has its offset and zone, and local times can be taken apart again.
    const Json json = record::to_json(record);
    const std::function<void(const Json&)> look = [&](const Json& value) {
      if (value.is_object() && value.contains("utc_ms")) {
        ++times;
        CHECK(value["zone"] == place.zone);
        const int offset = value["offset_minutes"].get<int>();
        CHECK((offset == place.offset || offset == place.offset_later));
      }
      if (value.is_structured()) {
        for (const Json& each : value) look(each);
      }
    };
    look(json);
    const std::string local = iso_local(record.signatures[0].at);
    const std::string ending = local.substr(local.size() - 6);
    const int sign = ending[0] == '-' ? -1 : 1;
    CHECK(sign * (std::stoi(ending.substr(1, 2)) * 60 + std::stoi(ending.substr(4, 2))) ==
          place.offset_later);

    const Readable other = readable(record);
    CHECK(contains(other.pdf_text, std::string("(") + place.zone + ")"));
    CHECK(contains(other.pdf_text, offset_text(place.offset_later)));
    CHECK(contains(other.pdf_text, offset_text(place.offset)));
    CHECK(resource(other.bundle, "Provenance")["signature"][0]["when"] == local);
    kiosk.tap("finish");
  }
  CHECK(times > 100);
  support::measured(
      "S-26",
      fmt::format("{} times in records of 5 zones and 2 clock changes, each with its offset",
                  times));
}

}  // namespace
}  // namespace candor::e2e
