#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "text/paper.h"
#include "text/pinned_fonts.h"

using candor::ErrorCode;
using candor::support::run;
using candor::support::TemporaryFolder;
using namespace candor::text;

namespace {

const Paper::About kAbout{"A title", "Riverside Clinic", "2026-11-21T08:44:07.250-08:00", "en"};
constexpr Rgb kBlack{};

std::string written(const TemporaryFolder& folder, Paper& paper) {
  const auto bytes = paper.finish();
  REQUIRE(bytes);
  std::string path = (folder.path() / "paper.pdf").string();
  std::ofstream(path, std::ios::binary) << *bytes;
  return path;
}

Paper begun(const Fonts& fonts) {
  auto paper = Paper::begin(fonts, 612.0, 792.0, kAbout);
  REQUIRE(paper);
  return std::move(*paper);
}

Paragraph words(const std::string& text, const std::string& language = "en") {
  Paragraph paragraph;
  paragraph.text = text;
  paragraph.size = 12.0;
  paragraph.language = language;
  return paragraph;
}

/// A grey picture of a page, dark is 0.
struct Gray {
  int width = 0;
  int height = 0;
  std::string pixels;
};

Gray raster(const std::string& path, int dots_per_inch) {
  REQUIRE(run(fmt::format("pdftoppm -gray -r {} -f 1 -l 1 -singlefile {} {}", dots_per_inch, path,
                          path))
              .exit_code == 0);
  std::ifstream file(path + ".pgm", std::ios::binary);
  std::string kind;
  int most = 0;
  Gray gray;
  file >> kind >> gray.width >> gray.height >> most;
  file.get();
  gray.pixels.resize(static_cast<std::size_t>(gray.width) * static_cast<std::size_t>(gray.height));
  file.read(gray.pixels.data(), static_cast<std::streamsize>(gray.pixels.size()));
  REQUIRE(kind == "P5");
  return gray;
}

double ink_in(const Gray& gray, double left, double top, double width, double height,
              double scale) {
  double ink = 0.0;
  for (int y = static_cast<int>(top * scale); y < static_cast<int>((top + height) * scale); ++y) {
    for (int x = static_cast<int>(left * scale); x < static_cast<int>((left + width) * scale);
         ++x) {
      ink +=
          255 - static_cast<unsigned char>(
                    gray.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(gray.width) +
                                static_cast<std::size_t>(x)]);
    }
  }
  return ink;
}

std::vector<std::string> letters_of(const std::string& text) {
  std::vector<std::string> letters;
  for (const char byte : text) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) == 0x80U) {
      letters.back() += byte;
    } else {
      letters.emplace_back(1, byte);
    }
  }
  return letters;
}

/// A word as a reader finds it on a page.
struct FoundWord {
  std::string letters;
  double left = 0.0;
  double top = 0.0;
  double right = 0.0;
  double bottom = 0.0;
};

std::vector<FoundWord> found_words(const std::string& path) {
  std::vector<FoundWord> found;
  std::istringstream lines(
      run("pdftotext -bbox -enc UTF-8 " + path + " - | grep '<word' | tr '\"<>' '   '").output);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream parts(line);
    FoundWord word;
    std::string skipped;
    parts >> skipped >> skipped >> word.left >> skipped >> word.top >> skipped >> word.right >>
        skipped >> word.bottom >> word.letters;
    found.push_back(word);
  }
  return found;
}

}  // namespace

