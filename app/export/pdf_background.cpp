// What lies behind the answers: how it was presented, which content, which program, what was shown.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "export/pdf_parts.h"
#include "export/plain_words.h"

namespace candor::exporting {

namespace {

constexpr double kTimeWidth = 166.0;

std::string look_words(const std::string& language, const std::string& size,
                       const std::string& theme) {
  return fmt::format("{}, {}, {} theme", language_words(language), size_words(size), theme);
}

}  // namespace

void add_presentation(Flow& flow, const record::Record& record) {
  flow.heading("How it was presented");
  if (record.presented.empty()) flow.paragraph("No language was chosen.");
  for (std::size_t i = 0; i < record.presented.size(); ++i) {
    const record::Presented& one = record.presented[i];
    flow.row({Cell{0.0, kTimeWidth - 4.0, short_time(one.at), Style::soft},
              Cell{kTimeWidth, kWidth - kTimeWidth,
                   (i == 0 ? "" : "changed to ") + look_words(one.language, one.size, one.theme)}});
  }
}

void add_origin(Flow& flow, const record::Record& record, const std::string& chain) {
  flow.heading("Content, clinic and program");
  flow.pair("Pack", fmt::format("{}, version {}, {}", record.pack, record.pack_version,
                                record.pack_approved ? "approved" : "not approved"));
  flow.pair("Pack's digest", record.pack_digest, Style::small);
  flow.pair("Walk", record.walk.empty() ? "not chosen" : record.walk);
  flow.pair("Source language", language_words(record.source_language));
  for (const auto& [name, value] : record.clinic_values) {
    flow.pair("clinic." + name, value.empty() ? "(not set)" : value);
  }
  flow.pair("Kiosk", fmt::format("{}, {}", record.kiosk, record.software));
  flow.pair("Record", fmt::format("{}, format {}", record.id, record.format));
  flow.pair("Visit", record.visit);
  if (!record.episode.empty()) flow.pair("Episode", record.episode);
  flow.pair("Proof code", chain.empty() ? "not in a ledger yet" : record::proof_code(chain));
  flow.pair("Ledger chain", chain.empty() ? "not in a ledger yet" : chain, Style::small);
  RowLook note;
  note.space_before = 6.0;
  flow.paragraph(
      "The proof code finds the ledger's entry. It proves nothing by itself: the ledger's chain "
      "does, and the stored record is what counts. This paper is made from it.",
      Style::small_soft, note);
}

void add_shown(Flow& flow, const record::Record& record) {
  flow.heading("What was on the screen");
  if (record.shown.empty()) {
    flow.paragraph("No page was shown.");
    return;
  }
  flow.paragraph(
      "Each block that was fully visible, in the order of its first showing, with the time it was "
      "on the glass, the SHA-256 digest of its text, and the text.",
      Style::small_soft);
  for (std::size_t i = 0; i < record.shown.size(); ++i) {
    const record::Shown& shown = record.shown[i];
    if (i == 0 || record.shown[i - 1].page != shown.page) {
      std::int64_t visible_ms = 0;
      for (std::size_t j = i; j < record.shown.size() && record.shown[j].page == shown.page; ++j) {
        visible_ms = std::max(visible_ms, record.shown[j].visible_ms);
      }
      RowLook title;
      title.space_before = 10.0;
      title.keep_with_next = true;
      title.tag = "H3";
      flow.row({Cell{0.0, kWidth,
                     fmt::format("Page {}, shown for at least {}", shown.page,
                                 duration_words(visible_ms)),
                     Style::strong}},
               title);
    }
    RowLook line;
    line.space_before = 5.0;
    line.keep_with_next = true;
    flow.row({Cell{0.0, kWidth,
                   fmt::format("{} · from {} · visible {} · {}", shown.block,
                               short_time(shown.first_at), duration_words(shown.visible_ms),
                               look_words(shown.language, shown.size, shown.theme)),
                   Style::small_soft}},
             line);
    RowLook below;
    below.space_before = 0.0;
    below.keep_with_next = true;
    flow.row({Cell{0.0, kWidth, "SHA-256 " + shown.digest, Style::small_soft}}, below);
    RowLook text;
    text.space_before = 1.0;
    flow.row({Cell{kGap, kWidth - kGap, shown.text, Style::small, shown.language}}, text);
  }
}

}  // namespace candor::exporting
