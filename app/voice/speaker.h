// Speaks scripts: asks for their sound ahead of time, plays one utterance after another, knows
// which word is being heard. Never waits: step() does what is due. Time is passed in.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "voice/output.h"
#include "voice/synthesiser.h"

namespace candor::voice {

/// One thing to say. A recording is played in place of the synthesiser's sound.
struct Line {
  Utterance utterance;
  std::shared_ptr<const Sound> recording;
  /// A recording as it lies in a file (WAV or Ogg Vorbis), made to sound when its turn comes. Where
  /// it cannot be played, the synthesiser speaks.
  std::shared_ptr<const std::string> file = {};
};

using Lines = std::vector<Line>;

/// What is heard now.
struct Heard {
  std::size_t line = 0;
  std::optional<WordTime> word;  ///< none: only the line is known
};

class Speaker {
 public:
  /// Percent of the usual speed, and decibels below full.
  static constexpr std::array<int, 7> kSpeeds = {50, 65, 80, 100, 125, 160, 200};
  static constexpr std::array<int, 7> kGains = {-30, -25, -20, -15, -10, -5, 0};
  static constexpr std::size_t kUsualSpeed = 3;
  static constexpr std::size_t kUsualGain = 4;

  Speaker(std::unique_ptr<Synthesiser> synthesiser, std::unique_ptr<Output> output);

  /// Looks whether sound can be heard, takes the device when there is one. At most every 5 s.
  void look_for_device(std::int64_t now_ms);

  /// Whether there is a device. Without one nothing is ever said, and nothing fails.
  [[nodiscard]] bool has_device() const { return m_has_device; }

  /// Whether somebody can listen now: there is a device, and texts can be turned into sound.
  [[nodiscard]] bool can_speak() const { return m_has_device && m_failures < kMostFailures; }

  /// Whether staff should know: there was a device and it is gone, or texts give no sound.
  [[nodiscard]] bool is_broken() const { return m_lost || m_failures >= kMostFailures; }

  /// Says these lines from the first on; what is being said ends at once.
  void say(Lines lines, std::int64_t now_ms);
  /// Ends what is being said, at once.
  void stop();
  /// Stands still, to go on later.
  void hold();
  void go_on();
  /// The line that is being said, from its beginning, and on from there.
  void again(std::int64_t now_ms);
  /// One step; at the last one nothing changes.
  void slower(std::int64_t now_ms);
  void faster(std::int64_t now_ms);
  void softer();
  void louder();
  /// A soft tick, unless a voice speaks.
  void tap(std::int64_t now_ms);

  [[nodiscard]] bool is_speaking() const { return !m_lines.empty(); }

  [[nodiscard]] bool is_held() const { return m_held; }

  [[nodiscard]] std::size_t speed() const { return m_speed; }

  [[nodiscard]] std::size_t gain() const { return m_gain; }

  [[nodiscard]] std::optional<Heard> heard() const;

  /// Makes the sound of these lines ready while nobody waits for it; replaces earlier wishes.
  void prepare(std::vector<Utterance> utterances);
  /// A visit has ended: silence, usual speed and loudness, and no sound of it left.
  void forget();

  /// Does what is due. Returns true when what heard() says has changed.
  bool step(std::int64_t now_ms);
  /// Milliseconds until step() should be called again; nothing while there is nothing to do.
  [[nodiscard]] std::optional<std::int64_t> due_ms(std::int64_t now_ms) const;

  /// A recording as sound; a null pointer when it cannot be played.
  [[nodiscard]] std::shared_ptr<const Sound> decode(const std::string& ogg, std::int64_t now_ms);

  /// How often a text could not be turned into sound, since the last that could.
  [[nodiscard]] int failures() const { return m_failures; }

 private:
  static constexpr std::int64_t kLookMs = 5'000;
  static constexpr std::int64_t kRestMs = 10'000;  ///< the device is given back after this silence
  static constexpr std::int64_t kSoonMs = 10;      ///< while sound is being made
  static constexpr std::int64_t kTickMs = 30;      ///< while a voice speaks
  static constexpr std::size_t kAhead = 3;         ///< lines made ready ahead of the voice
  static constexpr std::size_t kMostBytes = 32U * 1024 * 1024;
  static constexpr int kMostFailures = 3;

  struct Made {
    std::shared_ptr<const Sound> sound;  ///< null: it cannot be said
    std::list<std::string>::iterator used;
  };

  [[nodiscard]] static std::string key_of(const Utterance& utterance);
  /// The sound of a line: null and `true` when it is still to be made.
  [[nodiscard]] std::shared_ptr<const Sound> sound_of(Line& line, bool& pending);
  void keep(const std::string& key, std::shared_ptr<const Sound> sound);
  /// Forgets that a text has no sound.
  void drop(const std::string& key);
  void begin_line(std::size_t line);
  void play_from(std::size_t sample);
  [[nodiscard]] std::size_t position() const;
  void ask_next(std::int64_t now_ms);
  /// Takes the device if it is there; notes that it is gone if it is not.
  [[nodiscard]] bool wake(std::int64_t now_ms);
  void rest();

  std::unique_ptr<Synthesiser> m_synthesiser;
  std::unique_ptr<Output> m_output;
  bool m_has_device = false;
  bool m_lost = false;
  bool m_awake = false;  ///< the device is ours now
  std::optional<std::int64_t> m_looked_ms;
  int m_failures = 0;

  Lines m_lines;  ///< empty: silent
  std::size_t m_line = 0;
  std::shared_ptr<const Sound> m_sound;  ///< of the line that plays, at the usual speed
  std::size_t m_offset = 0;              ///< the sample of it at which playing began
  bool m_held = false;
  std::optional<Heard> m_last_heard;

  std::size_t m_speed = kUsualSpeed;
  std::size_t m_gain = kUsualGain;
  std::string m_asked;  ///< the key that the synthesiser works on
  std::vector<Utterance> m_wishes;
  std::map<std::string, Made> m_made;
  std::list<std::string> m_recent;  ///< keys, the latest used first
  std::size_t m_bytes = 0;
  std::int64_t m_used_ms = 0;  ///< when the device was last needed
};

}  // namespace candor::voice
