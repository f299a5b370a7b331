#include "record/addendum.h"

#include <algorithm>

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
  const auto known = {addendum_kind::kClinician, addendum_kind::kWithdrawn,
                      addendum_kind::kCorrected, addendum_kind::kCopyGiven,
                      addendum_kind::kRideConfirmed};
  return std::find(known.begin(), known.end(), kind) != known.end();
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
  if (canonical(*json) != bytes) {
    return wrong("the addendum is not in the stored form (canonical JSON)");
  }
  return addendum;
}

}  // namespace candor::record
