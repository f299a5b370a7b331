#include "export/pack_pdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "export/pack_review.h"
#include "export/plain_words.h"

namespace candor::exporting {

namespace {

constexpr double kTextsAt = 92.0;
constexpr double kSourceId = 124.0;

RowLook kept(const char* tag, double space) {
  RowLook look;
  look.space_before = space;
  look.keep_with_next = true;
  look.tag = tag;
  return look;
}

/// "en (English)", as the pack names it; the tag first, so that the line reads from the left.
std::string name_of(const content::Language& language) {
  return fmt::format("{} ({})", language.tag, language.name);
}

class ReadingPrint {
 public:
  ReadingPrint(const PackPrint& print, const content::Words& words, Flow& flow)
      : m_print(&print),
        m_pack(print.pack),
        m_words(&words),
        m_language(&language_of(*print.pack, print.language)),
        m_flow(&flow),
        m_sheet(flow, *print.pack, m_language->tag, {kTextsAt, true}) {}

  void write() {
    front();
    clinic();
    contents();
    for (const content::Walk& walk : m_pack->walks) add_walk(walk);
    take_home();
    groups();
    sources();
    if (m_flow->missing_glyphs() > 0) {
      m_flow->heading("Characters that could not be printed");
      m_flow->paragraph(fmt::format(
          "{} cannot be drawn with the fonts of this program. Boxes are printed instead.",
          counted(static_cast<std::size_t>(m_flow->missing_glyphs()), "character", "characters")));
    }
  }

 private:
  void front() {
    RowLook title = kept("H1", 0.0);
    m_sheet.indent(-kTextsAt);
    m_sheet.line("", m_pack->title, Style::title, title);
    m_sheet.indent(0.0);
    m_flow->paragraph("For review: every word of this pack that patients or staff can see.",
                      Style::lead, close(4.0));
    add_status();
    m_flow->pair("Pack", fmt::format("{}, version {}", m_pack->id, m_pack->version));
    m_flow->pair("Digest (SHA-256)", m_pack->digest, Style::small);
    m_flow->pair("Language",
                 fmt::format("{}: {}", name_of(*m_language), status_words(*m_language)));
    if (m_sheet.has_source()) {
      m_flow->pair("Beside it", "the source, " + name_of(m_pack->languages.front()));
    }
    for (const content::Approval& each : m_pack->approvals) {
      m_flow->pair("Approved by", fmt::format("{}, {}, {}", each.by, each.role, each.at));
    }
    if (m_pack->approvals.empty()) m_flow->pair("Approved by", "nobody");
    for (const std::string& note : m_print->approval_notes) m_flow->pair("Approvals", note);
    m_flow->pair("Printed", fmt::format("{}, {}", long_time(m_print->at), m_print->software));
    m_flow->pair("Review by", iso_date(m_pack->review_by));
    m_flow->pair("Youngest", fmt::format("{} years", m_pack->minimum_age));
    m_flow->pair("A decision holds", fmt::format("{} months", m_pack->valid_for_months));
    m_flow->pair("Records kept", fmt::format("{} years", m_pack->keep_years));
    m_flow->pair("Treatments", std::to_string(m_pack->treatments));
    m_flow->pair("Languages", std::to_string(m_pack->languages.size()));
    m_sheet.line("Procedure", m_pack->procedure, Style::body, close(8.0));
    for (const content::Drug& drug : m_pack->drugs) {
      const auto named = drug.in.find(m_language->tag);
      m_sheet.words("Drug", named == drug.in.end() ? drug.name : named->second, drug.name,
                    Style::body, close());
    }
  }

  void add_status() {
    const bool sound = m_pack->is_approved() && m_print->practice_reasons.empty();
    RowLook look;
    look.space_before = 10.0;
    look.fill = sound ? kGoodSoft : kCautionSoft;
    look.bar = sound ? kGood : kCaution;
    std::string words = sound ? std::string(
                                    "Nothing in this content stands in the way of real "
                                    "visits.")
                              : std::string("Visits with this content are practice, because");
    for (const std::string& reason : m_print->practice_reasons) words += "\n• " + reason;
    m_flow->row({Cell{kGap, kWidth - 2.0 * kGap, words}}, look);
  }

