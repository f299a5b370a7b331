#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "kiosk/practice.h"
#include "support/demonstration_keys.h"
#include "support/fakes.h"

namespace candor::kiosk {
namespace {

constexpr Date kToday{2026, 11, 21};

content::Pack ready_pack() {
  content::Pack pack;
  pack.review_by = {2027, 11, 1};
  pack.approvals = {{"Dr. Ruth Lee", "physician", "", "", "", "", "1"}};
  pack.languages = {
      {"en", "English", content::TranslationStatus::source, "", ""},
      {"es", "Español", content::TranslationStatus::reviewed, "R. Diaz", "2026-10-01"},
      {"ar", "العربية", content::TranslationStatus::draft, "", ""}};
  return pack;
}

Config ready_config() {
  Config config;
  config.staff = {{"Ana", "nurse", "$argon2id$x"}};
  return config;
}

bool has(const std::vector<std::string>& reasons, const std::string& words) {
  return std::any_of(reasons.begin(), reasons.end(), [&](const std::string& reason) {
    return reason.find(words) != std::string::npos;
  });
}

TEST_CASE("practice: real keys, approved content and a set-up clinic make it real") {
  const support::DemonstrationKeys keys;
  CHECK(practice_reasons(ready_pack(), ready_config(), keys.keyring(), kToday) ==
        std::vector<std::string>{"the keys are for demonstration"});
  keys::Keyring real = keys.keyring();
  real.demonstration = false;
  CHECK(practice_reasons(ready_pack(), ready_config(), real, kToday).empty());
}

TEST_CASE("practice: each missing thing is a reason of its own (P-14)") {
  const keys::Keyring keyring = support::DemonstrationKeys().keyring();
  auto pack = ready_pack();
  auto config = ready_config();
  const std::size_t before = practice_reasons(pack, config, keyring, kToday).size();
  pack.approvals.clear();
  CHECK(has(practice_reasons(pack, config, keyring, kToday), "approved"));
  pack.clinic.demonstration = true;
  CHECK(has(practice_reasons(pack, config, keyring, kToday), "demonstration"));
  pack.clinic.unset = {"phone", "after_hours"};
  CHECK(has(practice_reasons(pack, config, keyring, kToday), "'phone'"));
  CHECK(has(practice_reasons(pack, config, keyring, kToday), "'after_hours'"));
  config.staff.clear();
  CHECK(has(practice_reasons(pack, config, keyring, kToday), "staff"));
  CHECK(practice_reasons(pack, config, keyring, kToday).size() == before + 5);
}

TEST_CASE("practice: one approval is not enough where the clinic wants two") {
  const keys::Keyring keyring = support::DemonstrationKeys().keyring();
  auto pack = ready_pack();
  pack.clinic.approvals = 2;
  CHECK(has(practice_reasons(pack, ready_config(), keyring, kToday), "1 of 2 people"));
  pack.approvals.push_back({"Dr. Sam Ode", "physician", "", "", "", "", "2"});
  CHECK_FALSE(has(practice_reasons(pack, ready_config(), keyring, kToday), "people"));
}

TEST_CASE("practice: a passed review date stops real visits only where the clinic says so") {
  const keys::Keyring keyring = support::DemonstrationKeys().keyring();
  auto pack = ready_pack();
  pack.review_by = {2026, 11, 20};
  CHECK_FALSE(has(practice_reasons(pack, ready_config(), keyring, kToday), "reviewed"));
  pack.clinic.after_review = content::AfterReview::practice;
  CHECK(has(practice_reasons(pack, ready_config(), keyring, kToday), "reviewed by 2026-11-20"));
  pack.review_by = kToday;
  CHECK_FALSE(has(practice_reasons(pack, ready_config(), keyring, kToday), "reviewed"));
}

TEST_CASE(
    "practice: a draft is a reason, in the content or in the kiosk's own words, the source is none "
    "(F-06)") {
  const support::TemporaryFolder folder;
  const auto write = [&](const char* name, const char* bytes) {
    std::ofstream(folder.path() / name) << bytes;
  };
  write("en.json", R"({ "Sign": "Sign" })");
  write("es.json", R"({ "Sign": "Firmar" })");
  const auto reason = [&](const std::string& language) {
    return language_reason(ready_pack(), content::Words::load(folder.path()).value(), language);
  };
  CHECK(reason("en").empty());
  CHECK(reason("ar").find("draft") != std::string::npos);
  CHECK(reason("es").find("nobody has reviewed the kiosk's own words") != std::string::npos);
  write("reviewed.txt", "# who, when\nes: Dr. Rosa Diaz, 2027-01-15\n");
  CHECK(reason("es").empty());
  CHECK(reason("ar").find("draft") != std::string::npos);
  write("reviewed.txt", "es\n");
  CHECK_FALSE(content::Words::load(folder.path()));
}

}  // namespace
}  // namespace candor::kiosk
