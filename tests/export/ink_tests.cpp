// Letters that a PDF names but does not show: a subset of a font can lose a glyph while the text
// can still be extracted. So each character's ink in the PDF is compared with Cairo's own picture.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "export/paper_trail.h"
#include "export/sample_records.h"
#include "support/measured.h"
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
  /// How many letters stand in one document: a subset can lose a letter in one and not the other.
  std::vector<std::size_t> portions{400, 60};
  bool from_right = false;
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

/// Every Chinese character that ships, with two that a known fault of Cairo loses from one font (如
/// and 瘃), and some that names are written with.
std::vector<std::string> chinese_letters() {
  std::set<std::string> letters{"如", "瘃", "王", "李", "张", "刘", "陈", "杨", "黄", "赵",
                                "吴", "周", "，", "。", "、", "？", "：", "“",  "”"};
  const auto take = [&letters](const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
      const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
      const unsigned code = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
      if ((byte(0) & 0xF0U) != 0xE0U || code < 0x4E00 || code > 0x9FFF) continue;
      letters.insert(text.substr(at, 3));
    }
  };
  const auto root = candor::support::source_folder();
  take(root / "assets" / "words" / "zh-Hans.json");
  for (const auto& pack : std::filesystem::directory_iterator(root / "content")) {
    take(pack.path() / "translations" / "zh-Hans.json");
  }
  return {letters.begin(), letters.end()};
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
  Script arabic{"Arabic", "ar", {}};
  arabic.from_right = true;
  add(arabic.letters, 0x621, 0x63A);
  add(arabic.letters, 0x641, 0x64A);
  for (const char* sign : {"،", "؛", "؟"}) arabic.letters.emplace_back(sign);
  Script devanagari{"Devanagari", "hi", {}};
  add(devanagari.letters, 0x905, 0x90B);
  add(devanagari.letters, 0x90F, 0x910);
  add(devanagari.letters, 0x913, 0x928);
  add(devanagari.letters, 0x92A, 0x930);
  add(devanagari.letters, 0x935, 0x939);
  add(devanagari.letters, 0x966, 0x96F);
  Script chinese{"Chinese", "zh-Hans", chinese_letters()};
  chinese.portions = {300};
  return {latin, greek, cyrillic, arabic, devanagari, chinese};
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
                (i % kColumns) * kCell + 4.0, (i / kColumns) * kCell + 4.0, kCell - 8.0,
                {0.0, 0.0, 0.0});
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
  std::size_t looked = 0;
  int missing = 0;
  for (const Script& script : scripts()) {
    CAPTURE(script.name);
    REQUIRE(script.letters.size() > 30);
    for (const text::Weight weight : {text::Weight::regular, text::Weight::semibold}) {
      for (const std::size_t portion : script.portions) {
        for (std::size_t at = 0; at < script.letters.size(); at += portion) {
          const std::size_t end = std::min(at + portion, script.letters.size());
          const std::vector<std::string> some(
              script.letters.begin() + static_cast<std::ptrdiff_t>(at),
              script.letters.begin() + static_cast<std::ptrdiff_t>(end));
          for (const std::string& letter : lost(fonts, script, weight, some)) {
            FAIL_CHECK(letter);
            ++missing;
          }
          looked += some.size();
        }
      }
    }
  }
  candor::support::measured(
      "S-25", fmt::format("{} letters of {} scripts compared in two weights: {} lost", looked,
                          scripts().size(), missing));
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
    constexpr std::size_t kOnOnePage = 300;
    std::vector<std::string> some = script.letters;
    some.resize(std::min(some.size(), kOnOnePage));
    for (const std::string& letter : some) words += letter + " ";
    auto paper =
        text::Paper::begin(fonts, 612.0, 792.0, {"ink", "test", "2026-11-21T08:00:00Z", "en"});
    REQUIRE(paper);
    text::Paragraph paragraph = letter_of(words, script, text::Weight::regular);
    paper->text(paragraph, 54.0, 80.0, 500.0, {0.0, 0.0, 0.0});
    const auto pdf = paper->finish();
    REQUIRE(pdf);
    const PaperTrail trail(*pdf);
    if (!script.from_right) {
      CHECK(trail.says(words));
      continue;
    }
    // Readers put what is written from the right into an order of their own.
    for (const std::string& letter : some) {
      CAPTURE(letter);
      CHECK(trail.says(letter));
    }
  }
}
