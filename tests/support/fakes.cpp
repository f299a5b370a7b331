#include "support/fakes.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace candor::support {

void ManualClock::advance_ms(std::int64_t milliseconds) {
  m_now.utc_ms += milliseconds;
  m_now.steady_ms += milliseconds;
}

void SeededRandom::fill(std::span<std::byte> out) {
  for (std::byte& byte : out) {
    m_state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    byte = static_cast<std::byte>((mixed ^ (mixed >> 31)) & 0xff);
  }
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "candor-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  m_path = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::remove_all(m_path, error);
}

std::filesystem::path source_folder() {
  const char* set = std::getenv("CANDOR_SOURCE_DIR");
  return set != nullptr ? std::filesystem::path(set) : std::filesystem::path(CANDOR_SOURCE);
}

std::filesystem::path build_folder() {
  const char* set = std::getenv("CANDOR_BUILD_DIR");
  return set != nullptr ? std::filesystem::path(set) : std::filesystem::path(CANDOR_BUILD);
}

Ran run(const std::string& command) {
  Ran ran;
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::array<char, 4096> chunk{};
  std::size_t got = 0;
  while ((got = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0) {
    ran.output.append(chunk.data(), got);
  }
  const int status = ::pclose(pipe);
  ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

}  // namespace candor::support
