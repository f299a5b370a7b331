// Nothing about a patient is on disk in the clear: after every screen of a whole visit, every file
// that the kiosk could write is searched for the words of the person.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "e2e/leak_forms.h"
#include "e2e/waiting_room.h"

namespace candor::e2e {
namespace {

namespace fs = std::filesystem;

/// The files below these folders in which one of the words stands in some form.
std::set<std::string> leaks(const std::vector<fs::path>& folders,
                            const std::vector<std::string>& words) {
  std::vector<std::string> forms;
  for (const std::string& each : words) {
    for (LeakForm& form : leak_forms(each)) forms.push_back(std::move(form.bytes));
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

/// What this process says on its standard output and error, as a service's journal would keep it,
/// in a file for as long as it lives.
class Journal {
 public:
  explicit Journal(const fs::path& file) {
    std::fflush(nullptr);
    const int to = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    REQUIRE(to >= 0);
    for (std::size_t i = 0; i < m_before.size(); ++i) {
      m_before[i] = ::dup(static_cast<int>(i) + 1);
      ::dup2(to, static_cast<int>(i) + 1);
    }
    ::close(to);
  }

  ~Journal() {
    std::fflush(nullptr);
    for (std::size_t i = 0; i < m_before.size(); ++i) {
      ::dup2(m_before[i], static_cast<int>(i) + 1);
      ::close(m_before[i]);
    }
  }

  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

 private:
  std::array<int, 2> m_before{};
};

Person marked_person() {
  Person person;
  person.name = "Quillon Vexworthy";
  person.ride_name = "Zephyrine Oxblood";
  person.ride_phone = "5558317964";
  person.words = "Wymondham Thrix";
  return person;
}

/// Whatever the marked person gives: none of it stands anywhere in the clear.
const std::vector<std::string> kMarks = {"Quillon",    "Vexworthy", "Zephyrine", "Oxblood",
                                         "5558317964", "Wymondham", "Thrix"};

}  // namespace

TEST_CASE("e2e: P-04 P-09 no word of a patient is on disk in the clear, at any screen of a visit") {
  WaitingRoom room;
  const TemporaryFiles temporary;
  const Person person = marked_person();
  int screens = 0;
  std::set<std::string> found;
  std::optional<Journal> journal(std::in_place, temporary.path() / "journal");
  const auto search = [&](const std::string&) {
    ++screens;
    std::fflush(nullptr);
    found.merge(leaks({room.data(), temporary.path()}, kMarks));
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
  // What is said there would be found.
  std::fputs("Vexworthy\n", stderr);
  CHECK(leaks({temporary.path()}, kMarks) == std::set<std::string>{"journal"});
  journal.reset();
  CHECK(found.empty());
  CHECK(screens > 10);
}

TEST_CASE("e2e: P-04 a parked visit and an unfinished one leave no word in the clear either") {
  WaitingRoom room;
  arrive(room.kiosk(), marked_person(), "first");
  room.kiosk().tap("pause");
  CHECK(leaks({room.data()}, kMarks).empty());
  room.switch_off();
  CHECK(leaks({room.data()}, kMarks).empty());
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
  CHECK(plant(std::string("V\0\0\0e\0\0\0x\0\0\0w\0\0\0o\0\0\0r\0\0\0t\0\0\0h\0\0\0y\0\0\0", 36)));
  CHECK(plant("566578776f72746879"));
  CHECK(plant("566578776F72746879"));
  CHECK(plant("VmV4d29ydGh5"));      // at the start of a group of three
  CHECK(plant("eFZleHdvcnRoeXk="));  // one byte behind
  CHECK(plant("eHhWZXh3b3J0aHl5"));  // two bytes behind
}

}  // namespace candor::e2e
