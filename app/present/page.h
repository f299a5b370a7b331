// What one screen shows, as plain data: texts already in the patient's language, with the action
// that each control stands for. Built by the pure functions of present/screens.h, drawn by `ui`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "content/rich.h"
#include "present/action.h"

namespace candor::present {

enum class Look {
  primary,  ///< the one main action
  plain,    ///< an outlined button
  quiet,    ///< a lighter outline
  caution,  ///< needs staff, no blame
  staff,    ///< on the dark bar
};

struct Button {
  std::string id;  ///< stable across languages: "next", "answer.yes"
  std::string label;
  std::string icon;  ///< file name in assets/icons without .svg; may be empty
  Look look = Look::plain;
  bool selected = false;
  Action action;
  std::string spoken = {};    ///< in place of a label that nobody can read aloud; else empty
  std::string language = {};  ///< of the label, where it is not the page's
};

// --- the elements of a page
// -----------------------------------------------------------------------

struct Heading {
  /// A part of `text`, in another language than the page's.
  struct Part {
    std::string language;
    std::string text;
  };

  std::string text;
  std::string icon = {};         ///< beside the words, may be empty
  std::vector<Part> parts = {};  ///< where it says the same in several languages: each of them
};

struct Kicker {
  std::string text;
  bool spare = false;  ///< said elsewhere on the glass too: gives way where room is scarce
};                     ///< a soft line above the heading

struct Lead {
  std::string text;
};  ///< a soft line below it

struct Prose {
  std::vector<content::Paragraph> paragraphs;
};
enum class CalloutLook { note, caution, danger, good, fact };

struct Callout {
  CalloutLook look = CalloutLook::note;
  std::string title;
  std::vector<content::Paragraph> paragraphs;
};

struct Steps {
  struct Item {
    std::string title;
    std::string text;
  };

  std::vector<Item> items;
};

struct Timeline {
  struct Item {
    std::string at;
    std::string title;
    std::string text;
    content::Tone tone = content::Tone::normal;
  };

  std::string caption;
  std::vector<Item> items;
};

struct Risk {
  int n = 0;
  std::string number;  ///< "56 in 100"
  std::string label;
  std::string note;
  content::Tone tone = content::Tone::normal;
};

struct Picture {
  std::string name;
  std::string alt;
  std::string caption;
};  ///< name: as in Pack::images

struct Icon {
  std::string name;
  CalloutLook look = CalloutLook::note;
};  ///< large, centred

struct Faq {
  struct Item {
    std::string question;
    std::vector<content::Paragraph> answer;
  };

  std::vector<Item> items;
};

struct Statement {
  std::string text;
};  ///< bold, large
enum class OptionLook { radio, checkbox, button, month };

struct Options {
  OptionLook look = OptionLook::radio;
  int columns = 1;
  std::vector<Button> items;
};

struct Field {
  std::string id;
  std::string label;
  std::string value;  ///< as typed; `masked` shows dots
  bool masked = false;
  bool focused = false;
  std::string hint;  ///< shown while empty
};

struct Fields {
  std::vector<Field> items;
};  ///< side by side where they fit
enum class KeyboardKind { letters, digits };

struct Keyboard {
  KeyboardKind kind = KeyboardKind::letters;
  std::vector<std::vector<Button>> rows;      ///< the last one holds the wide keys
  std::vector<std::vector<Button>> low_rows;  ///< fewer, for low glass; empty: `rows` there too
  bool right_to_left = false;                 ///< its letters are read so
};

struct Notice {
  CalloutLook look = CalloutLook::caution;
  std::string text;
  bool wrong = false;  ///< something must be put right: said with the name of the field or question
  std::vector<Heading::Part> parts = {};  ///< where it is said in several languages: all of it
};

struct Buttons {
  std::vector<Button> items;
  std::string note = {};  ///< soft words before them, such as how much time is left
};

struct Answers {  ///< the review

  struct Row {
    std::string question;
    std::string answer;
    CalloutLook look = CalloutLook::note;
    bool masked = false;
    std::optional<Button> reveal;
    std::optional<Button> change;
  };

  std::vector<Row> rows;
};

struct Card {  ///< a framed pair of label and large text
  std::string label;
  std::string large;
  std::string note;
  std::string qr;       ///< text of a QR code; may be empty
  bool secret = false;  ///< `large` is a code: never said
};

struct Pad {            ///< where one signs
  std::string caption;  ///< under the line: name, date, time
  std::vector<visit::Stroke> strokes;
  bool enabled = true;
  std::optional<Action> by_key = {};  ///< nobody draws with a key: where a key leads from here
};

struct Table {  ///< staff's list
  std::vector<std::string> columns;

  struct Row {
    std::vector<std::string> cells;
    CalloutLook look = CalloutLook::note;
    std::optional<Button> open;
  };

  std::vector<Row> rows;
};

using Content =
    std::variant<Heading, Kicker, Lead, Prose, Callout, Steps, Timeline, Risk, Picture, Icon, Faq,
                 Statement, Options, Fields, Keyboard, Notice, Buttons, Answers, Card, Pad, Table>;

struct Element {
  Content content;
  bool aside = false;                ///< beside the main column where both fit
  std::optional<visit::Spot> block;  ///< the pack's block: seen fully, it is reported as shown
  std::string digest;                ///< of the block's text as shown
};

struct Header {
  std::string clinic;
  double progress = -1.0;  ///< 0 to 1; below 0: no bar
  /// Language, text size, listen (with a loudspeaker), ask staff, pause: always in this order.
  std::vector<Button> buttons;
  std::vector<Button> voice = {};  ///< while speech is on: hold, again, slower, faster, …
};

struct Footer {
  std::optional<Button> back;
  std::optional<Button> stop;
  std::string where;  ///< "Page 3 of 14"
  /// The other answer to what `primary` says: beside it, of the same size.
  std::optional<Button> other;
  std::optional<Button> primary;
};

/// The coloured half of the welcome screen.
struct Hero {
  std::string clinic;
  std::string title;
  std::string text;
  std::string small;
};

/// A part of a text of the page that is marked, because it is being heard: bytes [begin, end).
struct Mark {
  int element = -1;  ///< index into Page::elements; below 0: none of them
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
  int row = -1;  ///< of an element's rows or items, which may say the same; below 0: it has none
  friend bool operator==(const Mark&, const Mark&) = default;
};

enum class Shape { flow, centered, split };

struct Page {
  std::string key;  ///< a change of key is a page change (double taps are ignored then)
  std::string language = "en";
  bool right_to_left = false;
  visit::TextSize size = visit::TextSize::medium;
  visit::Theme theme = visit::Theme::paper;
  Shape shape = Shape::flow;
  bool staff = false;    ///< the dark bar of staff's screens
  std::string practice;  ///< the banner; empty in real use
  std::string urgent;    ///< the crisis line kept in sight after a `now` answer
  /// Its numbers alone, where the glass has no room for it: pressed, they open all of it.
  std::optional<Button> urgent_numbers = {};
  std::optional<Hero> hero;
  std::optional<Header> header;
  std::optional<Footer> footer;
  std::vector<Element> elements;
  std::string more_label;   ///< "More": the primary button while more lies below
  std::string above_label;  ///< "Back up"
  /// About the person: silent on a loudspeaker unless they said that aloud is fine.
  bool personal = true;
  std::vector<Mark> marks = {};
};

/// The field that the page wants typed into, or empty.
[[nodiscard]] std::string focused_field(const Page& page);

}  // namespace candor::present
