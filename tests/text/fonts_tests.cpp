#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "text/pinned_fonts.h"

using candor::ErrorCode;
using candor::support::TemporaryFolder;
using namespace candor::text;

namespace {

std::filesystem::path write_list(const TemporaryFolder& folder, const std::string& inner) {
  std::filesystem::path path = folder.path() / "fonts.conf";
  std::ofstream(path) << inner;
  return path;
}

std::string list_of(const std::string& inner) {
  return "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">"
         "<fontconfig>" +
         inner + "</fontconfig>";
}

}  // namespace

TEST_CASE("text: without its list of fonts it says which file is missing") {
  const auto fonts = Fonts::open("/nowhere/fonts.conf");
  REQUIRE_FALSE(fonts);
  CHECK(fonts.error().code == ErrorCode::not_found);
  CHECK(fonts.error().where == "/nowhere/fonts.conf");
  CHECK_FALSE(fonts.error().next.empty());
}

TEST_CASE("text: a damaged list of fonts is an error that names the file") {
  const TemporaryFolder folder;
  const auto path = write_list(folder, "<fontconfig><dir>/usr");
  const auto fonts = Fonts::open(path);
  REQUIRE_FALSE(fonts);
  CHECK(fonts.error().code == ErrorCode::unreadable);
  CHECK(fonts.error().where == path.string());
}

TEST_CASE("text: a list without any font is an error that names the packages to install") {
  const TemporaryFolder folder;
  const auto path = write_list(folder, list_of("<dir>" + folder.path().string() + "</dir>"));
  const auto fonts = Fonts::open(path);
  REQUIRE_FALSE(fonts);
  CHECK(fonts.error().code == ErrorCode::bad_value);
  CHECK(fonts.error().where == path.string());
  CHECK(fonts.error().next.find("fonts-inter") != std::string::npos);
}

TEST_CASE("text: a list without Inter is an error, never another font instead") {
  const TemporaryFolder folder;
  const auto path = write_list(
      folder, list_of("<dir>/usr/share/fonts/truetype/noto</dir>"
                      "<cachedir>/var/cache/fontconfig</cachedir>"
                      "<selectfont><rejectfont><glob>*</glob></rejectfont>"
                      "<acceptfont><glob>*/NotoSans-Regular.ttf</glob></acceptfont></selectfont>"));
  const auto fonts = Fonts::open(path);
  REQUIRE_FALSE(fonts);
  CHECK(fonts.error().code == ErrorCode::bad_value);
  CHECK(fonts.error().what.find("Inter") != std::string::npos);
}

TEST_CASE("text: capitals are as high as Inter's, so that sizes in millimetres can be met") {
  const Fonts fonts = pinned_fonts();
  CHECK(fonts.capital_height(1000.0) == doctest::Approx(727.3).epsilon(0.002));
  CHECK(fonts.capital_height(33.0) == doctest::Approx(24.0).epsilon(0.002));
}

TEST_CASE("text: the first character without a glyph is named") {
  const Fonts fonts = pinned_fonts();
  CHECK(fonts.missing_glyph("").empty());
  CHECK(fonts.missing_glyph("All of this is there: 12 ≤ 13, “yes”…\nand a new line").empty());
  CHECK(fonts.missing_glyph("a \U000F1234 b \U000F1235") == "\U000F1234");
  CHECK(fonts.missing_glyph("fine\U0010FFFD") == "\U0010FFFD");
}

TEST_CASE("text: the scripts that a clinic may meet all have glyphs") {
  const Fonts fonts = pinned_fonts();
  const std::vector<std::string> samples = {
      "¿Cómo está usted hoy?",
      "Nguyễn Thị Ánh, mười hai giờ",
      "Καλημέρα, πώς είστε;",
      "Доброе утро, їжак",
      "مرحبا، كيف حالك اليوم؟",
      "سلام، حال شما چطور است؟ پگچ",
      "नमस्ते, आप कैसे हैं?",
      "שלום, מה שלומך?",
      "সুপ্রভাত",
      "வணக்கம்",
      "సుప్రభాతం",
      "ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
      "સુપ્રભાત",
      "สวัสดีตอนเช้า",
      "ສະບາຍດີ",
      "អរុណសួស្តី",
      "မင်္ဂလာပါ",
      "ሰላም እንደምን አደሩ",
      "Բարի լույս",
      "დილა მშვიდობისა",
      "滴注治疗，您需要知道的事",
      "日本語と한국어",
      "Łukasz Żółć, Ștefan, Çağrı, Øyvind, Þór",
      // A telephone number among Arabic words is kept from turning around.
      "اتصل على \u2066555-0100\u2069 الآن",
  };
  for (const std::string& sample : samples) {
    CAPTURE(sample);
    CHECK(fonts.missing_glyph(sample).empty());
    Paragraph paragraph;
    paragraph.text = sample;
    CHECK(ink_of(fonts.render(paragraph, 0.0)) > 0);
  }
}

