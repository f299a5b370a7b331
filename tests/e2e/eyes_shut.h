// Somebody who sees nothing of the glass: knows the sentences that the loudspeaker says, and has a
// keyboard. Nothing here looks at a page, a widget or the visit.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "e2e/listening_room.h"

namespace candor::e2e {

class EyesShut {
 public:
  /// `language` is the one that they speak. The room must outlive this.
  EyesShut(ListeningRoom& room, std::string language);

  /// Lets everything be said that is to be said; gives what was said since the last time.
  std::vector<std::string> hear();
  /// Strikes a key once the last page has stood for a moment, and hears what comes of it.
  std::vector<std::string> strike(kiosk::Key key, char32_t character = 0);
  /// Types letter by letter, and hears the echo.
  std::vector<std::string> type(const std::string& text);
  /// Goes on from control to control until one is said whose name begins so; throws Stuck where
  /// none is.
  void go_to(const std::string& name);

  /// Presses these when they come along, in the order in which they come: names of controls.
  std::vector<std::string> wants;
  /// Fields by name, and what is typed into them: each once, the first of a name first.
  std::vector<std::pair<std::string, std::string>> answers;

  /// Called when something has begun to be said, before it is heard to its end.
  std::function<void()> on_speech;

  /// Goes on, page after page, until this sentence is said. Throws Stuck where that never comes.
  void go_on_until(const std::string& sentence);

  /// A name as it is heard.
  [[nodiscard]] std::string heard_as(const std::string& written) const;

  /// All that was ever said.
  [[nodiscard]] const std::vector<std::string>& all() const { return m_all; }

 private:
  /// Of what is heard in several sentences, the last one.
  [[nodiscard]] std::string end_heard_of(const std::string& written) const;
  [[nodiscard]] bool wanted(const std::string& name) const;
  /// What was said so many sentences before the end; empty: less was said.
  [[nodiscard]] std::string said_before(std::size_t end) const;

  ListeningRoom& m_room;
  std::string m_language;
  content::Words m_words;
  std::size_t m_read = 0;
  std::vector<std::string> m_all;
  std::vector<std::string> m_now;  ///< what came of the last key
};

}  // namespace candor::e2e
