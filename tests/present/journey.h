// Every screen of the kiosk for a pack, reached as a person would reach it: event by event.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "content/pack.h"
#include "content/words.h"
#include "present/screens.h"
#include "support/fakes.h"

namespace candor::present {

/// The sample pack of tests/support, loaded from its files.
[[nodiscard]] std::shared_ptr<const content::Pack> loaded_sample();
/// A pack of this project's content folder.
[[nodiscard]] std::shared_ptr<const content::Pack> own_pack(const std::string& name);
/// The kiosk's words, as shipped.
[[nodiscard]] content::Words own_words();

/// One visit that goes on when told.
class Journey {
 public:
  Journey(const content::Pack& pack, const content::Words& words, std::string language = "en");

  bool tell(const visit::Event& event);
  /// Aborts the test when the event is refused.
  void must(const visit::Event& event);

  // Each goes on from the start as far as it says.
  void to_who();
  void to_identity(visit::AtScreen who = visit::AtScreen::patient);
  void to_confirm();
  void to_walk();
  void to_steps(const std::string& walk = "first");
  void pass_step();
  /// Passes steps until the first of this kind.
  void to_kind(visit::StepKind kind);
  void to_spot(const visit::Spot& spot);
  void to_review();
  void to_decision();
  void to_receipt();

  void sign();

  [[nodiscard]] Page page() const { return visit_page(desk(), state, scratch, clock.now()); }

  [[nodiscard]] Submission submits(const Action& action) const {
    return submit(desk(), state, scratch, action, clock.now());
  }

  [[nodiscard]] Desk desk() const;
  [[nodiscard]] visit::Spot spot() const;  ///< of the current step's first block
  [[nodiscard]] const content::Block& block() const;

  visit::State state;
  Scratch scratch;
  mutable support::ManualClock clock;
  bool channel = false;

 private:
  const content::Pack* m_pack;
  const content::Words* m_words;
  std::string m_language;  ///< that the person chooses
};

struct Screen {
  std::string name;  ///< what it shows, for messages
  Page page;
  Scratch scratch;      ///< what had been touched and typed there
  bool framed = false;  ///< with Ask staff, Pause and Stop
};

/// Every kind of screen: all stages, panels, endings, the staff's; every step of the walk `first`.
/// The same ones in the same order for each language.
[[nodiscard]] std::vector<Screen> every_screen(const content::Pack& pack,
                                               const content::Words& words,
                                               const std::string& language = "en");

/// Everything that can be read on a page.
[[nodiscard]] std::string text_of(const Page& page);
/// Every button of a page, header and footer first.
[[nodiscard]] std::vector<Button> buttons_of(const Page& page);
[[nodiscard]] const Button* find_button(const std::vector<Button>& buttons, const std::string& id);

/// The first element of a kind, or nullptr.
template <typename Kind>
[[nodiscard]] const Kind* first_of(const Page& page) {
  for (const Element& element : page.elements) {
    if (const auto* found = std::get_if<Kind>(&element.content)) return found;
  }
  return nullptr;
}

}  // namespace candor::present
