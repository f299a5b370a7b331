#include <doctest/doctest.h>

#include <string>

#include "base/json.h"
#include "support/fakes.h"

namespace candor {
namespace {

TEST_CASE("json: canonical text has sorted keys, no spaces and does not depend on the order") {
  Json one;
  one["b"] = 1;
  one["a"] = Json::array({true, nullptr, -5, "x"});
  one["B"] = Json{{"z", 1}, {"10", 2}, {"9", 3}};
  Json other;
  other["B"] = Json{{"9", 3}, {"z", 1}, {"10", 2}};
  other["a"] = Json::array({true, nullptr, -5, "x"});
  other["b"] = 1;
  CHECK(canonical(one) == R"({"B":{"10":2,"9":3,"z":1},"a":[true,null,-5,"x"],"b":1})");
  CHECK(canonical(one) == canonical(other));
}

TEST_CASE("json: canonical text escapes what RFC 8785 escapes and nothing else") {
  CHECK(canonical(Json("a\"\\/\n\t\x01é日😀\x7f")) == "\"a\\\"\\\\/\\n\\t\\u0001é日😀\x7f\"");
  CHECK(canonical(Json(9'007'199'254'740'991)) == "9007199254740991");
}

TEST_CASE("json: canonical text can be read back to the same value") {
  const std::string text = R"({"a":[1,{"b":"é"}],"c":null})";
  const auto value = parse_json(text, "x");
  REQUIRE(value);
  CHECK(canonical(*value) == text);
}

TEST_CASE("json: bad input is an error that names the place") {
  for (const char* text :
       {"", "{", "[1,]", "{\"a\":1,}", "nul", "\"\xff\"", "{} x", "1e999", "'a'"}) {
    CAPTURE(std::string(text));
    const auto value = parse_json(text, "record 7");
    REQUIRE_FALSE(value);
    CHECK(value.error().code == ErrorCode::bad_format);
    CHECK(value.error().where == "record 7");
  }
}

TEST_CASE("json: too many levels are refused, brackets inside texts do not count") {
  CHECK(parse_json("[[[]]]", "x", 3));
  const auto deep = parse_json("[[[[]]]]", "x", 3);
  REQUIRE_FALSE(deep);
  CHECK(deep.error().code == ErrorCode::too_large);
  CHECK(parse_json(R"(["[[[[{{{{\"[[["])", "x", 1));
  CHECK_FALSE(parse_json(std::string(1'000'000, '['), "x"));
}

TEST_CASE("json: no bytes crash the reader") {
  support::SeededRandom random(3);
  const std::string marks = "{}[]\",:\\tfn0129eE+-. \n\xc3";
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint32_t i = random.below(30); i > 0; --i) {
      text += marks[random.below(static_cast<std::uint32_t>(marks.size()))];
    }
    const auto value = parse_json(text, "x");
    if (!value) REQUIRE_FALSE(value.error().what.empty());
    if (value) static_cast<void>(is_canonical(*value, text));
  }
}

TEST_CASE("json: what Candor never writes is not canonical, whoever wrote it") {
  for (const char* text :
       {R"({"\u0001":1})", R"({"a":[{"\u007f":1}]})", "{\"\x7f\":1}", "{\"\xC3\xA9\":1}",
        R"({"a":1.5})", "[1e3]", "{ }", R"({"b":1,"a":2})"}) {
    CAPTURE(std::string(text));
    const auto value = parse_json(text, "x");
    REQUIRE(value);
    CHECK_FALSE(is_canonical(*value, text));
  }
  for (const char* text : {"{}", R"({"a":1,"b":["é\u0001",null,-2]})"}) {
    CAPTURE(std::string(text));
    const auto value = parse_json(text, "x");
    REQUIRE(value);
    CHECK(is_canonical(*value, text));
  }
}

}  // namespace
}  // namespace candor