TEST_CASE("text: a line put together from pieces stands where Pango sets it") {
  const Fonts fonts = pinned_fonts();
  const TemporaryFolder folder;
  constexpr double kColumn = 300.0;

  struct Print {
    Align align = Align::start;
    double size = 0.0;
    double enough = 0.0;  ///< points: what kerning at digits and spaces makes of a line
  };

  for (const char* const text :
       {"2026-11-21 08:31:22 UTC-08:00",
        "Record 80dee43d31c566bdc82f8b336f7b0e63 · proof code YH08", "heart-head\n08:30:24 · 1 s",
        "Ana López-Núñez · born 1958-04-12", "Page 11 of 21",
        "“I agree” in English (en); this one stands", "a 1 b  2", "7"}) {
    for (const Print& print : {Print{Align::start, 12.0, 1.5}, Print{Align::center, 12.0, 1.5},
                               Print{Align::end, 12.0, 1.5}, Print{Align::start, 8.5, 0.01}}) {
      CAPTURE(text);
      CAPTURE(static_cast<int>(print.align));
      CAPTURE(print.size);
      Paragraph line = words(text);
      line.align = print.align;
      line.size = print.size;
      // A run makes no difference to be seen, but leaves the whole line to Pango.
      Paragraph whole = line;
      whole.runs = {{0, line.text.size(), line.weight, false}};
      std::vector<std::vector<FoundWord>> found;
      for (const Paragraph& one : {line, whole}) {
        Paper paper = begun(fonts);
        const double height = paper.text(one, 100.0, 100.0, kColumn, kBlack);
        CHECK(height == doctest::Approx(paper.measure(whole, kColumn)));
        found.push_back(found_words(written(folder, paper)));
      }
      REQUIRE(!found[0].empty());
      REQUIRE(found[0].size() == found[1].size());
      for (std::size_t i = 0; i < found[0].size(); ++i) {
        const FoundWord& pieces = found[0][i];
        const FoundWord& expected = found[1][i];
        CHECK(pieces.letters == expected.letters);
        CHECK(pieces.top == doctest::Approx(expected.top));
        CHECK(pieces.bottom == doctest::Approx(expected.bottom));
        CHECK(std::abs(pieces.left - expected.left) < print.enough);
        CHECK(std::abs(pieces.right - expected.right) < print.enough);
      }
    }
  }
}

TEST_CASE(
    "text: words stand where and in which order they were drawn, and so does what hides them") {
  const Fonts fonts = pinned_fonts();
  const TemporaryFolder folder;
  Paper paper = begun(fonts);
  const Rgb red{0.8, 0.0, 0.0};
  const Rgb white{1.0, 1.0, 1.0};
  paper.text(words("name"), 50.0, 50.0, 100.0, kBlack);
  paper.text(words("of one color"), 200.0, 50.0, 100.0, kBlack);
  paper.text(words("another"), 350.0, 50.0, 100.0, red);
  paper.text(words("hidden"), 50.0, 100.0, 100.0, kBlack);
  paper.fill(40.0, 95.0, 100.0, 30.0, white);
  paper.text(words("above it"), 50.0, 150.0, 100.0, kBlack);
  paper.next_page();
  paper.text(words("turned"), 50.0, 50.0, 100.0, kBlack);
  const std::string path = written(folder, paper);
  CHECK(run("pdftotext -raw " + path + " - | tr -s ' \\n\\f' ' '").output ==
        "name of one color another hidden above it turned ");
  const std::vector<std::pair<std::string, double>> placed = {
      {"name", 50.0}, {"of", 200.0}, {"another", 350.0}};
  for (const auto& one : placed) {
    CAPTURE(one.first);
    const auto found = found_words(path);
    const auto word = std::find_if(found.begin(), found.end(), [&](const FoundWord& each) {
      return each.letters == one.first;
    });
    REQUIRE(word != found.end());
    CHECK(std::abs(word->left - one.second) < 1.5);
    CHECK(std::abs(word->top - 50.0) < 3.0);
  }
  const Gray page = raster(path, 72);
  CHECK(ink_in(page, 200.0, 50.0, 80.0, 20.0, 1.0) > 0.0);
  CHECK(ink_in(page, 45.0, 97.0, 80.0, 20.0, 1.0) == 0.0);
  CHECK(ink_in(page, 50.0, 150.0, 80.0, 20.0, 1.0) > 0.0);
}

TEST_CASE("text: what does not fit on its line is broken, also where its pieces are known") {
  const Fonts fonts = pinned_fonts();
  Paper paper = begun(fonts);
  const Paragraph line = words("2026-11-21 08:31:22 UTC-08:00");
  CHECK(paper.set(line, 300.0).line_count() == 1);
  CHECK(paper.set(line, 100.0).line_count() > 1);
  CHECK(paper.set(line, 100.0).height() == doctest::Approx(paper.measure(line, 100.0)));
  CHECK(paper.set(words("one\n\nthree 3"), 300.0).line_count() == 3);
  CHECK(paper.set(words(""), 300.0).line_count() == 1);
  // A sign that is not to be seen takes no room.
  CHECK(paper
            .set(words("1\xC2\xAD"
                       "2"),
                 300.0)
            .missing_glyphs() == 0);
}

