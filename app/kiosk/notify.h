// How staff learn that somebody needs them: a program the clinic chooses (a sound, a light, a
// message). It gets words only, never a name, an answer or a reason.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "content/pack.h"
#include "kiosk/config.h"

namespace candor::kiosk {

/// What the desk sees from afar.
enum class KioskState { free, in_use, needs_staff };

class Channel {
 public:
  virtual ~Channel() = default;
  /// A flag was raised, or a flag `now` is still not acknowledged.
  virtual void flag(content::Urgency urgency) = 0;
  /// What the kiosk is doing. The same state again is not passed on.
  virtual void state(KioskState state) = 0;
  /// Whether staff can be reached this way. If not, the screen says "Please tell the front desk".
  [[nodiscard]] virtual bool reaches_staff() = 0;
};

/// Nothing is configured.
class NoChannel final : public Channel {
 public:
  void flag(content::Urgency urgency) override;
  void state(KioskState state) override;

  [[nodiscard]] bool reaches_staff() override { return false; }
};

/// Starts the program with its fixed arguments and then `flag routine|soon|now` or
/// `state free|in-use|needs-staff`. Never waits for it. A program that cannot be started, ends with
/// an error or hangs no longer counts as reaching staff, until one of its next runs ends well.
class ProgramChannel final : public Channel {
 public:
  explicit ProgramChannel(NotifyProgram program);
  ~ProgramChannel() override;
  ProgramChannel(const ProgramChannel&) = delete;
  ProgramChannel& operator=(const ProgramChannel&) = delete;

  void flag(content::Urgency urgency) override;
  void state(KioskState state) override;
  [[nodiscard]] bool reaches_staff() override;

 private:
  void send(const std::string& kind, const std::string& word);
  void collect();

  NotifyProgram m_program;
  std::optional<KioskState> m_last_state;
  std::vector<int> m_running;  ///< process ids, oldest first
  bool m_works = true;
};

/// The channel of a configuration.
[[nodiscard]] std::unique_ptr<Channel> make_channel(const std::optional<NotifyProgram>& program);

[[nodiscard]] std::string to_string(KioskState state);  ///< "free", "in-use", "needs-staff"

}  // namespace candor::kiosk
