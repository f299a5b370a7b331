#include "export/pdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "export/pdf_parts.h"
#include "export/plain_words.h"
#include "export/redraw.h"

namespace candor::exporting {

namespace {

bool is_withdrawn(const ExportedRecord& exported) {
  return latest(exported, record::addendum_kind::kWithdrawn) != nullptr;
}

enum class Sealed { no, yes };

/// What stands on every page beside the flow.
class Frame {
 public:
  Frame(text::Paper& paper, const ExportedRecord& exported, Sealed sealed)
      : Frame(paper, exported, exported.record, exported.chain, sealed) {}

  void draw() {
    if (m_has_band) {
      m_paper->fill(kLeft, kBandTop, kWidth, kBandHeight, m_band_color);
      m_paper->draw(m_band, 0, std::min<std::size_t>(1, m_band.line_count()), kLeft + kPadding,
                    kBandTop + (kBandHeight - m_band.height(0, 1)) / 2.0, {1.0, 1.0, 1.0});
    }
    m_paper->line({kLeft, kRunningTop + 17.0}, {kLeft + kWidth, kRunningTop + 17.0}, 0.6, kLine);
    m_paper->line({kLeft, kFooterTop - 3.0}, {kLeft + kWidth, kFooterTop - 3.0}, 0.6, kLine);
    // One line of each: the names stand in full below.
    m_paper->draw(m_clinic, 0, 1, kLeft, kRunningTop, kSoftInk);
    m_paper->draw(m_patient, 0, 1, kLeft + kWidth / 2.0 + kGap, kRunningTop, kSoftInk);
    m_paper->draw(m_proof, 0, 1, kLeft, kFooterTop, kSoftInk);
    m_paper->draw(m_chain, 0, 1, kLeft, kFooterTop + 12.0, kSoftInk);
    if (m_has_seal) m_paper->draw(m_seal, 0, 1, kLeft, kFooterTop + 24.0, kSoftInk);
  }

  void draw_number(int page, int count) {
    text::Paragraph number =
        paragraph_of(fmt::format("Page {} of {}", page, count), Style::small_soft, "en");
    number.align = text::Align::end;
    m_paper->text(number, kLeft + kWidth - 80.0, kFooterTop, 80.0, kSoftInk);
  }

 private:
  Frame(text::Paper& paper, const ExportedRecord& exported, const record::Record& record,
        const std::string& chain, Sealed sealed)
      : m_paper(&paper),
        m_band_color(is_withdrawn(exported) ? kDanger
                     : record.practice      ? kCaution
                                            : kInk),
        m_has_band(!band_words(exported).empty()),
        m_band(
            set(band_words(exported), Style::strong, kWidth - 2.0 * kPadding, text::Align::center)),
        m_clinic(set(record.clinic, Style::small_soft, kWidth / 2.0 - kGap, text::Align::start)),
        m_patient(set(record.patient.name.empty()
                          ? std::string("Patient: name not given")
                          : record.patient.name + " · born " +
                                (record.patient.birth == Date{} ? std::string("(not given)")
                                                                : iso_date(record.patient.birth)),
                      Style::small_soft, kWidth / 2.0 - kGap, text::Align::end)),
        m_proof(set(fmt::format("Record {} · proof code {}", record.id,
                                chain.empty() ? "none yet" : record::proof_code(chain)),
                    Style::small_soft, kWidth - 90.0, text::Align::start)),
        m_chain(set(chain.empty() ? std::string("Chain: not in a ledger yet") : "Chain " + chain,
                    Style::small_soft, kWidth, text::Align::start)),
        m_has_seal(sealed == Sealed::yes),
        m_seal(set(std::string(kSealWords), Style::small_soft, kWidth, text::Align::start)) {}

  [[nodiscard]] text::Paper::Set set(const std::string& words, Style style, double width,
                                     text::Align align) const {
    text::Paragraph paragraph = paragraph_of(words, style);
    paragraph.align = align;
    return m_paper->set(paragraph, width);
  }