  void clinic() {
    m_flow->heading("What the clinic sets");
    m_flow->paragraph(
        "Texts say {clinic.name}; the value stands in its place below. The values belong to the "
        "digest.",
        Style::small_soft);
    for (const auto& [name, value] : m_pack->clinic.values) {
      m_sheet.line(name, value, Style::body, close());
    }
    for (const std::string& name : m_pack->clinic.unset) {
      m_flow->row({Cell{0.0, kTextsAt - kGap, name, Style::small_soft},
                   Cell{kTextsAt, kWidth - kTextsAt, "(not set)", Style::strong, "en", kCaution}},
                  close());
    }
    for (const content::EmergencyLine& line : m_pack->clinic.emergency) {
      m_sheet.line(line.number, line.label, Style::body, close());
    }
    if (m_pack->clinic.demonstration) {
      m_flow->paragraph("This clinic is invented, for demonstration.", Style::strong);
    }
  }

  void contents() {
    m_flow->heading("What stands where");
    for (const content::Walk& walk : m_pack->walks) {
      m_flow->row({Cell{0.0, kWidth, "Walk " + walk.id, Style::strong}}, kept("H3", 8.0));
      int number = 0;
      for (const std::string& id : walk.pages) {
        const content::Page* const page = m_pack->page(id);
        ++number;
        if (page == nullptr) continue;
        m_flow->row({Cell{0.0, kTextsAt - kGap, std::to_string(number), Style::soft},
                     Cell{kTextsAt, 240.0, m_sheet.text(page->title), Style::body, m_language->tag},
                     Cell{kTextsAt + 250.0, kWidth - kTextsAt - 250.0, id, Style::small_soft}},
                    close(1.0));
      }
    }
  }

  void add_walk(const content::Walk& walk) {
    m_sheet.use_walk(walk);
    m_flow->heading("Walk " + walk.id);
    m_sheet.line("Patients choose", walk.title, Style::lead, kept("P", 4.0));
    std::string signers;
    for (const content::Role role : walk.signers) {
      signers += (signers.empty() ? "" : ", ") + content::to_string(role);
    }
    m_flow->row({Cell{0.0, kTextsAt - kGap, "Who signs", Style::small_soft},
                 Cell{kTextsAt, kWidth - kTextsAt,
                      signers + "; a representative in the patient's place where one is there"}},
                kept("P", 3.0));
    int number = 0;
    for (const std::string& id : walk.pages) {
      ++number;
      const content::Page* const page = m_pack->page(id);
      if (page == nullptr) continue;
      const std::string place =
          fmt::format("Walk {}, page {} of {}", walk.id, number, walk.pages.size());
      const auto before = m_printed.find(id);
      const bool again = before != m_printed.end() && !decides(*page);
      if (before == m_printed.end()) m_printed[id] = place;
      add_page(*page, place, again ? &before->second : nullptr);
    }
  }

  /// A decision names the walk's own numbers, so that it is printed for each.
  static bool decides(const content::Page& page) {
    return std::any_of(page.blocks.begin(), page.blocks.end(), [](const content::Block& block) {
      return std::holds_alternative<content::SignBlock>(block.content);
    });
  }

  /// `printed_as`: the place where the same page stands already, or nullptr.
  void add_page(const content::Page& page, const std::string& place,
                const std::string* printed_as) {
    m_flow->row({Cell{0.0, kWidth, fmt::format("{} · {}", place, page.id), Style::small_soft}},
                kept("P", 22.0));
    RowLook title = kept("H3", 1.0);
    title.keep_with_next = true;
    if (!m_sheet.has_source()) m_sheet.indent(-kTextsAt);
    m_sheet.line("", page.title, Style::heading, title);
    m_sheet.indent(0.0);
    if (printed_as != nullptr) {
      m_flow->paragraph(*printed_as + " has the same page, word for word.", Style::soft, close());
      return;
    }
    for (const content::Block& block : page.blocks) {
      add_reviewed_block(m_sheet, *m_words, page, block);
    }
  }

