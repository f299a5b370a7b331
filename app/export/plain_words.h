// The record's codes and moments as English words for the clinic. A code that this version does not
// know is printed as it stands, never dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace candor::exporting {

/// "November 21, 2026, 8:52:03 AM, UTC-08:00 (America/Los_Angeles)".
[[nodiscard]] std::string long_time(const Moment& moment);
/// "2026-11-21 08:52:03 UTC-08:00".
[[nodiscard]] std::string short_time(const Moment& moment);
/// "08:52:03".
[[nodiscard]] std::string clock_time(const Moment& moment);
/// "2026-11-21 16:52:03 UTC".
[[nodiscard]] std::string utc_time(const Moment& moment);
/// "March 5, 1980 (1980-03-05)"; "not given" for an empty date.
[[nodiscard]] std::string date_words(const Date& date);
/// "1 stroke", "3 strokes": a number and the word for so many.
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);
/// "1 h 2 min", "3 min 4 s", "12 s".
[[nodiscard]] std::string duration_words(std::int64_t milliseconds);
/// "Spanish (es)"; an unknown tag as it stands.
[[nodiscard]] std::string language_words(const std::string& tag);
/// Whether two tags name the same language: "en" and "en-US".
[[nodiscard]] bool same_language(std::string_view a, std::string_view b);

[[nodiscard]] std::string outcome_title(const std::string& outcome);
[[nodiscard]] std::string reply_words(const std::string& reply);
[[nodiscard]] std::string at_screen_words(const std::string& at_screen);
[[nodiscard]] std::string cause_words(const std::string& cause);
[[nodiscard]] std::string role_words(const std::string& role);
[[nodiscard]] std::string how_words(const std::string& how);
[[nodiscard]] std::string presence_words(const std::string& presence);
[[nodiscard]] std::string interpreter_words(const std::string& kind);
[[nodiscard]] std::string size_words(const std::string& size);
[[nodiscard]] std::string waiting_words(const std::string& waiting_for);
/// "The decision was withdrawn"; another kind as it stands.
[[nodiscard]] std::string addendum_words(const std::string& kind);
[[nodiscard]] std::string source_words(const std::string& source);
[[nodiscard]] std::string yes_or_no(bool value);

}  // namespace candor::exporting
