// What is read aloud: the page's script on its way to the loudspeaker, the word that is heard, and
// what this patient said about being overheard. Without a loudspeaker everything here does nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "content/pack.h"
#include "present/screens.h"
#include "present/script.h"
#include "voice/speaker.h"

namespace candor::kiosk {

/// A sentence of a block that was heard.
struct HeardSentence {
  visit::Spot block;
  std::string digest;
  std::int32_t number = 0;
  std::int32_t of = 0;
  std::int32_t count = 1;    ///< how many, from `number` on
  std::int32_t speed = 100;  ///< percent
  std::int64_t heard_ms = 0;
  bool to_end = false;
};

class Listening {
 public:
  /// A null pointer: this kiosk has no sound.
  explicit Listening(std::unique_ptr<voice::Speaker> speaker) : m_speaker(std::move(speaker)) {}

  /// Whose recordings are played in place of the voice, where they say exactly what is read.
  void use(std::shared_ptr<const content::Pack> pack) { m_pack = std::move(pack); }

  /// Looks for a loudspeaker while there is none, at most every 5 s.
  void look_for_device(std::int64_t now_ms);

  /// What the page needs to know for its buttons.
  [[nodiscard]] present::Hearing hearing() const;

  /// Whether a page is read, which its buttons show, or a few words are said beside it.
  enum class Saying { page, remark };

  /// Says a script from its first sentence; what is being said ends at once. Personal sentences are
  /// left out unless the patient allowed them. Does nothing without a loudspeaker.
  void say(const present::Script& script, std::int64_t now_ms, Saying saying = Saying::page);
  /// Silence, at once.
  void stop();
  /// Hold, go on, again, slower, faster, softer, louder.
  void adjust(present::Speech::Do what, std::int64_t now_ms);
  /// The soft sound of a touch.
  void tap(std::int64_t now_ms);

  [[nodiscard]] bool can_listen() const { return m_speaker && m_speaker->can_speak(); }

  [[nodiscard]] bool speaks() const { return m_speaker && m_speaker->is_speaking(); }

  [[nodiscard]] bool is_held() const { return m_speaker && m_speaker->is_held(); }

  /// Whether the control that has the focus is being said.
  [[nodiscard]] bool says_focus() const;

  /// What is being said, without what was left out.
  [[nodiscard]] const present::Script& script() const { return m_script; }

  /// Speech is on and not held: nobody is asked whether they are still there.
  [[nodiscard]] bool is_heard() const { return speaks() && !m_speaker->is_held(); }

  /// Whether this patient listens: they have done so before in this visit.
  [[nodiscard]] bool is_on() const { return m_on; }

  /// Whether staff should look after the loudspeaker or the voice.
  [[nodiscard]] bool is_broken() const { return m_speaker && m_speaker->is_broken(); }

  /// What may be said now: everything into headphones, or where the patient allowed it.
  [[nodiscard]] present::Aloud aloud() const {
    return m_way == Way::headphones ? present::Aloud::everything : m_aloud;
  }

  /// Who hears it: everybody in the room, or one person.
  enum class Way { loudspeaker, headphones };

  void use(Way way) { m_way = way; }

  void allow_aloud() { m_aloud = present::Aloud::everything; }

  /// The patient asked to hear something: from now on warnings are spoken too.
  void turn_on() { m_on = true; }

  /// What was heard of the pack's blocks since the last call.
  [[nodiscard]] std::vector<HeardSentence> take_heard() { return std::exchange(m_heard, {}); }

  /// The block of the sentence that is heard; nothing where none of the pack is.
  [[nodiscard]] std::optional<visit::Spot> block() const;

  /// Makes the first sentences of a page ready, so that it begins at once when it is asked for; for
  /// somebody who listens all of it, and the first ones of the page that comes `next`.
  void prepare(const present::Script& script, const present::Script& next = {});

  /// What is marked on the glass: the word that is heard.
  [[nodiscard]] std::vector<present::Mark> marks() const;

  /// Does what is due; true when something on the glass has changed by it.
  bool step(std::int64_t now_ms);
  [[nodiscard]] std::optional<std::int64_t> due_ms(std::int64_t now_ms) const;

  /// A visit has ended, or is hidden: nothing of it is left, and all is as for everybody.
  void forget();

  /// Every sentence that was sent to the loudspeaker since forget(), for tests of privacy.
  [[nodiscard]] const std::vector<std::string>& transcript() const { return m_transcript; }

 private:
  /// The sentence that is heard; nothing while none is.
  [[nodiscard]] std::optional<std::size_t> line() const;
  [[nodiscard]] const present::Sentence* heard_now() const;
  enum class Ended { heard_out, cut_short };
  /// Notes how much was heard of the sentence that ends now.
  void end_sentence(Ended how);
  /// Counts the time that passes while something is heard.
  void count_time(std::int64_t now_ms);
  /// The recording of exactly these words; a null pointer: there is none.
  [[nodiscard]] std::shared_ptr<const std::string> recording_of(const std::string& language,
                                                                const std::string& text) const;
  /// What this patient hears of a script, recorded paragraphs as one sentence each.
  [[nodiscard]] present::Script as_heard(const present::Script& script) const;

  std::unique_ptr<voice::Speaker> m_speaker;
  std::shared_ptr<const content::Pack> m_pack;
  present::Script m_script;  ///< what is being said
  Saying m_saying = Saying::page;
  bool m_on = false;
  present::Aloud m_aloud = present::Aloud::open_only;
  Way m_way = Way::loudspeaker;  ///< of the socket, not of the person: a visit's end leaves it
  std::vector<std::string> m_transcript;
  std::optional<std::size_t> m_line;  ///< the sentence whose time is counted
  std::int64_t m_line_ms = 0;
  std::int64_t m_counted_ms = 0;  ///< up to when
  std::vector<HeardSentence> m_heard;
};

}  // namespace candor::kiosk
