#include "kiosk/practice.h"

#include <fmt/format.h>

namespace candor::kiosk {

std::vector<std::string> content_reasons(const content::Pack& pack, const Date& today) {
  std::vector<std::string> reasons;
  if (pack.approvals.empty()) {
    reasons.emplace_back("no clinician has approved this content");
  } else if (!pack.is_approved()) {
    reasons.push_back(fmt::format("{} of {} people have approved this content",
                                  pack.approvals.size(), pack.clinic.approvals));
  }
  if (pack.clinic.after_review == content::AfterReview::practice && pack.review_by < today) {
    reasons.push_back("the content should have been reviewed by " + iso_date(pack.review_by));
  }
  if (pack.clinic.demonstration) reasons.emplace_back("the clinic is a demonstration");
  for (const std::string& value : pack.clinic.unset) {
    reasons.push_back("the clinic's value '" + value + "' is not set");
  }
  return reasons;
}

std::vector<std::string> practice_reasons(const content::Pack& pack, const Config& config,
                                          const keys::Keyring& keyring, const Date& today) {
  std::vector<std::string> reasons = content_reasons(pack, today);
  if (config.staff.empty()) reasons.emplace_back("no staff are set up");
  if (keyring.demonstration) reasons.emplace_back("the keys are for demonstration");
  return reasons;
}

std::string language_reason(const content::Pack& pack, const content::Words& words,
                            const std::string& language) {
  for (const content::Language& offered : pack.languages) {
    if (offered.tag != language || offered.status != content::TranslationStatus::draft) continue;
    return "the translation '" + language + "' is a draft and no interpreter has signed";
  }
  if (!language.empty() && !words.is_reviewed(language)) {
    return "nobody has reviewed the kiosk's own words in '" + language +
           "' and no interpreter has signed";
  }
  return {};
}

}  // namespace candor::kiosk
