// The program candor-speak (speak/README.md) as a synthesiser: a child process with pipes. Where it
// ends, hangs or answers nonsense, the utterance in hand is lost and the next one starts it anew.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "voice/synthesiser.h"

namespace candor::voice {

class Helper final : public Synthesiser {
 public:
  /// Milliseconds without a byte after which it hangs.
  static constexpr std::int64_t kHangsMs = 4'000;

  /// Starts nothing yet. `voices`: language → what the program is asked for instead, words without
  /// spaces; other languages are asked for by their own tag.
  explicit Helper(std::filesystem::path program, std::map<std::string, std::string> voices = {})
      : m_program(std::move(program)), m_voices(std::move(voices)) {}

  ~Helper() override;

  void ask(const Utterance& utterance, std::int64_t now_ms) override;

  [[nodiscard]] bool is_idle() const override { return !m_asked; }

  /// Fails with not_found (the program cannot be started), refused (it has no sound for this text),
  /// bad_format (it ended or answered nonsense), unreadable (it hangs).
  [[nodiscard]] std::optional<Result<Sound>> step(std::int64_t now_ms) override;

  /// Ends the program, which may still hold words in its memory.
  void forget() override;

  /// Of the running program; 0: none runs.
  [[nodiscard]] int process() const { return m_child; }

 private:
  [[nodiscard]] Result<void> start();
  void end();
  [[nodiscard]] bool send();
  /// Reads what is there; false when the program has ended.
  [[nodiscard]] bool receive(std::int64_t now_ms);
  [[nodiscard]] std::optional<Result<Sound>> parse();

  std::filesystem::path m_program;
  std::map<std::string, std::string> m_voices;
  int m_child = 0;
  int m_socket = -1;
  bool m_greeted = false;
  bool m_asked = false;
  int m_number = 0;        ///< of the request in hand
  std::size_t m_text = 0;  ///< its bytes of text
  std::string m_outgoing;
  std::string m_incoming;
  std::int64_t m_heard_ms = 0;  ///< when it last gave a byte, or was asked
};

}  // namespace candor::voice