  text::Paper* m_paper;
  text::Rgb m_band_color;
  bool m_has_band;
  text::Paper::Set m_band;
  text::Paper::Set m_clinic;
  text::Paper::Set m_patient;
  text::Paper::Set m_proof;
  text::Paper::Set m_chain;
  bool m_has_seal;
  text::Paper::Set m_seal;
};

/// The record and its addenda, byte for byte as they were signed.
std::vector<Attachment> attachments_of(const ExportedRecord& exported, const text::Fonts& fonts,
                                       const std::string& seal_zone) {
  std::vector<Attachment> all;
  if (!exported.stored.empty()) {
    all.push_back(
        {"record.json", "application/json", "The record in its stored form", exported.stored});
  }
  int number = 0;
  for (const record::Addendum& one : exported.addenda) {
    all.push_back({fmt::format("addendum-{}.json", ++number), "application/json",
                   "An addendum in its stored form", canonical(record::to_json(one))});
  }
  all.push_back({std::string(kThisFile), "application/json", "How this file was made",
                 this_file(exported, fonts, seal_zone)});
  return all;
}

/// Keeps what is safe in a file name.
std::string safe(std::string_view text) {
  std::string kept;
  for (const char letter : text) {
    const bool fine =
        (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
    if (fine) kept += letter;
  }
  return kept;
}

}  // namespace

std::string band_words(const ExportedRecord& exported) {
  const std::string withdrawn = is_withdrawn(exported) ? "Withdrawn. " : "";
  if (exported.record.practice) return withdrawn + "Practice, not a consent";
  if (is_withdrawn(exported)) return "Withdrawn. Not a consent any more";
  return is_consent(exported) ? std::string() : outcome_title(exported.record.outcome);
}

namespace {

/// A drawn PDF, not yet fit for the archive.
struct Drawn {
  std::string bytes;
  ArchiveAbout about;
};

/// `sealer`: who will seal it; null: nobody.
Result<Drawn> draw(const ExportedRecord& exported, const text::Fonts& fonts,
                   const crypto::Certificate* sealer, const Moment& at) {
  const record::Record& record = exported.record;
  // Title and author are the archive's: what Cairo writes of them is replaced.
  text::Paper::About about;
  about.created = iso_local(record.ended);
  auto paper = text::Paper::begin(fonts, kPageWidth, kPageHeight, about);
  if (!paper) return fail(paper);

  Flow flow(*paper);
  add_withdrawal(flow, exported);
  add_outcome(flow, exported);
  add_signatures(flow, exported);
  add_addenda(flow, exported);
  add_people(flow, exported);
  add_statements(flow, record);
  add_flags(flow, record);
  add_answers(flow, record);
  add_ride(flow, record);
  add_presentation(flow, record);
  add_origin(flow, record, exported.chain);
  add_shown(flow, exported);
  add_listened(flow, record);
  if (flow.missing_glyphs() > 0) {
    flow.heading("Characters that could not be printed");
    flow.paragraph(fmt::format(
        "{} of this record cannot be drawn with the fonts of this program. Boxes are printed in "
        "their place; the stored record holds them.",
        counted(static_cast<std::size_t>(flow.missing_glyphs()), "character", "characters")));
  }
  add_proof(flow, exported);
  if (sealer != nullptr) add_seal(flow, *sealer, at);

  Frame frame(*paper, exported, sealer != nullptr ? Sealed::yes : Sealed::no);
  flow.draw([&frame](int page, int count) { frame.draw_number(page, count); },
            [&frame] { frame.draw(); });
  ArchiveAbout archive;
  archive.title = fmt::format("{}: {}{}{}", record.id, is_withdrawn(exported) ? "Withdrawn. " : "",
                              outcome_title(record.outcome),
                              record.practice ? " (practice, not a consent)" : "");
  archive.author = record.clinic;
  archive.language = kPaperLanguage;
  archive.created = record.ended;
  archive.tags = paper->tags();
  auto drawn = paper->finish();
  if (!drawn) return fail(drawn);
  return Drawn{*std::move(drawn), std::move(archive)};
}

}  // namespace

Result<std::string> to_pdf(const ExportedRecord& exported, const text::Fonts& fonts) {
  const auto drawn = draw(exported, fonts, nullptr, {});
  if (!drawn) return fail(drawn);
  return to_archive(drawn->bytes, drawn->about, attachments_of(exported, fonts, {}));
}

Result<std::string> to_sealed_pdf(const ExportedRecord& exported, const text::Fonts& fonts,
                                  const Seal& seal) {
  const auto drawn = draw(exported, fonts, &seal.certificate, seal.at);
  if (!drawn) return fail(drawn);
  return to_sealed_archive(drawn->bytes, drawn->about,
                           attachments_of(exported, fonts, seal.at.zone), seal);
}

Result<std::string> to_unsigned_pdf(const ExportedRecord& exported, const text::Fonts& fonts,
                                    const crypto::Certificate& signer, const Moment& at) {
  const auto drawn = draw(exported, fonts, &signer, at);
  if (!drawn) return fail(drawn);
  return to_unsigned_archive(drawn->bytes, drawn->about, attachments_of(exported, fonts, at.zone),
                             signer, at);
}

std::string file_stem(const record::Record& record) {
  return iso_date(local_date(record.ended)) + "_" + safe(record.outcome) + "_" +
         safe(record.id).substr(0, 8);
}

}  // namespace candor::exporting
