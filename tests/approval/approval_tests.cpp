#include <doctest/doctest.h>

#include <algorithm>

#include "approval/approval.h"
#include "base/json.h"
#include "crypto/cms.h"
#include "support/demonstration_keys.h"
#include "support/fakes.h"

namespace candor::approval {
namespace {

using support::DemonstrationKeys;

const Moment kNow{support::kDemonstrationNow * 1000 + 250, 0, -480, "America/Los_Angeles"};

content::Pack sample() {
  content::Pack pack;
  pack.id = "knee-camera";
  pack.version = "1.4.0";
  pack.digest = std::string(64, 'd');
  return pack;
}

content::Pack signed_by(const keys::ClinicKey& person, content::Pack pack) {
  const auto der = sign(pack, person, "physician", kNow);
  REQUIRE(der);
  pack.approval_files["approvals/" + file_name(person.certificate)] = *der;
  return pack;
}

bool tells(const Judged& judged, const std::string& words) {
  return std::any_of(
      judged.problems.begin(), judged.problems.end(),
      [&](const std::string& problem) { return problem.find(words) != std::string::npos; });
}

TEST_CASE("approval: a clinician's signature on this version counts, with name, role and time") {
  const DemonstrationKeys keys;
  const auto person = keys.enroll("Dr. Ruth Lee");
  const content::Pack pack = signed_by(person, sample());
  const Judged judged = judge(pack, keys.keyring().ca);
  REQUIRE(judged.sound.size() == 1);
  CHECK(judged.problems.empty());
  CHECK(judged.sound[0].by == "Dr. Ruth Lee");
  CHECK(judged.sound[0].role == "physician");
  CHECK(judged.sound[0].at == "2026-11-21T08:30:00.000-08:00");
  CHECK(judged.sound[0].key_id == person.certificate.key_id());
  CHECK(with_approvals(pack, judged)->is_approved());
}

TEST_CASE("approval: one changed byte of the pack, and it lapses (P-14)") {
  const DemonstrationKeys keys;
  content::Pack pack = signed_by(keys.enroll("Dr. Ruth Lee"), sample());
  pack.digest[63] = 'e';
  const Judged judged = judge(pack, keys.keyring().ca);
  CHECK(judged.sound.empty());
  CHECK(tells(judged, "Dr. Ruth Lee approved version 1.4.0 as it was on 2026-11-21"));
  CHECK_FALSE(with_approvals(pack, judged)->is_approved());
}

TEST_CASE("approval: an approval of another pack does not count") {
  const DemonstrationKeys keys;
  content::Pack pack = signed_by(keys.enroll("Dr. Ruth Lee"), sample());
  pack.id = "shoulder-camera";
  CHECK(judge(pack, keys.keyring().ca).sound.empty());
}

TEST_CASE("approval: only a clinician of this clinic approves") {
  const DemonstrationKeys keys;
  const DemonstrationKeys others;
  const auto stranger = others.enroll("Dr. Ruth Lee");
  const Judged foreign = judge(signed_by(stranger, sample()), keys.keyring().ca);
  CHECK(foreign.sound.empty());
  CHECK(foreign.problems.size() == 1);
  const auto archive = keys.clinic_key(keys::Role::archive);
  const Judged machine = judge(signed_by(archive, sample()), keys.keyring().ca);
  CHECK(machine.sound.empty());
  CHECK(machine.problems.size() == 1);
}

TEST_CASE("approval: one person who signs twice is one person, two people are two") {
  const DemonstrationKeys keys;
  const auto lee = keys.enroll("Dr. Ruth Lee");
  content::Pack pack = sample();
  pack.clinic.approvals = 2;
  pack = signed_by(lee, std::move(pack));
  pack.approval_files["approvals/again.cms"] = sign(pack, lee, "owner", kNow).value();
  CHECK(judge(pack, keys.keyring().ca).sound.size() == 1);
  CHECK_FALSE(with_approvals(pack, judge(pack, keys.keyring().ca))->is_approved());
  pack = signed_by(keys.enroll("Dr. Sam Ode"), std::move(pack));
  CHECK(judge(pack, keys.keyring().ca).sound.size() == 2);
  CHECK(with_approvals(pack, judge(pack, keys.keyring().ca))->is_approved());
}

TEST_CASE("approval: every flipped bit of the file takes it away") {
  const DemonstrationKeys keys;
  const auto person = keys.enroll("Dr. Ruth Lee");
  const std::string der = sign(sample(), person, "physician", kNow).value();
  const auto ca = keys.keyring().ca;
  const auto good = read(der, ca, "file");
  REQUIRE(good);
  for (std::size_t at = 0; at < der.size(); ++at) {
    for (const int bit : {0, 3, 7}) {
      std::string damaged = der;
      damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^
                                      (1U << static_cast<unsigned>(bit)));
      const auto back = read(damaged, ca, "file");
      // The same words by the same signer would be no harm; nothing else may come back.
      if (back) CHECK(*back == *good);
    }
  }
  CHECK_FALSE(read(der + "x", ca, "file"));
  CHECK_FALSE(read("", ca, "file"));
  CHECK_FALSE(read(der.substr(0, der.size() / 2), ca, "file"));
}

TEST_CASE("approval: what a clinician signed for another purpose is no approval") {
  const DemonstrationKeys keys;
  const auto person = keys.enroll("Dr. Ruth Lee");
  const auto ca = keys.keyring().ca;
  const auto message = [&](const Json& json) {
    return crypto::sign_cms(canonical(json), person.key, person.certificate, kNow.utc_ms / 1000)
        .value();
  };
  Json good = {{"approval", 1},
               {"by", "Dr. Ruth Lee"},
               {"role", "physician"},
               {"pack", "knee-camera"},
               {"version", "1.4.0"},
               {"digest", std::string(64, 'd')},
               {"at", "2026-11-21T08:30:00.000-08:00"},
               {"utc_offset_minutes", -480}};
  REQUIRE(read(message(good), ca, "file"));
  CHECK_FALSE(read(message({{"kind", "withdrawn"}}), ca, "file"));
  for (const auto& [name, value] : {std::pair<const char*, Json>{"approval", 2},
                                    {"by", "Dr. Sam Ode"},
                                    {"role", ""},
                                    {"at", "2026-11-21T09:30:00.000-08:00"},
                                    {"utc_offset_minutes", 0},
                                    {"digest", ""}}) {
    Json wrong = good;
    wrong[name] = value;
    CHECK_FALSE(read(message(wrong), ca, "file"));
  }
  good["extra"] = 1;
  CHECK_FALSE(read(message(good), ca, "file"));
}

TEST_CASE("approval: a role of no words, or of several lines, is refused in words") {
  const DemonstrationKeys keys;
  const auto person = keys.enroll("Dr. Ruth Lee");
  for (const char* role : {"", "physician\nand owner"}) {
    const auto signature = sign(sample(), person, role, kNow);
    REQUIRE_FALSE(signature);
    CHECK(signature.error().code == ErrorCode::bad_value);
  }
}

}  // namespace
}  // namespace candor::approval