TEST_CASE("text: a page's words come out again in every script") {
  const Fonts fonts = pinned_fonts();
  const TemporaryFolder folder;
  Paper paper = begun(fonts);
  const std::vector<std::pair<std::string, std::string>> lines = {
      {"The quick brown fox can't jump: 12:30 -> “office” fi ffi (A)", "en"},
      {"¿Cuándo podrá manejar? El día siguiente.", "es"},
      {"Nguyễn Thị Ánh không lái xe", "vi"},
      {"Καλημέρα σας", "el"},
      {"Доброе утро", "ru"},
      {"नमस्ते दुनिया", "hi"},
      {"שלום", "he"},
  };
  double y = 40.0;
  for (const auto& [text, language] : lines) {
    y += paper.text(words(text, language), 40.0, y, 500.0, kBlack) + 10.0;
  }
  std::string const path = written(folder, paper);
  std::string const found = run("pdftotext -enc UTF-8 " + path + " -").output;
  for (const auto& line : lines) {
    CAPTURE(line.first);
    CHECK(found.find(line.first) != std::string::npos);
  }
  CHECK(run("pdffonts " + path + " | tail -n +3 | grep -cv 'yes yes yes'").output == "0\n");
}

TEST_CASE("text: every letter is really drawn on paper, not only written into the text layer") {
  // Cairo's font subsets have lost glyphs in silence: compare each letter's ink with the screen's.
  const Fonts fonts = pinned_fonts();
  const TemporaryFolder folder;
  const std::vector<std::string> letters = letters_of(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!?&()%/@"
      "áéíóúüñ¿¡ÁÉÍÓÚÑçãõßøåæœ€£“”‘’…–—·≤≥×"
      "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
      "абвгдежзийклмнопрстуфхцчшщъыьэюяїєґαβγδεζηθικλμνξοπρστυφχψωάέή"
      "אבגדהוזחטיכלמנאהकखगघचछजझटठڈپگچابتثجحخدذرزسشصضกขคงจ");
  constexpr double kCell = 34.0;
  constexpr int kColumns = 16;
  constexpr double kScale = 2.0;
  Paper paper = begun(fonts);
  const auto place = [](std::size_t i) {
    return Point{30.0 + kCell * static_cast<double>(i % kColumns),
                 30.0 + kCell * static_cast<double>(i / kColumns)};
  };
  for (std::size_t i = 0; i < letters.size(); ++i) {
    Paragraph letter = words(letters[i]);
    letter.size = 20.0;
    paper.text(letter, place(i).x + 4.0, place(i).y + 2.0, 0.0, kBlack);
  }
  const Gray page = raster(written(folder, paper), 144);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    CAPTURE(letters[i]);
    Paragraph letter = words(letters[i]);
    letter.size = 20.0 * kScale;
    const auto expected = static_cast<double>(ink_of(fonts.render(letter, 0.0)));
    const double found = ink_in(page, place(i).x, place(i).y, kCell, kCell, kScale);
    CHECK(found > 0.8 * expected);
    CHECK(found < 1.25 * expected);
  }
}

TEST_CASE("text: measured is what is drawn, whole and line by line") {
  const Fonts fonts = pinned_fonts();
  Paper paper = begun(fonts);
  const Paragraph paragraph = words(
      "This text is long enough for several lines in a narrow column, and a second sentence makes "
      "sure of it.");
  Paper::Set const set = paper.set(paragraph, 120.0);
  CHECK(set.line_count() > 4);
  CHECK(paper.measure(paragraph, 120.0) == doctest::Approx(set.height()));
  CHECK(paper.text(paragraph, 10.0, 10.0, 120.0, kBlack) == doctest::Approx(set.height()));
  CHECK(set.height(0, set.line_count()) == doctest::Approx(set.height()));
  CHECK(set.height(0, 2) + set.height(2, set.line_count() - 2) == doctest::Approx(set.height()));
  CHECK(set.height(1, 0) == 0.0);
  CHECK(set.missing_glyphs() == 0);
  CHECK(paper.set(words("a\U000F1234\U000F1235"), 120.0).missing_glyphs() == 2);
}

