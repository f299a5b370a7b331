#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "text/pinned_fonts.h"

using namespace candor::text;

namespace {

/// The first and last column with ink; {width, -1} without any.
struct Columns {
  int first = 0;
  int last = -1;
};

Columns inked_columns(const Mask& mask) {
  Columns columns{mask.width, -1};
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      if (mask.coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width) +
                        static_cast<std::size_t>(x)] == 0) {
        continue;
      }
      columns.first = std::min(columns.first, x);
      columns.last = std::max(columns.last, x);
    }
  }
  return columns;
}

constexpr std::array<const char*, 14> kWords = {
    "a",      "drip",  "fjord",  "Ångström", "Ễfjy", "jour", "W",
    "slowly", "ÀÉÎÕÜ", "glass,", "مرحبا",    "नमस्ते", "ใกล้ที่", "antidisestablishmentarianism"};

Paragraph random_paragraph() {
  Paragraph paragraph;
  const int words = *rc::gen::inRange(1, 25);
  for (int i = 0; i < words; ++i) {
    if (i > 0) paragraph.text += *rc::gen::inRange(0, 12) == 0 ? "\n" : " ";
    paragraph.text += *rc::gen::elementOf(kWords);
  }
  paragraph.size = *rc::gen::inRange(8, 60);
  paragraph.italic = *rc::gen::arbitrary<bool>();
  paragraph.weight = *rc::gen::element(Weight::regular, Weight::medium, Weight::bold);
  paragraph.align = *rc::gen::element(Align::start, Align::center, Align::end);
  paragraph.language = *rc::gen::element<std::string>("en", "es", "ar", "hi", "th");
  std::size_t const length = paragraph.text.size();
  std::size_t const begin = *rc::gen::inRange<std::size_t>(0, length + 1);
  std::size_t const end = *rc::gen::inRange<std::size_t>(begin, length + 1);
  paragraph.runs = {{begin, end, Weight::semibold, *rc::gen::arbitrary<bool>()}};
  return paragraph;
}

}  // namespace

TEST_CASE("text: wrapped text is never wider than its column, whatever it says") {
  const Fonts fonts = pinned_fonts();
  CHECK(rc::check([&fonts] {
    Paragraph const paragraph = random_paragraph();
    // A column that holds the widest single letter with its overhang.
    double const width = paragraph.size * 2.0 + *rc::gen::inRange(0, 700);
    RC_ASSERT(fonts.measure(paragraph, width).width <= width);
  }));
}

TEST_CASE("text: no ink is cut off at a mask's edges, whatever it says") {
  const Fonts fonts = pinned_fonts();
  CHECK(rc::check([&fonts] {
    Paragraph paragraph = random_paragraph();
    // One line alone: the same ink must be there when lots of room is added on every side.
    std::replace(paragraph.text.begin(), paragraph.text.end(), '\n', ' ');
    paragraph.line_height = 0.6;
    Mask const tight = fonts.render(paragraph, 0.0);
    paragraph.line_height = 4.0;
    paragraph.align = Align::center;
    Mask const roomy = fonts.render(paragraph, tight.width + 400.0);
    RC_ASSERT(ink_of(tight) == ink_of(roomy));
    Columns const columns = inked_columns(roomy);
    RC_ASSERT(columns.first > 0);
    RC_ASSERT(columns.last < roomy.width - 1);
  }));
}

TEST_CASE("text: baselines lie the line height apart, and tall signs never touch the line above") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.size = 40.0;
  paragraph.line_height = 1.5;
  paragraph.text = "one";
  const double one = fonts.measure(paragraph, 0.0).height;
  paragraph.text = "one\ntwo\nthree\nfour";
  CHECK(fonts.measure(paragraph, 0.0).height - one == doctest::Approx(180.0).epsilon(0.01));

  // With lines this close, accents would run into the descenders above them.
  paragraph.line_height = 0.5;
  paragraph.text = "gjpqy";
  const long apart = ink_of(fonts.render(paragraph, 0.0));
  paragraph.text = "gjpqy\ngjpqy";
  CHECK(ink_of(fonts.render(paragraph, 0.0)) == 2 * apart);
}

