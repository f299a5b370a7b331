// Letters that a PDF names but does not show: a subset of a font can lose a glyph while the text
// can still be extracted. So each character's ink in the PDF is compared with Cairo's own picture.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "export/paper_trail.h"
#include "export/sample_records.h"
#include "text/paper.h"

using candor::exporting::samples::PaperTrail;
using candor::exporting::samples::pinned_fonts;
namespace text = candor::text;

namespace {

/// A script that ships, with the characters to look at. A new script joins by a line in scripts().
struct Script {
  const char* name;
  const char* language;
  std::vector<std::string> letters;
};

std::string utf8(unsigned code) {
  std::string bytes;
  if (code < 0x80) {
    bytes += static_cast<char>(code);
  } else if (code < 0x800) {
    bytes += static_cast<char>(0xC0U | code >> 6U);
    bytes += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    bytes += static_cast<char>(0xE0U | code >> 12U);
    bytes += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
    bytes += static_cast<char>(0x80U | (code & 0x3FU));
  }
  return bytes;
}

void add(std::vector<std::string>& letters, unsigned first, unsigned last) {
  for (unsigned code = first; code <= last; ++code) letters.push_back(utf8(code));
}

std::vector<Script> scripts() {
  Script latin{"Latin", "en", {}};
  add(latin.letters, 0x21, 0x7E);
  add(latin.letters, 0xA1, 0xAC);
  add(latin.letters, 0xAE, 0x17F);
  add(latin.letters, 0x1EA0, 0x1EF9);  // Vietnamese
  for (const char* sign : {"–", "—", "‘", "’", "“", "”", "•", "…", "€", "→", "≤", "≥", "×", "✓"}) {
    latin.letters.emplace_back(sign);
  }
  Script greek{"Greek", "el", {}};
  add(greek.letters, 0x391, 0x3A1);
  add(greek.letters, 0x3A3, 0x3C9);
  Script cyrillic{"Cyrillic", "ru", {}};
  add(cyrillic.letters, 0x410, 0x44F);
  return {latin, greek, cyrillic};
}

struct Gray {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> pixels;
};

/// The first page as a picture of `dots` pixels an inch.
Gray page_of(const std::string& pdf, int dots) {
  const PaperTrail::File file(pdf);
  const auto ran = candor::support::run(
      fmt::format("pdftoppm -gray -singlefile -r {} {} {}", dots, file.path(), file.path()));
  REQUIRE(ran.exit_code == 0);
  std::ifstream in(file.path() + ".pgm", std::ios::binary);
  std::string magic;
  int most = 0;
  Gray gray;
  in >> magic >> gray.width >> gray.height >> most;
  REQUIRE(magic == "P5");
  in.get();
  gray.pixels.resize(static_cast<std::size_t>(gray.width) * static_cast<std::size_t>(gray.height));
  in.read(reinterpret_cast<char*>(gray.pixels.data()),
          static_cast<std::streamsize>(gray.pixels.size()));
  return gray;
}

constexpr double kEm = 16.0;  // points
constexpr double kCell = 28.0;
constexpr int kColumns = 18;
constexpr int kRows = 24;
constexpr int kDots = 216;  // three pixels a point
constexpr double kScale = kDots / 72.0;

double ink_in(const Gray& gray, int column, int row) {
  double ink = 0.0;
  const auto side = static_cast<int>(kCell * kScale);
  for (int y = row * side; y < (row + 1) * side; ++y) {
    for (int x = column * side; x < (column + 1) * side; ++x) {
      ink += 255 - gray.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(gray.width) +
                               static_cast<std::size_t>(x)];
    }
  }
  return ink / 255.0;
}

text::Paragraph letter_of(const std::string& letter, const Script& script, text::Weight weight) {
  text::Paragraph paragraph;
  paragraph.text = letter;
  paragraph.size = kEm;
  paragraph.weight = weight;
  paragraph.language = script.language;
  return paragraph;
}

