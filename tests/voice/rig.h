// What the voice's tests listen with: speech programs that misbehave, a synthesiser and a
// loudspeaker without sound, and a loudspeaker that writes a file.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "voice/output.h"
#include "voice/speaker.h"
#include "voice/synthesiser.h"

namespace candor::voice {

/// The speech program of this build.
[[nodiscard]] std::filesystem::path speech_program();
/// A shell script that stands in for it. What it prints first is up to it.
[[nodiscard]] std::filesystem::path script(const std::filesystem::path& folder,
                                           const std::string& body);
/// Calls until it gives true; ends the test when that never comes.
void until(const std::function<bool()>& done);
/// What the program says to this, waited for.
[[nodiscard]] Result<Sound> spoken(Synthesiser& synthesiser, const Utterance& utterance);

/// A tone of full loudness.
[[nodiscard]] Sound tone(double hertz, int milliseconds, int rate = 16'000);
/// How loud the samples are, in decibels below full; -120 for silence.
[[nodiscard]] double level(const std::vector<std::int16_t>& samples);
/// How much of a tone there is, 0 to about 1.
[[nodiscard]] double share_of(const std::vector<std::int16_t>& samples, double hertz, int rate);
/// The median pitch of the voiced parts, in hertz.
[[nodiscard]] double pitch(const std::vector<std::int16_t>& samples, int rate);
/// Without the silence before and after.
[[nodiscard]] std::vector<std::int16_t> trimmed(const std::vector<std::int16_t>& samples);

/// Answers at once with a sound of 100 ms a word; "broken" has none.
class FakeSynthesiser final : public Synthesiser {
 public:
  void ask(const Utterance& utterance, std::int64_t now_ms) override;

  [[nodiscard]] bool is_idle() const override { return !m_asked; }

  [[nodiscard]] std::optional<Result<Sound>> step(std::int64_t now_ms) override;
  void forget() override;

  std::vector<std::string> asked;      ///< every text, in order
  std::vector<std::string> languages;  ///< of each
  int forgotten = 0;

 private:
  std::optional<Utterance> m_asked;
};

/// Plays nothing; the test says how much was heard.
class FakeOutput final : public Output {
 public:
  bool open() override;
  void close() override;

  bool is_open() override { return has_device && m_open; }

  void play(const Sound& sound) override;
  void stop() override;

  void hold() override { held = true; }

  void go_on() override { held = false; }

  bool is_playing() const override { return m_playing; }

  std::size_t played() const override { return heard; }

  void set_gain(double decibels) override { gain = decibels; }

  void tap() override { ++taps; }

  Result<Sound> decode(const std::string& ogg) override;

  /// The sound has been heard to its end.
  void end() { m_playing = false; }

  bool has_device = true;
  bool held = false;
  double gain = 0;
  int taps = 0;
  int voices = 0;  ///< sounds that play at the same time
  std::size_t heard = 0;
  std::vector<Sound> sounds;

 private:
  bool m_open = false;
  bool m_playing = false;
};

/// A loudspeaker that writes what would be heard into a file, faster than time.
class FileLoudspeaker {
 public:
  explicit FileLoudspeaker(const std::filesystem::path& file);
  ~FileLoudspeaker();
  FileLoudspeaker(const FileLoudspeaker&) = delete;
  FileLoudspeaker& operator=(const FileLoudspeaker&) = delete;

  static constexpr int kRate = 44'100;

  [[nodiscard]] std::unique_ptr<Output> player() const;
  /// How many samples were written until now.
  [[nodiscard]] std::size_t length() const;
  /// All that was heard until now.
  [[nodiscard]] std::vector<std::int16_t> heard() const;

 private:
  std::filesystem::path m_file;
};

}  // namespace candor::voice
