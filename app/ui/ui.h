// One frame of one screen: input, widgets and the semantics list. A widget that was used leaves its
// action here; the caller applies it after the frame.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "present/page.h"
#include "present/scratch.h"
#include "ui/artist.h"
#include "ui/semantics.h"
#include "ui/theme.h"

struct ImDrawList;

namespace candor::ui {

/// A pointer position between two frames, so that a signature is smooth at any frame rate.
struct PointerSample {
  float x = 0;
  float y = 0;
  double at_ms = 0;  ///< of a steady clock
  bool down = false;
};

/// A block of the pack whose every piece has now been fully on the glass.
struct SeenBlock {
  visit::Spot spot;
  std::string digest;
  friend bool operator==(const SeenBlock&, const SeenBlock&) = default;
};

/// What one drawn frame gave.
struct Frame {
  std::optional<present::Action> action;
  std::vector<Node> nodes;
  std::vector<SeenBlock> on_glass;  ///< blocks with all pieces seen, of which one is visible now
  bool has_more = false;            ///< more of this page lies below
  std::size_t body_begin = 0;       ///< nodes before it stand above the page: banners, header
  std::size_t footer_begin = 0;     ///< nodes from it on stand below it
  int element = -1;                 ///< of the page, while its pieces are drawn
  int row = -1;                     ///< of that element, while one of its rows or items is drawn
};

/// Where the ring of focus stands.
struct Ring {
  std::string id;    ///< of the control that keys work on; empty: a finger is used
  bool row = false;  ///< around the whole row of keys that it stands in
};

/// What a press remembers between frames; no words of a person.
struct PressMemory {
  bool began_allowed = false;  ///< the press did not begin within the tap guard
};

/// Everything a frame is drawn with. References live for the frame only.
struct Ui {
  Artist& artist;
  const Metrics& metrics;
  const Colors& colors;
  const std::map<std::string, std::string>& pictures;  ///< name → SVG bytes
  present::Scratch& scratch;
  PressMemory& press;
  const std::vector<PointerSample>& samples;
  Frame& frame;
  std::string language;
  bool taps_allowed = true;
  bool right_to_left = false;
  bool centering = false;                             ///< elements stand in the middle of the glass
  bool by_keys = false;                               ///< the ring of focus is shown
  const std::vector<present::Mark>* marks = nullptr;  ///< what is being heard

  // --- drawing
  // -------------------------------------------------------------------------------------
  [[nodiscard]] ImDrawList& list() const;
  void fill(const Rect& rect, Color color, float rounding = 0) const;
  void outline(const Rect& rect, Color color, float thickness, float rounding = 0) const;
  void line(float x1, float y1, float x2, float y2, Color color, float thickness) const;
  void disc(float x, float y, float radius, Color color) const;
  void ring(float x, float y, float radius, Color color, float thickness) const;
  /// Card background with outline.
  void card(const Rect& rect) const;

  // --- text
  // ----------------------------------------------------------------------------------------
  [[nodiscard]] text::Paragraph words(const std::string& text, float size,
                                      text::Weight weight = text::Weight::regular) const;
  [[nodiscard]] text::Paragraph rich(const content::Paragraph& paragraph, float size) const;
  [[nodiscard]] float height_of(const text::Paragraph& paragraph, float width) const;
  [[nodiscard]] float width_of(const text::Paragraph& paragraph) const;
  /// The tint behind words that are being heard. On a coloured ground, where it would take their
  /// contrast, only the line under them.
  void mark(const text::Paragraph& paragraph, float x, float y, float width, Color ink) const;
  /// Draws words, with a node without id, so that tests and speech know them.
  void text(const text::Paragraph& paragraph, float x, float y, float width, Color color,
            NodeRole role = NodeRole::text) const;

  // --- input
  // ---------------------------------------------------------------------------------------
  struct Touch {
    bool pressed = false;  ///< a finger is down on it
    bool fired = false;    ///< released on it (or within the drift): act now
  };

  /// A touch target. Acts on release; sliding off cancels; holding does not repeat.
  [[nodiscard]] Touch target(const std::string& id, const Rect& rect) const;

  void node(Node node) const { frame.nodes.push_back(std::move(node)); }

  void act(const present::Action& action) const {
    if (!frame.action) frame.action = action;
  }

  // --- widgets
  // -------------------------------------------------------------------------------------
  /// A button with its label (and icon) centred; returns nothing: the action lands in the frame.
  /// The letters get smaller where the label would hang out.
  void button(const present::Button& button, const Rect& rect, float wanted_size) const;
  /// The largest size up to `wanted`, and from half of it, in which a label stays in its button.
  [[nodiscard]] float fitting_size(const present::Button& button, const Rect& rect,
                                   float wanted) const;
  /// The ring around the control that the keys work on.
  void focus_ring(const Rect& rect, Color color) const;
  /// The height a button needs for its label in a width.
  [[nodiscard]] float button_height(const present::Button& button, float width,
                                    float text_size) const;
  /// The least height of a button of this width in which its label keeps letters of this size, in
  /// as many lines as they take. Nothing where a word of it is wider than that.
  [[nodiscard]] std::optional<float> least_button_height(const present::Button& button, float width,
                                                         float text_size) const;
  /// The width a button needs for its label on one line.
  [[nodiscard]] float button_width(const present::Button& button, float text_size) const;
};

/// The colours of a callout or row by its look: text, background.
struct LookColors {
  Color ink;
  Color back;
};

[[nodiscard]] LookColors look_colors(const Colors& colors, present::CalloutLook look);

}  // namespace candor::ui
