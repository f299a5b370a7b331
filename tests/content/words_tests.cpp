#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "content/words.h"
#include "support/fakes.h"

namespace candor::content {
namespace {

using support::TemporaryFolder;

class WordsFolder {
 public:
  WordsFolder() {
    write("en.json", R"({
      "Next": "Next",
      "Don't stop": "Don't stop",
      "Page {page} of {pages}": "Page {page} of {pages}",
      "{count, plural, one {# question} other {# questions}}": "{count, plural, one {# question} other {# questions}}",
      "Only English": "Only English"
    })");
    write("es.json",
          R"({ "Next": "Siguiente", "Page {page} of {pages}": "Página {page} de {pages}" })");
    write("ar.json", R"({
      "Next": "التالي",
      "Page {page} of {pages}": "صفحة {page} من {pages}",
      "{count, plural, one {# question} other {# questions}}": "{count, plural, one {سؤال واحد} two {سؤالان} few {# أسئلة} other {# سؤال}}"
    })");
    write("ht.json",
          R"({ "{month} {day}, {year}": "{day} {month} {year}", "November": "novanm" })");
  }

  void write(const std::string& name, std::string_view bytes) const {
    std::ofstream(m_folder.path() / name) << bytes;
  }

  void remove(const std::string& name) const { std::filesystem::remove(m_folder.path() / name); }

  [[nodiscard]] const std::filesystem::path& path() const { return m_folder.path(); }

  [[nodiscard]] Words load() const {
    auto words = Words::load(path());
    REQUIRE_MESSAGE(words, to_string(words.error()));
    return *words;
  }

  [[nodiscard]] Error failure() const {
    const auto words = Words::load(path());
    REQUIRE_FALSE(words);
    return words.error();
  }

 private:
  TemporaryFolder m_folder;
};

const std::string kQuestions = "{count, plural, one {# question} other {# questions}}";

std::vector<WordValue> number(const std::string& name, std::int64_t value) {
  return {{name, value}};
}

TEST_CASE("words: each language has its own, English where one is missing") {
  const WordsFolder folder;
  const Words words = folder.load();
  CHECK(words.get("es", "Next") == "Siguiente");
  CHECK(words.get("es-MX", "Next") == "Siguiente");
  CHECK(words.get("es", "Only English") == "Only English");
  CHECK(words.get("fr", "Next") == "Next");
  CHECK(words.get("en", "Not in the file") == "Not in the file");
  CHECK(words.get("en", "Don't stop") == "Don't stop");
  CHECK(words.languages() == std::vector<std::string>{"ar", "en", "es", "ht"});
}

TEST_CASE("words: values are filled in, and plural forms follow the language") {
  const WordsFolder folder;
  const Words words = folder.load();
  CHECK(words.get("es", "Page {page} of {pages}",
                  {{"page", std::int64_t{2}}, {"pages", std::string("14")}}) == "Página 2 de 14");
  CHECK(words.get("en", kQuestions, number("count", 1)) == "1 question");
  CHECK(words.get("en", kQuestions, number("count", 0)) == "0 questions");
  CHECK(words.get("ar", kQuestions, number("count", 2)) == "سؤالان");
  CHECK(words.get("es", kQuestions, number("count", 5)) == "5 questions");
}

TEST_CASE("words: digits are 0-9 in every language") {
  const WordsFolder folder;
  const Words words = folder.load();
  CHECK(words.get("ar", kQuestions, number("count", 5)) == "5 أسئلة");
  CHECK(words.get("ar", "Page {page} of {pages}",
                  {{"page", std::int64_t{3}}, {"pages", std::int64_t{9}}}) == "صفحة 3 من 9");
  const Date date{2026, 11, 21};
  for (const char* language : {"ar", "ar-EG", "fa", "hi", "bn", "my", "th", "ne", "mr"}) {
    CAPTURE(std::string(language));
    const std::string text = words.date(language, date);
    CHECK(text.find("21") != std::string::npos);
    // Not the Buddhist or Persian year either.
    CHECK(text.find("2026") != std::string::npos);
  }
}

TEST_CASE("words: dates and times read as people of the language write them") {
  const WordsFolder folder;
  const Words words = folder.load();
  const Date date{2026, 11, 21};
  CHECK(words.date("en", date) == "November 21, 2026");
  CHECK(words.date("es", date) == "21 de noviembre de 2026");
  CHECK(words.date("zh-Hans", date) == "2026年11月21日");
  CHECK(words.date("en", {1899, 2, 28}) == "February 28, 1899");
  CHECK(words.date("en", {}).empty());
  // 16:52 UTC, eight hours behind.
  const Moment moment{1'795'279'923'000, 0, -480, "America/Los_Angeles"};
  CHECK(words.time("en", moment) == "8:52 AM");
  CHECK(words.time("es", moment) == "8:52");
  CHECK(words.month("en", 1) == "January");
  CHECK(words.month("es", 12) == "diciembre");
}