TEST_CASE("text: lines break between words, and inside a word only where it is too wide alone") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.size = 20.0;
  paragraph.text = "seven eight";
  const double word = [&] {
    Paragraph alone = paragraph;
    alone.text = "seven";
    return fonts.measure(alone, 0.0).width;
  }();
  const double line = fonts.measure(paragraph, 0.0).height;
  CHECK(fonts.measure(paragraph, word + 4.0).height == doctest::Approx(2 * line).epsilon(0.02));
  paragraph.text = "seveneightseveneight";
  CHECK(fonts.measure(paragraph, word + 4.0).height > 3.5 * line);
  CHECK(fonts.measure(paragraph, 0.0).height == doctest::Approx(line));
}

TEST_CASE("text: a run is set in its weight, and nothing else is") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.text = "one two";
  const Mask plain = fonts.render(paragraph, 0.0);
  paragraph.runs = {{4, 7, Weight::bold, false}};
  const Mask strong = fonts.render(paragraph, 0.0);
  CHECK(ink_of(strong) > ink_of(plain));
  CHECK(strong.width > plain.width);
  // "one" is untouched: the first columns are the same.
  bool same = true;
  for (int y = 0; y < plain.height; ++y) {
    for (int x = 0; x < plain.width / 3; ++x) {
      const auto at = [y, x](const Mask& mask) {
        return mask.coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width) +
                             static_cast<std::size_t>(x)];
      };
      same = same && at(plain) == at(strong);
    }
  }
  CHECK(same);
  paragraph.runs = {{0, 7, Weight::bold, false}};
  Paragraph bold = paragraph;
  bold.runs.clear();
  bold.weight = Weight::bold;
  CHECK(fonts.render(paragraph, 0.0).coverage == fonts.render(bold, 0.0).coverage);
}

TEST_CASE("text: start is the left in English and the right in Arabic, end and centre likewise") {
  const Fonts fonts = pinned_fonts();
  constexpr double kColumn = 500.0;
  const auto columns_of = [&fonts](const std::string& text, const std::string& language,
                                   Align align) {
    Paragraph paragraph;
    paragraph.text = text;
    paragraph.language = language;
    paragraph.align = align;
    return inked_columns(fonts.render(paragraph, kColumn));
  };
  CHECK(columns_of("Hello", "en", Align::start).first < 10);
  CHECK(columns_of("Hello", "en", Align::end).last > 490);
  CHECK(columns_of("مرحبا", "ar", Align::start).last > 490);
  CHECK(columns_of("مرحبا", "ar", Align::end).first < 10);
  const Columns middle = columns_of("Hello", "en", Align::center);
  CHECK(middle.first + middle.last == doctest::Approx(kColumn).epsilon(0.02));
  // An Arabic sentence that begins with a Latin word, and an Arabic name on an English page.
  CHECK(columns_of("Candor مرحبا", "ar", Align::start).last > 490);
  CHECK(columns_of("مرحبا", "en", Align::start).last > 490);
}

TEST_CASE("text: a text that needs no column is only as wide as its words") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.text = "Next";
  const double natural = fonts.measure(paragraph, 0.0).width;
  CHECK(fonts.measure(paragraph, 900.0).width == doctest::Approx(natural));
  paragraph.align = Align::center;
  CHECK(fonts.measure(paragraph, 900.0).width == doctest::Approx(900.0));
  CHECK(fonts.measure(paragraph, 0.0).width == doctest::Approx(natural));
}

TEST_CASE("text: signs are shown as they are written") {
  const Fonts fonts = pinned_fonts();
  const auto ink = [&fonts](const std::string& text) {
    Paragraph paragraph;
    paragraph.text = text;
    return ink_of(fonts.render(paragraph, 0.0));
  };
  // Not one arrow for "-" and ">", in plain Latin and beside other scripts.
  CHECK(ink("- >") == doctest::Approx(static_cast<double>(ink("->"))).epsilon(0.03));
  CHECK(ink("Ж - >") == doctest::Approx(static_cast<double>(ink("Ж ->"))).epsilon(0.03));
  // A letter with a separate accent looks like the letter that has it.
  CHECK(ink("e\u0301") == doctest::Approx(static_cast<double>(ink("\u00E9"))).epsilon(0.05));
}
