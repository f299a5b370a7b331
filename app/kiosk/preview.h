// The editor's preview: the kiosk's real screens in a window, with a strip to go from page to page.
// A saved change of the pack shows by itself; a broken one leaves the last good page on the glass
// and says what is wrong. Nothing is stored, nobody is told, no visit exists.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "content/load.h"
#include "content/words.h"
#include "kiosk/canvas.h"
#include "kiosk/pack_watch.h"
#include "kiosk/preview_findings.h"
#include "kiosk/window.h"
#include "present/tour.h"
#include "rules/check.h"
#include "ui/preview.h"

namespace candor::kiosk {

/// What the preview works with. The fonts and icons must outlive it.
struct PreviewParts {
  std::filesystem::path pack_folder;
  content::Words words;
  const text::Fonts& fonts;
  const ui::Icons& icons;
  /// The pack's folder against every rule: called after a sound change, once its page is shown.
  std::function<rules::Checked()> check;
};

/// What it begins with. What the pack does not have is passed over.
struct PreviewStart {
  std::string page;      ///< present::Stop::id or a page's id; empty: the first page
  std::string language;  ///< empty: the pack's own
  visit::TextSize size = visit::TextSize::medium;
  visit::Theme theme = visit::Theme::paper;
  WindowSize glass{1920, 1080};  ///< the kiosk's, whatever the window's size is
  double mm_per_pixel = 0.248;
};

class Preview {
 public:
  /// The window and the clock must outlive it. Fails with no_display.
  [[nodiscard]] static Result<std::unique_ptr<Preview>> open(PreviewParts parts,
                                                             const PreviewStart& start,
                                                             Window& window, Clock& clock);
  Preview(const Preview&) = delete;
  Preview& operator=(const Preview&) = delete;

  /// Runs until `stop` is set or the window is closed.
  [[nodiscard]] Result<void> run(const std::atomic<bool>& stop);

  /// One turn: a look at the files when it is time, then at most one frame. Returns whether
  /// something was done.
  bool step();

  /// Something outside happened (a touch, a key): draw again.
  void wake() { m_frames_due = kFramesAfterInput; }

  // --- for the tests that drive the real window
  /// The strip's widgets, and the findings.
  [[nodiscard]] const std::vector<ui::Node>& nodes() const { return m_nodes; }

  /// The page's widgets, in pixels of the kiosk's glass.
  [[nodiscard]] const std::vector<ui::Node>& page_nodes() const { return m_page_frame.nodes; }

  /// Where the page stands in the window.
  [[nodiscard]] ui::Rect page_place() const;

  [[nodiscard]] const present::Stop& stop() const { return m_stop; }

  [[nodiscard]] const present::Appearance& appearance() const { return m_look; }

  [[nodiscard]] std::int64_t frames_drawn() const { return m_frames_drawn; }

 private:
  /// Dear ImGui needs a frame to see a press and one to see its end.
  static constexpr int kFramesAfterInput = 2;

  Preview(PreviewParts parts, const PreviewStart& start, Window& window, Clock& clock,
          std::unique_ptr<Canvas> canvas);

  // --- files
  /// Reads the pack; the one before stays when it does not load.
  void load();
  void check();

  // --- where one is
  [[nodiscard]] const std::vector<present::Stop>& stops() const { return m_stops; }

  void choose_walk(const std::string& walk);
  /// Goes to the stop of this id or page, or to the one nearest to where one was.
  void go_to(const std::string& id);
  void go_by(int steps);
  void show(std::size_t index);
  [[nodiscard]] std::size_t index() const;
  /// The stop on which a block is, in any walk; the walk's id first.
  [[nodiscard]] std::optional<std::pair<std::string, std::string>> stop_of(
      const FindingSpot& spot) const;

  // --- what is pressed
  void take_keys();
  void take(const std::string& pressed);
  void take_page(const present::Action& action, const Moment& now);
  void take_event(const visit::Event& event, const Moment& now);
  void open_finding(std::size_t number);

  // --- what is shown
  void draw(const Moment& now);
  void draw_page(const Moment& now, const std::vector<PointerPoint>& points);
  [[nodiscard]] present::Desk desk() const;
  [[nodiscard]] ui::Glass glass() const;
  [[nodiscard]] ui::PreviewDesk preview_desk() const;
  [[nodiscard]] std::vector<ui::PreviewRow> rows() const;
  [[nodiscard]] std::vector<ui::PreviewChips> walks() const;
  [[nodiscard]] std::vector<ui::PreviewChips> looks() const;
  /// What is wrong now: with the files when they do not load, else with the page on the glass.
  [[nodiscard]] std::vector<content::Finding> findings_shown() const;
  [[nodiscard]] std::string findings_title(const std::vector<content::Finding>& shown) const;
  [[nodiscard]] bool concerns(const content::Finding& finding, const std::string& page) const;
  [[nodiscard]] int count_on(const std::string& page) const;
  [[nodiscard]] std::string label_of(const present::Stop& stop) const;

  PreviewParts m_parts;
  Window* m_window;
  Clock* m_clock;
  ui::Artist m_artist;  ///< of the strip
  std::unique_ptr<Canvas> m_canvas;
  PackWatch m_watch;

  content::Loaded m_good;                    ///< the last version that can be shown
  std::vector<content::Finding> m_mistakes;  ///< of the files as they are
  bool m_is_current = false;                 ///< the good version is the files as they are
  std::vector<content::Finding> m_rules;     ///< of the rules, for the good version
  bool m_check_due = false;
  FindingIndex m_index;

  std::string m_walk;
  std::vector<present::Stop> m_stops;  ///< of that walk
  present::Stop m_stop;                ///< the one on the glass, as far as it was gone on with
  std::string m_stop_id;
  present::Appearance m_look;
  WindowSize m_glass;
  double m_mm_per_pixel;

  bool m_page_changed = true;
  int m_frames_due = kFramesAfterInput;
  std::int64_t m_frames_drawn = 0;
  bool m_pressing_page = false;  ///< a press that began on the page
  ui::Frame m_page_frame;
  ui::PreviewScroll m_scroll;
  std::vector<ui::Node> m_nodes;
};

}  // namespace candor::kiosk