  void take_home() {
    if (m_pack->take_home.empty()) return;
    m_flow->heading("The take-home sheet");
    int number = 0;
    for (const std::string& id : m_pack->take_home) {
      const content::Page* const page = m_pack->page(id);
      ++number;
      if (page == nullptr) continue;
      const std::string place =
          fmt::format("Take-home sheet, page {} of {}", number, m_pack->take_home.size());
      const auto before = m_printed.find(id);
      const bool again = before != m_printed.end();
      if (!again) m_printed[id] = place;
      add_page(*page, place, again ? &before->second : nullptr);
    }
  }

  void groups() {
    if (m_pack->groups.empty()) return;
    m_flow->heading("Who was counted for the risk figures");
    for (const content::RiskGroup& group : m_pack->groups) {
      RowLook look = close(6.0);
      look.keep_with_next = true;
      m_sheet.line(group.id, group.text, Style::body, look);
      m_flow->row({Cell{kTextsAt, kWidth - kTextsAt,
                        fmt::format("{} people; drug: {}; route: {}", group.people, group.drug,
                                    group.route),
                        Style::small_soft}},
                  close(1.0));
    }
  }

  void sources() {
    m_flow->heading("Sources");
    if (m_pack->sources.empty()) m_flow->paragraph("The pack names none.");
    std::map<std::string, std::string> used;
    for (const content::Page& page : m_pack->pages) {
      for (const content::Block& block : page.blocks) {
        for (const std::string& id : block.sources) {
          std::string& places = used[id];
          places += (places.empty() ? "" : ", ") + page.id + "/" + block.id;
        }
      }
    }
    for (const content::Source& source : m_pack->sources) {
      RowLook look = close(6.0);
      look.keep_with_next = true;
      std::string const year = source.year.empty() ? "" : " (" + source.year + ")";
      m_flow->row({Cell{0.0, kSourceId - kGap, source.id, Style::small, "en", kPrimary},
                   Cell{kSourceId, kWidth - kSourceId, source.title + year}},
                  look);
      const auto places = used.find(source.id);
      std::string below = source.url;
      below += (below.empty() ? "" : "\n") +
               (places == used.end() ? std::string("no block names it") : places->second);
      m_flow->row({Cell{kSourceId, kWidth - kSourceId, below, Style::small_soft}}, close(0.0));
    }
  }

  const PackPrint* m_print;
  const content::Pack* m_pack;
  const content::Words* m_words;
  const content::Language* m_language;
  Flow* m_flow;
  Sheet m_sheet;
  std::map<std::string, std::string> m_printed;  ///< page id → where it stands first
};

}  // namespace

Result<std::string> to_reading_pdf(const PackPrint& print, const content::Words& words,
                                   const text::Fonts& fonts) {
  const content::Pack& pack = *print.pack;
  const content::Language& language = language_of(pack, print.language);
  text::Paper::About about;
  about.created = iso_local(print.at);
  auto paper = text::Paper::begin(fonts, kPageWidth, kPageHeight, about);
  if (!paper) return fail(paper);
  Flow flow(*paper);
  ReadingPrint(print, words, flow).write();

  const bool approved = pack.is_approved();
  PrintFrame frame;
  frame.band = approved ? "For review. Approved" : "For review. Not approved";
  frame.band += language.status == content::TranslationStatus::draft
                    ? ". A draft translation that nobody has reviewed"
                    : "";
  frame.band_color =
      approved && language.status != content::TranslationStatus::draft ? kPrimary : kCaution;
  frame.left = pack.text(pack.languages.front().tag, "{clinic.name}");
  frame.right = pack.text(pack.languages.front().tag, pack.title);
  frame.footer = {fmt::format("{} · version {} · {}, {} · printed {}", pack.id, pack.version,
                              language.tag, language.name, iso_date(local_date(print.at))),
                  "Digest " + pack.digest};
  frame.number = [](int page, int count) { return fmt::format("Page {} of {}", page, count); };
  ArchiveAbout archive;
  archive.title = fmt::format("For review: {} {}, {}", pack.id, pack.version, language.tag);
  archive.author = frame.left;
  archive.language = kPaperLanguage;
  archive.created = print.at;
  return finish_print(*paper, flow, frame, archive);
}

}  // namespace candor::exporting
