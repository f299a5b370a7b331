// The program as it is installed, watched from outside: its pixels in the memory of the virtual
// screen say when the first page is on the glass.
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>

#include "base/child_process.h"
#include "base/result.h"
#include "bench/bench.h"
#include "support/demonstration_keys.h"
#include "support/fakes.h"

namespace candor::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kStarts = 20;
constexpr double kPatienceMs = 10'000.0;

/// The screen of Xvfb, in the file it shares: a header of big-endian words, a table of colours,
/// rows of pixels (XWD, version 7).
class VirtualScreen {
 public:
  static std::optional<VirtualScreen> open(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;

    struct stat about {};

    VirtualScreen screen;
    if (::fstat(descriptor, &about) == 0 && about.st_size > 100) {
      screen.m_length = static_cast<std::size_t>(about.st_size);
      void* const memory = ::mmap(nullptr, screen.m_length, PROT_READ, MAP_SHARED, descriptor, 0);
      screen.m_bytes = memory == MAP_FAILED ? nullptr : static_cast<const std::uint8_t*>(memory);
    }
    ::close(descriptor);
    if (screen.m_bytes == nullptr) return std::nullopt;
    screen.m_width = screen.word(4);
    screen.m_height = screen.word(5);
    screen.m_row = screen.word(12);
    constexpr std::size_t kColour = 12;
    screen.m_pixels = screen.word(0) + screen.word(19) * kColour;
    if (screen.word(11) != 32) return std::nullopt;
    return screen;
  }

  /// How many of 12 x 8 places, from corner to corner, are not black: none of the kiosk's
  /// backgrounds is.
  [[nodiscard]] int lit() const {
    int count = 0;
    for (std::size_t row = 0; row < 8; ++row) {
      for (std::size_t column = 0; column < 12; ++column) {
        const std::size_t x = 2 + column * (m_width - 5) / 11;
        const std::size_t y = 2 + row * (m_height - 5) / 7;
        std::uint32_t pixel = 0;
        std::memcpy(&pixel, m_bytes + m_pixels + y * m_row + x * 4, sizeof pixel);
        if ((pixel & 0xFFFFFFU) != 0) ++count;
      }
    }
    return count;
  }

 private:
  [[nodiscard]] std::size_t word(std::size_t index) const {
    std::size_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | m_bytes[index * 4 + i];
    return value;
  }

  const std::uint8_t* m_bytes = nullptr;  // mapped until the program ends
  std::size_t m_length = 0;
  std::size_t m_width = 0;
  std::size_t m_height = 0;
  std::size_t m_row = 0;
  std::size_t m_pixels = 0;
};

/// A running kiosk, ended with this object.
class Program {
 public:
  static std::optional<Program> start(const fs::path& program, const fs::path& data) {
    const auto process =
        start_child({program.string(), "kiosk", "--config",
                     (support::source_folder() / "tools/demo-config.json").string(), "--data",
                     data.string(), "--mm-per-pixel", "0.248"});
    if (!process) return std::nullopt;
    return Program(*process);
  }

  Program(Program&& other) noexcept : m_process(std::exchange(other.m_process, 0)) {}

  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  Program& operator=(Program&&) = delete;

  ~Program() {
    if (m_process == 0) return;
    ::kill(m_process, SIGTERM);
    ::waitpid(m_process, nullptr, 0);
  }

  [[nodiscard]] std::string id() const { return std::to_string(m_process); }

  /// User and system time so far, in milliseconds.
  [[nodiscard]] double processor_ms() const {
    std::ifstream file("/proc/" + id() + "/stat");
    std::string all;
    std::getline(file, all);
    std::istringstream rest(all.substr(all.rfind(')') + 2));
    std::string word;
    for (int i = 0; i < 11; ++i) rest >> word;
    double user = 0.0;
    double system = 0.0;
    rest >> user >> system;
    return (user + system) * 1000.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
  }

 private:
  explicit Program(pid_t process) : m_process(process) {}

  pid_t m_process = 0;
};

/// Waits until the screen is lit everywhere, or dark everywhere. False when it never is.
bool await(const VirtualScreen& screen, int from, int to) {
  const Stopwatch watch;
  while (screen.lit() < from || screen.lit() > to) {
    if (watch.milliseconds() > kPatienceMs) return false;
    ::usleep(200);
  }
  return true;
}

void first_page(benchmark::State& state, const fs::path& framebuffer) {
  if (framebuffer.empty()) {
    return state.SkipWithError("CANDOR_FRAMEBUFFER does not name the file of Xvfb -fbdir");
  }
  const auto screen = VirtualScreen::open(framebuffer);
  if (!screen) return state.SkipWithError("the file of Xvfb -fbdir cannot be read");
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / "candor";
  const support::DemonstrationKeys keys;
  Samples samples;
  bool warm = false;
  for (auto each : state) {
    if (!await(*screen, 0, 0)) return state.SkipWithError("the screen is not empty");
    const Stopwatch watch;
    const auto kiosk = Program::start(program, keys.data_folder());
    if (!kiosk || !await(*screen, 90, 96)) return state.SkipWithError("no page ever came");
    const double taken = watch.milliseconds();
    state.SetIterationTime(taken / 1000.0);
    if (warm) samples.add(taken);  // the first start fills the cache of files
    if (!warm) {
      // At rest: nothing is drawn any more.
      ::sleep(1);
      const double before = kiosk->processor_ms();
      ::sleep(5);
      state.counters["idle_cpu_ms"] = kiosk->processor_ms() - before;
      state.counters["memory_mib"] = proportional_memory(kiosk->id());
    }
    warm = true;
  }
  samples.report(state, "start");
}

}  // namespace

void add_first_page(const fs::path& framebuffer) {
  benchmark::RegisterBenchmark(
      "first_page", [framebuffer](benchmark::State& state) { first_page(state, framebuffer); })
      ->Iterations(kStarts + 1)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