TEST_CASE("text: each weight puts more ink on the glass than the one before, and italics differ") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.text = "Before you sign";
  long before = 0;
  for (const Weight weight : {Weight::regular, Weight::medium, Weight::semibold, Weight::bold}) {
    paragraph.weight = weight;
    const long ink = ink_of(fonts.render(paragraph, 0.0));
    CHECK(ink > before + before / 50);
    before = ink;
  }
  paragraph.weight = Weight::regular;
  const Mask upright = fonts.render(paragraph, 0.0);
  paragraph.italic = true;
  CHECK(fonts.render(paragraph, 0.0).coverage != upright.coverage);
}

TEST_CASE("text: a mask is as large as measured, rounded up") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.text = "You can stop at any time.\nAsk us anything.";
  for (const double width : {0.0, 90.0, 200.5, 1000.0}) {
    CAPTURE(width);
    const Size size = fonts.measure(paragraph, width);
    const Mask mask = fonts.render(paragraph, width);
    CHECK(mask.width == static_cast<int>(std::ceil(size.width)));
    CHECK(mask.height == static_cast<int>(std::ceil(size.height)));
    CHECK(mask.coverage.size() ==
          static_cast<std::size_t>(mask.width) * static_cast<std::size_t>(mask.height));
  }
}

TEST_CASE("text: an empty paragraph takes one line and shows nothing") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  CHECK(fonts.measure(paragraph, 100.0).height == doctest::Approx(37.5).epsilon(0.05));
  CHECK(ink_of(fonts.render(paragraph, 100.0)) == 0);
}

TEST_CASE("text: bytes that are not UTF-8 are shown as well as can be, and nothing breaks") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.text = std::string("a\xC3(\xFF") + '\0' + "b\xE2\x82";
  paragraph.runs = {{1, 100, Weight::bold, true}, {3, 2, Weight::bold, false}};
  CHECK(ink_of(fonts.render(paragraph, 60.0)) > 0);
}

TEST_CASE("text: the box of a word lies around its ink, in either direction of reading") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.text = "iiii WWWW iiii";
  const auto boxes = fonts.boxes(paragraph, 0, 5, 9);
  REQUIRE(boxes.size() == 1);
  const Mask mask = fonts.render(paragraph, 0);
  // The only wide letters: the columns with much ink are theirs.
  double left = mask.width;
  double right = 0;
  for (int x = 0; x < mask.width; ++x) {
    int ink = 0;
    for (int y = 0; y < mask.height; ++y) {
      ink += mask.coverage[std::size_t(y * mask.width + x)] > 128 ? 1 : 0;
    }
    if (x < boxes[0].x - 2 || x > boxes[0].x + boxes[0].width + 2 || ink == 0) continue;
    left = std::min(left, double(x));
    right = std::max(right, double(x));
  }
  CHECK(left - boxes[0].x < 4);
  CHECK(boxes[0].x + boxes[0].width - right < 5);
  const double whole = fonts.measure(paragraph, 0).width;
  CHECK(boxes[0].x > whole * 0.15);
  CHECK(boxes[0].width > whole * 0.4);
  CHECK(boxes[0].height == doctest::Approx(double(mask.height)).epsilon(0.1));

  Paragraph arabic;
  arabic.text = "الممرضة تبقى معك";
  arabic.language = "ar";
  const auto first = fonts.boxes(arabic, 600, 0, 14);
  const auto last = fonts.boxes(arabic, 600, arabic.text.size() - 6, arabic.text.size());
  REQUIRE(first.size() == 1);
  REQUIRE(last.size() == 1);
  CHECK(first[0].x > last[0].x + last[0].width);
  CHECK(first[0].x + first[0].width == doctest::Approx(600).epsilon(0.02));
}

TEST_CASE("text: what goes on in the next line has a box on each, below one another") {
  const Fonts fonts = pinned_fonts();
  Paragraph paragraph;
  paragraph.text = "A nurse stays with you the whole time and checks your blood pressure.";
  const double width = 300;
  const auto boxes = fonts.boxes(paragraph, width, 0, paragraph.text.size());
  REQUIRE(boxes.size() >= 3);
  for (std::size_t i = 1; i < boxes.size(); ++i) CHECK(boxes[i].y >= boxes[i - 1].y + 20);
  for (const WordBox& box : boxes) CHECK(box.x + box.width <= width + 1);
  CHECK(fonts.boxes(paragraph, width, 5, 5).empty());
}
