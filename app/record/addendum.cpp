#include "record/addendum.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "record/fields.h"

namespace candor::record {

template <typename V>
void describe(V& v, Is<Addendum> auto& addendum) {
  v("id", addendum.id);
  v("kind", addendum.kind);
  v("refers_to", addendum.refers_to);
  v("blob_hash", addendum.blob_hash);
  v("by", addendum.by);
  v("role", addendum.role);
  v("said", addendum.said);
  v("at", addendum.at);
}

namespace {

constexpr std::string_view kKnown[] = {addendum_kind::kClinician,     addendum_kind::kWithdrawn,
                                       addendum_kind::kCorrected,     addendum_kind::kCopyGiven,
                                       addendum_kind::kRideConfirmed, addendum_kind::kFlagSettled,
                                       addendum_kind::kTeamTold};

constexpr std::string_view kTalkingRoles[] = {
    "clinician", "physician",  "nurse practitioner", "physician assistant",
    "nurse",     "pharmacist", "psychologist",       "dentist"};
constexpr std::string_view kDeskRoles[] = {"front desk", "records"};

/// How many letters must be added, taken away or exchanged (Levenshtein's distance).
std::size_t letters_to_change(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t exchanged = diagonal + (from[i - 1] == to[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, exchanged});
    }
  }
  return row.back();
}

bool is_digest(std::string_view hex) {
  return hex.size() == 64 && hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

bool is_addendum_kind(std::string_view kind) {
  return !kind.empty() && kind.size() <= 40 &&
         std::all_of(kind.begin(), kind.end(), [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
                  letter == '-';
         });
}

bool is_known_addendum_kind(std::string_view kind) {
  return std::find(std::begin(kKnown), std::end(kKnown), kind) != std::end(kKnown);
}

bool is_known_role(std::string_view role) {
  return is_desk_role(role) || std::find(std::begin(kTalkingRoles), std::end(kTalkingRoles),
                                         role) != std::end(kTalkingRoles);
}

bool is_desk_role(std::string_view role) {
  return std::find(std::begin(kDeskRoles), std::end(kDeskRoles), role) != std::end(kDeskRoles);
}

std::string_view nearest_addendum_kind(std::string_view kind) {
  return *std::min_element(std::begin(kKnown), std::end(kKnown),
                           [&](std::string_view a, std::string_view b) {
                             return letters_to_change(kind, a) < letters_to_change(kind, b);
                           });
}

Json to_json(const Addendum& addendum) {
  return Writer::object_of(addendum);
}

Result<Addendum> parse_addendum(std::string_view bytes, const std::string& where) {
  const auto json = parse_json(bytes, where, 16);
  if (!json) return fail(json);
  auto addendum = Reader::object_from<Addendum>(*json, where);
  if (!addendum) return fail(addendum);
  const auto wrong = [&where](const char* what) {
    return fail(ErrorCode::bad_format, what, where);
  };
  if (!is_addendum_kind(addendum->kind)) return wrong("\"kind\" is not a kind of addendum");
  if (!is_digest(addendum->blob_hash)) return wrong("\"blob_hash\" is not a SHA-256 in hex");
  if (!is_canonical(*json, bytes)) {
    return wrong("the addendum is not in the stored form (canonical JSON)");
  }
  return addendum;
}

}  // namespace candor::record
