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

/// Draws one line of the words: what is longer stands in full below. `x` from the left edge of the
/// body.
void draw_line(text::Paper& paper, const std::string& words, double x, double y, double width,
               text::Align align = text::Align::start) {
  text::Paragraph paragraph = paragraph_of(words, Style::small_soft);
  paragraph.align = align;
  paper.draw(paper.set(paragraph, width), 0, 1, kLeft + x, y, kSoftInk);
}

void draw_band(text::Paper& paper, const ExportedRecord& exported) {
  const std::string words = band_words(exported);
  if (words.empty()) return;
  text::Paragraph paragraph = paragraph_of(words, Style::strong);
  paragraph.align = text::Align::center;
  const text::Paper::Set band = paper.set(paragraph, kWidth - 2.0 * kPadding);
  paper.fill(kLeft, kBandTop, kWidth, kBandHeight,
             is_withdrawn(exported)     ? kDanger
             : exported.record.practice ? kCaution
                                        : kInk);
  paper.draw(band, 0, std::min<std::size_t>(1, band.line_count()), kLeft + kPadding,
             kBandTop + (kBandHeight - band.height(0, 1)) / 2.0, {1.0, 1.0, 1.0});
}

std::string patient_words(const visit::Identity& patient) {
  if (patient.name.empty()) return "Patient: name not given";
  return patient.name + " · born " +
         (patient.birth == Date{} ? std::string("(not given)") : iso_date(patient.birth));
}

/// What stands on every page beside the flow, but for the page's number.
void draw_frame(text::Paper& paper, const ExportedRecord& exported, Sealed sealed) {
  const std::string& chain = exported.chain;
  draw_band(paper, exported);
  paper.line({kLeft, kRunningTop + 17.0}, {kLeft + kWidth, kRunningTop + 17.0}, 0.6, kLine);
  paper.line({kLeft, kFooterTop - 3.0}, {kLeft + kWidth, kFooterTop - 3.0}, 0.6, kLine);
  constexpr double kHalf = kWidth / 2.0;
  draw_line(paper, exported.record.clinic, 0.0, kRunningTop, kHalf - kGap);
  draw_line(paper, patient_words(exported.record.patient), kHalf + kGap, kRunningTop, kHalf - kGap,
            text::Align::end);
  draw_line(paper,
            fmt::format("Record {} · proof code {}", exported.record.id,
                        chain.empty() ? "none yet" : record::proof_code(chain)),
            0.0, kFooterTop, kWidth - 90.0);
  draw_line(paper, chain.empty() ? "Chain: not in a ledger yet" : "Chain " + chain, 0.0,
            kFooterTop + 12.0, kWidth);
  if (sealed == Sealed::yes) {
    draw_line(paper, std::string(kSealWords), 0.0, kFooterTop + 24.0, kWidth);
  }
}

void draw_number(text::Paper& paper, int page, int count) {
  draw_line(paper, fmt::format("Page {} of {}", page, count), kWidth - 80.0, kFooterTop, 80.0,
            text::Align::end);
}

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

  const Sealed sealed = sealer != nullptr ? Sealed::yes : Sealed::no;
  flow.draw([&](int page, int count) { draw_number(*paper, page, count); },
            [&] { draw_frame(*paper, exported, sealed); });
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
