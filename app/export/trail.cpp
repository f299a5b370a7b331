#include "export/trail.h"

#include <fmt/core.h>

#include <iterator>

#include "export/csv.h"
#include "record/record.h"

namespace candor::exporting {

namespace {

using record::EntryKind;

/// A text of the content; empty: it has none of that name.
std::string text_in(const TrailEntry& entry, const char* name) {
  const auto found = entry.content.find(name);
  return found != entry.content.end() && found->is_string() ? found->get<std::string>()
                                                            : std::string();
}

std::int64_t whole_in(const TrailEntry& entry, const char* name) {
  const auto found = entry.content.find(name);
  return found != entry.content.end() && found->is_number_integer() ? found->get<std::int64_t>()
                                                                    : 0;
}

std::size_t count_in(const TrailEntry& entry, const char* name) {
  const auto found = entry.content.find(name);
  return found != entry.content.end() && found->is_array() ? found->size() : 0;
}

std::string moment_in(const TrailEntry& entry, const char* name) {
  const auto found = entry.content.find(name);
  if (found == entry.content.end() || !found->is_object()) return {};
  Moment moment;
  moment.utc_ms = found->value("utc_ms", std::int64_t{0});
  moment.offset_minutes = found->value("offset_minutes", 0);
  return iso_local(moment);
}

/// "urgent flag 2 at about/risk: chest pain".
std::string flag_words(const TrailEntry& entry) {
  const std::string page = text_in(entry, "page");
  const std::string place =
      page.empty() ? std::string() : " at " + page + "/" + text_in(entry, "block");
  return fmt::format("urgent flag {}{}: {}", whole_in(entry, "flag"), place,
                     text_in(entry, "reason"));
}

std::string act_words(const TrailEntry& entry) {
  std::string act = text_in(entry, "act");
  if (act == "wrong-pins") {
    const std::int64_t tries = whole_in(entry, "tries");
    return fmt::format("{} wrong {} in a row at the staff door", tries,
                       tries == 1 ? "PIN" : "PINs");
  }
  if (act == "saw-lost-visit") return "saw that this visit has no outcome";
  if (act == "help-asked") return "the patient asked for staff after the visit's outcome";
  if (act == "help-answered") return "came to the patient who had asked";
  return act;
}

std::string pack_words(const TrailEntry& entry) {
  const std::size_t approvals = count_in(entry, "approvals");
  return fmt::format("what patients saw from now on: {} {}, {} {}, digest {}",
                     text_in(entry, "pack"), text_in(entry, "version"), approvals,
                     approvals == 1 ? "approval" : "approvals", text_in(entry, "digest"));
}

std::string what(const TrailEntry& entry) {
  const record::Header& header = entry.header;
  // The header is in the clear, and the chain vouches for it: so much is known of any entry.
  if (header.kind == EntryKind::record) return "the visit ended: " + header.outcome;
  if (entry.state != TrailContent::opened) return header.outcome;
  switch (header.kind) {
    case EntryKind::opened:
      return "a visit began";
    case EntryKind::record:
      return {};
    case EntryKind::flag_now:
      return flag_words(entry);
    case EntryKind::addendum: {
      const std::string said = text_in(entry, "said");
      return text_in(entry, "kind") + (said.empty() ? "" : ": " + said);
    }
    case EntryKind::staff_act:
      return act_words(entry);
    case EntryKind::pack:
      return pack_words(entry);
    case EntryKind::clock_jump:
      return "the clock was set from " + moment_in(entry, "before") + " to " +
             moment_in(entry, "after");
    case EntryKind::backup:
      return fmt::format("a backup up to entry {}", whole_in(entry, "seq"));
    case EntryKind::expired:
      return "was to be kept until " + text_in(entry, "kept_until") + "; its content was erased";
  }
  return {};
}

const char* word_of(TrailContent state) {
  switch (state) {
    case TrailContent::opened:
      return "opened";
    case TrailContent::apart:
      return "apart";
    case TrailContent::erased:
      return "erased";
    case TrailContent::damaged:
      return "damaged";
  }
  return "";
}

struct Column {
  const char* name;
  std::string (*value)(const TrailEntry& entry);
};

// New columns are added at the end: the others never change their names, places or meanings.
constexpr Column kColumns[] = {
    {"number", [](const TrailEntry& e) { return std::to_string(e.number); }},
    {"at", [](const TrailEntry& e) { return iso_local(e.header.created); }},
    {"kind", [](const TrailEntry& e) { return record::to_string(e.header.kind); }},
    {"who", [](const TrailEntry& e) { return text_in(e, "by"); }},
    {"role",
     [](const TrailEntry& e) {
       return text_in(e, e.header.kind == EntryKind::addendum ? "role" : "as");
     }},
    {"what", [](const TrailEntry& e) { return what(e); }},
    {"kiosk", [](const TrailEntry& e) { return e.header.kiosk; }},
    {"visit", [](const TrailEntry& e) { return e.header.visit; }},
    {"refers_to", [](const TrailEntry& e) { return e.header.refers_to; }},
    {"id", [](const TrailEntry& e) { return e.header.id; }},
    {"content", [](const TrailEntry& e) { return std::string(word_of(e.state)); }},
    {"proof_code", [](const TrailEntry& e) { return record::proof_code(e.chain); }},
};

}  // namespace

std::string trail_heading() {
  return csv_row(kColumns, [](const Column& column) { return std::string(column.name); }) + "\r\n";
}

std::string trail_row(const TrailEntry& entry) {
  return csv_row(kColumns, [&](const Column& column) { return column.value(entry); }) + "\r\n";
}

}  // namespace candor::exporting
