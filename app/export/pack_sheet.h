// A pack's texts as rows of a flow: in the language of the print and, where that is a translation,
// the source beside it, so that a bilingual reader can compare. Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "content/pack.h"
#include "export/flow.h"

namespace candor::exporting {

struct SheetLook {
  double label_width = 0.0;  ///< a first column for what a text is; 0: none
  bool source_beside = false;
};

/// Both `flow` and `pack` must outlive it.
class Sheet {
 public:
  Sheet(Flow& flow, const content::Pack& pack, std::string language, const SheetLook& look);

  [[nodiscard]] Flow& flow() const { return *m_flow; }

  [[nodiscard]] const content::Pack& pack() const { return *m_pack; }

  [[nodiscard]] const std::string& language() const { return m_language; }

  [[nodiscard]] const std::string& source_language() const { return m_source; }

  /// Whether a source text is printed beside its translation.
  [[nodiscard]] bool has_source() const { return m_look.source_beside && m_language != m_source; }

  /// The text in the language of the print, as one line of a record would have it.
  [[nodiscard]] std::string text(const content::Line& source) const;
  /// Values that only a visit or a walk knows, such as {pages} and {until}: from now on of this
  /// walk.
  void use_walk(const content::Walk& walk);

  /// A line of the pack; nothing for an empty one.
  void line(const std::string& label, const content::Line& source, Style style = Style::body,
            const RowLook& look = {});
  /// What happens so many minutes after the arrival, as one line: "0:30 · Checks".
  void timed(const content::Line& minutes, const content::Line& what, Style style,
             const RowLook& look = {});
  /// Paragraphs and lists of the pack; nothing for an empty text.
  void rich(const std::string& label, const content::RichText& source, Style style = Style::body,
            const RowLook& look = {});
  /// Words of the print itself or of the kiosk, with what they say in the source language.
  void words(const std::string& label, const std::string& shown, const std::string& in_source,
             Style style = Style::body, const RowLook& look = {});
  /// A picture and its caption. What it shows is printed only with labels.
  void picture(const content::ImageBlock& image);
  /// n of 100 as dots.
  void dots(int n, content::Tone tone, const std::string& shows);

  /// Where the texts begin, from the left margin.
  [[nodiscard]] double text_x() const { return m_look.label_width; }

  [[nodiscard]] double text_width() const { return kWidth - m_look.label_width; }

  /// Rows from here on stand this much further in: inside a callout.
  void indent(double by) { m_indent = by; }

 private:
  struct Column {
    double x = 0.0;
    double width = 0.0;
    std::string language;
  };

  /// Whether the pack has this text in the language of the print.
  [[nodiscard]] bool is_there(const content::Line& source) const;
  [[nodiscard]] std::vector<Column> columns() const;
  /// In the place of a translation that is not there.
  [[nodiscard]] static Cell untranslated(const Column& column);
  [[nodiscard]] std::string in(const std::string& language, const content::Line& source) const;
  void row(const std::string& label, std::vector<Cell> cells, const RowLook& look);

  Flow* m_flow;
  const content::Pack* m_pack;
  std::string m_language;
  std::string m_source;
  SheetLook m_look;
  content::Placeholders m_blanks;         ///< in the language of the print
  content::Placeholders m_source_blanks;  ///< in the source language
  double m_indent = 0.0;
};

/// The reading blocks: text, callout, steps, timeline, risk, image, questions with answers. Nothing
/// for a block that asks something.
void add_reading_block(Sheet& sheet, const content::Block& block);

/// {pages}, {statements} of a walk, {scope} and {until} for its decision; {until} is a blank to
/// write in.
[[nodiscard]] content::Placeholders blanks_of(const content::Pack& pack, const content::Walk& walk,
                                              const std::string& language);

}  // namespace candor::exporting
