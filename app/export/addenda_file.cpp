#include "export/addenda_file.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/json.h"
#include "record/seal.h"

namespace candor::exporting {

namespace {

constexpr int kAddendaFormat = 1;

bool are_to_one_record(const std::vector<record::Addendum>& addenda) {
  return std::all_of(addenda.begin(), addenda.end(), [&](const record::Addendum& one) {
    return one.refers_to == addenda.front().refers_to && one.blob_hash == addenda.front().blob_hash;
  });
}

}  // namespace

bool is_withdrawn(const std::vector<record::Addendum>& addenda) {
  return std::any_of(addenda.begin(), addenda.end(), [](const record::Addendum& one) {
    return one.kind == record::addendum_kind::kWithdrawn;
  });
}

namespace {

Json addenda_json(const std::vector<record::Addendum>& addenda) {
  CANDOR_CHECK(!addenda.empty() && are_to_one_record(addenda));
  Json list = Json::array();
  for (const record::Addendum& one : addenda) list.push_back(record::to_json(one));
  return {{"format", kAddendaFormat},
          {"record", addenda.front().refers_to},
          {"blob_hash", addenda.front().blob_hash},
          {"withdrawn", is_withdrawn(addenda)},
          {"addenda", std::move(list)}};
}

}  // namespace

std::string addenda_text(const std::vector<record::Addendum>& addenda, OfficeLedger office_ledger) {
  Json json = addenda_json(addenda);
  json["office_ledger"] = office_ledger_word(office_ledger);
  return canonical(json);
}

Result<std::vector<record::Addendum>> parse_addenda(std::string_view bytes,
                                                    const std::string& where) {
  const auto json = parse_json(bytes, where, 16);
  if (!json) return fail(json);
  const auto wrong = [&where](const char* what) {
    return fail(ErrorCode::bad_format, what, where);
  };
  if (!json->is_object() || !is_plain(*json)) return wrong("this is no list of addenda");
  const auto format = json->find("format");
  if (format != json->end() && format->is_number_integer() && *format > kAddendaFormat) {
    return fail(ErrorCode::newer_version, "these addenda were written by a newer Candor", where,
                "read them with that version");
  }
  const auto list = json->find("addenda");
  if (list == json->end() || !list->is_array() || list->empty()) {
    return wrong("there are no addenda in it");
  }
  std::vector<record::Addendum> addenda;
  for (const Json& one : *list) {
    auto addendum = record::parse_addendum(
        canonical(one), where + ": addendum " + std::to_string(addenda.size() + 1));
    if (!addendum) return fail(addendum);
    addenda.push_back(*std::move(addendum));
  }
  if (!are_to_one_record(addenda)) return wrong("its addenda are not to one and the same record");
  // Written again it must be the same: so nothing unknown, missing or twice is in it.
  if (addenda_text(addenda, OfficeLedger::seen) != bytes &&
      addenda_text(addenda, OfficeLedger::not_beside) != bytes &&
      canonical(addenda_json(addenda)) != bytes) {
    return wrong("its list of addenda is not in the form that Candor writes");
  }
  return addenda;
}

}  // namespace candor::exporting
