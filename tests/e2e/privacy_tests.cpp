// Nothing about a patient is on disk in the clear: after every screen of a whole visit, every file
// that the kiosk could write is searched for the words of the person.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

namespace fs = std::filesystem;

/// Base64 of the words wherever they stand in a longer text: one form for each place in a group of
/// three bytes, without the signs that neighbours would change.
std::vector<std::string> base64_forms(const std::string& words) {
  constexpr std::string_view kSigns =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::string> forms;
  for (std::size_t skip = 0; skip < 3; ++skip) {
    const std::size_t first = (3 - skip) % 3;  // bytes that share a group with what stands before
    const std::size_t whole = (words.size() - first) / 3 * 3;
    std::string form;
    for (std::size_t at = first; at < first + whole; at += 3) {
      std::uint32_t group = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        group = (group << 8U) | static_cast<unsigned char>(words[at + i]);
      }
      for (const unsigned shift : {18U, 12U, 6U, 0U}) form += kSigns[(group >> shift) & 63U];
    }
    forms.push_back(form);
  }
  return forms;
}

std::string hex_form(const std::string& words, std::string_view digits) {
  std::string hex;
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

std::string utf16_form(const std::string& ascii, bool big_endian) {
  std::string form;
  for (const char c : ascii) form += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return form;
}

/// How these words (ASCII, six letters or more) may lie in a file.
std::vector<std::string> forms_of(const std::string& words) {
  std::vector<std::string> forms = base64_forms(words);
  forms.push_back(words);
  forms.push_back(utf16_form(words, false));
  forms.push_back(utf16_form(words, true));
  forms.push_back(hex_form(words, "0123456789abcdef"));
  forms.push_back(hex_form(words, "0123456789ABCDEF"));
  return forms;
}

/// The files below these folders in which one of the words stands in some form.
std::set<std::string> leaks(const std::vector<fs::path>& folders,
                            const std::vector<std::string>& words) {
  std::vector<std::string> forms;
  for (const std::string& each : words) {
    for (std::string& form : forms_of(each)) forms.push_back(std::move(form));
  }
  std::set<std::string> found;
  for (const fs::path& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes(std::istreambuf_iterator<char>(in), {});
      const bool leaks = std::any_of(forms.begin(), forms.end(), [&](const std::string& form) {
        return bytes.find(form) != std::string::npos;
      });
      if (leaks) found.insert(entry.path().filename().string());
    }
  }
  return found;
}

/// TMPDIR of this process for as long as it lives.
class TemporaryFiles {
 public:
  TemporaryFiles() {
    if (const char* before = std::getenv("TMPDIR")) m_before = before;
    ::setenv("TMPDIR", m_folder.path().c_str(), 1);
  }

  ~TemporaryFiles() {
    if (m_before)
      ::setenv("TMPDIR", m_before->c_str(), 1);
    else
      ::unsetenv("TMPDIR");
  }

  TemporaryFiles(const TemporaryFiles&) = delete;
  TemporaryFiles& operator=(const TemporaryFiles&) = delete;

  [[nodiscard]] fs::path path() const { return m_folder.path(); }

 private:
  support::TemporaryFolder m_folder;
  std::optional<std::string> m_before;
};

Person marked_person() {
  Person person;
  person.name = "Quillon Vexworthy";
  return person;
}

}  // namespace

TEST_CASE("e2e: P-04 P-09 no word of a patient is on disk in the clear, at any screen of a visit") {
  WaitingRoom room;
  const TemporaryFiles temporary;
  const Person person = marked_person();
  const std::vector<std::string> words = {"Quillon", "Vexworthy"};
  int screens = 0;
  const auto search = [&](const std::string& screen) {
    ++screens;
    CAPTURE(screen);
    CHECK(leaks({room.data(), temporary.path()}, words).empty());
  };
  Harness& kiosk = room.kiosk();
  arrive(kiosk, person, "first", search);
  answer_all(kiosk, person, search);
  // The words are there, in memory: what is searched for is what a leak would show.
  REQUIRE(kiosk.app().visit() != nullptr);
  CHECK(kiosk.app().visit()->identity.name == person.name);
  decide(kiosk, search);
  REQUIRE(room.record().patient.name == person.name);
  search("saved");
  room.switch_off();
  search("switched off");
  CHECK(screens > 10);
}

TEST_CASE("e2e: P-04 a parked visit and an unfinished one leave no word in the clear either") {
  WaitingRoom room;
  const std::vector<std::string> words = {"Quillon", "Vexworthy"};
  arrive(room.kiosk(), marked_person(), "first");
  room.kiosk().tap("pause");
  CHECK(leaks({room.data()}, words).empty());
  room.switch_off();
  CHECK(leaks({room.data()}, words).empty());
}

TEST_CASE("e2e: the search for leaks finds one in every form in which it could lie") {
  const support::TemporaryFolder folder;
  const std::string word = "Vexworthy";
  const auto plant = [&](const std::string& bytes) {
    std::ofstream(folder.path() / "file", std::ios::binary) << bytes;
    return leaks({folder.path()}, {word}).contains("file");
  };
  CHECK_FALSE(plant("nothing of the kind"));
  CHECK(plant("x" + word + "y"));
  CHECK(plant(std::string("V\0e\0x\0w\0o\0r\0t\0h\0y\0", 18)));
  CHECK(plant(std::string("\0V\0e\0x\0w\0o\0r\0t\0h\0y", 18)));
  CHECK(plant("566578776f72746879"));
  CHECK(plant("566578776F72746879"));
  CHECK(plant("VmV4d29ydGh5"));      // at the start of a group of three
  CHECK(plant("eFZleHdvcnRoeXk="));  // one byte behind
  CHECK(plant("eHhWZXh3b3J0aHl5"));  // two bytes behind
}

}  // namespace candor::e2e
