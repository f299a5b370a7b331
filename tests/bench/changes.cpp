// What a patient changes while reading: language, text size, colors; pages in every language; and
// how soon a voice is heard.
#include <unistd.h>

#include <utility>

#include "bench/bench.h"
#include "bench/glass.h"
#include "e2e/walks.h"
#include "voice/helper.h"
#include "voice/output.h"
#include "voice/speaker.h"

namespace candor::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesOfLanguage = 12;
constexpr int kRounds = 5;

std::vector<std::string> languages_of(e2e::Harness& kiosk) {
  std::vector<std::string> tags;
  for (const content::Language& each : kiosk.app().pack().languages) tags.push_back(each.tag);
  return tags;
}

/// Opens a kiosk of its own for `measure`, so that nothing is drawn before.
template <typename Measure>
void in_new_kiosk(benchmark::State& state, e2e::Setup setup, const Measure& measure) {
  const support::TemporaryFolder data;
  setup.data = data.path() / "kiosk";
  auto opened = e2e::Harness::open(setup);
  if (!opened) return state.SkipWithError(to_string(opened.error()).c_str());
  try {
    measure(**opened);
  } catch (const e2e::Stuck& stuck) {
    state.SkipWithError(stuck.what());
  }
}

/// Each change of the page that is read. A panel redraws at once, and the page when it is closed:
/// both count, the slower one.
void change(benchmark::State& state) {
  Samples languages;
  Samples sizes;
  Samples themes;
  for (auto each : state) {
    in_new_kiosk(state, setup_in({}), [&](e2e::Harness& kiosk) {
      to_reading_pages(kiosk);
      for (int round = 0; round < kRounds; ++round) {
        for (const std::string& tag : languages_of(kiosk)) {
          if (tag == kiosk.app().page().language) continue;
          kiosk.tap("language");
          e2e::find_somewhere(kiosk, "language." + tag);
          languages.add(
              press(kiosk, "language." + tag, [&] { return kiosk.app().page().language == tag; }));
        }
        for (const std::string size : {"large", "largest", "small", "medium"}) {
          kiosk.tap("display");
          e2e::find_somewhere(kiosk, "size." + size);
          const auto before = kiosk.app().page().size;
          const double panel =
              press(kiosk, "size." + size, [&] { return kiosk.app().page().size != before; });
          e2e::find_somewhere(kiosk, "close");
          sizes.add(std::max(panel, turn(kiosk, "close")));
        }
        for (const std::string theme : {"white", "black", "soft", "paper"}) {
          kiosk.tap("display");
          e2e::find_somewhere(kiosk, "theme." + theme);
          const auto before = kiosk.app().page().theme;
          const double panel =
              press(kiosk, "theme." + theme, [&] { return kiosk.app().page().theme != before; });
          e2e::find_somewhere(kiosk, "close");
          themes.add(std::max(panel, turn(kiosk, "close")));
        }
      }
    });
  }
  languages.report(state, "language");
  sizes.report(state, "size");
  themes.report(state, "theme");
}

/// The first pages of the longest walk in a language: each drawn for the first time, then turned
/// back and forth.
void pages_in(benchmark::State& state, const std::string& language) {
  Samples cold;
  Samples warm;
  for (auto each : state) {
    in_new_kiosk(state, setup_in({}), [&](e2e::Harness& kiosk) {
      e2e::Person person;
      person.language = language;
      e2e::arrive(kiosk, person, "first");
      for (int pages = 0; pages < kPagesOfLanguage;) {
        if (!is_reading(kiosk)) {
          if (!e2e::answer_step(kiosk, person)) break;
          continue;
        }
        const std::string button = kiosk.has("more") ? "more" : "next";
        cold.add(turn(kiosk, button));
        ++pages;
        const std::string back = kiosk.has("above") ? "above" : "back";
        if (!kiosk.has(back)) continue;
        warm.add(turn(kiosk, back));
        // The page before may have parts where this one had none.
        warm.add(turn(kiosk, kiosk.has("more") ? "more" : "next"));
      }
    });
  }
  cold.report(state, "cold");
  warm.report(state, "warm");
}

/// A loudspeaker that is never heard: it says when it is given something to play.
class Ear final : public voice::Output {
 public:
  explicit Ear(int& plays) : m_plays(&plays) {}

  bool open() override { return true; }

  void close() override { m_playing = false; }

  bool is_open() override { return true; }

  void play(const voice::Sound&) override {
    ++*m_plays;
    m_playing = true;
  }

  void stop() override { m_playing = false; }

  void hold() override {}

  void go_on() override {}

  bool is_playing() const override { return m_playing; }

  std::size_t played() const override { return 0; }

  void set_gain(double) override {}

  void tap() override {}

  Result<voice::Sound> decode(const std::string&) override {
    return fail(ErrorCode::bad_format, "there are no recordings here");
  }

 private:
  int* m_plays;
  bool m_playing = false;
};

/// From the lift of the finger on "Listen" to sound for the loudspeaker, on a page that has just
/// come and of which nothing was made ready to be heard.
void tap_to_speech(benchmark::State& state) {
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / "candor-speak";
  int plays = 0;
  Samples samples;
  e2e::Setup setup = setup_in({});
  setup.speaker = [&] {
    return std::make_unique<voice::Speaker>(std::make_unique<voice::Helper>(program),
                                            std::make_unique<Ear>(plays));
  };
  for (auto each : state) {
    in_new_kiosk(state, setup, [&](e2e::Harness& kiosk) {
      const e2e::Person person;
      e2e::arrive(kiosk, person, "first");
      for (int pages = 0; pages < kPagesOfLanguage;) {
        if (!is_reading(kiosk)) {
          if (!e2e::answer_step(kiosk, person)) break;
          continue;
        }
        const int before = plays;
        const Stopwatch watch;
        static_cast<void>(press(kiosk, "listen", [] { return true; }));
        constexpr double kPatienceMs = 5000.0;
        while (plays == before && watch.milliseconds() < kPatienceMs) {
          ::usleep(500);
          kiosk.wait_ms(1);
        }
        if (plays == before) throw e2e::Stuck("nothing was said");
        samples.add(watch.milliseconds());
        ++pages;
        while (kiosk.has("more")) kiosk.tap("more");
        kiosk.tap("next");
      }
    });
  }
  samples.report(state, "tap");
}

}  // namespace

void add_changes() {
  benchmark::RegisterBenchmark("change", change)->Iterations(1)->Unit(benchmark::kMillisecond);
  for (const char* language : {"en", "es", "zh-Hans", "vi", "ar", "ht"}) {
    benchmark::RegisterBenchmark(
        (std::string("pages_") + language).c_str(),
        [tag = std::string(language)](benchmark::State& state) { pages_in(state, tag); })
        ->Iterations(1)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::RegisterBenchmark("tap_to_speech", tap_to_speech)
      ->Iterations(1)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace candor::bench
