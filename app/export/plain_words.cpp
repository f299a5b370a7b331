#include "export/plain_words.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace candor::exporting {

namespace {

struct Entry {
  std::string_view code;
  std::string_view words;
};

template <std::size_t Size>
std::string look_up(const std::array<Entry, Size>& entries, const std::string& code) {
  for (const Entry& entry : entries) {
    if (entry.code == code) return std::string(entry.words);
  }
  return code;
}

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

int seconds_of(const Moment& moment) {
  std::int64_t const seconds = moment.utc_ms / 1000 - (moment.utc_ms % 1000 < 0 ? 1 : 0);
  return static_cast<int>(((seconds % 60) + 60) % 60);
}

std::string month_day_year(const Date& date) {
  if (date.month < 1 || date.month > 12) return iso_date(date);
  return fmt::format("{} {}, {}", kMonths[static_cast<std::size_t>(date.month - 1)], date.day,
                     date.year);
}

std::string_view primary(std::string_view tag) {
  return tag.substr(0, tag.find_first_of("-_"));
}

}  // namespace

std::string long_time(const Moment& moment) {
  const TimeOfDay time = local_time(moment);
  const int hour = time.hour % 12 == 0 ? 12 : time.hour % 12;
  std::string words = fmt::format("{}, {}:{:02}:{:02} {}, {}", month_day_year(local_date(moment)),
                                  hour, time.minute, seconds_of(moment),
                                  time.hour < 12 ? "AM" : "PM", offset_text(moment.offset_minutes));
  if (!moment.zone.empty()) words += " (" + moment.zone + ")";
  return words;
}

std::string clock_time(const Moment& moment) {
  const TimeOfDay time = local_time(moment);
  return fmt::format("{:02}:{:02}:{:02}", time.hour, time.minute, seconds_of(moment));
}

std::string short_time(const Moment& moment) {
  return fmt::format("{} {} {}", iso_date(local_date(moment)), clock_time(moment),
                     offset_text(moment.offset_minutes));
}

std::string utc_time(const Moment& moment) {
  Moment utc = moment;
  utc.offset_minutes = 0;
  const TimeOfDay time = local_time(utc);
  return fmt::format("{} {:02}:{:02}:{:02} UTC", iso_date(local_date(utc)), time.hour, time.minute,
                     seconds_of(utc));
}