/// Those of the letters whose ink in a PDF is not what Cairo's picture of them has.
std::vector<std::string> lost(const text::Fonts& fonts, const Script& script, text::Weight weight,
                              const std::vector<std::string>& letters) {
  auto paper = text::Paper::begin(fonts, kColumns * kCell, kRows * kCell,
                                  {"ink", "test", "2026-11-21T08:00:00Z", "en"});
  REQUIRE(paper);
  const int count = static_cast<int>(letters.size());
  REQUIRE(count <= kColumns * kRows);
  for (int i = 0; i < count; ++i) {
    paper->text(letter_of(letters[static_cast<std::size_t>(i)], script, weight),
                (i % kColumns) * kCell + 4.0, (i / kColumns) * kCell + 4.0, kCell, {0.0, 0.0, 0.0});
  }
  const auto pdf = paper->finish();
  REQUIRE(pdf);
  const Gray gray = page_of(*pdf, kDots);
  std::vector<std::string> found;
  for (int i = 0; i < count; ++i) {
    const std::string& letter = letters[static_cast<std::size_t>(i)];
    text::Paragraph large = letter_of(letter, script, weight);
    large.size = kEm * kScale;
    const text::Mask mask = fonts.render(large, 0.0);
    double wanted = 0.0;
    for (const unsigned char pixel : mask.coverage) wanted += pixel / 255.0;
    const double ink = ink_in(gray, i % kColumns, i / kColumns);
    // Two rasterizers differ by hairs, more so for dots and thin strokes.
    const double allowed = 0.2 * wanted + 6.0;
    if (wanted < 1.0 || std::abs(ink - wanted) > allowed) {
      found.push_back(fmt::format("{}: {:.1f} instead of {:.1f}", letter, ink, wanted));
    }
  }
  return found;
}

}  // namespace

TEST_CASE("ink: every letter of every script that ships leaves its ink in the PDF (S-25)") {
  text::Fonts const fonts = pinned_fonts();
  for (const Script& script : scripts()) {
    CAPTURE(script.name);
    for (const text::Weight weight : {text::Weight::regular, text::Weight::semibold}) {
      // All at once, and in small documents: a subset can lose a letter in one and not the other.
      for (const std::size_t portion : {std::size_t{400}, std::size_t{60}}) {
        for (std::size_t at = 0; at < script.letters.size(); at += portion) {
          const std::size_t end = std::min(at + portion, script.letters.size());
          const std::vector<std::string> some(
              script.letters.begin() + static_cast<std::ptrdiff_t>(at),
              script.letters.begin() + static_cast<std::ptrdiff_t>(end));
          for (const std::string& letter : lost(fonts, script, weight, some)) FAIL_CHECK(letter);
        }
      }
    }
  }
}

TEST_CASE("ink: a letter that is not drawn is found") {
  text::Fonts const fonts = pinned_fonts();
  // A blank has no ink: exactly what a lost glyph looks like.
  CHECK(lost(fonts, scripts()[0], text::Weight::regular, {"a", "\u00A0", "b"}).size() == 1);
}

TEST_CASE("ink: the letters come out of the PDF as they went in, script by script (S-25)") {
  text::Fonts const fonts = pinned_fonts();
  for (const Script& script : scripts()) {
    CAPTURE(script.name);
    std::string words;
    for (const std::string& letter : script.letters) words += letter + " ";
    auto paper =
        text::Paper::begin(fonts, 612.0, 792.0, {"ink", "test", "2026-11-21T08:00:00Z", "en"});
    REQUIRE(paper);
    text::Paragraph paragraph = letter_of(words, script, text::Weight::regular);
    paper->text(paragraph, 54.0, 80.0, 500.0, {0.0, 0.0, 0.0});
    const auto pdf = paper->finish();
    REQUIRE(pdf);
    const PaperTrail trail(*pdf);
    CHECK(trail.says(words));
  }
}
