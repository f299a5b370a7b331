#include <doctest/doctest.h>

#include "kiosk/glass.h"

namespace candor::kiosk {
namespace {

TEST_CASE("glass: the usual screens are large enough") {
  CHECK(check_glass(1920, 1080, 0.248));  // 21.5 inches
  CHECK(check_glass(1080, 1920, 0.248));  // the same upright
  CHECK(check_glass(1280, 800, 0.17));    // 10.1 inches
  CHECK(check_glass(3840, 2160, 0.125));
}

TEST_CASE("glass: exactly the smallest is large enough") {
  CHECK(check_glass(1280, 800, 200.0 / 1280));
  CHECK(check_glass(800, 1280, 180.0 / 800));
}

TEST_CASE("glass: too few pixels are named") {
  const auto small = check_glass(1024, 768, 0.3);
  REQUIRE_FALSE(small);
  CHECK(to_string(small.error()).find("1024x768") != std::string::npos);
  CHECK(to_string(small.error()).find("1280x800") != std::string::npos);
  CHECK_FALSE(check_glass(1280, 799, 0.3));
  CHECK_FALSE(check_glass(799, 1280, 0.3));
}

TEST_CASE("glass: too few millimetres are named, upright with their own limit") {
  const auto small = check_glass(1920, 1080, 0.1);
  REQUIRE_FALSE(small);
  CHECK(to_string(small.error()).find("192 mm") != std::string::npos);
  CHECK(to_string(small.error()).find("200 mm") != std::string::npos);
  CHECK(check_glass(1080, 1920, 0.17));
  CHECK_FALSE(check_glass(1080, 1920, 0.16));
}

}  // namespace
}  // namespace candor::kiosk
