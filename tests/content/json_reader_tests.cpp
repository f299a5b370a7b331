#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "content/json_reader.h"
#include "content/utf8.h"

namespace candor::content {
namespace {

struct Told {
  LineColumn at;
  std::string what;
};

Told first_problem(std::string_view bytes) {
  const JsonRead read = read_json(bytes);
  CAPTURE(bytes);
  REQUIRE_FALSE(read.problems.empty());
  return {line_column(bytes, read.problems.front().offset), read.problems.front().what};
}

TEST_CASE("json reader: every value and key knows its place") {
  const std::string bytes = "{\n  \"a\": [1, -2 , true],\n  \"é\": {\"b\" : null}, \"c\": \"x\"\n}";
  const JsonRead read = read_json(bytes);
  REQUIRE(read.complete);
  CHECK(read.problems.empty());
  const auto at = [&](std::size_t offset) { return line_column(bytes, offset); };
  const JsonMember* list = read.root.member("a");
  REQUIRE(list != nullptr);
  CHECK(at(list->offset) == LineColumn{2, 3});
  CHECK(at(list->value.offset) == LineColumn{2, 8});
  REQUIRE(list->value.items.size() == 3);
  CHECK(at(list->value.items[0].offset) == LineColumn{2, 9});
  CHECK(at(list->value.items[1].offset) == LineColumn{2, 12});
  CHECK(list->value.items[1].integer == -2);
  CHECK(at(list->value.items[2].offset) == LineColumn{2, 17});
  const JsonMember* object = read.root.member("é");
  REQUIRE(object != nullptr);
  CHECK(at(object->value.offset) == LineColumn{3, 8});
  CHECK(at(object->value.member("b")->value.offset) == LineColumn{3, 15});
  CHECK(at(read.root.member("c")->value.offset) == LineColumn{3, 27});
}

TEST_CASE("json reader: columns count characters, not bytes") {
  CHECK(line_column("日本\"x", 6) == LineColumn{1, 3});
}

TEST_CASE("json reader: a place inside a text counts escapes as they are written") {
  const std::string bytes = R"(["a\n\u00e9\ud83d\ude00z"])";
  const JsonRead read = read_json(bytes);
  REQUIRE(read.complete);
  const JsonValue& text = read.root.items[0];
  CHECK(bytes[offset_in_text(bytes, text.offset, text.text.find('z'))] == 'z');
  CHECK(bytes.substr(offset_in_text(bytes, text.offset, 1), 2) == "\\n");
}

TEST_CASE("json reader: doubled keys are told at the second one, and the first one stays") {
  const std::string bytes = "{\"a\": 1,\n \"a\": {\"b\": 2, \"b\": 3}}";
  const JsonRead read = read_json(bytes);
  CHECK(read.complete);
  REQUIRE(read.problems.size() == 2);
  CHECK(read.problems[0].what == "\"a\" stands here twice");
  CHECK(line_column(bytes, read.problems[0].offset) == LineColumn{2, 2});
  CHECK(read.problems[1].what == "\"b\" stands here twice");
  CHECK(read.root.member("a")->value.integer == 1);
}

TEST_CASE("json reader: mistakes of syntax are told in plain words at their place") {
  struct Mistake {
    std::string bytes;
    LineColumn at;
    std::string what;
  };

  for (const Mistake& mistake : std::vector<Mistake>{
           {"", {1, 1}, "this file is empty"},
           {"  \n", {1, 1}, "this file is empty"},
           {"{\"a\": 1", {1, 8}, "the file ends too early"},
           {"{\"a\": \"x", {1, 9}, "the file ends inside a text"},
           {"{\"a\": 1,}", {1, 8}, "there is a comma before the closing bracket"},
           {"[1, 2,\n]", {1, 6}, "there is a comma before the closing bracket"},
           {"{\"a\": 1\n \"b\": 2}", {2, 2}, "a comma is missing before this"},
           {"[\"a\" \"b\"]", {1, 6}, "a comma is missing before this"},
           {"{\"a\" 1}", {1, 6}, "a colon is missing after the name"},
           {"[{\"a\": 1}, \"b\": \"c\"]", {1, 15}, "a colon stands after a value"},
           {"{\"a\": 1: 2}", {1, 8}, "a colon stands after a value"},
           {"{\"a\": \"x\ny\"}", {1, 9}, "the line ends inside a text"},
           {"{\"a\": \"x\ty\"}", {1, 9}, "there is a control character inside a text"},
           {"{\"a\": \"\\q\"}", {1, 9}, "this backslash escape is not known"},
           {"{ // note\n}", {1, 3}, "comments are not allowed here"},
           {"{'a': 1}", {1, 2}, "a text stands in double quotes"},
           {"{} {}", {1, 4}, "there is something after the end of the JSON"},
           {"{\"a\": yes}", {1, 7}, "this is not valid JSON"},
           {"{\"a\": 01}", {1, 9}, "this is not valid JSON"},
           {"{\"a\": 1e999}", {1, 7}, "this is not valid JSON"},
           {"{a: 1}", {1, 2}, "this is not valid JSON"},
           {"\xef\xbb\xbf{}", {1, 1}, "this file starts with a byte order mark"},
           {"{\"a\": \"\xff\"}", {1, 8}, "this is not UTF-8 text"},
           {"{\"é\": \"\xc3\"}", {1, 8}, "this is not UTF-8 text"},
           {"{\"a\": \"\xed\xa0\x80\"}", {1, 8}, "this is not UTF-8 text"},
           {"{\"a\": \"\xc0\xaf\"}", {1, 8}, "this is not UTF-8 text"},
       }) {
    const Told told = first_problem(mistake.bytes);
    CAPTURE(mistake.bytes);
    CHECK(told.what == mistake.what);
    CHECK(told.at.line == mistake.at.line);
    CHECK(told.at.column == mistake.at.column);
    CHECK_FALSE(read_json(mistake.bytes).complete);
  }
}

TEST_CASE("json reader: nothing hides behind a NUL character") {
  const JsonRead read = read_json(std::string_view("{}\n\0{\"a\": 1}", 12));
  CHECK_FALSE(read.complete);
  REQUIRE(read.problems.size() == 1);
  CHECK(read.problems[0].offset == 3);
  CHECK(read.problems[0].what == "there is a NUL character here");
}

TEST_CASE("json reader: depth, number of values and size are limited") {
  CHECK(read_json(std::string(32, '[') + std::string(32, ']')).complete);
  CHECK(first_problem(std::string(33, '[') + std::string(33, ']')).what ==
        "this is nested more than 32 levels deep");
  CHECK(first_problem(std::string(200'000, '[')).what == "this is nested more than 32 levels deep");
  std::string many = "[0";
  for (int i = 0; i < kMaxValues; ++i) many += ",0";
  CHECK(first_problem(many + "]").what == "this file has more than 100000 values");
  CHECK(first_problem(std::string((1U << 20U) + 1, ' ')).what == "this file is larger than 1 MiB");
}

TEST_CASE("json reader: only whole numbers that fit are whole numbers") {
  const JsonRead read = read_json("[1, -1, 1.0, 1e2, 9223372036854775807, 9223372036854775808]");
  REQUIRE(read.complete);
  using Type = JsonValue::Type;
  std::vector<Type> types;
  for (const JsonValue& item : read.root.items) types.push_back(item.type);
  CHECK(types == std::vector<Type>{Type::integer, Type::integer, Type::fraction, Type::fraction,
                                   Type::integer, Type::fraction});
}

TEST_CASE("json reader: a text is shortened between characters") {
  CHECK(shortened("日本語", 2) == "日本…");
  CHECK(shortened("日本", 2) == "日本");
}

}  // namespace
}  // namespace candor::content
