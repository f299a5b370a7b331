// Whether the clinic's values agree with each other: an example by the clock with the hours that it
// is an example of.
#include <fmt/format.h>

#include <optional>
#include <string>

#include "rules/context.h"

namespace candor::rules {
namespace {

constexpr int kHour = 60;
constexpr int kDay = 24 * kHour;

/// A whole number of one or two digits at the start of `text`, which loses it.
std::optional<int> take_number(std::string& text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits < 1 || digits > 2) return std::nullopt;
  const int number = std::stoi(text.substr(0, digits));
  text.erase(0, digits);
  return number;
}

/// Minutes from midnight of "2 pm", "2:30 p.m.", "12 noon", "midnight" or "14:00".
std::optional<int> minutes_of(const std::string& value) {
  std::string rest;
  for (const char c : lower_case(value)) {
    if (c != ' ' && c != '.') rest += c;
  }
  if (rest == "noon") return kDay / 2;
  if (rest == "midnight") return 0;
  const auto hour = take_number(rest);
  if (!hour) return std::nullopt;
  int minute = 0;
  const bool has_minutes = rest.starts_with(':');
  if (has_minutes) {
    rest.erase(0, 1);
    const std::size_t before = rest.size();
    const auto read = take_number(rest);
    if (!read || *read >= kHour || before - rest.size() != 2) return std::nullopt;
    minute = *read;
  }
  if (rest.empty() && has_minutes && *hour < 24) return *hour * kHour + minute;
  if (*hour < 1 || *hour > 12) return std::nullopt;
  const int in_half = (*hour % 12) * kHour + minute;
  if (rest == "am" || (rest == "midnight" && in_half == 0)) return in_half;
  if (rest == "pm" || (rest == "noon" && in_half == 0)) return in_half + kDay / 2;
  return std::nullopt;
}

/// "6 am", "12 noon", "1:30 pm".
std::string clock_words(int minutes) {
  const int hour = minutes / kHour;
  const int minute = minutes % kHour;
  if (minutes == 0) return "12 midnight";
  if (minutes == kDay / 2) return "12 noon";
  return fmt::format("{}{} {}", hour % 12 == 0 ? 12 : hour % 12,
                     minute == 0 ? "" : fmt::format(":{:02}", minute), hour < 12 ? "am" : "pm");
}

}  // namespace

void check_clinic(const Context& context, Report& report) {
  const auto& values = context.pack.clinic.values;
  constexpr std::string_view kExample = "example_";
  const std::string visit_name = std::string(kExample) + "visit";
  const auto visit = values.find(visit_name);
  for (const auto& [name, value] : values) {
    if (!name.starts_with(kExample)) continue;
    const std::string hours_name = name.substr(kExample.size()) + "_hours";
    const auto hours = values.find(hours_name);
    const bool is_visit = name == visit_name;
    if (visit == values.end() || (!is_visit && hours == values.end())) continue;
    const Origin origin = context.origins.at("clinic " + name);
    const auto minutes = minutes_of(value);
    if (!minutes) {
      report.add("clinic-clock", origin,
                 fmt::format("\"{}\" is {}, which is no time of the day", name, in_marks(value)),
                 "write it as in 2 pm, 2:30 pm, 12 noon or 14:00");
      continue;
    }
    const auto start = minutes_of(visit->second);
    if (is_visit || !start) continue;
    std::string number = hours->second;
    const auto before = take_number(number);
    if (!before || !number.empty()) continue;
    const int right = ((*start - *before * kHour) % kDay + kDay) % kDay;
    if (*minutes == right) continue;
    report.add(
        "clinic-clock", origin,
        fmt::format("\"{}\" is {}, but {} hours (\"{}\") before {} it is {}", name, value, *before,
                    hours_name, visit->second, clock_words(right)),
        fmt::format("write \"{}\", and put its translations into the packs", clock_words(right)));
  }
}

}  // namespace candor::rules
