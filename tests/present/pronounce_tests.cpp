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
  CHECK(say("5 mg, then 2 kg") == "5 milligrams, then 2 kilogram");
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
  CHECK(texts("您会困倦。随时可以说不。") ==
        std::vector<std::string>{"您会困倦。", "随时可以说不。"});
  CHECK(texts("هل أنت هنا؟ نعم") == std::vector<std::string>{"هل أنت هنا؟", "نعم"});
  CHECK(texts("One\nTwo") == std::vector<std::string>{"One", "Two"});
  CHECK(texts("  ").empty());
}

}  // namespace
}  // namespace candor::present
