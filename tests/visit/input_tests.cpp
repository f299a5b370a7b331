#include <doctest/doctest.h>

#include "visit/input.h"

namespace candor::visit {

TEST_CASE("visit: a line is trimmed of every kind of space and holds no control characters") {
  CHECK(clean_line("  a b\t", 10) == "a b");
  CHECK(clean_line("\u00a0\u3000王\u3000", 10) == "王");
  CHECK(clean_line(" \n ", 10) == "");
  CHECK_FALSE(clean_words(" \n ", 10));
  CHECK_FALSE(clean_line("a\nb", 10));
  CHECK_FALSE(clean_line(std::string("a\0b", 3), 10));
  CHECK_FALSE(clean_line("\xc3", 10));
  CHECK(clean_line("éééé", 4) == "éééé");
  CHECK_FALSE(clean_line("ééééé", 4));
}

TEST_CASE("visit: a phone number has 7 to 20 digits and the usual signs") {
  CHECK(is_phone("555-0100"));
  CHECK(is_phone("+49 (030) 123 456"));
  CHECK_FALSE(is_phone("555010"));
  CHECK_FALSE(is_phone(""));
  CHECK_FALSE(is_phone("5550100x"));
  CHECK_FALSE(is_phone("٥٥٥٠١٠٠"));
  CHECK_FALSE(is_phone(std::string(21, '5')));
  CHECK_FALSE(is_phone("5550100" + std::string(40, ' ')));
}

TEST_CASE("visit: a birth date lies within the last 120 years") {
  const Date today{2026, 11, 21};
  CHECK(is_birth_date({2026, 11, 21}, today));
  CHECK_FALSE(is_birth_date({2026, 11, 22}, today));
  CHECK(is_birth_date({1906, 11, 21}, today));
  CHECK(is_birth_date({1905, 11, 22}, today));
  CHECK_FALSE(is_birth_date({1905, 11, 21}, today));
  CHECK_FALSE(is_birth_date({1990, 0, 1}, today));
  CHECK_FALSE(is_birth_date({1990, 2, 29}, today));
}

}  // namespace candor::visit
