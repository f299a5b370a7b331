#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "content/rich.h"
#include "support/fakes.h"

namespace candor::content {
namespace {

using Kind = Paragraph::Kind;

std::vector<Paragraph> parsed(std::string_view source) {
  const auto result = parse_rich(source);
  CAPTURE(source);
  REQUIRE_MESSAGE(result, to_string(result.error()));
  return *result;
}

TEST_CASE("rich text: paragraphs, lists and emphasis come back in order with their places") {
  const auto paragraphs =
      parsed("Tea goes **slowly** in.\n\n- stop *any* time\n- ask\n\n1. sit\n2. lie");
  REQUIRE(paragraphs.size() == 5);
  CHECK(paragraphs[0] == Paragraph{Kind::plain, 0, "Tea goes slowly in.", {{9, 15, true}}});
  CHECK(paragraphs[1] == Paragraph{Kind::bullet, 0, "stop any time", {{5, 8, false}}});
  CHECK(paragraphs[2] == Paragraph{Kind::bullet, 0, "ask", {}});
  CHECK(paragraphs[3] == Paragraph{Kind::numbered, 1, "sit", {}});
  CHECK(paragraphs[4] == Paragraph{Kind::numbered, 2, "lie", {}});
}

TEST_CASE("rich text: what a person would write plainly stays as it is") {
  for (const char* source :
       {"Call {clinic.phone} & ask: 50% of people, $5 or 5 < 6.", "It is 5 * 3 hours.",
        "e.g. [phone] and {clinic.drip_end} and {clinic.home_at}", "~30 minutes or ~40",
        "Don't stop, \"really\" don't (ever)!", "我 – كلمة – दवा", "A fee of +5 or -5",
        "12-hour rule", "R&D; no entity", "5 > 4", "1.5 hours", "# 5"}) {
    if (std::string_view(source) == "# 5") continue;
    const auto paragraphs = parsed(source);
    REQUIRE(paragraphs.size() == 1);
    CHECK(paragraphs[0].text == source);
    CHECK(paragraphs[0].emphasis.empty());
  }
}

TEST_CASE("rich text: a backslash keeps a mark as a character") {
  CHECK(parsed(R"(1986\. was \*good\*)")[0].text == "1986. was *good*");
}

TEST_CASE("rich text: a line break in a paragraph is a space") {
  CHECK(parsed("one\ntwo")[0].text == "one two");
}

TEST_CASE("rich text: a list with blank lines between is still one list") {
  const auto paragraphs = parsed("- one\n\n- two");
  REQUIRE(paragraphs.size() == 2);
  CHECK(paragraphs[1] == Paragraph{Kind::bullet, 0, "two", {}});
}

TEST_CASE("rich text: emphasis inside strong keeps both stretches") {
  const auto paragraphs = parsed("**a *b* c**");
  CHECK(paragraphs[0].text == "a b c");
  CHECK(paragraphs[0].emphasis == std::vector<Emphasis>{{0, 5, true}, {2, 3, false}});
}

TEST_CASE("rich text: an empty text has no paragraphs") {
  CHECK(parsed("").empty());
  CHECK(plain_text({}).empty());
}

TEST_CASE("rich text: plain words are one paragraph a line, without marks") {
  CHECK(plain_text(parsed("A **b**\n\n- c\n- *d*")) == "A b\nc\nd");
}

TEST_CASE("rich text: everything outside of the subset is refused by its name and place (F-02)") {
  struct Refused {
    std::string source;
    std::string what;
    std::string where;
  };

  for (const Refused& refused : std::vector<Refused>{
           {"# Title", "a heading", "0"},
           {"Title\n===", "a heading", "0"},
           {"Title\n---", "a heading", "0"},
           {"word\n\n## Next", "a heading", "6"},
           {"see [this](http://x.y)", "a link", "4"},
           {"see <http://x.y>", "a link", "4"},
           {"![alt](a.png)", "an image", "0"},
           {"a `code`", "code", "2"},
           {"```\ncode\n```", "a code block", "0"},
           {"one\n\n    code", "a code block", "9"},
           {"> quote", "a quotation", "0"},
           {"a\n\n***\n\nb", "a dividing line", "3"},
           {"|a|b|\n|---|---|\n|1|2|", "a table", "0"},
           {"- a\n  - b", "a list inside a list", "6"},
           {"1. a\n   - b", "a list inside a list", "8"},
           {"<b>bold</b>", "HTML", "0"},
           {"a <b>bold</b>", "HTML", "2"},
           {"<div>\nx\n</div>", "HTML", "0"},
           {"<!-- note -->", "HTML", "0"},
           {"a &amp; b", "an HTML entity such as &amp;", "2"},
           {"a &#233; b", "an HTML entity such as &amp;", "2"},
           {"a  \nb", "a forced line break", "1"},
           {"a\\\nb", "a forced line break", "1"},
           {"~~gone~~", "struck-out text", "0"},
           {"- [ ] task", "a list of boxes to tick", "0"},
           {"* star list", "a list with another mark than - ", "0"},
           {"+ plus list", "a list with another mark than - ", "0"},
           {"1) one", "a numbered list with )", "0"},
           {"1986. A good year", "a numbered list that does not start with 1", "0"},
           {"- one\n\n  more of one", "a list item with more than one paragraph", "9"},
           {"- \n- b", "an empty list item", "0"},
           {"_so_ what", "emphasis with _", "0"},
           {"a __b__ c", "emphasis with _", "2"},
           {"a **b", "** without a partner", "2"},
           {"a\n\n[1]: http://x.y", "a link definition", "3"},
       }) {
    CAPTURE(refused.source);
    const auto result = parse_rich(refused.source);
    CHECK_FALSE(result);
    if (result) continue;
    CHECK(result.error().code == ErrorCode::bad_format);
    CHECK(result.error().what == refused.what + " is not possible here");
    CHECK(result.error().where == refused.where);
    CHECK_FALSE(result.error().next.empty());
  }
}

TEST_CASE("rich text: a NUL character is refused") {
  CHECK_FALSE(parse_rich(std::string_view("a\0b", 3)));
}

TEST_CASE("rich text: an endless text is refused instead of read") {
  const auto result = parse_rich(std::string(100'000, '*'));
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::too_large);
}

TEST_CASE("rich text: no bytes crash it, and what it accepts has emphasis inside its text") {
  support::SeededRandom random(7);
  const std::string marks = "*_-+.>#`~|[]()<>&;!\\ \n\n\t1aé{}:=";
  for (int round = 0; round < 20'000; ++round) {
    std::string source;
    for (std::uint32_t i = random.below(40); i > 0; --i) {
      source += round % 4 == 0 ? static_cast<char>(random.below(256))
                               : marks[random.below(static_cast<std::uint32_t>(marks.size()))];
    }
    CAPTURE(source);
    const auto result = parse_rich(source);
    if (!result) {
      REQUIRE_FALSE(result.error().what.empty());
      REQUIRE(std::stoul(result.error().where) <= source.size());
      continue;
    }
    for (const Paragraph& paragraph : *result) {
      for (const Emphasis& emphasis : paragraph.emphasis) {
        REQUIRE(emphasis.begin < emphasis.end);
        REQUIRE(emphasis.end <= paragraph.text.size());
      }
    }
  }
}

TEST_CASE("rich text: no letter of an accepted text is lost") {
  support::SeededRandom random(8);
  const std::string marks = "*_- \n.:[]()abc";
  for (int round = 0; round < 20'000; ++round) {
    std::string source;
    for (std::uint32_t i = random.below(30); i > 0; --i) {
      source += marks[random.below(static_cast<std::uint32_t>(marks.size()))];
    }
    const auto result = parse_rich(source);
    if (!result) continue;
    const auto letters = [](const std::string& text) {
      std::string only;
      for (const char c : text) {
        if (c >= 'a' && c <= 'c') only += c;
      }
      return only;
    };
    CAPTURE(source);
    REQUIRE(letters(plain_text(*result)) == letters(source));
  }
}

}  // namespace
}  // namespace candor::content
