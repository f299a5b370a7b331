// The screens as they ship: a sample of all looks with every change, looks by turns in tools/prove.
// CANDOR_AUDIT_EVERY=1 looks at all of them by hand, which takes hours, 10 at a tenth;
// CANDOR_AUDIT_SCREEN="witness" only at screens with that in their names; CANDOR_AUDIT_LOOK="in es,
// ;1280x800" only in looks with all of these parts, as a finding writes them.
// CANDOR_AUDIT_MINUTES=20 ends the looks at each pack after that time, wherever they are, and says
// how many were taken.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "audit/sweep.h"
#include "commands/painter.h"
#include "content/load.h"
#include "every_page.h"
#include "support/measured.h"

namespace candor::audit {
namespace {

/// One of how many looks is drawn; nothing: the looks by turns.
std::optional<std::size_t> every_nth(std::size_t every_day) {
  if (const char* set = std::getenv("CANDOR_AUDIT_EVERY")) {
    return std::size_t(std::max(1, std::atoi(set)));
  }
  if (std::getenv("CANDOR_PROVE_RUNS") != nullptr) return std::nullopt;
  return every_day;
}

/// What is looked at, and how that is called.
struct Coverage {
  std::vector<Task> tasks;
  std::string words;
};

Coverage coverage_of(const EveryPage& pages, std::optional<std::size_t> every) {
  if (!every) {
    return {
        looks_by_turns(pages.screens(), pages.languages()),
        "each screen in each language at each text size, on each glass and in each color scheme; "
        "which of the ones meets which of the others takes turns from screen to screen; in one of "
        "these looks, every control is also pressed, chosen and focused, one that is the same on "
        "several screens once"};
  }
  Coverage coverage{sample_of(every_look(pages.screens(), pages.languages()), *every),
                    fmt::format("one of {} of all looks", *every)};
  if (*every == 1) return coverage;
  // States are looked at where all looks are; of a sample every tenth has them.
  constexpr std::size_t kStates = 10;
  for (std::size_t i = 0; i < coverage.tasks.size(); i += kStates) coverage.tasks[i].states = true;
  coverage.words += "; in every tenth of them, every control is also pressed, chosen and focused";
  return coverage;
}

std::string span_of(const Figures& figures, const std::string& what) {
  const Figures::Span span = figures.of(what);
  return fmt::format("{:.2f} to {:.2f}", span.least, span.most);
}

void report(const Figures& figures, const std::string& which, long frames) {
  const auto least = [&](const std::string& what) { return figures.of(what).least; };
  const auto note = [&](const char* row, const std::string& text) {
    support::measured(row, text + " (" + which + ", " + std::to_string(frames) + " pictures)");
  };
  note("T-01", fmt::format("smallest target {:.2f} mm", least("target mm")));
  note("T-02", fmt::format("smallest gap {:.2f} mm", least("gap mm")));
  note("T-03", fmt::format("smallest target {:.1f} CSS pixels", least("target mm") * 96 / 25.4));
  note(
      "T-08",
      fmt::format("what stands nearest to an edge of the glass is {:.2f} mm inside it, and nothing "
                  "is over it",
                  least("mm from the edge")));
  std::string heights;
  for (const char* size : {"small", "medium", "large", "largest"}) {
    heights += fmt::format("{}{} {} mm", heights.empty() ? "" : ", ", size,
                           span_of(figures, std::string("capital H mm ") + size));
  }
  note("T-09", heights);
  note("T-10", fmt::format("lowest capitals in bars at the usual size {:.2f} mm",
                           least("bar capitals mm medium")));
  constexpr double kCentimetresA = 0.7 * 3.14159265 / 180;
  note("T-11", fmt::format("largest capitals {:.2f} mm, 0.7 degrees from up to {:.0f} cm",
                           least("capital H mm largest"),
                           least("capital H mm largest") / 10 / kCentimetresA));
  note("T-13", fmt::format("least contrast {:.1f}:1 (paper), {:.1f}:1 (white)",
                           least("contrast paper"), least("contrast white")));
  note("T-14", fmt::format("black {:.1f}:1 at least, white {:.1f}:1 at least, low glare {} to 1",
                           least("contrast black"), least("contrast white"),
                           span_of(figures, "contrast soft")));
  double control = 21;
  for (const char* theme : {"paper", "white", "black", "soft"}) {
    control = std::min(control, least(std::string("control contrast ") + theme));
  }
  note("T-15",
       fmt::format("controls {:.1f}:1 at least, pressed text {:.1f}:1, chosen text {:.1f}:1",
                   control, least("pressed contrast"), least("chosen contrast")));
  if (figures.of("ring CSS pixels").count > 0) {
    note("T-17", fmt::format("rings as large as a line of {:.1f} CSS pixels at least",
                             least("ring CSS pixels")));
  }
  std::string shapes;
  for (const char* state : {"chosen", "typed into", "wrong"}) {
    const Figures::Span span = figures.of(std::string("shape of ") + state + " mm2");
    if (span.count == 0) continue;
    shapes += fmt::format("{}{} or not {:.0f} mm² at least ({} times)", shapes.empty() ? "" : ", ",
                          state, span.least, span.count);
  }
  if (const Figures::Span rings = figures.of("ring of disc"); rings.count > 0) {
    shapes += fmt::format(
        "{}an uncolored circle of a risk has at most {:.0f} % of the ink of a "
        "colored one ({} times)",
        shapes.empty() ? "" : ", ", rings.most * 100, rings.count);
  }
  if (!shapes.empty()) note("T-16", "in grey: " + shapes);
}

/// Leaves only what CANDOR_AUDIT_SCREEN and CANDOR_AUDIT_LOOK ask for, if they are set.
std::vector<Task> chosen_of(std::vector<Task> tasks, const std::vector<Screen>& screens) {
  if (const char* look = std::getenv("CANDOR_AUDIT_LOOK")) {
    std::istringstream parts(look);
    for (std::string part; std::getline(parts, part, ';');) {
      std::erase_if(tasks, [&](const Task& task) {
        const Finding here{{}, {}, 1, task.look, task.glass, 0};
        return to_string(here).find(part) == std::string::npos;
      });
    }
  }
  if (const char* part = std::getenv("CANDOR_AUDIT_SCREEN")) {
    std::erase_if(tasks, [&](const Task& task) {
      return screens[task.screen].name.find(part) == std::string::npos;
    });
  }
  return tasks;
}

/// In several passes over all of them, so that what a limit of time leaves out is spread evenly.
std::vector<Task> in_passes(const std::vector<Task>& tasks) {
  constexpr std::size_t kPasses = 16;
  constexpr std::size_t kStride = 7;
  std::vector<Task> ordered;
  ordered.reserve(tasks.size());
  for (std::size_t pass = 0; pass < kPasses; ++pass) {
    for (std::size_t i = pass * kStride % kPasses; i < tasks.size(); i += kPasses) {
      ordered.push_back(tasks[i]);
    }
  }
  return ordered;
}

/// A finding is a failure.
void look_at_pack(const std::shared_ptr<const content::Pack>& pack,
                  std::optional<std::size_t> every) {
  const EveryPage pages(pack);
  auto painter = commands::Painter::open(support::source_folder() / "assets", pages.pack().images);
  REQUIRE(painter);
  auto sweep = Sweep::begin(pages.screens(), painter->paint());
  REQUIRE(sweep);
  const Coverage coverage = coverage_of(pages, every);
  std::vector<Task> tasks = chosen_of(coverage.tasks, pages.screens());
  const char* limit = std::getenv("CANDOR_AUDIT_MINUTES");
  const double minutes = limit != nullptr ? std::atof(limit) : 0;
  if (minutes > 0) tasks = in_passes(tasks);
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  for (const Task& task : tasks) {
    if (minutes > 0 && seconds() > minutes * 60) break;
    const auto looked = sweep->look(task);
    REQUIRE_MESSAGE(looked, to_string(looked.error()));
  }
  const double took = seconds();
  for (const Finding& finding : sweep->findings()) FAIL_CHECK(to_string(finding));
  const std::string which =
      fmt::format("{} of {} looks at {}", sweep->tasks(), tasks.size(), pack->id);
  fmt::print(
      "audit: {}: {} screens, {} languages, 4 text sizes, 4 color schemes, {} glasses: {}. {} "
      "pictures, {:.0f} a second, {} findings\n",
      which, pages.screens().size(), pages.languages().size(), known_glasses().size(),
      coverage.words, sweep->frames(), double(sweep->frames()) / took, sweep->findings().size());
  for (const auto& [what, span] : sweep->figures().all()) {
    fmt::print("audit:   {}: {:.2f} to {:.2f} ({} times)\n", what, span.least, span.most,
               span.count);
  }
  report(sweep->figures(), which, sweep->frames());
}

}  // namespace

TEST_CASE(
    "audit: a sample of every screen of the first shipped pack has no fault (T-01, T-02, T-03, "
    "T-08, T-09, T-10, T-11, T-12, T-13, T-14, T-15, T-16, T-24)") {
  look_at_pack(present::own_pack("ketamine-iv"), every_nth(20000));
}

TEST_CASE(
    "audit: a sample of every screen of the second shipped pack has no fault (T-01, T-02, "
    "T-03, T-08, T-09, T-10, T-11, T-12, T-13, T-14, T-15, T-16, T-24)") {
  look_at_pack(present::own_pack("ketamine-iv-pain"), every_nth(20000));
}

TEST_CASE(
    "audit: on narrow upright and on low glass keyboards and two long answers side by side keep "
    "their letters, a long sentence is seen to its end, and a name longer than its field keeps its "
    "contrast (T-09, T-10, T-12, T-13)") {
  const EveryPage pages(present::own_pack("ketamine-iv"));
  auto painter = commands::Painter::open(support::source_folder() / "assets", pages.pack().images);
  REQUIRE(painter);
  auto sweep = Sweep::begin(pages.screens(), painter->paint());
  REQUIRE(sweep);
  constexpr std::array<visit::TextSize, 4> kSizes{visit::TextSize::small, visit::TextSize::medium,
                                                  visit::TextSize::large, visit::TextSize::largest};
  constexpr std::array<visit::Theme, 4> kThemes{visit::Theme::paper, visit::Theme::white,
                                                visit::Theme::black, visit::Theme::soft};
  constexpr std::size_t kUsual = 6;
  bool typing = false;
  for (std::size_t i = 0; i < pages.screens().size(); ++i) {
    const std::string& name = pages.screens()[i].name;
    std::vector<Task> tasks;
    const bool types = name.find(": typing ") != std::string::npos && !typing;
    if (types || name == "decision") {
      typing = typing || types;
      std::vector<KnownGlass> glasses{{1080, 1920, 142}, {1600, 2560, 220}};
      // Low glass leaves two answers and a pad the least room.
      if (!types) glasses.push_back({1280, 800, 159});
      for (const KnownGlass& glass : glasses) {
        for (const std::string& language : pages.languages()) {
          for (const visit::TextSize size : kSizes) {
            tasks.push_back({i, {language, size, visit::Theme::paper}, glass, false});
          }
        }
      }
    } else if (name == "decision/sign/interpreter") {
      // One sentence of what is declared there is higher than a part of the lowest glass.
      for (const std::string& language : pages.languages()) {
        tasks.push_back({i,
                         {language, visit::TextSize::largest, visit::Theme::paper},
                         {1280, 800, 159},
                         false});
      }
    } else if (name == "name, layer 0") {
      for (const visit::Theme theme : kThemes) {
        const auto glasses = known_glasses();
        for (std::size_t g = 0; g < glasses.size(); ++g) {
          // In every theme on the usual ones.
          if (g >= kUsual && theme != visit::Theme::paper) continue;
          tasks.push_back({i, {"en", visit::TextSize::medium, theme}, glasses[g], false});
        }
      }
    }
    for (const Task& task : tasks) {
      const auto looked = sweep->look(task);
      REQUIRE_MESSAGE(looked, to_string(looked.error()));
    }
  }
  CHECK(sweep->tasks() == 2 * 48 + 24 + 6 + 24 + 9);
  for (const Finding& finding : sweep->findings()) FAIL_CHECK(to_string(finding));
}

TEST_CASE("audit: a sample of screens with a block of every type has no fault (T-01, T-02, T-12)") {
  look_at_pack(present::loaded_sample(), every_nth(5000));
}

}  // namespace candor::audit
