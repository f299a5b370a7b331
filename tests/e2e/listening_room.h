// A waiting room with a loudspeaker that the test hears instead of the people in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "e2e/waiting_room.h"
#include "voice/rig.h"

namespace candor::e2e {

class ListeningRoom : public WaitingRoom {
 public:
  explicit ListeningRoom(RoomOptions options = {})
      : ListeningRoom(std::move(options), std::make_shared<Loudspeaker>()) {}

  /// Whether these words were turned into sound since clear_heard().
  [[nodiscard]] bool said(const std::string& words) const;
  void clear_heard() const;
  /// Lets speech be made and played, sentence after sentence, to its end.
  void hear_all();
  /// Presses Listen, and lets the first sound begin.
  void listen();

  [[nodiscard]] bool speaks() { return kiosk().app().listening().speaks(); }

  /// The text under the marks on the glass.
  [[nodiscard]] std::string marked();

  /// Every sentence that was sent to the loudspeaker in this visit.
  [[nodiscard]] const std::vector<std::string>& transcript() {
    return kiosk().app().listening().transcript();
  }

  /// What makes the sound, and what plays it.
  [[nodiscard]] voice::FakeSynthesiser& made() const { return *m_loudspeaker->made; }

  [[nodiscard]] voice::FakeOutput& out() const { return *m_loudspeaker->out; }

 private:
  struct Loudspeaker {
    voice::FakeSynthesiser* made = nullptr;
    voice::FakeOutput* out = nullptr;
  };

  ListeningRoom(RoomOptions options, std::shared_ptr<Loudspeaker> loudspeaker);
  [[nodiscard]] static RoomOptions with(RoomOptions options,
                                        const std::shared_ptr<Loudspeaker>& loudspeaker);

  std::shared_ptr<Loudspeaker> m_loudspeaker;
};

/// Whether a sentence has these words in it.
[[nodiscard]] bool any_has(const std::vector<std::string>& sentences, const std::string& words);

}  // namespace candor::e2e
