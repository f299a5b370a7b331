#include "office/contents.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "base/iso_date.h"
#include "base/json.h"
#include "crypto/crypto.h"
#include "record/stored_pack.h"

namespace candor::office {
namespace {

using record::EntryKind;

enum class Type : std::uint8_t { text, whole, moment };

struct Property {
  std::string_view name;
  Type type = Type::text;
  bool is_needed = true;
};

/// As FORMAT.md lists them, without `id`.
std::vector<Property> properties_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::opened:
      return {{"visit"}};
    case EntryKind::flag_now:
      return {{"visit"}, {"flag", Type::whole}, {"page"}, {"block"}, {"reason"}};
    case EntryKind::staff_act:
      return {{"visit"}, {"act"}, {"by"}, {"as"}, {"tries", Type::whole, false}};
    case EntryKind::clock_jump:
      return {{"before", Type::moment}, {"after", Type::moment}};
    case EntryKind::backup:
      return {{"seq", Type::whole}, {"chain"}};
    case EntryKind::expired:
      return {{"entry"}, {"kept_until"}};
    case EntryKind::pack:
    case EntryKind::record:
    case EntryKind::addendum:
      return {};
  }
  return {};
}

bool is_moment(const Json& value) {
  return value.is_object() && value.size() == 4 && value.contains("utc_ms") &&
         value.at("utc_ms").is_number_integer() && value.contains("offset_minutes") &&
         value.at("offset_minutes").is_number_integer() && value.contains("steady_ms") &&
         value.at("steady_ms").is_number_integer() && value.contains("zone") &&
         value.at("zone").is_string();
}

bool is_of(const Json& value, Type type) {
  switch (type) {
    case Type::text:
      return value.is_string();
    case Type::whole:
      return value.is_number_integer();
    case Type::moment:
      return is_moment(value);
  }
  return false;
}

std::string quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

std::optional<std::string> wrong_property(EntryKind kind, const Json& content) {
  std::vector<Property> wanted = properties_of(kind);
  wanted.push_back({"id"});
  std::size_t known = 0;
  for (const Property& each : wanted) {
    const auto found = content.find(each.name);
    if (found == content.end()) {
      if (each.is_needed) return "its content has no " + quoted(each.name);
      continue;
    }
    ++known;
    if (!is_of(*found, each.type)) {
      return quoted(each.name) + " in its content is not as it should be";
    }
  }
  if (known != content.size()) return "its content has a property that is not known";
  return std::nullopt;
}

/// The least number of years that any pack may set (45 CFR 164.316(b)(2)(i)).
constexpr int kLeastYears = 6;

/// Whether a header lets its record end before any pack would.
bool ends_too_early(const record::Header& header, const record::Record& record) {
  if (header.keep_until.empty()) return false;
  const Date day = local_date(record.ended);
  return header.keep_until < iso_date(record::keep_until(day, record.patient.birth, kLeastYears));
}

std::string listed(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

}  // namespace

std::optional<std::string> problem_in_content(const record::Header& header, const Json& content,
                                              const std::optional<record::Header>& ended) {
  if (header.kind == EntryKind::pack) {
    const auto pack = record::stored_pack_of(content, "");
    if (!pack) return pack.error().what;
    return std::nullopt;
  }
  if (auto wrong = wrong_property(header.kind, content)) return wrong;
  if (content.contains("visit") && content.at("visit") != header.visit) {
    return "its header names another visit than its content";
  }
  if (header.kind != EntryKind::expired) return std::nullopt;
  if (content.at("entry") != header.refers_to) {
    return "its header ends another entry than its content";
  }
  if (!ended) return "it ends an entry that is not there";
  if (content.at("kept_until") != ended->keep_until) {
    return "it says that the entry was to be kept until " +
           content.at("kept_until").get<std::string>() + ", and that one says " + ended->keep_until;
  }
  return std::nullopt;
}

std::optional<std::string> contradiction(const record::Header& header,
                                         const record::Record& record) {
  const auto differs = [](const char* what, const std::string& in_header,
                          const std::string& in_record) {
    return std::string("its header says another ") + what + " (" + in_header +
           ") than its record (" + in_record + ")";
  };
  if (header.visit != record.visit) return differs("visit", header.visit, record.visit);
  // A header may leave these two out: the first ledgers did. They knew of no open flags.
  if (!header.episode.empty() && header.episode != record.episode) {
    return differs("episode", header.episode, record.episode);
  }
  const bool has_open_flag = std::find(record.waiting_for.begin(), record.waiting_for.end(),
                                       "flag") != record.waiting_for.end();
  if ((!header.waiting_for.empty() || has_open_flag) && header.waiting_for != record.waiting_for) {
    return differs("list of what is owed", listed(header.waiting_for), listed(record.waiting_for));
  }
  if (header.kiosk != record.kiosk) return differs("kiosk", header.kiosk, record.kiosk);
  if (header.outcome != record.outcome) return differs("outcome", header.outcome, record.outcome);
  if (!header.refers_to.empty()) return "its header refers to another entry; a record does not";
  if (ends_too_early(header, record)) {
    return "its header says that it must be kept until " + header.keep_until +
           ", which is less than " + std::to_string(kLeastYears) + " years after its visit";
  }
  return std::nullopt;
}

std::optional<std::string> other_words(const record::Record& record) {
  for (const record::Shown& one : record.shown) {
    if (crypto::sha256_hex(one.text) != one.digest) {
      return "the words of " + one.page + "/" + one.block + " in " + one.language +
             " are not those of their digest: they were changed later, or the content was changed "
             "during the visit";
    }
  }
  return std::nullopt;
}

}  // namespace candor::office
