// What a reader finds in a PDF: its words, its pages, its strokes.
#pragma once

#include <string>
#include <vector>

#include "export/exported.h"
#include "support/fakes.h"
#include "text/text.h"

namespace candor::exporting::samples {

/// The pinned fonts of the project.
[[nodiscard]] text::Fonts pinned_fonts();

/// A record as a ledger without addenda gives it.
[[nodiscard]] ExportedRecord exported(const record::Record& record);

/// A PDF on disk for as long as it lives.
class PaperTrail {
 public:
  /// Bytes in a file that goes away with this object.
  class File {
   public:
    explicit File(const std::string& bytes);

    [[nodiscard]] const std::string& path() const { return m_path; }

   private:
    support::TemporaryFolder m_folder;
    std::string m_path;
  };

  /// The PDF of a record.
  PaperTrail(const record::Record& record, const text::Fonts& fonts);
  PaperTrail(const ExportedRecord& exported, const text::Fonts& fonts);
  explicit PaperTrail(const std::string& bytes);

  [[nodiscard]] const std::string& bytes() const { return m_bytes; }

  [[nodiscard]] const std::string& path() const { return m_file.path(); }

  [[nodiscard]] int page_count() const;
  /// All words of one page, its frame included, as a reader sees them.
  [[nodiscard]] std::string page(int number) const;

  /// All words between header and footer of all pages, without any spaces.
  [[nodiscard]] const std::string& body() const { return m_body; }

  /// Whether the body says this, wherever its lines are broken.
  [[nodiscard]] bool says(const std::string& words) const;
  /// How often it does.
  [[nodiscard]] int count(const std::string& words) const;

  /// The points that the pen goes through in each stroke with round ends, in points of the page.
  struct PenPoint {
    double x = 0.0;
    double y = 0.0;
  };

  [[nodiscard]] std::vector<std::vector<PenPoint>> strokes() const;

 private:
  File m_file;
  std::string m_bytes;
  std::string m_body;
};

/// Every word of a record that its PDF must say.
[[nodiscard]] std::vector<std::string> words_of(const record::Record& record);

}  // namespace candor::exporting::samples
