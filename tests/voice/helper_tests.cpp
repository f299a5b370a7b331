#include <doctest/doctest.h>
#include <sys/wait.h>

#include <csignal>

#include "support/fakes.h"
#include "support/measured.h"
#include "voice/helper.h"
#include "voice/rig.h"

namespace candor::voice {
namespace {

constexpr const char* kText = "You may feel sleepy. A nurse stays with you.";

TEST_CASE("voice: English words come with the bytes and the times at which they are heard") {
  Helper helper(speech_program());
  const auto sound = spoken(helper, {"en", kText});
  REQUIRE(sound);
  CHECK(sound->rate == 16'000);
  std::vector<std::string> words;
  for (const WordTime& word : sound->words) {
    words.push_back(std::string(kText).substr(word.begin, word.end - word.begin));
  }
  CHECK(words == std::vector<std::string>{"You", "may", "feel", "sleepy", "A", "nurse", "stays",
                                          "with", "you"});
  for (std::size_t i = 1; i < sound->words.size(); ++i) {
    CHECK(sound->words[i].sample > sound->words[i - 1].sample);
  }
  CHECK(level(sound->samples) > -40);
}

TEST_CASE("voice: five other languages are spoken, each word where it stands in the text (A-11)") {
  Helper helper(speech_program());
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"es", "La enfermera está con usted."},
      {"zh-Hans", "您可以随时说不。"},
      {"vi", "Y tá ở bên bạn."},
      {"ht", "Enfimyè a rete avè w."},
      {"ar", "الممرضة تبقى معك."}};
  std::vector<std::vector<std::int16_t>> sounds;
  for (const auto& [language, text] : texts) {
    CAPTURE(language);
    const auto sound = spoken(helper, {language, text});
    REQUIRE(sound);
    CHECK(level(sound->samples) > -40);
    CHECK(sound->words.size() >= 3);
    for (const WordTime& word : sound->words) {
      // A character is never cut in two.
      CHECK((static_cast<unsigned char>(text[word.begin]) & 0xC0U) != 0x80U);
      CHECK(word.end <= text.size());
    }
  }
  // The language is heard, not only named: Spanish letters in another tongue sound different.
  const auto spanish = spoken(helper, {"es", "La enfermera"});
  const auto creole = spoken(helper, {"ht", "La enfermera"});
  REQUIRE(spanish);
  REQUIRE(creole);
  CHECK(spanish->samples != creole->samples);
}

TEST_CASE("voice: a usual page is read at 120 to 125 words a minute (A-10)") {
  Helper helper(speech_program());
  const std::string text =
      "You may feel sleepy or dizzy during the treatment. Most of this is gone in two hours. A "
      "nurse stays with you the whole time and checks your blood pressure. You can’t drive until "
      "the next day, so please plan a ride home. If you have any questions, press Ask staff and "
      "somebody will come and talk with you. You can say no at any time, and your other care goes "
      "on as before.";
  const auto sound = spoken(helper, {"en", text});
  REQUIRE(sound);
  const double words = double(sound->words.size()) * 60'000 / double(duration_ms(*sound));
  CHECK(words >= 120);
  CHECK(words <= 125);
  support::measured("A-10", std::to_string(int(words)) + " words a minute at the usual speed");
}

TEST_CASE("voice: a language without a voice is refused and the next text is spoken") {
  Helper helper(speech_program());
  const auto none = spoken(helper, {"xx", "hello"});
  REQUIRE(!none);
  CHECK(none.error().code == ErrorCode::refused);
  CHECK(spoken(helper, {"en", "hello"}));
}

TEST_CASE("voice: a clinic chooses another voice for a language, and only for that one") {
  Helper usual(speech_program());
  Helper chosen(speech_program(), {{"es", "es-419"}});
  const std::string spanish = "La cena es a las cinco, gracias.";
  const auto castilian = spoken(usual, {"es", spanish});
  const auto american = spoken(chosen, {"es", spanish});
  REQUIRE(castilian);
  REQUIRE(american);
  // The same breath is drawn a little differently each time; how long it takes is the voice's own.
  CHECK(castilian->samples.size() != american->samples.size());
  CHECK(castilian->words.size() == american->words.size());
  Helper fresh(speech_program());
  Helper other(speech_program(), {{"es", "es-419"}});
  CHECK(spoken(fresh, {"vi", "Xin chào"})->samples.size() ==
        spoken(other, {"vi", "Xin chào"})->samples.size());
}

TEST_CASE("voice: a speech program that is killed loses one sentence and is started again") {
  Helper helper(speech_program());
  REQUIRE(spoken(helper, {"en", "One."}));
  const int before = helper.process();
  REQUIRE(before > 0);
  ::kill(before, SIGKILL);
  // Wait until it is gone, or its last breath may still answer.
  siginfo_t gone{};
  ::waitid(P_PID, static_cast<id_t>(before), &gone, WEXITED | WNOWAIT);
  const auto lost = spoken(helper, {"en", "Two."});
  REQUIRE(!lost);
  CHECK(lost.error().code == ErrorCode::bad_format);
  CHECK(spoken(helper, {"en", "Three."}));
  CHECK(helper.process() != before);
}

TEST_CASE("voice: a speech program that hangs is ended after four seconds, not waited for") {
  const support::TemporaryFolder folder;
  Helper helper(script(folder.path(), "echo 'candor-speak 1'; exec sleep 1000"));
  helper.ask({"en", "hello"}, 0);
  CHECK(!helper.step(0));
  CHECK(!helper.step(0));
  const int child = helper.process();
  REQUIRE(child > 0);
  // Its greeting may come late and counts as a sign of life, but only once.
  std::optional<Result<Sound>> answer;
  std::int64_t now = 0;
  while (!answer && now <= 2 * Helper::kHangsMs) answer = helper.step(now += 100);
  REQUIRE(answer);
  CHECK(answer->error().code == ErrorCode::unreadable);
  CHECK(now >= Helper::kHangsMs);
  CHECK(helper.process() == 0);
  CHECK(::kill(child, 0) != 0);
  CHECK(helper.is_idle());
}

TEST_CASE("voice: a speech program that is not there is said, and nothing else happens") {
  Helper helper("/nowhere/candor-speak");
  const auto none = spoken(helper, {"en", "hello"});
  REQUIRE(!none);
  CHECK(none.error().code == ErrorCode::not_found);
  CHECK(helper.is_idle());
}

TEST_CASE("voice: nonsense from the speech program is refused") {
  const support::TemporaryFolder folder;
  std::string answer;
  SUBCASE("no greeting") {
    answer = "echo hello";
  }
  SUBCASE("an answer to another question") {
    answer = "echo 'candor-speak 1'; echo 'sound 9 16000 0 1'; printf 'ab'";
  }
  SUBCASE("a word outside the text") {
    answer =
        "echo 'candor-speak 1'; echo 'sound 1 16000 1 1'; printf "
        "'\\1\\0\\0\\0\\377\\0\\0\\0\\0\\0\\0\\0ab'";
  }
  SUBCASE("a word outside the sound") {
    answer =
        "echo 'candor-speak 1'; echo 'sound 1 16000 1 1'; printf "
        "'\\0\\0\\0\\0\\1\\0\\0\\0\\7\\0\\0\\0ab'";
  }
  SUBCASE("more sound than there can be") {
    answer = "echo 'candor-speak 1'; echo 'sound 1 16000 0 4000000000'";
  }
  SUBCASE("a line without end") {
    answer = "printf 'candor-speak 1\\n%01000d' 1";
  }
  SUBCASE("an end in the middle") {
    answer = "echo 'candor-speak 1'; echo 'sound 1 16000 0 100'; printf ab";
  }
  CAPTURE(answer);
  Helper helper(script(folder.path(), answer));
  const auto none = spoken(helper, {"en", "hello"});
  REQUIRE(!none);
  CHECK(none.error().code == ErrorCode::bad_format);
  CHECK(helper.process() == 0);
}

TEST_CASE("voice: at the end of a visit the speech program ends with the words that it holds") {
  Helper helper(speech_program());
  REQUIRE(spoken(helper, {"en", "Maria"}));
  const int child = helper.process();
  helper.forget();
  CHECK(helper.process() == 0);
  CHECK(::kill(child, 0) != 0);
  CHECK(spoken(helper, {"en", "hello"}));
}

}  // namespace
}  // namespace candor::voice