std::string date_words(const Date& date) {
  if (date == Date{}) return "not given";
  return month_day_year(date) + " (" + iso_date(date) + ")";
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string duration_words(std::int64_t milliseconds) {
  std::int64_t const seconds = (milliseconds + 500) / 1000;
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  return fmt::format("{} h {} min", seconds / 3600, seconds % 3600 / 60);
}

std::string language_words(const std::string& tag) {
  constexpr std::array<Entry, 22> kNames = {
      {{"en", "English"},        {"es", "Spanish"},    {"zh", "Chinese"}, {"vi", "Vietnamese"},
       {"tl", "Tagalog"},        {"ko", "Korean"},     {"ar", "Arabic"},  {"fr", "French"},
       {"ht", "Haitian Creole"}, {"pt", "Portuguese"}, {"ru", "Russian"}, {"uk", "Ukrainian"},
       {"de", "German"},         {"it", "Italian"},    {"pl", "Polish"},  {"fa", "Persian"},
       {"hi", "Hindi"},          {"bn", "Bengali"},    {"ur", "Urdu"},    {"ja", "Japanese"},
       {"so", "Somali"},         {"el", "Greek"}}};
  if (tag.empty()) return "not chosen";
  std::string const name = look_up(kNames, std::string(primary(tag)));
  return name == primary(tag) ? tag : name + " (" + tag + ")";
}

bool same_language(std::string_view a, std::string_view b) {
  return primary(a) == primary(b);
}

std::string outcome_title(const std::string& outcome) {
  constexpr std::array<Entry, 5> kTitles = {{
      {"signed", "Consent, signed"},
      {"declined", "Treatment declined. Not a consent"},
      {"on-paper", "Continued on paper. Not a consent"},
      {"stopped-by-staff", "Stopped by staff. Not a consent"},
      {"unfinished", "Not finished. Not a consent"},
  }};
  std::string const title = look_up(kTitles, outcome);
  return title == outcome ? "Outcome: " + outcome + ". Not a consent" : title;
}

std::string reply_words(const std::string& reply) {
  constexpr std::array<Entry, 4> kReplies = {{{"yes", "Yes"},
                                              {"no", "No"},
                                              {"question", "Has a question"},
                                              {"not-applicable", "Does not apply"}}};
  return look_up(kReplies, reply);
}

std::string at_screen_words(const std::string& at_screen) {
  constexpr std::array<Entry, 4> kWho = {{{"patient", "The patient"},
                                          {"parent", "A parent or guardian"},
                                          {"representative", "A legal representative"},
                                          {"helper", "The patient, with someone helping"}}};
  return look_up(kWho, at_screen);
}

std::string cause_words(const std::string& cause) {
  constexpr std::array<Entry, 9> kCauses = {{{"question", "Asked staff a question"},
                                             {"choice", "A screening answer"},
                                             {"ride", "The ride home"},
                                             {"check", "A check missed twice"},
                                             {"statement", "A reply to a statement"},
                                             {"interpreter", "Asked for an interpreter"},
                                             {"representative", "A representative at the screen"},
                                             {"minor", "Below the minimum age"},
                                             {"talk", "Asked to talk to a nurse"}}};
  return look_up(kCauses, cause);
}

std::string role_words(const std::string& role) {
  constexpr std::array<Entry, 5> kRoles = {{{"patient", "Patient"},
                                            {"representative", "Representative"},
                                            {"witness", "Witness"},
                                            {"interpreter", "Interpreter"},
                                            {"clinician", "Clinician"}}};
  return look_up(kRoles, role);
}

std::string how_words(const std::string& how) {
  constexpr std::array<Entry, 4> kHow = {
      {{"drawn", "Drawn on the screen"},
       {"mark", "A mark made on the screen (not a written name)"},
       {"typed", "A typed name (no drawing)"},
       {"confirmed", "The printed name, confirmed by a key, switch or touch (no drawing)"}}};
  return look_up(kHow, how);
}

std::string presence_words(const std::string& presence) {
  constexpr std::array<Entry, 3> kPresence = {
      {{"here", "In the room"}, {"phone", "By phone"}, {"video", "By video"}}};
  return look_up(kPresence, presence);
}

std::string interpreter_words(const std::string& kind) {
  constexpr std::array<Entry, 2> kKinds = {
      {{"trained", "A trained interpreter"},
       {"relative", "A relative or friend, 18 or older by their own word"}}};
  return look_up(kKinds, kind);
}

std::string size_words(const std::string& size) {
  constexpr std::array<Entry, 4> kSizes = {{{"small", "small text"},
                                            {"medium", "medium text"},
                                            {"large", "large text"},
                                            {"largest", "largest text"}}};
  return look_up(kSizes, size);
}

std::string waiting_words(const std::string& waiting_for) {
  constexpr std::array<Entry, 4> kWaiting = {
      {{"clinician", "the clinician's talk with the patient"},
       {"copy", "a copy for the patient (owed until given)"},
       {"flag", "staff to deal with what was still open when the visit ended"},
       {"team", "the treatment team, and whoever holds a copy, to be told of the withdrawal"}}};
  return look_up(kWaiting, waiting_for);
}

std::string addendum_words(const std::string& kind) {
  constexpr std::array<Entry, 7> kKinds = {
      {{"clinician", "The clinician talked with the patient"},
       {"withdrawn", "The decision was withdrawn"},
       {"corrected", "A correction"},
       {"copy-given", "The patient was given a copy"},
       {"ride-confirmed", "The ride home was confirmed"},
       {"flag-settled", "Staff dealt with what was still open"},
       {"team-told", "The treatment team was told of the withdrawal"}}};
  const std::string words = look_up(kKinds, kind);
  return words == kind ? "Addendum: " + kind : words;
}

std::string source_words(const std::string& source) {
  constexpr std::array<Entry, 3> kSources = {
      {{"patient", "given by the patient"}, {"staff", "entered by staff"}, {"scanned", "scanned"}}};
  return look_up(kSources, source);
}

std::string yes_or_no(bool value) {
  return value ? "yes" : "no";
}

}  // namespace candor::exporting
