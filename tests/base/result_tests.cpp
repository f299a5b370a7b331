#include <doctest/doctest.h>

#include <memory>

#include "base/result.h"

namespace candor {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) {
    return fail(ErrorCode::bad_value, "the number is odd", "field 3", "give an even one");
  }
  return number / 2;
}

Result<std::string> half_as_text(int number) {
  const auto halved = half(number);
  if (!halved) return fail(halved);
  return std::to_string(*halved);
}

TEST_CASE("result: holds a value or an error, and passes errors on unchanged") {
  CHECK(half_as_text(4).value() == "2");
  const auto failed = half_as_text(3);
  REQUIRE_FALSE(failed);
  CHECK(failed.error() ==
        Error{ErrorCode::bad_value, "the number is odd", "field 3", "give an even one"});
}

TEST_CASE("result: a message names the place, what is wrong and what to do, as far as known") {
  CHECK(to_string(half(3).error()) == "field 3: the number is odd; give an even one");
  CHECK(to_string(Error{ErrorCode::locked, "it is in use", "", ""}) == "it is in use");
  CHECK(to_string(Error{ErrorCode::locked, "it is in use", "a.db", ""}) == "a.db: it is in use");
}

TEST_CASE("result: carries values that can only be moved, and nothing at all") {
  Result<std::unique_ptr<int>> owner = std::make_unique<int>(7);
  REQUIRE(owner);
  CHECK(*std::move(*owner) == 7);
  const Result<void> done;
  CHECK(done);
}

}  // namespace
}  // namespace candor
