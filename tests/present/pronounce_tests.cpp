#include <doctest/doctest.h>

#include "present/pronounce.h"

namespace candor::present {
namespace {

std::string say(const std::string& written, const std::string& language = "en") {
  return said(written, language).text;
}

/// The written text that a piece of what is said stands for.
std::string stands_for(const std::string& written, const std::string& piece) {
  const Said words = said(written, "en");
  const auto at = words.text.find(piece);
  REQUIRE(at != std::string::npos);
  std::string found;
  for (const Said::Piece& each : words.pieces) {
    if (each.said_begin < at + piece.size() && at < each.said_end) {
      found += written.substr(each.begin, each.end - each.begin);
    }
  }
  return found;
}

TEST_CASE("present: a telephone number is said digit by digit, other numbers as numbers") {
  CHECK(say("Call 555-0100.") == "Call 5 5 5, 0 1 0 0.");
  CHECK(say("Call 1-800-662-4357 now") == "Call 1, 8 0 0, 6 6 2, 4 3 5 7 now");
  CHECK(say("Call (555) 010-0199, day or night") == "Call 5 5 5, 0 1 0, 0 1 9 9, day or night");
  CHECK(say("Call 911 or 988.") == "Call 9 1 1 or 9 8 8.");
  CHECK(say("At 8:30 AM, 56 in 100") == "At 8:30 AM, 56 in 100");
  CHECK(say("About 1,000 people, 2.5 hours") == "About 1,000 people, 2.5 hours");
  CHECK(say("In 2025 a study of 62 people") == "In 2025 a study of 62 people");
}

TEST_CASE("present: units, ranges and dots between words are said in the language's own words") {
  CHECK(say("0.5 mg/kg over 40 minutes") == "0.5 milligrams per kilogram over 40 minutes");
  CHECK(say("5 mg, then 2 kg") == "5 milligrams, then 2 kilograms");
  CHECK(say("1 mg, then 1 kg") == "1 milligram, then 1 kilogram");
  CHECK(say("1 mg", "es") == "1 miligramo");
  CHECK(say("5 mL", "vi") == "5 mi li lít");
  CHECK(say("6–8 hours") == "6 to 8 hours");
  CHECK(say("6–8 horas", "es") == "6 a 8 horas");
  CHECK(say("6–8 小时", "zh-Hans") == "6 到 8 小时");
  CHECK(say("0.5 mg/kg", "es") == "0.5 miligramos por kilogramo");
  CHECK(say("Answer each · 1 of 6") == "Answer each, 1 of 6");
}

TEST_CASE("present: abbreviations are said letter by letter, words in capitals are words") {
  CHECK(say("ECT and an MRI") == "E C T and an M R I");
  CHECK(say("The US and the FDA.") == "The U S and the F D A.");
  CHECK(say("OK, your PIN") == "OK, your PIN");
  CHECK(say("A nurse. I do. STOPPED") == "A nurse. I do. STOPPED");
}

TEST_CASE("present: numbers, money, times and dates are said as each language says them") {
  CHECK(say("1 de cada 1,000 personas", "es") == "1 de cada 1000 personas");
  CHECK(say("1.000 de 2,500.5", "vi") == "1.000 de 2500.5");
  CHECK(say("Often $400 to $3,000 each") == "Often 400 dollars to 3,000 dollars each");
  CHECK(say("de $400 a $3,000.", "es") == "de 400 dólares a 3000 dólares.");
  CHECK(say("\u2066$400\u2069 لكل مرة", "ar") == "400 دولار لكل مرة");
  CHECK(say("收费$500。", "zh-Hans") == "收费 500 美元。");
  CHECK(say("At 8:30 AM") == "At 8:30 AM");
  CHECK(say("a las 8:30\u202Fa.\u00A0m.", "es") == "a las 8 y 30 de la mañana");
  CHECK(say("a las 2:05 p. m. en punto", "es") == "a las 2 y 5 de la tarde en punto");
  CHECK(say("a las 8:00", "es") == "a las 8 en punto");
  CHECK(say("lúc 14:30", "vi") == "lúc 14 giờ 30");
  CHECK(say("lúc 14:00", "vi") == "lúc 14 giờ");
  CHECK(say("14:30", "zh-Hans") == "14 点 30");
  CHECK(say("2026-11-05") == "2026, 11, 5");
  CHECK(say("555-0100") == "5 5 5, 0 1 0 0");
  CHECK(say("veteranos de EE. UU. y otros", "es") == "veteranos de Estados Unidos y otros");
  CHECK(say("En EE. UU.", "es") == "En Estados Unidos.");
}

TEST_CASE(
    "present: abbreviations in brackets and between Chinese signs are said letter by letter") {
  CHECK(say("a fit (ECT), or a mask (CPAP).") == "a fit (E C T), or a mask (C P A P).");
  CHECK(say("TEC (ECT)", "es") == "T E C (E C T)");
  CHECK(say("创伤（PTSD）或强迫症（OCD）", "zh-Hans") == "创伤（P T S D）或强迫症（O C D）");
  CHECK(say("批准。FDA没有", "zh-Hans") == "批准。 F D A 没有");
  CHECK(say("“ECT” và 5 mg", "vi") == "“E C T” và 5 mi li gam");
}

TEST_CASE("present: what is said in other words still knows where it stands on the glass") {
  CHECK(stands_for("Call 555-0100.", "0 1 0 0") == "555-0100");
  CHECK(stands_for("take 5 mg now", "milligrams") == "mg");
  CHECK(stands_for("take 5 mg now", "now") == "now");
  CHECK(stands_for("an MRI scan", "M R I") == "MRI");
}

TEST_CASE("present: sentences end where a reader breathes, in every script") {
  const auto texts = [](const std::string& text) {
    std::vector<std::string> found;
    for (const Stretch& each : sentences_in(text)) {
      found.push_back(text.substr(each.begin, each.end - each.begin));
    }
    return found;
  };
  CHECK(texts("You may sleep. It passes! Really? Yes") ==
        std::vector<std::string>{"You may sleep.", "It passes!", "Really?", "Yes"});
  CHECK(texts("Dr. Lee gives 0.5 mg. Then wait.") ==
        std::vector<std::string>{"Dr. Lee gives 0.5 mg.", "Then wait."});
  CHECK(texts("You feel “floaty.” It ends.") ==
        std::vector<std::string>{"You feel “floaty.”", "It ends."});
  CHECK(texts("Hay clínicas en EE. UU. y aquí. Pregunte.") ==
        std::vector<std::string>{"Hay clínicas en EE. UU. y aquí.", "Pregunte."});
  CHECK(texts("您会困倦。随时可以说不。") ==
        std::vector<std::string>{"您会困倦。", "随时可以说不。"});
  CHECK(texts("هل أنت هنا؟ نعم") == std::vector<std::string>{"هل أنت هنا؟", "نعم"});
  CHECK(texts("One\nTwo") == std::vector<std::string>{"One", "Two"});
  CHECK(texts("  ").empty());
}

}  // namespace
}  // namespace candor::present
