#include "e2e/process_memory.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <bitset>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string_view>

#include "e2e/leak_forms.h"

namespace candor::e2e {
namespace {

constexpr std::size_t kChunk = 4U * 1024 * 1024;
constexpr std::size_t kAround = 48;

std::uint32_t first_four(const char* bytes) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

std::uint16_t short_hash(std::uint32_t value) {
  return static_cast<std::uint16_t>((value * 2654435761U) >> 16U);
}

/// All forms of all words, found in one pass by their first four bytes.
class Patterns {
 public:
  explicit Patterns(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      for (LeakForm& form : leak_forms(word)) {
        REQUIRE(form.bytes.size() >= 4);
        const std::uint32_t start = first_four(form.bytes.data());
        m_starts.set(short_hash(start));
        m_longest = std::max(m_longest, form.bytes.size());
        m_patterns.emplace(start, Pattern{word, std::move(form)});
      }
    }
  }

  [[nodiscard]] std::size_t longest() const { return m_longest; }

  /// Calls `found` with each pattern that starts in the first `count` bytes, and where.
  template <typename Found>
  void search(std::string_view bytes, std::size_t count, const Found& found) const {
    for (std::size_t at = 0; at + 4 <= bytes.size() && at < count; ++at) {
      const std::uint32_t start = first_four(bytes.data() + at);
      if (!m_starts.test(short_hash(start))) continue;
      const auto [begin, end] = m_patterns.equal_range(start);
      for (auto each = begin; each != end; ++each) {
        const std::string& form = each->second.form.bytes;
        if (bytes.substr(at, form.size()) == form) {
          found(each->second.word, each->second.form.name, at);
        }
      }
    }
  }

 private:
  struct Pattern {
    std::string word;
    LeakForm form;
  };

  std::multimap<std::uint32_t, Pattern> m_patterns;
  std::bitset<65536> m_starts;
  std::size_t m_longest = 0;
};

std::string printable(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += c >= ' ' && c <= '~' ? c : '.';
  return text;
}

}  // namespace

std::string to_string(const MemoryTrace& trace) {
  return fmt::format("{} ({}) at {:x} in {}: {}", trace.word, trace.form, trace.address,
                     trace.region, trace.around);
}

std::vector<MemoryTrace> memory_traces(pid_t process, const std::vector<std::string>& words) {
  const std::string folder = "/proc/" + std::to_string(process);
  const int memory = ::open((folder + "/mem").c_str(), O_RDONLY | O_CLOEXEC);
  std::ifstream maps(folder + "/maps");
  if (memory < 0 || !maps) {
    FAIL("the memory of process ", process, " may not be read (", std::strerror(errno),
         "): run this test as root or with the right to trace (CAP_SYS_PTRACE)");
  }
  const Patterns patterns(words);
  std::vector<MemoryTrace> traces;
  std::uint64_t total = 0;
  std::string buffer(kChunk + patterns.longest() + kAround, '\0');
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    std::string range;
    std::string rights;
    std::string skipped;
    std::string region;
    fields >> range >> rights >> skipped >> skipped >> skipped;
    std::getline(fields >> std::ws, region);
    if (region.empty()) region = "no name";
    // The kernel's own pages cannot be read this way and hold nothing of ours.
    if (rights[0] != 'r' || region.starts_with("[vvar") || region == "[vsyscall]") continue;
    const std::size_t dash = range.find('-');
    std::uint64_t at = std::stoull(range.substr(0, dash), nullptr, 16);
    const std::uint64_t end = std::stoull(range.substr(dash + 1), nullptr, 16);
    while (at < end) {
      const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), end - at);
      const ssize_t got = ::pread(memory, buffer.data(), wanted, static_cast<off_t>(at));
      if (got <= 0) {
        // A page behind the end of a mapped file, or memory that was given back meanwhile.
        at += 4096;
        continue;
      }
      const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
      const std::size_t count = bytes.size() < wanted ? bytes.size() : std::min(wanted, kChunk);
      patterns.search(
          bytes, count, [&](const std::string& word, const std::string& form, std::size_t where) {
            const std::size_t from = where < kAround ? 0 : where - kAround;
            traces.push_back(
                {word, form, region, at + where, printable(bytes.substr(from, 2 * kAround))});
          });
      total += count;
      at += count;
    }
  }
  ::close(memory);
  // A kiosk without memory is no kiosk: the search must have had something to search.
  constexpr std::uint64_t kLeast = 1024U * 1024;
  REQUIRE(total > kLeast);
  return traces;
}

}  // namespace candor::e2e
