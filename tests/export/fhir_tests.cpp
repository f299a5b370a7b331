// FHIR bundles: their meaning here, their form by validators that know nothing of Candor.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <map>
#include <set>

#include "crypto/crypto.h"
#include "export/fhir.h"
#include "export/paper_trail.h"
#include "export/sample_records.h"
#include "export/words.h"
#include "fhir/validators.h"

using namespace candor::exporting;
namespace record = candor::record;
using candor::Json;
using candor::support::run;

namespace {

const std::string kPdf = "%PDF-1.7\nnot really one\n";

record::Addendum addendum(const std::string& kind) {
  return {std::string(32, '5'), kind,        samples::signed_full().id, std::string(64, 'b'),
          "Dr. Ada Okafor",     "clinician", "Said with <angles>.",     samples::at(900)};
}

ExportedRecord real(record::Record one) {
  one.practice = false;
  one.practice_reasons.clear();
  return samples::exported(one);
}

ExportedRecord with(ExportedRecord exported, const char* kind) {
  exported.addenda.push_back(addendum(kind));
  return exported;
}

/// One of each kind that a ledger can hold, by name.
std::map<std::string, ExportedRecord> all_kinds() {
  record::Record odd = samples::signed_full();
  odd.patient.name = "a\x01\x02\tb\u2028\uFFFF";
  odd.outcome_reason = " \n ";
  odd.clinic.clear();
  odd.patient.chart_number = "\n";
  odd.statements[0].replies[0].label.clear();
  odd.answers[0].question.clear();
  odd.answers[0].answers = {"", " "};
  return {{"signed", real(samples::signed_full())},
          {"signed-practice", samples::exported(samples::signed_full())},
          {"declined", real(samples::declined())},
          {"declined-practice", samples::exported(samples::declined())},
          {"on-paper", real(samples::on_paper())},
          {"stopped", real(samples::stopped_by_staff())},
          {"unfinished", real(samples::unfinished())},
          {"withdrawn", with(real(samples::signed_full()), "withdrawn")},
          {"talked", with(with(real(samples::signed_full()), "clinician"), "copy-given")},
          {"others", real(samples::with_others())},
          {"long", real(samples::very_long())},
          {"odd", samples::exported(odd)}};
}

Json bundle_of(const ExportedRecord& exported) {
  const auto bytes = to_fhir(exported, kPdf);
  REQUIRE(bytes);
  return Json::parse(*bytes);
}

/// The only resource of a type.
Json only(const Json& bundle, const std::string& type) {
  Json found;
  for (const Json& entry : bundle["entry"]) {
    if (entry["resource"]["resourceType"] != type) continue;
    REQUIRE(found.is_null());
    found = entry["resource"];
  }
  REQUIRE_FALSE(found.is_null());
  return found;
}

}  // namespace

TEST_CASE("fhir: a refusal, a withdrawal and practice have a status of their own (F-05)") {
  const auto expect = [](const std::string& kind, const std::string& status,
                         const std::string& provision, const std::string& words) {
    CAPTURE(kind);
    const Json consent = only(bundle_of(all_kinds().at(kind)), "Consent");
    CHECK(consent["status"] == status);
    CHECK(consent["provision"]["type"] == provision);
    CHECK(consent["category"][1]["text"] == words);
    CHECK(consent["text"]["div"].get<std::string>().find(words) != std::string::npos);
  };
  expect("signed", "active", "permit", "Consent, signed");
  expect("talked", "active", "permit", "Consent, signed");
  expect("declined", "rejected", "deny", "Treatment declined. Not a consent");
  expect("withdrawn", "inactive", "deny", "Withdrawn. Not a consent any more. Consent, signed");
  expect("on-paper", "proposed", "deny", "Continued on paper. Not a consent");
  expect("stopped", "inactive", "deny", "Stopped by staff. Not a consent");
  expect("unfinished", "proposed", "deny", "Not finished. Not a consent");
  expect("signed-practice", "draft", "deny", "Practice, not a consent. Consent, signed");
  expect("declined-practice", "draft", "deny",
         "Practice, not a consent. Treatment declined. Not a consent");
}

TEST_CASE("fhir: a bundle says when what was added in the office was not seen") {
  ExportedRecord exported = all_kinds().at("signed");
  const auto says = [&exported](const std::string& words) {
    const Json bundle = bundle_of(exported);
    const std::string consent = only(bundle, "Consent")["text"]["div"];
    const std::string document = only(bundle, "DocumentReference")["description"];
    return (consent.find(words) != std::string::npos) + (document.find(words) != std::string::npos);
  };
  CHECK(says("No office ledger lay beside") == 0);
  exported.office_ledger = OfficeLedger::not_beside;
  CHECK(says("No office ledger lay beside") == 2);
  CHECK(says("was not seen") == 2);
}

TEST_CASE("fhir: every resource of a practice record is test data, and no other is") {
  for (const auto& one : all_kinds()) {
    const ExportedRecord& exported = one.second;
    CAPTURE(one.first);
    const Json bundle = bundle_of(exported);
    for (const Json& entry : bundle["entry"]) {
      const Json& meta = entry["resource"]["meta"];
      CHECK(meta.contains("security") == exported.record.practice);
      if (exported.record.practice) CHECK(meta["security"][0]["code"] == "HTEST");
    }
  }
}

