// Small pieces that the screens are made of. Internal to the room.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "present/screens.h"

namespace candor::present {

/// Words and texts of one page in one language.
class Teller {
 public:
  Teller(const Desk& desk, std::string language) : m_desk(&desk), m_language(std::move(language)) {}

  /// The kiosk's own words.
  [[nodiscard]] std::string say(const std::string& english,
                                const std::vector<content::WordValue>& values = {}) const;
  /// A text of the pack.
  [[nodiscard]] std::string text(const std::string& source) const;
  /// A rich text of the pack; the loader has checked that it parses.
  [[nodiscard]] std::vector<content::Paragraph> rich(const std::string& source) const;
  /// The kiosk's words as one plain paragraph.
  [[nodiscard]] std::vector<content::Paragraph> plain(
      const std::string& english, const std::vector<content::WordValue>& values = {}) const;

  [[nodiscard]] const std::string& language() const { return m_language; }

  [[nodiscard]] const Desk& desk() const { return *m_desk; }

 private:
  const Desk* m_desk;
  std::string m_language;
};

[[nodiscard]] Button button(std::string id, std::string label, Action action,
                            Look look = Look::plain, std::string icon = {});
[[nodiscard]] Element element(Content content);
[[nodiscard]] Element aside(Content content);

/// The pack's page, and block, that the visit stands at; empty where it stands at none.
[[nodiscard]] visit::Spot spot_of(const Teller& teller, const visit::State& state);

/// A page with the sizes, theme and banners of the visit, and no header or footer.
[[nodiscard]] Page bare_page(const Teller& teller, const visit::State& state, std::string key);
/// The same with header (clinic, progress, language, text size, ask staff, pause) and Stop.
[[nodiscard]] Page framed_page(const Teller& teller, const visit::State& state, std::string key,
                               double progress);
/// The header alone, and what is told in the middle of the glass.
[[nodiscard]] Page told_page(const Teller& teller, const visit::State& state, std::string key);
/// A page outside any visit.
[[nodiscard]] Page kiosk_page(const Teller& teller, std::string key);

/// How long one may rest, and what happens to the answers then (T-23). Said before anything is
/// given (WCAG 2.2.6).
[[nodiscard]] std::string quiet_notice(const Teller& teller);

/// Reads the page aloud, or ends that.
[[nodiscard]] Button listen_button(const Teller& teller);
[[nodiscard]] Button back_button(const Teller& teller, Action action);
/// Back in the visit, on pages where that is possible.
void add_back(Page& page, const Teller& teller, const visit::State& state);
[[nodiscard]] Button next_button(const Teller& teller, Action action);

/// The on-screen keyboard for the layer that the scratch shows, or the digits.
[[nodiscard]] Keyboard keyboard(const Teller& teller, const Scratch& scratch, KeyboardKind kind,
                                Action done);

/// How many letters from a to z end a text: what is still to become Chinese characters.
[[nodiscard]] std::size_t letters_at_end(const std::string& typed);

/// The reading elements of one block, marked with its digest.
[[nodiscard]] std::vector<Element> block_elements(const Teller& teller, const content::Page& page,
                                                  const content::Block& block);

/// "Please tell the front desk." or, with a channel, "Staff have been told."
[[nodiscard]] std::string where_help_is(const Teller& teller);
/// The crisis and emergency lines as one line of text.
[[nodiscard]] std::string emergency_text(const Teller& teller);

// One function a stage; dispatched by visit_page().
[[nodiscard]] Page who_page(const Teller& teller, const visit::State& state,
                            const Scratch& scratch);
[[nodiscard]] Page interpreter_page(const Teller& teller, const visit::State& state);
[[nodiscard]] Page identity_page(const Teller& teller, const visit::State& state,
                                 const Scratch& scratch);
[[nodiscard]] Page walk_page(const Teller& teller, const visit::State& state);
[[nodiscard]] Page step_page(const Teller& teller, const visit::State& state,
                             const Scratch& scratch);
[[nodiscard]] Page review_page(const Teller& teller, const visit::State& state,
                               const Scratch& scratch);
[[nodiscard]] Page decision_page(const Teller& teller, const visit::State& state,
                                 const Scratch& scratch, const Moment& now);
[[nodiscard]] Page saving_page(const Teller& teller, const visit::State& state);
[[nodiscard]] Page panel_page(const Teller& teller, const visit::State& state,
                              const Scratch& scratch);
/// The page that the check on the glass asks about, to read once more.
[[nodiscard]] Page page_again_panel(const Teller& teller, const visit::State& state);
[[nodiscard]] Page confirm_decline_page(const Teller& teller, const visit::State& state);

/// The answer's label of a statement: the pack's verb, "I do not agree", …
[[nodiscard]] std::string reply_label(const Teller& teller, const content::AcknowledgeBlock& block,
                                      visit::Reply reply);

}  // namespace candor::present