TEST_CASE("text: a set paragraph stays good while others are set in other directions") {
  const Fonts fonts = pinned_fonts();
  const TemporaryFolder folder;
  Paper paper = begun(fonts);
  Paper::Set const english = paper.set(words("Several words of English text"), 60.0);
  Paper::Set const arabic = paper.set(words("مرحبا كيف حالك اليوم", "ar"), 60.0);
  Paper::Set const spanish = paper.set(words("Unas palabras más", "es"), 60.0);
  paper.draw(english, 20.0, 20.0, kBlack);
  paper.draw(arabic, 20.0, 220.0, kBlack);
  paper.draw(spanish, 1, spanish.line_count() - 1, 20.0, 420.0, kBlack);
  std::string const found = run("pdftotext -raw " + written(folder, paper) + " -").output;
  CHECK(found.find("Several") != std::string::npos);
  CHECK(found.find("English") != std::string::npos);
  CHECK(found.find("Unas") == std::string::npos);
  CHECK(found.find("palabras") != std::string::npos);
}

TEST_CASE("text: a stroke goes through every one of its points, and a single point is a dot") {
  const Fonts fonts = pinned_fonts();
  const TemporaryFolder folder;
  Paper paper = begun(fonts);
  const std::vector<std::vector<Point>> strokes = {
      {{100.0, 100.0}, {130.0, 90.5}, {131.0, 140.25}, {131.0, 140.25}, {60.5, 200.125}},
      {{300.0, 300.0}},
      {},
      {{400.0, 50.0}, {500.0, 60.0}}};
  paper.strokes(strokes, 6.0, kBlack);
  std::string const path = written(folder, paper);
  const Gray page = raster(path, 288);
  for (const std::vector<Point>& stroke : strokes) {
    for (const Point& point : stroke) {
      CAPTURE(point.x);
      // The middle of the pen is ink there.
      CHECK(ink_in(page, point.x - 0.5, point.y - 0.5, 1.0, 1.0, 4.0) == 16.0 * 255.0);
    }
  }
  // The dot is round: ink at its middle's sides, none where a square would have its corners.
  CHECK(ink_in(page, 302.0, 299.5, 0.5, 0.5, 4.0) > 0.0);
  CHECK(ink_in(page, 302.75, 302.75, 0.5, 0.5, 4.0) == 0.0);
}

TEST_CASE("text: the same drawing gives the same bytes, with the date it was told") {
  const Fonts fonts = pinned_fonts();
  const Fonts others = pinned_fonts();
  const auto of_a_second_thread = Fonts::open(pinned_list(), 1);
  REQUIRE(of_a_second_thread);
  const auto bytes_of = [](const Fonts& with) {
    Paper paper = begun(with);
    paper.open_tag({"Document"});
    paper.open_tag({"H1"});
    paper.text(words("Über uns — नमस्ते"), 40.0, 40.0, 400.0, kBlack);
    paper.close_tag("H1");
    paper.close_tag("Document");
    auto bytes = paper.finish();
    REQUIRE(bytes);
    return *bytes;
  };
  std::string const first = bytes_of(fonts);
  CHECK(bytes_of(fonts) == first);
  CHECK(bytes_of(others) == first);
  CHECK(bytes_of(*of_a_second_thread) == first);
  const TemporaryFolder folder;
  std::string path = (folder.path() / "a.pdf").string();
  std::ofstream(path, std::ios::binary) << first;
  std::string const about = run("TZ=UTC pdfinfo " + path).output;
  CHECK(about.find("A title") != std::string::npos);
  CHECK(about.find("Riverside Clinic") != std::string::npos);
  CHECK(about.find("CreationDate:    Sat Nov 21 16:44:07 2026 UTC") != std::string::npos);
  CHECK(about.find("Tagged:          yes") != std::string::npos);
}

TEST_CASE("text: tags that do not nest are an error, not a broken file") {
  const Fonts fonts = pinned_fonts();
  Paper paper = begun(fonts);
  paper.open_tag({"P"});
  paper.text(words("Hello"), 40.0, 40.0, 400.0, kBlack);
  paper.close_tag("H1");
  const auto bytes = paper.finish();
  REQUIRE_FALSE(bytes);
  CHECK(bytes.error().code == ErrorCode::unwritable);
}
