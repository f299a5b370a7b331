// Makes speech from text, one utterance after another, without making anybody wait: ask(), then
// step() until the answer is there.
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.h"
#include "voice/sound.h"

namespace candor::voice {

class Synthesiser {
 public:
  Synthesiser() = default;
  Synthesiser(const Synthesiser&) = delete;
  Synthesiser& operator=(const Synthesiser&) = delete;
  virtual ~Synthesiser() = default;

  /// Begins to make one. Only while idle.
  virtual void ask(const Utterance& utterance, std::int64_t now_ms) = 0;
  [[nodiscard]] virtual bool is_idle() const = 0;
  /// The answer to the last ask(), once: the sound, or why there is none for this utterance.
  [[nodiscard]] virtual std::optional<Result<Sound>> step(std::int64_t now_ms) = 0;
  /// Drops what is in hand and every word that was said: a visit has ended.
  virtual void forget() = 0;
};

}  // namespace candor::voice
