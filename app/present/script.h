// What is said for what is on the glass: sentences in reading order, each with the places of its
// words, so that the word that is heard can be marked. Pure; it holds what the page holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/words.h"
#include "present/page.h"

namespace candor::present {

/// A piece of a sentence and where it stands: bytes [begin, end) of a text of the page, as it is on
/// the glass. A piece that stands nowhere (the "chosen" after an answer) has an empty text.
struct SpokenPiece {
  std::size_t said_begin = 0;  ///< bytes of Sentence::say
  std::size_t said_end = 0;
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Sentence {
  std::string say;
  std::vector<SpokenPiece> pieces;
  int element = -1;           ///< index into Page::elements; below 0: none of them
  std::string language = {};  ///< where it is not the script's
  bool personal = false;  ///< silent on a loudspeaker unless the patient said that aloud is fine
  std::optional<visit::Spot> block = {};  ///< the pack's block that it belongs to
  std::string digest = {};                ///< of that block's text as it is on the glass
  std::int32_t number = 0;                ///< which of the block's sentences, from 0
  std::int32_t of = 0;                    ///< how many the block has
  std::int32_t count = 1;                 ///< how many of them this one stands for
  bool of_focus = false;                  ///< it says which control has the focus
  int row = -1;                           ///< of an element's rows or items; below 0: it has none
};

struct Script {
  std::string language = "en";
  std::vector<Sentence> sentences;
};

/// The whole page. `words`: the kiosk's own words. Codes, PINs and tickets are never in it; staff's
/// screens have none.
[[nodiscard]] Script script_of(const Page& page, const content::Words& words);

/// Only what nobody minds others hearing, unless the patient said that aloud is fine.
enum class Aloud { open_only, everything };
[[nodiscard]] Script heard_by(Script script, Aloud aloud);

/// A control that has the focus: its name, what it is, and its state. For self-voicing.
struct SpokenControl {
  enum class Kind { text, heading, button, choice, field, key, pad };
  Kind kind = Kind::text;
  std::string label;
  std::string value;    ///< of a field
  bool masked = false;  ///< the value, or the key, is never said
  bool selected = false;
  bool personal = false;      ///< what it says is about the person
  bool typed_into = false;    ///< a field that takes what is typed
  std::string language = {};  ///< of the label, where it is not the page's
};

[[nodiscard]] Script script_of(const SpokenControl& control, const std::string& language,
                               const content::Words& words);

/// A few words of the kiosk's own, such as a warning, as a script.
[[nodiscard]] Script script_of(const std::string& text, const std::string& language);

/// The marks for the piece of a sentence that is heard, [begin, end) of `say`; all of the sentence
/// where the word is not known (begin == end).
[[nodiscard]] std::vector<Mark> marks_of(const Sentence& sentence, std::size_t begin,
                                         std::size_t end);

}  // namespace candor::present
