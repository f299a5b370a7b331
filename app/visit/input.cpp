#include "visit/input.h"

#include <algorithm>
#include <cctype>

#include "content/utf8.h"

namespace candor::visit {

namespace {

constexpr int kOldestAge = 120;
constexpr std::size_t kLongestPhone = 40;
constexpr std::ptrdiff_t kFewestPhoneDigits = 7;
constexpr std::ptrdiff_t kMostPhoneDigits = 20;

bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

bool is_control(char32_t value) {
  return value < 0x20 || (value >= 0x7f && value < 0xa0);
}

/// White space that a keyboard can produce: ASCII, no-break and ideographic.
bool is_space(char32_t value) {
  return value == U' ' || value == 0x00a0 || value == 0x3000 || value == U'\t' || value == U'\n' ||
         value == U'\r';
}

}  // namespace

std::optional<std::string> clean_line(const std::string& text, std::size_t longest) {
  if (content::first_bad_utf8(text)) return std::nullopt;
  std::size_t begin = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const content::CodePoint point = content::code_point_at(text, at);
    if (!is_space(point.value)) {
      begin = std::min(begin, at);
      end = at + point.length;
    }
    at += point.length;
  }
  if (end == 0) return std::string();
  std::string line = text.substr(begin, end - begin);
  for (std::size_t at = 0; at < line.size();) {
    const content::CodePoint point = content::code_point_at(line, at);
    if (is_control(point.value)) return std::nullopt;
    at += point.length;
  }
  if (content::count_characters(line) > longest) return std::nullopt;
  return line;
}

std::optional<std::string> clean_words(const std::string& text, std::size_t longest) {
  std::optional<std::string> line = clean_line(text, longest);
  if (line && line->empty()) return std::nullopt;
  return line;
}

bool is_phone(const std::string& text) {
  if (text.size() > kLongestPhone) return false;
  const auto allowed = [](char character) {
    return is_digit(character) || character == ' ' || character == '+' || character == '(' ||
           character == ')' || character == '-';
  };
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  return std::all_of(text.begin(), text.end(), allowed) && digits >= kFewestPhoneDigits &&
         digits <= kMostPhoneDigits;
}

std::optional<Date> date_from_iso(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      if (!is_digit(text[i])) return -1;
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  const Date date{number(0, 4), number(5, 2), number(8, 2)};
  if (!is_real_date(date)) return std::nullopt;
  return date;
}

bool is_birth_date(const Date& birth, const Date& today) {
  return is_real_date(birth) && birth <= today && age_on(birth, today) <= kOldestAge;
}

bool is_day_of_month(int day, int month) {
  // A leap year, because the year is asked last.
  return is_real_date(Date{2000, month, day});
}

}  // namespace candor::visit
