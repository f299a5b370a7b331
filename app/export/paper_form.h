// The parts of a paper consent that are filled in with a pen. Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "content/words.h"
#include "export/pack_sheet.h"

namespace candor::exporting {

/// `sheet` and `words` must outlive it. All words come in the language of the sheet.
class PaperForm {
 public:
  PaperForm(Sheet& sheet, const content::Words& words) : m_sheet(&sheet), m_words(&words) {}

  [[nodiscard]] Sheet& sheet() const { return *m_sheet; }

  /// The kiosk's own words.
  [[nodiscard]] std::string say(const std::string& english,
                                const std::vector<content::WordValue>& values = {}) const {
    return m_words->get(m_sheet->language(), english, values);
  }

  void heading(const std::string& text);
  /// A smaller heading, which begins a page with `new_page`.
  void part(const std::string& text);
  void paragraph(const std::string& text, Style style = Style::body, double space_before = 4.0,
                 bool keep_with_next = false);
  /// Boxes to mark, all of one size, so many in a row.
  void boxes(const std::vector<std::string>& labels, std::size_t columns);
  /// Lines to write on, side by side. A label as it stands below says what belongs there.
  void lines(const std::vector<std::string>& labels);

  void choice(const content::ChoiceBlock& block);
  void form(const content::FormBlock& block);
  void statement(const content::AcknowledgeBlock& block, int number, int count);

 private:
  [[nodiscard]] Cell cell(double x, double width, const std::string& text, Style style) const;

  Sheet* m_sheet;
  const content::Words* m_words;
};

/// The lines that a person signs on, with what the signature means.
struct SignerLines {
  std::string title;
  std::string when;                  ///< "Only if an interpreter takes part."; may be empty
  std::vector<std::string> meaning;  ///< in full
  std::vector<std::vector<std::string>> boxes;
  std::string relation;  ///< the label of one more line; may be empty
};

void add_signer(PaperForm& form, const SignerLines& signer);

}  // namespace candor::exporting
