// What lies behind the answers: how it was presented, which content, which program, what was shown.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "export/pdf_parts.h"
#include "export/plain_words.h"

namespace candor::exporting {

namespace {

constexpr double kTimeWidth = 166.0;
constexpr double kBlockWidth = 108.0;

/// Whether the second was shown as the first was, and on the same day: so nothing of it need be
/// said again.
bool same_look(const record::Shown& first, const record::Shown& second) {
  return first.language == second.language && first.size == second.size &&
         first.theme == second.theme &&
         first.first_at.offset_minutes == second.first_at.offset_minutes &&
         local_date(first.first_at) == local_date(second.first_at);
}

std::string look_words(const std::string& language, const std::string& size,
                       const std::string& theme) {
  return fmt::format("{}, {}, {} theme", language_words(language), size_words(size), theme);
}

/// The number of the statement that a block is, as the paper counts them; nothing for other blocks,
/// and where the block's words are not those of the statement as the paper has them.
std::optional<std::size_t> statement_number(const record::Record& record,
                                            const record::Shown& shown) {
  for (std::size_t i = 0; i < record.statements.size(); ++i) {
    const record::Statement& one = record.statements[i];
    if (one.page != shown.page || one.block != shown.block || one.language != shown.language) {
      continue;
    }
    const std::string words = one.fact.empty() ? one.statement : one.fact + "\n" + one.statement;
    if (words == shown.text) return i + 1;
  }
  return std::nullopt;
}

/// The heading of a page, and how it was shown where that is new.
void add_page_heading(Flow& flow, const record::Record& record, std::size_t first, bool new_look) {
  const record::Shown& shown = record.shown[first];
  std::int64_t visible_ms = 0;
  for (std::size_t i = first; i < record.shown.size() && record.shown[i].page == shown.page; ++i) {
    visible_ms = std::max(visible_ms, record.shown[i].visible_ms);
  }
  RowLook title;
  title.space_before = 10.0;
  title.keep_with_next = true;
  title.tag = "H3";
  flow.row(
      {Cell{0.0, kWidth,
            fmt::format("Page {}, shown for at least {}", shown.page, duration_words(visible_ms)),
            Style::strong}},
      title);
  if (!new_look) return;
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

}  // namespace

void add_presentation(Flow& flow, const record::Record& record) {
  flow.heading("How it was presented");
  if (record.presented.empty()) flow.paragraph("No language was chosen.");
  for (std::size_t i = 0; i < record.presented.size(); ++i) {
    const record::Presented& one = record.presented[i];
    RowLook look;
    look.same_tag = i > 0;
    flow.row({Cell{0.0, kTimeWidth - 4.0, short_time(one.at), Style::body},
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
      "Each block that was fully visible, in the order of its first showing, with its name. When "
      "it came and how long it was on the glass stands below its name, where that is not the same "
      "as for the block before it. The SHA-256 digest of each block's text is in the record, the "
      "attached file record.json.",
      Style::small_soft);
  flow.paragraph(
      fmt::format("Pictures and layout are not on this paper. They are in the content with the "
                  "digest {}{}. The command candor export --format packs writes it as folders.",
                  record.pack_digest,
                  exported.pack_entry == 0
                      ? std::string()
                      : fmt::format(", which entry {} of the ledger holds", exported.pack_entry)),
      Style::small_soft);
  std::string told_when;
  for (std::size_t i = 0; i < record.shown.size(); ++i) {
    const record::Shown& shown = record.shown[i];
    const bool new_look = i == 0 || !same_look(record.shown[i - 1], shown);
    const bool new_heading = new_look || record.shown[i - 1].page != shown.page;
    if (new_heading) {
      add_page_heading(flow, record, i, new_look);
      told_when.clear();
    }
    std::string when = clock_time(shown.first_at) + " · " + duration_words(shown.visible_ms);
    const auto statement = statement_number(record, shown);
    RowLook look;
    look.space_before = 5.0;
    look.same_tag = !new_heading;  // the blocks below one heading are one element
    flow.row(
        {Cell{0.0, kBlockWidth, shown.block + (when == told_when ? "" : "\n" + when), Style::small},
         Cell{kBlockWidth + kGap, kWidth - kBlockWidth - kGap,
              statement ? fmt::format("Statement {}, whose words stand above", *statement)
                        : shown.text,
              Style::small, statement ? std::string(kPaperLanguage) : shown.language}},
        look);
    told_when = std::move(when);
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
