#include "approval/approval.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/json.h"
#include "crypto/cms.h"

namespace candor::approval {
namespace {

constexpr int kFormat = 1;
constexpr std::size_t kLongestRole = 64;

bool is_line(const std::string& text) {
  return !text.empty() && text.size() <= kLongestRole &&
         std::none_of(text.begin(), text.end(),
                      [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

/// "2026-11-22T09:10:11.000-08:00": a signature knows whole seconds only.
std::string local_time(std::int64_t utc_s, int offset_minutes) {
  return iso_local({utc_s * 1000, 0, offset_minutes, {}});
}

/// A text property, or empty.
std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<std::string> sign(const content::Pack& pack, const keys::ClinicKey& person,
                         const std::string& role, const Moment& now) {
  if (!is_line(role)) {
    return fail(ErrorCode::bad_value, "the role is one line of 1 to 64 characters", "--role",
                "say what you are, for example physician");
  }
  const Json content = {{"approval", kFormat},
                        {"by", person.certificate.common_name()},
                        {"role", role},
                        {"pack", pack.id},
                        {"version", pack.version},
                        {"digest", pack.digest},
                        {"at", local_time(now.utc_ms / 1000, now.offset_minutes)},
                        {"utc_offset_minutes", now.offset_minutes}};
  return crypto::sign_cms(canonical(content), person.key, person.certificate, now.utc_ms / 1000);
}

Result<content::Approval> read(std::string_view der, const crypto::Certificate& ca,
                               const std::string& where) {
  const auto message = crypto::verify_cms(der, ca);
  if (!message) {
    return fail(message.error().code, message.error().what, where, "approve this version again");
  }
  if (const auto allowed = keys::check_signer_role(message->signer, keys::Role::clinician);
      !allowed) {
    return fail(ErrorCode::refused, allowed.error().what, where,
                "only the key of a clinician approves content");
  }
  const auto json = parse_json(message->content, where, 4);
  if (!json) return fail(json);
  const auto not_one = [&where](const char* what) {
    return fail(ErrorCode::bad_format, what, where, "approve this version again");
  };
  constexpr std::size_t kProperties = 8;
  if (!json->is_object() || json->size() != kProperties ||
      json->value("approval", Json()) != Json(kFormat) || canonical(*json) != message->content) {
    return not_one("what is signed here is not an approval that this Candor knows");
  }
  content::Approval approval;
  approval.by = text_of(*json, "by");
  approval.role = text_of(*json, "role");
  approval.pack = text_of(*json, "pack");
  approval.version = text_of(*json, "version");
  approval.digest = text_of(*json, "digest");
  approval.at = text_of(*json, "at");
  approval.key_id = message->signer.key_id();
  if (approval.by != message->signer.common_name()) {
    return not_one("the name in this approval is not the signer's");
  }
  if (!is_line(approval.role) || approval.digest.empty()) {
    return not_one("this approval is not complete");
  }
  const auto offset = json->find("utc_offset_minutes");
  constexpr int kFurthest = 14 * 60;
  if (offset == json->end() || !offset->is_number_integer() || *offset < -kFurthest ||
      *offset > kFurthest || approval.at != local_time(message->signed_at_s, offset->get<int>())) {
    return not_one("the time in this approval is not the signature's");
  }
  return approval;
}

Judged judge(const content::Pack& pack, const crypto::Certificate& ca) {
  Judged judged;
  std::set<std::string> people;
  for (const auto& [name, der] : pack.approval_files) {
    auto approval = read(der, ca, name);
    if (!approval) {
      judged.problems.push_back(name + ": " + approval.error().what);
    } else if (approval->pack != pack.id || approval->digest != pack.digest) {
      judged.problems.push_back(name + ": " + approval->by + " approved version " +
                                approval->version + " as it was on " + approval->at.substr(0, 10) +
                                "; something was changed since");
    } else if (people.insert(approval->key_id).second) {
      judged.sound.push_back(*std::move(approval));
    }
  }
  return judged;
}

std::shared_ptr<const content::Pack> with_approvals(const content::Pack& pack, Judged judged) {
  auto approved = std::make_shared<content::Pack>(pack);
  approved->approvals = std::move(judged.sound);
  return approved;
}

std::string file_name(const crypto::Certificate& person) {
  constexpr std::size_t kDigits = 16;
  return person.key_id().substr(0, kDigits) + ".cms";
}

}  // namespace candor::approval
