// Recordings of a pack: which files are taken, what is told about the others.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "content/load.h"
#include "content/sound_file.h"
#include "rules/check.h"
#include "support/fakes.h"
#include "support/sample_pack.h"
#include "support/wav.h"

namespace candor::content {
namespace {

constexpr const char* kRecordings = "sample/audio/en/recordings.json";
constexpr const char* kTea = "sample/audio/en/tea.wav";

/// The sample pack with its first paragraph recorded.
class SpokenPack : public support::SamplePack {
 public:
  SpokenPack() {
    write(kRecordings, R"({
  "$schema": "../../../schema/recordings.json",
  "Tea goes slowly into your arm.": "tea.wav"
}
)");
    write(kTea, support::wav(2'000));
  }

  /// What the check says about recordings, file names as below the content folder.
  [[nodiscard]] std::vector<std::string> told() const {
    std::vector<std::string> all;
    const std::string prefix = content().string() + "/";
    for (const Finding& finding : rules::check_pack(folder(), {}).findings) {
      if (finding.file.find("/audio") == std::string::npos) continue;
      std::string message = to_string(finding);
      all.push_back(message.erase(message.find(prefix), prefix.size()));
    }
    return all;
  }
};

std::string ogg(const std::string& wav) {
  const support::TemporaryFolder folder;
  const std::string name = (folder.path() / "sound").string();
  REQUIRE(write_file_atomic(name + ".wav", wav));
  REQUIRE(support::run("oggenc -Q -o '" + name + ".ogg' '" + name + ".wav' 2>&1").exit_code == 0);
  return read_file(name + ".ogg", 1U << 20U).value();
}

TEST_CASE("recordings: a recorded paragraph is in the pack, and its bytes are in the digest") {
  const SpokenPack files;
  const Loaded loaded = load_pack(files.folder());
  REQUIRE(loaded.pack);
  CHECK(loaded.pack->recordings.at("en").at("Tea goes slowly into your arm.") ==
        "audio/en/tea.wav");
  CHECK(loaded.pack->sounds.at("audio/en/tea.wav") == support::wav(2'000));
  CHECK(files.told().empty());
  const auto digest = [&] { return load_pack(files.folder()).pack->digest; };
  const std::string before = digest();
  SUBCASE("another sound") {
    files.write(kTea, support::wav(2'001));
  }
  SUBCASE("other words for it") {
    files.replace(kRecordings, "arm.", "hand.");
  }
  SUBCASE("no recordings") {
    files.remove("sample/audio");
  }
  CHECK(digest() != before);
}

TEST_CASE("recordings: a changed text, a changed value of the clinic make a recording stale") {
  const SpokenPack files;
  files.replace(kRecordings, R"("tea.wav")", R"("tea.wav", "Call 555-0100.": "call.wav")");
  files.write("sample/audio/en/call.wav", support::wav(2'000));
  CHECK(files.told().empty());
  files.replace("sample/pages/10-about.json", "into your arm", "into your left arm");
  files.replace("clinic.json", "555-0100", "555-0199");
  CHECK(files.told() ==
        std::vector<std::string>{
            "sample/audio/en/recordings.json:3:3: warning: patients read no paragraph \"Tea goes "
            "slowly into your arm.\" in en (any more): audio/en/tea.wav is not played; record "
            "\"Tea goes slowly into your left arm.\" and write these words here [recording-stale]",
            "sample/audio/en/recordings.json:3:48: warning: patients read no paragraph \"Call "
            "555-0100.\" in en (any more): audio/en/call.wav is not played; record \"Call "
            "555-0199.\" and write these words here [recording-stale]"});
}

TEST_CASE("recordings: a translation is recorded in the folder of its language") {
  const SpokenPack files;
  files.write("sample/audio/es/recordings.json", R"({ "Qué es": "que-es.wav" })");
  files.write("sample/audio/es/que-es.wav", support::wav(800));
  CHECK(files.told().empty());
  // An English text without translation is not what somebody reads in Spanish.
  files.write("sample/audio/es/recordings.json", R"({ "Take your time.": "que-es.wav" })");
  REQUIRE(files.told().size() == 1);
  CHECK(files.told()[0].find("[recording-stale]") != std::string::npos);
}

TEST_CASE("recordings: sounds without a list of what they say are told") {
  const SpokenPack files;
  files.write("sample/audio/es/que-es.wav", support::wav(800));
  CHECK(files.told() ==
        std::vector<std::string>{
            "sample/audio/es/recordings.json: error: there is no such file, so nobody knows what "
            "the sounds here say; write { \"what is said\": \"file.ogg\" } into it [file]"});
}

TEST_CASE("recordings: symbolic links are refused: they may lead to what nobody approved") {
  const SpokenPack files;
  namespace fs = std::filesystem;
  const fs::path audio = files.folder() / "audio";
  const auto move_and_link = [](const fs::path& path) {
    const fs::path other = path.string() + "-moved";
    fs::rename(path, other);
    fs::create_symlink(other, path);
  };
  SUBCASE("a sound") {
    move_and_link(audio / "en" / "tea.wav");
    CHECK(files.told()[0] ==
          "sample/audio/en/recordings.json:3:37: error: audio/en/tea.wav is a symbolic link; put "
          "the file itself there [recording]");
  }
  SUBCASE("the list") {
    move_and_link(audio / "en" / "recordings.json");
    CHECK(files.told()[0] ==
          "sample/audio/en/recordings.json: error: this is a symbolic link; put the file itself "
          "there [file]");
  }
  SUBCASE("the folder of a language") {
    move_and_link(audio / "en");
    CHECK(files.told()[0].starts_with("sample/audio/en: error: only folders of languages"));
  }
  SUBCASE("the folder of all") {
    move_and_link(audio);
    CHECK(files.told()[0].starts_with("sample/audio/: error: this is a symbolic link"));
  }
  CHECK_FALSE(load_pack(files.folder()).pack);
}

TEST_CASE("recordings: what is too large, too long or of another kind is refused") {
  const SpokenPack files;
  const auto refused = [&](const std::string& bytes) {
    files.write(kTea, bytes);
    const auto told = files.told();
    return told.size() == 1 ? told[0].substr(told[0].find("error: ") + 7) : std::string();
  };
  CHECK(refused(std::string(8U * 1024 * 1024 + 1, 'a')) ==
        "audio/en/tea.wav is larger than 8388608 bytes; a recording is a file of at "
        "most 8 MiB [recording]");
  CHECK(refused(support::wav(180'001)) ==
        "audio/en/tea.wav is longer than 3 minutes; record each paragraph by itself [limit]");
  CHECK(refused("ID3 a song") ==
        "audio/en/tea.wav is not a WAV or Ogg Vorbis sound; save it as one of them [recording]");
  CHECK(refused("") ==
        "audio/en/tea.wav is not a WAV or Ogg Vorbis sound; save it as one of them [recording]");
  CHECK(refused(support::wav(1'000, 4'000)) ==
        "audio/en/tea.wav has 4000 samples a second; save it with 8000 to 48000, best 22050 "
        "[recording]");
}

TEST_CASE("recordings: the length of a sound is read from its bytes, WAV and Ogg Vorbis") {
  CHECK(sound_length_ms(support::wav(2'000)).value() == 2'000);
  CHECK(sound_length_ms(support::wav(1'500, 44'100)).value() == 1'500);
  CHECK(sound_length_ms(ogg(support::wav(2'000))).value() == 2'000);
}

TEST_CASE("recordings: a sound that is cut short or damaged anywhere is no sound, and no crash") {
  const std::string wav = support::wav(50);
  for (std::size_t length = 0; length < wav.size(); ++length) {
    CHECK_FALSE(sound_length_ms(std::string_view(wav).substr(0, length)));
  }
  const std::string vorbis = ogg(support::wav(300));
  for (std::size_t length = 0; length < vorbis.size(); ++length) {
    CHECK_FALSE(sound_length_ms(std::string_view(vorbis).substr(0, length)));
  }
  for (std::size_t at = 0; at < vorbis.size(); ++at) {
    std::string damaged = vorbis;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    CHECK_FALSE(sound_length_ms(damaged));
  }
  // In a WAV file nothing tells damaged samples; its head must be looked at without a crash.
  for (std::size_t at = 0; at < 44; ++at) {
    for (const int value : {0, 1, 127, 128, 255}) {
      std::string damaged = wav;
      damaged[at] = static_cast<char>(value);
      const auto length = sound_length_ms(damaged);
      if (length) CHECK(*length > 0);
    }
  }
}

}  // namespace
}  // namespace candor::content
