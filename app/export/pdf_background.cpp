// What lies behind the answers: how it was presented, which content, which program, what was shown.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "export/pdf_parts.h"
#include "export/plain_words.h"

namespace candor::exporting {

namespace {

constexpr double kTimeWidth = 166.0;
constexpr double kBlockWidth = 112.0;
constexpr double kSeenAt = 116.0;
constexpr double kDigestAt = 216.0;

/// Whether what stands over the first block holds for the second too.
bool same_heading(const record::Shown& first, const record::Shown& second) {
  return first.page == second.page && first.language == second.language &&
         first.size == second.size && first.theme == second.theme &&
         first.first_at.offset_minutes == second.first_at.offset_minutes &&
         local_date(first.first_at) == local_date(second.first_at);
}

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
    RowLook look;
    look.same_tag = i > 0;
    flow.row({Cell{0.0, kTimeWidth - 4.0, short_time(one.at), Style::soft},
              Cell{kTimeWidth, kWidth - kTimeWidth,
                   (i == 0 ? "" : "changed to ") + look_words(one.language, one.size, one.theme)}},
             look);
  }
}

void add_origin(Flow& flow, const record::Record& record, const std::string& chain) {
  flow.heading("Content, clinic and program");
  flow.pair("Pack", fmt::format("{}, version {}, {}", record.pack, record.pack_version,
                                record.pack_approved ? "approved" : "not approved"));
  for (const record::Approver& each : record.pack_approvals) {
    flow.pair("Approved by", fmt::format("{}, {}, {}", each.by, each.role, each.at));
  }
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

void add_shown(Flow& flow, const ExportedRecord& exported) {
  const record::Record& record = exported.record;
  flow.heading("What was on the screen");
  if (record.shown.empty()) {
    flow.paragraph("No page was shown.");
    return;
  }
  flow.paragraph(
      "Each block that was fully visible, in the order of its first showing: its name, when it "
      "came "
      "and how long it was on the glass, the SHA-256 digest of its text, and the text.",
      Style::small_soft);
  flow.paragraph(
      fmt::format("Pictures and layout are not on this paper. They are in the content with the "
                  "digest {}{}. The command candor export --format packs writes it as folders.",
                  record.pack_digest,
                  exported.pack_entry == 0
                      ? std::string()
                      : fmt::format(", which entry {} of the ledger holds", exported.pack_entry)),
      Style::small_soft);
  for (std::size_t i = 0; i < record.shown.size(); ++i) {
    const record::Shown& shown = record.shown[i];
    const bool new_heading = i == 0 || !same_heading(record.shown[i - 1], shown);
    if (new_heading) {
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
      RowLook look;
      look.space_before = 0.0;
      look.keep_with_next = true;
      look.same_tag = true;
      flow.row({Cell{0.0, kWidth,
                     fmt::format("from {} · {}", short_time(shown.first_at),
                                 look_words(shown.language, shown.size, shown.theme)),
                     Style::small_soft}},
               look);
    }
    RowLook line;
    line.space_before = 5.0;
    line.keep_with_next = true;
    line.same_tag = !new_heading;  // the blocks below one heading are one element
    flow.row({Cell{0.0, kBlockWidth, shown.block, Style::small_soft},
              Cell{kSeenAt, kDigestAt - kSeenAt - 4.0,
                   clock_time(shown.first_at) + " · " + duration_words(shown.visible_ms),
                   Style::small_soft},
              Cell{kDigestAt, kWidth - kDigestAt, shown.digest, Style::tiny}},
             line);
    RowLook text;
    text.space_before = 1.0;
    text.same_tag = true;
    flow.row({Cell{kGap, kWidth - kGap, shown.text, Style::small, shown.language}}, text);
  }
}

void add_listened(Flow& flow, const record::Record& record) {
  if (record.listened.empty() && record.replays.empty()) return;
  flow.heading("What was listened to, and what was asked for again");
  for (const record::Listened& each : record.listened) {
    flow.pair(
        each.page + "/" + each.block,
        fmt::format("{} of {} sentences heard to their end · {} · at {} % of the usual speed · "
                    "{} · from {}",
                    each.sentences, each.of, duration_words(each.heard_ms), each.speed,
                    each.language, clock_time(each.first_at)));
  }
  for (const record::Replay& each : record.replays) {
    flow.pair(each.page + "/" + each.block,
              fmt::format("{} again · {} · {}", each.how, each.language, clock_time(each.at)));
  }
}

}  // namespace candor::exporting
