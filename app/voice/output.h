// Where sound goes: one voice at a time, and a soft tap beside it.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "voice/sound.h"

namespace candor::voice {

class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  virtual ~Output() = default;

  /// Takes the device; true when sound can be heard now. Cheap when it is open already.
  [[nodiscard]] virtual bool open() = 0;
  /// Gives the device back and forgets what was playing.
  virtual void close() = 0;
  /// False once the device was pulled out, until open() finds one again.
  [[nodiscard]] virtual bool is_open() = 0;
  /// Plays a sound as the one voice; what was playing ends at once.
  virtual void play(const Sound& sound) = 0;
  virtual void stop() = 0;
  virtual void hold() = 0;
  virtual void go_on() = 0;
  /// Whether the voice has more to say; true while held.
  [[nodiscard]] virtual bool is_playing() const = 0;
  /// How much of the sound was heard, in samples of its own rate.
  [[nodiscard]] virtual std::size_t played() const = 0;
  /// Loudness of the voice, in decibels below full: 0 or less.
  virtual void set_gain(double decibels) = 0;
  virtual void tap() = 0;
  /// A recording (WAV or Ogg Vorbis) as sound. Only while open. Fails with bad_format.
  [[nodiscard]] virtual Result<Sound> decode(const std::string& recording) = 0;
};

}  // namespace candor::voice
