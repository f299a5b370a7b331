#include "voice/rig.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <numbers>
#include <thread>

#include "support/fakes.h"
#include "voice/player.h"

namespace candor::voice {

std::filesystem::path speech_program() {
  return support::build_folder() / "candor-speak";
}

std::filesystem::path script(const std::filesystem::path& folder, const std::string& body) {
  const auto file = folder / "speak";
  std::ofstream(file) << "#!/bin/sh\n" << body << "\n";
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  return file;
}

void until(const std::function<bool()>& done) {
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(240);
  bool is_done = false;
  while (!(is_done = done()) && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::yield();
  }
  REQUIRE(is_done);
}

Result<Sound> spoken(Synthesiser& synthesiser, const Utterance& utterance) {
  synthesiser.ask(utterance, 0);
  std::optional<Result<Sound>> answer;
  until([&] {
    answer = synthesiser.step(0);
    return answer.has_value();
  });
  return *answer;
}

double level(const std::vector<std::int16_t>& samples) {
  double sum = 0;
  for (const std::int16_t sample : samples) sum += double(sample) * double(sample);
  if (sum <= 0) return -120;
  return 10 * std::log10(sum / double(samples.size()) / (32768.0 * 32768.0));
}

double share_of(const std::vector<std::int16_t>& samples, double hertz, int rate) {
  double in_phase = 0;
  double across = 0;
  double all = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double angle = 2 * std::numbers::pi * hertz * double(i) / rate;
    in_phase += samples[i] * std::cos(angle);
    across += samples[i] * std::sin(angle);
    all += double(samples[i]) * samples[i];
  }
  if (all <= 0) return 0;
  return 2 * (in_phase * in_phase + across * across) / double(samples.size()) / all;
}

double pitch(const std::vector<std::int16_t>& heard, int heard_rate) {
  // A quarter of the samples tells a voice's pitch as well, in a sixteenth of the time.
  constexpr std::size_t kFewer = 4;
  const int rate = heard_rate / static_cast<int>(kFewer);
  std::vector<std::int16_t> samples;
  for (std::size_t at = 0; at + kFewer <= heard.size(); at += kFewer) {
    int sum = 0;
    for (std::size_t i = at; i < at + kFewer; ++i) sum += heard[i];
    samples.push_back(static_cast<std::int16_t>(sum / static_cast<int>(kFewer)));
  }
  const auto window = static_cast<std::size_t>(rate / 20);
  const auto shortest = static_cast<std::size_t>(rate / 350);
  const auto longest = static_cast<std::size_t>(rate / 90);
  std::vector<double> pitches;
  for (std::size_t at = 0; at + window + longest < samples.size(); at += window) {
    const auto likeness = [&](std::size_t lag) {
      double both = 0;
      double here = 0;
      double there = 0;
      for (std::size_t i = at; i < at + window; ++i) {
        both += double(samples[i]) * samples[i + lag];
        here += double(samples[i]) * samples[i];
        there += double(samples[i + lag]) * samples[i + lag];
      }
      return here > 0 && there > 0 ? both / std::sqrt(here * there) : 0.0;
    };
    std::size_t best = 0;
    double most = 0.8;  // less alike is not voiced
    for (std::size_t lag = shortest; lag <= longest; ++lag) {
      if (const double found = likeness(lag); found > most + 0.01) {
        most = found;
        best = lag;
      }
    }
    if (best > 0) pitches.push_back(double(rate) / double(best));
  }
  REQUIRE(pitches.size() > 10);
  std::nth_element(pitches.begin(), pitches.begin() + std::ptrdiff_t(pitches.size() / 2),
                   pitches.end());
  return pitches[pitches.size() / 2];
}

std::vector<std::int16_t> trimmed(const std::vector<std::int16_t>& samples) {
  const auto is_heard = [](std::int16_t sample) { return sample > 30 || sample < -30; };
  const auto first = std::find_if(samples.begin(), samples.end(), is_heard);
  const auto last = std::find_if(samples.rbegin(), samples.rend(), is_heard).base();
  return first < last ? std::vector<std::int16_t>(first, last) : std::vector<std::int16_t>();
}

FileLoudspeaker::FileLoudspeaker(const std::filesystem::path& file) : m_file(file) {
  ::setenv("SDL_AUDIODRIVER", "disk", 1);
  ::setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
  ::setenv("SDL_DISKAUDIODELAY", "2", 1);
}

FileLoudspeaker::~FileLoudspeaker() {
  ::unsetenv("SDL_AUDIODRIVER");
  ::unsetenv("SDL_DISKAUDIOFILE");
  ::unsetenv("SDL_DISKAUDIODELAY");
}

std::unique_ptr<Output> FileLoudspeaker::player() const {
  return make_player();
}

std::size_t FileLoudspeaker::length() const {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(m_file, error);
  return error ? 0 : static_cast<std::size_t>(bytes / 2);
}

std::vector<std::int16_t> FileLoudspeaker::heard() const {
  std::ifstream stream(m_file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  std::vector<std::int16_t> samples(bytes.size() / 2);
  std::memcpy(samples.data(), bytes.data(), samples.size() * 2);
  return samples;
}

}  // namespace candor::voice
