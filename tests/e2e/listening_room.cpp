#include "e2e/listening_room.h"

#include <algorithm>
#include <utility>

namespace candor::e2e {

ListeningRoom::ListeningRoom(RoomOptions options, std::shared_ptr<Loudspeaker> loudspeaker)
    : WaitingRoom(with(std::move(options), loudspeaker)), m_loudspeaker(std::move(loudspeaker)) {}

RoomOptions ListeningRoom::with(RoomOptions options,
                                const std::shared_ptr<Loudspeaker>& loudspeaker) {
  options.speaker = [loudspeaker] {
    auto synthesiser = std::make_unique<voice::FakeSynthesiser>();
    auto output = std::make_unique<voice::FakeOutput>();
    loudspeaker->made = synthesiser.get();
    loudspeaker->out = output.get();
    return std::make_unique<voice::Speaker>(std::move(synthesiser), std::move(output));
  };
  return options;
}

bool ListeningRoom::said(const std::string& words) const {
  return any_has(made().asked, words);
}

void ListeningRoom::clear_heard() const {
  made().asked.clear();
  made().languages.clear();
}

void ListeningRoom::hear_all() {
  constexpr int kMostSentences = 400;
  for (int i = 0; i < kMostSentences && speaks(); ++i) {
    kiosk().wait_ms(20);
    out().end();
  }
}

void ListeningRoom::listen() {
  kiosk().tap("listen");
  kiosk().wait_ms(20);
}

std::string ListeningRoom::marked() {
  std::string words;
  for (const present::Mark& mark : kiosk().app().page().marks) {
    words += mark.text.substr(mark.begin, mark.end - mark.begin);
  }
  return words;
}

bool any_has(const std::vector<std::string>& sentences, const std::string& words) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& each) {
    return each.find(words) != std::string::npos;
  });
}

}  // namespace candor::e2e
