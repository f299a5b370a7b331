#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/practice.h"
#include "support/demonstration_keys.h"

namespace candor::kiosk {
namespace {

content::Pack ready_pack() {
  content::Pack pack;
  pack.approved = true;
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
  CHECK(practice_reasons(ready_pack(), ready_config(), keys.keyring()) ==
        std::vector<std::string>{"the keys are for demonstration"});
  keys::Keyring real = keys.keyring();
  real.demonstration = false;
  CHECK(practice_reasons(ready_pack(), ready_config(), real).empty());
}

TEST_CASE("practice: each missing thing is a reason of its own (P-14)") {
  const keys::Keyring keyring = support::DemonstrationKeys().keyring();
  auto pack = ready_pack();
  auto config = ready_config();
  const std::size_t before = practice_reasons(pack, config, keyring).size();
  pack.approved = false;
  CHECK(has(practice_reasons(pack, config, keyring), "approved"));
  pack.clinic.demonstration = true;
  CHECK(has(practice_reasons(pack, config, keyring), "demonstration"));
  pack.clinic.unset = {"phone", "after_hours"};
  CHECK(has(practice_reasons(pack, config, keyring), "'phone'"));
  CHECK(has(practice_reasons(pack, config, keyring), "'after_hours'"));
  config.staff.clear();
  CHECK(has(practice_reasons(pack, config, keyring), "staff"));
  CHECK(practice_reasons(pack, config, keyring).size() == before + 5);
}

TEST_CASE("practice: a draft translation is a reason, a reviewed one and the source are not") {
  CHECK(language_reason(ready_pack(), "en").empty());
  CHECK(language_reason(ready_pack(), "es").empty());
  CHECK(language_reason(ready_pack(), "ar").find("draft") != std::string::npos);
}

}  // namespace
}  // namespace candor::kiosk