TEST_CASE("fhir: the document is the PDF, with its SHA-1 and its SHA-256 (F-03, F-04)") {
  const Json document = only(bundle_of(all_kinds().at("signed")), "DocumentReference");
  const Json attachment = document["content"][0]["attachment"];
  const samples::PaperTrail::File file(kPdf);
  const std::string pdf = run("base64 -w 0 " + file.path()).output;
  CHECK(attachment["data"] == pdf);
  CHECK(attachment["size"] == kPdf.size());
  const std::string sha1 =
      run("openssl dgst -sha1 -binary " + file.path() + " | base64 -w 0").output;
  CHECK(attachment["hash"] == sha1);
  const std::string sha256 =
      run("sha256sum " + file.path() + " | cut -c 1-64 | tr -d '\\n'").output;
  CHECK(document["identifier"][0]["value"] == "urn:hash:sha256:" + sha256);
  CHECK(document["description"].get<std::string>().find(sha256) != std::string::npos);
}

TEST_CASE("fhir: who signed as what, the talk, the chart number") {
  const Json bundle = bundle_of(all_kinds().at("others"));
  const Json provenance = only(bundle, "Provenance");
  REQUIRE(provenance["signature"].size() == 3);
  std::set<std::string> codes;
  for (const Json& one : provenance["signature"]) codes.insert(one["type"][0]["code"]);
  CHECK(codes == std::set<std::string>{"1.2.840.10065.1.12.1.7", "1.2.840.10065.1.12.1.8",
                                       "1.2.840.10065.1.12.1.12"});
  CHECK(provenance["signature"][0]["who"]["display"] == "Tomás Núñez");
  CHECK(
      provenance["signature"][2]["who"]["display"] ==
      "Inés Castañeda (ID 40-771). By phone. A relative or friend, 18 or older by their own word. "
      "Why a relative: No trained interpreter in time (agreed by Maya Patel (nurse)).");
  // Typed, not drawn, and it says so.
  CHECK(provenance["signature"][2]["sigFormat"] == "text/plain");
  CHECK(candor::crypto::from_base64(std::string(provenance["signature"][2]["data"])) ==
        "Inés Castañeda\nA typed name (no drawing)");
  CHECK(only(bundle, "RelatedPerson")["relationship"][0]["text"] == "son, power of attorney");
  const Json patient = only(bundle, "Patient");
  CHECK(patient["identifier"][0]["value"] == "C-20931");
  CHECK(patient["birthDate"] == "1980-03-05");
  const Json consent = only(bundle, "Consent");
  CHECK(consent["verification"][0]["verified"] == false);
  CHECK(consent["text"]["div"].get<std::string>().find("Talk with clinician: not yet recorded") !=
        std::string::npos);

  const Json talked = bundle_of(all_kinds().at("talked"));
  for (const Json& entry : talked["entry"]) {
    if (entry["resource"]["resourceType"] != "Consent") continue;
    CHECK(entry["resource"]["verification"][0]["verified"] == true);
    CHECK(entry["resource"]["text"]["div"].get<std::string>().find(
              "Talk with clinician: recorded by Dr. Ada Okafor (clinician)") != std::string::npos);
  }
}

TEST_CASE("fhir: every reply of a statement is there, and which one stands") {
  const Json items = only(bundle_of(all_kinds().at("others")), "QuestionnaireResponse")["item"];
  const std::string all = items.dump();
  CHECK(items[0]["text"] == "I will not drive until the next day.");
  CHECK(items[0]["item"].back()["answer"][0]["valueCoding"]["code"] == "yes");
  CHECK(items[1]["item"].back()["answer"][0]["valueCoding"]["code"] == "no");
  CHECK(all.find("Has a question: I have a question") != std::string::npos);
  CHECK(all.find("No voy a manejar hasta el día siguiente.") != std::string::npos);
  CHECK(all.find("On the same evening") != std::string::npos);
}

TEST_CASE("fhir: the same record gives the same bytes, another one other ids") {
  const auto signed_one = all_kinds().at("signed");
  CHECK(*to_fhir(signed_one, kPdf) == *to_fhir(signed_one, kPdf));
  std::set<std::string> ids;
  std::size_t count = 0;
  for (const char* kind : {"signed", "declined", "on-paper", "talked"}) {
    if (std::string(kind) == "talked") continue;
    const Json bundle = bundle_of(all_kinds().at(kind));
    for (const Json& entry : bundle["entry"]) {
      ids.insert(entry["fullUrl"]);
      ++count;
    }
  }
  CHECK(ids.size() == count);
  ExportedRecord strange = signed_one;
  strange.record.id = "../etc";
  CHECK_FALSE(to_fhir(strange, kPdf));
}

TEST_CASE("fhir: independent validators accept every kind of bundle (F-03)") {
  const std::string validate = candor::fhir_tests::validators();
  const candor::support::TemporaryFolder folder;
  std::string files;
  for (const auto& [kind, exported] : all_kinds()) {
    const auto bytes = to_fhir(exported, kPdf);
    REQUIRE(bytes);
    const auto path = folder.path() / (kind + ".json");
    std::ofstream(path, std::ios::binary) << *bytes;
    files += path.string() + " ";
  }
  const auto ran = run(validate + files + "2>&1");
  CHECK_MESSAGE(ran.exit_code == 0, ran.output);
}

TEST_CASE("fhir: the validators find each of more than twenty broken bundles") {
  const std::string validate = candor::fhir_tests::validators();
  const auto bytes = to_fhir(all_kinds().at("others"), kPdf);
  REQUIRE(bytes);
  const samples::PaperTrail::File file(*bytes);
  const auto ran = run(validate + "--mutants " + file.path() + " 2>&1");
  CHECK_MESSAGE(ran.exit_code == 0, ran.output);
  int caught = 0;
  REQUIRE(std::sscanf(ran.output.c_str() + ran.output.rfind("caught"), "caught %d", &caught) == 1);
  CHECK(caught >= 20);
}