TEST_CASE("words: Haitian Creole, which ICU lacks, has its own dates, also where they are stored") {
  CHECK(long_date("ht", {2026, 11, 21}) == "21 novanm 2026");
  CHECK(long_date("ht-HT", {2027, 8, 1}) == "1 out 2027");
  CHECK(long_date("es", {2026, 11, 21}) == "21 de noviembre de 2026");
  CHECK(long_date("ht", {2026, 2, 30}).empty());
}

TEST_CASE("words: a language that ICU lacks has English dates, or those of its own file") {
  const WordsFolder folder;
  const Words words = folder.load();
  CHECK(words.date("ht", {2026, 11, 21}) == "21 novanm 2026");
  CHECK(words.month("ht", 12) == "December");
  folder.remove("ht.json");
  CHECK(folder.load().date("ht", {2026, 11, 21}) == "21 novanm 2026");
  CHECK(folder.load().date("hmn", {2026, 11, 21}) == "November 21, 2026");
}

TEST_CASE("words: a language is added as a file, also one with words that are not translated yet") {
  const WordsFolder folder;
  folder.write("fr.json", R"({
    "Next": "Suivant",
    "Only English": "",
    "Page {page} of {pages}": { "text": "", "was": "Page {page}", "said": "Page {page}" },
    "{count, plural, one {# question} other {# questions}}": {
      "text": "{count, plural, one {# question} other {# questions !}}", "was": "x", "said": "y"
    },
    "$aside": [{ "was": "Go on", "said": "Continuer" }]
  })");
  const Words words = folder.load();
  CHECK(words.get("fr", "Next") == "Suivant");
  CHECK(words.get("fr", "Only English") == "Only English");
  CHECK(words.get("fr", "Page {page} of {pages}", {{"page", "1"}, {"pages", "2"}}) ==
        "Page 1 of 2");
  CHECK(words.get("fr", kQuestions, number("count", 2)) == "2 questions !");
  const auto languages = words.languages();
  CHECK(std::find(languages.begin(), languages.end(), "fr") != languages.end());
  folder.write("fr.json", R"({ "Next": { "was": "Go on", "said": "Continuer" } })");
  CHECK_FALSE(Words::load(folder.path()));
}

TEST_CASE("words: which languages are written from right to left") {
  for (const char* language : {"ar", "he", "fa", "ur", "ar-EG"}) {
    CHECK(Words::is_right_to_left(language));
  }
  for (const char* language : {"en", "zh-Hans", "ht", "hi", "", "nonsense-tag-äöü"}) {
    CHECK_FALSE(Words::is_right_to_left(language));
  }
}

TEST_CASE("words: a bad file is refused with its place") {
  const WordsFolder folder;

  struct Bad {
    const char* bytes;
    const char* what;
    const char* place;
  };

  for (const Bad& bad : std::vector<Bad>{
           {"{ \"Next\": 5 }", "the words must be a text, but this is a whole number", ":1:11"},
           {"{ \"Nxt\": \"\" }", "the words are empty", ":1:10"},
           {"{ \"Nxt\": \"Siguiente\" }", "en.json has no words \"Nxt\"", ":1:10"},
           {"{ \"Next\": \"S {\" }", "these words are not a message: look at the braces", ":1:11"},
           {"{ \"Next\": \"S {x}\" }", "the words have {x}, the English ones have not", ":1:11"},
           {"{ \"Page {page} of {pages}\": \"{page}\" }", "the words lack {pages}", ":1:29"},
           {"{ \"Next\": \"a\", \"Next\": \"b\" }", "\"Next\" stands here twice", ":1:16"},
           {"{ \"Next\": ", "the file ends too early", ":1:11"},
           {"[]", "a file of words must be an object", ":1:1"},
       }) {
    CAPTURE(bad.bytes);
    folder.write("es.json", bad.bytes);
    const Error error = folder.failure();
    CHECK(error.code == ErrorCode::bad_format);
    CHECK(error.what == bad.what);
    CHECK(error.where == (folder.path() / "es.json").string() + bad.place);
  }
}

TEST_CASE("words: without en.json there are none") {
  const WordsFolder folder;
  folder.remove("en.json");
  CHECK(folder.failure().code == ErrorCode::not_found);
}

TEST_CASE("words: several answers are joined as the language joins them") {
  const auto words = Words::load(support::source_folder() / "assets" / "words");
  REQUIRE(words);
  const auto joined = [&](const char* language) {
    return words->get(language, "{answers}, {answer}", {{"answers", "1"}, {"answer", "2"}});
  };
  CHECK(joined("en") == "1, 2");
  CHECK(joined("zh-Hans") == "1、2");
  CHECK(joined("ar") == "1، 2");
}

TEST_CASE("words: the words that are shipped load") {
  const auto words = Words::load(support::source_folder() / "assets" / "words");
  if (!words) FAIL(to_string(words.error()));
}

}  // namespace
}  // namespace candor::content
