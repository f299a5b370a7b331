// What a person may type: the rules for names, phone numbers and dates, in one place. Inside visit
// only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/clock.h"

namespace candor::visit {

inline constexpr std::size_t kLongestHead = 500;     ///< characters of a signed head
inline constexpr std::size_t kLongestLine = 200;     ///< characters of a name or field
inline constexpr std::size_t kLongestReason = 1000;  ///< characters of a reason or of what was said

/// One line without white space at its ends; nothing when it is not UTF-8, has control characters
/// or more than `longest` characters. May be empty.
[[nodiscard]] std::optional<std::string> clean_line(const std::string& text, std::size_t longest);
/// The same, and not empty.
[[nodiscard]] std::optional<std::string> clean_words(const std::string& text, std::size_t longest);
/// Digits, spaces, + ( ) - only, with 7 to 20 digits.
[[nodiscard]] bool is_phone(const std::string& text);
/// A real day written "2026-11-21".
[[nodiscard]] std::optional<Date> date_from_iso(const std::string& text);
/// A real day, not after `today` and not more than 120 years before it.
[[nodiscard]] bool is_birth_date(const Date& birth, const Date& today);
/// A day that the month has in some year.
[[nodiscard]] bool is_day_of_month(int day, int month);

}  // namespace candor::visit
