// candor-bench: how long things take and how much they need, on the machine it runs on. It asserts
// nothing; tools/prove keeps its figures in out/prove.
#include <fmt/core.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/file.h"
#include "bench/bench.h"

namespace {

namespace fs = std::filesystem;

}  // namespace

int main(int count, char** arguments) {
  if (count == 2 && std::strcmp(arguments[1], "--walk") == 0)
    return candor::bench::walk_all_pages();
  benchmark::Initialize(&count, arguments);
  if (count != 3 || std::strcmp(arguments[1], "--out") != 0) {
    fmt::print(stderr, "usage: candor-bench [--benchmark_…] --out FOLDER\n");
    return 2;
  }
  const fs::path out = arguments[2];
  const fs::path data = out / "data";
  std::error_code error;
  fs::remove_all(data, error);
  fs::remove_all(out / "data-clinic", error);  // the keys of the run before
  if (const auto made = candor::make_folder(data); !made) {
    fmt::print(stderr, "candor-bench: {}\n", to_string(made.error()));
    return 3;
  }
  // What is measured on disk lies there: /tmp may be memory, and where tests have just deleted
  // thousands of files ext4 takes many times longer to make one.
  ::setenv("TMPDIR", "/var/tmp", 0);
  const char* framebuffer = std::getenv("CANDOR_FRAMEBUFFER");
  candor::bench::add_first_page(framebuffer != nullptr ? framebuffer : "");
  candor::bench::add_turns(data);
  candor::bench::add_changes();
  candor::bench::add_screens();
  candor::bench::add_storing(data);
  candor::bench::add_checking(data);
  candor::bench::FigureWriter writer;
  benchmark::RunSpecifiedBenchmarks(&writer);
  benchmark::Shutdown();
  if (!writer.write(out / "figures.md")) {
    fmt::print(stderr, "candor-bench: {} cannot be written\n", (out / "figures.md").string());
    return 3;
  }
  return 0;
}
